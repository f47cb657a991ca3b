# SPDX-License-Identifier: MIT
"""Basic (RFC 7617): compare name and password with what is known, in constant time.

>>> from authheaders import parse_credentials
>>> from authheaders.signing import basic
>>> credentials = parse_credentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
>>> passwords = {"Aladdin": "open sesame"}
>>> basic.verify(
...     credentials, username=credentials.username, password=passwords.get(credentials.username)
... )
>>> basic.verify(credentials, username="Aladdin", password="Open Sesame")
Traceback (most recent call last):
...
authheaders.errors.VerifyError: expected the name and the password of a user (wrong-proof)

A server that stores passwords as it should, hashed by a slow function (``hashlib.scrypt``, or
argon2), has nothing to compare with here, and asks that function.
"""

from __future__ import annotations

from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import broken, check_type, check_utf8
from ..schemes.basic import BasicCredentials


def verify(
    credentials: BasicCredentials,
    *,
    username: str | bytes,
    password: str | bytes | None,
    charset: str | None = None,
) -> None:
    """Verify a user's name and password (RFC 7617 section 2).

    Returns nothing if both are right. How long it takes depends on the lengths of what is
    compared, in steps of 64 octets, and neither on where it differs nor on whether the name,
    the password or both are wrong.

    - ``username``, ``password``: what is known; text, or its octets in UTF-8. A ``password`` of
      None means that there is no such user: refused, after the same work.
    - ``charset``: that of the challenge. With ``UTF-8`` text is brought to NFC first, on both
      sides.

    Raises VerifyError (WRONG_PROOF, with ``status_hint`` 401), the same for whatever is wrong;
    BuildError for another charset and for text with a lone surrogate; TypeError for what is
    neither text nor octets.
    """
    check_type("credentials", credentials, BasicCredentials)
    if charset is not None:
        check_utf8(BuildError, "charset", charset)
    same_name = _same("username", credentials.username, username, charset)
    known = b"" if password is None else password
    same_password = _same("password", credentials.password, known, charset)
    # No short cut: all of it has been done by now.
    if not (same_name & same_password) or password is None:
        expected = "the name and the password of a user"
        raise VerifyError(Reason.WRONG_PROOF, expected, scheme="Basic", status_hint=401)


def _same(param: str, sent: str, known: str | bytes, charset: str | None) -> bool:
    """Whether two are equal; by their hashes, so that the length does not matter either."""
    import hashlib
    import hmac

    ours = hashlib.sha256(_octets(param, known, charset)).digest()
    return hmac.compare_digest(hashlib.sha256(_octets(param, sent, charset)).digest(), ours)


def _octets(param: str, value: str | bytes, charset: str | None) -> bytes:
    if isinstance(value, bytes):
        return value
    check_type(param, value, str)
    if charset is not None and not value.isascii():
        import unicodedata

        value = unicodedata.normalize("NFC", value)
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise broken(BuildError, param, "no lone surrogate") from None
