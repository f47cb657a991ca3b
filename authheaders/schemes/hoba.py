# SPDX-License-Identifier: MIT
r"""HOBA (RFC 7486): a signature with a key of this origin proves who the client is.

::

    challenge   = "HOBA" 1*SP 1#auth-param     ; challenge and max-age required
    credentials = "HOBA" 1*SP 1#auth-param     ; result required
    HOBA-RES    = kid "." challenge "." nonce "." sig    ; the value of result

    WWW-Authenticate: HOBA challenge="Y2hhbA", max-age="10", realm="members"
    Authorization: HOBA result="a2lk.Y2hhbA.bm9uY2U.c2ln"
    Hobareg: regok

The four parts of ``result`` are text: they are signed and looked up as they stand, so nothing
is decoded. RFC 7486 Appendix B prints a challenge with ``/``, which its own grammar forbids:
such a message is refused here.

>>> from authheaders import HobaCredentials
>>> credentials = HobaCredentials.parse('HOBA result="a2lk.Y2hhbA.bm9uY2U.c2ln"')
>>> credentials.kid, credentials.challenge, credentials.nonce
('a2lk', 'Y2hhbA', 'bm9uY2U')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from .._lines import field_value_lines
from ..errors import BuildError, ParseError
from ..limits import DEFAULT_LIMITS
from ..params import NO_PARAMS, Params
from ._checking import broken, check_extensions, check_integer, check_match, check_text, check_type
from ._encodings import octets_of_text
from ._reading import QUOTED, integer, present, rest, text, values_of
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._lines import FieldValue
    from .._writing import Entry
    from ..limits import Limits
    from ..params import Raw

# kid, challenge, nonce, sig = 1*base64urlchars                     ; RFC 7486 section 2
# base64urlchars = %x30-39 / %x41-5A / %x61-7A / "-" / "_" / "="
_BASE64URL_CHARS = re.compile(r"[0-9A-Za-z\-_=]+")

_CHALLENGE_PARAMS = frozenset({"challenge", "max-age", "realm"})
_CREDENTIALS_PARAMS = frozenset({"result"})


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class HobaChallenge(ParamsChallenge):
    """What the server wants signed (RFC 7486 section 3).

    ::

        HOBA challenge="Y2hhbA", max-age="10", realm="members"

    - ``challenge``: letters, digits, ``-``, ``_`` and ``=``, one at least: to be signed and sent
      back character by character. A new one for each response, as good as 128 random bits.
    - ``max_age``: seconds for which signatures over the challenge are accepted; 0 means that
      exactly one is.
    - ``realm``: text or None. It is signed, but not sent back.
    - ``extensions``: other parameters. The RFC has none.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for a
    challenge without ``challenge`` or ``max-age``: the client abandons the attempt.

    >>> HobaChallenge("Y2hhbA", 10, "members").to_header()
    'HOBA challenge="Y2hhbA", max-age="10", realm="members"'
    """

    scheme = "HOBA"
    specification = "RFC 7486"

    challenge: str
    max_age: int
    realm: str | None = None
    extensions: Params = field(default=NO_PARAMS, kw_only=True)

    def __post_init__(self) -> None:
        check_type("challenge", self.challenge, str)
        expected = "letters, digits, '-', '_' and '='"
        check_match(BuildError, "challenge", self.challenge, _BASE64URL_CHARS, expected)
        check_integer(BuildError, "max-age", self.max_age)
        if self.realm is not None:
            check_text("realm", self.realm)
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> HobaChallenge:
        values = values_of(raw, "HOBA")
        return cls(
            challenge=present(values.get("challenge"), "challenge"),
            max_age=present(integer(values, "max-age"), "max-age"),
            realm=text(values, "realm"),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("challenge", self.challenge, QUOTED),
            ("max-age", str(self.max_age), QUOTED),
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class HobaCredentials(ParamsCredentials):
    """What the client signed, and its signature (RFC 7486 section 2).

    ::

        HOBA result="a2lk.Y2hhbA.bm9uY2U.c2ln"

    - ``kid``: names the key; opaque.
    - ``challenge``: that of the server, unchanged.
    - ``nonce``: of the client, 64 random bits or more.
    - ``sig``: the signature in base64url. Hidden in ``repr``.
    - ``extensions``: other parameters. The RFC has none.

    The first four are letters, digits, ``-``, ``_`` and ``=``, one at least. Padding is allowed
    in each; senders leave it out of what they encode themselves.

    Raises BuildError for other characters; ParseError for those of a peer, and for a ``result``
    that is missing or has not these four parts: the server answers with 401.

    >>> HobaCredentials(kid="a2lk", challenge="Y2hhbA", nonce="bm9uY2U", sig="c2ln").result
    'a2lk.Y2hhbA.bm9uY2U.c2ln'
    """

    scheme = "HOBA"
    specification = "RFC 7486"
    secret_fields = frozenset({"sig"})
    malformed_status = 401

    kid: str
    challenge: str
    nonce: str
    sig: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        for part in ("kid", "challenge", "nonce", "sig"):
            check_type(part, getattr(self, part), str)
            if _BASE64URL_CHARS.fullmatch(getattr(self, part)) is None:
                expected = f"letters, digits, '-', '_' and '=' in the {part}"
                raise broken(BuildError, "result", expected)
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @property
    def result(self) -> str:
        """The four parts as they are sent, with dots between them."""
        return ".".join((self.kid, self.challenge, self.nonce, self.sig))

    @classmethod
    def _from_raw(cls, raw: Raw) -> HobaCredentials:
        values = values_of(raw, "HOBA")
        parts = present(values.get("result"), "result").split(".")
        if len(parts) != 4:
            raise broken(ParseError, "result", "four parts with dots between them")
        kid, challenge, nonce, sig = parts
        return cls(
            kid=kid,
            challenge=challenge,
            nonce=nonce,
            sig=sig,
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (("result", self.result, QUOTED),)


class HobaRegistration(Enum):
    """What the response header ``Hobareg`` says of a registration (RFC 7486 section 6.1.1).

    ::

        Hobareg-val = "regok" / "reginwork"

    It counts in a 2xx response only; with any other status the registration failed.

    >>> HobaRegistration.parse("RegOK").to_header()
    'regok'
    """

    REGOK = "regok"
    """The key is registered."""
    REGINWORK = "reginwork"
    """Registration goes on; the key can't be used yet."""

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> HobaRegistration:
        """Read the field: ``regok`` alone, in any case; all else means REGINWORK.

        Raises TypeError for a value that is no text, ParseError for more of it than
        ``limits.length``.
        """
        lines = field_value_lines(value, limits)
        # ASCII, as there are other characters whose lower case is one of these letters.
        words = [line.strip(" \t").lower() for line in lines if line.isascii()]
        return cls.REGOK if words == ["regok"] and len(lines) == 1 else cls.REGINWORK

    def to_header(self) -> str:
        """The field value."""
        value: str = self.value
        return value
