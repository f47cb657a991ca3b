# SPDX-License-Identifier: MIT
"""What a SCRAM client computes, step by step (RFC 7804 sections 5 and 5.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import check_bytes, check_integer, check_type
from ..schemes._scram_messages import ScramClientFinal, ScramClientFirst, ScramServerFirst
from ..schemes.scram import ScramChallenge, ScramCredentials, ScramInfo
from ._scram_keys import (
    Step,
    auth_message,
    client_key,
    client_proof,
    hash_of,
    salted_password,
    server_key,
    server_signature,
)

# What RFC 5802 section 5.1 wants of a server; fewer make it cheap to guess the password from
# an exchange with a false one.
LEAST_ITERATIONS = 4096
# A false server could ask for 10**18 of them: a second of work or so, on a usual machine.
MOST_ITERATIONS = 1_000_000

# Errors of RFC 5802 section 7 that say that the server can't, and not that the proof is wrong.
_CAN_NOT = frozenset(
    "extensions-not-supported channel-bindings-dont-match server-does-support-channel-binding"
    " channel-binding-not-supported unsupported-channel-binding-type".split()
)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ClientFirst(Step):
    """The first step of a client: :func:`client_first` makes it.

    - ``scheme``, ``realm``: of the ``credentials``.
    - ``message``: the :class:`~authheaders.ScramClientFirst` in them.
    """

    scheme: str
    realm: str | None
    message: ScramClientFirst

    @property
    def credentials(self) -> ScramCredentials:
        """What to send."""
        return ScramCredentials(scheme=self.scheme, realm=self.realm, data=bytes(self.message))

    def final(
        self,
        challenge: ScramChallenge,
        *,
        password: str | bytes | None = None,
        salted_password: bytes | None = None,
        least_iterations: int = LEAST_ITERATIONS,
        most_iterations: int = MOST_ITERATIONS,
    ) -> ClientFinal:
        """Answer the server's challenge with a proof.

        - ``password``: text for :func:`normalize`, or octets; or ``salted_password``, which
          was made with the salt and the iterations of this challenge.
        - ``least_iterations``, ``most_iterations``: what the server may ask for.

        Raises VerifyError for a challenge to which no proof must be given: without ``data``
        (MISSING_PARAM: the server begins again, or refuses), of another scheme (WRONG_SCHEME),
        with a nonce that does not go on from the client's (STALE), with too few iterations
        (DOWNGRADED) or too many (UNSUPPORTED). BuildError for a password that has no normal
        form, and a salted one of another length; TypeError unless there is one of both.
        """
        check_type("challenge", challenge, ScramChallenge)
        check_integer(BuildError, "least_iterations", least_iterations, least=1)
        check_integer(BuildError, "most_iterations", most_iterations, least=1)
        answer = challenge.message
        if challenge.scheme != self.scheme:
            raise self._refused(Reason.WRONG_SCHEME, "a challenge of the scheme of the request")
        if answer is None:
            raise self._refused(Reason.MISSING_PARAM, "the parameter data")
        ours = self.message.nonce
        if not answer.nonce.startswith(ours) or answer.nonce == ours:
            raise self._refused(Reason.STALE, "a nonce that goes on from the client's")
        if answer.iterations < least_iterations:
            raise self._refused(Reason.DOWNGRADED, f"{least_iterations} iterations at least")
        if answer.iterations > most_iterations:
            raise self._refused(Reason.UNSUPPORTED, f"{most_iterations} iterations at most")
        return ClientFinal(
            first=self,
            answer=answer,
            sid=challenge.sid,
            salted_password=self._salted(answer, password, salted_password),
        )

    def _salted(
        self, answer: ScramServerFirst, password: str | bytes | None, salted: bytes | None
    ) -> bytes:
        if (password is None) is (salted is None):
            raise TypeError("password or salted_password is needed, not both")
        if salted is not None:
            check_bytes(BuildError, "salted_password", salted, hash_of(self.scheme)[1])
            return salted
        assert password is not None
        return salted_password(password, answer.salt, answer.iterations, scheme=self.scheme)

    def _refused(self, reason: Reason, expected: str, param: str = "data") -> VerifyError:
        return VerifyError(reason, expected, scheme=self.scheme, param=param)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ClientFinal(Step):
    """The last step of a client: :meth:`ClientFirst.final` makes it.

    - ``first``: the step before.
    - ``answer``: the :class:`~authheaders.ScramServerFirst` that is answered; in a
      reauthentication the one that it stands for.
    - ``salted_password``: octets, to be kept for the next exchange with the same salt and
      iterations. Hidden in ``repr``.
    - ``sid``: the session, None in a reauthentication.
    - ``nonce_count``: how often the nonce was used, None at first.
    """

    secret_fields = frozenset({"salted_password"})

    first: ClientFirst
    answer: ScramServerFirst
    salted_password: bytes
    sid: str | None = None
    nonce_count: int | None = None

    @property
    def message(self) -> ScramClientFinal:
        """The message with the proof."""
        scheme, key = self.first.scheme, client_key(self.first.scheme, self.salted_password)
        return replace(self._unproved(), proof=client_proof(scheme, key, self._auth_message()))

    @property
    def credentials(self) -> ScramCredentials:
        """What to send."""
        return ScramCredentials(
            scheme=self.first.scheme,
            realm=self.first.realm if self.sid is None else None,
            sid=self.sid,
            data=bytes(self.message),
        )

    def verify(self, info: ScramInfo) -> None:
        """Verify that the server knows the password too, in constant time.

        Until then nothing that it sent is to be believed; a response without the field is as
        wrong as one with a wrong proof. Raises VerifyError: WRONG_PROOF, for an error of the
        server too, but UNSUPPORTED for one that says that it can't (which one it is,
        ``info.message.error`` tells); STALE for another session.
        """
        import hmac

        check_type("info", info, ScramInfo)
        final, scheme = info.message, self.first.scheme
        if self.sid is not None and info.sid != self.sid:
            raise self.first._refused(Reason.STALE, "the session of the challenge", "sid")
        if final.verifier is None:
            reason = Reason.UNSUPPORTED if final.error in _CAN_NOT else Reason.WRONG_PROOF
            raise self.first._refused(reason, "a proof of the server, and no error")
        key = server_key(scheme, self.salted_password)
        signature = server_signature(scheme, key, self._auth_message())
        if not hmac.compare_digest(signature, final.verifier):
            raise self.first._refused(Reason.WRONG_PROOF, "a proof of the server")

    def again(self, challenge: ScramChallenge) -> ClientFinal:
        """Reauthenticate in one step: answer a challenge with ``sr`` (RFC 7804 section 5.1).

        This step must have been verified; the one that is returned counts one use of the nonce
        more. If its answer is a challenge with ``stale``, that is given to the same step.
        ``ttl`` is for the caller's clock.

        Raises VerifyError for a challenge without ``sr`` (MISSING_PARAM), of another scheme
        (WRONG_SCHEME) or another realm (WRONG_TARGET). BuildError without a realm of the first
        step, as nothing else would tell a reauthentication from a broken message.
        """
        check_type("challenge", challenge, ScramChallenge)
        if challenge.scheme != self.first.scheme:
            raise self.first._refused(Reason.WRONG_SCHEME, "a challenge of the same scheme")
        if challenge.sr is None:
            raise self.first._refused(Reason.MISSING_PARAM, "the parameter sr", "sr")
        if self.first.realm is None:
            raise BuildError(Reason.MISSING_PARAM, "a realm in the first step", param="realm")
        if challenge.realm != self.first.realm:
            raise self.first._refused(Reason.WRONG_TARGET, "the same realm", "realm")
        count = self.answer.iterations if self.nonce_count is None else self.nonce_count + 1
        nonce = f"{self.first.message.nonce}{count}{challenge.sr}"
        return ClientFinal(
            first=self.first,
            answer=replace(self.answer, nonce=nonce),
            salted_password=self.salted_password,
            nonce_count=count,
        )

    def _unproved(self) -> ScramClientFinal:
        return ScramClientFinal(self.answer.nonce, b"", authzid=self.first.message.authzid)

    def _auth_message(self) -> str:
        return auth_message(self.first.message, self.answer, self._unproved())


def client_first(
    username: str,
    *,
    realm: str | None = None,
    scheme: str = "SCRAM-SHA-256",
    nonce: str | None = None,
    authzid: str | None = None,
) -> ClientFirst:
    """Begin as a client, with or without a challenge of the server before.

    - ``username``: text, in the form that the server knows.
    - ``realm``, ``scheme``: those of the challenge, if there was one.
    - ``nonce``: printable ASCII without a comma, never used before; None makes one.
    - ``authzid``: the name to act as, or None.

    Raises BuildError for values outside of these.
    """
    import secrets

    hash_of(scheme)
    message = ScramClientFirst(
        username, secrets.token_urlsafe(18) if nonce is None else nonce, authzid
    )
    first = ClientFirst(scheme=scheme, realm=realm, message=message)
    # It can be sent, or is refused here.
    first.credentials.to_header()
    return first
