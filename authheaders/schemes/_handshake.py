# SPDX-License-Identifier: MIT
"""What Negotiate and NTLM have in common: base64 of one token of a handshake, or nothing yet.

The text of a token is kept as it came: the examples of RFC 4559 are no base64, and a token of
several kB is mostly handed on whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from .._abnf import is_token68
from ..errors import BuildError, ParseError, Reason
from ..messages import Message
from ._access_token import AccessTokenCredentials
from ._checking import check_type
from ._encodings import base64_decoded
from ._reading import slot_setters
from ._typed import Token68Challenge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

_new = object.__new__

# Signature and MessageType of [MS-NLMP] section 2.2.1, an integer of 32 bits, little-endian.
_NTLM_SIGNATURE = b"NTLMSSP\0"
_NTLM_TYPES = (1, 2, 3)


def decoded(message: Message, token: str) -> bytes:
    """The octets of a token; ParseError if it is no base64."""
    octets = base64_decoded(token)
    if octets is None:
        reason, expected = Reason.BAD_BASE64, "canonical base64 as token"
        raise ParseError(reason, expected, scheme=message.scheme)
    return octets


def ntlm_message_type(token: str | None) -> int | None:
    """The type of an NTLM message: 1, 2 or 3; None for a token that is none."""
    octets = (token and base64_decoded(token)) or b""
    number = int.from_bytes(octets[8:12], "little")
    is_ntlm = octets[:8] == _NTLM_SIGNATURE and len(octets) >= 12 and number in _NTLM_TYPES
    return number if is_ntlm else None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class HandshakeChallenge(Token68Challenge):
    """The bare scheme, or a token that goes on with a handshake.

    - ``token``: a token68, or None.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, and for
    parameters.
    """

    token: str | None = None

    def __post_init__(self) -> None:
        if self.token is not None:
            check_type("token", self.token, str)
            if not is_token68(self.token):
                raise BuildError(Reason.BARE_TOKEN68, "a token68 as token", param="token")

    @classmethod
    def _from_token68(cls, token68: str | None) -> Self:
        challenge = _new(cls)
        _token_slot(challenge, token68)
        return challenge

    def _to_token68(self) -> str | None:
        return self.token

    def decode(self) -> bytes | None:
        """The octets of the token, None if there is none; ParseError if it is no base64."""
        return None if self.token is None else decoded(self, self.token)

    @property
    def message_type(self) -> int | None:
        """1, 2 or 3 if the token is an NTLM message of this type, else None."""
        return ntlm_message_type(self.token)


(_token_slot,) = slot_setters(HandshakeChallenge)


class HandshakeCredentials(AccessTokenCredentials):
    """A token of a handshake, which is read and written like an access token.

    - ``token``: a token68. Hidden in ``repr``.
    """

    # No dataclass again: Python 3.10 would give it a slot of its own for the token.
    __slots__ = ()

    def decode(self) -> bytes:
        """The octets of the token; ParseError if it is no base64."""
        return decoded(self, self.token)

    @property
    def message_type(self) -> int | None:
        """1, 2 or 3 if the token is an NTLM message of this type, else None."""
        return ntlm_message_type(self.token)
