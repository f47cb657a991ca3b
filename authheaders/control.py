# SPDX-License-Identifier: MIT
r"""Authentication-Control (RFC 8053): how a client is to behave in an authentication dialogue.

::

    Authentication-Control = 1#auth-control-entry                     ; section 4
    auth-control-entry     = auth-scheme 1*SP 1#auth-control-param
    auth-control-param     = extensive-token BWS "=" BWS ( token / quoted-string )
                           / extensive-token "*" BWS "=" BWS ext-value

    Authentication-Control: Basic realm="entrance", logout-timeout=300

The ABNF of RFC 8053 has no quoted-string, but its text and its examples have. The field is
that of a response, never of a proxy's challenge. The RFC's other field,
``Optional-WWW-Authenticate``, is read with :func:`~authheaders.parse_challenges` and written
with :func:`~authheaders.challenge_fields`.

>>> from authheaders import parse_authentication_control
>>> for entry in parse_authentication_control(
...     'Basic realm="a", logout-timeout=0, Digest realm="b", auth-style=non-modal'
... ):
...     print(entry)
ControlEntry(scheme='Basic', realm='a', logout_timeout=0)
ControlEntry(scheme='Digest', realm='b', auth_style='non-modal')
"""

from __future__ import annotations

from dataclasses import dataclass

from ._abnf import is_token
from ._grouping import group
from ._lines import field_value_lines
from ._plain import group_plain
from ._writing import write_entries
from .errors import BuildError, ParseError, Reason
from .limits import DEFAULT_LIMITS
from .messages import Message, peers_fault, read
from .params import NO_PARAMS, Params
from .schemes._checking import broken, check_type, missing
from .schemes._extensive_values import (
    check_more,
    check_string,
    check_unbounded_integer,
    check_uri_reference,
    extensive_token,
    realm_entry,
    string_entry,
    texts,
    unbounded_integer,
    with_extended,
)
from .schemes._reading import QUOTED, TOKEN, rest, values_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._lines import FieldValue
    from ._writing import Entry
    from .limits import Limits
    from .params import Raw

_PARAMS = (
    "realm",
    "auth-style",
    "location-when-unauthenticated",
    "no-auth",
    "location-when-logout",
    "logout-timeout",
    "username",
)
_KNOWN = with_extended(_PARAMS)
# Tokens and integers, which are never sent as an ext-value (RFC 8053).
_PLAIN = ("auth-style", "no-auth", "logout-timeout")

_STYLES = frozenset({"modal", "non-modal"})

# An entry names the realm if its scheme has realms, and only then (section 4). Of other schemes
# than these it is not known, or up to the server.
_WITH_REALM = frozenset({"basic", "digest", "mutual"})
_WITHOUT_REALM = frozenset({"negotiate", "ntlm"})


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ControlEntry(Message):
    """What ``Authentication-Control`` says of one scheme and realm (RFC 8053 section 4).

    ::

        Digest realm="protected space", auth-style=modal

    - ``scheme``: the auth-scheme, as received. Compares case-insensitively.
    - ``realm``: text. Basic, Digest and Mutual must have one, Negotiate and NTLM have none; None
      if it is absent.
    - ``auth_style``: ``modal`` (a dialogue) or ``non-modal`` (the page comes with it), or None.
      Not for ``Optional-WWW-Authenticate``, which is always non-modal.
    - ``location_when_unauthenticated``: where to go instead of asking for a password: a URI or a
      relative reference, or None. Only for a response that begins an authentication.
    - ``no_auth``: whether not to ask for a password at all, but to show the page; it goes before
      ``location_when_unauthenticated``. Only for a response that begins an authentication.
    - ``location_when_logout``: where to go after a logout: a URI or a relative reference, or
      None. Only for a response to authenticated requests.
    - ``logout_timeout``: after how many seconds to log out, an integer from 0 (at once) on, or
      None; clamped if that of a peer has more than 300 digits. Only for a response to
      authenticated requests.
    - ``username``: the name to offer, text, or None; without a colon for Basic. Only for a
      response that begins an authentication, or refuses it.
    - ``extensions``: other parameters. A client must ignore those that it does not know.

    Raises BuildError for values outside of these, and for an entry without any parameter;
    ParseError for those of a peer. A client that would rather go on without them may ignore what
    is refused.

    >>> print(ControlEntry("Basic", "configuration", username="admin").to_header())
    Basic realm="configuration", username="admin"
    """

    specification = "RFC 8053"

    scheme: str
    realm: str | None = None
    auth_style: str | None = None
    location_when_unauthenticated: str | None = None
    no_auth: bool = False
    location_when_logout: str | None = None
    logout_timeout: int | None = None
    username: str | None = None
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_type("scheme", self.scheme, str)
        if not is_token(self.scheme):
            raise BuildError(Reason.NOT_A_TOKEN, "a token as auth-scheme")
        self._check_realm()
        if self.auth_style is not None:
            check_type("auth-style", self.auth_style, str)
            if self.auth_style not in _STYLES:
                raise broken(BuildError, "auth-style", "modal or non-modal")
        if self.location_when_unauthenticated is not None:
            location = self.location_when_unauthenticated
            check_uri_reference("location-when-unauthenticated", location)
        check_type("no-auth", self.no_auth, bool)
        if self.location_when_logout is not None:
            check_uri_reference("location-when-logout", self.location_when_logout)
        if self.logout_timeout is not None:
            check_unbounded_integer("logout-timeout", self.logout_timeout)
        if self.username is not None:
            check_string("username", self.username)
            if self.scheme.lower() == "basic" and ":" in self.username:
                raise broken(BuildError, "username", "a name without a colon")
        check_more(self, self.extensions, _KNOWN)
        if not self._names():
            raise BuildError(Reason.MISSING_PARAM, "one parameter at least")

    def _check_realm(self) -> None:
        if self.realm is None:
            if self.scheme.lower() in _WITH_REALM:
                raise missing(BuildError, "realm")
            return
        check_string("realm", self.realm)
        if self.scheme.lower() in _WITHOUT_REALM:
            raise BuildError(Reason.CONFLICT, "no realm, as the scheme has none", param="realm")

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> ControlEntry:
        """Parse a field that holds exactly one entry.

        Raises ParseError for anything else, TypeError for a value that is no text.
        """
        entries = parse_authentication_control(value, limits=limits)
        if not entries:
            raise ParseError(Reason.EMPTY, "an entry")
        if len(entries) > 1:
            from ._placing import place_scheme

            line, position = place_scheme(field_value_lines(value, limits), 1)
            reason, expected = Reason.SECOND_MESSAGE, "one entry only"
            raise ParseError(reason, expected, position=position, line=line)
        return entries[0]

    @classmethod
    def _from_raw(cls, raw: Raw) -> ControlEntry:
        values = texts(values_of(raw, "Authentication-Control"), _PARAMS)
        for param in _PLAIN:
            if f"{param}*" in raw[2]:
                raise broken(ParseError, f"{param}*", "no ext-value")
        no_auth = "no-auth" in values
        if no_auth and extensive_token(values, "no-auth") != "true":
            raise broken(ParseError, "no-auth", "true")
        style, timeout = "auth-style" in values, "logout-timeout" in values
        return cls(
            scheme=raw[0],
            realm=values.get("realm"),
            auth_style=extensive_token(values, "auth-style") if style else None,
            location_when_unauthenticated=values.get("location-when-unauthenticated"),
            no_auth=no_auth,
            location_when_logout=values.get("location-when-logout"),
            logout_timeout=unbounded_integer(values, "logout-timeout") if timeout else None,
            username=values.get("username"),
            extensions=rest(raw, _KNOWN, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        timeout = None if self.logout_timeout is None else str(self.logout_timeout)
        return (
            realm_entry(self.realm),
            ("auth-style", self.auth_style, TOKEN),
            ("location-when-unauthenticated", self.location_when_unauthenticated, QUOTED),
            ("no-auth", "true" if self.no_auth else None, TOKEN),
            ("location-when-logout", self.location_when_logout, QUOTED),
            ("logout-timeout", timeout, TOKEN),
            string_entry("username", self.username),
        )

    def to_header(self) -> str:
        return write_entries(self.scheme, self._entries(), self.extensions)

    def _names(self) -> list[str]:
        """The names of the parameters, in lower case, without the mark of an ext-value."""
        present = [name for name, value, _ in self._entries() if value is not None]
        return [name.lower().removesuffix("*") for name in (*present, *self.extensions)]

    def _compared(self) -> tuple[object, ...]:
        fields = [getattr(self, name) for name in self.__dataclass_fields__ if name != "scheme"]
        return (self.scheme.lower(), *fields)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())


def parse_authentication_control(
    value: FieldValue, *, limits: Limits = DEFAULT_LIMITS
) -> list[ControlEntry]:
    """Parse ``Authentication-Control`` (RFC 8053 section 4).

    ::

        Authentication-Control: Basic realm="a", logout-timeout=0, Digest realm="b", no-auth=true

    - ``value``: one field value, or the field lines in order, each str (one character an
      octet) or bytes. Several lines are one list, as of ``WWW-Authenticate``.
    - ``limits``: how much to read; entries count as messages.

    Returns the entries in order; none for an empty field. Raises ParseError for the first
    departure from the grammar or from the rules of an entry, and for a parameter that two
    entries of one scheme and realm have; TypeError for what is no text.

    >>> parse_authentication_control('Digest realm="protected space", auth-style=modal')
    [ControlEntry(scheme='Digest', realm='protected space', auth_style='modal')]
    """
    lines = field_value_lines(value, limits)
    found = group_plain(lines, limits) or group(lines, limits, lambda scheme: ControlEntry)
    entries: list[ControlEntry] = []
    seen: set[tuple[str, str | None, str]] = set()
    for index, raw in enumerate(found):
        entry: ControlEntry = read(ControlEntry, raw, lines, index)
        try:
            _check_again(entry, seen)
        except BuildError as error:
            raise peers_fault(error, ControlEntry, raw, lines, index) from None
        entries.append(entry)
    return entries


def join_authentication_control(entries: Iterable[ControlEntry]) -> str:
    """Write entries as the value of ``Authentication-Control``, separated by commas.

    Raises BuildError for a parameter that two entries of one scheme and realm have, TypeError
    for what is no entry.

    >>> entries = [ControlEntry("Basic", "a", logout_timeout=0), ControlEntry("Newauth", "b")]
    >>> join_authentication_control(entries)
    'Basic realm="a", logout-timeout=0, Newauth realm="b"'
    """
    written = []
    seen: set[tuple[str, str | None, str]] = set()
    for entry in entries:
        check_type("an entry", entry, ControlEntry)
        _check_again(entry, seen)
        written.append(entry.to_header())
    return ", ".join(written)


def _check_again(entry: ControlEntry, seen: set[tuple[str, str | None, str]]) -> None:
    """BuildError for a parameter that was seen for the scheme and realm of an entry before."""
    for name in entry._names():
        place = (entry.scheme.lower(), entry.realm, name)
        if place in seen:
            expected = "each parameter once for a scheme and realm"
            raise BuildError(Reason.DUPLICATE_PARAM, expected, param=name)
        if name != "realm":
            seen.add(place)
