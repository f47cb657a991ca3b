# SPDX-License-Identifier: MIT
"""The signature base string of OAuth 1.0 (RFC 5849 section 3.4.1): what is signed of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._abnf import is_token
from ..errors import BuildError, Reason
from ..schemes._checking import broken, check_type
from ..schemes._encodings import percent_decoded, percent_encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from ..schemes.oauth1 import OAuth1Credentials

    #: A body of ``application/x-www-form-urlencoded``, as it is sent or as names and values.
    FormBody: TypeAlias = "bytes | str | Mapping[str, str] | Iterable[tuple[str, str]]"

# The parameters of the credentials that are signed: all but realm and oauth_signature.
_SIGNED = (
    "oauth_consumer_key",
    "oauth_token",
    "oauth_signature_method",
    "oauth_timestamp",
    "oauth_nonce",
    "oauth_version",
    "oauth_callback",
    "oauth_verifier",
)

# http-URI  = "http" "://" authority path-abempty [ "?" query ]         ; RFC 9110 section 4.2
# authority = [ userinfo "@" ] host [ ":" port ]                        ; RFC 3986 section 3.2
# host      = IP-literal / IPv4address / reg-name
# reg-name  = *( unreserved / pct-encoded / sub-delims )
#
# Path and query are taken with any visible ASCII, as they are signed the way they are sent.
_REG_NAME = r"A-Za-z0-9\-._~%!$&'()*+,;="
_URL = re.compile(
    rf"([Hh][Tt][Tt][Pp][Ss]?)://(?:[{_REG_NAME}:]*@)?(\[[0-9A-Fa-f:.]+\]|[{_REG_NAME}]+)"
    r"(?::([0-9]{0,5}))?((?:/[!\"$->@-~]*)?)(?:\?([!\"$-~]*))?(?:#[!-~]*)?"
)
_LARGEST_PORT = 65535

# Each octet as it is pct-encoded, and the escapes of a form.
_ESCAPED = tuple([percent_encoded(chr(o)) if o < 0x80 else f"%{o:02X}" for o in range(256)])
_FORM_ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")


def base_string(
    credentials: OAuth1Credentials, method: str, url: str, *, form: FormBody = ()
) -> bytes:
    """The signature base string (RFC 5849 section 3.4.1): the octets that are signed.

    The signature of the credentials does not matter: it can be empty. ``method``, ``url`` and
    ``form`` are as in :func:`sign`.

    Raises BuildError for a method that is no token, a URL that is none, and a parameter of the
    credentials that is in query or form too.
    """
    check_type("method", method, str)
    if not is_token(method):
        raise BuildError(Reason.NOT_A_TOKEN, "a token as method")
    uri, query = _base_uri_and_query(url)
    parts = (method.upper(), uri, _normalized(credentials, query, form))
    return "&".join([percent_encoded(part) for part in parts]).encode()


def base_uri(url: str) -> str:
    """The base string URI (section 3.4.1.2): without query, fragment and default port.

    Raises BuildError for what is no absolute URL of http or https in visible ASCII.

    >>> base_uri("HTTP://EXAMPLE.COM:80/r%20v/X?id=123")
    'http://example.com/r%20v/X'
    """
    return _base_uri_and_query(url)[0]


def _base_uri_and_query(url: str) -> tuple[str, str]:
    check_type("url", url, str)
    match = _URL.fullmatch(url)
    if match is None:
        raise broken(BuildError, "url", "an absolute URL of http or https")
    scheme, host, digits, path, query = match.groups("")
    scheme = scheme.lower()
    default = 443 if scheme == "https" else 80
    port = int(digits or default)
    if port > _LARGEST_PORT:
        raise broken(BuildError, "url", f"a port up to {_LARGEST_PORT}")
    suffix = "" if port == default else f":{port}"
    return f"{scheme}://{host.lower()}{suffix}{path or '/'}", query


def _normalized(credentials: OAuth1Credentials, query: str, form: FormBody) -> str:
    """The parameters of a request, encoded and sorted (section 3.4.1.3)."""
    given = [(name, getattr(credentials, name)) for name in _SIGNED]
    signed = [(name, str(value)) for name, value in given if value is not None]
    for name, value in credentials.extensions.items():
        # They are pct-encoded, or there were no such credentials.
        signed.append((percent_decoded(name) or "", percent_decoded(value) or ""))
    pairs = [*_form_pairs(query), *_form_pairs(form)]
    # A parameter of the protocol stands in one place only (section 3.1), and the signature is in
    # the header.
    once = {b"oauth_signature", *[name.encode() for name, _ in signed]}
    for found, _ in pairs:
        if found in once and found.startswith(b"oauth_"):
            reason, expected = Reason.DUPLICATE_PARAM, "each protocol parameter once"
            raise BuildError(reason, expected, param=found.decode(), scheme="OAuth")
    pairs += [(name.encode(), value.encode()) for name, value in signed]
    encoded = sorted([(escaped(name), escaped(value)) for name, value in pairs])
    return "&".join([f"{name}={value}" for name, value in encoded])


def _form_pairs(form: FormBody) -> list[tuple[bytes, bytes]]:
    """The octets of the names and values of a form."""
    if isinstance(form, str):
        form = utf8(form)
    if isinstance(form, bytes):
        fields = [field.partition(b"=") for field in form.split(b"&") if field]
        return [(_form_decoded(name), _form_decoded(value)) for name, _, value in fields]
    given: list[Any] = list(form.items() if isinstance(form, Mapping) else form)
    pairs = []
    for pair in given:
        check_type("form", pair, tuple)
        name, value = pair
        check_type("form", name, str)
        check_type("form", value, str)
        pairs.append((utf8(name), utf8(value)))
    return pairs


def _form_decoded(field: bytes) -> bytes:
    """Decode as browsers and their servers do: a percent sign that begins no escape is one."""
    return _FORM_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), field.replace(b"+", b" "))


def escaped(octets: bytes) -> str:
    """Octets as they are pct-encoded (section 3.6); of any, while text is UTF-8 always."""
    return "".join([_ESCAPED[octet] for octet in octets])


def utf8(text: str) -> bytes:
    """The octets of text; BuildError if it has none."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise BuildError(Reason.BAD_VALUE, "no lone surrogate", scheme="OAuth") from None
