# SPDX-License-Identifier: MIT
"""Where what is refused stands in the field lines. Loaded when something is."""

from __future__ import annotations

from itertools import islice

from ._abnf import is_token, is_token68
from ._mending import refusal
from ._tokens import spans
from .errors import ParseError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from ._mending_params import TakesBare
    from ._tokens import Element
    from .limits import Limits
    from .params import Find, Raw


def check_counts(lines: Sequence[str], scanned: Sequence[list[Element]], limits: Limits) -> None:
    """Refuse a field of more messages or parameters than the limits allow."""
    messages = params = 0
    for number, found in enumerate(scanned):
        for index, (first, value, _, named_value, *_) in enumerate(found):
            if value:
                params += 1
            elif first:
                messages += 1
                params = 1 if named_value else 0
            if messages > limits.messages:
                reason, expected = Reason.TOO_MANY_MESSAGES, "fewer challenges"
            elif params > limits.params:
                reason, expected = Reason.TOO_MANY_PARAMS, "fewer parameters"
            else:
                continue
            position = _element(lines[number], index).start(1)
            raise ParseError(reason, expected, position=position, line=number)


def takes_bare(find: Find) -> TakesBare:
    """Tells whether the class that reads a scheme takes text unquoted that is no token."""

    def takes(scheme: str) -> bool:
        cls = find(scheme)
        return cls is not None and cls.takes_bare_runs

    return takes


def place_refusal(
    error: ParseError, lines: Sequence[str], number: int, scheme: str | None, find: Find
) -> ParseError:
    """Say where the element stands whose index an error has for its position.

    It is on that line, behind a message of that scheme.
    """
    line = lines[number]
    index = error.position or 0
    match = _element(line, index)
    if match[7]:
        error = refusal(line, match.start(7), scheme, takes_bare(find))
    else:
        # A duplicate, or a parameter in no place for one: at its name. Otherwise a scheme.
        error.position = match.start(3 if match[3] and error.param else 1)
    error.line = number
    error.scheme = error.scheme or scheme
    return error


def _element(line: str, index: int) -> re.Match[str]:
    return next(islice(spans(line), index, None))


def refuse_bare_runs(
    messages: Sequence[Raw], bare: Sequence[int], find: Find, lines: Sequence[str]
) -> None:
    """Refuse the first bare run in a message whose class does not take any."""
    takes = takes_bare(find)
    for index in bare:
        # Authentication-Info is message -1, and names no scheme.
        if not takes(messages[index][0] if index >= 0 else ""):
            raise _bare_run(lines, index)


def _bare_run(lines: Sequence[str], message: int) -> ParseError:
    """Refuse the first bare run of a message, which has one."""
    matches = _matches(lines, message)
    line, match = next(found for found in matches if _is_bare_run(found[1]))
    scheme = None if message < 0 else matches[0][1][1]
    error = refusal(lines[line], match.start(), scheme, lambda scheme: False)
    error.line = line
    return error


def _is_bare_run(match: re.Match[str]) -> bool:
    """Whether an element holds a run where a token or a token68 must stand."""
    value = match[2] or match[4]
    if value:
        return value[0] != '"' and not is_token(value)
    return bool(match[5]) and not is_token68(match[5])


def place(lines: Sequence[str], message: int, param: str | None) -> tuple[int, int]:
    """Line and position of the value of a parameter of a message.

    Where the message has no such parameter, those of its token68, or else of its scheme.
    Messages are counted from 0; the parameters of Authentication-Info are those of message -1.
    """
    matches = _matches(lines, message)
    for line, match in matches:
        name = 1 if match[2] else 3
        if param and match[name] and match[name].lower() == param.lower():
            return line, match.start(name + 1)
    if matches and matches[0][1][5]:
        line, match = matches[0]
        return line, match.start(5)
    return place_scheme(lines, message)


def place_scheme(lines: Sequence[str], message: int) -> tuple[int, int]:
    """Line and position of the scheme of a message; the start if it has none."""
    if message < 0:
        return 0, 0
    line, match = _matches(lines, message)[0]
    return line, match.start(1)


def _matches(lines: Sequence[str], message: int) -> list[tuple[int, re.Match[str]]]:
    """The elements of one message, each with the number of its line."""
    found = []
    current = -1
    for line, text in enumerate(lines):
        for match in spans(text):
            current += match[1] is not None and match[2] is None
            if current == message and match[1]:
                found.append((line, match))
    return found
