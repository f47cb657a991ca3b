# SPDX-License-Identifier: MIT
"""WSSE UsernameToken: the digest of a password, and its verification.

There is no normative document, and three forms are in use:

- the nonce is hashed as it stands in the header (the original article): the default.
- ``encoded``: the header has base64 of the nonce that is hashed (as in WS-Security).
- ``hexadecimal``: the header has base64 of the hex digits of the hash (Emarsys).

A message does not tell the first two apart: which one is used is agreed upon.

>>> from authheaders.signing import wsse
>>> token = wsse.sign("bob", "taadtaadpstcsm", nonce=b"d36e316282959a9ed4c89851497a717f",
...     created="2003-12-15T14:43:07Z")
>>> token.password_digest
'quR/EWLAV4xLf9Zqyw4pDmfV9OY='
"""

from __future__ import annotations

import re

from ..errors import Reason, VerifyError
from ..schemes._checking import check_octets, check_type
from ..schemes._encodings import base64_decoded, base64_encoded
from ..schemes.wsse import UsernameToken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# W3CDTF with a zone, whose numbers may lack their zeros: 2005-2-5T17:18:15Z is in use. The year
# has four digits: what is hashed has no marks between its parts, and so nothing can be moved from
# the timestamp into the nonce.
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"T([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.[0-9]+)?)?"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2}))"
)


def password_digest(password: str, *, nonce: bytes, created: str, hexadecimal: bool = False) -> str:
    """The ``PasswordDigest``: base64( SHA-1( nonce + created + password ) ).

    - ``password``: text, taken as UTF-8.
    - ``nonce``: the octets that are hashed.
    - ``created``: as it stands in the header.
    """
    from hashlib import sha1

    check_octets("Created", created)
    octets = nonce + created.encode("latin-1") + password.encode("utf-8", "surrogatepass")
    # SHA-1 is what the scheme asks for.
    digest = sha1(octets, usedforsecurity=False)
    return base64_encoded(digest.hexdigest().encode() if hexadecimal else digest.digest())


def sign(
    username: str,
    password: str,
    *,
    nonce: bytes | None = None,
    created: str | None = None,
    encoded: bool = False,
    hexadecimal: bool = False,
) -> UsernameToken:
    """What to send in ``X-WSSE``.

    - ``nonce``: the octets that are hashed; visible ASCII unless ``encoded``. Random hex digits
      if it is None.
    - ``created``: a timestamp; the clock of the machine if it is None.

    Raises BuildError for values that can't stand in the header.
    """
    if nonce is None:
        from secrets import token_hex

        nonce = token_hex(16).encode()
    if created is None:
        from time import gmtime, strftime

        created = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())
    return UsernameToken(
        username=username,
        password_digest=password_digest(
            password, nonce=nonce, created=created, hexadecimal=hexadecimal
        ),
        nonce=base64_encoded(nonce) if encoded else nonce.decode("latin-1"),
        created=created,
    )


def verify(
    token: UsernameToken,
    password: str,
    *,
    encoded: bool = False,
    hexadecimal: bool = False,
    now: float | None = None,
    skew: float = 300,
    use_nonce: Callable[[str, str, str], bool] | None = None,
) -> None:
    """Verify that a token was made with the password, and now.

    - ``now``: Unix seconds; the clock of the machine if it is None.
    - ``skew``: how many seconds a token may be old, or the clocks differ.
    - ``use_nonce``: called with username, nonce and created when all else is right; it remembers
      them for twice ``skew``, and says whether they are used for the first time. The name is
      not hashed: where names are found in any case, nonce and created alone must be remembered,
      or who replays writes another case. With None, requests can be replayed within ``skew``.

    Raises VerifyError: WRONG_PROOF for the digest, and for a nonce that is not encoded where it
    must be; STALE for the timestamp, and for one that can't be read; REPLAYED.
    """
    from hmac import compare_digest

    check_type("token", token, UsernameToken)
    nonce = base64_decoded(token.nonce) if encoded else token.nonce.encode("latin-1")
    if nonce is None:
        raise _refusal(Reason.WRONG_PROOF, "canonical base64", "Nonce")
    expected = password_digest(
        password, nonce=nonce, created=token.created, hexadecimal=hexadecimal
    )
    if not compare_digest(expected, token.password_digest):
        raise _refusal(Reason.WRONG_PROOF, "the digest of the password", "PasswordDigest")
    created = seconds(token.created)
    if created is None or abs(created - _now(now)) > skew:
        raise _refusal(Reason.STALE, "a timestamp of now", "Created")
    if use_nonce and not use_nonce(token.username, token.nonce, token.created):
        raise _refusal(Reason.REPLAYED, "a nonce that was not used before", "Nonce")


def seconds(created: str) -> int | None:
    """The Unix seconds of a timestamp, without its fraction; None for what is no timestamp.

    >>> seconds("2003-12-15T14:43:07Z"), seconds("2005-2-5T18:18:15+01:00")
    (1071499387, 1107623895)
    """
    found = _TIMESTAMP.fullmatch(created)
    if found is None:
        return None
    from datetime import datetime, timedelta, timezone

    sign, hours, minutes = found.groups()[6:]
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        numbers = [int(digits or 0) for digits in found.groups()[:6]]
        local = datetime(*numbers, tzinfo=timezone.utc)  # type: ignore[misc, arg-type]  # six
    except ValueError:
        return None
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
    since = local - epoch + (offset if sign == "-" else -offset)
    return since // timedelta(seconds=1)


def _now(now: float | None) -> float:
    if now is not None:
        return now
    from time import time

    return time()


def _refusal(reason: Reason, expected: str, param: str) -> VerifyError:
    return VerifyError(reason, expected, scheme="UsernameToken", param=param, status_hint=401)
