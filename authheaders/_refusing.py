# SPDX-License-Identifier: MIT
"""What is wrong with text that is no element of a list. Loaded when something is."""

from __future__ import annotations

import re

from ._abnf import CONTROL, QUOTED_STRING, RUN, has_control, is_token68
from ._tokens import WORD
from .errors import ParseError, Reason

_SKIPPED = re.compile(r"[ \t,]*")
_WORD = re.compile(WORD)
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_PARAM_START = re.compile(rf"({WORD})[ \t]*=[ \t]*([!-+\--<>-~]?)")
_BLANKS = re.compile(r" *")
_OWS = re.compile(r"[ \t]*")
_RUN_HERE = re.compile(RUN)
_QUOTED_STRING = re.compile(QUOTED_STRING)
_QUOTED_START = re.compile(rf'"[^"\\{CONTROL}]*(?:\\[^{CONTROL}][^"\\{CONTROL}]*)*')


def refusal(line: str, position: int) -> ParseError:
    """Say what is wrong where ``_tokens`` found an element of ``rest`` to begin."""
    position = _end(_SKIPPED, line, position)
    word = _WORD.match(line, position)
    if word is None:
        return _unexpected(line, position, Reason.SCHEME_EXPECTED, "an auth-scheme or a parameter")
    equals = _EQUALS.match(line, word.end())
    if equals is not None:
        return _in_value(line, equals.end(), None, word[0])
    return _after_scheme(line, word.end(), word[0])


def _after_scheme(line: str, position: int, scheme: str) -> ParseError:
    after_blanks = _end(_BLANKS, line, position)
    if line[after_blanks] == "\t":
        reason, expected = Reason.TAB_AFTER_SCHEME, "only blanks after the auth-scheme"
        return ParseError(reason, expected, position=after_blanks, scheme=scheme)
    if after_blanks == position:
        reason, expected = Reason.SEPARATOR_EXPECTED, "a comma, a blank or an equals sign"
        return _unexpected(line, position, reason, expected, scheme)
    param = _PARAM_START.match(line, after_blanks)
    run = _RUN_HERE.match(line, after_blanks)
    # "QQ==" is a token68, and no parameter without a value, whatever stands behind it.
    if param is not None and (param[2] or run is None or not _is_padded(run[0])):
        return _in_value(line, param.start(2), scheme, param[1])
    if run is not None:
        return _after_value(line, run.end(), scheme)
    reason, expected = Reason.SCHEME_EXPECTED, "a token68 or a parameter"
    return _unexpected(line, after_blanks, reason, expected, scheme)


def _is_padded(run: str) -> bool:
    return run[-1] == "=" and is_token68(run)


def _in_value(line: str, position: int, scheme: str | None, param: str) -> ParseError:
    value = _QUOTED_STRING.match(line, position) or _RUN_HERE.match(line, position)
    if value is not None and value[0][0] != "=":
        return _after_value(line, value.end(), scheme, param)
    content = _QUOTED_START.match(line, position)
    if content is None:
        reason, expected = Reason.VALUE_EXPECTED, "a token or a quoted-string"
        return _unexpected(line, position, reason, expected, scheme, param)
    # What stops it, perhaps behind a backslash, is a control or the end of the line.
    stop = content.end() + line.startswith("\\", content.end())
    if stop < len(line):
        position = stop
    reason, expected = Reason.UNCLOSED_QUOTE, "a closing quote"
    return _unexpected(line, position, reason, expected, scheme, param)


def _after_value(
    line: str, position: int, scheme: str | None, param: str | None = None
) -> ParseError:
    position = _end(_OWS, line, position)
    return _unexpected(line, position, Reason.COMMA_EXPECTED, "a comma", scheme, param)


def _unexpected(
    line: str,
    position: int,
    reason: Reason,
    expected: str,
    scheme: str | None = None,
    param: str | None = None,
) -> ParseError:
    """Refuse the character at position: for what it is if it is wrong everywhere."""
    found = line[position : position + 1]
    if has_control(found):
        reason, expected = Reason.CONTROL_CHARACTER, "no control character"
    elif not found.isascii():
        reason, expected = Reason.NON_ASCII, "only ASCII outside of a quoted-string"
    return ParseError(reason, expected, position=position, scheme=scheme, param=param)


def _end(pattern: re.Pattern[str], line: str, position: int) -> int:
    """Where a pattern that can match nothing ends when it starts at position."""
    match = pattern.match(line, position)
    assert match is not None
    return match.end()
