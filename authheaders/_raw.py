# SPDX-License-Identifier: MIT
"""Field lines → the one raw message that a field of its form holds.

Each is given ``find``, which tells the class that is to read the messages of a scheme: some
take what the grammar does not allow.
"""

from __future__ import annotations

from ._grouping import group
from ._plain import group_plain
from .errors import ParseError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .limits import Limits
    from .params import Find, Raw


def raw_credentials(line: str, limits: Limits, find: Find) -> Raw:
    """Read ``credentials``, which is one message."""
    if line[:1] in ", \t" and line.lstrip(" \t")[:1] == ",":
        raise _surplus_comma(line.index(","), None)
    lines = (line,)
    messages = group_plain(lines, limits, find)
    if messages is None or len(messages) > 1:
        messages = group(lines, limits, find, most=1)
    if not messages:
        raise ParseError(Reason.EMPTY, "credentials", position=0, line=0)
    raw = messages[0]
    if not raw[2]:
        check_end(line, raw)
    return raw


def raw_info(lines: Sequence[str], limits: Limits, find: Find) -> Raw:
    """Read ``#auth-param``, which is one message without a scheme."""
    raw: Raw = ("", None, {}, {})
    group(lines, limits, find, most=0, info=raw)
    return raw


def check_end(line: str, raw: Raw) -> None:
    """Refuse a comma behind a token68, or a bare scheme: no list of parameters has begun."""
    scheme, token68, _, _ = raw
    begun = token68 is None and line.lstrip(" \t")[len(scheme) :].startswith(" ")
    if not begun and line.rstrip(" \t").endswith(","):
        raise _surplus_comma(line.rindex(","), scheme)


def _surplus_comma(position: int, scheme: str | None) -> ParseError:
    reason, expected = Reason.SURPLUS_COMMA, "no comma around credentials"
    return ParseError(reason, expected, position=position, line=0, scheme=scheme)
