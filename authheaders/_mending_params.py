# SPDX-License-Identifier: MIT
"""Parameters out of text that is none; see ``_mending``, which this is a part of."""

from __future__ import annotations

import re
from itertools import pairwise

from ._abnf import CONTROL, QUOTED_STRING, has_control, is_run, is_token, quote, unquote
from ._departures import (
    BLANKS,
    CLOSE,
    DROP,
    EQUALS,
    EQUALS_AND_MORE,
    KEEP,
    KNOWN_SCHEMES,
    LAX_RUN,
    LAX_STRING,
    LONE_WORD_END,
    SEMICOLONS,
    WORD_END,
    DepartingLine,
    cuts,
)
from ._tokens import WORD
from .errors import Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from ._tokens import Element

    #: An element, and where its scheme, the name and the value of its parameter, or its
    #: token68, begin; -1 for what it has not.
    Piece: TypeAlias = tuple[Element, int, int, int]

    #: Pieces that follow each other, where the next one begins, and what becomes of their
    #: message (KEEP, CLOSE or DROP).
    Step: TypeAlias = tuple[list[Piece], int, int]

    #: Whether the class that reads a scheme takes text unquoted that is no token.
    TakesBare: TypeAlias = Callable[[str], bool]

_WORD = re.compile(WORD)
_QUOTED_STRING = re.compile(QUOTED_STRING)

# 'a b', if it ends where a value can end.
_IN_SINGLE_QUOTES = re.compile(rf"'([^'\"{CONTROL}]*)'(?=[ \t]*(?:[,;]|\Z)|[ \t]+{WORD}[ \t]*=)")


def _curly(quotes: str) -> str:
    return rf'{quotes}([^"{CONTROL}]*?){quotes}'


# Quotes of one kind close each other, as writers mix them: the characters U+2018 to U+201F, what
# they are as UTF-8 octets, and as those of Windows-1252.
_IN_CURLY_QUOTES = re.compile(
    "|".join(
        map(
            _curly,
            (
                "[\u201c-\u201f]",
                "[\u2018-\u201b]",
                "\xe2\x80[\x9c-\x9f]",
                "\xe2\x80[\x98-\x9b]",
                "[\x84\x93\x94]",
                "[\x82\x91\x92]",
            ),
        )
    )
)
CURLY_QUOTE = re.compile("[\u2018-\u201f\x82\x84\x91-\x94]|\xe2\x80[\x98-\x9f]")

# Words that are nothing but words: without an equals sign behind, and no auth-scheme.
_PROSE = re.compile(
    rf"(?:[ \t]+(?=[^ \t])(?!(?i:{'|'.join(sorted(KNOWN_SCHEMES))})[ \t])"
    rf'[^ \t",;={CONTROL}]+(?=[ \t]+[^ \t=",;{CONTROL}]))+'
)


class LineOfParams(DepartingLine):
    """A field line whose parameters are read whatever is wrong with them."""

    __slots__ = ("_takes_bare",)

    def __init__(
        self, text: str, takes_bare: TakesBare, number: int = 0, scheme: str | None = None
    ) -> None:
        super().__init__(text, number, scheme)
        self._takes_bare = takes_bare

    def _param(self, word: re.Match[str] | None, name: re.Match[str], position: int) -> Step:
        """The parameter that follows a scheme, or the one of the open message for None."""
        scheme = None if word is None else word[0]
        start = self.skip(BLANKS, position)
        stray = self.text.startswith("=", start)
        if stray:
            self.note(Reason.STRAY_EQUALS, "one equals sign", start, scheme=scheme, param=name[0])
            start = self.skip(EQUALS_AND_MORE, start)
        if self.text[start : start + 1] in ("", ",", ";"):
            if not stray:
                reason, expected = Reason.VALUE_EXPECTED, "a token or a quoted-string"
                self.note(reason, expected, start, scheme=scheme, param=name[0])
            return [] if word is None else [self._bare(word, opened=True)], start, KEEP
        found = self._quoted_value(start, scheme, name[0])
        if found is None:
            return self._unquoted_param(word, name, start)
        value, end = found
        if value is None:
            return self._broken(word, end)
        piece = self._piece(word, name, value, start)
        return self._behind_quoted(word, name, piece, end)

    def _piece(
        self, word: re.Match[str] | None, name: re.Match[str], value: str, position: int
    ) -> Piece:
        if word is None:
            return (name[0], value, "", "", "", "", ""), -1, name.start(), position
        return (word[0], "", name[0], value, "", "", ""), word.start(), name.start(), position

    def _broken(self, word: re.Match[str] | None, position: int) -> Step:
        """No message of a value that can't be known; what it may hold of the line is skipped."""
        end = self.skip_element(position)
        return [], end, DROP if word is None else CLOSE

    def _quoted_value(
        self, start: int, scheme: str | None, param: str
    ) -> tuple[str | None, int] | None:
        """A value in quotes of any kind, None if it is none, and its end; None without quotes."""
        text = self.text
        if text[start] == '"':
            match = _QUOTED_STRING.match(text, start)
            if match is not None:
                return match[0], match.end()
            closed = LAX_STRING.match(text, start)
            end = len(text) if closed is None else closed.end()
            control = self.control_from(start, end)
            if control is not None:
                self.note_character(
                    Reason.CONTROL_CHARACTER, "", control, scheme=scheme, param=param
                )
                return None, end
            reason, expected = Reason.UNCLOSED_QUOTE, "a closing quote"
            self.note(reason, expected, start, scheme=scheme, param=param, ambiguous=True)
            return quote(unquote(text[start + 1 :])), end
        if CURLY_QUOTE.match(text, start):
            match = _IN_CURLY_QUOTES.match(text, start)
            content = None if match is None else "".join(match.groups(""))
            ambiguous = content is None or "," in content
            reason, expected = Reason.TYPOGRAPHIC_QUOTES, 'plain quotes (")'
            self.note(reason, expected, start, scheme=scheme, param=param, ambiguous=ambiguous)
            if match is None or content is None:
                return None, len(text)
            return quote(content), match.end()
        single = _IN_SINGLE_QUOTES.match(text, start) if text[start] == "'" else None
        if single is None or is_token(single[0]):
            return None
        reason, expected = Reason.SINGLE_QUOTES, "double quotes"
        ambiguous = "," in single[0]
        self.note(reason, expected, start, scheme=scheme, param=param, ambiguous=ambiguous)
        return quote(single[1]), single.end()

    def _behind_quoted(
        self, word: re.Match[str] | None, name: re.Match[str], piece: Piece, end: int
    ) -> Step:
        scheme, param = None if word is None else word[0], name[0]
        start = self.skip(BLANKS, end)
        following = self.text[start : start + 1]
        if following in ("", ","):
            return [piece], start, KEEP
        if following == ";":
            return [piece], self._semicolon(start, scheme), KEEP
        if start == end:
            reason, expected = Reason.UNESCAPED_QUOTE, "a comma after the closing quote"
            self.note_character(reason, expected, start, scheme=scheme, param=param, ambiguous=True)
            # With one quote too many, what seems to be outside of quotes may be inside.
            return self._broken(word, len(self.text) if self.has_open_quote else start)
        second = _WORD.match(self.text, start)
        if second is not None:
            if self._begins_element(second):
                self._missing_comma(start, scheme, param)
                return [piece], start, KEEP
            if LONE_WORD_END.match(self.text, second.end()):
                self._missing_comma(start, scheme, param, ambiguous=True)
                return [piece], second.end(), KEEP
        self.note_character(
            Reason.COMMA_EXPECTED, "a comma", start, scheme=scheme, param=param, ambiguous=True
        )
        if following == '"' or self.has_open_quote or has_control(following):
            return self._broken(word, len(self.text) if self.has_open_quote else start)
        return [piece], self.skip_element(start), CLOSE

    def _begins_element(self, word: re.Match[str]) -> bool:
        """Whether a word behind a quoted value is a parameter or an auth-scheme."""
        is_param = EQUALS.match(self.text, word.end()) is not None
        return is_param or self._is_scheme(word) or self._has_param(word)

    def _ends_unquoted(self, word: re.Match[str]) -> bool:
        """Whether a word behind an unquoted value is no part of it."""
        is_param = EQUALS.match(self.text, word.end()) is not None
        # "The Bearer token expired" is prose.
        return is_param or (self._is_scheme(word) and self._has_param(word))

    def _has_param(self, scheme: re.Match[str]) -> bool:
        name = _WORD.match(self.text, self.skip(BLANKS, scheme.end()))
        if name is None or name.start() == scheme.end():
            return False
        return EQUALS.match(self.text, name.end()) is not None

    def _unquoted_param(self, word: re.Match[str] | None, name: re.Match[str], start: int) -> Step:
        scheme, param = None if word is None else word[0], name[0]
        run = LAX_RUN.match(self.text, start)
        if run is None:
            self.note_character(Reason.COMMA_EXPECTED, "a comma", start, scheme=scheme, param=param)
            return self._broken(word, start)
        bare = self._takes_bare(scheme or self.scheme or "")
        before_quote = self.text.startswith('"', run.end())
        found_cuts = [] if bare else cuts(run[0], before_quote=before_quote)
        ends = [start + cut for cut in found_cuts]
        if ends:
            value = self._unquoted(scheme, param, start, ends[0], bare)
            pieces = [self._piece(word, name, value, start)]
            return pieces, self._params_between(pieces, ends, scheme), KEEP
        end, blanks = run.end(), -1
        prose = _PROSE.match(self.text, end)
        if prose is not None:
            end, blanks = prose.end(), self.skip(BLANKS, end)
        while True:
            following = self.skip(BLANKS, end)
            found = self.text[following : following + 1]
            if found in ("", ",", ";"):
                break
            second = _WORD.match(self.text, following) if following > end else None
            if second and self._ends_unquoted(second):
                break
            run = LAX_RUN.match(self.text, following)
            if run is None or following == end:
                self.note_character(
                    Reason.COMMA_EXPECTED,
                    "a comma",
                    following,
                    scheme=scheme,
                    param=param,
                    ambiguous=True,
                )
                return self._broken(word, len(self.text) if self.has_open_quote else following)
            blanks = following if blanks < 0 else blanks
            end = run.end()
            if run[0].endswith(";"):
                end = run.start() + len(run[0].rstrip(";"))
        value = self._unquoted(scheme, param, start, end, bare)
        if blanks >= 0:
            reason, expected = Reason.BLANK_IN_VALUE, "quotes around several words"
            self.note(reason, expected, blanks, scheme=scheme, param=param, ambiguous=True)
        if found == ";":
            following = self._semicolon(following, scheme)
        elif found not in ("", ","):
            self._missing_comma(following, scheme, param)
        return [self._piece(word, name, value, start)], following, KEEP

    def _unquoted(self, scheme: str | None, param: str, start: int, end: int, bare: bool) -> str:
        """An unquoted value, in quotes if it needs them."""
        value = self.text[start:end]
        if is_token(value) or (bare and is_run(value)):
            return value
        strange = self.non_ascii_from(start, end)
        if strange is not None:
            self.note_character(Reason.NON_ASCII, "", strange, scheme=scheme, param=param)
        elif " " not in value and "\t" not in value:
            reason, expected = Reason.BARE_VALUE, "a token or a quoted-string"
            ambiguous = ";" in value
            self.note(reason, expected, start, scheme=scheme, param=param, ambiguous=ambiguous)
        return quote(value)

    def _params_between(self, pieces: list[Piece], ends: list[int], scheme: str | None) -> int:
        """Add the parameters between semicolons; the position behind the last semicolon."""
        for start, end in pairwise(ends):
            name = _WORD.match(self.text, self._semicolon(start, scheme))
            assert name is not None
            first = name.end() + 1
            if first == end:
                reason, expected = Reason.VALUE_EXPECTED, "a token or a quoted-string"
                self.note(reason, expected, first, scheme=scheme, param=name[0])
                continue
            value = self._unquoted(scheme, name[0], first, end, bare=False)
            pieces.append(self._piece(None, name, value, first))
        return self._semicolon(ends[-1], scheme)

    # --- shared with messages

    def _is_scheme(self, word: re.Match[str]) -> bool:
        """Whether a word behind a missing comma is an auth-scheme."""
        if WORD_END.match(self.text, word.end()) is None:
            return False
        return word[0].lower() in KNOWN_SCHEMES

    def _bare(self, word: re.Match[str], *, opened: bool = False) -> Piece:
        """The element of a scheme with nothing."""
        blank = " " if opened else ""
        return (word[0], "", "", "", "", blank, ""), word.start(), -1, -1

    def _semicolon(self, position: int, scheme: str | None = None) -> int:
        self.note(Reason.SEMICOLON, "a comma, no semicolon", position, scheme=scheme)
        return self.skip(SEMICOLONS, position)

    def _missing_comma(
        self,
        position: int,
        scheme: str | None,
        param: str | None = None,
        *,
        ambiguous: bool = False,
    ) -> None:
        reason, expected = Reason.COMMA_EXPECTED, "a comma"
        self.note(reason, expected, position, scheme=scheme, param=param, ambiguous=ambiguous)
