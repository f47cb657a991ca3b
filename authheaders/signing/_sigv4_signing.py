# SPDX-License-Identifier: MIT
"""What signing and verifying have in common in AWS4 and GOOG4."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import check_type, missing
from ..schemes._sigv4 import check_timestamp
from ..schemes.aws4 import Aws4PayloadHash
from ._sigv4_canonical import (
    canonical_query,
    canonical_request,
    check_secret,
    field_values,
    payload_hash,
    sha256,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from ._sigv4_canonical import Headers, Payload, QueryInput

# ``kind`` is Aws4Presigned or Goog4Presigned throughout: it knows its credentials' class, and
# how the names of its fields begin.

#: Fields that are on their way taken out, changed or added: not signed unless asked for.
UNSIGNED_FIELDS = frozenset(
    "authorization baggage connection expect keep-alive proxy-authenticate proxy-authorization te"
    " traceparent tracestate trailer transfer-encoding upgrade user-agent x-amzn-trace-id".split()
)

_EPOCH = 719_468  # days from 1 March of the year 0 to 1 January 1970


@dataclass(frozen=True, slots=True)
class Request:
    """What of a request is signed.

    - ``payload``: None leaves it to the field that tells its hash.
    - ``normalize``: see :func:`~._sigv4_canonical.canonical_path`.
    """

    method: str
    path: str
    query: QueryInput
    headers: Headers
    payload: Payload | None
    normalize: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """What a server takes.

    - ``now``: Unix seconds; ``skew``: how many seconds the clocks may differ.
    - ``region``, ``service``: the server's own; None if it does not mind.
    - ``unsigned``: lower-case names of fields of the service that need not be signed.
    """

    now: float
    skew: float
    region: str | None
    service: str | None
    unsigned: frozenset[str]


def string_to_sign(algorithm: str, timestamp: str, scope: str, request: bytes) -> bytes:
    """The octets that are signed ("Create a string to sign")."""
    return "\n".join([algorithm, timestamp, scope, sha256(request)]).encode()


def derived_key(prefix: str, secret: str, *parts: str) -> bytes:
    """The key of a scope ("Calculate the signature"): each part is hashed with the key before."""
    import hmac

    key = (prefix + check_secret(secret)).encode("utf-8", "surrogatepass")
    for part in parts:
        check_type("a part of the scope", part, str)
        key = hmac.digest(key, part.encode("utf-8", "surrogatepass"), "sha256")
    return key


def hmac_hex(key: bytes, text: bytes) -> str:
    """An HMAC-SHA256 in lower-case hex digits."""
    import hmac

    return hmac.digest(key, text, "sha256").hex()


def timestamp_of(now: float) -> str:
    """Unix seconds as ``yyyymmddThhmmssZ``."""
    import time

    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))


def seconds_of(timestamp: str) -> int:
    """``yyyymmddThhmmssZ``, which has been checked, as Unix seconds."""
    year, month, day = int(timestamp[:4]), int(timestamp[4:6]), int(timestamp[6:8])
    hour, minute, second = int(timestamp[9:11]), int(timestamp[11:13]), int(timestamp[13:15])
    # A year from March on ends with the day that may be missing.
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    days = year * 365 + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1
    return (((days - _EPOCH) * 24 + hour) * 60 + minute) * 60 + second


def signature_of(credentials: Any, secret: str, text: bytes) -> str:
    """The HMAC that credentials should have."""
    prefix = credentials.scheme.partition("-")[0]
    parts = (credentials.date, credentials.region, credentials.service, credentials.terminator)
    return hmac_hex(derived_key(prefix, secret, *parts), text)


def sign(
    kind: Any,
    secret: str,
    request: Request,
    signed_headers: Collection[str] | None,
    required: tuple[str, ...],
    **fields: Any,
) -> Any:
    """The credentials of a request, whose fields tell when it is made.

    - ``required``: the names of fields that must be there besides.
    """
    values = field_values(request.headers)
    for name in required:
        if name not in values:
            raise missing(BuildError, name)
    name = f"{kind._prefix.lower()}date"
    timestamp = _sole(values, name)
    if timestamp is None:
        raise missing(BuildError, name)
    check_timestamp(name, timestamp, timestamp[:8])
    unsigned = _unsigned(kind, values, signed_headers, date=timestamp[:8], **fields)
    text = _text(unsigned, timestamp, request, _own_hash(kind, values, request))
    return replace(unsigned, signature=signature_of(unsigned, secret, text))


def presign(
    kind: Any,
    secret: str,
    request: Request,
    signed_headers: Collection[str] | None,
    options: dict[str, Any],
    **fields: Any,
) -> Any:
    """The parameters that make a URL of a request; ``options`` are other fields of these."""
    values = field_values(request.headers)
    timestamp = options["date"]
    check_timestamp(f"{kind._prefix}Date", timestamp, timestamp[:8])
    unsigned = _unsigned(kind, values, signed_headers, date=timestamp[:8], **fields)
    presigned = kind(credentials=unsigned, **options)
    *pairs, _ = presigned.to_pairs()
    both = "&".join(filter(None, [canonical_query(request.query), canonical_query(pairs)]))
    hashed = _own_hash(kind, values, request)
    text = _text(unsigned, timestamp, replace(request, query=both), hashed)
    signed = replace(unsigned, signature=signature_of(unsigned, secret, text))
    return replace(presigned, credentials=signed)


def text_of_header(kind: Any, credentials: Any, request: Request, policy: Policy) -> bytes:
    """The string to sign of credentials that keep to the rules; VerifyError for others."""
    values = field_values(request.headers)
    name = f"{kind._prefix.lower()}date"
    timestamp = _sole(values, name)
    try:
        check_timestamp(name, timestamp or "", credentials.date)
    except BuildError:
        expected = f"{name} of the date in the credential"
        raise refusal(Reason.STALE, expected, credentials, name) from None
    assert timestamp is not None
    if not abs(policy.now - seconds_of(timestamp)) <= policy.skew:
        raise refusal(Reason.STALE, "a time of now", credentials, name)
    regions = _sole(values, f"{kind._prefix.lower()}region-set")
    _check_target(credentials, (regions or "").split(","), policy)
    _check_signed_headers(kind, credentials, values, policy)
    return _text(credentials, timestamp, request, _peers_hash(kind, credentials, values, request))


def text_of_query(kind: Any, request: Request, policy: Policy) -> tuple[Any, bytes]:
    """The same of a presigned URL: its credentials, and the string to sign."""
    presigned = kind.from_query(request.query)
    credentials = presigned.credentials
    values = field_values(request.headers)
    age = policy.now - seconds_of(presigned.date)
    if not -policy.skew <= age <= presigned.expires:
        expected = "a URL that is good now"
        raise refusal(Reason.STALE, expected, credentials, f"{kind._prefix}Expires")
    _check_target(credentials, getattr(presigned, "region_set", ()), policy)
    _check_signed_headers(kind, credentials, values, policy)
    # It is there once, and its name is written in one way.
    signature = f"{kind._prefix}Signature="
    parts = canonical_query(request.query).split("&")
    query = "&".join([part for part in parts if not part.startswith(signature)])
    hashed = _peers_hash(kind, credentials, values, request)
    return credentials, _text(credentials, presigned.date, replace(request, query=query), hashed)


def check_proof(credentials: Any, secret: str, text: bytes) -> None:
    """VerifyError if the signature is no HMAC of a text; in constant time."""
    import hmac

    if credentials.scheme not in credentials._hmac:
        expected = f"one of {' and '.join(sorted(credentials._hmac))}"
        raise refusal(Reason.UNSUPPORTED, expected, credentials)
    if not hmac.compare_digest(signature_of(credentials, secret, text), credentials.signature):
        expected = "the signature of the request"
        raise refusal(Reason.WRONG_PROOF, expected, credentials, "Signature")


def refusal(
    reason: Reason, expected: str, credentials: Any, param: str | None = None
) -> VerifyError:
    scheme = credentials.scheme
    return VerifyError(reason, expected, scheme=scheme, param=param, status_hint=401)


def _unsigned(
    kind: Any, values: dict[str, list[str]], signed_headers: Collection[str] | None, **fields: Any
) -> Any:
    """Credentials with a signature that is none yet."""
    if signed_headers is None:
        signed_headers = values.keys() - UNSIGNED_FIELDS
    names = tuple(sorted({name.lower() for name in signed_headers}))
    if "host" not in names:
        raise missing(BuildError, "host")
    cls = kind._class
    (scheme,) = cls._hmac
    return cls(signed_headers=names, signature="0" * 64, scheme=scheme, **fields)


def _text(credentials: Any, timestamp: str, request: Request, hashed: str) -> bytes:
    canonical = canonical_request(
        method=request.method,
        path=request.path,
        query=request.query,
        headers=request.headers,
        signed_headers=credentials.signed_headers,
        payload_hash=hashed,
        normalize=request.normalize,
    )
    return string_to_sign(credentials.scheme, timestamp, credentials.scope, canonical)


def _own_hash(kind: Any, values: dict[str, list[str]], request: Request) -> str:
    """The hash of the payload, which the field for it must tell if it is there."""
    name = f"{kind._prefix.lower()}content-sha256"
    assert request.payload is not None
    hashed = payload_hash(request.payload)
    if name in values and values[name] != [hashed]:
        raise BuildError(Reason.CONFLICT, f"the hash of the payload as {name}", param=name)
    return hashed


def _peers_hash(kind: Any, credentials: Any, values: dict[str, list[str]], request: Request) -> str:
    name = f"{kind._prefix.lower()}content-sha256"
    told = _sole(values, name)
    hashed = None if request.payload is None else payload_hash(request.payload)
    if told is None or told == hashed:
        if hashed is None:
            raise refusal(Reason.DOWNGRADED, f"a hash of the payload as {name}", credentials, name)
        return hashed
    if hashed is None:
        return told
    literals = [member.value for member in Aws4PayloadHash]
    if told in literals and hashed not in literals:
        raise refusal(Reason.DOWNGRADED, "a payload that is signed", credentials, name)
    raise refusal(Reason.WRONG_PROOF, f"the hash of the payload as {name}", credentials, name)


def _check_target(credentials: Any, region_set: Collection[str], policy: Policy) -> None:
    """VerifyError for another region or service.

    - ``region_set``: where a signature of Version 4A is good, whose credential names no region.
    """
    own, theirs = policy.region, credentials.region
    if own is not None and theirs is None and not _is_among(own, region_set):
        expected = "a signature for this region"
        raise refusal(Reason.WRONG_TARGET, expected, credentials, "X-Amz-Region-Set")
    for ours, named in ((own, theirs), (policy.service, credentials.service)):
        if ours is not None and named not in (None, ours):
            expected = "a key for this region and service"
            raise refusal(Reason.WRONG_TARGET, expected, credentials, "Credential")


def _is_among(region: str, region_set: Collection[str]) -> bool:
    """Whether a region is in a set, where a star at the end stands for all that begins so."""
    for one in [each.strip(" ") for each in region_set]:
        if region == one or (one.endswith("*") and region.startswith(one[:-1])):
            return True
    return False


def _check_signed_headers(
    kind: Any, credentials: Any, values: dict[str, list[str]], policy: Policy
) -> None:
    signed = credentials.signed_headers
    if [*signed] != sorted(set(signed)) or not values.keys() >= set(signed):
        expected = "sorted names of fields that are there"
        raise refusal(Reason.WRONG_PROOF, expected, credentials, "SignedHeaders")
    for name in ("host", *values):
        must = name == "host" or name.startswith(kind._prefix.lower())
        if must and name not in signed and name not in policy.unsigned:
            expected = "host and each field of the service among those signed"
            raise refusal(Reason.DOWNGRADED, expected, credentials, "SignedHeaders")


def _sole(values: dict[str, list[str]], name: str) -> str | None:
    """The value of a field that is there once."""
    found = values.get(name, [])
    return found[0] if len(found) == 1 else None
