# SPDX-License-Identifier: MIT
"""Elements → messages: which parameter belongs to which scheme.

The lines of a field are one list (RFC 9110 section 5.3), so a line that starts with a
parameter continues the message that is open at the end of the line before. Each line is
cut by itself: a quoted-string never runs over a line end.
"""

from __future__ import annotations

from ._abnf import is_token, is_token68, unquote
from ._placing import check_counts, place_refusal, refuse_message
from ._tokens import GLUE, elements, is_plain
from .errors import ParseError, Reason
from .params import NO_PARAMS, Form, Params, trusted_params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ._tokens import Element
    from .limits import Limits

_QUOTED, _TOKEN, _BARE = Form

_new = object.__new__


def group_challenges(lines: Sequence[str], limits: Limits, cls: type[Any]) -> Grouping:
    """Read ``#challenge`` into messages of a generic class."""
    return _group(lines, limits, cls, secret=False)


def group_credentials(line: str, limits: Limits, cls: type[Any]) -> Grouping:
    """Read ``credentials`` into one message of a generic class."""
    scheme, _, token = line.partition(" ")
    if is_token68(token) and is_token(scheme):
        grouping = Grouping(cls, True)
        grouping.start(scheme, token, None)
        return grouping
    lines = (line,)
    grouping = _group(lines, limits, cls, secret=True)
    if line.lstrip(" \t").startswith(","):
        raise _surplus_comma(line.index(","), None)
    if not grouping.messages:
        raise ParseError(Reason.EMPTY, "credentials", position=0, line=0)
    if len(grouping.messages) > 1:
        raise refuse_message(lines, 1, Reason.SECOND_MESSAGE, "one scheme only")
    # Only a list of parameters may end in an empty element.
    if grouping.params is None and line.rstrip(" \t").endswith(","):
        raise _surplus_comma(line.rindex(","), grouping.messages[0].scheme)
    return grouping


def group_info(lines: Sequence[str], limits: Limits) -> Grouping:
    """Read ``#auth-param``; the parameters are those that are open at the end."""
    grouping = _group(lines, limits, None, secret=True, info=True)
    if grouping.messages:
        raise refuse_message(lines, 0, Reason.SCHEME_IN_INFO, "parameters without a scheme")
    return grouping


class Grouping:
    """The messages of a field, made one element after the other.

    - ``messages``: those made so far, of one generic class.
    - ``bare``: the indices of those that hold a bare run. Only their scheme can say whether
      that is right; any other departure from the grammar raises ParseError, which does not
      say yet where it is.
    - ``params``: those of the message that is open; None if none is. In Authentication-Info
      they are open from the start, and those of message -1.
    """

    __slots__ = ("_cls", "_secret", "bare", "messages", "params")

    def __init__(self, cls: type[Any], secret: bool, info: bool = False) -> None:
        self._cls = cls
        self._secret = secret
        self.bare: list[int] = []
        self.messages: list[Any] = []
        self.params: Params | None = trusted_params(secret) if info else None

    def start(self, scheme: str, token68: str | None, params: Params | None) -> None:
        """Begin a message, which is open if it is given an object for its parameters."""
        message = _new(self._cls)
        message._scheme = scheme
        message._token68 = token68
        message._params = NO_PARAMS if params is None else params
        self.messages.append(message)
        self.params = params

    def add(self, element: Element) -> None:
        """Add one element."""
        first, value, name, named_value, run, blank, rest = element
        if value:
            self._add_param(first, value)
        elif named_value:
            self.start(first, None, trusted_params(self._secret))
            self._add_param(name, named_value)
        elif run:
            if not is_token68(run):
                self.bare.append(len(self.messages))
            self.start(first, run, None)
        elif blank:
            self.start(first, None, trusted_params(self._secret))
        elif rest:
            raise ParseError(Reason.SCHEME_EXPECTED, "an element")
        elif first:
            self.start(first, None, None)

    def _add_param(self, name: str, value: str) -> None:
        params = self.params
        key = name.lower()
        if params is None or key in params._values:
            raise self._refuse_param(name)
        if value[0] == '"':
            value = value[1:-1]
            if "\\" in value:
                value = unquote(value)
            if not value.isascii():
                value = _octets(value, name)
            if key != name:
                params._marks[key] = name, _QUOTED
        elif is_token(value):
            params._marks[key] = name, _TOKEN
        else:
            params._marks[key] = name, _BARE
            self.bare.append(len(self.messages) - 1)
        params._values[key] = value

    def _refuse_param(self, name: str) -> ParseError:
        if self.params is not None:
            reason, expected = Reason.DUPLICATE_PARAM, "each parameter name once"
        elif self.messages and self.messages[-1]._token68 is not None:
            reason, expected = Reason.PARAM_AFTER_TOKEN68, "no parameter after a token68"
        else:
            reason, expected = Reason.PARAM_WITHOUT_SCHEME, "an auth-scheme before the parameter"
        return ParseError(reason, expected, param=name)

    def add_plain(self, line: str) -> None:
        """Add the elements of a line that :func:`is_plain`, by cutting it at the quotes.

        What stands between two quotes is the content of a quoted-string then, and nothing
        needs to be looked for in it. What stands before it is a comma and elements of which
        the last is completed by it: mostly a GLUE.
        """
        pieces = f",{line}".split('"')
        tail = pieces.pop()
        if len(pieces) % 2:
            raise ParseError(Reason.UNCLOSED_QUOTE, "a closing quote")
        params = self.params
        for glue, content in zip(pieces[::2], pieces[1::2]):
            known = GLUE.get(glue)
            if known is None:
                self._add_piece(glue, content)
                params = self.params
                continue
            scheme, param = known
            if scheme is not None:
                params = trusted_params(self._secret)
                self.start(scheme, None, params)
            if params is None or param in params._values:
                raise self._refuse_param(param)
            params._values[param] = content
        if tail:
            self._add_tail(tail)

    def _add_piece(self, glue: str, content: str) -> None:
        """Add elements, the last of which is a parameter with that content quoted."""
        _check_comma(glue)
        *before, last = elements(f'{glue}""')
        for element in before:
            self.add(element)
        first, value, name, named_value, *_ = last
        if named_value == '""':
            self.start(first, None, trusted_params(self._secret))
            first, value = name, named_value
        if value != '""':
            raise ParseError(Reason.COMMA_EXPECTED, "a quote only around a value")
        self._add_param(first, f'"{content}"')

    def _add_tail(self, tail: str) -> None:
        """Add the elements behind the last quote."""
        _check_comma(tail)
        for element in elements(tail):
            self.add(element)


def _check_comma(glue: str) -> None:
    after_blanks = glue.lstrip(" \t")
    if after_blanks and after_blanks[0] != ",":
        raise ParseError(Reason.COMMA_EXPECTED, "a comma")


def _group(
    lines: Sequence[str], limits: Limits, cls: type[Any], *, secret: bool, info: bool = False
) -> Grouping:
    # A line has at most one element more than it has commas.
    if sum([line.count(",") + 1 for line in lines]) <= limits._fewest:
        grouping = Grouping(cls, secret, info)
        try:
            for line in lines:
                if is_plain(line):
                    grouping.add_plain(line)
                else:
                    for element in elements(line):
                        grouping.add(element)
            return grouping
        except ParseError:
            pass
    # Perhaps too much of it, or something wrong in it: count, and find the place.
    scanned = [elements(line) for line in lines]
    check_counts(lines, scanned, limits)
    grouping = Grouping(cls, secret, info)
    for number, found in enumerate(scanned):
        for index, element in enumerate(found):
            try:
                grouping.add(element)
            except ParseError as error:
                raise place_refusal(error, lines, number, index) from None
    return grouping


def _surplus_comma(position: int, scheme: str | None) -> ParseError:
    reason, expected = Reason.SURPLUS_COMMA, "no comma around credentials"
    return ParseError(reason, expected, position=position, line=0, scheme=scheme)


def _octets(value: str, name: str) -> str:
    """The octet view of a value, which a container may have decoded."""
    if max(value) <= "\xff":
        return value
    try:
        # Surrogate escapes are octets that the container could not decode.
        return value.encode("utf-8", "surrogateescape").decode("latin-1")
    except UnicodeEncodeError:
        reason, expected = Reason.NON_ASCII, "only characters that have octets"
        raise ParseError(reason, expected, param=name) from None
