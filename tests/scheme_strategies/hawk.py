# SPDX-License-Identifier: MIT
"""Messages of Hawk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import maybe, numbers, plain_texts

from authheaders import HawkChallenge, HawkCredentials, HawkInfo

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


def macs() -> SearchStrategy[str]:
    """What no other parameter holds, so that a test can see whether it is shown."""
    return plain_texts().map("6R4rV5iE+NPoym+{}".format)


@st.composite
def hawk_challenges(draw: st.DrawFn) -> HawkChallenge:
    """With both of ts and tsm, or with none."""
    timed = draw(st.booleans())
    return HawkChallenge(
        ts=draw(numbers()) if timed else None,
        tsm=draw(macs()) if timed else None,
        error=draw(maybe(plain_texts())),
    )


@st.composite
def hawk_credentials(draw: st.DrawFn) -> HawkCredentials:
    """With dlg only where there is app."""
    app = draw(maybe(plain_texts()))
    return HawkCredentials(
        id=draw(plain_texts()),
        ts=draw(numbers()),
        nonce=draw(plain_texts()),
        mac=draw(macs()),
        hash=draw(maybe(plain_texts())),
        ext=draw(maybe(plain_texts())),
        app=app,
        dlg=draw(maybe(plain_texts())) if app else None,
    )


def hawk_infos() -> SearchStrategy[HawkInfo]:
    return st.builds(HawkInfo, mac=macs(), hash=maybe(plain_texts()), ext=maybe(plain_texts()))


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    HawkChallenge: hawk_challenges(),
    HawkCredentials: hawk_credentials(),
    HawkInfo: hawk_infos(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    HawkChallenge: {"ts": 1353832234, "tsm": "2mw1eh"},
    HawkCredentials: {"id": "a", "ts": 1353832234, "nonce": "b", "mac": "6R4r", "app": "c"},
    HawkInfo: {"mac": "7Vs8"},
}
