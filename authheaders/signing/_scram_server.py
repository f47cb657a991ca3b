# SPDX-License-Identifier: MIT
"""What a SCRAM server computes, step by step (RFC 7804 sections 5 and 5.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import check_token, check_type
from ..schemes._scram_attributes import POSIT_NUMBER, check_nonce
from ..schemes._scram_messages import (
    ScramClientFinal,
    ScramClientFirst,
    ScramServerFinal,
    ScramServerFirst,
)
from ..schemes.scram import ScramChallenge, ScramCredentials, ScramInfo
from ._scram_keys import ScramKeys, Step, auth_message, is_client_proof, server_signature


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ServerFirst(Step):
    """The first step of a server: :func:`server_first` makes it.

    It is to be stored by its ``sid``, and taken out for one answer: who lets a step verify
    several gives a guesser as many tries.

    - ``keys``: what is stored of the user's password.
    - ``sid``: the session.
    - ``first``: the :class:`~authheaders.ScramClientFirst` that is answered.
    - ``message``: the :class:`~authheaders.ScramServerFirst` of the answer.
    """

    keys: ScramKeys
    sid: str
    first: ScramClientFirst
    message: ScramServerFirst

    @property
    def challenge(self) -> ScramChallenge:
        """What to send, with status 401."""
        return ScramChallenge(scheme=self.keys.scheme, sid=self.sid, data=bytes(self.message))

    def verify(self, credentials: ScramCredentials) -> ServerFinal:
        """Verify the client's proof, in constant time; what is returned has the server's.

        Raises VerifyError, with ``status_hint`` 401, for a message that is no final one
        (MISSING_PARAM), another scheme (WRONG_SCHEME), another session or another nonce
        (STALE), and a wrong proof (WRONG_PROOF).
        """
        check_type("credentials", credentials, ScramCredentials)
        final = _final(credentials, self.keys)
        if credentials.sid != self.sid:
            raise _refused(self.keys, Reason.STALE, "the session of the challenge", "sid")
        if final.nonce != self.message.nonce:
            raise _refused(self.keys, Reason.STALE, "the nonce of the challenge")
        _check_proof(self.keys, self.first, self.message, final)
        return ServerFinal(
            keys=self.keys, sid=self.sid, first=self.first, answer=self.message, final=final
        )


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ServerFinal(Step):
    """The last step of a server: the client is authenticated. Methods ``verify`` make it.

    - ``keys``, ``sid``, ``first``: as in :class:`ServerFirst`.
    - ``answer``: the :class:`~authheaders.ScramServerFirst` that the client answered; in a
      reauthentication the one that it stands for.
    - ``final``: the client's last message.
    - ``nonce_count``: how often the nonce was used, None at first.
    """

    keys: ScramKeys
    sid: str
    first: ScramClientFirst
    answer: ScramServerFirst
    final: ScramClientFinal
    nonce_count: int | None = None

    @property
    def username(self) -> str:
        """Who is authenticated."""
        return self.first.username

    @property
    def info(self) -> ScramInfo:
        """What to send in ``Authentication-Info``: the server's proof."""
        message = auth_message(self.first, self.answer, self.final)
        signature = server_signature(self.keys.scheme, self.keys.server_key, message)
        return ScramInfo(sid=self.sid, data=bytes(ScramServerFinal(signature)))

    def verify_again(
        self, credentials: ScramCredentials, *, sr: str | None, sid: str | None = None
    ) -> ServerFinal:
        """Verify a reauthentication, in constant time (RFC 7804 section 5.1).

        A server that gives out ``sr`` stores this step, of the last success, and finds it by
        the nonce of the client, with which that of the message begins (:attr:`client_nonce`),
        or by what else it knows of the client. What is returned takes its place, in one go
        with the look-up, so that two requests at once do not count the same.

        - ``sr``: the nonce of the challenge that the client was sent; None if its ``ttl`` is
          over.
        - ``sid``: the session to name in the answer; None makes one.

        Raises VerifyError, with ``status_hint`` 401, as :meth:`ServerFirst.verify` does; and
        once the proof is right, so that only who knows the password learns it, STALE for
        another ``sr`` or a count that is too high, REPLAYED for a count that was there before.
        After STALE, send a challenge with a new ``sr`` and ``stale``. BuildError for a ``sid``
        that is no token.
        """
        check_type("credentials", credentials, ScramCredentials)
        if sid is not None:
            check_token(BuildError, "sid", sid)
        final = _final(credentials, self.keys)
        if credentials.sid is not None:
            raise _refused(self.keys, Reason.CONFLICT, "no session in a reauthentication", "sid")
        if not final.nonce.startswith(self.client_nonce):
            raise _refused(self.keys, Reason.STALE, "the nonce of the client")
        answer = replace(self.answer, nonce=final.nonce)
        _check_proof(self.keys, self.first, answer, final)
        count = self.keys.iterations if self.nonce_count is None else self.nonce_count + 1
        counted = final.nonce[len(self.client_nonce) :]
        if not sr or counted != f"{count}{sr}":
            used = counted.removesuffix(sr) if sr else ""
            if POSIT_NUMBER.fullmatch(used) and int(used) < count:
                raise _refused(self.keys, Reason.REPLAYED, "a count that was not used before")
            raise _refused(self.keys, Reason.STALE, "the next count and a nonce that is good")
        return ServerFinal(
            keys=self.keys,
            sid=_random() if sid is None else sid,
            first=self.first,
            answer=answer,
            final=final,
            nonce_count=count,
        )

    @property
    def client_nonce(self) -> str:
        """The nonce of the client, with which the nonce of each reauthentication begins."""
        return self.first.nonce


def server_first(
    credentials: ScramCredentials,
    keys: ScramKeys,
    *,
    authzid: str | None = None,
    nonce: str | None = None,
    sid: str | None = None,
) -> ServerFirst:
    """Answer a client's first message.

    - ``credentials``: its ``message.username`` tells whose keys to look up.
    - ``keys``: what :func:`derive_keys` made; for a user who is not known
      :func:`stand_in_keys`, so that nobody learns it.
    - ``authzid``: the name that this user may act as, if the message asks for one.
    - ``nonce``: the server's, printable ASCII without a comma, never used before; None makes
      one.
    - ``sid``: a token that nobody can guess; None makes one.

    Raises VerifyError, with ``status_hint`` 401, for a message that is no first one
    (MISSING_PARAM), a scheme that the keys are not of (DOWNGRADED), and another ``authzid``
    (WRONG_TARGET). BuildError for values outside of these.
    """
    check_type("credentials", credentials, ScramCredentials)
    check_type("keys", keys, ScramKeys)
    first = credentials.message
    if not isinstance(first, ScramClientFirst):
        raise _refused(keys, Reason.MISSING_PARAM, "the first message of a client")
    if credentials.scheme != keys.scheme:
        raise _refused(keys, Reason.DOWNGRADED, "the scheme that there are keys for", "scheme")
    if first.authzid is not None and first.authzid != authzid:
        raise _refused(keys, Reason.WRONG_TARGET, "a name that the user may act as")
    if nonce is None:
        nonce = _random()
    # Before it is joined: with none of the server's own, an old proof could be sent again.
    check_nonce(nonce)
    whole = first.nonce + nonce
    message = ScramServerFirst(whole, keys.salt, keys.iterations)
    step = ServerFirst(
        keys=keys, sid=_random() if sid is None else sid, first=first, message=message
    )
    # It can be sent, or is refused here.
    step.challenge.to_header()
    return step


def _final(credentials: ScramCredentials, keys: ScramKeys) -> ScramClientFinal:
    if credentials.scheme != keys.scheme:
        raise _refused(keys, Reason.WRONG_SCHEME, "the scheme of the challenge", "scheme")
    final = credentials.message
    if not isinstance(final, ScramClientFinal):
        raise _refused(keys, Reason.MISSING_PARAM, "the final message of a client")
    return final


def _check_proof(
    keys: ScramKeys, first: ScramClientFirst, answer: ScramServerFirst, final: ScramClientFinal
) -> None:
    # The gs2-header must be repeated, and is in the proof: it is the final message's own.
    right = is_client_proof(keys, final.proof, auth_message(first, answer, final))
    if not right or final.authzid != first.authzid:
        raise _refused(keys, Reason.WRONG_PROOF, "a proof of the user's password")


def _random() -> str:
    import secrets

    return secrets.token_urlsafe(18)


def _refused(keys: ScramKeys, reason: Reason, expected: str, param: str = "data") -> VerifyError:
    return VerifyError(reason, expected, scheme=keys.scheme, param=param, status_hint=401)
