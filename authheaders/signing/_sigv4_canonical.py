# SPDX-License-Identifier: MIT
"""A request in the one form that Signature Version 4 signs ("Create a canonical request").

::

    METHOD LF path LF query LF *( name ":" value LF ) LF signed-headers LF payload-hash

Text in it is UTF-8; a field value is octets, one character each, as everywhere in this library.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._abnf import is_token
from ..errors import BuildError, Reason
from ..schemes._checking import broken, check_hex, check_type, missing
from ..schemes.aws4 import Aws4PayloadHash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    #: The fields of a request: names and values, several of one name in their order.
    Headers: TypeAlias = "Mapping[str, str] | Iterable[tuple[str, str]]"
    #: A query as it stands in the request target, or its decoded names and values.
    QueryInput: TypeAlias = (
        "str | Mapping[str, str] | Mapping[str, list[str]] | Iterable[tuple[str, str]]"
    )
    #: A body, the hex digits of its SHA-256, or what stands for it.
    Payload: TypeAlias = "bytes | str | Aws4PayloadHash"

# unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"                  ; RFC 3986 section 2.3
_UNRESERVED = frozenset(b"-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_HEX_DIGITS = frozenset(b"0123456789ABCDEFabcdef")

# "Trimall": the blanks of a value, and the line ends of one that is folded.
_BLANKS = re.compile("[ \t\r\n]+")


def canonical_request(
    *,
    method: str,
    path: str,
    query: QueryInput,
    headers: Headers,
    signed_headers: Iterable[str],
    payload_hash: str,
    normalize: bool,
) -> bytes:
    """The octets whose SHA-256 is in the string to sign.

    - ``method``: a token; it is signed in upper case.
    - ``path``: see :func:`canonical_path`, also for ``normalize``.
    - ``query``: see :func:`canonical_query`.
    - ``headers``: the fields of the request; those that are not signed are left out.
    - ``signed_headers``: the names of the signed fields; their order and case mean nothing.
    - ``payload_hash``: what :func:`payload_hash` gives.

    Raises BuildError for a method that is no token, and for a signed field that is not there.
    """
    if not is_token(method):
        raise BuildError(Reason.NOT_A_TOKEN, "a token as method", param="method")
    names = sorted({name.lower() for name in signed_headers})
    values = field_values(headers)
    for name in names:
        if name not in values:
            raise missing(BuildError, name)
    lines = [f"{name}:{','.join(values[name])}\n" for name in names]
    return b"\n".join(
        [
            method.upper().encode(),
            canonical_path(path, normalize=normalize).encode(),
            canonical_query(query).encode(),
            "".join(lines).encode("latin-1"),
            ";".join(names).encode(),
            payload_hash.encode(),
        ]
    )


def canonical_path(path: str, *, normalize: bool) -> str:
    """The path, as it stands in the request target, encoded as it is signed.

    - ``normalize``: for all services but S3, which is the one whose path is a name that can
      hold empty and dot segments. With it, these are taken out and what is left is encoded,
      though it is encoded already: ``/a%20b/../c`` becomes ``/c``, ``/a%20b`` ``/a%2520b``.
      Without it, each segment is encoded once: ``/a%20b`` stays as it is, and so does
      ``/a$b`` become ``/a%24b``.

    Characters beyond ASCII are encoded as UTF-8. No path at all is ``/``.
    """
    if normalize:
        return "/".join([_encoded(_octets(part)) for part in _normalized(path).split("/")])
    return "/".join([_encoded(_decoded(part)) for part in path.split("/")]) or "/"


def canonical_query(query: QueryInput) -> str:
    """The query, encoded as it is signed, in the order of the encoded names and values.

    - ``query``: as it stands in the request target, without the question mark, or decoded
      names and values. In text a plus sign is one: a blank must stand there as ``%20``.
    """
    if isinstance(query, str):
        parts = [part.partition("=") for part in query.split("&") if part]
        pairs = [(_decoded(name), _decoded(value)) for name, _, value in parts]
    else:
        pairs = []
        items: Any = query.items() if isinstance(query, Mapping) else query
        for name, value in items:
            for each in value if isinstance(value, list) else [value]:
                pairs.append((_octets(name), _octets(each)))
    encoded = sorted([(_encoded(name), _encoded(value)) for name, value in pairs])
    return "&".join([f"{name}={value}" for name, value in encoded])


def field_values(headers: Headers) -> dict[str, list[str]]:
    """The values of each field, by lower-case name, with single blanks in them."""
    values: dict[str, list[str]] = {}
    items: Any = headers.items() if isinstance(headers, Mapping) else headers
    for name, value in items:
        check_type("a field name", name, str)
        check_type("a field value", value, str)
        single = _BLANKS.sub(" ", value).strip(" ")
        values.setdefault(name.lower(), []).append(_field_octets(single))
    return values


def payload_hash(payload: Payload) -> str:
    """What is signed of a body, and stands in ``x-amz-content-sha256``.

    - ``payload``: the body, of which this is the SHA-256 in hex digits; those digits, from who
      has them already; or an :class:`~authheaders.Aws4PayloadHash`.

    >>> payload_hash(b"")
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    >>> payload_hash(Aws4PayloadHash.UNSIGNED)
    'UNSIGNED-PAYLOAD'
    """
    if isinstance(payload, Aws4PayloadHash):
        return payload.value
    if isinstance(payload, str):
        check_hex(BuildError, "payload", payload, 64)
        return payload
    check_type("payload", payload, bytes)
    return sha256(payload)


def sha256(octets: bytes) -> str:
    """The SHA-256 in lower-case hex digits."""
    from hashlib import sha256

    return sha256(octets).hexdigest()


def check_secret(secret: str) -> str:
    """A secret key: text, and not none of it; TypeError or BuildError otherwise."""
    check_type("secret", secret, str)
    if not secret:
        raise broken(BuildError, "secret", "a secret key")
    return secret


def _normalized(path: str) -> str:
    """The path without dot segments and empty ones, but for a last one that is empty."""
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del kept[-1:]
        elif part not in ("", "."):
            kept.append(part)
    return "/" + "/".join(kept) + ("/" if path.endswith("/") and kept else "")


def _encoded(octets: bytes) -> str:
    if _UNRESERVED.issuperset(octets):
        return octets.decode()
    return "".join([chr(o) if o in _UNRESERVED else f"%{o:02X}" for o in octets])


def _decoded(text: str) -> bytes:
    """The octets of pct-encoded text; a percent sign that begins no octet is itself."""
    first, *parts = _octets(text).split(b"%")
    found = [first]
    for part in parts:
        if len(part) > 1 and _HEX_DIGITS.issuperset(part[:2]):
            found.append(bytes.fromhex(part[:2].decode()) + part[2:])
        else:
            found.append(b"%" + part)
    return b"".join(found)


def _octets(text: str) -> bytes:
    check_type("a path or a query", text, str)
    # Lone surrogates are in no request, so what they become matters to nobody.
    return text.encode("utf-8", "surrogatepass")


def _field_octets(value: str) -> str:
    if value.isascii() or max(value) <= "\xff":
        return value
    return value.encode("utf-8", "surrogatepass").decode("latin-1")
