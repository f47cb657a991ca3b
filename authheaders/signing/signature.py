# SPDX-License-Identifier: MIT
r"""Signature (draft-cavage-http-signatures-12): the text that is signed, and HMAC over it.

A library that has the key signs what :func:`signing_string` returns, and verifies
:func:`signed_string` of the credentials against ``base64.b64decode(credentials.signature)``; for
HMAC, :func:`sign_hmac` and :func:`verify_hmac` do both. Everywhere:

- ``method``, ``target``: of the request line; ``target`` is path and query.
- ``fields``: the header fields, in any container that :func:`~authheaders.field_lines` takes and
  that can be read more than once.
- ``default``: what is signed where ``headers`` is absent. It was ``date`` before draft -11, and
  still is for node-http-signature.

A signature says nothing of a body: sign ``digest``, and compare the Digest field with the body.

>>> from authheaders.signing import signature
>>> fields = [("Host", "example.com"), ("Date", "Sun, 05 Jan 2014 21:31:40 GMT")]
>>> headers = ("(request-target)", "host")
>>> signature.signing_string(headers, method="GET", target="/foo?a=b", fields=fields)
b'(request-target): get /foo?a=b\nhost: example.com'
"""

from __future__ import annotations

from ..containers import field_lines
from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import check_text, check_type
from ..schemes._encodings import base64_decoded, base64_encoded
from ..schemes.signature import SignatureCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_HASHES = ("sha256", "sha512", "sha1")

# An algorithm of one of these families signs no time (section 2.3).
_WITHOUT_TIMES = ("rsa", "hmac", "ecdsa")


def signing_string(
    headers: tuple[str, ...],
    *,
    method: str,
    target: str,
    fields: object,
    algorithm: str | None = None,
    created: int | None = None,
    expires: int | None = None,
    default: str = "(created)",
) -> bytes:
    """The octets to sign (section 2.3).

    - ``headers``: what to sign, in order; none means ``default``.
    - ``algorithm``, ``created``, ``expires``: as in :class:`~authheaders.SignatureCredentials`.

    Raises BuildError: MISSING_PARAM for a field or a time that is not there, CONFLICT for a
    time with an algorithm that signs none, UNSUPPORTED for another name in parentheses,
    CONTROL_CHARACTER for one in a value, NOT_LATIN1 for what is no octet.
    """
    lines = []
    for header in headers or (default,):
        name = header.lower()
        if name == "(request-target)":
            value = f"{method.lower()} {target}"
        elif name == "(created)":
            value = _time("created", created, algorithm)
        elif name == "(expires)":
            # The draft's text has the value of created here, which is an obvious slip.
            value = _time("expires", expires, algorithm)
        elif name.startswith("("):
            raise BuildError(Reason.UNSUPPORTED, "a known name in parentheses", param="headers")
        else:
            found = field_lines(fields, name)
            if not found:
                expected = "every field that is signed"
                raise BuildError(Reason.MISSING_PARAM, expected, param="headers")
            value = ", ".join([line.strip(" \t\r\n") for line in found])
        check_text("headers", value)
        lines.append(f"{name}: {value}")
    try:
        return "\n".join(lines).encode("latin-1")
    except UnicodeEncodeError:
        raise BuildError(Reason.NOT_LATIN1, "characters up to U+00FF", param="headers") from None


def signed_string(
    credentials: SignatureCredentials,
    *,
    method: str,
    target: str,
    fields: object,
    required: Iterable[str] = (),
    now: float | None = None,
    skew: float = 0,
    default: str = "(created)",
) -> bytes:
    """The octets that a signature must be of, after all has been verified but itself (2.5).

    - ``required``: what must be signed at least; a signature of ``(created)`` alone, which is
      the default, protects nothing of the request.
    - ``now``: Unix seconds; the clock of the machine if it is None.
    - ``skew``: how many seconds the clocks may differ.

    Raises VerifyError: STALE for a signature of the future or one that has expired, DOWNGRADED
    if something required is not signed, and what :func:`signing_string` refuses.
    """
    check_type("credentials", credentials, SignatureCredentials)
    time = _now(now)
    if credentials.created is not None and credentials.created > time + skew:
        raise _refusal(Reason.STALE, "a time that is not in the future", "created")
    if credentials.expires is not None and credentials.expires < time - skew:
        raise _refusal(Reason.STALE, "a signature that has not expired", "expires")
    signed = credentials.headers or (default,)
    if not {name.lower() for name in required} <= set(signed):
        raise _refusal(Reason.DOWNGRADED, "a signature of all that is required", "headers")
    try:
        return signing_string(
            signed,
            method=method,
            target=target,
            fields=fields,
            algorithm=credentials.algorithm,
            created=credentials.created,
            expires=credentials.expires,
        )
    except BuildError as error:
        raise _refusal(error.reason, error.expected, error.param) from None


def sign_hmac(
    key_id: str,
    key: bytes,
    headers: tuple[str, ...],
    *,
    method: str,
    target: str,
    fields: object,
    hash_name: str = "sha256",
    algorithm: str | None = "hs2019",
    created: int | None = None,
    expires: int | None = None,
) -> SignatureCredentials:
    """Sign a request by HMAC (section 2.4): the credentials to send.

    - ``headers``: what to sign, in order, lower case; at least one.
    - ``hash_name``: ``sha256``, ``sha512`` or ``sha1``; it belongs to the key.
    - ``algorithm``: what to tell of it: ``hs2019``, or ``hmac-sha256`` and the like for older
      recipients, or None.
    - ``created``: when, in Unix seconds; the clock of the machine if it is None and signed.
    - ``expires``: until when the signature is good, in Unix seconds, or None.

    Raises BuildError for what :func:`signing_string` refuses, and for values that can't stand
    in the header.
    """
    if not headers:
        raise BuildError(Reason.MISSING_PARAM, "something to sign", param="headers")
    if created is None and "(created)" in headers:
        created = int(_now(None))
    text = signing_string(
        headers,
        method=method,
        target=target,
        fields=fields,
        algorithm=algorithm,
        created=created,
        expires=expires,
    )
    return SignatureCredentials(
        key_id=key_id,
        signature=base64_encoded(_hmac(key, text, hash_name)),
        algorithm=algorithm,
        created=created,
        expires=expires,
        headers=headers,
    )


def verify_hmac(
    credentials: SignatureCredentials,
    key: bytes,
    *,
    method: str,
    target: str,
    fields: object,
    hash_name: str = "sha256",
    required: Iterable[str] = (),
    now: float | None = None,
    skew: float = 0,
    default: str = "(created)",
) -> None:
    """Verify a signature by HMAC (section 2.5).

    - ``hash_name``: that of the key. The credentials never choose it.
    - the others: as for :func:`signed_string`.

    Raises VerifyError: WRONG_PROOF for another signature, and for an algorithm that is not that
    of the key; and what :func:`signed_string` raises.
    """
    from hmac import compare_digest

    text = signed_string(
        credentials,
        method=method,
        target=target,
        fields=fields,
        required=required,
        now=now,
        skew=skew,
        default=default,
    )
    expected = _hmac(key, text, hash_name)
    algorithm = (credentials.algorithm or "hs2019").lower()
    if algorithm not in ("hs2019", f"hmac-{hash_name}"):
        raise _refusal(Reason.WRONG_PROOF, "the algorithm of the key", "algorithm")
    if not compare_digest(base64_decoded(credentials.signature) or b"", expected):
        raise _refusal(Reason.WRONG_PROOF, "the right signature", "signature")


def _time(param: str, seconds: int | None, algorithm: str | None) -> str:
    if algorithm is not None and algorithm.lower().startswith(_WITHOUT_TIMES):
        raise BuildError(Reason.CONFLICT, f"an algorithm that signs ({param})", param="algorithm")
    if seconds is None:
        raise BuildError(Reason.MISSING_PARAM, f"the parameter {param}", param=param)
    return str(seconds)


def _hmac(key: bytes, text: bytes, hash_name: str) -> bytes:
    from hmac import digest

    if hash_name not in _HASHES:
        raise BuildError(Reason.UNSUPPORTED, "sha256, sha512 or sha1 as hash", scheme="Signature")
    return digest(key, text, hash_name)


def _now(now: float | None) -> float:
    if now is not None:
        return now
    from time import time

    return time()


def _refusal(reason: Reason, expected: str, param: str | None) -> VerifyError:
    return VerifyError(reason, expected, scheme="Signature", param=param, status_hint=401)
