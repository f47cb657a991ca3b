# SPDX-License-Identifier: MIT
"""Characters and rules of RFC 9110, each under the ABNF that it transcribes.

Field text is a ``str`` that holds one octet a character, the latin-1 view that WSGI and
``http.client`` use.
"""

from __future__ import annotations

import re

# tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_" / "`"
#       / "|" / "~" / DIGIT / ALPHA                                       ; section 5.6.2
TCHAR = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]"

# token = 1*tchar                                                         ; section 5.6.2
_TOKEN = re.compile(rf"{TCHAR}+")

# A run of visible characters that ends at a blank, a comma, a quote or anything that is no
# VCHAR. Every token and every token68 is one; the other runs are what deployed senders
# write unquoted although the grammar asks for quotes (URLs, AWS4 credential scopes):
# run   = 1*( %x21 / %x23-2B / %x2D-7E )         ; VCHAR without DQUOTE and comma
RUN = r"[!#-+\--~]+"
_RUN = re.compile(RUN)

# Controls that no field value may hold: all but HTAB. DEL is one of them.
CONTROL = r"\x00-\x08\x0a-\x1f\x7f"
_CONTROL = re.compile(f"[{CONTROL}]")

# quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE                 ; section 5.6.4
# qdtext        = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text
# quoted-pair   = "\" ( HTAB / SP / VCHAR / obs-text )
# obs-text      = %x80-FF
#
# The upper end of obs-text is left open: a container that has decoded UTF-8 hands over
# characters above U+00FF, and their UTF-8 octets are obs-text.
QUOTED_STRING = rf'"[^"\\{CONTROL}]*(?:\\[^{CONTROL}][^"\\{CONTROL}]*)*"'

# token68 = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="  ; section 11.2
_TOKEN68_OCTETS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"


def is_token(text: str) -> bool:
    """Whether text is ``token``."""
    # ASCII letters and digits are tchar: the usual token needs no regex.
    return (text.isalnum() and text.isascii()) or _TOKEN.fullmatch(text) is not None


def is_token68(text: str) -> bool:
    """Whether text is ``token68``."""
    # Deleting the allowed octets is three times as fast as a regex on a long token.
    body = text.rstrip("=")
    return body != "" and body.isascii() and not body.encode().translate(None, _TOKEN68_OCTETS)


def is_run(text: str) -> bool:
    """Whether text is visible ASCII without a quote or a comma."""
    return _RUN.fullmatch(text) is not None


def reads_as_param(text: str) -> bool:
    """Whether a run behind an auth-scheme would be read as part of a parameter."""
    name, _, value = text.partition("=")
    # Without a name, the scheme would be taken for it.
    return (name == "" or is_token(name)) and value != "" and value[0] != "="


def has_control(text: str) -> bool:
    """Whether text holds a control character other than HTAB."""
    # No control is printable: the usual text is done with at once.
    return not text.isprintable() and _CONTROL.search(text) is not None


def unquote(pairs: str) -> str:
    r"""Replace each quoted-pair by its second character (RFC 9110 section 5.6.4).

    >>> unquote(r"Login to \"apps\" \\ \n")
    'Login to "apps" \\ n'
    """
    # In a run of backslashes the pairs begin at its first one, so cutting at the double
    # ones leaves only backslashes that escape another character.
    return "\\".join(part.replace("\\", "") for part in pairs.split("\\\\"))


def quote(text: str) -> str:
    r"""Write text as a quoted-string; only ``"`` and ``\`` are escaped.

    >>> print(quote('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    if "\\" in text or '"' in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
