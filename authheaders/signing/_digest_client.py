# SPDX-License-Identifier: MIT
"""What a Digest client computes: which challenge to answer, the answer, the server's proof."""

from __future__ import annotations

from ..errors import BuildError, Reason, VerifyError
from ..messages import Challenge
from ..schemes._checking import broken, check_integer, check_octets, check_text, check_type
from ..schemes.digest import DigestChallenge, DigestCredentials, DigestInfo, answer_to
from ._digest_hash import (
    QOP,
    check_charset,
    check_method,
    hash_of,
    hashed_name,
    normalized,
    refuse_algorithm,
)
from ._digest_proof import a2_of, clear_name, key_of, response_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ._digest_hash import Known


def select(
    challenges: Iterable[Challenge],
    *,
    algorithms: Collection[str] | None = None,
    qop: Sequence[str] = QOP,
) -> DigestChallenge | None:
    """Choose the Digest challenge to answer (RFC 7616 section 3.7): the first that can be.

    The server's order counts, as it puts first what it likes best. A challenge is passed over
    if its algorithm is unknown, or if it offers ``qop`` and none of the options is known.

    - ``challenges``: of any schemes.
    - ``algorithms``: names of those to answer, for who refuses MD5; None means all.
    - ``qop``: the options to use.

    Returns None if there is none.

    >>> from authheaders import parse_challenges
    >>> select(parse_challenges('Basic realm="a", Digest realm="a", nonce="1", algorithm=SHA-9'))
    >>> select(parse_challenges('Digest realm="a", nonce="1", qop="auth,auth-int"'))
    DigestChallenge(realm='a', nonce='1', qop=('auth', 'auth-int'))
    """
    selected = _selected(challenges, algorithms, qop)
    return None if selected is None else selected[0]


def _selected(
    challenges: Iterable[Challenge], algorithms: Collection[str] | None, qop: Sequence[str]
) -> tuple[DigestChallenge, Known, str | None] | None:
    """The challenge to answer, its algorithm, and the option of its qop."""
    allowed = None if algorithms is None else [name.lower() for name in algorithms]
    for challenge in challenges:
        if not isinstance(challenge, DigestChallenge):
            continue
        known = hash_of(challenge.algorithm)
        if known is None:
            continue
        if allowed is not None and (challenge.algorithm or "MD5").lower() not in allowed:
            continue
        chosen = _chosen(challenge.qop, qop)
        if chosen is not None or not challenge.qop:
            return challenge, known, chosen
    return None


def _chosen(offered: tuple[str, ...], preferred: Sequence[str]) -> str | None:
    """The first option preferred that is offered, as the server spells it, and known here."""
    for option in preferred:
        if option not in QOP:
            continue
        if option in offered:
            return option
        for spelled in offered:
            if spelled.lower() == option:
                return spelled
    return None


def answer(
    challenges: Challenge | Iterable[Challenge],
    *,
    username: str,
    method: str,
    uri: str,
    password: str | bytes | None = None,
    ha1: str | None = None,
    session_key: str | None = None,
    body: bytes | None = None,
    body_hash: str | None = None,
    cnonce: str | None = None,
    nc: int = 1,
    algorithms: Collection[str] | None = None,
    qop: Sequence[str] = QOP,
) -> DigestCredentials:
    """Answer a Digest challenge (RFC 7616 section 3.4).

    - ``challenges``: one, or all that the server sent, of which :func:`select` takes one. To go
      on with ``nextnonce``, ``dataclasses.replace(challenge, nonce=info.nextnonce)``.
    - ``username``: the user's name. It is sent hashed if the challenge takes that (``userhash``);
      as ``username*`` if it is not ASCII and the challenge has a ``charset``; else as it is,
      in UTF-8, since servers from before RFC 7616 know no ``username*``.
    - ``password``; or ``ha1``, what :func:`ha1` gives for the hash of the algorithm; or
      ``session_key``, for a session of an algorithm with ``-sess`` that goes on. A
      ``password`` of type str is hashed as UTF-8, in NFC if the challenge has a ``charset``;
      octets are hashed as they are.
    - ``method``: of the request.
    - ``uri``: the request target as it is sent, octets, one character each: it is hashed, and
      the server compares it.
    - ``body``: the content for ``qop=auth-int``, none is no octets; or ``body_hash``, what
      :func:`body_hash` gives for the algorithm.
    - ``cnonce``: octets, one character each; None takes 128 random bits.
    - ``nc``: how many requests were sent with the nonce, this one included, up to 2**32 - 1.
    - ``algorithms``, ``qop``: what to use, as in :func:`select`.

    Raises BuildError if no challenge can be answered (UNSUPPORTED) and for values that can't
    be sent; TypeError unless there is one secret.

    >>> from authheaders import DigestChallenge
    >>> challenge = DigestChallenge(realm="a", nonce="7ypf", algorithm="SHA-256", qop=("auth",))
    >>> credentials = answer(challenge, username="u", password="p", method="GET", uri="/")
    >>> credentials.qop, credentials.nc
    ('auth', '00000001')
    """
    offered = (challenges,) if isinstance(challenges, Challenge) else challenges
    selected = _selected(offered, algorithms, qop)
    if selected is None:
        expected = "a Digest challenge with an algorithm and qop that are known and wanted"
        raise BuildError(Reason.UNSUPPORTED, expected, scheme="Digest", param="algorithm")
    if password is None and ha1 is None and session_key is None:
        raise TypeError("password, ha1 or session_key is needed")
    check_method(method)
    check_text("username", username)
    check_octets("uri", uri)
    if type(nc) is not int or not 0 < nc <= 0xFFFFFFFF:
        check_integer(BuildError, "nc", nc, least=1, most=0xFFFFFFFF)
    if ":" in username:
        raise broken(BuildError, "username", "a name without a colon")
    challenge, known, chosen = selected
    charset = challenge.charset
    if charset is not None and not username.isascii():
        username = normalized(username)
    if chosen is None and not known[3]:
        # RFC 2617 section 3.2.2: no cnonce if the server sent no qop.
        cnonce = None
    elif cnonce is None:
        import secrets

        cnonce = secrets.token_bytes(16).hex()
    else:
        check_octets("cnonce", cnonce)
    count = None if chosen is None else f"{nc:08x}"
    key = key_of(known, challenge, cnonce, username, password, ha1, session_key, charset)
    content = b"" if body is None and body_hash is None else body
    a2 = a2_of(known, method, uri, chosen, content, body_hash)
    name = username
    if challenge.userhash:
        name = hashed_name(known, username, challenge.realm, charset)
    response = response_of(known, key, a2, challenge.nonce, count, cnonce, chosen)
    plain = username.isascii() or charset is not None
    return answer_to(
        challenge, name, uri, response, cnonce, chosen, count, None if plain else False
    )


def verify_info(
    info: DigestInfo,
    credentials: DigestCredentials,
    *,
    username: str | None = None,
    password: str | bytes | None = None,
    ha1: str | None = None,
    session_key: str | None = None,
    body: bytes | None = None,
    body_hash: str | None = None,
    charset: str | None = None,
) -> None:
    """Verify the server's proof that it knows the password too (RFC 7616 section 3.5).

    Returns nothing if ``rspauth`` proves it. What ``nextnonce`` says counts only then.

    - ``info``: what came in ``Authentication-Info``.
    - ``credentials``: those of the request.
    - ``username``: the clear name, if the credentials have it hashed.
    - ``password``, ``ha1`` or ``session_key``: as they were given to :func:`answer`.
    - ``body``: the content of the response for ``qop=auth-int``, or ``body_hash``, its hash.
    - ``charset``: that of the challenge.

    Raises VerifyError for a proof that is wrong (WRONG_PROOF) or missing (MISSING_PARAM), for
    ``cnonce`` and ``nc`` of another request (REPLAYED), for another ``qop`` than that of the
    request (DOWNGRADED), and for an unknown algorithm (UNSUPPORTED); BuildError for a key of
    another hash; TypeError unless there is one secret, and one body if it is needed.
    """
    if password is None and ha1 is None and session_key is None:
        raise TypeError("password, ha1 or session_key is needed")
    check_type("info", info, DigestInfo)
    check_type("credentials", credentials, DigestCredentials)
    check_charset(charset)
    known = hash_of(credentials.algorithm) or refuse_algorithm(VerifyError)
    if info.rspauth is None:
        raise _refused(Reason.MISSING_PARAM, "the parameter rspauth", "rspauth")
    # With qop both are there, on both sides (section 3.5).
    if info.qop is not None and (info.qop.lower() != (credentials.qop or "").lower()):
        raise _refused(Reason.DOWNGRADED, "the qop of the request", "qop")
    for param in ("cnonce", "nc"):
        got, sent = getattr(info, param), getattr(credentials, param)
        if got is not None and got != sent:
            raise _refused(Reason.REPLAYED, f"the {param} of the request", param)
    name = clear_name(known, credentials, username, charset, needed=password is not None)
    if name is None:
        raise _refused(Reason.WRONG_PROOF, "the name of the request", "username")
    key = key_of(known, credentials, credentials.cnonce, name, password, ha1, session_key, charset)
    a2 = a2_of(known, "", credentials.uri, credentials.qop, body, body_hash)
    expected = response_of(
        known, key, a2, credentials.nonce, credentials.nc, credentials.cnonce, credentials.qop
    )
    import hmac

    if not hmac.compare_digest(expected, info.rspauth):
        raise _refused(Reason.WRONG_PROOF, "a proof of the password as rspauth", "rspauth")


def _refused(reason: Reason, expected: str, param: str) -> VerifyError:
    return VerifyError(reason, expected, scheme="Digest", param=param)
