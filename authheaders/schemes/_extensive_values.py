# SPDX-License-Identifier: MIT
"""Values of parameters as RFC 8120 section 3 and RFC 8053 have them.

Unlike elsewhere, any parameter but ``realm`` may come as ``name*`` with an ext-value, octets
that are no UTF-8 are refused (they would be hashed), and integers have no bounds.
"""

from __future__ import annotations

import re

from .._abnf import has_control
from ..errors import BuildError, ParseError, Reason
from ._checking import broken, check_extensions, check_text, check_type
from ._encodings import (
    ext_value_decoded,
    ext_value_encoded,
    octets_of_text,
)
from ._reading import QUOTED, TOKEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._writing import Entry
    from ..messages import Message
    from ..params import Params, Values

# extensive-token = bare-token / extension-token                      ; RFC 8120 section 3.2
# bare-token      = ( DIGIT / ALPHA ) *( DIGIT / ALPHA / "-" / "_" )
# extension-token = "-" bare-token 1*( "." bare-token )
_BARE_TOKEN = r"[0-9A-Za-z][0-9A-Za-z_\-]*"
_EXTENSIVE_TOKEN = re.compile(rf"{_BARE_TOKEN}|-{_BARE_TOKEN}(?:\.{_BARE_TOKEN})+")
# integer         = "0" / ( %x31-39 *DIGIT )
_INTEGER = re.compile(r"0|[1-9][0-9]*")
# hex-fixed-number = 1*( 2( DIGIT / %x41-46 / %x61-66 ) )
_HEX_NUMBER = re.compile(r"(?:[0-9A-Fa-f]{2})+")
# URI-reference, by the characters of RFC 3986 section 2
_URI_REFERENCE = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]*")

# A recipient may clamp an integer, but must not cut off its upper bits (RFC 8120 section 3.2).
# This is beyond every counter, and within what int() takes and str() gives.
_MOST_DIGITS = 300
LARGEST_UNBOUNDED = 10**_MOST_DIGITS - 1


# --- reading


def texts(values: Values, params: Iterable[str]) -> Values:
    """The text of parameters, which may each come as ``name`` or as ``name*``."""
    found: Values = {}
    for param in params:
        extended = f"{param}*"
        if extended in values:
            if param in values:
                expected = f"{param} or {extended}, not both"
                raise ParseError(Reason.CONFLICT, expected, param=extended)
            found[param] = _text_of_ext_value(extended, values[extended])
        elif param in values:
            found[param] = _text_of_octets(param, values[param])
    return found


def with_extended(params: Iterable[str]) -> frozenset[str]:
    """The names of parameters in both of their forms."""
    return frozenset(name for param in params for name in (param, f"{param}*"))


def extensive_token(values: Values, param: str) -> str:
    """A token, in lower case; the parameter is there."""
    # Looked at before: the Kelvin sign is a k in lower case.
    if _EXTENSIVE_TOKEN.fullmatch(values[param]) is None:
        raise broken(ParseError, param, "an extensive-token")
    return values[param].lower()


def unbounded_integer(values: Values, param: str) -> int:
    """An integer without leading zeros, clamped to 300 digits; the parameter is there."""
    digits = values[param]
    if _INTEGER.fullmatch(digits) is None:
        raise broken(ParseError, param, "digits without leading zeros")
    return int(digits) if len(digits) <= _MOST_DIGITS else LARGEST_UNBOUNDED


def is_hex(value: str) -> bool:
    """Whether it is an even number of hex digits."""
    return _HEX_NUMBER.fullmatch(value) is not None


def is_canonical_hex(value: str) -> bool:
    """Whether it is an even number of lower-case hex digits."""
    return is_hex(value) and value == value.lower()


def hex_number(values: Values, param: str) -> str:
    """Hex digits, in lower case; the parameter is there, the rest is checked later."""
    value = values[param]
    return value.lower() if is_hex(value) else value


def _text_of_octets(param: str, octets: str) -> str:
    if octets.isascii():
        return octets
    try:
        return octets.encode("latin-1").decode()
    except UnicodeDecodeError:
        raise broken(ParseError, param, "valid UTF-8") from None


def _text_of_ext_value(param: str, value: str) -> str:
    if param == "realm*":
        raise broken(ParseError, param, "realm, never an ext-value")
    text = ext_value_decoded(value)
    # The language must be empty (RFC 8120 section 3.1).
    if text is None or has_control(text) or not value.lower().startswith("utf-8''"):
        expected = "an ext-value in UTF-8 without a language and controls"
        raise broken(ParseError, param, expected)
    return text


# --- checking; what breaks a rule is a BuildError


def check_extensive_token(param: str, value: str) -> None:
    """BuildError for what is no extensive-token in lower case."""
    check_type(param, value, str)
    if _EXTENSIVE_TOKEN.fullmatch(value) is None or value != value.lower():
        raise broken(BuildError, param, "an extensive-token in lower case")


def check_string(param: str, value: str) -> None:
    """BuildError for a control character, a lone surrogate, and a byte order mark."""
    check_text(param, value)
    if value.startswith("\ufeff"):
        raise broken(BuildError, param, "no byte order mark")


def check_unbounded_integer(param: str, value: int) -> None:
    """BuildError for a negative number, and for one of more than 300 digits."""
    if type(value) is not int:
        raise TypeError(f"{param} must be int, not {type(value).__name__}")
    if not 0 <= value <= LARGEST_UNBOUNDED:
        raise broken(BuildError, param, f"an integer from 0 on, of {_MOST_DIGITS} digits at most")


def check_uri_reference(param: str, value: str) -> None:
    """BuildError for a character that no URI has."""
    check_type(param, value, str)
    if _URI_REFERENCE.fullmatch(value) is None:
        raise broken(BuildError, param, "a URI or a relative reference")


def check_hex_number(param: str, value: str) -> None:
    """BuildError for what is no even number of lower-case hex digits."""
    check_type(param, value, str)
    if not is_canonical_hex(value):
        raise broken(BuildError, param, "an even number of lower-case hex digits")


def check_more(message: Message, extensions: Params, known: frozenset[str]) -> None:
    """BuildError for an extension that has a field, or that is there in both of its forms."""
    check_extensions(message, extensions, known)
    names = {name.lower() for name in extensions}
    for name in extensions:
        if f"{name.lower()}*" in names:
            expected = "a parameter or its extended form, not both"
            raise BuildError(Reason.CONFLICT, expected, param=f"{name}*")


# --- writing


def string_entry(param: str, text: str | None) -> Entry:
    """Text: quoted if it is ASCII, as an ext-value if it is not (RFC 8120 section 3.1)."""
    if text is None or text.isascii():
        return param, text, QUOTED
    return f"{param}*", ext_value_encoded(text), TOKEN


def realm_entry(realm: str | None) -> Entry:
    """The realm, which is always quoted (RFC 8120 section 3.1)."""
    return "realm", realm and octets_of_text(realm), QUOTED
