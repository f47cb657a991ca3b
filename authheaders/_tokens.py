# SPDX-License-Identifier: MIT
"""Field text → list elements: the only code that resolves the comma.

In these fields a comma separates both messages and the parameters of one message. What an
element is can be told at its place: ``name = value`` is a parameter of the open message,
any other first word is the auth-scheme of a new one. :data:`_ELEMENT` says so in one
pattern; :func:`elements` cuts a line with it, :func:`refusal` names what is wrong where it
ceases to match, :func:`spans` finds positions again when something above needs one.
"""

from __future__ import annotations

import re
import sys

from ._abnf import CONTROL, QUOTED_STRING, RUN, TCHAR, has_control, is_token68
from .errors import ParseError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    #: ``first, value, name, named_value, run, blank, rest``; those absent are empty:
    #:
    #: - ``first value``: the parameter *first* of the open message,
    #: - ``first name named_value``: a message of scheme *first*, with its first parameter,
    #: - ``first run``: a message of scheme *first* whose token68 is *run*,
    #: - ``first``: a message of scheme *first* with nothing,
    #: - ``first blank``: the same, open to parameters because a blank and then a comma follow
    #:   (``Basic , realm="b"``: the first element of the list is empty),
    #: - ``rest``: what is no element, up to the end of the line,
    #: - nothing: empty elements at the end of the line.
    #:
    #: A value is a quoted-string, with its quotes, or a run.
    Element: TypeAlias = tuple[str, str, str, str, str, str, str]


# #element   => [ element ] *( OWS "," OWS [ element ] )                   ; section 5.6.1
# challenge   = auth-scheme [ 1*SP ( token68 / #auth-param ) ]            ; section 11.3
# auth-param  = token BWS "=" BWS ( token / quoted-string )               ; section 11.2
#
# The pattern takes a superset: a run where a token or a token68 must stand (see RUN). A run
# as value does not begin with "=", so that "Foo a==" stays the token68 that it is: text that
# is a token68 has nothing but "=" after its first one.
#
# No two neighbours can match the same character but for the second word of an element, which
# is tried as a parameter name and then as a run, so the time is linear in the line. A word
# need never give back a character; where re can be told so (3.11), a long one is not walked
# back through.
_WORD = TCHAR + ("++" if sys.version_info >= (3, 11) else "+")
_VALUE = rf"({QUOTED_STRING}|(?!=){RUN})"
_END = r"[ \t]*(?:,|\Z)"
_ELEMENT = re.compile(
    rf"[ \t,]*({_WORD})"
    rf"(?:[ \t]*=[ \t]*{_VALUE}{_END}"
    rf"|[ ]+(?:({_WORD})[ \t]*=[ \t]*{_VALUE}|({RUN})){_END}"
    rf"|([ ])[ \t]*,|{_END})"
    r"|[ \t,]+\Z"
    r"|(.+)",
    re.DOTALL,
)

_SKIPPED = re.compile(r"[ \t,]*")
_WORD_HERE = re.compile(_WORD)
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_PARAM_START = re.compile(rf"({_WORD})[ \t]*=[ \t]*([!-+\--<>-~]?)")
_BLANKS = re.compile(r" *")
_OWS = re.compile(r"[ \t]*")
_RUN_HERE = re.compile(RUN)
_QUOTED_STRING = re.compile(QUOTED_STRING)
_QUOTED_START = re.compile(rf'"[^"\\{CONTROL}]*(?:\\[^{CONTROL}][^"\\{CONTROL}]*)*')


def elements(line: str) -> list[Element]:
    """Cut one field line into its elements, in order."""
    return _ELEMENT.findall(line)


def spans(line: str) -> Iterator[re.Match[str]]:
    """The matches behind :func:`elements`; the groups are numbered from 1 (``first``) on."""
    return _ELEMENT.finditer(line)


def refusal(line: str, position: int) -> ParseError:
    """Say what is wrong where :data:`_ELEMENT` found its ``rest`` to begin."""
    position = _end(_SKIPPED, line, position)
    word = _WORD_HERE.match(line, position)
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
