# SPDX-License-Identifier: MIT
"""AWS Signature Version 4: sign and verify requests, presigned URLs and chunks.

::

    client                                     server
    sign(...)      --> Authorization           verify(credentials, secret, ...)
    presign(...)   --> a URL                   verify_presigned(query, secret, ...)
    sign_chunks()  --> a body in chunks        verify_chunk(...), verify_trailer(...)

A request is given as it is sent: the path and the query as they stand in the request target,
pct-encoded, and the fields with all their values. It must hold ``x-amz-date`` already, and for
S3 ``x-amz-content-sha256``: nothing is added to it here.

>>> from authheaders.signing import aws4
>>> headers = {"Host": "iam.amazonaws.com", "X-Amz-Date": aws4.timestamp(1440938160)}
>>> credentials = aws4.sign(
...     access_key="AKIDEXAMPLE", secret="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
...     region="us-east-1", service="iam", method="GET", path="/",
...     query="Action=ListUsers&Version=2010-05-08", headers=headers,
... )
>>> credentials.credential, credentials.signed_headers
('AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request', ('host', 'x-amz-date'))

The server, which looks the secret up by ``credentials.access_key``:

>>> aws4.verify(
...     credentials, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", method="GET", path="/",
...     query="Action=ListUsers&Version=2010-05-08", headers=headers, payload=b"", now=1440938163,
... )

Version 4A signs with ECDSA, which Python's standard library does not have: :func:`string_to_sign`
and :func:`signed_bytes` give what is signed, :func:`ecdsa_key` the private key.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..schemes._checking import check_type
from ..schemes.aws4 import Aws4Credentials, Aws4PayloadHash, Aws4Presigned
from . import _sigv4_signing
from ._aws4_chunks import (
    chunk_header,
    chunk_string_to_sign,
    chunked_length,
    sign_chunks,
    trailer_string_to_sign,
    verify_chunk,
    verify_trailer,
)
from ._aws4_keys import ecdsa_key, signing_key
from ._sigv4_canonical import canonical_path, canonical_query, canonical_request, payload_hash
from ._sigv4_signing import Policy, Request, string_to_sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from ._sigv4_canonical import Headers, Payload, QueryInput

__all__ = [
    "SKEW",
    "canonical_path",
    "canonical_query",
    "canonical_request",
    "chunk_header",
    "chunk_string_to_sign",
    "chunked_length",
    "ecdsa_key",
    "payload_hash",
    "presign",
    "sign",
    "sign_chunks",
    "signed_bytes",
    "signing_key",
    "string_to_sign",
    "timestamp",
    "trailer_string_to_sign",
    "verify",
    "verify_chunk",
    "verify_presigned",
    "verify_trailer",
]

#: How many seconds the clocks of client and server may differ, if nothing else is said.
SKEW = 900

# The services whose path is the name of an object: it is encoded once, and not normalised.
_S3 = frozenset({"s3", "s3express", "s3-object-lambda", "s3-outposts"})


def timestamp(now: float) -> str:
    """Unix seconds as ``x-amz-date`` has them: ``yyyymmddThhmmssZ``, in UTC.

    >>> timestamp(1440938160)
    '20150830T123600Z'
    """
    return _sigv4_signing.timestamp_of(now)


def sign(
    *,
    access_key: str,
    secret: str,
    region: str,
    service: str,
    method: str,
    path: str,
    headers: Headers,
    query: QueryInput = "",
    payload: Payload = b"",
    signed_headers: Collection[str] | None = None,
    normalize: bool | None = None,
) -> Aws4Credentials:
    """Sign a request with ``AWS4-HMAC-SHA256`` ("Create a signed AWS API request").

    - ``path``, ``query``: of the request target; see :func:`canonical_path` and
      :func:`canonical_query` for their forms.
    - ``headers``: all fields of the request, ``host`` and ``x-amz-date`` among them, also
      ``x-amz-security-token`` for temporary keys; a mapping, or pairs for fields of several
      lines.
    - ``payload``: the body, the hex digits of its SHA-256, or an ``Aws4PayloadHash``.
    - ``signed_headers``: the names of the fields to sign. None signs all but those that are
      changed on the way, such as ``user-agent``.
    - ``normalize``: whether the path is normalised; None means that it is but for S3.

    Raises BuildError for what is missing and for what can't be written; TypeError for values
    of other types.
    """
    request = _request(service, method, path, query, headers, payload, normalize)
    fields = {"access_key": access_key, "region": region, "service": service}
    required = ("x-amz-content-sha256",) if service in _S3 else ()
    found: Aws4Credentials = _sigv4_signing.sign(
        Aws4Presigned, secret, request, signed_headers, required, **fields
    )
    return found


def presign(
    *,
    access_key: str,
    secret: str,
    region: str,
    service: str,
    date: str,
    expires: int,
    method: str,
    path: str,
    headers: Headers,
    query: QueryInput = "",
    payload: Payload | None = None,
    security_token: str | None = None,
    signed_headers: Collection[str] | None = None,
    normalize: bool | None = None,
) -> Aws4Presigned:
    """Sign a URL ("Authenticating requests: using query parameters").

    The query of the URL is the one that is given, and :meth:`Aws4Presigned.to_query`.

    - ``date``: when it is signed, ``yyyymmddThhmmssZ``; :func:`timestamp` gives it.
    - ``expires``: seconds for which it is good, 1 to 604800.
    - ``headers``: the fields that who uses it will send; ``host`` is the least.
    - ``payload``: None means for S3 that the body is not signed, else that there is none.
    - ``security_token``: that of temporary keys.

    Otherwise as :func:`sign`.
    """
    payload = _payload_of_url(payload, service)
    request = _request(service, method, path, query, headers, payload, normalize)
    options = {"date": date, "expires": expires, "security_token": security_token}
    fields = {"access_key": access_key, "region": region, "service": service}
    found: Aws4Presigned = _sigv4_signing.presign(
        Aws4Presigned, secret, request, signed_headers, options, **fields
    )
    return found


def verify(
    credentials: Aws4Credentials,
    secret: str,
    *,
    method: str,
    path: str,
    headers: Headers,
    payload: Payload | None,
    now: float,
    query: QueryInput = "",
    region: str | None = None,
    service: str | None = None,
    skew: float = SKEW,
    unsigned: Collection[str] = (),
    normalize: bool | None = None,
) -> None:
    """Verify the credentials of a request, in constant time.

    - ``secret``: of ``credentials.access_key``.
    - ``method``, ``path``, ``query``, ``headers``: of the request as it came.
    - ``payload``: the body, or its hash; or the ``Aws4PayloadHash`` that is asked for. Another
      one in ``x-amz-content-sha256`` is refused. None takes what stands there, for who
      compares it with the body, or verifies the chunks, later.
    - ``now``: Unix seconds; ``skew``: how many seconds ``x-amz-date`` may differ from it.
    - ``region``, ``service``: what the key must be made for; None takes any. In Version 4A the
      region must be among those of ``x-amz-region-set``.
    - ``unsigned``: names of ``x-amz-`` fields that need not be signed, such as
      ``x-amz-security-token``, which some clients add afterwards.

    A request can be sent again within ``skew``: nothing here remembers it.

    Raises VerifyError: STALE for a date that is missing, not in the scope, or not now;
    WRONG_TARGET for another region or service; DOWNGRADED if ``host`` or an ``x-amz-`` field
    is not signed, or the body is not; UNSUPPORTED for Version 4A; WRONG_PROOF for everything
    else that does not fit.
    """
    text = signed_bytes(
        credentials,
        method=method,
        path=path,
        query=query,
        headers=headers,
        payload=payload,
        now=now,
        region=region,
        service=service,
        skew=skew,
        unsigned=unsigned,
        normalize=normalize,
    )
    _sigv4_signing.check_proof(credentials, secret, text)


def signed_bytes(
    credentials: Aws4Credentials,
    *,
    method: str,
    path: str,
    headers: Headers,
    payload: Payload | None,
    now: float,
    query: QueryInput = "",
    region: str | None = None,
    service: str | None = None,
    skew: float = SKEW,
    unsigned: Collection[str] = (),
    normalize: bool | None = None,
) -> bytes:
    """What the signature of a request must be one of, for who verifies Version 4A with ECDSA.

    It looks at all that :func:`verify` does, but for the signature, and raises the same. The
    public key is that of :func:`ecdsa_key`; the signature, ``credentials.signature``, is the
    hex digits of a DER sequence.
    """
    check_type("credentials", credentials, Aws4Credentials)
    request = _request(credentials.service, method, path, query, headers, payload, normalize)
    policy = Policy(now, skew, region, service, frozenset(unsigned))
    return _sigv4_signing.text_of_header(Aws4Presigned, credentials, request, policy)


def verify_presigned(
    query: QueryInput,
    secret: str,
    *,
    method: str,
    path: str,
    headers: Headers,
    now: float,
    payload: Payload | None = None,
    region: str | None = None,
    service: str | None = None,
    skew: float = SKEW,
    unsigned: Collection[str] = (),
    normalize: bool | None = None,
) -> None:
    """Verify a presigned URL, in constant time.

    - ``query``: all of it; :meth:`Aws4Presigned.from_query` tells whose key it names.
    - ``payload``: as for :func:`presign`.

    Otherwise as :func:`verify`; STALE is a URL that has expired, or is of the future by more
    than ``skew``. Raises ParseError for a query that is not presigned.
    """
    if not isinstance(query, (str, Mapping)):
        query = [*query]
    signed_for = Aws4Presigned.from_query(query).credentials.service
    payload = _payload_of_url(payload, signed_for)
    request = _request(signed_for, method, path, query, headers, payload, normalize)
    policy = Policy(now, skew, region, service, frozenset(unsigned))
    credentials, text = _sigv4_signing.text_of_query(Aws4Presigned, request, policy)
    _sigv4_signing.check_proof(credentials, secret, text)


def _request(
    service: str,
    method: str,
    path: str,
    query: QueryInput,
    headers: Headers,
    payload: Payload | None,
    normalize: bool | None,
) -> Request:
    normalize = service not in _S3 if normalize is None else normalize
    # What is read more than once must not be used up.
    query = query if isinstance(query, (str, Mapping)) else [*query]
    headers = headers if isinstance(headers, Mapping) else [*headers]
    return Request(method, path, query, headers, payload, normalize)


def _payload_of_url(payload: Payload | None, service: str) -> Payload:
    if payload is None:
        return Aws4PayloadHash.UNSIGNED if service in _S3 else b""
    return payload
