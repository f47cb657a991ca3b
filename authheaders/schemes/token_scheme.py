# SPDX-License-Identifier: MIT
r"""Token: an API token, as Django REST framework and Ruby on Rails send it, each its own way.

::

    credentials = "Token" 1*SP ( token68 / 1#auth-param )    ; the first of them is token
    challenge   = "Token" [ 1*SP 1#auth-param ]              ; realm

    Authorization: Token 401f7ac837da42b97f613d789819ff93537bee6a
    Authorization: Token token="abc", nonce="def"
    WWW-Authenticate: Token realm="Application"

No RFC has it, and the name is not registered. GitHub takes the former under the name
``token``, which is the same.

>>> from authheaders import parse_credentials
>>> parse_credentials('Token token="abc", nonce="def"').token
'abc'
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .._abnf import is_token68
from .._writing import write_token68
from ..errors import BuildError, ParseError, Reason
from ..generic import GenericCredentials
from ..params import NO_PARAMS, Params
from ._checking import check_extensions, check_octets, check_type, missing
from ._reading import QUOTED, rest
from ._realm import RealmChallenge
from ._typed import ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_CREDENTIALS_PARAMS = frozenset({"token"})


class TokenSchemeChallenge(RealmChallenge):
    """What the server asks for: bare in Django REST framework, with a realm in Rails.

    ::

        Token realm="Application"

    - ``realm``: text or None.
    - ``extensions``: other parameters. There are none so far.

    Raises BuildError for a control character in the realm; ParseError for a token68.

    >>> print(TokenSchemeChallenge(realm="Application").to_header())
    Token realm="Application"
    """

    __slots__ = ()

    scheme = "Token"
    specification = "Ruby on Rails and Django REST framework, no RFC"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class TokenSchemeCredentials(ParamsCredentials):
    """The token, by itself or as a parameter.

    ::

        Token 401f7ac837da42b97f613d789819ff93537bee6a
        Token token="abc", nonce="def"

    - ``token``: a token68; as a parameter, octets, one character each. Hidden in ``repr``.
    - ``as_param``: whether the token is sent as a parameter, as Rails wants it, rather than by
      itself, as Django REST framework does.
    - ``extensions``: other parameters, after the token, which only Rails knows.

    Raises BuildError for a token that is no token68 and for extensions, both without
    ``as_param``; ParseError for credentials of a peer with no token.

    >>> TokenSchemeCredentials("401f7ac837da").to_header()
    'Token 401f7ac837da'
    >>> TokenSchemeCredentials("401f7ac837da", as_param=True).to_header()
    'Token token="401f7ac837da"'
    """

    scheme = "Token"
    specification = "Ruby on Rails and Django REST framework, no RFC"
    secret_fields = frozenset({"token"})

    token: str
    as_param: bool = field(default=False, kw_only=True)
    extensions: Params = field(default=NO_PARAMS, kw_only=True)

    def __post_init__(self) -> None:
        check_octets("token", self.token)
        check_type("as_param", self.as_param, bool)
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)
        if not self.as_param:
            if not is_token68(self.token):
                raise BuildError(Reason.BARE_TOKEN68, "a token68 as token", param="token")
            if self.extensions:
                raise BuildError(Reason.CONFLICT, "a token68 or parameters")

    @classmethod
    def _from_raw(cls, raw: Raw) -> TokenSchemeCredentials:
        _, token68, values, _ = raw
        if token68 is not None:
            return cls(token68)
        if not values:
            raise ParseError(Reason.MISSING_TOKEN68, "a token68, or the parameter token")
        if "token" not in values:
            raise missing(ParseError, "token")
        extensions = rest(raw, _CREDENTIALS_PARAMS, secret=True)
        return cls(values["token"], as_param=True, extensions=extensions)

    def _entries(self) -> tuple[Entry, ...]:
        # Rails knows the token by its being first.
        return (("token", self.token, QUOTED),)

    def to_generic(self) -> GenericCredentials:
        if self.as_param:
            return GenericCredentials._from_raw((self.scheme, None, *self._written()))
        return GenericCredentials._from_raw((self.scheme, self.token, {}, {}))

    def to_header(self) -> str:
        # The bases are named, as the class that @dataclass makes is not the one super() knows.
        return (
            ParamsCredentials.to_header(self)
            if self.as_param
            else write_token68(self.scheme, self.token)
        )
