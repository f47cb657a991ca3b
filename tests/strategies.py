# SPDX-License-Identifier: MIT
"""Hypothesis strategies for messages, their parts, and hostile header text."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from authheaders import (
    BasicChallenge,
    BasicCredentials,
    BearerChallenge,
    BearerCredentials,
    DigestChallenge,
    DigestCredentials,
    DigestInfo,
    Form,
    GenericChallenge,
    GenericCredentials,
    GenericInfo,
    Message,
    Params,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")

# --- characters of RFC 9110

ALPHANUMERIC = string.ascii_letters + string.digits
TCHARS = "!#$%&'*+-.^_`|~" + ALPHANUMERIC
TOKEN68_CHARS = "-._~+/" + ALPHANUMERIC
VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
OBS_TEXT = "".join(map(chr, range(0x80, 0x100)))
# What may stand in a field: neither CR, LF, NUL nor another control but HTAB.
OCTETS = "\t " + VISIBLE + OBS_TEXT
CONTROLS = "".join(chr(code) for code in (*range(0x20), 0x7F) if code != 0x09)
# What RFC 6750 section 3 allows in a word, and in prose.
BEARER_WORD = VISIBLE.replace('"', "").replace("\\", "")

# The values that break naive code stand beside the random ones.
_NAMES = ["realm", "Realm", "nonce", "qop", "error", "scope", "username*", "title", "a", "B", "~"]
_SCHEMES = ["Basic", "basic", "BEARER", "Digest", "Negotiate", "Newauth", "DPoP", "a", "0", "!"]
_CONTENTS = [
    "",
    '"',
    "\\",
    '\\"',
    "\\\\",
    " ",
    "\t",
    ",",
    ", a=b",
    "=",
    "a=b",
    "é",
    "Ã©",
    "ÿ",
    "true",
    "auth,auth-int",
    "x" * 70,
    "a b",
    "/",
    "'q'",
    'Login to "apps"',
]
_TEXTS = [
    "",
    "Jäsøn Doe",
    "é",
    "Ã©",
    "张三",
    "\U0001f511",
    "e\u0301",
    "a\tb",
    '"',
    "\\",
    "ÿ",
    "\x85",
    "\xa0",
    "\u2028",
    "\ufeff",
    "%41",
    "UTF-8''x",
    "DOMAIN\\user",
]


def tokens() -> SearchStrategy[str]:
    """``token = 1*tchar``."""
    return st.text(TCHARS, min_size=1, max_size=12)


def schemes() -> SearchStrategy[str]:
    """Tokens, the names of real schemes often."""
    return st.sampled_from(_SCHEMES) | tokens()


def token68s() -> SearchStrategy[str]:
    """``token68``, with none to three equals signs at its end."""
    body = st.text(TOKEN68_CHARS, min_size=1, max_size=24)
    return st.builds(str.__add__, body, st.sampled_from(["", "=", "==", "==="]))


def quoted_contents() -> SearchStrategy[str]:
    """What a quoted-string can stand for: octets, one character each."""
    return st.sampled_from(_CONTENTS) | st.text(OCTETS, max_size=20)


def texts(without: str = "") -> SearchStrategy[str]:
    """What a typed message calls text: Unicode without controls and lone surrogates.

    HTAB is in it. None of the characters of ``without`` is.
    """
    blocked = CONTROLS + without
    alphabet = st.characters(exclude_categories=["Cs"], exclude_characters=blocked)
    chosen = [text for text in _TEXTS if not set(text) & set(without)]
    return st.sampled_from(chosen) | st.text(alphabet, max_size=20)


def maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    """A value of the strategy, or None."""
    return st.none() | strategy


def tuples_of(strategy: SearchStrategy[T]) -> SearchStrategy[tuple[T, ...]]:
    """A tuple of none to three values."""
    return st.lists(strategy, max_size=3).map(tuple)


# --- Params and the generic messages


def entries(without: Collection[str] = ()) -> SearchStrategy[tuple[str, str, Form]]:
    """A name that is not in ``without``, a value, and a form that the value can have."""
    excluded = {name.lower() for name in without}
    names = (st.sampled_from(_NAMES) | tokens()).filter(lambda name: name.lower() not in excluded)
    quoted = st.tuples(names, quoted_contents(), st.just(Form.QUOTED))
    unquoted = st.tuples(names, tokens(), st.just(Form.TOKEN))
    return quoted | unquoted


def params(
    without: Collection[str] = (), *, min_size: int = 0, max_size: int = 5
) -> SearchStrategy[Params]:
    """Params quoted and unquoted, with no name of ``without``, whatever its case."""
    unique = st.lists(
        entries(without),
        unique_by=lambda entry: entry[0].lower(),
        min_size=min_size,
        max_size=max_size,
    )
    return unique.map(Params)


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


# --- Basic


def charsets() -> SearchStrategy[str | None]:
    """The one charset that there is, or None."""
    return st.sampled_from([None, "UTF-8", "utf-8", "Utf-8"])


def basic_challenges() -> SearchStrategy[BasicChallenge]:
    return st.builds(
        BasicChallenge,
        realm=texts(),
        charset=charsets(),
        extensions=params(without=["realm", "charset"], max_size=2),
    )


def basic_credentials() -> SearchStrategy[BasicCredentials]:
    return st.builds(BasicCredentials, username=texts(without=":\t"), password=texts(without="\t"))


# --- Bearer

_BEARER = [
    "realm",
    "scope",
    "error",
    "error_description",
    "error_uri",
    "acr_values",
    "max_age",
    "resource_metadata",
    "service",
]


def bearer_words() -> SearchStrategy[str]:
    """What stands between two blanks of ``scope``: no quote and no backslash."""
    return st.sampled_from(["openid", "repository:a/b:pull,push", "=", "'"]) | st.text(
        BEARER_WORD, min_size=1, max_size=12
    )


def bearer_prose() -> SearchStrategy[str]:
    """Printable ASCII without a quote and a backslash."""
    return st.sampled_from(["invalid_token", " ", " a ", "It expired, sorry"]) | st.text(
        " " + BEARER_WORD, min_size=1, max_size=20
    )


def bearer_challenges() -> SearchStrategy[BearerChallenge]:
    return st.builds(
        BearerChallenge,
        realm=maybe(texts()),
        scope=tuples_of(bearer_words()),
        error=maybe(bearer_prose()),
        error_description=maybe(bearer_prose()),
        error_uri=maybe(bearer_words()),
        acr_values=tuples_of(bearer_words()),
        max_age=maybe(st.integers(0, 10**18 - 1)),
        resource_metadata=maybe(bearer_words()),
        service=maybe(texts()),
        extensions=params(without=_BEARER, max_size=2),
    )


def bearer_credentials() -> SearchStrategy[BearerCredentials]:
    return st.builds(BearerCredentials, token68s())


# --- Digest

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


def hex_digests(digits: int) -> SearchStrategy[str]:
    """So many lower-case hex digits."""
    return st.binary(min_size=digits // 2, max_size=digits // 2).map(bytes.hex)


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


#: Every concrete message class that the library exports → its messages.
MESSAGES: dict[type[Message], SearchStrategy[Message]] = {
    GenericChallenge: generic_challenges(),
    GenericCredentials: generic_credentials(),
    GenericInfo: generic_infos(),
    BasicChallenge: basic_challenges(),
    BasicCredentials: basic_credentials(),
    BearerChallenge: bearer_challenges(),
    BearerCredentials: bearer_credentials(),
    DigestChallenge: digest_challenges(),
    DigestCredentials: digest_credentials(),
    DigestInfo: digest_infos(),
}


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
