# SPDX-License-Identifier: MIT
"""Rules that values of typed messages obey.

Those of the first part are about characters and Python types: what was parsed keeps them by
nature. The others are given whose fault it is that a rule is broken: BuildError when a caller
made the value, ParseError when a peer sent it.
"""

from __future__ import annotations

import re

from .._abnf import has_control, is_token
from ..errors import BuildError, Reason
from ..messages import Challenge
from ..params import Form, Params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set

    from ..errors import AuthHeaderError
    from ..messages import Message


# URI    = scheme ":" hier-part [ "?" query ] [ "#" fragment ]         ; RFC 3986 section 3
# scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
# What follows is looked at for characters that no URI has.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+\-.]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")

# More digits have no use in a number here, and int() refuses very long ones.
LARGEST_INTEGER = 10**18 - 1


def check_text(param: str, text: str) -> None:
    """BuildError for a control character (HTAB is none here) and for a lone surrogate."""
    if type(text) is str and text.isascii() and text.isprintable():
        return
    check_type(param, text, str)
    _check_controls(param, text)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise broken(BuildError, param, "no lone surrogate") from None


def check_octets(param: str, octets: str) -> None:
    """BuildError for a control character (HTAB is none here) and for one above U+00FF."""
    if type(octets) is str and octets.isascii() and octets.isprintable():
        return
    check_type(param, octets, str)
    _check_controls(param, octets)
    if octets and max(octets) > "\xff":
        raise broken(BuildError, param, "characters up to U+00FF")


def check_type(param: str, value: object, expected: type) -> None:
    """TypeError for a value of another type."""
    if not isinstance(value, expected):
        raise TypeError(f"{param} must be {expected.__name__}, not {type(value).__name__}")


def check_extensions(message: Message, extensions: Params, known: Set[str]) -> None:
    """BuildError for a parameter that a message has a field for, or that no reader would take.

    Those of credentials and of info are kept with values that ``repr`` does not show.
    """
    check_type("extensions", extensions, Params)
    for name, _, form in extensions.entries():
        if name.lower() in known:
            raise BuildError(Reason.DUPLICATE_PARAM, "no extension of this name", param=name)
        # Parsing would refuse it, also where a scheme's own parameters may be bare.
        if form is Form.BARE:
            raise BuildError(Reason.BARE_VALUE, "a token or a quoted-string", param=name)
    if not isinstance(message, Challenge):
        object.__setattr__(message, "extensions", extensions.hidden())


def check_token(error: type[AuthHeaderError], param: str, value: str) -> None:
    """A token (RFC 9110 section 5.6.2)."""
    check_type(param, value, str)
    if not is_token(value):
        raise broken(error, param, "a token")


def check_match(
    error: type[AuthHeaderError],
    param: str,
    value: str,
    pattern: re.Pattern[str],
    expected: str,
) -> None:
    """A value that a pattern matches whole; TypeError for what is no str."""
    if pattern.fullmatch(value) is None:
        raise broken(error, param, expected)


def check_uri(error: type[AuthHeaderError], param: str, value: str) -> None:
    """A URI with its scheme, so no relative reference (RFC 3986 section 3)."""
    check_type(param, value, str)
    check_match(error, param, value, _URI, "a URI")


def check_hex(error: type[AuthHeaderError], param: str, value: str, length: int | None) -> None:
    """Lower-case hex digits, so many of them or, for None, two for each octet."""
    check_type(param, value, str)
    if not value or value.strip("0123456789abcdef"):
        raise broken(error, param, "lower-case hex digits")
    if len(value) % 2 if length is None else len(value) != length:
        raise broken(error, param, "two hex digits for each octet of the hash")


def check_plain(error: type[AuthHeaderError], param: str, value: str) -> None:
    """Printable ASCII without a quote or a backslash, one character at least."""
    check_type(param, value, str)
    printable = value.isascii() and value.isprintable() and value != ""
    if not printable or '"' in value or "\\" in value:
        raise broken(error, param, "printable ASCII without a quote or a backslash")


def check_words(
    error: type[AuthHeaderError],
    param: str,
    words: tuple[str, ...],
    pattern: re.Pattern[str],
    expected: str,
) -> None:
    """A tuple of words, each of which a pattern matches whole."""
    check_type(param, words, tuple)
    for word in words:
        check_match(error, param, word, pattern, expected)


def check_integer(
    error: type[AuthHeaderError],
    param: str,
    value: int,
    *,
    least: int = 0,
    most: int = LARGEST_INTEGER,
) -> None:
    """An integer within bounds; TypeError for another type, and for a bool."""
    if type(value) is not int:
        raise TypeError(f"{param} must be int, not {type(value).__name__}")
    if not least <= value <= most:
        raise broken(error, param, f"an integer from {least} to {most}")


def check_bytes(
    error: type[AuthHeaderError], param: str, octets: bytes, length: int | None = None
) -> None:
    """Octets, so many of them or, for None, one at least."""
    check_type(param, octets, bytes)
    if len(octets) != length if length is not None else not octets:
        raise broken(error, param, f"{length} octets" if length else "one octet at least")


def check_utf8(error: type[AuthHeaderError], param: str, charset: str) -> None:
    """The name of the one charset that there is, in any case."""
    check_type(param, charset, str)
    if charset.lower() != "utf-8":
        raise broken(error, param, "UTF-8")


def broken(error: type[AuthHeaderError], param: str, expected: str) -> AuthHeaderError:
    """What to raise for a value that breaks a rule."""
    return error(Reason.BAD_VALUE, f"{expected} as {param}", param=param)


def missing(error: type[AuthHeaderError], param: str) -> AuthHeaderError:
    """What to raise for a parameter that must be there."""
    return error(Reason.MISSING_PARAM, f"the parameter {param}", param=param)


def _check_controls(param: str, text: str) -> None:
    if has_control(text):
        expected = f"no control character in {param}"
        raise BuildError(Reason.CONTROL_CHARACTER, expected, param=param)
