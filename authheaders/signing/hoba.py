# SPDX-License-Identifier: MIT
"""What a HOBA client signs (RFC 7486 section 2).

::

    HOBA-TBS = len ":" nonce
               len ":" alg
               len ":" origin
               len ":" [ realm ]
               len ":" kid
               len ":" challenge
    len      = 1*DIGIT                      ; octets of the field that follows

The fields stand one after the other, with nothing between them. The signature, which is
``sig`` in base64url, is made and verified by a library that has RSA.

>>> from authheaders import HobaCredentials
>>> credentials = HobaCredentials(kid="a2lk", challenge="Y2hhbA", nonce="ABCD", sig="c2ln")
>>> print(to_be_signed(credentials, alg=0, origin="https://www.example.com:8080").decode())
4:ABCD1:028:https://www.example.com:80800:4:a2lk6:Y2hhbA
"""

from __future__ import annotations

import re

from ..errors import BuildError
from ..schemes._checking import check_integer, check_match, check_text, check_type
from ..schemes.hoba import HobaCredentials

#: RSASSA-PKCS1-v1_5 with SHA-256, which every implementation has.
RSA_SHA256 = 0
#: RSASSA-PKCS1-v1_5 with SHA-1.
RSA_SHA1 = 1

# alg = 1*2DIGIT                                          ; RFC 7486 section 2
_LARGEST_ALG = 99

# origin = scheme "://" authority ":" port                ; RFC 7486 section 2
# The authority is without userinfo and port here: the one port stands behind it, always.
_ORIGIN = re.compile(
    r"[A-Za-z][A-Za-z0-9+\-.]*://(?:\[[0-9A-Za-z:.]+\]|[0-9A-Za-z\-._~%!$&'()*+,;=]+):[0-9]+"
)


def to_be_signed(
    credentials: HobaCredentials, *, alg: int, origin: str, realm: str | None = None
) -> bytes:
    """The octets that ``credentials.sig`` signs (HOBA-TBS of RFC 7486 section 2).

    - ``credentials``: a client, which has no signature yet, gives any ``sig``.
    - ``alg``: the algorithm's number, 0 to 99; 0 is RSA-SHA256. It is not sent: the server knows
      it from the registered key.
    - ``origin``: of the server, with the port even where it is the default one, and without a
      path: ``https://www.example.com:443``.
    - ``realm``: that of the challenge, or None. An empty one is signed in the same way.

    Raises BuildError for values outside of these, TypeError for those of other types.
    """
    check_type("credentials", credentials, HobaCredentials)
    check_integer(BuildError, "alg", alg, most=_LARGEST_ALG)
    check_type("origin", origin, str)
    check_match(BuildError, "origin", origin, _ORIGIN, "scheme://host:port")
    if realm is not None:
        check_text("realm", realm)
    parts = (
        credentials.nonce,
        str(alg),
        origin,
        realm or "",
        credentials.kid,
        credentials.challenge,
    )
    return b"".join([_with_length(part.encode()) for part in parts])


def _with_length(octets: bytes) -> bytes:
    return b"%d:%b" % (len(octets), octets)
