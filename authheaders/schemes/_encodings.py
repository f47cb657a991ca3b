# SPDX-License-Identifier: MIT
"""Encodings that parameter values are in: text, base64, ext-value.

A decoder returns None for what its encoding forbids; the caller knows what to say.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64, b2a_base64

# ext-value     = charset "'" [ language ] "'" value-chars          ; RFC 8187 section 3.2.1
# value-chars   = *( pct-encoded / attr-char )
# attr-char     = ALPHA / DIGIT / "!" / "#" / "$" / "&" / "+" / "-" / "." / "^" / "_" / "`"
#               / "|" / "~"
# The language is not looked into: it says nothing about the octets.
_EXT_VALUE = re.compile(
    r"([Uu][Tt][Ff]-8)'[-0-9A-Za-z]*'"
    r"((?:[!#$&+\-.^_`|~0-9A-Za-z]|%[0-9A-Fa-f]{2})*)"
)
_ATTR_CHARS = frozenset(
    b"!#$&+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)


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
    except (Error, ValueError):
        return None
    # The decoder skips junk and ignores pad bits; there is one right text for the octets.
    return octets if b2a_base64(octets, newline=False) == text.encode() else None


def base64_encoded(octets: bytes) -> str:
    """Encode as base64 (RFC 4648 section 4), padded, on one line."""
    return b2a_base64(octets, newline=False).decode()


def ext_value_decoded(value: str) -> str | None:
    """Decode an ext-value (RFC 8187 section 3.2); only UTF-8 is taken, as RFC 7616 asks for."""
    match = _EXT_VALUE.fullmatch(value)
    if match is None:
        return None
    octets = bytearray()
    first, *escaped = match[2].encode().split(b"%")
    octets += first
    for part in escaped:
        octets.append(int(part[:2], 16))
        octets += part[2:]
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return None


def ext_value_encoded(text: str) -> str:
    """Encode as an ext-value (RFC 8187 section 3.2) without a language."""
    return "UTF-8''" + "".join(
        chr(octet) if octet in _ATTR_CHARS else f"%{octet:02X}" for octet in text.encode()
    )
