# SPDX-License-Identifier: MIT
"""``python -m authheaders``: explain the authentication fields of a request or response."""

from __future__ import annotations

import argparse
import os
import sys

from . import DEFAULT_SCHEMES, __version__
from ._explaining import HIDDEN, Explained, Explanation, explain
from ._heads import CREDENTIALS_OF_INFO, FIELDS, Field, field_line, fields_of_heads
from .messages import canonical_scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NoReturn

    from . import Deviation

VALID, MALFORMED, USAGE, INTERRUPTED = 0, 1, 2, 130

_USAGE = "%(prog)s [options] VALUE...\n       curl -sI URL | %(prog)s [options]"
_EPILOG = """\
Without values a request or response head is read from standard input, such as the
output of curl -sI, curl -si or curl -v. Exit status: 0 all is valid, 1 something is
malformed, 2 wrong usage."""

# The columns that an excerpt of a field line takes at the most.
_COLUMNS = 100

_BOLD, _RED, _GREEN = "1", "31", "32"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except SystemExit as stop:
        # argparse has written a usage error, the help or the version.
        return stop.code if isinstance(stop.code, int) else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str]) -> int:
    parser = _parser()
    options = _options(parser, argv)
    if options.values:
        fields = _fields_of_values(parser, options)
    else:
        fields = fields_of_heads(_standard_input(parser))
    if not fields:
        parser.exit(USAGE, f"{parser.prog}: no authentication field in the input\n")
    explanations = [
        explain(field, reveal=options.reveal, strict=options.strict)
        for field in _with_schemes(fields, options.scheme)
    ]
    _write(_json(explanations) if options.json else _Page().text(explanations))
    return VALID if _all_valid(explanations) else MALFORMED


# --- the command line


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leave with a message, which may hold text of anybody."""
        super().error(_escaped(message))


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m authheaders",
        usage=_USAGE,
        description="Explain the HTTP authentication fields.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "values",
        nargs="*",
        metavar="VALUE",
        help="a field line, with or without the name of the field; several are lines of one field",
    )
    parser.add_argument(
        "--field",
        metavar="NAME",
        type=_field_name,
        help="the field that the values belong to (default: WWW-Authenticate)",
    )
    parser.add_argument(
        "--scheme", metavar="NAME", help="the auth-scheme, for (Proxy-)Authentication-Info"
    )
    parser.add_argument("--strict", action="store_true", help="stop at the first departure")
    parser.add_argument("--reveal", action="store_true", help="show the secrets")
    parser.add_argument("--json", action="store_true", help="write JSON")
    parser.add_argument("--version", action="version", version=f"authheaders {__version__}")
    return parser


def _field_name(name: str) -> str:
    try:
        return FIELDS[name.lower()]
    except KeyError:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(FIELDS.values())}") from None


def _options(parser: _Parser, argv: Sequence[str]) -> argparse.Namespace:
    # argparse takes neither values on both sides of an option nor, with those, the ``--``.
    end = argv.index("--") if "--" in argv else len(argv)
    options, others = parser.parse_known_args(argv[:end])
    if any(other.startswith("-") for other in others):
        parser.error("unknown option (a value that begins with a hyphen goes after --)")
    options.values += [*others, *argv[end + 1 :]]
    if options.field and not options.values:
        parser.error("--field needs values as arguments")
    return options


def _fields_of_values(parser: _Parser, options: argparse.Namespace) -> list[Field]:
    lines: dict[str, list[str]] = {}
    for value in options.values:
        name, line = field_line(value) or (options.field or "WWW-Authenticate", value)
        if options.field not in (None, name):
            parser.error(f"a value belongs to {name}, and --field says {options.field}")
        lines.setdefault(name, []).append(line)
    if options.scheme is not None and CREDENTIALS_OF_INFO.keys().isdisjoint(lines):
        parser.error(f"--scheme is for {' and '.join(CREDENTIALS_OF_INFO)}")
    return [Field(name, tuple(found)) for name, found in lines.items()]


def _standard_input(parser: _Parser) -> str:
    # Without a console, and when it was closed, there is no sys.stdin.
    stdin: object = sys.stdin
    if stdin is None or sys.stdin.isatty():
        parser.error("expected values as arguments, or a head on standard input")
    return sys.stdin.buffer.read().decode("latin-1")


def _with_schemes(fields: list[Field], scheme: str | None) -> list[Field]:
    """The fields, with the scheme of those that name none: that of the credentials sent last."""
    known: dict[str, str] = {}
    for field in reversed(fields):
        known[field.name] = _info_scheme(field)
    found = []
    for field in fields:
        known[field.name] = _info_scheme(field)
        sent = known.get(CREDENTIALS_OF_INFO.get(field.name, ""), "")
        found.append(Field(field.name, field.lines, sent if scheme is None else scheme))
    return found


def _info_scheme(field: Field) -> str:
    # What is no scheme that the library knows may be a secret.
    words = field.lines[0].split(None, 1)
    cls = DEFAULT_SCHEMES.info(words[0]) if words else None
    return "" if cls is None else canonical_scheme(words[0], cls)


# --- what is written


def _all_valid(explanations: Sequence[Explanation]) -> bool:
    return not any(explanation.deviations for explanation in explanations)


def _json(explanations: Sequence[Explanation]) -> str:
    import json

    fields = [explanation.data() for explanation in explanations]
    text = json.dumps({"fields": fields, "valid": _all_valid(explanations)}, indent=2)
    # JSON lets DEL stand as it is.
    return text.replace("\x7f", "\\u007f") + "\n"


class _Page:
    """Explanations as text for standard output as it is: its encoding and its colours."""

    def __init__(self) -> None:
        self.encoding = _encoding()
        refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self.coloured = sys.stdout.isatty() and not refused

    def text(self, explanations: Sequence[Explanation]) -> str:
        lines = [line for explanation in explanations for line in self._field(explanation)]
        return "\n".join([*lines, self._summary(explanations), ""])

    def _field(self, explanation: Explanation) -> Iterable[str]:
        yield self._styled(_BOLD, explanation.field.name)
        yield ""
        for deviation in explanation.deviations:
            yield from self._deviation(explanation, deviation)
            yield ""
        for message in explanation.messages:
            yield from self._message(message)
            yield ""

    def _message(self, message: Explained) -> Iterable[str]:
        scheme = self._styled(_BOLD, _escaped(message.scheme or "(scheme not known)"))
        yield f"  {scheme}  {message.message.specification}, {message.kind}"
        rows = message.rows()
        width = max([len(row.name) for row in rows], default=0)
        for row in rows:
            note = f"  ({row.note})" if row.note else ""
            name = row.name
            for value in row.values:
                yield f"    {name:{width}}  {_shown(value)}{note}"
                name = note = ""

    def _deviation(self, explanation: Explanation, found: Deviation) -> Iterable[str]:
        if found.position is not None:
            mask = self._encodable("\u2022", "*")
            line = explanation.line(found.line or 0, mask)
            excerpt, column = self._excerpt(line, found.position)
            yield f"  {excerpt}"
            yield f"  {' ' * column}{self._styled(_RED, '^')}"
        yield f"  {self._styled(_RED, 'malformed:')} {_escaped(str(found))}"
        scheme, param = explanation.blamed(found)
        blamed = [("scheme", scheme), ("parameter", param)]
        known = [f"{what} {_escaped(name)}" for what, name in blamed if name is not None]
        if known:
            yield f"  {', '.join(known)}"

    def _excerpt(self, line: str, position: int) -> tuple[str, int]:
        """So much of a line as fits, a column for each character, and the column of a position."""
        start = max(0, min(position - _COLUMNS // 2, len(line) - _COLUMNS))
        end = start + _COLUMNS
        cut = self._encodable("\u2026", "...")
        before = cut if start else ""
        after = cut if end < len(line) else ""
        shown = "".join([self._column(char) for char in line[start:end]])
        return f"{before}{shown}{after}", len(before) + position - start

    def _column(self, char: str) -> str:
        """A character, or a stand-in, that takes one column."""
        if char < " ":
            char = chr(0x2400 + ord(char))
        elif char == "\x7f":
            char = "\u2421"
        elif not char.isascii() and not _is_narrow(char):
            char = "\ufffd"
        return self._encodable(char, "?")

    def _encodable(self, text: str, otherwise: str) -> str:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return otherwise
        return text

    def _summary(self, explanations: Sequence[Explanation]) -> str:
        counted = [_count(len(explanations), "field")]
        of_challenges = [found for found in explanations if found.field.holds_challenges]
        if of_challenges:
            counted.append(_count(sum(len(found.messages) for found in of_challenges), "challenge"))
        malformed = sum(bool(found.deviations) for found in explanations)
        if malformed:
            deviations = _count(sum(len(found.deviations) for found in explanations), "deviation")
            verdict = self._styled(_RED, f"{malformed} malformed ({deviations})")
        else:
            verdict = self._styled(_GREEN, "all valid")
        return f"{', '.join(counted)}, {verdict}."

    def _styled(self, style: str, text: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.coloured else text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shown(value: object) -> str:
    """A value as text: strings in quotes, all else as JSON writes it."""
    if value == HIDDEN:
        return HIDDEN
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    return _escaped(str(value).lower() if isinstance(value, bool) else str(value))


def _escaped(text: str) -> str:
    r"""Text with ``\x1b`` and its like in the place of what a terminal may obey."""
    if text.isprintable():
        return text
    return "".join([char if char.isprintable() else _escape(char) for char in text])


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()


def _is_narrow(char: str) -> bool:
    """Whether a character takes one column."""
    import unicodedata

    is_mark = unicodedata.category(char).startswith("M")
    return char.isprintable() and not is_mark and unicodedata.east_asian_width(char) not in "WF"


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _write(text: str) -> None:
    encoding = _encoding()
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at its end, and must find somebody who takes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
