# SPDX-License-Identifier: MIT
"""OAuth 1.0 (RFC 5849 section 3): sign a request, and verify one.

The signature is over a *base string*, made of the method, the URL and the parameters of header,
query and form. HMAC and PLAINTEXT are computed here; RSA is left to a function of the caller,
which is given the octets of the base string (or takes them from :func:`base_string`).

>>> url = "https://photos.example.net/initiate"
>>> credentials = sign(
...     "POST",
...     url,
...     consumer_key="dpf43f3p2l4k3l03",
...     consumer_secret="kd94hf93k423kf44",
...     callback="http://printer.example.com/ready",
...     timestamp=137131200,
...     nonce="wIjqoS",
... )
>>> credentials.oauth_signature
'74KNZJeDHnMBp0EMJ9ZHt/XKycU='
>>> verify(
...     credentials,
...     "POST",
...     url,
...     consumer_secret="kd94hf93k423kf44",
...     nonce_used=None,
...     now=137131210,
... )
"""

from __future__ import annotations

from ..errors import BuildError, Reason, VerifyError
from ..params import NO_PARAMS
from ..schemes._checking import check_type
from ..schemes._encodings import base64_decoded, base64_encoded
from ..schemes.oauth1 import OAuth1Credentials
from ._oauth1_base import base_string, base_uri, escaped, utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ..errors import StatusHint
    from ..params import Params
    from ._oauth1_base import FormBody

__all__ = ("HMAC_METHODS", "PLAINTEXT", "RSA_METHODS", "base_string", "base_uri", "sign", "verify")

#: What is computed here with a shared secret; the hash has the name that is left without HMAC.
HMAC_METHODS = frozenset({"HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512"})
#: What a function of the caller computes.
RSA_METHODS = frozenset({"RSA-SHA1", "RSA-SHA256", "RSA-SHA512"})
PLAINTEXT = "PLAINTEXT"


def sign(
    method: str,
    url: str,
    *,
    consumer_key: str,
    consumer_secret: str | None = None,
    token: str | None = None,
    token_secret: str = "",
    signature_method: str = "HMAC-SHA1",
    form: FormBody = (),
    realm: str | None = None,
    callback: str | None = None,
    verifier: str | None = None,
    version: str | None = None,
    extensions: Params = NO_PARAMS,
    timestamp: int | None = None,
    nonce: str | None = None,
    rsa_sign: Callable[[bytes], bytes] | None = None,
) -> OAuth1Credentials:
    """Sign a request (RFC 5849 section 3.1).

    - ``method``, ``url``: of the request; the URL absolute and encoded as it is sent.
    - ``consumer_key``, ``consumer_secret``: of the client. Only RSA does without the secret.
    - ``token``, ``token_secret``: of the user's token, if there is one already.
    - ``signature_method``: ``HMAC-SHA1``, ``HMAC-SHA256``, ``HMAC-SHA512``, ``PLAINTEXT``, or
      the name of one that ``rsa_sign`` computes. ``PLAINTEXT`` sends the secrets themselves: it
      is for a connection that nobody else can read (section 3.4.4).
    - ``form``: the body, if its type is ``application/x-www-form-urlencoded``, as it is sent or
      as pairs of text; nothing for every other body.
    - ``realm``, ``callback``, ``verifier``, ``version``, ``extensions``: as the fields of
      :class:`OAuth1Credentials`.
    - ``timestamp``: seconds since 1970; by default the clock's. ``nonce``: text; by default 128
      random bits in hex. ``PLAINTEXT`` needs neither, and has them only if they are given.
    - ``rsa_sign``: makes the signature of octets (RSASSA-PKCS1-v1_5 with the hash of the
      method's name).

    Raises BuildError for values that OAuth1Credentials refuses, for a URL that is none, for a
    secret that is missing, and for a method that can't be computed.
    """
    if signature_method != PLAINTEXT:
        if timestamp is None:
            import time

            timestamp = int(time.time())
        if nonce is None:
            import secrets

            nonce = secrets.token_hex(16)

    def credentials(signature: str) -> OAuth1Credentials:
        return OAuth1Credentials(
            realm=realm,
            oauth_consumer_key=consumer_key,
            oauth_token=token,
            oauth_signature_method=signature_method,
            oauth_signature=signature,
            oauth_timestamp=timestamp,
            oauth_nonce=nonce,
            oauth_version=version,
            oauth_callback=callback,
            oauth_verifier=verifier,
            extensions=extensions,
        )

    unsigned = credentials("")
    octets = base_string(unsigned, method, url, form=form)
    if signature_method in HMAC_METHODS or signature_method == PLAINTEXT:
        if consumer_secret is None:
            raise BuildError(Reason.MISSING_PARAM, "a consumer_secret", scheme="OAuth")
        key = _key(consumer_secret, token_secret)
        return credentials(_shared_signature(signature_method, key, octets))
    if rsa_sign is None:
        raise BuildError(Reason.UNSUPPORTED, "HMAC, PLAINTEXT or a function", scheme="OAuth")
    return credentials(base64_encoded(rsa_sign(octets)))


def verify(
    credentials: OAuth1Credentials,
    method: str,
    url: str,
    *,
    consumer_secret: str | None = None,
    token_secret: str = "",
    form: FormBody = (),
    methods: Collection[str] = HMAC_METHODS,
    nonce_used: Callable[[OAuth1Credentials], bool] | None,
    now: float | None = None,
    window: float = 300,
    rsa_verify: Callable[[bytes, bytes], bool] | None = None,
) -> None:
    """Verify that a request was signed by who knows the secrets (RFC 5849 section 3.2).

    - ``method``, ``url``, ``form``: of the request that came, as in :func:`sign`. The URL is the
      one that the client called: scheme and host are those before any proxy.
    - ``consumer_secret``, ``token_secret``: of the client and the token that the credentials
      name. A client with a key pair has no secret: None refuses all methods that need one.
    - ``methods``: the signature methods to be accepted from this client. ``PLAINTEXT`` is none
      of them unless it is named.
    - ``nonce_used``: asked about the credentials once their signature is right; whether their
      nonce was used before with the same timestamp, client and token. It remembers those that
      it is asked about, for ``window`` seconds to both sides. None takes replays.
    - ``now``: seconds since 1970; by default the clock's. ``window``: how many seconds the
      timestamp may be away from it.
    - ``rsa_verify``: whether a signature (second) of octets (first) is right, for methods that
      are not computed here; it must know the client's key.

    Returns nothing. Raises VerifyError with these reasons, and 401 as status hint unless said
    otherwise: UNSUPPORTED (400) for a method that can't be computed with what was given,
    DOWNGRADED (400) for one that can, but is not in ``methods``; DUPLICATE_PARAM (400) for a
    parameter in header and query or form; WRONG_PROOF, STALE, REPLAYED.

    Raises BuildError for a method and a URL that are none: those are the caller's.
    """
    check_type("credentials", credentials, OAuth1Credentials)
    signature_method = credentials.oauth_signature_method
    shared = signature_method in HMAC_METHODS or signature_method == PLAINTEXT
    if (consumer_secret if shared else rsa_verify) is None:
        expected = "a signature method that can be computed"
        raise _refusal(Reason.UNSUPPORTED, expected, "oauth_signature_method", 400)
    if signature_method not in methods:
        expected = "an accepted signature method"
        raise _refusal(Reason.DOWNGRADED, expected, "oauth_signature_method", 400)
    try:
        octets = base_string(credentials, method, url, form=form)
    except BuildError as error:
        if error.reason is not Reason.DUPLICATE_PARAM:
            raise
        raise _refusal(error.reason, error.expected, error.param, 400) from None
    if not _is_right(credentials, octets, consumer_secret, token_secret, rsa_verify):
        raise _refusal(Reason.WRONG_PROOF, "the signature of this request", "oauth_signature")
    if credentials.oauth_timestamp is not None:
        if now is None:
            import time

            now = time.time()
        if abs(now - credentials.oauth_timestamp) > window:
            raise _refusal(Reason.STALE, "a timestamp of now", "oauth_timestamp")
    # PLAINTEXT may come without one, and can be replayed then.
    if credentials.oauth_nonce is not None and nonce_used is not None and nonce_used(credentials):
        raise _refusal(Reason.REPLAYED, "a new nonce", "oauth_nonce")


def _key(consumer_secret: str, token_secret: str) -> bytes:
    """What HMAC is keyed with, and the signature of PLAINTEXT (sections 3.4.2 and 3.4.4)."""
    check_type("consumer_secret", consumer_secret, str)
    check_type("token_secret", token_secret, str)
    return f"{escaped(utf8(consumer_secret))}&{escaped(utf8(token_secret))}".encode()


def _shared_signature(signature_method: str, key: bytes, octets: bytes) -> str:
    """The signature by a shared secret (sections 3.4.2 and 3.4.4)."""
    if signature_method == PLAINTEXT:
        return key.decode()
    import hmac

    digest = signature_method.removeprefix("HMAC-").lower()
    return base64_encoded(hmac.digest(key, octets, digest))


def _is_right(
    credentials: OAuth1Credentials,
    octets: bytes,
    consumer_secret: str | None,
    token_secret: str,
    rsa_verify: Callable[[bytes, bytes], bool] | None,
) -> bool:
    signature_method = credentials.oauth_signature_method
    if signature_method not in HMAC_METHODS and signature_method != PLAINTEXT:
        signature = base64_decoded(credentials.oauth_signature)
        return signature is not None and rsa_verify is not None and rsa_verify(octets, signature)
    import hmac

    key = _key(consumer_secret or "", token_secret)
    expected = _shared_signature(signature_method, key, octets)
    return hmac.compare_digest(expected.encode(), credentials.oauth_signature.encode())


def _refusal(
    reason: Reason, expected: str, param: str | None, status: StatusHint = 401
) -> VerifyError:
    return VerifyError(reason, expected, scheme="OAuth", param=param, status_hint=status)
