# SPDX-License-Identifier: MIT
"""The proof of Digest (RFC 7616 section 3.4.1), which client and server make in the same way.

::

    A2       = Method ":" request-uri [ ":" H(entity-body) ]           ; auth-int has the last
    response = H( H(A1) ":" nonce ":" nc ":" cnonce ":" qop ":" H(A2) )
    response = H( H(A1) ":" nonce ":" H(A2) )                          ; no qop: RFC 2069
    rspauth  = the same with an empty Method
"""

from __future__ import annotations

from ..errors import BuildError
from ..schemes._checking import broken, missing
from ._digest_hash import a1_octets, check_key, hashed_name, normalized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..schemes.digest import DigestChallenge, DigestCredentials
    from ._digest_hash import Known


def clear_name(
    known: Known,
    credentials: DigestCredentials,
    username: str | None,
    charset: str | None,
    *,
    needed: bool,
) -> str | None:
    """The clear name that credentials mean; None if they mean another than ``username``.

    TypeError if it is ``needed`` and nobody knows it: a hashed name can't be undone.
    """
    if username is None:
        if needed and credentials.userhash:
            raise TypeError("username is needed, as the credentials have it hashed")
        return credentials.username
    sent = credentials.username
    if credentials.userhash:
        hashed = hashed_name(known, username, credentials.realm, charset)
        return username if hashed == sent else None
    if charset is not None:
        return sent if normalized(username) == normalized(sent) else None
    return sent if username == sent else None


def key_of(
    known: Known,
    message: DigestCredentials | DigestChallenge,
    cnonce: str | None,
    username: str,
    password: str | bytes | None,
    ha1: str | None,
    session_key: str | None,
    charset: str | None,
) -> str:
    """H(A1) of a message, from the one of the secrets that is given."""
    _, new, digits, sess = known
    if session_key is not None:
        if password is not None or ha1 is not None:
            raise TypeError("password, ha1 and session_key exclude each other")
        if not sess:
            raise broken(BuildError, "session_key", "no key of a session without -sess")
        check_key("session_key", session_key, digits)
        return session_key
    if ha1 is not None:
        if password is not None:
            raise TypeError("password and ha1 exclude each other")
        check_key("ha1", ha1, digits)
        key = ha1
    else:
        octets = a1_octets(username, message.realm, password or "", charset)
        key = new(octets).hexdigest()
    if not sess:
        return key
    if cnonce is None:
        raise missing(BuildError, "cnonce")
    return new(f"{key}:{message.nonce}:{cnonce}".encode("latin-1")).hexdigest()


def a2_of(
    known: Known,
    method: str,
    uri: str,
    qop: str | None,
    body: bytes | None,
    body_hash: str | None,
) -> str:
    """A2, for rspauth with an empty method; TypeError if auth-int has not one body."""
    if qop is None or qop == "auth" or qop.lower() != "auth-int":
        return f"{method}:{uri}"
    _, new, digits, _ = known
    if (body is None) == (body_hash is None):
        raise TypeError("qop=auth-int needs body or body_hash, and not both")
    if body_hash is not None:
        check_key("body_hash", body_hash, digits)
        return f"{method}:{uri}:{body_hash}"
    if not isinstance(body, bytes):
        raise TypeError(f"body must be bytes, not {type(body).__name__}")
    return f"{method}:{uri}:{new(body).hexdigest()}"


def response_of(
    known: Known,
    key: str,
    a2: str,
    nonce: str,
    nc: str | None,
    cnonce: str | None,
    qop: str | None,
) -> str:
    """The response, or rspauth: from H(A1), A2 and the parameters."""
    new = known[1]
    ha2 = new(a2.encode("latin-1")).hexdigest()
    between = nonce if qop is None else f"{nonce}:{nc}:{cnonce}:{qop}"
    return new(f"{key}:{between}:{ha2}".encode("latin-1")).hexdigest()
