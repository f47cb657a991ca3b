# SPDX-License-Identifier: MIT
"""Read the parameters of a generic message into fields, and write them back.

A ``from_generic`` is a list of calls of :class:`ParamReader`, a ``to_generic`` one of
:func:`quoted`, :func:`token` and their like, a line a parameter: they are the parameter
table of the scheme's RFC.
"""

from __future__ import annotations

import re

from ..errors import BuildError, ParseError, Reason
from ..params import NO_PARAMS, Form, Params, trusted_params
from ._encodings import octets_of_text, text_of_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import TypeAlias

    from typing_extensions import Self

    from ..generic import GenericChallenge, GenericCredentials, GenericInfo

    #: A parameter to write.
    Entry: TypeAlias = tuple[str, str, Form]

_QUOTED, _TOKEN = Form.QUOTED, Form.TOKEN

# A number of more digits has no use here, and int() refuses very long ones.
_DIGITS = re.compile(r"[0-9]{1,18}")


class ParamReader:
    """Reads the parameters of a message, which must be of one scheme and have no token68.

    Used as a context manager, so that what the constructor of the typed message refuses
    becomes the peer's fault. A method returns None, or False, or an empty tuple for a
    parameter that is absent; it raises ParseError for a value that it can't read.
    """

    __slots__ = ("_params", "_scheme", "_values", "octets")

    def __init__(
        self, generic: GenericChallenge | GenericCredentials | GenericInfo, scheme: str
    ) -> None:
        self._scheme = scheme
        self._params = generic.params
        self._values = self._params._values
        #: The value as it came: octets, one character each.
        self.octets = self._values.get
        if generic.scheme != scheme:
            check_scheme(generic.scheme, scheme)
        if not self._values:
            self._refuse_token68(generic)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: object, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, BuildError):
            raise self._refusal(error.reason, error.expected, error.param) from None

    def required_octets(self, param: str) -> str:
        """The value as it came; ParseError if there is none."""
        value = self._values.get(param)
        if value is None:
            raise self._refusal(Reason.MISSING_PARAM, f"the parameter {param}", param)
        return value

    def text(self, param: str) -> str | None:
        """The value as text: UTF-8 if it is, else latin-1."""
        value = self._values.get(param)
        return value if value is None or value.isascii() else text_of_octets(value)

    def required_text(self, param: str) -> str:
        """The value as text; ParseError if there is none."""
        return text_of_octets(self.required_octets(param))

    def is_true(self, param: str) -> bool:
        """Whether the value is ``true``, in any case: everything else means false."""
        value = self._values.get(param)
        return value is not None and value.lower() == "true"

    def flag(self, param: str) -> bool:
        """``true`` or ``false``, in any case."""
        value = self._values.get(param)
        if value is None:
            return False
        if value.lower() not in ("true", "false"):
            raise self._refusal(Reason.BAD_VALUE, f"true or false as {param}", param)
        return value.lower() == "true"

    def integer(self, param: str) -> int | None:
        """A number of decimal digits."""
        value = self._values.get(param)
        if value is None:
            return None
        if _DIGITS.fullmatch(value) is None:
            raise self._refusal(Reason.BAD_VALUE, f"1 to 18 digits as {param}", param)
        return int(value)

    def words(self, param: str) -> tuple[str, ...]:
        """Words with one blank between them, each left for the constructor to check."""
        value = self._values.get(param)
        return () if value is None else tuple(value.split(" "))

    def spaced(self, param: str) -> tuple[str, ...]:
        """Words with any number of blanks between and around them."""
        value = self._values.get(param)
        return () if value is None else tuple([word for word in value.split(" ") if word])

    def tokens(self, param: str) -> tuple[str, ...]:
        """``1#token``: tokens separated by commas, each left for the constructor to check."""
        value = self._values.get(param)
        if value is None:
            return ()
        tokens = tuple([word for part in value.split(",") if (word := part.strip(" \t"))])
        if not tokens:
            raise self._refusal(Reason.BAD_VALUE, f"a token in {param}", param)
        return tokens

    def rest(self, known: frozenset[str]) -> Params:
        """The parameters that the message has no fields for."""
        if self._values.keys() <= known:
            return NO_PARAMS
        return self._params.excluding(*known)

    def _refusal(self, reason: Reason, expected: str, param: str | None) -> ParseError:
        return ParseError(reason, expected, scheme=self._scheme, param=param)

    def _refuse_token68(
        self, generic: GenericChallenge | GenericCredentials | GenericInfo
    ) -> None:
        if getattr(generic, "token68", None) is not None:
            expected = f"parameters, as {self._scheme} has no token68"
            raise self._refusal(Reason.UNEXPECTED_TOKEN68, expected, None)


def check_scheme(received: str, scheme: str) -> None:
    """ParseError if a message is of another scheme; Authentication-Info names none."""
    if received and received.lower() != scheme.lower():
        raise ParseError(Reason.WRONG_SCHEME, f"the scheme {scheme}", scheme=received)


def quoted(param: str, octets: str | None) -> Entry | None:
    """Octets as quoted-string."""
    return None if octets is None else (param, octets, _QUOTED)


def quoted_text(param: str, text: str | None) -> Entry | None:
    """Text, as UTF-8, as quoted-string."""
    return None if text is None else (param, octets_of_text(text), _QUOTED)


def quoted_list(param: str, words: tuple[str, ...], separator: str) -> Entry | None:
    """Words with a separator between them as quoted-string; nothing for none."""
    return (param, separator.join(words), _QUOTED) if words else None


def token(param: str, value: str | None) -> Entry | None:
    """A value that is a token, unquoted."""
    return None if value is None else (param, value, _TOKEN)


def flag(param: str, value: bool) -> Entry | None:
    """``true`` unquoted, or nothing: absence means false."""
    return (param, "true", _TOKEN) if value else None


def written(extensions: Params, *entries: Entry | None, secret: bool = False) -> Params:
    """Params of what a typed message holds, which its constructor has checked."""
    params = trusted_params(secret)
    values = params._values
    for entry in entries:
        if entry is not None:
            param, value, form = entry
            values[param] = value
            if form is not _QUOTED:
                params._marks[param] = param, form
    if extensions:
        values.update(extensions._values)
        params._marks.update(extensions._marks)
    return params
