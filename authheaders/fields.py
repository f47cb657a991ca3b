# SPDX-License-Identifier: MIT
"""Whole fields: parse them, write them, find them, and choose among the challenges."""

from __future__ import annotations

from ._grouping import group
from ._lines import field_value_lines, sole_field_line
from ._plain import group_plain
from ._raw import raw_credentials, raw_info
from .errors import AuthHeaderError, BuildError, ParseError, Reason
from .generic import GenericChallenge, GenericCredentials, GenericInfo
from .limits import DEFAULT_LIMITS
from .messages import (
    AuthenticationInfo,
    Challenge,
    Credentials,
    canonical_scheme,
    peers_fault,
    read,
    status_hint,
)
from .registry import DEFAULT_SCHEMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, TypeVar

    from ._lines import FieldValue
    from .limits import Limits
    from .registry import Schemes

    C = TypeVar("C", bound=Challenge)

_new = object.__new__


def parse_challenges(
    value: FieldValue, *, schemes: Schemes = DEFAULT_SCHEMES, limits: Limits = DEFAULT_LIMITS
) -> list[Challenge]:
    """Parse ``WWW-Authenticate`` or ``Proxy-Authenticate`` (RFC 9110 sections 11.6.1, 11.7.1).

    ``Optional-WWW-Authenticate`` (RFC 8053 section 3) is parsed alike.

    ::

        WWW-Authenticate: Newauth realm="apps", type=1, Basic realm="simple"

    - ``value``: one field value, or the field lines in order, each str (one character an
      octet) or bytes. Several lines are one list: a line that starts with a parameter
      continues the challenge that is open at the end of the line before.
    - ``schemes``: the typed classes to read with; a challenge of another scheme comes back as
      :class:`~authheaders.GenericChallenge`.
    - ``limits``: how much to read.

    Returns the challenges in order; none for an empty field. Raises ParseError for the first
    departure from the grammar, or from the rules of a scheme; TypeError for what is no text.

    >>> for challenge in parse_challenges('Newauth realm="apps", type=1, Basic realm="simple"'):
    ...     print(challenge)
    GenericChallenge('Newauth', params=Params({'realm': 'apps', 'type': '1'}))
    BasicChallenge(realm='simple')
    """
    if type(value) is str and len(value) <= limits._length:
        lines: tuple[str, ...] = (value,)
    else:
        lines = field_value_lines(value, limits)
    found = group_plain(lines, limits) or group(lines, limits, schemes.challenge)
    classes = schemes._challenges
    challenges: list[Challenge] = []
    if not classes:
        # GenericChallenge._from_raw, written out: a call for each costs as much again.
        for raw in found:
            generic: GenericChallenge = _new(GenericChallenge)
            generic._raw = raw
            challenges.append(generic)
        return challenges
    cls: Any = None
    try:
        for raw in found:
            cls = classes.get(raw[0])
            if type(cls) is not type:
                cls = schemes.challenge(raw[0]) or GenericChallenge
            challenges.append(cls._from_raw(raw))
    except AuthHeaderError as error:
        index = len(challenges)
        raise peers_fault(error, cls, found[index], lines, index) from None
    return challenges


def parse_credentials(
    value: FieldValue, *, schemes: Schemes = DEFAULT_SCHEMES, limits: Limits = DEFAULT_LIMITS
) -> Credentials:
    """Parse ``Authorization`` or ``Proxy-Authorization`` (RFC 9110 sections 11.6.2, 11.7.2).

    ::

        Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==

    - ``value``: the field value, str (one character an octet) or bytes, or an iterable of
      exactly one: the field is sent once.
    - ``schemes``: the typed classes to read with; credentials of another scheme come back as
      :class:`~authheaders.GenericCredentials`.
    - ``limits``: how much to read.

    Raises ParseError for anything but one message that obeys the grammar and the rules of
    its scheme; its ``scheme`` tells which one was tried, its ``status_hint`` what to answer.
    TypeError for what is no text.

    >>> parse_credentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    BasicCredentials(username='Aladdin', password=<hidden>)
    """
    # The short way, for a scheme and a token68 and a class that is loaded.
    if type(value) is str and len(value) <= limits._length:
        scheme, _, token68 = value.partition(" ")
        cls: Any = schemes._credentials.get(scheme)
        loaded = type(cls) is type
        if loaded:
            credentials: Credentials | None = cls._from_token68(token68)
            if credentials is not None:
                return credentials
            if cls.takes_bare_runs and limits._fewest > token68.count(","):
                credentials = cls._from_text(scheme, token68)
                if credentials is not None:
                    return credentials
    try:
        return _read_credentials(value, schemes, limits)
    except ParseError as error:
        tried = schemes.credentials(error.scheme or "")
        if tried is not None and error.scheme is not None:
            error.scheme = canonical_scheme(error.scheme, tried)
        error.status_hint = status_hint(error, tried)
        raise


def _read_credentials(value: FieldValue, schemes: Schemes, limits: Limits) -> Credentials:
    line = sole_field_line(value, limits)
    raw = raw_credentials(line, limits, schemes.credentials)
    cls = schemes.credentials(raw[0]) or GenericCredentials
    try:
        return cls._from_raw(raw)
    except AuthHeaderError as error:
        raise peers_fault(error, cls, raw, (line,), 0) from None


def parse_authentication_info(
    value: FieldValue,
    scheme: str,
    *,
    schemes: Schemes = DEFAULT_SCHEMES,
    limits: Limits = DEFAULT_LIMITS,
) -> AuthenticationInfo:
    """Parse ``Authentication-Info`` or ``Proxy-Authentication-Info`` (RFC 9110 section 11.6.3).

    ::

        Authentication-Info: nextnonce="5TsQWLVdgBdmrQ0X"

    - ``value``: one field value, or the field lines in order, each str (one character an
      octet) or bytes.
    - ``scheme``: the auth-scheme of the request's credentials: the field does not name it.
    - ``schemes``: the typed classes to read with; for another scheme a
      :class:`~authheaders.GenericInfo` comes back.
    - ``limits``: how much to read.

    Raises ParseError for a departure from the grammar or from the rules of the scheme;
    TypeError for what is no text.

    >>> parse_authentication_info('nextnonce="5TsQWLVdgBdmrQ0X"', "Digest")
    DigestInfo(nextnonce='5TsQWLVdgBdmrQ0X')
    """
    if not isinstance(scheme, str):
        raise TypeError(f"scheme must be a str, not {type(scheme).__name__}")
    cls = schemes.info(scheme) or GenericInfo
    try:
        lines = field_value_lines(value, limits)
        raw = raw_info(lines, limits, lambda scheme: cls)
        message: AuthenticationInfo = read(cls, raw, lines, -1)
        return message
    except ParseError as error:
        error.scheme = canonical_scheme(scheme, cls)
        raise


def join_challenges(challenges: Iterable[Challenge]) -> str:
    """Write challenges as one field value, separated by commas.

    Many clients read only the first challenge of a line, and none of a line that begins with
    a scheme they do not know: prefer :func:`challenge_fields`. Raises TypeError for what is no
    challenge, such as credentials.

    >>> from authheaders import BasicChallenge, BearerChallenge
    >>> join_challenges([BearerChallenge(), BasicChallenge("Documents")])
    'Bearer, Basic realm="Documents"'
    """
    return ", ".join(_written(challenges))


def challenge_fields(
    challenges: Iterable[Challenge], *, proxy: bool = False, optional: bool = False
) -> list[tuple[str, str]]:
    """Write challenges as field lines, one challenge a line, in order.

    Each is a pair of ``WWW-Authenticate`` and a value, the form in which WSGI and most
    containers take headers. With ``proxy`` the name is ``Proxy-Authenticate``, with
    ``optional`` it is ``Optional-WWW-Authenticate``, which offers authentication in a response
    that is no 401 (RFC 8053 section 3); BuildError for both. TypeError for what is no challenge.

    >>> from authheaders import BasicChallenge, BearerChallenge
    >>> challenge_fields([BearerChallenge(), BasicChallenge("Documents")])
    [('WWW-Authenticate', 'Bearer'), ('WWW-Authenticate', 'Basic realm="Documents"')]
    """
    if proxy and optional:
        raise BuildError(Reason.CONFLICT, "proxy or optional, not both")
    name = "Proxy-Authenticate" if proxy else "WWW-Authenticate"
    if optional:
        name = "Optional-WWW-Authenticate"
    return [(name, value) for value in _written(challenges)]


def _written(challenges: Iterable[Challenge]) -> list[str]:
    """The values of challenges; credentials, which have one too, are secret."""
    written = []
    for challenge in challenges:
        if not isinstance(challenge, Challenge):
            raise TypeError(f"a challenge is expected, not {type(challenge).__name__}")
        written.append(challenge.to_header())
    return written


def select_challenge(challenges: Iterable[Challenge], preferred: Sequence[type[C]]) -> C | None:
    """Choose the challenge to answer: the first of the class that is preferred most.

    - ``preferred``: classes, the best first. Among challenges of one class the first is
      taken, as RFC 7616 section 3.7 asks for Digest.

    Returns None if there is no challenge of any of the classes.

    >>> from authheaders import BasicChallenge, DigestChallenge
    >>> offered = parse_challenges('Basic realm="a", Digest realm="a", nonce="1"')
    >>> select_challenge(offered, [DigestChallenge, BasicChallenge])
    DigestChallenge(realm='a', nonce='1')
    """
    offered = list(challenges)
    for cls in preferred:
        for challenge in offered:
            if isinstance(challenge, cls):
                return challenge
    return None
