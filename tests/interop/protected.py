# SPDX-License-Identifier: MIT
"""A server, and a client, that read, verify and write with this library only.

The path tells what the server asks for: ``/basic``, ``/bearer``, ``/open``, ``/aws4`` (which
has no challenge: a request without credentials gets 403), or
``/digest/<algorithms>/<qop>[/<more>]`` with names joined by ``+``, such as
``/digest/SHA-256+MD5/auth``. A request target in absolute-form is one to a proxy: it is
answered in the place of the origin server, with the ``Proxy-`` fields.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from authheaders import (
    AuthHeaderError,
    Aws4Credentials,
    BasicChallenge,
    BasicCredentials,
    BearerChallenge,
    BearerCredentials,
    Challenge,
    Credentials,
    DigestChallenge,
    DigestCredentials,
    DigestInfo,
    Reason,
    VerifyError,
    challenge_fields,
    field_lines,
    parse_challenges,
    parse_credentials,
)
from authheaders.signing import aws4, basic, digest

USER = "Mufasa"
PASSWORD = "Circle of Life"
UMLAUTS, UMLAUTS_PASSWORD = "Jäsøn", "Secret, or nöt?"
PASSWORDS = {USER: PASSWORD, UMLAUTS: UMLAUTS_PASSWORD}
TOKEN = "mF_9.B5f-4.1JqM"
ACCESS_KEY, SECRET_KEY = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


@dataclass
class Seen:
    """What a server made of its requests."""

    received: list[Credentials] = field(default_factory=list)
    accepted: list[Credentials] = field(default_factory=list)
    refused: list[AuthHeaderError] = field(default_factory=list)
    challenged: int = 0
    failed: list[BaseException] = field(default_factory=list)


class ProtectedServer(ThreadingHTTPServer):
    """Listens on a free port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mint = digest.NonceMint(b"the secret of this server")
        self.guard = digest.ReplayGuard(self.mint)
        self.seen = Seen()

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep what goes wrong in a handler, but for a client that hangs up, as browsers do."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError):
            self.seen.failed.append(error)

    def url(self, path: str, userinfo: str = "") -> str:
        """The URL of a path, with ``user:password@`` before the host if that is given."""
        return f"http://{userinfo}127.0.0.1:{self.server_port}{path}"

    def offer(self, path: str, stale: bool) -> list[Challenge]:
        """The challenges for a path."""
        _, kind, *parts = path.partition("?")[0].split("/")
        if kind == "basic":
            return [BasicChallenge("basic", charset="UTF-8")]
        if kind == "bearer":
            return [BearerChallenge(realm="bearer", scope=("read",))]
        if kind != "digest":
            return []
        algorithms, qop, *more = parts
        return [
            DigestChallenge(
                realm='a "realm"' if "quote" in more else "a realm",
                nonce=self.mint.make(),
                opaque="opaque",
                algorithm=None if algorithm == "none" else algorithm,
                qop=() if qop == "none" else tuple(qop.split("+")),
                stale=stale,
                charset="UTF-8" if "utf-8" in more else None,
                userhash="userhash" in more,
            )
            for algorithm in algorithms.split("+")
        ]


class _Handler(BaseHTTPRequestHandler):
    server: ProtectedServer  # pyright: ignore[reportIncompatibleVariableOverride]  # no other calls it
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        proxy = self.path.startswith("http://")
        path = "/" + self.path.split("/", 3)[3] if proxy else self.path
        seen, offered = self.server.seen, self.server.offer(path, stale=False)
        if path.startswith("/aws4"):
            self._answer_aws4(body)
            return
        if not offered:
            self._respond(200, b"open")
            return
        # http.client decodes the head as latin-1: that is how parse_credentials wants it.
        lines = field_lines(self.headers, f"{'Proxy-' if proxy else ''}Authorization")
        if not lines:
            seen.challenged += 1
            self._challenge(offered, proxy)
            return
        try:
            credentials = parse_credentials(lines)
            seen.received.append(credentials)
            info = self._verified(credentials, offered, body)
        except AuthHeaderError as error:
            seen.refused.append(error)
            stale = error.reason in (Reason.STALE, Reason.REPLAYED)
            if error.status_hint == 400:
                self._respond(400, str(error).encode())
            else:
                self._challenge(self.server.offer(path, stale), proxy)
            return
        seen.accepted.append(credentials)
        fields = []
        if info is not None:
            name = "Proxy-Authentication-Info" if proxy else "Authentication-Info"
            fields.append((name, info.to_header()))
        self._respond(200, b"accepted", fields)

    def _answer_aws4(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        try:
            credentials = Aws4Credentials.parse(field_lines(self.headers, "Authorization"))
            self.server.seen.received.append(credentials)
            aws4.verify(
                credentials,
                SECRET_KEY,
                method=self.command,
                path=path,
                query=query,
                headers=self.headers.items(),
                payload=body,
                now=time.time(),
                region="eu-west-1",
                service="execute-api",
            )
        except AuthHeaderError as error:
            self.server.seen.refused.append(error)
            self._respond(403, str(error).encode())
            return
        self._respond(200, b"accepted")

    do_POST = do_GET  # noqa: N815  # what http.server calls

    def _verified(
        self, credentials: Credentials, offered: list[Challenge], body: bytes
    ) -> DigestInfo | None:
        """Raise AuthHeaderError unless the credentials are right; what to prove it with."""
        match credentials, offered[0]:
            case BasicCredentials(), BasicChallenge(charset=charset):
                password = PASSWORDS.get(credentials.username)
                basic.verify(
                    credentials, username=credentials.username, password=password, charset=charset
                )
                return None
            case BearerCredentials(), BearerChallenge():
                if credentials.token != TOKEN:
                    raise VerifyError(Reason.WRONG_PROOF, "the token", scheme="Bearer")
                return None
            case DigestCredentials(), DigestChallenge(charset=charset):
                username = digest.find_user(credentials, PASSWORDS, charset=charset)
                password = None if username is None else PASSWORDS[username]
                digest.verify(
                    credentials,
                    offered=[each for each in offered if isinstance(each, DigestChallenge)],
                    method=self.command,
                    target=self.path,
                    host=self.headers.get("Host"),
                    check_nonce=self.server.guard.check,
                    username=username,
                    password=password,
                    body=body,
                )
                return digest.prove(
                    credentials,
                    username=username,
                    password=password,
                    body=b"accepted",
                    charset=charset,
                )
        raise VerifyError(
            Reason.WRONG_SCHEME, "the scheme of the challenge", scheme=credentials.scheme
        )

    def _challenge(self, offered: list[Challenge], proxy: bool) -> None:
        self._respond(407 if proxy else 401, b"refused", challenge_fields(offered, proxy=proxy))

    def _respond(
        self, status: int, body: bytes, fields: list[tuple[str, str]] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in fields or []:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the base has it
        pass


@contextmanager
def serving() -> Iterator[ProtectedServer]:
    """A server that answers until the end of the block."""
    server = ProtectedServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# --- the client


@dataclass
class Fetched:
    """The last response, and what led to it."""

    status: int
    body: bytes
    challenges: list[Challenge]
    credentials: Credentials | None = None
    info: DigestInfo | None = None


class Client:
    """Asks, answers the challenge of a scheme, and asks again on the same connection."""

    def __init__(self, port: int, scheme: str, *, proxy: bool = False) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.scheme, self.prefix = scheme, "Proxy-" if proxy else ""
        self.answered: DigestChallenge | None = None
        self.count = 0

    def fetch(
        self,
        target: str,
        *,
        method: str = "GET",
        username: str = USER,
        password: str = PASSWORD,
        body: bytes | None = None,
    ) -> Fetched:
        """Fetch a target. A nonce that the server gave before is used again."""
        challenges: list[Challenge] = []
        if self.answered is None:
            first = self._ask(method, target, body, None)
            name = "Proxy-Authenticate" if self.prefix else "WWW-Authenticate"
            challenges = parse_challenges(field_lines(first.headers, name))
            if first.status not in (401, 407):
                return Fetched(first.status, first.read_body, challenges)
        credentials: BasicCredentials | DigestCredentials
        if self.scheme == "Basic":
            assert any(isinstance(each, BasicChallenge) for each in challenges)
            credentials = BasicCredentials(username, password)
        else:
            self._choose(challenges)
            self.count += 1
            assert self.answered is not None
            credentials = digest.answer(
                self.answered,
                username=username,
                password=password,
                method=method,
                uri=target,
                body=body,
                nc=self.count,
            )
        last = self._ask(method, target, body, credentials)
        fetched = Fetched(last.status, last.read_body, challenges, credentials)
        lines = field_lines(last.headers, f"{self.prefix}Authentication-Info")
        if lines and isinstance(credentials, DigestCredentials):
            fetched.info = DigestInfo.parse(lines)
            if fetched.info.rspauth is not None:
                digest.verify_info(
                    fetched.info, credentials, password=password, body=last.read_body
                )
        return fetched

    def _choose(self, challenges: list[Challenge]) -> None:
        if self.answered is None:
            self.answered, self.count = digest.select(challenges), 0

    def _ask(
        self, method: str, target: str, body: bytes | None, credentials: Credentials | None
    ) -> _Response:
        headers = {}
        if credentials is not None:
            headers[f"{self.prefix}Authorization"] = credentials.to_header()
        self.connection.request(method, target, body, headers)
        response = self.connection.getresponse()
        return _Response(response.status, response.headers, response.read())

    def close(self) -> None:
        self.connection.close()


@dataclass
class _Response:
    status: int
    headers: object
    read_body: bytes
