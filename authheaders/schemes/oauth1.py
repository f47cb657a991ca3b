# SPDX-License-Identifier: MIT
r"""OAuth 1.0 (RFC 5849): a request that a client signs, for itself and for a user's token.

::

    credentials = "OAuth" 1*SP 1#auth-param      ; names and values pct-encoded, values quoted
    challenge   = "OAuth" [ 1*SP 1#auth-param ]  ; realm

    WWW-Authenticate: OAuth realm="http://server.example.com/"
    Authorization: OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03",
        oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131200", oauth_nonce="wIjqoS",
        oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready",
        oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"

Signatures are made and verified by ``authheaders.signing.oauth1``.

>>> from authheaders import parse_credentials
>>> credentials = parse_credentials(
...     'OAuth oauth_consumer_key="jd83", oauth_signature_method="PLAINTEXT",'
...     ' oauth_signature="ja893SD9%26"'
... )
>>> credentials.oauth_consumer_key, credentials.oauth_signature
('jd83', 'ja893SD9&')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._abnf import has_control
from ..errors import BuildError, ParseError, Reason
from ..params import NO_PARAMS, Params
from ._checking import broken, check_extensions, check_integer, check_text, check_uri, missing
from ._encodings import octets_of_text, percent_decoded, percent_encoded
from ._reading import QUOTED, rest, slot_setters, text, values_of
from ._realm import RealmChallenge
from ._typed import ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..errors import AuthHeaderError
    from ..params import Raw, Values

_new = object.__new__

_CREDENTIALS_PARAMS = frozenset(
    "realm oauth_consumer_key oauth_token oauth_signature_method oauth_timestamp oauth_nonce"
    " oauth_version oauth_callback oauth_verifier oauth_signature".split()
)
_REQUIRED = ("oauth_consumer_key", "oauth_signature_method", "oauth_signature")

# What needs no decoding, and what a signature in base64 looks like: most of all values.
_PLAIN = re.compile(r"[0-9A-Za-z\-._~]*")
_ESCAPED_BASE64 = re.compile(r"[0-9A-Za-z]*(?:%(?:2B|2F|3D)[0-9A-Za-z]*)*")

# A positive integer (section 3.3). It is signed as it stands, so it has one spelling only.
_TIMESTAMP = re.compile(r"[1-9][0-9]{0,17}")


class OAuth1Challenge(RealmChallenge):
    """What the server asks for (RFC 5849 section 3.5.1).

    ::

        OAuth realm="http://server.example.com/"

    - ``realm``: text or None.
    - ``extensions``: other parameters. The RFC has none.

    Raises BuildError for a control character in the realm; ParseError for a token68.

    >>> print(OAuth1Challenge(realm="http://server.example.com/").to_header())
    OAuth realm="http://server.example.com/"
    """

    __slots__ = ()

    scheme = "OAuth"
    specification = "RFC 5849"


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class OAuth1Credentials(ParamsCredentials):
    """A signed request (RFC 5849 sections 2 and 3.1).

    ::

        OAuth realm="Example", oauth_consumer_key="jd83jd92dhsh93js", oauth_token="hdk48Djdsa",
            oauth_signature_method="PLAINTEXT", oauth_verifier="473f82d3",
            oauth_signature="ja893SD9%26xyz4992k83j47x0b"

    All but ``realm`` and ``extensions`` are here as they were before they were pct-encoded.

    - ``realm``: text or None. It is neither encoded nor signed.
    - ``oauth_consumer_key``: text that names the client.
    - ``oauth_token``: text that names the token; None or empty if there is none.
    - ``oauth_signature_method``: ``HMAC-SHA1``, ``RSA-SHA1``, ``PLAINTEXT`` or the name of
      another one (``HMAC-SHA256``), in the right case.
    - ``oauth_signature``: text, which is base64 for all but ``PLAINTEXT``. Hidden in ``repr``.
    - ``oauth_timestamp``: seconds since 1970, an int of 1 at least; ``oauth_nonce``: text.
      Either may be None with ``PLAINTEXT`` only.
    - ``oauth_version``: ``1.0`` or None, which means the same.
    - ``oauth_callback``: absolute URI or ``oob``, where temporary credentials are asked for.
    - ``oauth_verifier``: text of the server, where a token is asked for. Hidden in ``repr``.
    - ``extensions``: other parameters, in their pct-encoded form.

    Raises BuildError for values outside of these, for controls, and for extensions that are
    not pct-encoded; ParseError for those of a peer, for a missing parameter, and for a
    character that a sender must encode.

    >>> credentials = OAuth1Credentials(
    ...     oauth_consumer_key="jd83",
    ...     oauth_signature_method="PLAINTEXT",
    ...     oauth_signature="ja893SD9&",
    ... )
    >>> print(credentials.to_header()[25:])
    "jd83", oauth_signature_method="PLAINTEXT", oauth_signature="ja893SD9%26"
    """

    scheme = "OAuth"
    specification = "RFC 5849"
    secret_fields = frozenset({"oauth_signature", "oauth_verifier"})

    realm: str | None = None
    oauth_consumer_key: str
    oauth_token: str | None = None
    oauth_signature_method: str
    oauth_signature: str
    oauth_timestamp: int | None = None
    oauth_nonce: str | None = None
    oauth_version: str | None = None
    oauth_callback: str | None = None
    oauth_verifier: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        if self.realm is not None:
            check_text("realm", self.realm)
        check_text("oauth_consumer_key", self.oauth_consumer_key)
        if self.oauth_token is not None:
            check_text("oauth_token", self.oauth_token)
        check_text("oauth_signature_method", self.oauth_signature_method)
        check_text("oauth_signature", self.oauth_signature)
        if self.oauth_timestamp is not None:
            check_integer(BuildError, "oauth_timestamp", self.oauth_timestamp, least=1)
        if self.oauth_nonce is not None:
            check_text("oauth_nonce", self.oauth_nonce)
        if self.oauth_verifier is not None:
            check_text("oauth_verifier", self.oauth_verifier)
        check_extensions(self, self.extensions, _CREDENTIALS_PARAMS)
        self._check(BuildError)

    def _check(self, error: type[AuthHeaderError]) -> None:
        if self.oauth_signature_method != "PLAINTEXT":
            if self.oauth_timestamp is None:
                raise missing(error, "oauth_timestamp")
            if self.oauth_nonce is None:
                raise missing(error, "oauth_nonce")
        if self.oauth_version is not None and self.oauth_version != "1.0":
            raise broken(error, "oauth_version", "1.0")
        if self.oauth_callback is not None and self.oauth_callback != "oob":
            check_uri(error, "oauth_callback", self.oauth_callback)
        if self.extensions is not NO_PARAMS:
            for name, value in self.extensions.items():
                _check_extension(error, name, value)

    @classmethod
    def _from_raw(cls, raw: Raw) -> OAuth1Credentials:
        values = values_of(raw, "OAuth", _REQUIRED)
        credentials: OAuth1Credentials = _new(cls)
        (
            realm_slot,
            consumer_key_slot,
            token_slot,
            signature_method_slot,
            signature_slot,
            timestamp_slot,
            nonce_slot,
            version_slot,
            callback_slot,
            verifier_slot,
            extensions_slot,
        ) = _CREDENTIALS_SLOTS
        realm_slot(credentials, text(values, "realm"))
        consumer_key_slot(credentials, _decoded(values, "oauth_consumer_key"))
        token_slot(credentials, _decoded(values, "oauth_token"))
        signature_method_slot(credentials, _decoded(values, "oauth_signature_method"))
        signature_slot(credentials, _decoded(values, "oauth_signature"))
        timestamp_slot(credentials, _timestamp(values))
        nonce_slot(credentials, _decoded(values, "oauth_nonce"))
        version_slot(credentials, _decoded(values, "oauth_version"))
        callback_slot(credentials, _decoded(values, "oauth_callback"))
        verifier_slot(credentials, _decoded(values, "oauth_verifier"))
        extensions_slot(credentials, rest(raw, _CREDENTIALS_PARAMS, secret=True))
        credentials._check(ParseError)
        return credentials

    def _entries(self) -> tuple[Entry, ...]:
        timestamp = None if self.oauth_timestamp is None else str(self.oauth_timestamp)
        # In the order of the examples of section 1.2.
        return (
            ("realm", self.realm and octets_of_text(self.realm), QUOTED),
            ("oauth_consumer_key", percent_encoded(self.oauth_consumer_key), QUOTED),
            ("oauth_token", _encoded(self.oauth_token), QUOTED),
            ("oauth_signature_method", percent_encoded(self.oauth_signature_method), QUOTED),
            ("oauth_timestamp", timestamp, QUOTED),
            ("oauth_nonce", _encoded(self.oauth_nonce), QUOTED),
            ("oauth_version", self.oauth_version, QUOTED),
            ("oauth_callback", _encoded(self.oauth_callback), QUOTED),
            ("oauth_verifier", _encoded(self.oauth_verifier), QUOTED),
            ("oauth_signature", percent_encoded(self.oauth_signature), QUOTED),
        )


_CREDENTIALS_SLOTS = slot_setters(OAuth1Credentials)


def _decoded(values: Values, param: str) -> str | None:
    """The text of a pct-encoded parameter (section 3.6)."""
    value = values.get(param)
    if value is None or (value.isalnum() and value.isascii()) or _PLAIN.fullmatch(value):
        return value
    if _ESCAPED_BASE64.fullmatch(value):
        return value.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
    decoded = percent_decoded(value)
    if decoded is None or has_control(decoded):
        raise broken(ParseError, param, "pct-encoded UTF-8 without controls")
    return decoded


def _encoded(value: str | None) -> str | None:
    return None if value is None else percent_encoded(value)


def _timestamp(values: Values) -> int | None:
    digits = values.get("oauth_timestamp")
    if digits is None:
        return None
    if _TIMESTAMP.fullmatch(digits) is None:
        expected = "a positive integer without leading zeros"
        raise broken(ParseError, "oauth_timestamp", expected)
    return int(digits)


def _check_extension(error: type[AuthHeaderError], name: str, value: str) -> None:
    """Refuse an extension that is not encoded, and one whose name hides that of a field."""
    decoded = percent_decoded(name)
    # Names are signed as they are once decoded, so %6Fauth_token would be another oauth_token.
    if decoded is None or decoded.lower() in _CREDENTIALS_PARAMS:
        raise error(Reason.BAD_VALUE, "another pct-encoded name", param=name)
    if percent_decoded(value) is None:
        raise error(Reason.BAD_VALUE, "pct-encoded UTF-8 as extension", param=name)
