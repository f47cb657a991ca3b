# SPDX-License-Identifier: MIT
"""Whether the ``uri`` of Digest credentials denotes the resource that is asked for.

RFC 7616 section 3.4.6 lets the two differ in text: a proxy on the way may write the request
target in another form. Two forms can denote one resource, and nothing else is taken for equal::

    origin-form   = absolute-path [ "?" query ]            ; RFC 9112 section 3.2
    absolute-form = absolute-URI

An escaped and a plain octet, dot segments, the order of a query, or the case of a path would
have to be understood as the server understands them; a difference there is refused.
"""

from __future__ import annotations

import re

# absolute-URI = scheme ":" "//" authority path-abempty [ "?" query ]    ; RFC 3986 section 4.3
_ABSOLUTE = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*)://([^/?#]*)(.*)", re.DOTALL)

_DEFAULT_PORTS = (("http", ":80"), ("https", ":443"))


def same_resource(uri: str, target: str, host: str | None) -> bool:
    """Whether two that differ in text denote the same resource.

    - ``uri``: what was hashed.
    - ``target``: the request target as it came.
    - ``host``: the value of ``Host``, to which a target in origin-form belongs; None if an
      ``uri`` in absolute-form is to be refused then.
    """
    hashed, asked = _ABSOLUTE.match(uri), _ABSOLUTE.match(target)
    if hashed is None:
        # A client that talks to a proxy may hash the path only, as curl does.
        return asked is not None and uri == (asked[3] or "/")
    if asked is not None:
        same_host = _origin(hashed[1], hashed[2]) == _origin(asked[1], asked[2])
        return same_host and (hashed[3] or "/") == (asked[3] or "/")
    if host is None or target[:1] != "/":
        return False
    scheme = hashed[1]
    same_host = _origin(scheme, hashed[2]) == _origin(scheme, host)
    return same_host and (hashed[3] or "/") == target


def _origin(scheme: str, authority: str) -> tuple[str, str]:
    """Scheme and authority as they compare: in lower case, and without the default port."""
    scheme, authority = scheme.lower(), authority.lower()
    for name, port in _DEFAULT_PORTS:
        if scheme == name:
            authority = authority.removesuffix(port)
    return scheme, authority
