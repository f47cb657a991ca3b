# SPDX-License-Identifier: MIT
"""A short way from usual text to messages, three times as fast as matching all of it.

Usual text is printable ASCII without a backslash. What stands between two quotes is the
content of a quoted-string then, and nothing needs to be looked for in it. What stands before
the first quote, or between two contents, is a *glue*: a comma (one is put before the first)
and elements, the last of which the content completes. Mostly it is one that a table knows.

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

    from ._tokens import Element
    from .limits import Limits
    from .params import Find, Raw

_TOKEN = Form.TOKEN

PRINTABLE = bytes(range(0x20, 0x7F))

#: Names of parameters that are common. Input adds to none of these tables.
NAMES = frozenset(
    "realm charset scope error error_description error_uri service resource_metadata max_age algs"
    " nonce opaque qop domain algorithm stale userhash username uri response cnonce nc"
    " oauth_consumer_key oauth_token oauth_signature_method oauth_signature oauth_timestamp"
    " oauth_nonce oauth_version".split()
)

#: By glue: the name of a parameter of the open message.
GLUE = {f"{comma}{name}=": name for comma in (", ", ",") for name in NAMES}

#: The same without the comma.
LAST = {f"{blank}{name}=": name for blank in (" ", "") for name in NAMES}

#: By glue: the scheme of a new message, and the name of its first parameter.
HEADS = {
    f"{comma}{scheme} {name}=": (scheme, name)
    for comma in (", ", ",")
    for scheme, names in (
        ("Basic", "realm"),
        ("Bearer", "realm error resource_metadata scope"),
        ("Digest", "realm nonce qop username"),
        ("DPoP", "realm error algs"),
        ("OAuth", "realm oauth_consumer_key"),
    )
    for name in names.split()
}


def group_plain(lines: Sequence[str], limits: Limits, find: Find | None = None) -> list[Raw] | None:
    """The messages of ``_grouping.group``, or None if the text is wrong or not usual.

    - ``find``: tells which class is to read those of a scheme, and so may take a bare run;
      without it, none does.
    """
    # There is at most one element more on a line than there are commas.
    most = limits._fewest
    if (len(lines) != 1 or len(lines[0]) > most) and sum(
        [line.count(",") + 1 for line in lines]
    ) > most:
        return None
    messages: list[Raw] = []
    bare: list[int] = []
    opened: Raw | None = None
    values: Any = None
    try:
        for line in lines:
            if '"' not in line:
                scheme, _, token68 = line.partition(" ")
                if "," not in token68 and is_token68(token68) and is_token(scheme):
                    messages.append((scheme, token68, {}, {}))
                    opened = values = None
                elif line:
                    opened = add_elements(elements(line), messages, bare, opened)
                    values = None if opened is None else opened[2]
                continue
            if "\\" in line or not line.isascii():
                return None
            # The first way takes half of the time for a long line, the second for a short one.
            if len(line) > 120:
                if line.encode().translate(None, PRINTABLE):
                    return None
            elif not line.isprintable():
                return None
            pieces = f",{line}".split('"')
            tail = pieces.pop()
            if len(pieces) & 1:
                return None
            pairs = iter(pieces)
            for glue, content in zip(pairs, pairs):  # noqa: B905 - of 3.10, strict= costs time
                name = GLUE.get(glue)
                if name is None and glue in HEADS:
                    scheme, name = HEADS[glue]
                    values = {}
                    opened = (scheme, None, values, {})
                    messages.append(opened)
                elif name is None and opened is not None:
                    name = _add_tokens(glue, opened)
                if name is None:
                    opened = add_elements(_completed(glue, content), messages, bare, opened)
                    values = None if opened is None else opened[2]
                elif values is None or name in values:
                    return None
                else:
                    values[name] = content
            if tail:
                opened = add_elements(_last(tail), messages, bare, opened)
                values = None if opened is None else opened[2]
    except ParseError:
        return None
    for index in bare:
        cls = find and find(messages[index][0])
        if cls is None or not cls.takes_bare_runs:
            return None
    return messages


def _add_tokens(glue: str, opened: Raw) -> str | None:
    """Add the parameters of a glue that are ``name=token``, if all but its last element are.

    The name of the last one, which awaits its content, is returned; None if nothing was added.
    """
    before, _, last = glue.rpartition(",")
    last_name = LAST.get(last)
    if last_name is None or before[:1] != ",":
        return None
    _, _, values, marks = opened
    found: dict[str, str] = {}
    for part in before[1:].split(","):
        name, _, value = part.strip(" ").partition("=")
        if name not in NAMES or name in found or name in values:
            return None
        if not value.isalnum() and not is_token(value):
            return None
        found[name] = value
    for name, value in found.items():
        values[name] = value
        marks[name] = name, _TOKEN
    return last_name


def _completed(glue: str, content: str) -> list[Element]:
    """The elements of a glue, the last of which has a content as its quoted value."""
    if glue.lstrip(" ")[:1] != ",":
        raise ParseError(Reason.COMMA_EXPECTED, "a comma")
    found = elements(f'{glue}""')
    first, value, name, named_value, *_ = found[-1]
    if value == '""':
        found[-1] = (first, f'"{content}"', "", "", "", "", "")
    elif named_value == '""':
        found[-1] = (first, "", name, f'"{content}"', "", "", "")
    else:
        raise ParseError(Reason.VALUE_EXPECTED, "a quote only around a value")
    return found


def _last(tail: str) -> list[Element]:
    """The elements behind the last content of a line."""
    if tail.lstrip(" ")[:1] not in ("", ","):
        raise ParseError(Reason.COMMA_EXPECTED, "a comma")
    return elements(tail)
