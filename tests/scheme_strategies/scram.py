# SPDX-License-Identifier: MIT
"""Messages of SCRAM-SHA-256 and SCRAM-SHA-1, and the messages of RFC 5802 in them."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import VISIBLE, maybe, params, texts, tokens, tuples_of

from authheaders import (
    ScramChallenge,
    ScramClientFinal,
    ScramClientFirst,
    ScramCredentials,
    ScramInfo,
    ScramServerFinal,
    ScramServerFirst,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


# The letters that RFC 5802 gives no meaning to.
_LETTERS = sorted(set(string.ascii_letters) - set("anmrcsipve"))
_NO_NUL = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_NO_COMMA = st.characters(exclude_categories=["Cs"], exclude_characters="\0,")


def scram_schemes() -> SearchStrategy[str]:
    return st.sampled_from(["SCRAM-SHA-256", "SCRAM-SHA-1"])


def scram_nonces() -> SearchStrategy[str]:
    """Printable ASCII without a comma."""
    return st.sampled_from(["rOprNGfwEbeRWgbNEkqO%hvYD", "=", '"', "\\"]) | st.text(
        VISIBLE.replace(",", ""), min_size=1, max_size=12
    )


def scram_names() -> SearchStrategy[str]:
    """Text with whatever is escaped, and all controls but NUL."""
    return st.sampled_from(["user", "a,b=c", "=2C", "=3D3D", "a\n", "é", "\U0001f511"]) | st.text(
        _NO_NUL, min_size=1, max_size=8
    )


def scram_values() -> SearchStrategy[str]:
    return st.sampled_from(["=", "a=b", "é"]) | st.text(_NO_COMMA, min_size=1, max_size=8)


def scram_extensions() -> SearchStrategy[tuple[tuple[str, str], ...]]:
    return tuples_of(st.tuples(st.sampled_from(_LETTERS), scram_values()))


def client_firsts() -> SearchStrategy[ScramClientFirst]:
    return st.builds(
        ScramClientFirst,
        scram_names(),
        scram_nonces(),
        maybe(scram_names()),
        scram_extensions(),
    )


def server_firsts() -> SearchStrategy[ScramServerFirst]:
    return st.builds(
        ScramServerFirst,
        scram_nonces(),
        st.binary(max_size=20),
        st.integers(1, 10**18 - 1),
        scram_extensions(),
    )


def client_finals() -> SearchStrategy[ScramClientFinal]:
    return st.builds(
        ScramClientFinal,
        scram_nonces(),
        st.binary(max_size=32),
        maybe(scram_names()),
        scram_extensions(),
    )


def server_finals() -> SearchStrategy[ScramServerFinal]:
    proofs = st.builds(ScramServerFinal, st.binary(max_size=32), extensions=scram_extensions())
    errors = st.builds(ScramServerFinal, error=scram_values(), extensions=scram_extensions())
    return proofs | errors


@st.composite
def scram_challenges(draw: st.DrawFn) -> ScramChallenge:
    """Bare, with a nonce for a reauthentication, or with a message."""
    shared: dict[str, Any] = {
        "scheme": draw(scram_schemes()),
        "realm": draw(maybe(texts())),
        "extensions": draw(params(without=["realm", "sid", "data", "sr", "ttl", "stale"])),
    }
    if draw(st.booleans()):
        data = draw(server_firsts().map(bytes))
        return ScramChallenge(sid=draw(tokens()), data=data, **shared)
    if draw(st.booleans()):
        return ScramChallenge(**shared)
    return ScramChallenge(
        sr=draw(scram_nonces()),
        ttl=draw(maybe(st.integers(0, 10**18 - 1))),
        stale=draw(st.booleans()),
        **shared,
    )


@st.composite
def scram_credentials(draw: st.DrawFn) -> ScramCredentials:
    """A first message, a final one, or that of a reauthentication."""
    shared: dict[str, Any] = {
        "scheme": draw(scram_schemes()),
        "extensions": draw(params(without=["realm", "sid", "data"], max_size=2)),
    }
    if draw(st.booleans()):
        data = draw(client_firsts().map(bytes))
        return ScramCredentials(realm=draw(maybe(texts())), data=data, **shared)
    data = draw(client_finals().map(bytes))
    if draw(st.booleans()):
        return ScramCredentials(realm=draw(texts()), data=data, **shared)
    return ScramCredentials(sid=draw(tokens()), data=data, **shared)


def scram_infos() -> SearchStrategy[ScramInfo]:
    return st.builds(
        ScramInfo,
        sid=tokens(),
        data=server_finals().map(bytes),
        extensions=params(without=["sid", "data"], max_size=2),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    ScramChallenge: scram_challenges(),
    ScramCredentials: scram_credentials(),
    ScramInfo: scram_infos(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    ScramChallenge: {"sr": "a", "ttl": 1, "stale": True},
    ScramCredentials: {"realm": "a", "data": b"n,,n=user,r=a"},
    ScramInfo: {"sid": "a", "data": b"v=YQ=="},
}
