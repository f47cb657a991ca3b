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

from .._abnf import is_token68
from ..errors import BuildError, ParseError, Reason
from ..generic import (
    Challenge,
    Credentials,
    GenericChallenge,
    GenericCredentials,
    generic_challenge,
    generic_credentials,
)
from ..params import NO_PARAMS, Params
from ._checking import (
    bad_value,
    check_extensions,
    check_list,
    check_match,
    check_non_negative,
    check_text,
)
from ._reading import (
    ParamReader,
    check_scheme,
    quoted,
    quoted_list,
    quoted_text,
    written,
)

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


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class BearerChallenge(Challenge):
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
        if self.scope:
            check_list("scope", self.scope, _WORD, "words with one blank between them")
        if self.error is not None:
            check_match("error", self.error, _PROSE, "printable ASCII")
        if self.error_description is not None:
            check_match("error_description", self.error_description, _PROSE, "printable ASCII")
        if self.error_uri is not None:
            check_match("error_uri", self.error_uri, _WORD, "a URI")
        if self.acr_values:
            check_list("acr_values", self.acr_values, _WORD, "words with one blank between them")
        if self.max_age is not None:
            check_non_negative("max_age", self.max_age)
        if self.resource_metadata is not None:
            check_match("resource_metadata", self.resource_metadata, _WORD, "a URI")
        if self.service is not None:
            check_text("service", self.service)
        if self.extensions is not NO_PARAMS:
            check_extensions(self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> BearerChallenge:
        with ParamReader(generic, "Bearer") as read:
            return cls(
                realm=read.text("realm"),
                scope=read.words("scope"),
                error=read.octets("error"),
                error_description=read.octets("error_description"),
                error_uri=read.octets("error_uri"),
                acr_values=read.words("acr_values"),
                max_age=read.integer("max_age"),
                resource_metadata=read.octets("resource_metadata"),
                service=read.text("service"),
                extensions=read.rest(_CHALLENGE_PARAMS),
            )

    def to_generic(self) -> GenericChallenge:
        params = written(
            self.extensions,
            quoted_text("realm", self.realm),
            quoted_list("scope", self.scope, " "),
            quoted("error", self.error),
            quoted("error_description", self.error_description),
            quoted("error_uri", self.error_uri),
            quoted_list("acr_values", self.acr_values, " "),
            quoted("max_age", None if self.max_age is None else str(self.max_age)),
            quoted("resource_metadata", self.resource_metadata),
            quoted_text("service", self.service),
        )
        return generic_challenge("Bearer", None, params)


@dataclass(frozen=True, slots=True, repr=False)
class BearerCredentials(Credentials):
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

    scheme = "Bearer"
    secret_fields = frozenset({"token"})

    token: str

    def __post_init__(self) -> None:
        if not isinstance(self.token, str):
            raise TypeError(f"token must be str, not {type(self.token).__name__}")
        if not is_token68(self.token):
            raise BuildError(Reason.BARE_TOKEN68, "a token68 as token")

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> BearerCredentials:
        if generic._scheme != "Bearer":
            check_scheme(generic._scheme, "Bearer")
        token = generic._token68
        if token is None:
            raise ParseError(Reason.MISSING_TOKEN68, "a token68")
        # A token68 that was parsed is one; only GenericCredentials.bare makes others.
        credentials: BearerCredentials = object.__new__(cls)
        _set_token(credentials, token)
        return credentials

    def to_generic(self) -> GenericCredentials:
        return generic_credentials("Bearer", self.token, NO_PARAMS)


_set_token = BearerCredentials.token.__set__
