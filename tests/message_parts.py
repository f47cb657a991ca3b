# SPDX-License-Identifier: MIT
"""Hypothesis strategies for the parts that messages are made of."""

from __future__ import annotations

import string
from base64 import b64encode
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from authheaders import Form, Params

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


def handshake_tokens() -> SearchStrategy[str]:
    """Token68s, base64 of the octets often that NTLM and GSS-API tokens begin with."""
    starts = [b"NTLMSSP\0\x01\0\0\0", b"NTLMSSP\0\x04\0\0\0", b"NTLMSSP\0\x01", b"\x60", b"\xa1"]
    octets = st.builds(bytes.__add__, st.sampled_from(starts), st.binary(max_size=4))
    return token68s() | octets.map(lambda octets: b64encode(octets).decode())


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


# --- Params


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


def charsets() -> SearchStrategy[str | None]:
    """The one charset that there is, or None."""
    return st.sampled_from([None, "UTF-8", "utf-8", "Utf-8"])


def hex_digests(digits: int) -> SearchStrategy[str]:
    """So many lower-case hex digits."""
    return st.binary(min_size=digits // 2, max_size=digits // 2).map(bytes.hex)


def uris() -> SearchStrategy[str]:
    """URIs with a scheme."""
    bodies = st.text(ALPHANUMERIC + "-._~:/?#[]@!$&'()*+,;=%", max_size=12)
    return st.sampled_from(["https://as.example/tx", "a:", "https://rs.example/?a=b,c;d#e"]) | (
        st.builds("{}:{}".format, st.sampled_from(["https", "URN", "x+y-z.0"]), bodies)
    )


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


def numbers() -> SearchStrategy[int]:
    """An integer of the digits that a number may have here."""
    return st.sampled_from([0, 1353832234, 10**18 - 1]) | st.integers(0, 10**18 - 1)


def plain_texts() -> SearchStrategy[str]:
    """Printable ASCII without a quote and a backslash, one character at least."""
    return st.sampled_from(["a", " ", " a ", "a, b=c", "=", "some-app-ext-data"]) | st.text(
        " " + BEARER_WORD, min_size=1, max_size=12
    )


# --- Signature Version 4

#: VCHAR without DQUOTE and comma, which is all that may stand unquoted.
RUN_CHARS = VISIBLE.replace('"', "").replace(",", "")


def access_keys() -> SearchStrategy[str]:
    """Ids of keys; those of some vendors hold slashes and what else parsing cares for."""
    known = ["AKIDEXAMPLE", "a/b/c", "a=", "a@b.example", "/", "AK/20150830/a/b/aws4_request"]
    return st.sampled_from(known) | st.text(RUN_CHARS, min_size=1, max_size=12).filter(
        lambda text: text[0] != "="
    )


def scope_parts() -> SearchStrategy[str]:
    """Regions and services."""
    chars = RUN_CHARS.replace("/", "")
    return st.sampled_from(["us-east-1", "auto", "s3", "*", "="]) | st.text(
        chars, min_size=1, max_size=8
    )


def dates() -> SearchStrategy[str]:
    """``yyyymmdd``."""
    return st.dates().map(lambda date: f"{date.year:04}{date.month:02}{date.day:02}")


def signed_headers() -> SearchStrategy[tuple[str, ...]]:
    """Lower-case tokens, one at least."""
    chars = "".join(dict.fromkeys(TCHARS.lower()))
    names = st.sampled_from(["host", "x-amz-date"]) | st.text(chars, min_size=1, max_size=8)
    return st.lists(names, min_size=1, max_size=4).map(tuple)


# --- AWS and SharedKey


def account_names() -> SearchStrategy[str]:
    """Visible ASCII without a quote, a comma, a colon and an equals sign."""
    chars = "".join(c for c in RUN_CHARS if c not in ":=")
    return st.sampled_from(["myaccount", "/", "a.b"]) | st.text(chars, min_size=1, max_size=12)
