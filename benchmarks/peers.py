# SPDX-License-Identifier: MIT
"""The other libraries: what each is asked to do, and what it does and does not do.

A peer that is not installed is left out. None of them is needed by the library itself, and
not all have type information: their modules are ``Any`` here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeAlias

import cases
from timing import Call

#: By the id of the row.
Calls: TypeAlias = dict[str, Call]


class Peer(NamedTuple):
    """A library to compare with.

    - ``load``: gives its calls; ImportError if it is not installed.
    - ``work``: what the calls do and do not do, as its source says.
    - ``absent``: what to say if it is not installed.
    """

    name: str
    load: Callable[[], Calls]
    work: str
    absent: str = "not installed"


_CHALLENGES = {
    "a": cases.BASIC_CHALLENGE,
    "b": cases.REGISTRY_CHALLENGE,
    "c": cases.DIGEST_CHALLENGES,
    "d": cases.NEWAUTH_CHALLENGES,
    "e": cases.NEGOTIATE_CHALLENGE,
    "f": cases.EIGHT_CHALLENGES,
}
_PARAMS = {row: text.partition(" ")[2] for row, text in _CHALLENGES.items() if row != "e"}
_PARAMS["i"] = cases.DIGEST_CREDENTIALS.partition(" ")[2]
_PARAMS["k"] = cases.OAUTH1_CREDENTIALS.partition(" ")[2]


def _werkzeug() -> Calls:
    datastructures: Any = import_module("werkzeug.datastructures")
    challenge = datastructures.WWWAuthenticate
    credentials = datastructures.Authorization
    calls: Calls = {row: partial(challenge.from_header, text) for row, text in _CHALLENGES.items()}
    calls["g"] = partial(credentials.from_header, cases.BASIC_CREDENTIALS)
    calls["h"] = partial(credentials.from_header, cases.BEARER_CREDENTIALS)
    calls["i"] = partial(credentials.from_header, cases.DIGEST_CREDENTIALS)
    calls["k"] = partial(credentials.from_header, cases.OAUTH1_CREDENTIALS)
    calls["j"] = partial(credentials.from_header, cases.AWS4_CREDENTIALS)
    return calls | _werkzeug_builders(challenge, credentials)


def _werkzeug_builders(challenge: Any, credentials: Any) -> Calls:
    def basic_challenge() -> object:
        return challenge("basic", {"realm": "Documents"}).to_header()

    def basic_credentials() -> object:
        values = {"username": "Aladdin", "password": "open sesame"}
        return credentials("basic", values).to_header()

    def digest_challenge() -> object:
        values = {
            "realm": cases.REALM,
            "nonce": cases.NONCE,
            "opaque": cases.OPAQUE,
            "algorithm": "SHA-256",
            "qop": "auth, auth-int",
        }
        return challenge("digest", values).to_header()

    def digest_credentials() -> object:
        values = {
            "username": "Mufasa",
            "realm": cases.REALM,
            "uri": "/dir/index.html",
            "algorithm": "SHA-256",
            "nonce": cases.NONCE,
            "nc": "00000001",
            "cnonce": cases.CNONCE,
            "qop": "auth",
            "response": cases.RESPONSE,
            "opaque": cases.OPAQUE,
        }
        return credentials("digest", values).to_header()

    def bearer_error() -> object:
        values = {
            "realm": "example",
            "error": cases.ERROR,
            "error_description": cases.ERROR_DESCRIPTION,
        }
        return challenge("bearer", values).to_header()

    return {
        "l": basic_challenge,
        "m": basic_credentials,
        "n": digest_challenge,
        "o": digest_credentials,
        "p": bearer_error,
    }


def _wwwauth() -> Calls:
    parse = import_module("wwwauth").parse
    return {row: partial(parse, text) for row, text in _CHALLENGES.items()}


def _www_authenticate() -> Calls:
    parse = import_module("www_authenticate").parse
    return {row: partial(parse, text) for row, text in _CHALLENGES.items()}


def _requests() -> Calls:
    parse = import_module("requests.utils").parse_dict_header
    auth = import_module("requests.auth")
    build = auth._basic_auth_str
    digest = auth.HTTPDigestAuth("Mufasa", cases.PASSWORD)
    digest.init_per_thread_state()
    digest._thread_local.chal = {
        "realm": cases.REALM,
        "nonce": cases.NONCE,
        "qop": "auth",
        "algorithm": "SHA-256",
        "opaque": cases.OPAQUE,
    }
    answer = partial(digest.build_digest_header, "GET", "http://example.org/dir/index.html")

    def basic_credentials() -> object:
        return build("Aladdin", "open sesame")

    calls: Calls = {row: partial(parse, text) for row, text in _PARAMS.items()}
    return calls | {"m": basic_credentials, "o*": answer}


def _aiohttp() -> Calls:
    aiohttp = import_module("aiohttp")
    parse = import_module("aiohttp.client_middleware_digest_auth").parse_header_pairs
    build = aiohttp.encode_basic_auth

    def basic_credentials() -> object:
        return build("Aladdin", "open sesame")

    calls: Calls = {row: partial(parse, text) for row, text in _PARAMS.items()}
    calls["g"] = partial(aiohttp.BasicAuth.decode, cases.BASIC_CREDENTIALS)
    return calls | {"m": basic_credentials}


def _fastapi() -> Calls:
    security = import_module("fastapi.security")

    def call(dependency: Any, text: str) -> Call:
        request = SimpleNamespace(headers={"Authorization": text})

        def run() -> object:
            # It never waits for anything, so it needs no event loop.
            try:
                dependency(request).send(None)
            except StopIteration as finished:
                return finished.value
            raise RuntimeError("fastapi waits")

        return run

    return {
        "g": call(security.HTTPBasic(), cases.BASIC_CREDENTIALS),
        "h": call(security.HTTPBearer(), cases.BEARER_CREDENTIALS),
    }


def _oauthlib() -> Calls:
    rfc5849: Any = import_module("oauthlib.oauth1.rfc5849.utils")
    parse, unescape = rfc5849.parse_authorization_header, rfc5849.unescape

    def credentials() -> object:
        return {name: unescape(value) for name, value in parse(cases.OAUTH1_CREDENTIALS)}

    return {"k": credentials}


PEERS = (
    Peer(
        "werkzeug",
        _werkzeug,
        "WWWAuthenticate and Authorization, from_header and to_header. Reads one challenge: "
        "those that follow on the line end up among the parameters of the first. Does not "
        "check the grammar, nor a token68; the last of several parameters of one name "
        "counts. Undoes quoting. Values are text, in a dict; Basic credentials are decoded "
        "(base64, UTF-8), and what can't be is None. Writing quotes and escapes, writes the "
        "scheme in title case.",
    ),
    Peer(
        "wwwauth",
        _wwwauth,
        "parse. Reads all challenges on the line and checks the grammar. Values are text, in "
        "a dict; knows no scheme, reads no credentials and writes nothing.",
        "not installed (it needs Python 3.14)",
    ),
    Peer(
        "www-authenticate",
        _www_authenticate,
        "parse. Reads all challenges on the line into a dict by scheme: the last of several "
        "challenges of one scheme counts. Tokens may hold a slash; an empty quoted-string is "
        "an error. Does not undo escapes. Values are text, in a dict; knows no scheme, reads "
        "no credentials and writes nothing.",
    ),
    Peer(
        "requests",
        _requests,
        "utils.parse_dict_header, and _basic_auth_str of its auth module. Is given the "
        "parameters without the scheme. A list of items into one dict: challenges are not "
        "told apart, and the last of several parameters of one name counts. Does not check "
        "the grammar. Values are text. Writes Basic in latin-1. Its Digest answer takes a "
        "challenge that was read before.",
    ),
    Peer(
        "aiohttp",
        _aiohttp,
        "parse_header_pairs of its Digest client, BasicAuth.decode, encode_basic_auth. The "
        "first is given the parameters without the scheme; it reads those of the first "
        "challenge and stops at the next scheme, skips what it can't read, and does not "
        "check the grammar; escapes other than those of quote and backslash stay. "
        "Values are text. BasicAuth.decode checks base64 and the colon, and reads latin-1; "
        "writing refuses a colon in the name.",
    ),
    Peer(
        "fastapi",
        _fastapi,
        "HTTPBasic and HTTPBearer, called as dependencies with a stand-in for the request, "
        "without an event loop. Basic must be base64 of ASCII with a colon, characters "
        "outside of base64 are skipped; a Bearer token is not checked. Both make a pydantic "
        "model.",
    ),
    Peer(
        "oauthlib",
        _oauthlib,
        "parse_authorization_header of its RFC 5849 utilities, and unescape of each value. "
        "Does not check the grammar, nor that pct-encoding is right; the last of several "
        "parameters of one name counts. Values are text, in a dict.",
    ),
)
