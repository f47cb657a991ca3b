# SPDX-License-Identifier: MIT
"""The lines of a field, out of whatever holds the header fields.

Containers are known by what they offer, not by their class: no library is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ._abnf import is_token
from .errors import BuildError, Reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# obs-fold = OWS CRLF RWS                                                ; RFC 9112 section 5.2
#
# The blanks before the line end are left: looking for them takes quadratic time.
_OBS_FOLD = re.compile(r"\r?\n[ \t]+")

# Methods that give the values of one field; the first that a container has is taken.
_BY_NAME = (
    "getRawHeaders",  # Twisted
    "get_list",  # httpx, tornado; before get_all, which in tornado gives every field
    "getall",  # multidict, webob, bottle; before getlist, which in bottle minds the case
    "getlist",  # urllib3, starlette, werkzeug
    "get_all",  # email, wsgiref
)


def field_lines(headers: object, name: str) -> list[str]:
    """Find every line of a field, in order, whatever holds the header fields.

    ::

        WWW-Authenticate: Newauth realm="apps"
        WWW-Authenticate: Basic realm="simple"

    - ``headers``: one of

      - the ``headers`` of a request or response of http.client, urllib, urllib3, requests,
        httpx, aiohttp (multidict), starlette, werkzeug, webob, Django or tornado; the
        ``Headers`` of wsgiref and Twisted; an ``email.message.Message``;
      - a WSGI environ, or ``request.META`` of Django;
      - an ASGI scope;
      - any mapping of names to a value, or to a list or tuple of values;
      - any iterable of pairs of name and value, which is read to its end.

      Names (compared case-insensitively) and values are str or bytes.
    - ``name``: the field name.

    Returns what :func:`~authheaders.parse_challenges` and
    :func:`~authheaders.parse_credentials` take: no line for a field that is absent, bytes as
    one character an octet, str as it is. Raises TypeError for what is no such container,
    BuildError for a name that is no token.

    Some containers have less than what was received. requests and a WSGI server join the
    lines of a field: ``response.raw.headers`` of requests still has them apart. aiohttp
    decodes UTF-8: ``raw_headers`` of its requests and responses has the octets.

    >>> received = [(b"www-authenticate", b"Newauth"), (b"www-authenticate", b"Basic")]
    >>> field_lines(received, "WWW-Authenticate")
    ['Newauth', 'Basic']
    >>> field_lines({"Authorization": "Bearer mF_9.B5f-4.1JqM"}, "authorization")
    ['Bearer mF_9.B5f-4.1JqM']
    """
    if not isinstance(name, str):
        raise TypeError(f"a field name is a str, not {type(name).__name__}")
    if not is_token(name):
        raise BuildError(Reason.NOT_A_TOKEN, "a token as field name")
    return [_line(value) for value in _values(headers, name)]


def _values(headers: Any, name: str) -> Iterable[object]:
    received = _received_pairs(headers)
    if received is not None:
        return _values_in_pairs(received, name)
    for method in _BY_NAME:
        find = getattr(headers, method, None)
        if callable(find):
            return _values_by_name(find, method, name)
    # A response is often iterable, and iterating it reads its body. A dict is exempt: some
    # give their keys as attributes.
    if hasattr(headers, "headers") and not isinstance(headers, dict):
        raise TypeError(f"not a container of headers, but its .headers is: {_type(headers)}")
    if isinstance(headers, Mapping):
        return _values_in_mapping(headers, name)
    return _values_in_pairs(headers, name)


def _received_pairs(headers: Any) -> Iterable[Any] | None:
    """The pairs as they were received, where the container has them."""
    # httpx and starlette: octets. httpx guesses one encoding for all values to decode them.
    raw = getattr(headers, "raw", None)
    if isinstance(raw, list):
        return raw
    # email: text. Its other methods put U+FFFD for what is not ASCII or, with some policies,
    # decode encoded-words (RFC 2047).
    raw_items = getattr(headers, "raw_items", None)
    if not callable(raw_items):
        return None
    pairs: Any = raw_items()
    return [(name, _unfolded(value)) for name, value in pairs]


def _unfolded(value: object) -> object:
    # Who receives obs-fold has to put blanks for it (RFC 9112 section 5.2). All the other
    # containers come with that done.
    return _OBS_FOLD.sub(" ", value) if isinstance(value, str) else value


def _values_by_name(find: Any, method: str, name: str) -> Iterable[object]:
    # Twisted answers a str by decoding UTF-8, which fails for other octets.
    key = name.encode("ascii") if method == "getRawHeaders" else name
    try:
        # email and Twisted have None for an absent field.
        return find(key) or ()
    except KeyError:  # multidict
        return ()


def _values_in_mapping(headers: Mapping[Any, Any], name: str) -> Iterable[object]:
    if _is_environ(headers):
        return _each(headers.get(_environ_key(name), ()))
    if _is_scope(headers):
        return _values_in_pairs(headers["headers"], name)
    return [
        value for key, values in headers.items() if _is_named(key, name) for value in _each(values)
    ]


def _values_in_pairs(pairs: Any, name: str) -> Iterable[object]:
    if not isinstance(pairs, Iterable) or isinstance(pairs, (str, bytes, Mapping)):
        raise TypeError(f"not a container of headers: {_type(pairs)}")
    values: list[object] = []
    for pair in pairs:
        # A str of two characters would unpack, too.
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise TypeError(f"not a pair of name and value: {_type(pair)}")
        key, value = pair
        if _is_named(key, name):
            values.append(value)
    return values


def _is_environ(headers: Mapping[Any, Any]) -> bool:
    """Whether it is a WSGI environ (PEP 3333), or the like of it."""
    # A peer can send a field of any name, but no value that is no text: two keys that PEP 3333
    # demands, of which Django's META under ASGI has the second only.
    version, multithread = headers.get("wsgi.version"), headers.get("wsgi.multithread")
    if isinstance(version, tuple) or isinstance(multithread, int):
        return True
    # CGI, or made by hand. Were the key enough, a client could have HTTP_AUTHORIZATION read
    # where a proxy removes Authorization; but a proxy sends Host, which is HTTP_HOST here.
    return "REQUEST_METHOD" in headers and not any(_is_named(key, "Host") for key in headers)


def _environ_key(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def _is_scope(headers: Mapping[Any, Any]) -> bool:
    """Whether it is an ASGI scope, not a mapping of two fields with these names."""
    if not isinstance(headers.get("type"), str):
        return False
    found = headers.get("headers")
    if isinstance(found, (tuple, list)):
        return not any(isinstance(item, (str, bytes)) for item in found)
    return isinstance(found, Iterable) and not isinstance(found, (str, bytes))


def _is_named(key: object, name: str) -> bool:
    if isinstance(key, bytes):
        key = key.decode("latin-1")
    # The Kelvin sign is a k in lower case.
    return isinstance(key, str) and key.lower() == name.lower() and key.isascii()


def _each(values: Any) -> Iterable[object]:
    return values if isinstance(values, (tuple, list)) else (values,)


def _line(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if not isinstance(value, str):
        raise TypeError(f"a field line is str or bytes, not {_type(value)}")
    return value if value.isascii() else _unescaped(value)


def _unescaped(value: str) -> str:
    """Text in which surrogates stand for octets, as email and aiohttp have it → octets."""
    if not any("\udc80" <= character <= "\udcff" for character in value):
        return value
    try:
        return value.encode("utf-8", "surrogateescape").decode("latin-1")
    except UnicodeEncodeError:  # another surrogate, which stands for nothing
        return value


def _type(value: object) -> str:
    return type(value).__name__
