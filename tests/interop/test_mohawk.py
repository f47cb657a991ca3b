# SPDX-License-Identifier: MIT
"""Hawk: mohawk verifies what is signed here, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from authheaders import HawkBewit, HawkChallenge, HawkCredentials, HawkInfo
from authheaders.signing import hawk
from authheaders.signing.hawk import Target

from . import programs

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.interop(peer="mohawk", side="client and server", what="Hawk")

mohawk: Any = programs.library("mohawk")
bewits: Any = programs.library("mohawk.bewit")
exceptions: Any = programs.library("mohawk.exc")

KEY = "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn"
URL = "http://example.com:8000/resource/1?b=1&a=2"
TARGET = Target("POST", "/resource/1?b=1&a=2", "example.com", 8000)
BODY = b'{"hello": "hawk"}'
CONTENT_TYPE = "application/json; charset=utf-8"
PAYLOAD: dict[str, Any] = {"payload": BODY, "content_type": CONTENT_TYPE}
CONTENT: dict[str, Any] = {"content": BODY, "content_type": CONTENT_TYPE}
SIGNED: list[dict[str, Any]] = [
    {},
    {"ext": "some-app-ext-data"},
    {"ext": "a, b=c", "app": "24s23423f34dx"},
    {"app": "24s23423f34dx", "dlg": "234sz34tww3sd"},
]

each_algorithm = pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
each_signed = pytest.mark.parametrize("signed", SIGNED)


def known(algorithm: str = "sha256") -> dict[str, str]:
    return {"id": "dh37fgj492je", "key": KEY, "algorithm": algorithm}


def lookup(algorithm: str = "sha256") -> Callable[[str], dict[str, str]]:
    return lambda key_id: known(algorithm)


@each_algorithm
@each_signed
def test_mohawk_takes_a_request_and_its_answer_is_taken(
    algorithm: str, signed: dict[str, Any]
) -> None:
    credentials = hawk.sign("dh37fgj492je", KEY, TARGET, **PAYLOAD, **signed, algorithm=algorithm)
    receiver = mohawk.Receiver(lookup(algorithm), credentials.to_header(), URL, "POST", **CONTENT)
    receiver.respond(content=b"done", content_type="text/plain", ext="answered")
    info = HawkInfo.parse(receiver.response_header)
    assert info.ext == "answered"
    answered: dict[str, Any] = {"payload": b"done", "content_type": "text/plain"}
    hawk.verify_answer(info, credentials, KEY, TARGET, **answered, algorithm=algorithm)


@each_algorithm
@each_signed
def test_a_request_of_mohawk_is_taken_and_it_takes_the_answer(
    algorithm: str, signed: dict[str, Any]
) -> None:
    sender = mohawk.Sender(known(algorithm), URL, "POST", **CONTENT, **signed)
    credentials = HawkCredentials.parse(sender.request_header)
    assert {name: getattr(credentials, name) for name in signed} == signed
    hawk.verify(credentials, KEY, TARGET, **PAYLOAD, algorithm=algorithm)
    info = hawk.answer(credentials, KEY, TARGET, **PAYLOAD, ext="answered", algorithm=algorithm)
    sender.accept_response(info.to_header(), **CONTENT)


def test_mohawk_refuses_another_body() -> None:
    header = hawk.sign("dh37fgj492je", KEY, TARGET, **PAYLOAD).to_header()
    with pytest.raises(exceptions.MisComputedContentHash):
        mohawk.Receiver(lookup(), header, URL, "POST", content=b"x", content_type=CONTENT_TYPE)


def test_the_time_that_mohawk_tells_is_verified() -> None:
    header = hawk.sign("dh37fgj492je", KEY, TARGET, **PAYLOAD, ts=1353832234).to_header()
    with pytest.raises(exceptions.TokenExpired) as caught:
        mohawk.Receiver(lookup(), header, URL, "POST", **CONTENT)
    challenge = HawkChallenge.parse(caught.value.www_authenticate)
    hawk.verify_challenge(challenge, KEY)


@each_algorithm
def test_mohawk_takes_a_bewit(algorithm: str) -> None:
    bewit = hawk.sign_bewit("abc", KEY, TARGET, exp=4511484621, ext="e", algorithm=algorithm)
    # It decodes only what is padded.
    text = bewit.to_text() + "=" * (-len(bewit.to_text()) % 4)
    assert bewits.check_bewit(f"{URL}&bewit={text}", lookup(algorithm), now=1353832234)


@each_algorithm
def test_a_bewit_of_mohawk_is_taken(algorithm: str) -> None:
    resource = mohawk.base.Resource(
        url=URL,
        method="GET",
        credentials=known(algorithm),
        timestamp=4511484621,
        nonce="",
        ext="some-app-data",
    )
    # It pads what the reference does not.
    bewit = HawkBewit.parse(bewits.get_bewit(resource).rstrip("="))
    hawk.verify_bewit(
        bewit,
        KEY,
        Target("GET", TARGET.resource, "example.com", 8000),
        algorithm=algorithm,
        now=1353832234,
    )
