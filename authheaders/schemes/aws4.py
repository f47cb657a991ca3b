# SPDX-License-Identifier: MIT
"""AWS Signature Version 4 and 4A: a request signed with a key that is made for one scope.

::

    credentials = algorithm 1*SP "Credential=" access-key "/" scope
                  "," "SignedHeaders=" name *( ";" name ) "," "Signature=" 1*LHEX
    scope       = yyyymmdd [ "/" region ] "/" service "/aws4_request"

    Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,
        SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6...

``AWS4-HMAC-SHA256`` has a region in its scope. ``AWS4-ECDSA-P256-SHA256`` (Version 4A) has none:
its regions are in the field ``X-Amz-Region-Set``. No server sends a challenge. The syntax leaves
RFC 9110, which :mod:`._sigv4` explains; ``authheaders.signing.aws4`` signs and verifies.

The same can stand in the query of a presigned URL: :class:`Aws4Presigned`.

>>> from authheaders import Aws4Credentials
>>> credentials = Aws4Credentials.parse(
...     "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
...     "SignedHeaders=host;x-amz-date,Signature=" + 32 * "5d"
... )
>>> credentials.region, credentials.service, credentials.signed_headers
('us-east-1', 'iam', ('host', 'x-amz-date'))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from ..errors import BuildError, Reason
from ..params import NO_PARAMS, Params
from ._checking import check_match, check_type, check_words
from ._presigned import VISIBLE, Presigned
from ._reading import slot_setters
from ._sigv4 import SigV4Credentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..params import Values

_HMAC = "AWS4-HMAC-SHA256"
_ECDSA = "AWS4-ECDSA-P256-SHA256"

# region = 1*( VCHAR without comma )                     ; or "*"
_REGION = re.compile(r"[!-+\--~]+")


class Aws4PayloadHash(Enum):
    """What ``x-amz-content-sha256`` says instead of the 64 hex digits of a body's SHA-256."""

    UNSIGNED = "UNSIGNED-PAYLOAD"
    """The body is not signed."""
    STREAMING_UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
    """Chunks without signatures, and a trailer"""
    STREAMING = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
    """Signed chunks"""
    STREAMING_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
    """Signed chunks, and a signed trailer"""
    STREAMING_ECDSA = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"
    """Chunks signed with Version 4A"""
    STREAMING_ECDSA_TRAILER = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"
    """Chunks and a trailer signed with Version 4A"""
    STREAMING_EVENTS = "STREAMING-AWS4-HMAC-SHA256-EVENTS"
    """Signed messages of an event stream"""


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class Aws4Credentials(SigV4Credentials):
    """A signature of AWS Version 4 or 4A, and what it was made with.

    ::

        AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,
            SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0...

    - ``access_key``: identifies the secret key; visible ASCII without a quote or a comma, and
      not ``=`` at its start. That of some vendors holds slashes.
    - ``date``: the date of the key in UTC, ``yyyymmdd``, that of the field ``X-Amz-Date``.
    - ``region``: such as ``us-east-1``; None for ``AWS4-ECDSA-P256-SHA256``, and only there.
    - ``service``: such as ``s3``. Like the region without a slash.
    - ``signed_headers``: the lower-case names of the signed fields, one at least. AWS wants
      them sorted, and ``host`` among them: verification looks at that, parsing does not.
    - ``signature``: lower-case hex digits: 64 of an HMAC, of which another number is read but
      never verifies; of ECDSA those of a DER sequence, which begins with ``30``. Hidden in
      ``repr``.
    - ``terminator``: ``aws4_request``.
    - ``scheme``: ``AWS4-HMAC-SHA256`` or ``AWS4-ECDSA-P256-SHA256``.
    - ``extensions``: other parameters. AWS sends none.

    Raises BuildError for values outside of these; ParseError for those of a peer and for a
    missing parameter.

    >>> credentials = Aws4Credentials(
    ...     access_key="AKIDEXAMPLE", date="20150830", region="us-east-1", service="iam",
    ...     signed_headers=("host", "x-amz-date"), signature=32 * "5d",
    ... )
    >>> credentials.scope
    '20150830/us-east-1/iam/aws4_request'
    >>> print(credentials.to_header()[:79])
    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, Si
    """

    schemes = (_HMAC, _ECDSA)
    specification = "AWS Signature Version 4"

    _terminator = "aws4_request"
    _hmac = frozenset({_HMAC})
    _ecdsa = frozenset({_ECDSA})

    access_key: str
    date: str
    region: str | None = None
    service: str
    signed_headers: tuple[str, ...]
    signature: str
    terminator: str = "aws4_request"
    scheme: str = _HMAC
    extensions: Params = NO_PARAMS


Aws4Credentials._slots = slot_setters(Aws4Credentials)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class Aws4Presigned(Presigned):
    """The signature of a presigned URL: what the query says that else a header does.

    ::

        X-Amz-Algorithm=AWS4-HMAC-SHA256
            &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request
            &X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host
            &X-Amz-Signature=e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d

    - ``credentials``: :class:`Aws4Credentials` without extensions.
    - ``date``: when it was signed, in UTC, ``yyyymmddThhmmssZ``; on the date of the credentials.
    - ``expires``: seconds for which it is good from then on, 1 to 604800 (a week).
    - ``security_token``: that of temporary keys, visible ASCII, or None. Hidden in ``repr``.
    - ``region_set``: where a signature of Version 4A is good, or ``*`` for everywhere; none with
      ``AWS4-HMAC-SHA256``.

    Raises BuildError for values outside of these; :meth:`from_query` ParseError for those of a
    peer. Query parameters of other names belong to the request, not to its signature, although
    it signs them.

    >>> url = Aws4Presigned.from_query(
    ...     "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2F"
    ...     "us-east-1%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600"
    ...     "&X-Amz-SignedHeaders=host&X-Amz-Signature=" + 32 * "e9"
    ... )
    >>> url.credentials.access_key, url.expires
    ('AKIDEXAMPLE', 3600)
    """

    secret_fields = frozenset({"security_token"})

    _prefix = "X-Amz-"
    _class = Aws4Credentials
    _optional = ("Security-Token", "Region-Set")

    credentials: Aws4Credentials
    date: str
    expires: int
    security_token: str | None = None
    region_set: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Presigned.__post_init__(self)
        if self.security_token is not None:
            token, visible = self.security_token, "visible ASCII"
            check_type("X-Amz-Security-Token", token, str)
            check_match(BuildError, "X-Amz-Security-Token", token, VISIBLE, visible)
        expected = "regions with commas between them"
        check_words(BuildError, "X-Amz-Region-Set", self.region_set, _REGION, expected)
        if self.region_set and self.credentials.scheme != _ECDSA:
            expected = f"no X-Amz-Region-Set without {_ECDSA}"
            raise BuildError(Reason.CONFLICT, expected, param="X-Amz-Region-Set")

    @classmethod
    def _options(cls, values: Values) -> dict[str, Any]:
        regions = values.get("X-Amz-Region-Set")
        return {
            "security_token": values.get("X-Amz-Security-Token"),
            "region_set": () if regions is None else tuple(regions.split(",")),
        }

    def _optional_pairs(self) -> list[tuple[str, str]]:
        token = [] if self.security_token is None else [("Security-Token", self.security_token)]
        regions = [("Region-Set", ",".join(self.region_set))] if self.region_set else []
        return [*token, *regions]
