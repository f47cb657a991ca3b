# SPDX-License-Identifier: MIT
"""Credentials that are a name, a colon and a signature in base64, in the place of a token68."""

from __future__ import annotations

import re

from ..errors import BuildError, ParseError, Reason
from ._checking import check_match, check_type
from ._encodings import base64_decoded, base64_encoded
from ._typed import Token68Credentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..params import Raw

# 1*( VCHAR without DQUOTE, comma, colon and "=" )     ; "a=b:c" is the parameter a
_NAME = re.compile(r"[!#-+\--9;<>-~]+")


class AccountSignature(Token68Credentials):
    """Base of these credentials."""

    __slots__ = ()

    takes_bare_runs = True

    @staticmethod
    def _check_account(field: str, name: str) -> None:
        check_type(field, name, str)
        expected = "visible ASCII without quote, comma, colon and equals sign"
        check_match(BuildError, field, name, _NAME, expected)

    @staticmethod
    def _joined(name: str, signature: bytes) -> str:
        return ":".join((name, base64_encoded(signature)))


def split_account(raw: Raw, scheme: str, expected: str) -> tuple[str, bytes]:
    """The name and the signature of a message; ParseError for what has another form."""
    token68 = raw[1]
    if token68 is None:
        raise ParseError(Reason.MISSING_TOKEN68, f"{expected}, a colon and a signature of {scheme}")
    name, colon, encoded = token68.partition(":")
    if not colon:
        raise ParseError(Reason.MISSING_COLON, f"{expected}, a colon and a signature of {scheme}")
    signature = base64_decoded(encoded)
    if signature is None:
        raise ParseError(Reason.BAD_BASE64, "canonical base64 as signature", param="signature")
    return name, signature
