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

import re
from dataclasses import dataclass

from ..errors import BuildError, ParseError
from ..params import NO_PARAMS, Params
from ._access_token import AccessTokenCredentials
from ._checking import (
    broken,
    check_extensions,
    check_integer,
    check_match,
    check_text,
    check_type,
)
from ._encodings import octets_of_text
from ._reading import (
    QUOTED,
    integer,
    rest,
    slot_setters,
    text,
    values_of,
    words,
)
from ._typed import ParamsChallenge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..errors import AuthHeaderError
    from ..params import Raw

_new = object.__new__

# scope       = scope-token *( SP scope-token )                     ; RFC 6750 section 3
# scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
# error_uri and the URL of RFC 9728 are URIs, which are within the same characters.
_WORD = re.compile(r"[!#-\[\]-~]+")

# error, error_description = 1*( %x20-21 / %x23-5B / %x5D-7E )      ; RFC 6750 section 3
_PROSE = re.compile(r"[ !#-\[\]-~]+")

_CHALLENGE_PARAMS = frozenset(
    "realm scope error error_description error_uri acr_values max_age resource_metadata"
    " service".split()
)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class BearerChallenge(ParamsChallenge):
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
        if self.realm is not None:
            check_text("realm", self.realm)
        if type(self.scope) is not tuple or type(self.acr_values) is not tuple:
            check_type("scope", self.scope, tuple)
            check_type("acr_values", self.acr_values, tuple)
        if self.max_age is not None:
            check_integer(BuildError, "max_age", self.max_age)
        if self.service is not None:
            check_text("service", self.service)
        if self.extensions is not NO_PARAMS:
            check_extensions(self, self.extensions, _CHALLENGE_PARAMS)
        self._check(BuildError)

    def _check(self, error: type[AuthHeaderError]) -> None:
        for word in self.scope:
            if _WORD.fullmatch(word) is None:
                raise broken(error, "scope", "words with one blank between them")
        if self.error is not None:
            check_match(error, "error", self.error, _PROSE, "printable ASCII")
        if self.error_description is not None:
            description = self.error_description
            check_match(error, "error_description", description, _PROSE, "printable ASCII")
        if self.error_uri is not None:
            check_match(error, "error_uri", self.error_uri, _WORD, "a URI")
        for word in self.acr_values:
            if _WORD.fullmatch(word) is None:
                raise broken(error, "acr_values", "words with one blank between them")
        if self.resource_metadata is not None:
            check_match(error, "resource_metadata", self.resource_metadata, _WORD, "a URI")

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
        max_age = None if self.max_age is None else str(self.max_age)
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("scope", " ".join(self.scope) or None, QUOTED),
            ("error", self.error, QUOTED),
            ("error_description", self.error_description, QUOTED),
            ("error_uri", self.error_uri, QUOTED),
            ("acr_values", " ".join(self.acr_values) or None, QUOTED),
            ("max_age", max_age, QUOTED),
            ("resource_metadata", self.resource_metadata, QUOTED),
            ("service", self.service and octets_of_text(self.service), QUOTED),
        )


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
