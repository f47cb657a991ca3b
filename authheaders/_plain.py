# SPDX-License-Identifier: MIT
"""A short way from usual text to messages, three times as fast as matching all of it.

Usual text is printable ASCII without a backslash. What stands between two quotes is the
content of a quoted-string then, and nothing needs to be looked for in it. What stands before
the first quote, or between two contents, is a *glue*: a comma (one is put before the first)
and elements, the last of which the content completes. Mostly it is one that GLUE knows.

No rule of the grammar is made here: the tables say what ``_tokens.elements`` would, and what
they do not know goes through it. What is wrong, or only unusual, is left to ``_grouping``.
"""

from __future__ import annotations

from ._abnf import is_token, is_token68
from ._grouping import add_elements
from ._tokens import elements
from .errors import ParseError, Reason
from .params import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ._grouping import Raw
    from ._tokens import Element
    from .limits import Limits

_TOKEN = Form.TOKEN

#: Names of parameters that are common. Input never adds to them.
NAMES = frozenset(
    "realm charset scope error error_description error_uri service resource_metadata max_age"
    " nonce opaque qop domain algorithm stale userhash username uri response cnonce nc".split()
)

#: By glue: the name of a parameter, and the scheme of a message that begins with it, or None.
GLUE: dict[str, tuple[str, str | None]] = {
    f"{comma}{scheme}{name}=": (name, scheme.rstrip() or None)
    for comma in (", ", ",")
    for scheme in ("", "Basic ", "Bearer ", "Digest ")
    for name in NAMES
}


def group_plain(lines: Sequence[str], limits: Limits) -> list[Raw] | None:
    """The messages of ``_grouping.group``, or None if the text is wrong or not usual."""
    messages: list[Raw] = []
    bare: list[int] = []
    opened: Raw | None = None
    values: Any = None
    # There is at most one element more on a line than there are commas.
    most = limits._fewest
    if (len(lines) != 1 or len(lines[0]) > most) and sum(
        [line.count(",") + 1 for line in lines]
    ) > most:
        return None
    for line in lines:
        if '"' not in line:
            if not line:
                continue
            scheme, _, token68 = line.partition(" ")
            if is_token68(token68) and is_token(scheme):
                messages.append((scheme, token68, {}, {}))
                opened = values = None
                continue
        if "\\" in line or not line.isascii() or not line.isprintable():
            return None
        pieces: list[Any] = f",{line}".split('"')
        if not len(pieces) & 1:
            return None
        if tail := pieces.pop():
            pieces += tail, None
        pairs = iter(pieces)
        for glue, content in zip(pairs, pairs):  # noqa: B905 - of 3.10, strict= costs time
            known = None if content is None else GLUE.get(glue)
            if known is None and opened is not None and content is not None:
                known = _add_tokens(glue, opened)
            if known is None:
                try:
                    found = _completed(glue, content)
                    opened = add_elements(found, messages, bare, opened)
                except ParseError:
                    return None
                values = None if opened is None else opened[2]
                continue
            name, new_scheme = known
            if new_scheme is not None:
                values = {}
                opened = (new_scheme, None, values, {})
                messages.append(opened)
            elif values is None or name in values:
                return None
            values[name] = content
    return None if bare else messages


def _add_tokens(glue: str, opened: Raw) -> tuple[str, str | None] | None:
    """Add the parameters of a glue that are ``name=token``, if all but its last element are.

    The last one is returned as a glue of its own, which is known; None if nothing was added.
    """
    before, *parts = glue.split(",")
    known = GLUE.get(f",{parts.pop()}") if parts and not before else None
    if known is None:
        return None
    _, _, values, marks = opened
    found: dict[str, str] = {}
    for part in parts:
        name, _, value = part.strip(" ").partition("=")
        if name not in NAMES or name in found or name in values or not is_token(value):
            return None
        found[name] = value
    values.update(found)
    for name in found:
        marks[name] = name, _TOKEN
    return known


def _completed(glue: str, content: str | None) -> list[Element]:
    """The elements of a glue, of which the last has a content, if any, as its quoted value."""
    after_blanks = glue.lstrip(" ")
    if after_blanks[:1] != "," and (after_blanks or content is not None):
        raise ParseError(Reason.COMMA_EXPECTED, "a comma")
    if content is None:
        return elements(glue)
    found = elements(f'{glue}""')
    first, value, name, named_value, *_ = found[-1]
    if value == '""':
        found[-1] = (first, f'"{content}"', "", "", "", "", "")
    elif named_value == '""':
        found[-1] = (first, "", name, f'"{content}"', "", "", "")
    else:
        raise ParseError(Reason.VALUE_EXPECTED, "a quote only around a value")
    return found
