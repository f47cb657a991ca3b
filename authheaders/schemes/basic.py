# SPDX-License-Identifier: MIT
"""Basic (RFC 7617): a user-id and a password, readable by whoever sees the header.

::

    challenge   = "Basic" 1*SP auth-param-list    ; realm required, charset optional
    credentials = "Basic" 1*SP token68            ; base64( user-id ":" password )

    WWW-Authenticate: Basic realm="foo", charset="UTF-8"
    Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==

>>> from authheaders import parse_credentials
>>> credentials = parse_credentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
>>> credentials.username, credentials.password
('Aladdin', 'open sesame')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..errors import ParseError, Reason
from ..generic import (
    Challenge,
    Credentials,
    GenericChallenge,
    GenericCredentials,
    generic_challenge,
    generic_credentials,
)
from ..params import NO_PARAMS, Params
from ._checking import bad_value, check_extensions, check_text, check_utf8
from ._encodings import base64_decoded, base64_encoded
from ._reading import ParamReader, check_scheme, quoted, quoted_text, written

_CHALLENGE_PARAMS = frozenset({"realm", "charset"})

# CTL of RFC 5234, HTAB among them: neither name nor password may hold one (section 2).
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, repr=False)
class BasicChallenge(Challenge):
    """What the server asks for (RFC 7617 section 2).

    ::

        Basic realm="foo", charset="UTF-8"

    - ``realm``: text, possibly empty. Clients compare it as it is.
    - ``charset``: ``UTF-8`` in any case, or None. Advice to the client, which then encodes
      name and password so after bringing them to NFC. Another value, which the RFC reserves,
      is ignored when it is received.
    - ``extensions``: other parameters. The RFC has none; recipients ignore them.

    Raises BuildError for a control character and another charset; ParseError for those of a
    peer, and for a challenge without realm.

    >>> BasicChallenge("foo", charset="UTF-8").to_header()
    'Basic realm="foo", charset="UTF-8"'
    """

    scheme = "Basic"

    realm: str
    charset: str | None = None
    extensions: Params = field(default=NO_PARAMS, kw_only=True)

    def __post_init__(self) -> None:
        check_text("realm", self.realm)
        if self.charset is not None:
            check_utf8("charset", self.charset)
        if self.extensions is not NO_PARAMS:
            check_extensions(self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> BasicChallenge:
        with ParamReader(generic, "Basic") as read:
            charset = read.octets("charset")
            return cls(
                realm=read.required_text("realm"),
                charset=charset if charset is not None and charset.lower() == "utf-8" else None,
                extensions=read.rest(_CHALLENGE_PARAMS),
            )

    def to_generic(self) -> GenericChallenge:
        params = written(
            self.extensions,
            quoted_text("realm", self.realm),
            quoted("charset", self.charset),
        )
        return generic_challenge("Basic", None, params)


@dataclass(frozen=True, slots=True, repr=False)
class BasicCredentials(Credentials):
    """The user's name and password (RFC 7617 section 2).

    ::

        Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==

    - ``username``: text without a colon, possibly empty.
    - ``password``: text, possibly empty. Hidden in ``repr``.

    Neither holds a control character. They are kept as given: whoever wants to obey
    ``charset="UTF-8"`` to the letter brings them to NFC first, on both sides. Written as
    UTF-8; read as UTF-8 if the octets are, else as ISO-8859-1.

    Raises BuildError for a colon in the name, a control character and a lone surrogate;
    ParseError for anything but canonical base64 of a name, a colon and a password.

    >>> BasicCredentials("Aladdin", "open sesame").to_header()
    'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='
    """

    scheme = "Basic"
    secret_fields = frozenset({"password"})
    malformed_status = 401

    username: str
    password: str

    def __post_init__(self) -> None:
        check_text("username", self.username)
        check_text("password", self.password)
        if ":" in self.username:
            raise bad_value("username", "a user-id without a colon")
        if "\t" in self.username or "\t" in self.password:
            raise bad_value("username", "no control character")

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> BasicCredentials:
        if generic._scheme != "Basic":
            check_scheme(generic._scheme, "Basic")
        if generic._token68 is None:
            raise ParseError(Reason.MISSING_TOKEN68, "base64 of a name and a password")
        octets = base64_decoded(generic._token68)
        if octets is None:
            raise ParseError(Reason.BAD_BASE64, "canonical base64")
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            text = octets.decode("latin-1")
        username, colon, password = text.partition(":")
        if not colon:
            raise ParseError(Reason.MISSING_COLON, "a colon after the user-id")
        if not text.isprintable() and _CONTROL.search(text):
            raise ParseError(Reason.CONTROL_CHARACTER, "no control character")
        # What the constructor would check is known to hold by now.
        credentials: BasicCredentials = object.__new__(cls)
        _set_username(credentials, username)
        _set_password(credentials, password)
        return credentials

    def to_generic(self) -> GenericCredentials:
        octets = f"{self.username}:{self.password}".encode()
        return generic_credentials("Basic", base64_encoded(octets), NO_PARAMS)


_set_username = BasicCredentials.username.__set__
_set_password = BasicCredentials.password.__set__
