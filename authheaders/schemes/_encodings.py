# SPDX-License-Identifier: MIT
"""Encodings that parameter values are in: text, base64, ext-value.

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
    except ValueError:  # binascii.Error is one
        return None
    # The decoder skips junk and ignores pad bits; there is one right text for the octets.
    return octets if b2a_base64(octets, newline=False) == text.encode() else None


def base64_encoded(octets: bytes) -> str:
    """Encode as base64 (RFC 4648 section 4), padded, on one line."""
    return b2a_base64(octets, newline=False).decode()


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
    first, *escaped = chars.split("%")
    literal = "".join([first, *[part[2:] for part in escaped]])
    digits = "".join([part[:2].rjust(2, "-") for part in escaped])
    if not _ATTR_CHARS.issuperset(literal) or not _HEX_DIGITS.issuperset(digits):
        return None
    octets = first.encode() + b"".join(
        [bytes.fromhex(part[:2]) + part[2:].encode() for part in escaped]
    )
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return None


def ext_value_encoded(text: str) -> str:
    """Encode as an ext-value (RFC 8187 section 3.2) without a language."""
    chars = map(chr, text.encode())
    return "UTF-8''" + "".join([c if c in _ATTR_CHARS else f"%{ord(c):02X}" for c in chars])
