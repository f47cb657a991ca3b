# SPDX-License-Identifier: MIT
"""PoP: a signed HTTP request of Microsoft's identity platform, an access token within a JWT.

::

    credentials = "PoP" 1*SP token68                   ; the JWT
    challenge   = "PoP" [ 1*SP 1#auth-param ]          ; nonce

    Authorization: PoP eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJhdCI6ImUifQ.c2ln
    WWW-Authenticate: PoP nonce="someNonce"

No RFC has it, and the name is not registered. What Microsoft's servers send in
``Authentication-Info`` begins with the name of the scheme: that is no such field, so there is no
class for it.

>>> from authheaders import PopChallenge, parse_challenges
>>> parse_challenges('Bearer resource_id="https://endpoint/", PoP nonce="someNonce"')[1]
PopChallenge(nonce='someNonce')
"""

from __future__ import annotations

from dataclasses import dataclass

from ..params import NO_PARAMS, Params
from ._access_token import AccessTokenCredentials
from ._checking import check_extensions, check_octets
from ._reading import QUOTED, rest, values_of
from ._typed import ParamsChallenge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_CHALLENGE_PARAMS = frozenset({"nonce"})


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class PopChallenge(ParamsChallenge):
    """What the server asks for.

    ::

        PoP nonce="someNonce"

    - ``nonce``: octets, one character each, to be put into the JWT unchanged; or None.
    - ``extensions``: other parameters, such as a realm.

    Raises BuildError for a control character in the nonce; ParseError for a token68.

    >>> print(PopChallenge(nonce="someNonce").to_header())
    PoP nonce="someNonce"
    """

    scheme = "PoP"
    specification = "Microsoft identity platform, no RFC"

    nonce: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.nonce is not None:
            check_octets("nonce", self.nonce)
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> PopChallenge:
        values = values_of(raw, "PoP")
        return cls(nonce=values.get("nonce"), extensions=rest(raw, _CHALLENGE_PARAMS))

    def _entries(self) -> tuple[Entry, ...]:
        return (("nonce", self.nonce, QUOTED),)


class PopCredentials(AccessTokenCredentials):
    """The signed request.

    ::

        PoP eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJhdCI6ImUifQ.c2ln

    - ``token``: a JWT, taken as any token68 is. Hidden in ``repr``.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all.

    >>> PopCredentials("eyJhbGciOiJSUzI1NiJ9.eyJhdCI6ImUifQ.c2ln").to_header()
    'PoP eyJhbGciOiJSUzI1NiJ9.eyJhdCI6ImUifQ.c2ln'
    """

    __slots__ = ()

    scheme = "PoP"
    specification = "Microsoft identity platform, no RFC"
