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
from binascii import a2b_base64, b2a_base64
from dataclasses import dataclass, field

from ..errors import BuildError, ParseError, Reason
from ..params import NO_PARAMS, Params
from ._checking import broken, check_extensions, check_text, check_utf8
from ._encodings import base64_decoded, octets_of_text, text_of_octets
from ._reading import (
    QUOTED,
    rest,
    slot_setters,
    values_of,
)
from ._typed import ParamsChallenge, Token68Credentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

_new = object.__new__

_CHALLENGE_PARAMS = frozenset({"realm", "charset"})

# CTL of RFC 5234, HTAB among them: neither name nor password may hold one (section 2).
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class BasicChallenge(ParamsChallenge):
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
    specification = "RFC 7617"

    realm: str
    charset: str | None = None
    extensions: Params = field(default=NO_PARAMS, kw_only=True)

    def __post_init__(self) -> None:
        check_text("realm", self.realm)
        if self.charset is not None:
            check_utf8(BuildError, "charset", self.charset)
        if self.extensions is not NO_PARAMS:
            check_extensions(self, self.extensions, _CHALLENGE_PARAMS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> BasicChallenge:
        values = values_of(raw, "Basic", ("realm",))
        charset = values.get("charset")
        if charset is not None and charset.lower() != "utf-8":
            charset = None
        challenge: BasicChallenge = _new(cls)
        realm_slot, charset_slot, extensions_slot = _CHALLENGE_SLOTS
        realm_slot(challenge, text_of_octets(values["realm"]))
        charset_slot(challenge, charset)
        extensions_slot(challenge, NO_PARAMS if len(values) == 1 else rest(raw, _CHALLENGE_PARAMS))
        return challenge

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("realm", octets_of_text(self.realm), QUOTED),
            ("charset", self.charset, QUOTED),
        )


_CHALLENGE_SLOTS = slot_setters(BasicChallenge)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class BasicCredentials(Token68Credentials):
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
    specification = "RFC 7617"
    secret_fields = frozenset({"password"})
    malformed_status = 401

    username: str
    password: str

    def __post_init__(self) -> None:
        check_text("username", self.username)
        check_text("password", self.password)
        if ":" in self.username:
            raise broken(BuildError, "username", "a user-id without a colon")
        if "\t" in self.username or "\t" in self.password:
            param = "username" if "\t" in self.username else "password"
            expected = f"no control character in {param}"
            raise BuildError(Reason.CONTROL_CHARACTER, expected, param=param)

    @classmethod
    def _from_token68(cls, token68: str) -> BasicCredentials | None:
        """Read user-pass; None if it is not what it must be."""
        # base64_decoded, written out: on the way of each request a call costs a tenth of it all.
        try:
            octets = a2b_base64(token68)
        except ValueError:
            return None
        if b2a_base64(octets, newline=False) != token68.encode():
            return None
        try:
            user_pass = octets.decode()
        except UnicodeDecodeError:
            user_pass = octets.decode("latin-1")
        username, colon, password = user_pass.partition(":")
        if not colon or not (user_pass.isprintable() or _CONTROL.search(user_pass) is None):
            return None
        credentials: BasicCredentials = _new(cls)
        _username_slot(credentials, username)
        _password_slot(credentials, password)
        return credentials

    @classmethod
    def _refuse_token68(cls, token68: str) -> ParseError:
        octets = base64_decoded(token68)
        if octets is None:
            return ParseError(Reason.BAD_BASE64, "canonical base64")
        if b":" not in octets:
            return ParseError(Reason.MISSING_COLON, "a colon after the user-id")
        expected = "a name and a password without control characters"
        return ParseError(Reason.CONTROL_CHARACTER, expected)

    def _to_token68(self) -> str:
        user_pass = ":".join((self.username, self.password)).encode()
        return b2a_base64(user_pass, newline=False).decode()


_username_slot, _password_slot = slot_setters(BasicCredentials)
