# SPDX-License-Identifier: MIT
"""WSSE UsernameToken (Atom, no normative document): a hash proves that the password is known.

::

    challenge   = "WSSE" 1*SP 1#auth-param              ; profile required
    credentials = "WSSE" 1*SP 1#auth-param              ; profile required
    X-WSSE      = "UsernameToken" 1*SP 1#auth-param     ; has the grammar of credentials

    WWW-Authenticate: WSSE realm="foo", profile="UsernameToken"
    Authorization: WSSE profile="UsernameToken"
    X-WSSE: UsernameToken Username="bob", PasswordDigest="quR/EWLAV4xLf9Zqyw4pDmfV9OY=", ...

``Authorization`` only names the profile; what is proved stands in the field ``X-WSSE``, which
``UsernameToken.parse`` reads. Some deployments send that in ``Authorization``, so
``parse_credentials`` reads it there.

>>> from authheaders import UsernameToken
>>> UsernameToken.parse(
...     'UsernameToken Username="bob", PasswordDigest="quR/EWLAV4xLf9Zqyw4pDmfV9OY=", '
...     'Nonce="d36e316282959a9ed4c89851497a717f", Created="2003-12-15T14:43:07Z"'
... ).created
'2003-12-15T14:43:07Z'
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError, Reason
from ..params import NO_PARAMS, Params
from ._checking import broken, check_extensions, check_octets, check_text, check_type
from ._encodings import base64_decoded, octets_of_text, text_of_octets
from ._reading import QUOTED, rest, text, values_of
from ._typed import ParamsChallenge, ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_CHALLENGE_PARAMS = frozenset({"realm", "profile"})
_CREDENTIALS_PARAMS = frozenset({"profile"})
_TOKEN_PARAMS = frozenset("username passworddigest nonce created".split())

# The octets of a SHA-1, and the hex digits that Emarsys encodes in place of them.
_DIGEST_LENGTHS = (20, 40)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class WsseChallenge(ParamsChallenge):
    """What the server asks for.

    ::

        WSSE realm="foo", profile="UsernameToken"

    - ``realm``: text or None.
    - ``profile``: text, ``UsernameToken`` in all that is deployed.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for a
    challenge without a profile.

    >>> WsseChallenge(realm="foo").to_header()
    'WSSE realm="foo", profile="UsernameToken"'
    """

    scheme = "WSSE"
    specification = "WSSE for Atom (no normative document)"

    realm: str | None = None
    profile: str = "UsernameToken"
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.realm is not None:
            check_text("realm", self.realm)
        check_text("profile", self.profile)
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> WsseChallenge:
        values = values_of(raw, "WSSE", ("profile",))
        return cls(
            realm=text(values, "realm"),
            profile=text_of_octets(values["profile"]),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("profile", octets_of_text(self.profile), QUOTED),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class WsseCredentials(ParamsCredentials):
    """What says that the field ``X-WSSE`` holds the credentials. There is no secret in it.

    ::

        WSSE profile="UsernameToken"

    - ``profile``: that of the challenge.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for
    credentials without a profile.

    >>> WsseCredentials().to_header()
    'WSSE profile="UsernameToken"'
    """

    scheme = "WSSE"
    specification = "WSSE for Atom (no normative document)"

    profile: str = "UsernameToken"
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_text("profile", self.profile)
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> WsseCredentials:
        values = values_of(raw, "WSSE", ("profile",))
        return cls(
            profile=text_of_octets(values["profile"]),
            extensions=rest(raw, _CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (("profile", octets_of_text(self.profile), QUOTED),)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class UsernameToken(ParamsCredentials):
    """What proves that the password is known: the value of ``X-WSSE``.

    ::

        UsernameToken Username="bob", PasswordDigest="quR/EWLAV4xLf9Zqyw4pDmfV9OY=",
            Nonce="d36e316282959a9ed4c89851497a717f", Created="2003-12-15T14:43:07Z"

    - ``username``: text.
    - ``password_digest``: base64 text of a SHA-1, of its octets or (Emarsys) of its hex
      digits. Hidden in ``repr``.
    - ``nonce``: octets, one character each. The value alone does not tell whether it is
      hashed as it stands or is base64 of what is hashed.
    - ``created``: a timestamp such as ``2003-12-15T14:43:07Z``, kept as it is, since it is
      hashed so and sloppy ones are in use; octets, one character each.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for a
    missing parameter.

    >>> UsernameToken(
    ...     username="bob",
    ...     password_digest="quR/EWLAV4xLf9Zqyw4pDmfV9OY=",
    ...     nonce="d36e316282959a9ed4c89851497a717f",
    ...     created="2003-12-15T14:43:07Z",
    ... ).to_header()[:71]
    'UsernameToken Username="bob", PasswordDigest="quR/EWLAV4xLf9Zqyw4pDmfV9'
    """

    scheme = "UsernameToken"
    specification = "WSSE for Atom (no normative document)"
    secret_fields = frozenset({"password_digest"})

    username: str
    password_digest: str
    nonce: str
    created: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_text("Username", self.username)
        check_type("PasswordDigest", self.password_digest, str)
        digest = base64_decoded(self.password_digest)
        if digest is None:
            expected = "canonical base64 as PasswordDigest"
            raise BuildError(Reason.BAD_BASE64, expected, param="PasswordDigest")
        if len(digest) not in _DIGEST_LENGTHS:
            raise broken(BuildError, "PasswordDigest", "base64 of a SHA-1")
        check_octets("Nonce", self.nonce)
        check_octets("Created", self.created)
        check_extensions(self, self.extensions, _TOKEN_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> UsernameToken:
        required = ("Username", "PasswordDigest", "Nonce", "Created")
        values = values_of(raw, "UsernameToken", required)
        return cls(
            username=text_of_octets(values["username"]),
            password_digest=values["passworddigest"],
            nonce=values["nonce"],
            created=values["created"],
            extensions=rest(raw, _TOKEN_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("Username", octets_of_text(self.username), QUOTED),
            ("PasswordDigest", self.password_digest, QUOTED),
            ("Nonce", self.nonce, QUOTED),
            ("Created", self.created, QUOTED),
        )
