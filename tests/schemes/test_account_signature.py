# SPDX-License-Identifier: MIT
"""SharedKey and AWS: a name, a colon and a signature."""

from __future__ import annotations

from typing import Any

import pytest

from authheaders import (
    Aws2Credentials,
    GenericCredentials,
    ParseError,
    Reason,
    Schemes,
    SharedKeyCredentials,
    parse_credentials,
)

MESSAGES: list[Any] = [
    SharedKeyCredentials("myaccount", bytes(32)),
    SharedKeyCredentials("myaccount", bytes(32), "SharedKeyLite"),
    Aws2Credentials("AKIDEXAMPLE", bytes(20)),
]


@pytest.mark.parametrize("message", MESSAGES)
def test_only_the_class_of_the_scheme_reads_it(message: Any) -> None:
    assert type(parse_credentials(message.to_header())) is type(message)
    with pytest.raises(ParseError) as refused:
        parse_credentials(message.to_header(), schemes=Schemes())
    assert refused.value.reason is Reason.BARE_TOKEN68


@pytest.mark.parametrize("message", MESSAGES)
def test_the_generic_message_is_a_bare_one(message: Any) -> None:
    text = message.to_header().partition(" ")[2]
    assert message.to_generic() == GenericCredentials.bare(message.scheme, text)


@pytest.mark.parametrize("message", MESSAGES)
def test_the_signature_is_hidden(message: Any) -> None:
    assert "signature=<hidden>" in repr(message)


def test_the_scheme_is_kept() -> None:
    for scheme in ("SharedKey", "SharedKeyLite"):
        found = parse_credentials(f"{scheme.upper()} a:{'A' * 43}=")
        assert found == SharedKeyCredentials("a", bytes(32), scheme)


def test_errors_name_the_scheme() -> None:
    with pytest.raises(ParseError) as refused:
        parse_credentials("sharedkeylite a")
    assert refused.value.scheme == "SharedKeyLite"
    assert refused.value.status_hint == 400
