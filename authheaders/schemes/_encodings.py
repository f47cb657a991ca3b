# SPDX-License-Identifier: MIT
"""Encodings that parameter values are in: text, base64 and base64url, pct-encoded, ext-value.

A decoder returns None for what its encoding forbids; the caller knows what to say.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

from .._abnf import is_token

# attr-char     = ALPHA / DIGIT / "!" / "#" / "$" / "&" / "+" / "-" / "." / "^" / "_" / "`"
#               / "|" / "~"                                         ; RFC 8187 section 3.2.1
_ATTR_CHARS = frozenset(
    "!#$&+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
# unreserved    = ALPHA / DIGIT / "-" / "." / "_" / "~"               ; RFC 3986 section 2.3
_UNRESERVED = frozenset("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_HEX_DIGITS = frozenset("0123456789ABCDEFabcdef")


def text_of_octets(octets: str) -> str:
    """Text of a value that came as octets: UTF-8 if it is, else latin-1."""
    if octets.isascii():
        return octets
    try:
        return octets.encode("latin-1").decode()
    except UnicodeDecodeError:
        return octets


def octets_of_text(text: str) -> str:
    """The UTF-8 octets of text, one character each."""
    return text if text.isascii() else text.encode().decode("latin-1")


def base64_decoded(text: str) -> bytes | None:
    """Decode base64 (RFC 4648 section 4): padded, with zero pad bits and nothing else in it."""
    try:
        octets = a2b_base64(text)
    except ValueError:  # binascii.Error is one, and so is what other than ASCII raises
        return None
    # The decoder skips junk and ignores pad bits; there is one right text for the octets.
    return octets if b2a_base64(octets, newline=False) == text.encode() else None


def base64_encoded(octets: bytes) -> str:
    """Encode as base64 (RFC 4648 section 4), padded, on one line."""
    return b2a_base64(octets, newline=False).decode()


def base64url_decoded(text: str, *, padded: bool | None) -> bytes | None:
    """Decode base64url (RFC 4648 section 5), with zero pad bits and nothing else in it.

    ``padded``: whether it must have its padding, must have none, or, for None, may have it.
    """
    if (padded is False and "=" in text) or (padded is True and len(text) % 4):
        return None
    if "+" in text or "/" in text:
        return None
    if "=" not in text:
        text += "=" * (-len(text) % 4)
    return base64_decoded(text.replace("-", "+").replace("_", "/"))


def base64url_encoded(octets: bytes, *, padded: bool) -> str:
    """Encode as base64url (RFC 4648 section 5)."""
    text = base64_encoded(octets).replace("+", "-").replace("/", "_")
    return text if padded else text.rstrip("=")


def ext_value_decoded(value: str) -> str | None:
    """Decode an ext-value (RFC 8187 section 3.2); only UTF-8 is taken, as RFC 7616 asks for.

    ::

        ext-value   = charset "'" [ language ] "'" value-chars
        value-chars = *( pct-encoded / attr-char )
    """
    parts = value.split("'")
    if len(parts) != 3 or parts[0].lower() != "utf-8":
        return None
    _, language, chars = parts
    # It says nothing about the octets, but must look like a tag.
    if language and not is_token(language):
        return None
    return _percent_decoded(chars, _ATTR_CHARS)


def ext_value_encoded(text: str) -> str:
    """Encode as an ext-value (RFC 8187 section 3.2) without a language."""
    return "UTF-8''" + _percent_encoded(text, _ATTR_CHARS)


def percent_decoded(text: str, *, tolerant: bool = False) -> str | None:
    """Decode pct-encoded UTF-8 (RFC 3986 section 2.1) beside unreserved characters.

    ``tolerant``: whether other characters that a sender had to encode are taken too.
    """
    return _percent_decoded(text, None if tolerant else _UNRESERVED)


def percent_encoded(text: str) -> str:
    """Encode as pct-encoded UTF-8 all but the unreserved characters (RFC 3986 section 2.3)."""
    return text if _UNRESERVED.issuperset(text) else _percent_encoded(text, _UNRESERVED)


def _percent_decoded(chars: str, literals: frozenset[str] | None) -> str | None:
    first, *escaped = chars.split("%")
    literal = "".join([first, *[part[2:] for part in escaped]])
    digits = "".join([part[:2].rjust(2, "-") for part in escaped])
    if literals is not None and not literals.issuperset(literal):
        return None
    if not escaped and chars.isascii():
        return chars
    if not _HEX_DIGITS.issuperset(digits):
        return None
    octets = first.encode("latin-1") + b"".join(
        [bytes.fromhex(part[:2]) + part[2:].encode("latin-1") for part in escaped]
    )
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return None


def _percent_encoded(text: str, literals: frozenset[str]) -> str:
    chars = map(chr, text.encode())
    return "".join([c if c in literals else f"%{ord(c):02X}" for c in chars])
