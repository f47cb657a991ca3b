# SPDX-License-Identifier: MIT
"""Credentials that are one access token: Bearer, and the schemes made after it."""

from __future__ import annotations

from dataclasses import dataclass

from .._abnf import is_token68
from ..errors import BuildError, ParseError, Reason
from ._checking import check_type
from ._reading import slot_setters
from ._typed import Token68Credentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

_new = object.__new__


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AccessTokenCredentials(Token68Credentials):
    """An access token, opaque and case-sensitive, as the token68 of a scheme.

    - ``token``: a token68. Hidden in ``repr``.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all.
    """

    secret_fields = frozenset({"token"})

    token: str

    def __post_init__(self) -> None:
        check_type("token", self.token, str)
        if not is_token68(self.token):
            raise BuildError(Reason.BARE_TOKEN68, "a token68 as token", param="token")

    @classmethod
    def _from_token68(cls, token68: str) -> Self | None:
        """Take the token; None if it is not what it must be."""
        if not is_token68(token68):
            return None
        credentials = _new(cls)
        _token_slot(credentials, token68)
        return credentials

    @classmethod
    def _refuse_token68(cls, token68: str) -> ParseError:
        return ParseError(Reason.BARE_TOKEN68, "a token68")

    def _to_token68(self) -> str:
        return self.token


(_token_slot,) = slot_setters(AccessTokenCredentials)
