# SPDX-License-Identifier: MIT
"""SCRAM with scramp: each as the client of the other."""

from __future__ import annotations

from typing import Any

import pytest

from authheaders import (
    Reason,
    ScramChallenge,
    ScramCredentials,
    ScramInfo,
    VerifyError,
)
from authheaders.signing import scram

from . import programs

pytestmark = pytest.mark.interop(peer="scramp", side="client and server", what="SCRAM")

scramp: Any = programs.library("scramp")

each_scheme = pytest.mark.parametrize("scheme", ["SCRAM-SHA-256", "SCRAM-SHA-1"])
# What SASLprep, which scramp does, and OpaqueString make the same octets of.
each_user = pytest.mark.parametrize(
    ("username", "password"),
    [("user", "pencil"), ("a,b=c", '=,\\ "'), ("Jäsøn", "caf\xe9"), ("ε", "cafe\u0301\xa0x")],
)


@each_scheme
@each_user
def test_scramp_is_a_client_of_this_server(scheme: str, username: str, password: str) -> None:
    keys = scram.derive_keys(password, iterations=4096, scheme=scheme)
    client = scramp.ScramClient([scheme], username, password)
    begun = ScramCredentials(scheme=scheme, data=client.get_client_first().encode())
    assert begun.message.to_text() == begun.data.decode()
    step = scram.server_first(begun, keys)
    client.set_server_first(step.message.to_text())
    data = client.get_client_final().encode()
    done = step.verify(ScramCredentials(scheme=scheme, sid=step.sid, data=data))
    assert done.username == username
    client.set_server_final(done.info.message.to_text())


@each_scheme
def test_scramp_with_another_password_is_refused(scheme: str) -> None:
    keys = scram.derive_keys("pencil", iterations=4096, scheme=scheme)
    client = scramp.ScramClient([scheme], "user", "pen")
    begun = ScramCredentials(scheme=scheme, data=client.get_client_first().encode())
    step = scram.server_first(begun, keys)
    client.set_server_first(step.message.to_text())
    data = client.get_client_final().encode()
    with pytest.raises(VerifyError) as caught:
        step.verify(ScramCredentials(scheme=scheme, sid=step.sid, data=data))
    assert caught.value.reason is Reason.WRONG_PROOF


@each_scheme
@each_user
def test_scramp_is_a_server_of_this_client(scheme: str, username: str, password: str) -> None:
    stored = scramp.ScramMechanism(scheme).make_auth_info(password, iteration_count=4096)
    server = scramp.ScramMechanism(scheme).make_server({username: stored}.__getitem__)
    first = scram.client_first(username, scheme=scheme)
    server.set_client_first(first.message.to_text())
    data = server.get_server_first().encode()
    final = first.final(ScramChallenge(scheme=scheme, sid="a", data=data), password=password)
    server.set_client_final(final.message.to_text())
    final.verify(ScramInfo(sid="a", data=server.get_server_final().encode()))


@each_scheme
def test_the_error_of_scramp_is_refused(scheme: str) -> None:
    stored = scramp.ScramMechanism(scheme).make_auth_info("pencil", iteration_count=4096)
    server = scramp.ScramMechanism(scheme).make_server({"user": stored}.__getitem__)
    first = scram.client_first("user", scheme=scheme)
    server.set_client_first(first.message.to_text())
    data = server.get_server_first().encode()
    final = first.final(ScramChallenge(scheme=scheme, sid="a", data=data), password="pen")
    with pytest.raises(scramp.ScramException):
        server.set_client_final(final.message.to_text())
    info = ScramInfo(sid="a", data=server.get_server_final().encode())
    assert info.message.error == "invalid-proof"
    with pytest.raises(VerifyError) as caught:
        final.verify(info)
    assert caught.value.reason is Reason.WRONG_PROOF


@each_scheme
@each_user
def test_stored_keys_are_those_of_scramp(scheme: str, username: str, password: str) -> None:
    keys = scram.derive_keys(password, iterations=4096, salt=bytes(16), scheme=scheme)
    mechanism = scramp.ScramMechanism(scheme)
    stored = mechanism.make_auth_info(password, iteration_count=4096, salt=bytes(16))
    assert stored == (keys.salt, keys.stored_key, keys.server_key, keys.iterations)
