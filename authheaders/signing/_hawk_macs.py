# SPDX-License-Identifier: MIT
"""The MACs of Hawk, and the hash of a payload: what is computed, whoever signs or verifies."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError, Reason
from ..schemes._checking import check_text
from ..schemes._encodings import base64_encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..schemes.hawk import HawkCredentials

_ALGORITHMS = ("sha256", "sha1")


@dataclass(frozen=True, slots=True)
class Target:
    """What is requested.

    - ``method``: of the request; its case does not matter.
    - ``resource``: path and query as they stand in the request line.
    - ``host``, ``port``: what the client asked for; a server behind a proxy takes them from
      ``Host`` or from its configuration.
    """

    method: str
    resource: str
    host: str
    port: int


def payload_hash(payload: bytes, content_type: str = "", *, algorithm: str = "sha256") -> str:
    """The ``hash`` of a payload, base64 text ("Payload Validation")."""
    from hashlib import new

    media_type = content_type.partition(";")[0].strip().lower()
    check_text("content_type", media_type)
    head = f"hawk.1.payload\n{media_type}\n".encode()
    return base64_encoded(new(_known(algorithm), head + payload + b"\n").digest())


def request_mac(
    key: bytes | str,
    target: Target,
    *,
    ts: int,
    nonce: str,
    digest: str | None = None,
    ext: str | None = None,
    app: str | None = None,
    dlg: str | None = None,
    algorithm: str = "sha256",
    kind: str = "header",
) -> str:
    """The ``mac`` over a request, base64 text ("Protocol Example").

    - ``digest``: the hash of the payload, or None.
    - ``kind``: what is authenticated: ``header`` for a request, ``response`` for the answer to
      it, ``bewit`` for a URL.
    - the others: the fields of :class:`~authheaders.HawkCredentials`.
    """
    lines = [
        f"hawk.1.{kind}",
        str(ts),
        nonce,
        target.method.upper(),
        target.resource,
        target.host.lower(),
        str(target.port),
        digest or "",
        (ext or "").replace("\\", "\\\\").replace("\n", "\\n"),
    ]
    if app:
        lines += [app, dlg or ""]
    for line in lines:
        check_text("mac", line)
    return mac_of_lines(key, lines, algorithm)


def response_mac(
    request: HawkCredentials,
    key: bytes | str,
    target: Target,
    digest: str | None,
    ext: str | None,
    algorithm: str,
) -> str:
    """The ``mac`` over a response: what identifies the request, with what the response says."""
    return request_mac(
        key,
        target,
        kind="response",
        ts=request.ts,
        nonce=request.nonce,
        digest=digest,
        ext=ext,
        app=request.app,
        dlg=request.dlg,
        algorithm=algorithm,
    )


def bewit_mac(key: bytes | str, target: Target, exp: int, ext: str, algorithm: str) -> str:
    """The ``mac`` over a URL, which is that of a GET without a nonce."""
    target = Target("GET", target.resource, target.host, target.port)
    return request_mac(key, target, kind="bewit", ts=exp, nonce="", ext=ext, algorithm=algorithm)


def mac_of_lines(key: bytes | str, lines: list[str], algorithm: str) -> str:
    """The MAC over lines, each of which gets its end."""
    from hmac import digest

    octets = key.encode() if isinstance(key, str) else key
    text = "".join([f"{line}\n" for line in lines])
    return base64_encoded(digest(octets, text.encode(), _known(algorithm)))


def _known(algorithm: str) -> str:
    if algorithm not in _ALGORITHMS:
        raise BuildError(Reason.UNSUPPORTED, "sha256 or sha1 as algorithm", scheme="Hawk")
    return algorithm
