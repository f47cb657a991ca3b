# SPDX-License-Identifier: MIT
"""What AWS4 and GOOG4 have in common: the syntax of Signature Version 4.

::

    credentials    = scheme 1*SP credential sep signed-headers sep signature
    credential     = "Credential=" access-key "/" date [ "/" region ] "/" service "/" terminator
    signed-headers = "SignedHeaders=" name *( ";" name )
    signature      = "Signature=" 1*LHEX
    sep            = OWS "," OWS

The values are written without quotes although ``/`` and ``;`` are in no token, and servers
compare what stands there: so they are never quoted here. Quotes are read, as a quoted-string
means the same in RFC 9110; so are another order, another case of the names and the blanks that
the grammar allows. Parameters of other names are kept in ``extensions``.
"""

from __future__ import annotations

import re

from .._abnf import is_run, is_token
from ..errors import BuildError, ParseError, Reason
from ..messages import canonical_scheme
from ..params import NO_PARAMS, Form, Params
from ._checking import broken, check_extensions, check_hex, check_match, check_type, missing
from ._reading import TOKEN, rest, values_of
from ._typed import ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from typing_extensions import Self

    from .._writing import Entry
    from ..errors import AuthHeaderError
    from ..params import Raw

_new = object.__new__

_PARAMS = ("Credential", "SignedHeaders", "Signature")
_LOWER = ("credential", "signedheaders", "signature")
_KNOWN = frozenset(_LOWER)

# access-key = 1*( VCHAR without DQUOTE and comma )       ; "/" is in some, "=" is not the first
# date       = 8DIGIT                                     ; yyyymmdd
# part       = 1*( VCHAR without DQUOTE, comma and "/" )  ; region, service, terminator
# name       = token without upper-case letters
#
# What the usual sender of an HMAC writes behind the scheme. The last parts of the credential are
# the scope, so the key takes all that it can.
_KEY = r"[!#-+\--<>-~][!#-+\--~]*"
_PART = r"[!#-+\-.0-~]+"
_USUAL = re.compile(
    rf"Credential=({_KEY})/([0-9]{{8}})/({_PART})/({_PART})/({_PART}), *"
    r"SignedHeaders=([!#$%&'*+\-.^_`|~0-9a-z;]+), *Signature=([0-9a-f]+)"
)

# signature = 1*LHEX
_HEX_DIGITS = re.compile(r"[0-9a-f]+")

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class SigV4Credentials(ParamsCredentials):
    """Base of the credentials of both; each is a dataclass with the fields that stand here."""

    __slots__ = ()

    takes_bare_runs = True
    secret_fields = frozenset({"signature"})

    #: The last part of every scope.
    _terminator: str
    #: The schemes whose signature is an HMAC-SHA256, and those whose signature is one of ECDSA
    #: and whose scope has no region.
    _hmac: frozenset[str]
    _ecdsa: frozenset[str] = frozenset()
    #: The setters of the fields, in this order.
    _slots: tuple[Callable[[Any, Any], None], ...]

    access_key: str
    date: str
    region: str | None
    service: str
    signed_headers: tuple[str, ...]
    signature: str
    terminator: str

    @property
    def algorithm(self) -> str:
        """The scheme, which is called so where it is signed and in a query."""
        return self.scheme

    @property
    def scope(self) -> str:
        """What the key is made for: ``20150830/us-east-1/iam/aws4_request``."""
        parts = (self.date, self.region, self.service, self.terminator)
        return "/".join([part for part in parts if part is not None])

    @property
    def credential(self) -> str:
        """The parameter ``Credential``: the access key, a slash and the scope."""
        return "/".join((self.access_key, self.scope))

    def __post_init__(self) -> None:
        check_type("scheme", self.scheme, str)
        if self.scheme not in self.schemes:
            expected = f"{' or '.join(self.schemes)} as scheme"
            raise BuildError(Reason.BAD_VALUE, expected)
        for name in ("access_key", "date", "service", "terminator"):
            check_type(name, getattr(self, name), str)
        if self.region is not None:
            check_type("region", self.region, str)
        # What is right reads back as it is. A slash within a field does not.
        read = self._credential_parts(BuildError, self.scheme, self.credential)
        if read != (self.access_key, self.date, self.region, self.service, self.terminator):
            raise self._bad_credential(BuildError, self.scheme)
        check_type("SignedHeaders", self.signed_headers, tuple)
        for header in self.signed_headers:
            check_type("SignedHeaders", header, str)
        if _signed_headers(BuildError, ";".join(self.signed_headers)) != self.signed_headers:
            raise _bad_signed_headers(BuildError)
        self._check_signature(BuildError, self.scheme, self.signature)
        if self.extensions is not NO_PARAMS:
            check_extensions(self, self.extensions, _KNOWN)

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        scheme = canonical_scheme(raw[0], cls)
        values = values_of(raw, scheme, bare=_LOWER)
        for param in _PARAMS:
            if param.lower() not in values:
                raise missing(ParseError, param)
        credential, signed_headers = values["credential"], values["signedheaders"]
        extensions = rest(raw, _KNOWN, secret=True)
        return cls._of(scheme, credential, signed_headers, values["signature"], extensions)

    @classmethod
    def _from_text(cls, scheme: str, text: str) -> Self | None:
        """Take the parts of what the usual sender of an HMAC writes; None if it is not that."""
        match = _USUAL.fullmatch(text)
        if match is None or scheme not in cls._hmac:
            return None
        access_key, date, region, service, terminator, signed_headers, signature = match.groups()
        headers = tuple(signed_headers.split(";"))
        if terminator != cls._terminator or not _is_date(date) or "" in headers:
            return None
        credentials: Self = _new(cls)
        (
            access_key_slot,
            date_slot,
            region_slot,
            service_slot,
            signed_headers_slot,
            signature_slot,
            terminator_slot,
            scheme_slot,
            extensions_slot,
        ) = cls._slots
        access_key_slot(credentials, access_key)
        date_slot(credentials, date)
        region_slot(credentials, region)
        service_slot(credentials, service)
        signed_headers_slot(credentials, headers)
        signature_slot(credentials, signature)
        terminator_slot(credentials, terminator)
        scheme_slot(credentials, scheme)
        extensions_slot(credentials, NO_PARAMS)
        return credentials

    @classmethod
    def _of(
        cls,
        scheme: str,
        credential: str,
        signed_headers: str,
        signature: str,
        extensions: Params = NO_PARAMS,
    ) -> Self:
        """Read the three values of a peer; ParseError for what is wrong with one."""
        parts = cls._credential_parts(ParseError, scheme, credential)
        access_key, date, region, service, terminator = parts
        headers = _signed_headers(ParseError, signed_headers)
        cls._check_signature(ParseError, scheme, signature)
        fields = (access_key, date, region, service, headers, signature, terminator)
        credentials: Self = _new(cls)
        for fill, value in zip(cls._slots, (*fields, scheme, extensions), strict=True):
            fill(credentials, value)
        return credentials

    @classmethod
    def _credential_parts(
        cls, error: type[AuthHeaderError], scheme: str, credential: str
    ) -> tuple[str, str, str | None, str, str]:
        """Access key, date, region, service and terminator of a credential."""
        regionless = scheme in cls._ecdsa
        access_key, *scope = credential.rsplit("/", 3 if regionless else 4)
        if regionless and len(scope) == 3:
            scope.insert(1, "-")
        # What is between slashes holds none.
        is_right = len(scope) == 4 and is_run(access_key) and access_key[0] != "="
        if not is_right or not all(map(is_run, scope)) or not _is_date(scope[0]):
            raise cls._bad_credential(error, scheme)
        date, region, service, terminator = scope
        if terminator != cls._terminator:
            raise cls._bad_credential(error, scheme)
        return access_key, date, None if regionless else region, service, terminator

    @classmethod
    def _bad_credential(cls, error: type[AuthHeaderError], scheme: str) -> AuthHeaderError:
        region = "" if scheme in cls._ecdsa else "region/"
        form = f"access-key/yyyymmdd/{region}service/{cls._terminator}"
        return broken(error, "Credential", form)

    @classmethod
    def _check_signature(cls, error: type[AuthHeaderError], scheme: str, signature: str) -> None:
        if scheme in cls._hmac:
            # The grammar has any number of them; one that is not 64 verifies nothing.
            check_match(error, "Signature", signature, _HEX_DIGITS, "lower-case hex digits")
            return
        check_hex(error, "Signature", signature, None)
        if scheme in cls._ecdsa and signature[:2] != "30":
            raise broken(error, "Signature", "the hex digits of a DER sequence")

    def _entries(self) -> tuple[Entry, ...]:
        several = len(self.signed_headers) > 1
        return (
            ("Credential", self.credential, Form.BARE),
            ("SignedHeaders", ";".join(self.signed_headers), Form.BARE if several else TOKEN),
            ("Signature", self.signature, TOKEN),
        )


def _signed_headers(error: type[AuthHeaderError], text: str) -> tuple[str, ...]:
    names = tuple(text.split(";"))
    if not all(is_token(name) and name == name.lower() for name in names):
        raise _bad_signed_headers(error)
    return names


def _bad_signed_headers(error: type[AuthHeaderError]) -> AuthHeaderError:
    return broken(error, "SignedHeaders", "lower-case field names with semicolons between them")


def check_timestamp(param: str, timestamp: str, date: str) -> None:
    """BuildError for what is no time ``yyyymmddThhmmssZ``, or not on a date."""
    check_type(param, timestamp, str)
    day, t, time = timestamp[:8], timestamp[8:9], timestamp[9:]
    digits, z = time[:-1], time[-1:]
    is_time = len(digits) == 6 and _is_digits(digits) and digits < "24" and t == "T" and z == "Z"
    if not is_time or digits[2:] >= "60" or digits[4:] >= "60" or day != date:
        raise broken(BuildError, param, "yyyymmddThhmmssZ, of the date in the credential,")


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_date(text: str) -> bool:
    """Whether it is the ``yyyymmdd`` of a day of the calendar."""
    if len(text) != 8 or not _is_digits(text) or not "01" <= text[4:6] <= "12":
        return False
    if text[6:] <= "28":
        return text[6:] != "00"
    if text[4:] == "0229":
        year = int(text[:4])
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return int(text[6:]) <= _DAYS[int(text[4:6]) - 1]
