# SPDX-License-Identifier: MIT
"""Challenges that say no more than their scheme, and perhaps a realm."""

from __future__ import annotations

from dataclasses import dataclass

from ..params import NO_PARAMS, Params
from ._checking import check_extensions, check_text
from ._encodings import octets_of_text
from ._reading import QUOTED, rest, text, values_of
from ._typed import ParamsChallenge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

    from .._writing import Entry
    from ..params import Raw

_PARAMS = frozenset({"realm"})


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class RealmChallenge(ParamsChallenge):
    """A challenge of a realm at most; the scheme defines no other parameter.

    - ``realm``: text or None.
    - ``extensions``: other parameters.

    Raises BuildError for a control character in the realm; ParseError for a token68.
    """

    realm: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.realm is not None:
            check_text("realm", self.realm)
        check_extensions(self, self.extensions, _PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        values = values_of(raw, cls.scheme)
        return cls(realm=text(values, "realm"), extensions=rest(raw, _PARAMS))

    def _entries(self) -> tuple[Entry, ...]:
        return (("realm", self.realm and octets_of_text(self.realm), QUOTED),)
