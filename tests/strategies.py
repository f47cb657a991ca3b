# SPDX-License-Identifier: MIT
"""Hypothesis strategies for messages of every class, and hostile header text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import CONTROLS, OBS_TEXT, params, schemes, token68s, tokens

import authheaders
from authheaders import (
    DEFAULT_SCHEMES,
    Challenge,
    Credentials,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Message,
)
from authheaders.registry import ROWS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def generic_challenges() -> SearchStrategy[GenericChallenge]:
    """Bare schemes, and schemes with a token68 or parameters."""
    return st.one_of(
        st.builds(GenericChallenge, schemes()),
        st.builds(GenericChallenge, schemes(), token68s()),
        st.builds(GenericChallenge, schemes(), params=params()),
    )


def generic_credentials() -> SearchStrategy[GenericCredentials]:
    """Bare schemes, and schemes with a token68 or parameters."""
    return st.one_of(
        st.builds(GenericCredentials, schemes()),
        st.builds(GenericCredentials, schemes(), token68s()),
        st.builds(GenericCredentials, schemes(), params=params()),
    )


def generic_infos() -> SearchStrategy[GenericInfo]:
    """Parameters without a scheme, or nothing."""
    return st.builds(GenericInfo, params())


# The modules of the schemes, each once.
_OF_SCHEMES = [import_module(f"scheme_strategies.{m}") for m in dict.fromkeys(r[1] for r in ROWS)]

#: Every concrete message class that the library exports → its messages.
MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    GenericChallenge: generic_challenges(),
    GenericCredentials: generic_credentials(),
    GenericInfo: generic_infos(),
}
#: Every typed class → values of the fields that must be given, and of those that lean on others.
VALUES: dict[type[Message], dict[str, Any]] = {}
for _of_scheme in _OF_SCHEMES:
    MESSAGES.update(_of_scheme.MESSAGES)
    VALUES.update(_of_scheme.VALUES)


class _BareChallenge(GenericChallenge):
    __slots__ = ()
    takes_bare_runs = True


class _BareCredentials(GenericCredentials):
    __slots__ = ()
    takes_bare_runs = True


def read_generic(message: Message, value: str | bytes) -> Message:
    """The generic message of a value, bare runs and all if the class of the message takes any."""
    if isinstance(message, Challenge):
        challenge = _BareChallenge if message.takes_bare_runs else GenericChallenge
        return GenericChallenge.from_generic(challenge.parse(value))
    if isinstance(message, Credentials):
        credentials = _BareCredentials if message.takes_bare_runs else GenericCredentials
        return GenericCredentials.from_generic(credentials.parse(value))
    return GenericInfo.parse(value)


#: The classes of messages of other fields, which no function reads by their scheme.
FURTHER: list[type[Any]] = [
    cls
    for row in ROWS
    for cls in [getattr(authheaders, name) for name in row[5:]]
    if issubclass(cls, Message) and not cls.kinds and cls not in DEFAULT_SCHEMES.classes()
]


def messages() -> SearchStrategy[Message]:
    """A message of any class."""
    return st.one_of(*MESSAGES.values())


# --- hostile text

_PIECES = [
    'Basic realm="x"',
    "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    "Bearer mF_9.B5f-4.1JqM",
    'Bearer error="invalid_token", error_description="It expired"',
    "Bearer max_age=5, scope=a",
    'Digest realm="a", nonce="7ypf", qop="auth,auth-int", stale=true, algorithm=MD5',
    'Digest username="Mufasa", realm="a", nonce="n", uri="/", response="' + "0f" * 16 + '"',
    "username*=UTF-8''J%C3%A4",
    'qop=auth, nc=00000001, cnonce="0a"',
    'nextnonce="5TsQ"',
    "Negotiate YIIC==",
    "NTLM",
    "Credential=AK/20260101/us-east-1",
    'realm="',
    "realm='a b'",
    "realm=\u201cx\u201d",
    "Basic",
    "Digest ",
    "a=b",
    "a =\tb",
    '""',
    '"\\"',
    'a="\\',
]
_DELIMITERS = [*' \t,=";/\\', ", ", ",,", "= ", "==", " ,", '="', '",', "\\\\", ":", "'", "{"]


def header_soup() -> SearchStrategy[str]:
    """Pieces of headers, delimiters, controls, obs-text and any Unicode, joined.

    Most of it is no field value. Lone surrogates are in it.
    """
    pieces = st.one_of(
        st.sampled_from(_PIECES),
        st.sampled_from(_DELIMITERS),
        st.sampled_from(_DELIMITERS),
        tokens(),
        token68s(),
        messages().map(lambda message: message.to_header()),
        st.sampled_from([*CONTROLS, "\r\n", "\r\n X: y"]),
        st.sampled_from(OBS_TEXT),
        st.text(st.characters(), max_size=4),
    )
    return st.lists(pieces, max_size=10).map("".join)
