# SPDX-License-Identifier: MIT
"""What a Digest server computes: whether an answer is right, and its own proof."""

from __future__ import annotations

from ..errors import Reason, VerifyError
from ..schemes._checking import check_type
from ..schemes.digest import DigestChallenge, DigestCredentials, DigestInfo
from ._digest_hash import QOP, check_charset, check_method, hash_of, named_hash, refuse_algorithm
from ._digest_proof import a2_of, clear_name, key_of, response_of
from ._digest_target import same_resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..errors import StatusHint
    from ._digest_hash import Known


def verify(
    credentials: DigestCredentials,
    *,
    offered: DigestChallenge | Iterable[DigestChallenge],
    method: str,
    target: str,
    check_nonce: Callable[[DigestCredentials], object] | None,
    password: str | bytes | None = None,
    ha1: str | None = None,
    session_key: str | None = None,
    username: str | None = None,
    host: str | None = None,
    body: bytes | None = None,
    body_hash: str | None = None,
) -> None:
    """Verify a client's answer (RFC 7616 section 3.4.6), in constant time.

    Returns nothing if the credentials prove that the sender knows the password, for this
    request, and with no less protection than was asked for. All else raises.

    - ``offered``: the challenge, or all of them, that this server sends, whatever the nonce
      in it: the credentials must keep to the algorithm, ``qop``, realm and ``opaque`` of one.
    - ``method``: of the request.
    - ``target``: the request target as it came in the request line; octets, one character each.
    - ``host``: the value of ``Host``, for clients that hash an absolute URI where the target is
      a path; None refuses those. See :mod:`~authheaders.signing._digest_target` for what is
      taken for the same resource.
    - ``check_nonce``: called with the credentials when all else is right, so that only who
      knows the password learns that a nonce is stale, or uses up a count of it. It raises
      VerifyError (STALE, REPLAYED) for a nonce or count to refuse; what it returns is not
      looked at. :meth:`NonceMint.check` or :meth:`ReplayGuard.check` is meant here; None is
      for who checks nonces elsewhere: without a check, every answer can be replayed for ever.
    - ``password``; or ``ha1``, what :func:`ha1` gives for the hash of
      ``credentials.algorithm``; or ``session_key``, for ``-sess``. None of them means that
      there is no such user: refused like a wrong password, after the same work. A ``password``
      of type str is hashed as UTF-8, in NFC if the challenge has a ``charset``; octets are
      hashed as they are, and the name as UTF-8: for clients that hash it in ISO-8859-1, give
      the ``ha1`` of octets.
    - ``username``: the clear name, if the credentials have it hashed (:func:`find_user`) and
      ``password`` is given. Credentials of another user are refused.
    - ``body``: the content of the request for ``qop=auth-int``, or ``body_hash``, its hash by
      :func:`body_hash`. Needed only if the client chose that.

    Raises VerifyError, with ``status_hint`` 400 or 401, for

    - WRONG_PROOF: another password, user, method or body, or a message that was changed.
    - STALE, REPLAYED: what ``check_nonce`` raises. The password was right: the new challenge
      says ``stale=True``, and the client answers it without asking the user.
    - WRONG_TARGET: the ``uri`` of another resource (400), another realm or ``opaque``.
    - DOWNGRADED: an algorithm or ``qop`` that was not offered, or none where one was.
    - UNSUPPORTED: an algorithm that is not known.
    - MISSING_PARAM: an algorithm with ``-sess`` without ``cnonce`` (400).
    - BAD_VALUE: a hashed name that was not asked for (400).

    BuildError for a key of another hash; TypeError for more than one secret, a hashed name
    that nobody resolved, and no body where one is needed.
    """
    check_type("credentials", credentials, DigestCredentials)
    known = hash_of(credentials.algorithm) or refuse_algorithm(VerifyError)
    challenge = offered
    if not isinstance(challenge, DigestChallenge):
        challenge = _matching(known, challenge)
    elif challenge.algorithm != credentials.algorithm:
        challenge = _matching(known, (challenge,))
    qop = credentials.qop
    if qop not in challenge.qop and not _is_offered(qop, challenge.qop):
        raise _refused(Reason.DOWNGRADED, "a qop that was offered", "qop")
    if qop is not None and qop not in QOP and qop.lower() not in QOP:
        raise _refused(Reason.UNSUPPORTED, "auth or auth-int as qop", "qop")
    if credentials.realm != challenge.realm:
        raise _refused(Reason.WRONG_TARGET, "the realm that was offered", "realm")
    if credentials.opaque != challenge.opaque and challenge.opaque is not None:
        raise _refused(Reason.WRONG_TARGET, "the opaque of the challenge", "opaque")
    if credentials.uri != target and not same_resource(credentials.uri, target, host):
        raise _refused(Reason.WRONG_TARGET, "the request target as uri", "uri", 400)
    if credentials.userhash and not challenge.userhash:
        raise _refused(Reason.BAD_VALUE, "a name in clear, as it was asked for", "userhash", 400)
    cnonce = credentials.cnonce
    if known[3] and cnonce is None:
        raise _refused(Reason.MISSING_PARAM, "the parameter cnonce", "cnonce", 400)
    check_method(method)

    charset = challenge.charset
    name: str | None = credentials.username
    if username is not None or credentials.userhash:
        needed = password is not None
        name = clear_name(known, credentials, username, charset, needed=needed)
    key = key_of(known, credentials, cnonce, name or "", password, ha1, session_key, charset)
    a2 = a2_of(known, method, credentials.uri, qop, body, body_hash)
    expected = response_of(known, key, a2, credentials.nonce, credentials.nc, cnonce, qop)
    import hmac

    right = hmac.compare_digest(expected, credentials.response)
    nobody = password is None and ha1 is None and session_key is None
    if not right or nobody or name is None:
        raise _refused(Reason.WRONG_PROOF, "a proof of the user's password as response", "response")
    if check_nonce is not None:
        check_nonce(credentials)


def _matching(known: Known, offered: Iterable[DigestChallenge]) -> DigestChallenge:
    """The challenge of the credentials' algorithm, of which there is one at the most."""
    for challenge in offered:
        offering = hash_of(challenge.algorithm)
        if offering is not None and (offering[0], offering[3]) == (known[0], known[3]):
            return challenge
    raise _refused(Reason.DOWNGRADED, "an algorithm that was offered", "algorithm")


def _is_offered(qop: str | None, offered: tuple[str, ...]) -> bool:
    """Whether an option is offered, in any case; none is, if none is offered (RFC 2069)."""
    if qop is None or not offered:
        return qop is None and not offered
    return qop.lower() in [option.lower() for option in offered]


def _refused(
    reason: Reason, expected: str, param: str, status_hint: StatusHint = 401
) -> VerifyError:
    return VerifyError(reason, expected, scheme="Digest", param=param, status_hint=status_hint)


def find_user(
    credentials: DigestCredentials, usernames: Iterable[str], *, charset: str | None = None
) -> str | None:
    """The user whom credentials name, in clear or hashed (RFC 7616 section 3.4.4).

    - ``usernames``: all that there are. Each costs a hash if the name is hashed; a server with
      many stores :func:`userhash` beside each, and looks it up.
    - ``charset``: that of the challenge.

    Returns None if it is none of them. It proves nothing: the name is public. Raises
    VerifyError (UNSUPPORTED) for an unknown algorithm.
    """
    check_type("credentials", credentials, DigestCredentials)
    known = hash_of(credentials.algorithm) or refuse_algorithm(VerifyError)
    check_charset(charset)
    for username in usernames:
        if clear_name(known, credentials, username, charset, needed=False) is not None:
            return username
    return None


def prove(
    credentials: DigestCredentials,
    *,
    username: str | None = None,
    password: str | bytes | None = None,
    ha1: str | None = None,
    session_key: str | None = None,
    body: bytes | None = None,
    body_hash: str | None = None,
    nextnonce: str | None = None,
    charset: str | None = None,
) -> DigestInfo:
    """The server's own proof, for ``Authentication-Info`` (RFC 7616 section 3.5).

    - ``credentials``: those of the request, which :func:`verify` accepted.
    - ``username``, ``password``, ``ha1``, ``session_key``: as they were given to it.
    - ``body``: the content of the response for ``qop=auth-int``, or ``body_hash``, its hash.
    - ``nextnonce``: the nonce to use from now on, or None. Many clients ignore it; one that
      does not can send one request at a time only.
    - ``charset``: that of the challenge.

    Raises BuildError for an unknown algorithm (UNSUPPORTED) and a key of another hash;
    TypeError unless there is one secret, and one body if it is needed.
    """
    if password is None and ha1 is None and session_key is None:
        raise TypeError("password, ha1 or session_key is needed")
    check_type("credentials", credentials, DigestCredentials)
    known = named_hash(credentials.algorithm)
    check_charset(charset)
    needed = password is not None
    name = clear_name(known, credentials, username, charset, needed=needed)
    if name is None:
        raise TypeError("username is not that of the credentials")
    key = key_of(known, credentials, credentials.cnonce, name, password, ha1, session_key, charset)
    qop, nc, cnonce = credentials.qop, credentials.nc, credentials.cnonce
    a2 = a2_of(known, "", credentials.uri, qop, body, body_hash)
    return DigestInfo(
        nextnonce=nextnonce,
        qop=qop,
        rspauth=response_of(known, key, a2, credentials.nonce, nc, cnonce, qop),
        cnonce=cnonce,
        nc=nc,
    )
