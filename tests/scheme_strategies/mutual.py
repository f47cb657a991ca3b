# SPDX-License-Identifier: MIT
"""Messages of Mutual."""

from __future__ import annotations

import base64
import re
import string
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import (
    VISIBLE,
    hex_digests,
    maybe,
    params,
    texts,
    tuples_of,
)

from authheaders import (
    MutualInfo,
    MutualInitChallenge,
    MutualKexChallenge,
    MutualKexCredentials,
    MutualVerifyCredentials,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message, Params


# Octets of kc1 and ks1, and of vkc and vks; how they are written.
_LENGTHS = {
    "iso-kam3-dl-2048-sha256": (256, 32, False),
    "iso-kam3-dl-4096-sha512": (512, 64, False),
    "iso-kam3-ec-p256-sha256": (33, 32, True),
    "iso-kam3-ec-p521-sha512": (66, 64, True),
}
_NAMES = ["version", "algorithm", "validation", "auth-scope", "realm"]
_INTEGERS = st.integers(0, 1000) | st.integers(0, 2**128) | st.just(10**300 - 1)
_URI = string.ascii_letters + "/.:?&=%#[]@!$'()*+,;~_-"


def extensive_tokens() -> SearchStrategy[str]:
    """Bare tokens and extension tokens, in lower case."""
    chars = string.ascii_lowercase + string.digits
    bare = st.builds(str.__add__, st.sampled_from(chars), st.text(chars + "-_", max_size=6))
    extension = st.lists(bare, min_size=2, max_size=3).map(lambda parts: "-" + ".".join(parts))
    return bare | extension


def strings() -> SearchStrategy[str]:
    """Text without a byte order mark at its start."""
    return texts().filter(lambda text: not text.startswith("\ufeff"))


def auth_scopes() -> SearchStrategy[str]:
    return st.sampled_from(
        [
            "www.example.com",
            "*.example.com",
            "http://www.example.com",
            "https://www.example.com:80",
            "http://[::1]:8080",
            "xn--bcher-kva.example",
            "ftp://a:0",
        ]
    )


def numbers(algorithm: str, part: int) -> SearchStrategy[str]:
    """Numbers of an algorithm; visible ASCII if it is not known."""
    if algorithm not in _LENGTHS:
        return st.sampled_from(["0f", "0F", "0", '"', "\\,=", "AA=="]) | st.text(
            VISIBLE, min_size=1
        )
    length, is_hex = _LENGTHS[algorithm][part], _LENGTHS[algorithm][2]
    if is_hex:
        return hex_digests(2 * length)
    octets = st.binary(min_size=length, max_size=length)
    return octets.map(lambda number: base64.b64encode(number).decode())


def sids() -> SearchStrategy[str]:
    return st.binary(min_size=1, max_size=12).map(bytes.hex)


def extensions(without: list[str]) -> SearchStrategy[Params]:
    """Other parameters, not in both forms, and none that tells a kind of message."""
    names = [form for name in without for form in (name, f"{name}*")]

    def is_other(found: Params) -> bool:
        lower = {name.lower() for name in found}
        telling = any(re.fullmatch(r"(?:reason|(?:v?kc|v?ks)[0-9]*)\*?", name) for name in lower)
        return not telling and not any(f"{name}*" in lower for name in lower)

    return params(without=names, max_size=2).filter(is_other)


@st.composite
def shared(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "algorithm": draw(st.sampled_from([*_LENGTHS]) | extensive_tokens()),
        "validation": draw(st.sampled_from(["host", "tls-unique"]) | extensive_tokens()),
        "auth_scope": draw(maybe(auth_scopes())),
        "realm": draw(strings()),
    }


@st.composite
def mutual_inits(draw: st.DrawFn) -> MutualInitChallenge:
    return MutualInitChallenge(
        **draw(shared()),
        reason=draw(st.sampled_from(["initial", "stale-session"]) | extensive_tokens()),
        extensions=draw(extensions([*_NAMES, "reason"])),
    )


@st.composite
def mutual_kex_challenges(draw: st.DrawFn) -> MutualKexChallenge:
    common = draw(shared())
    return MutualKexChallenge(
        **common,
        sid=draw(sids()),
        ks1=draw(numbers(common["algorithm"], 0)),
        nc_max=draw(_INTEGERS),
        nc_window=draw(_INTEGERS),
        time=draw(_INTEGERS),
        path=draw(tuples_of(st.text(_URI, min_size=1, max_size=8))),
        extensions=draw(extensions([*_NAMES, "sid", "ks1", "nc-max", "nc-window", "time", "path"])),
    )


@st.composite
def mutual_kex_credentials(draw: st.DrawFn) -> MutualKexCredentials:
    common = draw(shared())
    return MutualKexCredentials(
        **common,
        user=draw(strings()),
        kc1=draw(numbers(common["algorithm"], 0)),
        extensions=draw(extensions([*_NAMES, "user", "kc1"])),
    )


@st.composite
def mutual_verify_credentials(draw: st.DrawFn) -> MutualVerifyCredentials:
    common = draw(shared())
    return MutualVerifyCredentials(
        **common,
        sid=draw(sids()),
        nc=draw(_INTEGERS),
        vkc=draw(numbers(common["algorithm"], 1)),
        extensions=draw(extensions([*_NAMES, "sid", "nc", "vkc"])),
    )


@st.composite
def mutual_infos(draw: st.DrawFn) -> MutualInfo:
    algorithms = st.sampled_from([*_LENGTHS, "another"])
    return MutualInfo(
        sid=draw(sids()),
        vks=draw(algorithms.flatmap(lambda algorithm: numbers(algorithm, 1))),
        extensions=draw(extensions(["version", "sid", "vks"])),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    MutualInitChallenge: mutual_inits(),
    MutualKexChallenge: mutual_kex_challenges(),
    MutualKexCredentials: mutual_kex_credentials(),
    MutualVerifyCredentials: mutual_verify_credentials(),
    MutualInfo: mutual_infos(),
}

_SHARED = {"algorithm": "-a.b", "validation": "host", "auth_scope": "a", "realm": "a"}

VALUES: dict[type[Message], dict[str, Any]] = {
    MutualInitChallenge: {**_SHARED, "reason": "initial"},
    MutualKexChallenge: {
        **_SHARED,
        "sid": "0a",
        "ks1": "0f",
        "nc_max": 400,
        "nc_window": 128,
        "time": 60,
        "path": ("/a", "/b"),
    },
    MutualKexCredentials: {**_SHARED, "user": "a", "kc1": "0f"},
    MutualVerifyCredentials: {**_SHARED, "sid": "0a", "nc": 1, "vkc": "0f"},
    MutualInfo: {"sid": "0a", "vks": "0f"},
}
