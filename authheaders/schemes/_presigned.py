# SPDX-License-Identifier: MIT
"""What the presigned URLs of AWS4 and GOOG4 have in common: credentials in a query.

::

    X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1...

The names begin with ``X-Amz-`` or ``X-Goog-``, and have no other case. Names and values are
pct-encoded UTF-8, all but the unreserved characters of RFC 3986; a blank is ``%20``, so a plus
sign is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..errors import AuthHeaderError, BuildError, ParseError, Reason
from ._checking import broken, check_integer, check_type, missing
from ._encodings import percent_decoded, percent_encoded
from ._reading import canonical_integer
from ._sigv4 import check_timestamp
from ._typed import Compared

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from typing_extensions import Self

    from ..params import Values

    #: A query as it stands in a URL, or its decoded names and values: ``parse_qs`` gives a list
    #: of values for each name, ``parse_qsl`` pairs.
    Query: TypeAlias = (
        "str | Mapping[str, str] | Mapping[str, list[str]] | Iterable[tuple[str, str]]"
    )

#: A week, in seconds.
LONGEST = 7 * 24 * 60 * 60

_REQUIRED = ("Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature")
#: 1*VCHAR
VISIBLE = re.compile("[!-~]+")


class Presigned(Compared):
    """Base of both; each is a dataclass with the fields that stand here, and perhaps more."""

    __slots__ = ()

    #: How the names begin, and the class of the credentials.
    _prefix: str
    _class: Any
    #: What a query may hold besides, behind the prefix.
    _optional: tuple[str, ...] = ()

    credentials: Any
    date: str
    expires: int

    def __post_init__(self) -> None:
        check_type("credentials", self.credentials, self._class)
        if self.credentials.extensions:
            raise broken(BuildError, "credentials", "only what a query has names for")
        check_timestamp(f"{self._prefix}Date", self.date, self.credentials.date)
        check_integer(BuildError, f"{self._prefix}Expires", self.expires, least=1, most=LONGEST)

    @classmethod
    def from_query(cls, query: Query) -> Self:
        """Read the parameters of a presigned URL; those of other names are left alone.

        - ``query``: the query component as text, without the question mark; or decoded names
          and values, as pairs or as a mapping to a value or to a list of values.

        Raises ParseError for what is missing, there twice, or wrong; TypeError for what is no
        text.
        """
        values: Values = {}
        try:
            cls._fill(values, query)
            algorithm, credential, date, _, signed_headers, signature = [
                values[name] for name in cls._names(_REQUIRED)
            ]
            if algorithm not in cls._class.schemes:
                expected = f"the algorithm {' or '.join(cls._class.schemes)}"
                raise ParseError(Reason.WRONG_SCHEME, expected, param="Algorithm")
            fields = {
                "credentials": cls._class._of(algorithm, credential, signed_headers, signature),
                "date": date,
                "expires": canonical_integer(values, f"{cls._prefix}Expires"),
                **cls._options(values),
            }
            return cls(**fields)
        except AuthHeaderError as error:
            raise cls._peers_fault(error, values) from None

    @classmethod
    def _fill(cls, values: Values, query: Query) -> None:
        """Add the parameters of a query that have a field; ParseError for what is lacking."""
        names = cls._names((*_REQUIRED, *cls._optional))
        for name, value in _pairs(query):
            if name in names:
                if value is None:
                    raise broken(ParseError, name, "pct-encoded UTF-8")
                if name in values:
                    raise ParseError(Reason.DUPLICATE_PARAM, "each parameter once", param=name)
                values[name] = value
        for name in cls._names(_REQUIRED):
            if name not in values:
                raise missing(ParseError, name)

    @classmethod
    def _names(cls, names: tuple[str, ...]) -> list[str]:
        return [f"{cls._prefix}{name}" for name in names]

    @classmethod
    def _options(cls, values: Values) -> dict[str, Any]:
        """The fields that only one of the classes has."""
        return {}

    @classmethod
    def _peers_fault(cls, error: AuthHeaderError, values: Values) -> ParseError:
        param = error.param
        if param is not None and not param.startswith(cls._prefix):
            param = f"{cls._prefix}{param}"
        scheme = values.get(f"{cls._prefix}Algorithm")
        return ParseError(error.reason, error.expected, scheme=scheme, param=param, status_hint=400)

    def to_pairs(self) -> list[tuple[str, str]]:
        """Names and values, not encoded, in the order in which they are written.

        The signature is the last one. It is not signed itself, all others are.
        """
        credentials = self.credentials
        named = (
            ("Algorithm", credentials.scheme),
            ("Credential", credentials.credential),
            ("Date", self.date),
            ("Expires", str(self.expires)),
            ("SignedHeaders", ";".join(credentials.signed_headers)),
            *self._optional_pairs(),
            ("Signature", credentials.signature),
        )
        return [(f"{self._prefix}{name}", value) for name, value in named]

    def _optional_pairs(self) -> list[tuple[str, str]]:
        return []

    def to_query(self) -> str:
        """The parameters as they stand in a URL, to be joined with those of the request."""
        return "&".join([f"{name}={percent_encoded(value)}" for name, value in self.to_pairs()])


def _pairs(query: Query) -> list[tuple[str, str | None]]:
    """Decoded names and values, in order; None for a value that can't be decoded."""
    if isinstance(query, str):
        split = [part.partition("=") for part in query.split("&")]
        return [(_decoded(name) or "", _decoded(value)) for name, _, value in split]
    pairs: list[tuple[str, str | None]] = []
    items: Any = query.items() if isinstance(query, Mapping) else query
    for name, value in items:
        for each in value if isinstance(value, list) else [value]:
            check_type("a name", name, str)
            check_type("a value", each, str)
            pairs.append((name, each))
    return pairs


def _decoded(text: str) -> str | None:
    return percent_decoded(text, tolerant=True) if text.isascii() else None
