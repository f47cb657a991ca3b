# SPDX-License-Identifier: MIT
"""Hawk: the MACs over requests, responses, URLs (bewits) and the server's clock.

Sections are those of the API document of mozilla/hawk; there is no RFC. Everywhere:

- ``key``: the shared key, bytes, or text, which is taken as UTF-8.
- ``algorithm``: ``sha256`` or ``sha1``. It belongs to the key, and is never on the wire.
- ``target``: what is requested, a :class:`Target`.
- ``payload``, ``content_type``: the body before any transfer coding, and the value of
  Content-Type, of which the case and the parameters do not matter.
- ``now``: Unix seconds; the clock of the machine if it is None.

Functions that verify return nothing and raise VerifyError. A control character in what is hashed,
which could pass for the end of a line, is a BuildError, and so is another algorithm.

>>> from authheaders.signing import hawk
>>> target = hawk.Target("GET", "/resource/1?b=1&a=2", "example.com", 8000)
>>> key = "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn"
>>> ext = "some-app-ext-data"
>>> hawk.sign("dh37fgj492je", key, target, ext=ext, ts=1353832234, nonce="j4h3g2").mac
'6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE='
"""

from __future__ import annotations

from ..errors import ParseError, Reason, VerifyError
from ..schemes._checking import check_type
from ..schemes.hawk import HawkBewit, HawkChallenge, HawkCredentials, HawkInfo
from ._hawk_macs import Target, bewit_mac, mac_of_lines, payload_hash, request_mac, response_mac

__all__ = (
    "Target",
    "answer",
    "payload_hash",
    "request_mac",
    "sign",
    "sign_bewit",
    "split_bewit",
    "stale_challenge",
    "verify",
    "verify_answer",
    "verify_bewit",
    "verify_challenge",
    "with_bewit",
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..errors import StatusHint


def sign(
    key_id: str,
    key: bytes | str,
    target: Target,
    *,
    payload: bytes | None = None,
    content_type: str = "",
    ext: str | None = None,
    app: str | None = None,
    dlg: str | None = None,
    ts: int | None = None,
    nonce: str | None = None,
    algorithm: str = "sha256",
) -> HawkCredentials:
    """Sign a request: the credentials to send in ``Authorization``.

    - ``payload``: to be covered by ``hash``; there is none if it is None.
    - ``ts``: Unix seconds; the clock of the machine if it is None.
    - ``nonce``: random text if it is None.
    - ``key_id`` and the others: the fields of :class:`~authheaders.HawkCredentials`.

    Raises BuildError for values that can't stand in the header.
    """
    if nonce is None:
        from secrets import token_urlsafe

        nonce = token_urlsafe(9)
    ts = int(_now(ts))
    digest = None if payload is None else payload_hash(payload, content_type, algorithm=algorithm)
    mac = request_mac(
        key,
        target,
        ts=ts,
        nonce=nonce,
        digest=digest,
        ext=ext,
        app=app,
        dlg=dlg,
        algorithm=algorithm,
    )
    return HawkCredentials(
        id=key_id, ts=ts, nonce=nonce, mac=mac, hash=digest, ext=ext, app=app, dlg=dlg
    )


def verify(
    credentials: HawkCredentials,
    key: bytes | str,
    target: Target,
    *,
    payload: bytes | None = None,
    content_type: str = "",
    algorithm: str = "sha256",
    now: float | None = None,
    skew: float = 60,
    use_nonce: Callable[[str, str, int], bool] | None = None,
) -> None:
    """Verify the credentials of a request ("Server Code", "Replay Protection").

    - ``payload``: must be covered by ``hash``. With None no body is verified, whether there is
      a hash or not: do that before the body is used.
    - ``skew``: how many seconds the clocks may differ.
    - ``use_nonce``: called with id, nonce and ts when all else is right; it remembers them for
      twice ``skew``, and says whether they are used for the first time. The id is not in the
      mac: where ids are found in any case, nonce and ts alone must be remembered. With None,
      requests can be replayed within ``skew``.

    Raises VerifyError, in this order: WRONG_PROOF for the mac, then for the hash; STALE, which
    :func:`stale_challenge` is the answer to; REPLAYED.
    """
    check_type("credentials", credentials, HawkCredentials)
    mac = request_mac(
        key,
        target,
        ts=credentials.ts,
        nonce=credentials.nonce,
        digest=credentials.hash,
        ext=credentials.ext,
        app=credentials.app,
        dlg=credentials.dlg,
        algorithm=algorithm,
    )
    _check_equal("mac", mac, credentials.mac, 401)
    _check_payload(payload, content_type, algorithm, credentials.hash, 401)
    # The nonce comes last, so that nothing that is refused fills the memory of the caller.
    if abs(credentials.ts - _now(now)) > skew:
        raise _refusal(Reason.STALE, "a timestamp of now", "ts", 401)
    if use_nonce and not use_nonce(credentials.id, credentials.nonce, credentials.ts):
        raise _refusal(Reason.REPLAYED, "a nonce that was not used before", "nonce", 401)


def answer(
    request: HawkCredentials,
    key: bytes | str,
    target: Target,
    *,
    payload: bytes | None = None,
    content_type: str = "",
    ext: str | None = None,
    algorithm: str = "sha256",
) -> HawkInfo:
    """Sign a response: the value of ``Server-Authorization`` ("Response Payload Validation").

    - ``request``: the credentials that were verified.
    - ``payload``: of the response, to be covered by ``hash``; there is none if it is None.
    - ``ext``: what the application wants to have signed, or None.
    """
    digest = None if payload is None else payload_hash(payload, content_type, algorithm=algorithm)
    mac = response_mac(request, key, target, digest, ext, algorithm)
    return HawkInfo(mac=mac, hash=digest, ext=ext)


def verify_answer(
    info: HawkInfo,
    request: HawkCredentials,
    key: bytes | str,
    target: Target,
    *,
    payload: bytes | None = None,
    content_type: str = "",
    algorithm: str = "sha256",
) -> None:
    """Verify what a server says of its response ("Response Payload Validation").

    - ``request``: the credentials that were sent.
    - ``payload``: of the response, which ``hash`` must cover; with None none is verified.

    Raises VerifyError: WRONG_PROOF for the mac, then for the hash.
    """
    check_type("info", info, HawkInfo)
    mac = response_mac(request, key, target, info.hash, info.ext, algorithm)
    _check_equal("mac", mac, info.mac, None)
    _check_payload(payload, content_type, algorithm, info.hash, None)


def stale_challenge(
    key: bytes | str, *, now: float | None = None, algorithm: str = "sha256"
) -> HawkChallenge:
    """What tells a client whose clock is wrong the time ("Replay Protection")."""
    ts = int(_now(now))
    tsm = mac_of_lines(key, ["hawk.1.ts", str(ts)], algorithm)
    return HawkChallenge(ts=ts, tsm=tsm, error="Stale timestamp")


def verify_challenge(
    challenge: HawkChallenge, key: bytes | str, *, algorithm: str = "sha256"
) -> None:
    """Verify the time that a server tells, before ``challenge.ts`` is trusted.

    Raises VerifyError: WRONG_PROOF, also for a challenge that tells no time.
    """
    check_type("challenge", challenge, HawkChallenge)
    tsm = mac_of_lines(key, ["hawk.1.ts", str(challenge.ts)], algorithm)
    _check_equal("tsm", tsm, challenge.tsm, None)


def sign_bewit(
    key_id: str,
    key: bytes | str,
    target: Target,
    *,
    exp: int,
    ext: str = "",
    algorithm: str = "sha256",
) -> HawkBewit:
    """Sign a URL for GET and HEAD, whatever the target's method ("Single URI Authorization").

    - ``exp``: until when it is good, in Unix seconds.

    :func:`with_bewit` puts it into the resource.
    """
    mac = bewit_mac(key, target, exp, ext, algorithm)
    return HawkBewit(id=key_id, exp=exp, mac=mac, ext=ext)


def verify_bewit(
    bewit: HawkBewit,
    key: bytes | str,
    target: Target,
    *,
    algorithm: str = "sha256",
    now: float | None = None,
) -> None:
    """Verify a bewit; the request must not have an ``Authorization`` beside it.

    - ``target``: the resource without the bewit, as :func:`split_bewit` returns it.

    Raises VerifyError: WRONG_TARGET for a method other than GET and HEAD, WRONG_PROOF for the
    mac, STALE when it has expired.
    """
    if target.method.upper() not in ("GET", "HEAD"):
        raise _refusal(Reason.WRONG_TARGET, "GET or HEAD with a bewit", "bewit", 401)
    mac = bewit_mac(key, target, bewit.exp, bewit.ext, algorithm)
    _check_equal("mac", mac, bewit.mac, 401)
    if bewit.exp <= _now(now):
        raise _refusal(Reason.STALE, "a bewit that has not expired", "exp", 401)


def with_bewit(resource: str, bewit: HawkBewit) -> str:
    """Add a bewit to the query of a resource."""
    return f"{resource}{'&' if '?' in resource else '?'}bewit={bewit.to_text()}"


def split_bewit(resource: str) -> tuple[str, HawkBewit]:
    """Take the last bewit out of a resource: what was signed, and the bewit.

    Raises ParseError for a resource without one, and for one that is malformed.
    """
    at = max(resource.rfind("?bewit="), resource.rfind("&bewit="))
    if at < 0:
        raise ParseError(Reason.MISSING_PARAM, "a bewit", scheme="Hawk", param="bewit")
    mark = resource[at]
    text, more, after = resource[at + len("?bewit=") :].partition("&")
    before = resource[:at]
    return f"{before}{mark}{after}" if more else before, HawkBewit.parse(text)


def _now(now: float | None) -> float:
    if now is not None:
        return now
    from time import time

    return time()


def _check_payload(
    payload: bytes | None,
    content_type: str,
    algorithm: str,
    received: str | None,
    hint: StatusHint | None,
) -> None:
    if payload is not None:
        expected = payload_hash(payload, content_type, algorithm=algorithm)
        _check_equal("hash", expected, received, hint)


def _check_equal(param: str, expected: str, received: str | None, hint: StatusHint | None) -> None:
    from hmac import compare_digest

    if received is None or not compare_digest(expected.encode(), received.encode()):
        raise _refusal(Reason.WRONG_PROOF, f"the right {param}", param, hint)


def _refusal(reason: Reason, expected: str, param: str, hint: StatusHint | None) -> VerifyError:
    return VerifyError(reason, expected, scheme="Hawk", param=param, status_hint=hint)
