# SPDX-License-Identifier: MIT
r"""Bearer (RFC 6750): an access token of OAuth 2, and what a resource server says of it.

::

    credentials = "Bearer" 1*SP b64token          ; b64token is token68
    challenge   = "Bearer" [ 1*SP 1#auth-param ]

    Authorization: Bearer mF_9.B5f-4.1JqM
    WWW-Authenticate: Bearer realm="example", error="invalid_token"

Besides RFC 6750 the challenge knows ``acr_values`` and ``max_age`` (RFC 9470),
``resource_metadata`` (RFC 9728) and the ``service`` of container registries.

>>> from authheaders import BearerChallenge, parse_challenges
>>> parse_challenges('Bearer error="insufficient_scope", scope="files:read files:write"')
[BearerChallenge(scope=('files:read', 'files:write'), error='insufficient_scope')]
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ParseError
from ..params import NO_PARAMS, Params
from ._access_token import AccessTokenCredentials
from ._checking import check_text
from ._encodings import octets_of_text
from ._oauth2 import SHARED_PARAMS, OAuth2Challenge
from ._reading import (
    QUOTED,
    integer,
    rest,
    slot_setters,
    text,
    values_of,
    words,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_new = object.__new__

_CHALLENGE_PARAMS = SHARED_PARAMS | {"service"}


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class BearerChallenge(OAuth2Challenge):
    """What the resource server asks for, or has against the token (RFC 6750 section 3).

    ::

        Bearer realm="example", error="invalid_token", error_description="It expired"

    - ``realm``: text or None.
    - ``scope``: the scopes that the token needs, words of printable ASCII without a quote or
      backslash; their order means nothing. A word can hold commas.
    - ``error``: a code, such as ``invalid_request`` (to be sent with status 400),
      ``invalid_token`` (401) or ``insufficient_scope`` (403), or None.
    - ``error_description``: for developers, printable ASCII without a quote or backslash.
    - ``error_uri``: URI of a page for developers.
    - ``acr_values``: authentication context classes, the preferred first (RFC 9470).
    - ``max_age``: seconds since the user's last active authentication at most (RFC 9470).
    - ``resource_metadata``: URL of the resource's metadata (RFC 9728 section 5.1).
    - ``service``: name of the service that hosts the resource (container registries).
    - ``extensions``: other parameters.

    Raises BuildError for a value outside of these; ParseError for one of a peer.

    >>> print(BearerChallenge(realm="example", scope=("openid", "email")).to_header())
    Bearer realm="example", scope="openid email"
    >>> BearerChallenge.parse('Bearer max_age="5"').max_age
    5
    """

    scheme = "Bearer"
    specification = "RFC 6750"
    param_specifications = (
        ("acr_values", "RFC 9470"),
        ("max_age", "RFC 9470"),
        ("resource_metadata", "RFC 9728"),
        ("service", "container registries, no RFC"),
    )

    realm: str | None = None
    scope: tuple[str, ...] = ()
    error: str | None = None
    error_description: str | None = None
    error_uri: str | None = None
    acr_values: tuple[str, ...] = ()
    max_age: int | None = None
    resource_metadata: str | None = None
    service: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.service is not None:
            check_text("service", self.service)
        self._check_given(_CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> BearerChallenge:
        values = values_of(raw, "Bearer")
        challenge: BearerChallenge = _new(cls)
        (
            realm_slot,
            scope_slot,
            error_slot,
            error_description_slot,
            error_uri_slot,
            acr_values_slot,
            max_age_slot,
            resource_metadata_slot,
            service_slot,
            extensions_slot,
        ) = _CHALLENGE_SLOTS
        get = values.get
        realm_slot(challenge, text(values, "realm"))
        scope_slot(challenge, words(values, "scope"))
        error_slot(challenge, get("error"))
        error_description_slot(challenge, get("error_description"))
        error_uri_slot(challenge, get("error_uri"))
        acr_values_slot(challenge, words(values, "acr_values"))
        max_age_slot(challenge, integer(values, "max_age"))
        resource_metadata_slot(challenge, get("resource_metadata"))
        service_slot(challenge, text(values, "service"))
        known = _CHALLENGE_PARAMS.issuperset(values)
        extensions_slot(challenge, NO_PARAMS if known else rest(raw, _CHALLENGE_PARAMS))
        challenge._check(ParseError)
        return challenge

    def _entries(self) -> tuple[Entry, ...]:
        shared = self._shared_entries()
        if self.service is None:
            return shared
        return (*shared, ("service", octets_of_text(self.service), QUOTED))


_CHALLENGE_SLOTS = slot_setters(BearerChallenge)


class BearerCredentials(AccessTokenCredentials):
    """An access token (RFC 6750 section 2.1).

    ::

        Bearer mF_9.B5f-4.1JqM

    - ``token``: a token68, case-sensitive. Hidden in ``repr``.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all. Tokens with other characters are in use; who must
    send one takes ``GenericCredentials.bare("Bearer", token)``.

    >>> BearerCredentials("mF_9.B5f-4.1JqM").to_header()
    'Bearer mF_9.B5f-4.1JqM'
    """

    __slots__ = ()

    scheme = "Bearer"
    specification = "RFC 6750"
