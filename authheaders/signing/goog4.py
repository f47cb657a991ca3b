# SPDX-License-Identifier: MIT
"""Google Cloud Storage, V4 signing process with an HMAC key: requests and signed URLs.

It is what :mod:`.aws4` does, with other names. ``GOOG4-RSA-SHA256`` needs RSA, which Python's
standard library does not have: :func:`string_to_sign` gives what is signed.

>>> from authheaders.signing import goog4
>>> headers = {"Host": "storage.googleapis.com"}
>>> url = goog4.presign(
...     access_key="GOOGTESTACCESSKEY", secret="bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ",
...     date="20190201T090000Z", expires=10, method="GET", path="/bucket/object", headers=headers,
... )
>>> goog4.verify_presigned(
...     url.to_query(), "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ", method="GET",
...     path="/bucket/object", headers=headers, now=1549011605,
... )
"""

from __future__ import annotations

from collections.abc import Mapping

from ..schemes._checking import check_type
from ..schemes.aws4 import Aws4PayloadHash
from ..schemes.goog4 import Goog4Credentials, Goog4Presigned
from . import _sigv4_signing
from ._sigv4_canonical import canonical_request, payload_hash
from ._sigv4_signing import Policy, Request, string_to_sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from ._sigv4_canonical import Headers, Payload, QueryInput

__all__ = [
    "SKEW",
    "canonical_request",
    "payload_hash",
    "presign",
    "sign",
    "string_to_sign",
    "verify",
    "verify_presigned",
]

#: How many seconds the clocks of client and server may differ, if nothing else is said.
SKEW = 900


def sign(
    *,
    access_key: str,
    secret: str,
    method: str,
    path: str,
    headers: Headers,
    query: QueryInput = "",
    payload: Payload = b"",
    region: str = "auto",
    service: str = "storage",
    signed_headers: Collection[str] | None = None,
) -> Goog4Credentials:
    """Sign a request with ``GOOG4-HMAC-SHA256``.

    ``headers`` must hold ``host`` and ``x-goog-date``. The path is encoded once, and not
    normalised. Otherwise as :func:`authheaders.signing.aws4.sign`.
    """
    request = _request(method, path, query, headers, payload)
    fields = {"access_key": access_key, "region": region, "service": service}
    found: Goog4Credentials = _sigv4_signing.sign(
        Goog4Presigned, secret, request, signed_headers, (), **fields
    )
    return found


def presign(
    *,
    access_key: str,
    secret: str,
    date: str,
    expires: int,
    method: str,
    path: str,
    headers: Headers,
    query: QueryInput = "",
    payload: Payload = Aws4PayloadHash.UNSIGNED,
    region: str = "auto",
    service: str = "storage",
    signed_headers: Collection[str] | None = None,
) -> Goog4Presigned:
    """Sign a URL with ``GOOG4-HMAC-SHA256``, as :func:`authheaders.signing.aws4.presign`."""
    request = _request(method, path, query, headers, payload)
    fields = {"access_key": access_key, "region": region, "service": service}
    options = {"date": date, "expires": expires}
    found: Goog4Presigned = _sigv4_signing.presign(
        Goog4Presigned, secret, request, signed_headers, options, **fields
    )
    return found


def verify(
    credentials: Goog4Credentials,
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
) -> None:
    """Verify credentials of ``GOOG4-HMAC-SHA256``, as :func:`authheaders.signing.aws4.verify`."""
    check_type("credentials", credentials, Goog4Credentials)
    request = _request(method, path, query, headers, payload)
    policy = Policy(now, skew, region, service, frozenset(unsigned))
    text = _sigv4_signing.text_of_header(Goog4Presigned, credentials, request, policy)
    _sigv4_signing.check_proof(credentials, secret, text)


def verify_presigned(
    query: QueryInput,
    secret: str,
    *,
    method: str,
    path: str,
    headers: Headers,
    now: float,
    payload: Payload = Aws4PayloadHash.UNSIGNED,
    region: str | None = None,
    service: str | None = None,
    skew: float = SKEW,
    unsigned: Collection[str] = (),
) -> None:
    """Verify a signed URL, as :func:`authheaders.signing.aws4.verify_presigned`."""
    request = _request(method, path, query, headers, payload)
    policy = Policy(now, skew, region, service, frozenset(unsigned))
    credentials, text = _sigv4_signing.text_of_query(Goog4Presigned, request, policy)
    _sigv4_signing.check_proof(credentials, secret, text)


def _request(
    method: str, path: str, query: QueryInput, headers: Headers, payload: Payload | None
) -> Request:
    # What is read more than once must not be used up.
    query = query if isinstance(query, (str, Mapping)) else [*query]
    headers = headers if isinstance(headers, Mapping) else [*headers]
    return Request(method, path, query, headers, payload, normalize=False)
