# SPDX-License-Identifier: MIT
"""Elements → raw messages: which parameter belongs to which scheme.

The lines of a field are one list (RFC 9110 section 5.3), so a line that starts with a
parameter continues the message that is open at the end of the line before. Each line is
cut by itself: a quoted-string never runs over a line end.
"""

from __future__ import annotations

from ._abnf import is_token, is_token68, unquote
from ._tokens import elements
from .errors import ParseError, Reason
from .params import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._tokens import Element
    from .limits import Limits
    from .params import Find, Raw

_QUOTED, _TOKEN, _BARE = Form


def group(
    lines: Sequence[str],
    limits: Limits,
    find: Find,
    *,
    most: int | None = None,
    info: Raw | None = None,
) -> list[Raw]:
    """Make the messages of all lines; ParseError, with its place, for the first departure.

    - ``find``: tells which class is to read those of a scheme, and so may take a bare run.
    - ``most``: how many messages there may be, if not as many as the limits allow.
    - ``info``: the message that is open at the start, in Authentication-Info.
    """
    messages: list[Raw] = []
    bare: list[int] = []
    opened = info
    scanned = [elements(line) for line in lines]
    if sum(map(len, scanned)) > limits._fewest:
        from ._placing import check_counts

        check_counts(lines, scanned, limits)
    for number, found in enumerate(scanned):
        try:
            opened = add_elements(found, messages, bare, opened, most)
        except ParseError as error:
            from ._placing import place_refusal, refuse_bare_runs

            refuse_bare_runs(messages, bare, find, lines)
            scheme = messages[-1][0] if messages else None
            raise place_refusal(error, lines, number, scheme, find) from None
    if bare:
        from ._placing import refuse_bare_runs

        refuse_bare_runs(messages, bare, find, lines)
    return messages


def add_elements(
    found: list[Element],
    messages: list[Raw],
    bare: list[int],
    opened: Raw | None,
    most: int | None = None,
) -> Raw | None:
    """Add elements to messages, and to *bare* the index of each that holds a bare run.

    Takes and returns the message that is open, None if none is. What is refused raises
    ParseError, whose position is the index of the element.
    """
    # A bare run is noted for its scheme to judge; see Message.takes_bare_runs.
    for index, (first, value, name, named_value, run, blank, rest) in enumerate(found):
        if not value:
            if rest:
                raise ParseError(Reason.SCHEME_EXPECTED, "an element", position=index)
            if not first:
                continue
            if most is not None and len(messages) == most:
                raise _refuse_scheme(index, most)
            raw: Raw = (first, run or None, {}, {})
            messages.append(raw)
            if not named_value:
                opened = raw if blank else None
                if run and not is_token68(run):
                    bare.append(len(messages) - 1)
                continue
            opened = raw
            first, value = name, named_value
        key = first.lower()
        if opened is None or key in opened[2]:
            raise _refuse_param(first, index, messages, opened)
        _, _, values, marks = opened
        if value[0] == '"':
            value = value[1:-1]
            if "\\" in value:
                value = unquote(value)
            if not value.isascii():
                value = _octets(value, index, first)
            if key != first:
                marks[key] = first, _QUOTED
        elif value.isalnum() or is_token(value):
            marks[key] = first, _TOKEN
        else:
            marks[key] = first, _BARE
            bare.append(len(messages) - 1)
        values[key] = value
    return opened


def _refuse_scheme(index: int, most: int) -> ParseError:
    if most:
        return ParseError(Reason.SECOND_MESSAGE, "one message only", position=index)
    reason, expected = Reason.SCHEME_IN_INFO, "parameters without a scheme"
    return ParseError(reason, expected, position=index)


def _refuse_param(name: str, index: int, messages: list[Raw], opened: Raw | None) -> ParseError:
    if opened is not None:
        reason, expected = Reason.DUPLICATE_PARAM, "each parameter name once"
    elif messages and messages[-1][1] is not None:
        reason, expected = Reason.PARAM_AFTER_TOKEN68, "no parameter after a token68"
    elif messages:
        reason, expected = Reason.COMMA_AFTER_SCHEME, "a blank, no comma, after the auth-scheme"
    else:
        reason, expected = Reason.PARAM_WITHOUT_SCHEME, "an auth-scheme before the parameter"
    return ParseError(reason, expected, position=index, param=name)


def _octets(value: str, index: int, name: str) -> str:
    """The octet view of a value, which a container may have decoded."""
    if max(value) <= "\xff":
        return value
    try:
        # Surrogate escapes are octets that the container could not decode.
        return value.encode("utf-8", "surrogateescape").decode("latin-1")
    except UnicodeEncodeError:
        reason, expected = Reason.NON_ASCII, "only characters that have octets"
        raise ParseError(reason, expected, position=index, param=name) from None
