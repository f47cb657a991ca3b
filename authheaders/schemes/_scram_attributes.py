# SPDX-License-Identifier: MIT
"""The attributes that SCRAM messages are made of (RFC 5802 sections 5.1 and 7).

::

    attr-val = ALPHA "=" value

Names are case-sensitive. Each value has one way of being written, which is the only one that
is taken: proofs are made of the characters of a message.
"""

from __future__ import annotations

import re

from .._writing import exact
from ..errors import BuildError, ParseError, Reason
from ._checking import broken, check_match, check_type
from ._encodings import base64_decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from ..errors import AuthHeaderError

    #: Attributes beside those of the RFC: a letter and a value each, in order.
    Extensions: TypeAlias = tuple[tuple[str, str], ...]

# printable = %x21-2B / %x2D-7E        ; c-nonce, s-nonce: the RFC writes one, 1*printable is meant
NONCE = re.compile(r"[!-+\--~]+")

# posit-number = %x31-39 *DIGIT        ; no more digits than an integer of a message has
POSIT_NUMBER = re.compile(r"[1-9][0-9]{0,17}")

# saslname     = 1*(value-safe-char / "=2C" / "=3D")
# "=2c" is within that ABNF; section 5.1 is narrower ("not followed by either '2C' or '3D'").
_SASLNAME = r"(?:[^\x00,=]|=2C|=3D)+"
NAME = re.compile(_SASLNAME)

# gs2-header   = gs2-cbind-flag "," [ "a=" saslname ] ","     ; the flag is "n" over HTTP
GS2_HEADER = re.compile(rf"n,(?:a=({_SASLNAME}))?,")

# attr-val     = ALPHA "=" 1*value-char
# value-char   = %x01-2B / %x2D-7F / UTF8-2 / UTF8-3 / UTF8-4     ; not NUL, not a comma
_LETTER = re.compile(r"[A-Za-z]")
_VALUE = re.compile(r"[^\x00,]+")

# The letters that mean something (section 5.1). None of them is an extension: "m" is one that
# must be understood, which nobody can, and the others have their place.
_TAKEN = frozenset("anmrcsipve")


# --- reading


def attributes(text: str, letters: str) -> tuple[list[str], Extensions]:
    """The values of the attributes that a message begins with, and those that follow."""
    parts = text.split(",")
    values = []
    for letter in letters:
        part = parts.pop(0) if parts else ""
        if not part.startswith(f"{letter}="):
            raise broken(ParseError, letter, "an attribute in its place")
        values.append(part[2:])
    extensions = []
    for part in parts:
        letter, _, value = part.partition("=")
        extensions.append((letter, value))
    return values, tuple(extensions)


def octets_of(letter: str, value: str) -> bytes:
    octets = base64_decoded(value)
    if octets is None:
        raise ParseError(Reason.BAD_BASE64, f"canonical base64 as {letter}", param=letter)
    return octets


def unescaped(saslname: str) -> str:
    return saslname.replace("=2C", ",").replace("=3D", "=")


def no_gs2_header() -> AuthHeaderError:
    return broken(ParseError, "c", "a gs2-header without channel binding")


# --- writing


def gs2_header(authzid: str | None) -> str:
    return "n,," if authzid is None else f"n,a={saslname(authzid)},"


def saslname(name: str) -> str:
    return exact(name).replace("=", "=3D").replace(",", "=2C")


def written(pairs: Extensions) -> str:
    # Joined, not formatted: a subclass of str may format itself as other characters.
    return ",".join(["=".join(pair) for pair in pairs])


# --- rules


def check_nonce(nonce: str) -> None:
    check_type("nonce", nonce, str)
    check_match(BuildError, "r", nonce, NONCE, "printable ASCII without a comma")


def check_name(letter: str, name: str) -> None:
    """A name has characters, none of which is NUL; its commas are escaped."""
    check_type("a name", name, str)
    check_value(letter, saslname(name))


def check_value(letter: str, value: str) -> None:
    check_type("a value", value, str)
    check_match(BuildError, letter, value, _VALUE, "characters other than NUL and a comma")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise broken(BuildError, letter, "no lone surrogate") from None


def check_extension_attributes(extensions: Extensions) -> None:
    check_type("extensions", extensions, tuple)
    for pair in extensions:
        if type(pair) is not tuple or len(pair) != 2:
            raise TypeError("an extension is a pair of a letter and a value")
        letter, value = pair
        check_type("the letter of an extension", letter, str)
        if _LETTER.fullmatch(letter) is None or letter in _TAKEN:
            raise BuildError(Reason.BAD_VALUE, "a letter of no meaning as extension")
        check_value(letter, value)
