# SPDX-License-Identifier: MIT
"""Google Cloud Storage, V4 signing process: AWS Signature Version 4 with other names.

::

    credentials = algorithm 1*SP "Credential=" access-key "/" scope
                  "," "SignedHeaders=" name *( ";" name ) "," "Signature=" 1*LHEX
    scope       = yyyymmdd "/" location "/" service "/goog4_request"

    Authorization: GOOG4-RSA-SHA256 Credential=a@b.iam.gserviceaccount.com/20190201/auto/
        storage/goog4_request, SignedHeaders=host;x-goog-date, Signature=95e6a13d43a1d196...

No server sends a challenge. The syntax leaves RFC 9110, which :mod:`._sigv4` explains. The same
can stand in the query of a signed URL: :class:`Goog4Presigned`.

>>> from authheaders import Goog4Credentials
>>> credentials = Goog4Credentials.parse(
...     "GOOG4-RSA-SHA256 Credential=a@b.example/20190201/auto/storage/goog4_request,"
...     "SignedHeaders=host,Signature=" + 256 * "95"
... )
>>> credentials.access_key, credentials.region
('a@b.example', 'auto')
"""

from __future__ import annotations

from dataclasses import dataclass

from ..params import NO_PARAMS, Params
from ._presigned import Presigned
from ._reading import slot_setters
from ._sigv4 import SigV4Credentials

_RSA = "GOOG4-RSA-SHA256"
_HMAC = "GOOG4-HMAC-SHA256"


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class Goog4Credentials(SigV4Credentials):
    """A signature of Google's V4 process, and what it was made with.

    ::

        GOOG4-HMAC-SHA256 Credential=GOOGTESTACCESSKEY/20190201/auto/storage/goog4_request,
            SignedHeaders=host;x-goog-date, Signature=e2d3ad338704d11947015cc824b365fb...

    - ``access_key``: the e-mail address of a service account, or the id of an HMAC key; visible
      ASCII without a quote or a comma, and not ``=`` at its start.
    - ``date``: the date in UTC, ``yyyymmdd``, that of the field ``x-goog-date``.
    - ``region``: the location of the bucket, or ``auto``.
    - ``service``: ``storage``. Like the region without a slash.
    - ``signed_headers``: the lower-case names of the signed fields, one at least.
    - ``signature``: lower-case hex digits: 64 of an HMAC, of which another number is read but
      never verifies; two for each octet of RSA's. Hidden in ``repr``.
    - ``terminator``: ``goog4_request``.
    - ``scheme``: ``GOOG4-RSA-SHA256`` or ``GOOG4-HMAC-SHA256``.
    - ``extensions``: other parameters. Google sends none.

    Raises BuildError for values outside of these; ParseError for those of a peer and for a
    missing parameter.

    >>> Goog4Credentials(
    ...     access_key="GOOGTESTACCESSKEY", date="20190201", region="auto",
    ...     signed_headers=("host",), signature=32 * "e2", scheme="GOOG4-HMAC-SHA256",
    ... ).credential
    'GOOGTESTACCESSKEY/20190201/auto/storage/goog4_request'
    """

    schemes = (_RSA, _HMAC)
    specification = "Google Cloud Storage, V4 signing process"

    _terminator = "goog4_request"
    _hmac = frozenset({_HMAC})

    access_key: str
    date: str
    region: str | None
    service: str = "storage"
    signed_headers: tuple[str, ...]
    signature: str
    terminator: str = "goog4_request"
    scheme: str = _RSA
    extensions: Params = NO_PARAMS


Goog4Credentials._slots = slot_setters(Goog4Credentials)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class Goog4Presigned(Presigned):
    """The signature of a signed URL: what the query says that else a header does.

    ::

        X-Goog-Algorithm=GOOG4-RSA-SHA256
            &X-Goog-Credential=a%40b.example%2F20190201%2Fauto%2Fstorage%2Fgoog4_request
            &X-Goog-Date=20190201T090000Z&X-Goog-Expires=10&X-Goog-SignedHeaders=host
            &X-Goog-Signature=95e6a13d43a1d1962e667f17397f2b80...

    - ``credentials``: :class:`Goog4Credentials` without extensions.
    - ``date``: when it was signed, in UTC, ``yyyymmddThhmmssZ``; on the date of the credentials.
    - ``expires``: seconds for which it is good from then on, 1 to 604800 (a week).

    Raises BuildError for values outside of these; :meth:`from_query` ParseError for those of a
    peer. Query parameters of other names belong to the request, not to its signature, although
    it signs them.

    >>> url = Goog4Presigned.from_query(
    ...     "X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=a%40b.example%2F20190201%2F"
    ...     "auto%2Fstorage%2Fgoog4_request&X-Goog-Date=20190201T090000Z&X-Goog-Expires=10"
    ...     "&X-Goog-SignedHeaders=host&X-Goog-Signature=" + 256 * "95"
    ... )
    >>> url.credentials.access_key, url.expires
    ('a@b.example', 10)
    """

    _prefix = "X-Goog-"
    _class = Goog4Credentials

    credentials: Goog4Credentials
    date: str
    expires: int
