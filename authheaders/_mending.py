# SPDX-License-Identifier: MIT
"""Elements out of text that is none: the tokenizer goes on here where its pattern ends.

Strict parsing asks for the first departure, by :func:`refusal`; recovery for the elements
that are meant, by :class:`MendedLine`. Loaded when something is wrong.

Where text can be read in more than one way, it is read so that a peer gains least: what may
be inside of quotes is no scheme and no parameter, and a message whose extent is not certain is
dropped.
"""

from __future__ import annotations

import re

from ._abnf import RUN, is_token, is_token68
from ._departures import (
    BLANKS,
    CLOSE,
    EQUALS,
    EQUALS_AND_MORE,
    KEEP,
    KNOWN_PARAMS,
    KNOWN_SCHEMES,
    LAX_RUN,
    cuts,
)
from ._mending_params import CURLY_QUOTE, LineOfParams
from ._tokens import ELEMENT, WORD
from .errors import ParseError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._mending_params import Step, TakesBare

_ELEMENT = re.compile(ELEMENT)
_WORD = re.compile(WORD)
_RUN = re.compile(RUN)
_SKIPPED = re.compile(r"[ \t,]*")
_PADDING_ONLY = re.compile(r" +=+[ \t]*(?:,|\Z)")


def refusal(line: str, position: int, scheme: str | None, takes_bare: TakesBare) -> ParseError:
    """Say what is wrong with the element at a position, of which the pattern takes none."""
    departing = MendedLine(line, takes_bare, scheme=scheme)
    departing.mend(position)
    first = departing.departures[0]
    return ParseError(
        first.reason,
        first.expected,
        position=first.position,
        scheme=first.scheme,
        param=first.param,
    )


class MendedLine(LineOfParams):
    """A field line that is cut into its elements whatever is wrong with it."""

    __slots__ = ()

    def step(self, position: int) -> Step:
        """The element at a position, as it is or as it is meant."""
        match = _ELEMENT.match(self.text, position)
        if match is None:
            return self.mend(position)
        first, value, name, named_value, run, blank = match.groups("")
        found = value or named_value
        if found:
            if found[0] != '"' and not self._is_as_it_is(found, first if name else self.scheme):
                return self.mend(position)
        elif run and not is_token68(run) and not self._takes_bare(first):
            return self.mend(position)
        element = (first, value, name, named_value, run, blank, "")
        start = match.start
        if value:
            return [(element, -1, start(1), start(2))], match.end(), KEEP
        if named_value:
            return [(element, start(1), start(3), start(4))], match.end(), KEEP
        return [(element, start(1), -1, start(5))] if first else [], match.end(), KEEP

    def _is_as_it_is(self, run: str, scheme: str | None) -> bool:
        """Whether an unquoted value is what it seems to be."""
        if not is_token(run):
            return self._takes_bare(scheme or "")
        return run[0] != "'" or (run[-1] == "'" and len(run) > 1)

    def mend(self, position: int) -> Step:
        """What is meant at a position where something is wrong."""
        start = self.skip(_SKIPPED, position)
        word = _WORD.match(self.text, start)
        if word is None:
            return self._no_word(start)
        equals = EQUALS.match(self.text, word.end())
        if equals is None or _PADDING_ONLY.match(self.text, word.end()):
            return self._message(word)
        return self._param(None, word, equals.end())

    def _no_word(self, start: int) -> Step:
        found = self.text[start : start + 1]
        if found == ";":
            return [], self._semicolon(start), KEEP
        end = self.skip_element(start)
        if found == "=":
            self.note(Reason.STRAY_EQUALS, "a name before the equals sign", start)
            return [], end, KEEP if self.control_from(start, end) is None else CLOSE
        self.note_character(
            Reason.SCHEME_EXPECTED, "an auth-scheme or a parameter", start, ambiguous=True
        )
        return [], end, CLOSE

    def _message(self, word: re.Match[str]) -> Step:
        scheme = word[0]
        start = self.skip(BLANKS, word.end())
        if self.text.startswith(";", start):
            end = self._semicolon(start, scheme)
            return [self._bare(word, opened=True)], end, KEEP
        if start == word.end():
            self.note_character(
                Reason.SEPARATOR_EXPECTED,
                "a comma, a blank or an equals sign",
                start,
                scheme=scheme,
                ambiguous=True,
            )
            return [], self.skip_element(start), CLOSE
        tab = self.text.find("\t", word.end(), start)
        if tab >= 0:
            self.note(
                Reason.TAB_AFTER_SCHEME, "only blanks after the auth-scheme", tab, scheme=scheme
            )
        second = _WORD.match(self.text, start)
        equals = second and EQUALS.match(self.text, second.end())
        if second and equals and self._is_param(second, equals.end()):
            return self._param(word, second, equals.end())
        run = LAX_RUN.match(self.text, start)
        if run is not None and not CURLY_QUOTE.match(run[0]):
            return self._token68(word, run)
        self.note_character(
            Reason.SCHEME_EXPECTED, "a token68 or a parameter", start, scheme=scheme, ambiguous=True
        )
        return [], self.skip_element(start), CLOSE

    def _is_param(self, name: re.Match[str], position: int) -> bool:
        """Whether a name with an equals sign, behind a scheme, begins a parameter."""
        start = self.skip(BLANKS, position)
        following = self.text[start : start + 1]
        if following not in ("", ",", "="):
            return True
        run = _RUN.match(self.text, name.start())
        # "QQ==" is a token68, and no parameter without a value, whatever stands behind it.
        if run is None or run[0][-1] != "=" or not is_token68(run[0]):
            return following != "=" or name[0].lower() in KNOWN_PARAMS
        start = self.skip(EQUALS_AND_MORE, position)
        return self.text.startswith('"', start) or bool(CURLY_QUOTE.match(self.text, start))

    def _token68(self, word: re.Match[str], run: re.Match[str]) -> Step:
        scheme, start, end = word[0], run.start(), run.end()
        strange = self.non_ascii_from(start, end)
        if strange is not None:
            self.note_character(Reason.NON_ASCII, "", strange, scheme=scheme, ambiguous=True)
            return [], self.skip_element(end), CLOSE
        bare = self._takes_bare(scheme)
        ends = [] if bare else cuts(run[0])
        if ends:
            end = start + ends[0]
        token68 = self.text[start:end]
        piece = (scheme, "", "", "", token68, "", ""), word.start(), -1, start
        wrong = not bare and not is_token68(token68)
        following = self.skip(BLANKS, end)
        if self.text[following : following + 1] in ("", ",", ";"):
            if wrong:
                self.note(Reason.BARE_TOKEN68, "a token68", start, scheme=scheme)
            if self.text.startswith(";", following):
                following = self._semicolon(following, scheme)
            return [piece], following, KEEP
        second = _WORD.match(self.text, following) if following > end else None
        if second is not None and not wrong:
            begins_param = EQUALS.match(self.text, second.end()) is not None
            begins_message = self._is_scheme(second)
            if begins_param or begins_message:
                if token68.lower() in KNOWN_SCHEMES:
                    self._missing_comma(start, scheme)
                    return [self._bare(word)], start, KEEP
                self._missing_comma(following, scheme, ambiguous=begins_param)
                return [piece], following, KEEP
        self.note_character(
            Reason.COMMA_EXPECTED, "a comma", following, scheme=scheme, ambiguous=True
        )
        return [], self.skip_element(end), CLOSE
