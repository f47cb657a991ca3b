# SPDX-License-Identifier: MIT
r"""Digest (RFC 7616, with RFC 2617 and 2069): answers, and their verification, on both sides.

::

    client                                            server
                                          <-- 401     DigestChallenge(nonce=mint.make(), ...)
    answer(challenges, ...)               -->         verify(credentials, ...)
    verify_info(info, credentials, ...)   <-- 200     prove(credentials, ...)

MD5, SHA-256 and SHA-512-256, each also ``-sess``; ``auth``, ``auth-int`` and no ``qop``; hashed
names. The exchange of RFC 7616 section 3.9.1, but for what is random:

>>> from authheaders import DigestChallenge, parse_challenges, parse_credentials
>>> from authheaders.signing import digest
>>> mint = digest.NonceMint(b"known to the server only")
>>> guard = digest.ReplayGuard(mint)
>>> def offer(stale=False):
...     nonce = mint.make()
...     return [
...         DigestChallenge(realm="a", nonce=nonce, algorithm=name, qop=("auth",), stale=stale)
...         for name in ("SHA-256", "MD5")
...     ]

The client reads that, and answers the first that it can.

>>> challenges = parse_challenges([challenge.to_header() for challenge in offer()])
>>> credentials = digest.answer(
...     challenges, username="Mufasa", password="Circle of Life", method="GET", uri="/dir/"
... )
>>> field_value = credentials.to_header()

The server verifies it, once.

>>> passwords = {"Mufasa": "Circle of Life"}
>>> def check(field_value, method, target):
...     credentials = parse_credentials(field_value)
...     password = passwords.get(credentials.username)
...     digest.verify(credentials, offered=offer(), password=password, method=method,
...                   target=target, check_nonce=guard.check)
...     return digest.prove(credentials, password=password)
>>> info = check(field_value, "GET", "/dir/")
>>> check(field_value, "GET", "/dir/")
Traceback (most recent call last):
...
authheaders.errors.VerifyError: expected a count that was not used with the nonce (replayed)

And the client knows by ``rspauth`` that this was the server.

>>> digest.verify_info(info, credentials, password="Circle of Life")
"""

from __future__ import annotations

from ._digest_client import answer, select, verify_info
from ._digest_hash import ALGORITHMS, QOP, body_hash, ha1, hash_name, session_key, userhash
from ._digest_nonces import CountWindow, NonceMint, ReplayGuard
from ._digest_server import find_user, prove, verify

__all__ = [
    "ALGORITHMS",
    "QOP",
    "CountWindow",
    "NonceMint",
    "ReplayGuard",
    "answer",
    "body_hash",
    "find_user",
    "ha1",
    "hash_name",
    "prove",
    "select",
    "session_key",
    "userhash",
    "verify",
    "verify_info",
]
