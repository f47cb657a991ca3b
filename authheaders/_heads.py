# SPDX-License-Identifier: MIT
"""The authentication fields in a request or response head, as curl and others show it."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# The fields that carry authentication, by lower-case name (RFC 9110 section 11, RFC 8053).
FIELDS = {
    name.lower(): name
    for name in (
        "WWW-Authenticate",
        "Proxy-Authenticate",
        "Optional-WWW-Authenticate",
        "Authorization",
        "Proxy-Authorization",
        "Authentication-Info",
        "Proxy-Authentication-Info",
    )
}

# The field whose credentials tell the scheme of a field that names none.
CREDENTIALS_OF_INFO = {
    "Authentication-Info": "Authorization",
    "Proxy-Authentication-Info": "Proxy-Authorization",
}

# The first line of a head, as it is or as curl -v shows it; or a field as curl -v shows it.
_START = re.compile(r"([<>] )?(?:HTTP/\d|[A-Z]+ \S+ HTTP/\d)|([<>] )[\w-]+:")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one head: its name, its lines in order, and the scheme that is known of it.

    Only Authentication-Info and Proxy-Authentication-Info need the scheme.
    """

    name: str
    lines: tuple[str, ...]
    scheme: str = ""

    @property
    def holds_challenges(self) -> bool:
        return self.name.endswith("-Authenticate")

    @property
    def holds_info(self) -> bool:
        return self.name in CREDENTIALS_OF_INFO

    @property
    def is_confidential(self) -> bool:
        """Whether all is secret that is not known to be none."""
        return not self.holds_challenges


def fields_of_heads(text: str) -> list[Field]:
    found = []
    for head in _heads(text):
        lines: dict[str, list[str]] = {}
        for name, line in filter(None, map(field_line, head)):
            lines.setdefault(name, []).append(line)
        found += [Field(name, tuple(values)) for name, values in lines.items()]
    return found


def field_line(line: str) -> tuple[str, str] | None:
    """The name and the value of a line of a field that carries authentication."""
    name, colon, value = line.partition(":")
    field = FIELDS.get(name.lower())
    return (field, value.strip(" \t")) if colon and field else None


def _heads(text: str) -> list[list[str]]:
    """The heads in a text, each as its lines, unfolded (RFC 9112 section 5.2)."""
    lines: Iterable[str] = [line.removesuffix("\r") for line in text.split("\n")]
    start = next(filter(None, map(_START.match, lines)), None)
    verbose = start is not None and (start[1] or start[2]) is not None
    heads: list[list[list[str]]] = [[]]
    in_head = True
    for line in _lines_of_verbose(lines) if verbose else lines:
        if in_head and not line:
            in_head = not heads[-1]
        elif in_head and line[0] in " \t" and heads[-1]:
            heads[-1][-1].append(line)
        elif in_head:
            heads[-1].append([line])
        elif line and (verbose or line.startswith("HTTP/")):
            heads.append([[line]])
            in_head = True
    return [[_unfolded(parts) for parts in head] for head in heads]


def _lines_of_verbose(lines: Iterable[str]) -> Iterable[str]:
    """The lines of the heads in what curl -v shows, with a blank one at a change of direction."""
    direction = ""
    for line in lines:
        if line[:1] in ("<", ">") and line[1:2] in ("", " "):
            if direction not in ("", line[0]):
                yield ""
            direction = line[0]
            yield line[2:]


def _unfolded(parts: list[str]) -> str:
    return " ".join(filter(None, [part.strip(" \t") for part in parts]))
