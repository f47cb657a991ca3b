# SPDX-License-Identifier: MIT
"""PrivateToken (RFC 9577): a token of Privacy Pass, which says nothing of who redeems it.

::

    challenge   = "PrivateToken" 1*SP 1#auth-param     ; challenge required
    credentials = "PrivateToken" 1*SP 1#auth-param     ; token required

    WWW-Authenticate: PrivateToken challenge="AAIADmlz...", token-key="MIIBUjA9...", max-age="10"
    Authorization: PrivateToken token="AAFqpCLE..."

Challenges and tokens are octets, in base64url with padding. What they hold depends on the token
type in the first two of them. The types of RFC 9578 are known here, and must be well-formed;
any other is kept as it came, as servers send some that mean nothing (GREASE).

>>> from authheaders import PrivateTokenChallenge
>>> challenge = PrivateTokenChallenge.parse(
...     'PrivateToken challenge="AAIADmlzc3Vlci5leGFtcGxlAAAOb3JpZ2luLmV4YW1wbGU="'
... )
>>> challenge.token_challenge.issuer_name, challenge.token_challenge.origin_info
('issuer.example', ('origin.example',))
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..errors import BuildError
from ..params import NO_PARAMS, Params
from ._checking import check_bytes, check_extensions, check_integer, check_text
from ._encodings import base64url_encoded, octets_of_text
from ._privacy_pass import Token, TokenChallenge, check_structure, token_type_of
from ._reading import QUOTED, base64url, integer, present, rest, text, values_of
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_CHALLENGE_PARAMS = frozenset({"challenge", "token-key", "max-age", "realm"})
_CREDENTIALS_PARAMS = frozenset({"token"})


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class PrivateTokenChallenge(ParamsChallenge):
    """What the origin wants a token for (RFC 9577 section 2.1).

    ::

        PrivateToken challenge="AAIADmlz...", token-key="MIIBUjA9...", max-age="10"

    - ``challenge``: octets that begin with the two of the token type.
    - ``token_key``: octets of the issuer's public key, in the encoding of the token type; None
      if clients know it otherwise.
    - ``max_age``: seconds for which the challenge is good, or None.
    - ``realm``: text or None.
    - ``extensions``: other parameters, which clients ignore unless the token type has them.

    A response holds several, the preferred first; a client answers one of a type that it knows
    and ignores the others.

    Raises BuildError for values outside of these, and for a challenge of a token type of
    RFC 9578 that is malformed; ParseError for those of a peer, for base64url without padding,
    and for no ``challenge``.

    >>> challenge = TokenChallenge(token_type=2, issuer_name="issuer.example").to_bytes()
    >>> PrivateTokenChallenge(challenge=challenge, max_age=10).to_header()
    'PrivateToken challenge="AAIADmlzc3Vlci5leGFtcGxlAAAA", max-age="10"'
    """

    scheme = "PrivateToken"
    specification = "RFC 9577"

    challenge: bytes
    token_key: bytes | None = None
    max_age: int | None = None
    realm: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_structure("challenge", self.challenge, TokenChallenge)
        if self.token_key is not None:
            check_bytes(BuildError, "token-key", self.token_key)
        if self.max_age is not None:
            check_integer(BuildError, "max-age", self.max_age)
        if self.realm is not None:
            check_text("realm", self.realm)
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @property
    def token_type(self) -> int:
        """The token type, known or not."""
        return token_type_of(self.challenge)

    @property
    def token_challenge(self) -> TokenChallenge:
        """The challenge as a structure; ParseError for an unknown token type."""
        return TokenChallenge.from_bytes(self.challenge)

    @classmethod
    def _from_raw(cls, raw: Raw) -> PrivateTokenChallenge:
        values = values_of(raw, "PrivateToken")
        return cls(
            challenge=present(base64url(values, "challenge", padded=True), "challenge"),
            token_key=base64url(values, "token-key", padded=True),
            max_age=integer(values, "max-age"),
            realm=text(values, "realm"),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        key, max_age = self.token_key, self.max_age
        return (
            ("challenge", base64url_encoded(self.challenge, padded=True), QUOTED),
            ("token-key", None if key is None else base64url_encoded(key, padded=True), QUOTED),
            ("max-age", None if max_age is None else str(max_age), QUOTED),
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PrivateTokenCredentials(ParamsCredentials):
    r"""A token that the client redeems (RFC 9577 section 2.2).

    ::

        PrivateToken token="AAFqpCLE..."

    - ``token``: octets that begin with the two of the token type. Hidden in ``repr``.
    - ``extensions``: other parameters, which servers ignore.

    Raises BuildError for a token of a token type of RFC 9578 that has another length than it
    must have; ParseError for that of a peer, for base64url without padding, and for no token.

    >>> PrivateTokenCredentials(b"\0\0random").to_header()
    'PrivateToken token="AAByYW5kb20="'
    """

    scheme = "PrivateToken"
    specification = "RFC 9577"
    secret_fields = frozenset({"token"})

    token: bytes
    extensions: Params = field(default=NO_PARAMS, kw_only=True)

    def __post_init__(self) -> None:
        check_structure("token", self.token, Token)
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @property
    def token_type(self) -> int:
        """The token type, known or not."""
        return token_type_of(self.token)

    @property
    def token_structure(self) -> Token:
        """The token as a structure; ParseError for an unknown token type."""
        return Token.from_bytes(self.token)

    @classmethod
    def _from_raw(cls, raw: Raw) -> PrivateTokenCredentials:
        values = values_of(raw, "PrivateToken")
        return cls(
            token=present(base64url(values, "token", padded=True), "token"),
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (("token", base64url_encoded(self.token, padded=True), QUOTED),)
