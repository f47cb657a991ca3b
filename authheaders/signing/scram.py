# SPDX-License-Identifier: MIT
r"""SCRAM-SHA-256 and SCRAM-SHA-1 (RFC 7804, 5802, 7677): the proofs of both sides.

::

    client                                              server
    first = client_first(username)        -->           step = server_first(credentials, keys)
    final = first.final(challenge, ...)   <-- 401       step.challenge
    final.credentials                     -->           done = step.verify(credentials)
    final.verify(info)                    <-- 200       done.info

    again = final.again(challenge)        <-- 401       ScramChallenge(realm=..., sr=...)
    again.credentials                     -->           done = done.verify_again(credentials, ...)
    again.verify(info)                    <-- 200       done.info

Each step is an immutable object that can be pickled: the server stores its own between two
requests, by ``sid``. What is refused raises VerifyError. There is no channel binding over HTTP.

The server stores keys, no password:

>>> from authheaders.signing import scram
>>> keys = scram.derive_keys("pencil", iterations=4096)
>>> keys.scheme, len(keys.salt), len(keys.stored_key), len(keys.server_key)
('SCRAM-SHA-256', 16, 32, 32)

The exchange, without the text in between:

>>> first = scram.client_first("user", realm="a")
>>> step = scram.server_first(first.credentials, keys)
>>> final = first.final(step.challenge, password="pencil")
>>> done = step.verify(final.credentials)
>>> final.verify(done.info)
>>> done.username
'user'

With another password:

>>> step.verify(first.final(step.challenge, password="pen").credentials)
Traceback (most recent call last):
...
authheaders.errors.VerifyError: expected a proof of the user's password (wrong-proof)

A reauthentication needs one request:

>>> from authheaders import ScramChallenge
>>> again = final.again(ScramChallenge(realm="a", sr="%hvYDpWUa2RaTCAfu", ttl=120))
>>> done = done.verify_again(again.credentials, sr="%hvYDpWUa2RaTCAfu")
>>> again.verify(done.info)
>>> done.nonce_count
4096
"""

from __future__ import annotations

from ._scram_client import (
    LEAST_ITERATIONS,
    MOST_ITERATIONS,
    ClientFinal,
    ClientFirst,
    client_first,
)
from ._scram_keys import ScramKeys, derive_keys, normalize, salted_password, stand_in_keys
from ._scram_server import ServerFinal, ServerFirst, server_first

__all__ = [
    "LEAST_ITERATIONS",
    "MOST_ITERATIONS",
    "ClientFinal",
    "ClientFirst",
    "ScramKeys",
    "ServerFinal",
    "ServerFirst",
    "client_first",
    "derive_keys",
    "normalize",
    "salted_password",
    "server_first",
    "stand_in_keys",
]
