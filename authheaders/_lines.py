# SPDX-License-Identifier: MIT
"""What a caller hands over → field lines: str of one octet a character."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .errors import ParseError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from .limits import Limits

    #: One field value, or the field lines in order.
    FieldValue: TypeAlias = "str | bytes | Iterable[str | bytes]"


def field_value_lines(value: FieldValue, limits: Limits) -> tuple[str, ...]:
    """The lines of a field; TypeError for what is no text, ParseError for too much of it."""
    lines, is_whole = lines_within(value, limits)
    if not is_whole:
        raise ParseError(Reason.TOO_LONG, f"at most {limits.length} characters")
    return lines


def lines_within(value: FieldValue, limits: Limits) -> tuple[tuple[str, ...], bool]:
    """The lines, up to the first one that is too much, and whether none was."""
    if isinstance(value, (str, bytes)):
        value = (value,)
    elif not isinstance(value, Iterable) or isinstance(value, (Mapping, bytearray, memoryview)):
        raise TypeError(
            f"a field value is str, bytes or an iterable of them, not {type(value).__name__}"
        )
    lines = []
    # As long as they are when they are joined with ", ".
    left = limits.length + 2
    for item in value:
        line = _line(item)
        lines.append(line)
        left -= len(line) + 2
        if left < 0:
            return tuple(lines), False
    return tuple(lines), True


def sole_field_line(value: FieldValue, limits: Limits) -> str:
    """The line of a field that is sent once; ParseError for none and for several."""
    if type(value) is str and len(value) <= limits.length:
        return value
    lines = field_value_lines(value, limits)
    if not lines:
        raise ParseError(Reason.EMPTY, "one field line")
    line, *more = lines
    if more:
        raise ParseError(Reason.SECOND_MESSAGE, "one field line only", position=0, line=1)
    return line


def _line(line: object) -> str:
    if isinstance(line, str):
        return line
    if isinstance(line, bytes):
        return line.decode("latin-1")
    raise TypeError(f"a field line is str or bytes, not {type(line).__name__}")
