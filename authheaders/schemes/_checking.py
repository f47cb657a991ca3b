# SPDX-License-Identifier: MIT
"""Rules that values of typed messages obey, whether a caller or a peer made them.

Each raises BuildError for a value that breaks the rule and TypeError for one of another
type; reading turns the first into ParseError.
"""

from __future__ import annotations

from .._abnf import has_control, is_token
from ..errors import BuildError, Reason
from ..params import Params

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Collection


def check_text(param: str, text: str) -> None:
    """Text that has UTF-8 octets and no control character; HTAB is none."""
    if type(text) is str and text.isascii() and text.isprintable():
        return
    _check_type(param, text, str)
    _check_controls(param, text)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_value(param, "no lone surrogate") from None


def check_octets(param: str, octets: str) -> None:
    """Octets, one character each, with no control character; HTAB is none."""
    if type(octets) is str and octets.isascii() and octets.isprintable():
        return
    _check_type(param, octets, str)
    _check_controls(param, octets)
    if octets and max(octets) > "\xff":
        raise bad_value(param, "only characters up to U+00FF")


def check_token(param: str, token: str) -> None:
    """A token (RFC 9110 section 5.6.2)."""
    _check_type(param, token, str)
    if not is_token(token):
        raise bad_value(param, "a token")


def check_match(param: str, value: str, pattern: re.Pattern[str], expected: str) -> None:
    """A value that the whole of a pattern matches."""
    _check_type(param, value, str)
    if pattern.fullmatch(value) is None:
        raise bad_value(param, expected)


def check_list(
    param: str, values: tuple[str, ...], pattern: re.Pattern[str], expected: str
) -> None:
    """A tuple of which the pattern matches each member whole."""
    _check_type(param, values, tuple)
    for value in values:
        check_match(param, value, pattern, expected)


def check_flag(param: str, flag: bool) -> None:
    """True or False."""
    _check_type(param, flag, bool)


def check_non_negative(param: str, number: int) -> None:
    """An integer from 0 on, of 18 digits at the most: as many as are read."""
    if type(number) is not int:
        raise TypeError(f"{param} must be int, not {type(number).__name__}")
    if not 0 <= number < 10**18:
        raise bad_value(param, "an integer from 0 on, of 18 digits at the most")


def check_utf8(param: str, charset: str) -> None:
    """The name of the one charset that there is, in any case."""
    _check_type(param, charset, str)
    if charset.lower() != "utf-8":
        raise bad_value(param, "UTF-8")


def check_extensions(extensions: Params, known: Collection[str]) -> None:
    """Parameters that are not among those that the message has fields for."""
    _check_type("extensions", extensions, Params)
    for name in extensions:
        if name.lower() in known:
            raise BuildError(Reason.DUPLICATE_PARAM, "no extension of this name", param=name)


def bad_value(param: str, expected: str) -> BuildError:
    """What to raise for a value that breaks a rule."""
    return BuildError(Reason.BAD_VALUE, f"{expected} as {param}", param=param)


def missing(param: str) -> BuildError:
    """What to raise for a parameter that must be there."""
    return BuildError(Reason.MISSING_PARAM, f"the parameter {param}", param=param)


def _check_type(param: str, value: object, expected: type) -> None:
    if not isinstance(value, expected):
        raise TypeError(f"{param} must be {expected.__name__}, not {type(value).__name__}")


def _check_controls(param: str, text: str) -> None:
    if has_control(text):
        raise BuildError(
            Reason.CONTROL_CHARACTER, f"no control character in {param}", param=param
        )
