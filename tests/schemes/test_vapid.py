# SPDX-License-Identifier: MIT
"""vapid and WebPush beyond their vectors: forms, and what a server answers."""

from __future__ import annotations

import pytest

from authheaders import (
    Form,
    GenericCredentials,
    ParseError,
    VapidCredentials,
    WebPushCredentials,
    parse_credentials,
)

CREDENTIALS = VapidCredentials("eyJ.eyJ.i3C", b"\x04" + bytes(64))


def test_quoted_parameters_read_the_same() -> None:
    generic = CREDENTIALS.to_generic()
    quoted = GenericCredentials("vapid", params=dict(generic.params))
    assert quoted.params.form("t") is Form.QUOTED
    assert VapidCredentials.from_generic(quoted) == CREDENTIALS


def test_the_token_is_hidden() -> None:
    assert repr(CREDENTIALS).startswith("VapidCredentials(t=<hidden>, k=b'\\x04")
    assert repr(WebPushCredentials("eyJ.eyJ.i3C")) == "WebPushCredentials(token=<hidden>)"


def test_malformed_credentials_hint_at_401() -> None:
    for value in ("vapid", "vapid abc", "vapid t=a.b.c", "WebPush", "WebPush a=b"):
        with pytest.raises(ParseError) as caught:
            parse_credentials(value)
        assert caught.value.status_hint == 401
