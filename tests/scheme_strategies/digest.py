# SPDX-License-Identifier: MIT
"""Messages of Digest."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from message_parts import (
    VISIBLE,
    charsets,
    hex_digests,
    maybe,
    params,
    quoted_contents,
    texts,
    tokens,
    tuples_of,
)

from authheaders import DigestChallenge, DigestCredentials, DigestInfo

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from authheaders import Message


# The number of hex digits of a digest; any even number where the algorithm is not known.
_DIGITS = {
    None: 32,
    "MD5": 32,
    "md5-SESS": 32,
    "MD5-sess": 32,
    "SHA-256": 64,
    "SHA-256-sess": 64,
    "SHA-512-256": 64,
    "sha-512-256-SESS": 64,
    "SHA-512": 128,
    "X!": 2,
}
_DIGEST_CHALLENGE = [
    "realm",
    "domain",
    "nonce",
    "opaque",
    "stale",
    "algorithm",
    "qop",
    "charset",
    "userhash",
]
_DIGEST_CREDENTIALS = [
    "username",
    "username*",
    "realm",
    "uri",
    "algorithm",
    "nonce",
    "nc",
    "cnonce",
    "qop",
    "response",
    "opaque",
    "userhash",
]
_DIGEST_INFO = ["nextnonce", "qop", "rspauth", "cnonce", "nc"]


def digest_qops() -> SearchStrategy[str]:
    return st.sampled_from(["auth", "auth-int", "token"]) | tokens()


def digest_ncs() -> SearchStrategy[str]:
    return st.just("00000001") | st.text(string.hexdigits, min_size=8, max_size=8)


def digest_challenges() -> SearchStrategy[DigestChallenge]:
    return st.builds(
        DigestChallenge,
        realm=texts(),
        nonce=quoted_contents(),
        domain=tuples_of(st.text(VISIBLE, min_size=1, max_size=8)),
        opaque=maybe(quoted_contents()),
        stale=st.booleans(),
        algorithm=st.sampled_from(list(_DIGITS)) | tokens(),
        qop=tuples_of(digest_qops()),
        charset=charsets(),
        userhash=st.booleans(),
        extensions=params(without=_DIGEST_CHALLENGE, max_size=2),
    )


@st.composite
def digest_credentials(draw: st.DrawFn) -> DigestCredentials:
    """With and without qop, for each algorithm, the name plain, extended or hashed."""
    algorithm = draw(st.sampled_from(list(_DIGITS)))
    qop = draw(maybe(digest_qops()))
    counts = digest_ncs() if qop else maybe(digest_ncs())
    cnonces = quoted_contents() if qop else maybe(quoted_contents())
    userhash = draw(st.booleans())
    return DigestCredentials(
        username=draw(texts(without=":")),
        realm=draw(texts()),
        nonce=draw(quoted_contents()),
        uri=draw(st.sampled_from(["/", "*", "/dir/index.html?a=b,c"]) | quoted_contents()),
        response=draw(hex_digests(_DIGITS[algorithm])),
        algorithm=algorithm,
        cnonce=draw(cnonces),
        opaque=draw(maybe(quoted_contents())),
        qop=qop,
        nc=draw(counts),
        userhash=userhash,
        extensions=draw(params(without=_DIGEST_CREDENTIALS, max_size=2)),
        extended=draw(st.sampled_from([None, False] if userhash else [None, False, True])),
    )


@st.composite
def digest_infos(draw: st.DrawFn) -> DigestInfo:
    """With qop, which demands the other three, and without."""
    qop = draw(maybe(digest_qops()))
    proofs = st.sampled_from([32, 64]).flatmap(hex_digests)
    return DigestInfo(
        nextnonce=draw(maybe(quoted_contents())),
        qop=qop,
        rspauth=draw(proofs if qop else maybe(proofs)),
        cnonce=draw(quoted_contents() if qop else maybe(quoted_contents())),
        nc=draw(digest_ncs() if qop else maybe(digest_ncs())),
        extensions=draw(params(without=_DIGEST_INFO, max_size=2)),
    )


MESSAGES: dict[type[Message], SearchStrategy[Any]] = {
    DigestChallenge: digest_challenges(),
    DigestCredentials: digest_credentials(),
    DigestInfo: digest_infos(),
}

VALUES: dict[type[Message], dict[str, Any]] = {
    DigestChallenge: {"realm": "a", "nonce": "a"},
    DigestCredentials: {
        "username": "a",
        "realm": "a",
        "nonce": "a",
        "uri": "a",
        "response": "0f" * 16,
        "qop": "auth",
        "nc": "00000001",
        "cnonce": "a",
    },
    DigestInfo: {"qop": "auth", "rspauth": "0f", "nc": "00000001", "cnonce": "a"},
}
