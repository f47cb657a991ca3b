# SPDX-License-Identifier: MIT
"""Lines that strict parsing refuses → raw messages, and what is wrong.

The mirror of ``_grouping``: what is refused there is noted here.
"""

from __future__ import annotations

from ._departures import (
    CLOSE,
    DROP,
    KNOWN_PARAMS,
    KNOWN_SCHEMES,
    MOST_DEVIATIONS,
    is_empty_value,
)
from ._grouping import add_elements
from ._mending import MendedLine
from ._placing import takes_bare
from .errors import Deviation, ParseError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from ._mending_params import Piece
    from ._tokens import Element
    from .limits import Limits
    from .params import Find, Raw

    #: What a message was made of: pieces, each with the number of its line.
    Origin: TypeAlias = list[tuple[int, Piece]]


class ChallengesRead:
    """What has been read of a field of challenges so far.

    - ``messages``: raw messages, each with its origin.
    - ``deviations``: what was wrong, in the order of the text.
    - ``is_cut``: whether something was left out that may belong to a message.
    """

    # _blamed: the scheme of departures; _without_scheme: where no message is.
    # _opened: the message that takes parameters. _lost: whether those that come are of no
    # message that is kept. _over: whether reading has ended.
    __slots__ = (
        "_blamed",
        "_find",
        "_limits",
        "_lost",
        "_opened",
        "_over",
        "_without_scheme",
        "deviations",
        "is_cut",
        "messages",
    )

    def __init__(self, limits: Limits, find: Find, scheme: str | None = None) -> None:
        self._limits = limits
        self._find = find
        self._without_scheme = self._blamed = scheme
        self._opened: Raw | None = None
        self._lost = False
        self._over = False
        self.messages: list[tuple[Raw, Origin]] = []
        self.deviations: list[Deviation] = []
        self.is_cut = False

    def read(self, lines: Sequence[str]) -> None:
        """Read lines up to a limit, or to the end."""
        for number, text in enumerate(lines):
            if not text.strip(" \t,"):
                continue
            line = MendedLine(text, takes_bare(self._find), number)
            line.unfold()
            self._read_line(line)
            self.deviations += sorted(line.departures, key=_position)
            if self._over:
                return

    def _read_line(self, line: MendedLine) -> None:
        position = 0
        most = MOST_DEVIATIONS - len(self.deviations)
        while position < len(line.text) and not self._over:
            line.scheme = self._blamed
            pieces, position, fate = line.step(position)
            for piece in pieces:
                line.scheme = self._blamed
                if piece[0][1]:
                    self._add_param(piece, line)
                else:
                    self._add_message(piece, line)
            if fate == DROP:
                self._drop()
            elif fate == CLOSE:
                self._lose()
            if len(line.departures) > most:
                reason, expected = Reason.TOO_MANY_DEVIATIONS, "fewer departures"
                line.note(reason, expected, position)
                self._end()

    def _lose(self) -> None:
        """Take no parameter before another scheme comes."""
        self._opened = None
        self._blamed = self._without_scheme
        self._lost = True
        self.is_cut = True

    def _drop(self) -> None:
        """Forget the message that is open: it can't be known."""
        if self._opened is not None:
            self.messages.pop()
        self._lose()

    def _end(self) -> None:
        """Read no more."""
        self._over = True
        self.is_cut = True

    # --- messages

    def _add_message(self, piece: Piece, line: MendedLine) -> None:
        element, scheme_at, name_at, value_at = piece
        scheme, _, name, value, token68, blank, _ = element
        if len(self.messages) >= self._limits.messages:
            reason, expected = Reason.TOO_MANY_MESSAGES, "fewer challenges"
            line.note(reason, expected, scheme_at, scheme=scheme)
            self._end()
            return
        raw: Raw = (scheme, token68 or None, {}, {})
        self.messages.append((raw, [(line.number, piece)]))
        self._lost = False
        self._blamed = line.scheme = scheme
        self._opened = raw if name or blank else None
        if name:
            self._add_param(_param(name, value, name_at, value_at), line)

    # --- parameters

    def _add_param(self, piece: Piece, line: MendedLine) -> None:
        element, _, name_at, _ = piece
        opened = self._opened or self._reopened(piece, line)
        if opened is None:
            return
        values = opened[2]
        key = element[0].lower()
        if key in values:
            again: Raw = ("", None, {}, {})
            differs = not _add(again, element) or again[2][key] != values[key]
            reason, expected = Reason.DUPLICATE_PARAM, "each parameter name once"
            line.note(reason, expected, name_at, param=element[0], ambiguous=differs)
        elif len(values) >= self._limits.params:
            reason, expected = Reason.TOO_MANY_PARAMS, "fewer parameters"
            line.note(reason, expected, name_at, param=element[0])
            self._drop()
        elif _add(opened, element):
            self.messages[-1][1].append((line.number, piece))
        else:
            reason, expected = Reason.NON_ASCII, "only characters that have octets"
            line.note(reason, expected, name_at, param=element[0])
            self._drop()

    def _reopened(self, piece: Piece, line: MendedLine) -> Raw | None:
        """The message that a parameter belongs to although none is open, if it has one."""
        element, _, name_at, _ = piece
        if self._lost:
            return None
        if self.messages and self.messages[-1][0][1] is None:
            self._opened = self._after_lone_words(line, element[0], name_at)
            return self._opened
        if self.messages:
            self._opened = self._with_empty_value(line)
            if self._opened is not None:
                return self._opened
            reason, expected = Reason.PARAM_AFTER_TOKEN68, "no parameter after a token68"
        else:
            reason, expected = Reason.PARAM_WITHOUT_SCHEME, "an auth-scheme before the parameter"
        line.note(reason, expected, name_at, param=element[0], ambiguous=True)
        self._lose()
        return None

    def _after_lone_words(self, line: MendedLine, param: str, name_at: int) -> Raw:
        """The message that goes on behind words that were taken for schemes."""
        last = len(self.messages) - 1
        first = max(0, last - MOST_DEVIATIONS)
        while last > first and _is_lone_word(self.messages[last][0]):
            last -= 1
        raw = self.messages[last][0]
        if raw[2]:
            for (word, _, _, _), origin in self.messages[last + 1 :]:
                number, piece = origin[0]
                reason, expected = Reason.PARAM_WITHOUT_VALUE, "an equals sign and a value"
                line.note(
                    reason,
                    expected,
                    piece[1],
                    number=number,
                    scheme=raw[0],
                    param=word,
                    ambiguous=word.lower() not in KNOWN_PARAMS,
                )
            del self.messages[last + 1 :]
            self._blamed = line.scheme = raw[0]
            return raw
        raw = self.messages[-1][0]
        is_surprise = len(self.messages) > 1 and raw[0].lower() not in KNOWN_SCHEMES
        line.note(
            Reason.COMMA_AFTER_SCHEME,
            "a blank, no comma, after the auth-scheme",
            name_at,
            scheme=raw[0],
            param=param,
            ambiguous=is_surprise,
        )
        return raw

    def _with_empty_value(self, line: MendedLine) -> Raw | None:
        """The last message, if its token68 is rather a parameter without a value."""
        (scheme, token68, _, _), origin = self.messages[-1]
        number, piece = origin[0]
        if token68 is None or not is_empty_value(token68):
            return None
        line.note(
            Reason.VALUE_EXPECTED,
            "a token or a quoted-string",
            piece[3] + len(token68),
            number=number,
            param=token68[:-1],
            ambiguous=True,
        )
        raw: Raw = (scheme, None, {}, {})
        self.messages[-1] = raw, origin
        return raw


class CredentialsRead(ChallengesRead):
    """What has been read of a field of credentials, which is one message."""

    __slots__ = ()

    def _add_message(self, piece: Piece, line: MendedLine) -> None:
        element, scheme_at, _, _ = piece
        word, _, name, _, token68, _, _ = element
        if self.messages and not self._lost:
            is_lone = not name and not token68 and word.lower() not in KNOWN_SCHEMES
            if is_lone and self._opened is not None:
                reason, expected = Reason.PARAM_WITHOUT_VALUE, "an equals sign and a value"
                line.note(reason, expected, scheme_at, param=word)
                return
            reason, expected = Reason.SECOND_MESSAGE, "one message only"
            line.note(reason, expected, scheme_at, ambiguous=True)
        super()._add_message(piece, line)


class InfoRead(ChallengesRead):
    """What has been read of a field of parameters without a scheme."""

    __slots__ = ()

    def __init__(self, limits: Limits, find: Find, scheme: str) -> None:
        super().__init__(limits, find, scheme)
        self._opened = ("", None, {}, {})
        self.messages.append((self._opened, []))

    def _add_message(self, piece: Piece, line: MendedLine) -> None:
        element, scheme_at, name_at, value_at = piece
        _, _, name, value, _, _, _ = element
        is_prefix = self._opened is not None and not self._opened[2]
        reason, expected = Reason.SCHEME_IN_INFO, "parameters without a scheme"
        line.note(reason, expected, scheme_at, ambiguous=not is_prefix)
        if name and is_prefix:
            self._add_param(_param(name, value, name_at, value_at), line)
        elif name:
            self._lose()


def _is_lone_word(raw: Raw) -> bool:
    """Whether a message is rather a parameter without a value, as no scheme is written so."""
    scheme, token68, values, _ = raw
    is_name = scheme.lower() in KNOWN_PARAMS or scheme.islower()
    return token68 is None and not values and is_name and scheme.lower() not in KNOWN_SCHEMES


def _position(deviation: Deviation) -> tuple[int, int]:
    return deviation.line or 0, deviation.position or 0


def _param(name: str, value: str, name_at: int, value_at: int) -> Piece:
    return (name, value, "", "", "", "", ""), -1, name_at, value_at


def _add(message: Raw, element: Element) -> bool:
    """Add a parameter to a message; False if its value has no octets."""
    try:
        add_elements([element], [message], [], message)
    except ParseError:
        return False
    return True
