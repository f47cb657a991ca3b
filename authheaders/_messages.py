# SPDX-License-Identifier: MIT
"""Field lines → messages of a generic class, one function for each form of field.

Each is given ``find``, which tells the class that is to read the messages of a scheme: some
take what the grammar does not allow.
"""

from __future__ import annotations

from ._grouping import group
from ._placing import refuse_bare_runs
from ._plain import group_plain
from .errors import ParseError, Reason
from .params import NO_PARAMS, new_params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ._placing import Find
    from .limits import Limits

_new = object.__new__


def read_challenges(
    lines: Sequence[str], limits: Limits, cls: type[Any], find: Find
) -> list[Any]:
    """Read ``#challenge``."""
    plain = group_plain(lines, limits, cls, False)
    if plain is None:
        return group(lines, limits, cls, find)
    messages, bare = plain
    if bare:
        refuse_bare_runs(messages, bare, find, lines)
    return messages


def read_credentials(line: str, limits: Limits, cls: type[Any], find: Find) -> Any:
    """Read ``credentials``, which is one message."""
    if line[:1] in _BEFORE_SCHEME:
        _refuse_comma_before(line)
    lines = (line,)
    plain = group_plain(lines, limits, cls, True)
    if plain is None or len(plain[0]) > 1:
        messages = group(lines, limits, cls, find, most=1, secret=True)
    else:
        messages, bare = plain
        if bare:
            refuse_bare_runs(messages, bare, find, lines)
    if not messages:
        raise ParseError(Reason.EMPTY, "credentials", position=0, line=0)
    message = messages[0]
    # Only a list of parameters, be it without any, may end in an empty element.
    if message._params is NO_PARAMS and line.rstrip(" \t")[-1] == ",":
        raise _surplus_comma(line.rindex(","), message._scheme)
    return message


def read_info(lines: Sequence[str], limits: Limits, cls: type[Any], find: Find) -> Any:
    """Read ``#auth-param``, which is one message without a scheme."""
    message = _new(cls)
    message._params = params = new_params(secret=True)
    group(lines, limits, cls, find, most=0, secret=True, params=params)
    return message


_BEFORE_SCHEME = (",", " ", "\t")


def _refuse_comma_before(line: str) -> None:
    if line.lstrip(" \t")[:1] == ",":
        raise _surplus_comma(line.index(","), None)


def _surplus_comma(position: int, scheme: str | None) -> ParseError:
    reason, expected = Reason.SURPLUS_COMMA, "no comma around credentials"
    return ParseError(reason, expected, position=position, line=0, scheme=scheme)
