# SPDX-License-Identifier: MIT
"""GNAP (RFC 9635): an access token, which a key is bound to, and where to get one.

::

    credentials = "GNAP" 1*SP token68              ; the access token
    challenge   = "GNAP" [ 1*SP 1#auth-param ]     ; as_uri, referrer, access

    Authorization: GNAP 80UPRY5NM33OMUKMKSKU
    WWW-Authenticate: GNAP as_uri="https://as.example/tx", access="FWWIKYBQ6U56NL1"

The RFC gives no ABNF, and the one challenge that it shows (section 9.1) leaves the grammar of
RFC 9110: its URIs are unquoted, and semicolons separate the parameters. Strict parsing refuses
that; what is written here is quoted and separated by commas.

>>> from authheaders import GnapChallenge, parse_challenges
>>> parse_challenges('GNAP as_uri="https://as.example/tx", access="FWWIKYBQ6U56NL1"')
[GnapChallenge(as_uri='https://as.example/tx', access='FWWIKYBQ6U56NL1')]
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError
from ..params import NO_PARAMS, Params
from ._access_token import AccessTokenCredentials
from ._checking import check_extensions, check_text, check_uri
from ._encodings import octets_of_text
from ._reading import QUOTED, rest, text, values_of
from ._typed import ParamsChallenge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_CHALLENGE_PARAMS = frozenset({"as_uri", "referrer", "access"})


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class GnapChallenge(ParamsChallenge):
    """Where the client gets a token, and for what it may ask there (RFC 9635 section 9.1).

    ::

        GNAP as_uri="https://as.example/tx", access="FWWIKYBQ6U56NL1",
            referrer="https://rs.example"

    - ``as_uri``: absolute URI of the authorization server's grant endpoint, or None.
    - ``referrer``: absolute URI of the resource server, or None. It must equal the URI that
      the client called, character by character; a challenge with another one is not to be
      followed. It is then sent to the authorization server as ``Referer`` (with one r).
    - ``access``: an access reference, opaque text, to be copied into the grant request, or
      None.
    - ``extensions``: other parameters, such as a realm.

    Raises BuildError for what is no URI and for a control character; ParseError for those of
    a peer.

    >>> print(GnapChallenge(as_uri="https://as.example/tx").to_header())
    GNAP as_uri="https://as.example/tx"
    """

    scheme = "GNAP"
    specification = "RFC 9635"

    as_uri: str | None = None
    referrer: str | None = None
    access: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.as_uri is not None:
            check_uri(BuildError, "as_uri", self.as_uri)
        if self.referrer is not None:
            check_uri(BuildError, "referrer", self.referrer)
        if self.access is not None:
            check_text("access", self.access)
        check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> GnapChallenge:
        values = values_of(raw, "GNAP")
        return cls(
            as_uri=values.get("as_uri"),
            referrer=values.get("referrer"),
            access=text(values, "access"),
            extensions=rest(raw, _CHALLENGE_PARAMS),
        )

    def _entries(self) -> tuple[Entry, ...]:
        # In the order of the RFC's example.
        return (
            ("as_uri", self.as_uri, QUOTED),
            ("access", self.access and octets_of_text(self.access), QUOTED),
            ("referrer", self.referrer, QUOTED),
        )


class GnapCredentials(AccessTokenCredentials):
    """An access token that is bound to a key (RFC 9635 section 7.2).

    ::

        GNAP 80UPRY5NM33OMUKMKSKU

    - ``token``: a token68, case-sensitive. Hidden in ``repr``.

    The proof of the key is elsewhere in the request (``Signature``, ``Detached-JWS`` or TLS).
    A token of the flag ``bearer`` is sent as Bearer instead.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all.

    >>> GnapCredentials("80UPRY5NM33OMUKMKSKU").to_header()
    'GNAP 80UPRY5NM33OMUKMKSKU'
    """

    __slots__ = ()

    scheme = "GNAP"
    specification = "RFC 9635"
