# SPDX-License-Identifier: MIT
"""Bases of typed messages: what they share however their parameters are called.

A message of parameters defines ``_from_raw``, which reads them, and ``_entries``, which is the
table of what is written; credentials that are a token68 define what is read from it and
written into it.
"""

from __future__ import annotations

from .._abnf import is_token68
from .._writing import write_entries, write_message, write_token68
from ..errors import AuthHeaderError, ParseError, Reason
from ..generic import GenericChallenge, GenericCredentials, GenericInfo
from ..messages import (
    AuthenticationInfo,
    Challenge,
    Credentials,
    Message,
    Shown,
    check_scheme,
    peers_fault,
)
from ._reading import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self

    from .._writing import Entry
    from ..params import Marks, Params, Raw, Values


class Compared(Shown):
    """A dataclass that equals another one of its class with equal fields."""

    __slots__ = ()

    # Here once for all, and not made for each class: that costs a fifth of its import.
    def _compared(self) -> tuple[object, ...]:
        fields: Any = type(self).__dataclass_fields__  # type: ignore[attr-defined]  # a dataclass
        return tuple([getattr(self, name) for name, field in fields.items() if field.compare])

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash((type(self).__name__, *self._compared()))


class _Typed(Compared, Message):
    """A message of one scheme."""

    __slots__ = ()

    @classmethod
    def _from_generic(cls, generic: Any) -> Self:
        raw = cls._raw_of(generic)
        try:
            if raw[0]:
                check_scheme(raw[0], cls)
            return cls._from_raw(raw)
        except AuthHeaderError as error:
            raise peers_fault(error, cls, raw) from None


class _OfParams(_Typed):
    """A message of parameters."""

    __slots__ = ()

    extensions: Params

    def _entries(self) -> tuple[Entry, ...]:
        """The parameters to write, in order: name, octets or None, form."""
        raise NotImplementedError

    def _written(self) -> tuple[Values, Marks]:
        return written(self._entries(), self.extensions)


class ParamsChallenge(_OfParams, Challenge):
    """A challenge of parameters."""

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> Self:
        return cls._from_generic(generic)

    def to_generic(self) -> GenericChallenge:
        return GenericChallenge._from_raw((self.scheme, None, *self._written()))

    def to_header(self) -> str:
        return write_entries(self.scheme, self._entries(), self.extensions)


class ParamsCredentials(_OfParams, Credentials):
    """Credentials of parameters."""

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> Self:
        return cls._from_generic(generic)

    def to_generic(self) -> GenericCredentials:
        return GenericCredentials._from_raw((self.scheme, None, *self._written()))

    def to_header(self) -> str:
        return write_entries(self.scheme, self._entries(), self.extensions)


class ParamsInfo(_OfParams, AuthenticationInfo):
    """Authentication-Info of one scheme."""

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> Self:
        return cls._from_generic(generic)

    def to_generic(self) -> GenericInfo:
        return GenericInfo._from_raw(("", None, *self._written()))

    def to_header(self) -> str:
        return write_entries("", self._entries(), self.extensions)


class Token68Challenge(_Typed, Challenge):
    """A challenge that is bare or a token68: a class defines how it is made, and the token68."""

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> Self:
        challenge = cls._from_generic(generic)
        # What was parsed is a token68 already; that of GenericChallenge.bare is none.
        if generic.token68 is not None and not is_token68(generic.token68):
            raise ParseError(Reason.BARE_TOKEN68, "a token68", scheme=cls.scheme)
        return challenge

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        for param in raw[2]:
            expected = f"a token68 or nothing, as {cls.scheme} has no parameters"
            raise ParseError(Reason.UNEXPECTED_PARAM, expected, param=param)
        return cls._from_token68(raw[1])

    @classmethod
    def _from_token68(cls, token68: str | None) -> Self:
        """Read a token68, or a bare scheme."""
        raise NotImplementedError

    def _to_token68(self) -> str | None:
        """The token68 to write."""
        raise NotImplementedError

    def to_generic(self) -> GenericChallenge:
        return GenericChallenge._from_raw((self.scheme, self._to_token68(), {}, {}))

    def to_header(self) -> str:
        return write_message((self.scheme, self._to_token68(), {}, {}))


class Token68Credentials(_Typed, Credentials):
    """Credentials that are a token68: a class defines ``_from_token68`` and the two others."""

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> Self:
        return cls._from_generic(generic)

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        token68 = raw[1]
        if token68 is None:
            raise ParseError(Reason.MISSING_TOKEN68, f"the token68 of {cls.scheme}")
        credentials = cls._from_token68(token68)
        if credentials is None:
            raise cls._refuse_token68(token68)
        return credentials

    @classmethod
    def _refuse_token68(cls, token68: str) -> ParseError:
        """What is wrong with a token68 that :meth:`_from_token68` returned None for."""
        raise NotImplementedError

    def _to_token68(self) -> str:
        """The token68 to write."""
        raise NotImplementedError

    def to_generic(self) -> GenericCredentials:
        return GenericCredentials._from_raw((self.scheme, self._to_token68(), {}, {}))

    def to_header(self) -> str:
        return write_token68(self.scheme, self._to_token68())
