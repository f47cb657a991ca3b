# SPDX-License-Identifier: MIT
"""What every message is, generic or typed: something parsed, read, written and shown."""

from __future__ import annotations

from ._grouping import group
from ._lines import field_value_lines, sole_field_line
from ._plain import group_plain
from ._raw import raw_credentials, raw_info
from .errors import AuthHeaderError, ParseError, Reason
from .limits import DEFAULT_LIMITS
from .params import Params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from typing_extensions import Self

    from ._lines import FieldValue
    from .errors import Deviation, StatusHint
    from .generic import GenericChallenge, GenericCredentials, GenericInfo
    from .limits import Limits
    from .params import Raw


class Shown:
    """What is shown with its fields, but for those that are secret."""

    __slots__ = ()

    #: The fields that ``repr`` hides.
    secret_fields: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        # A class of the user's own need not be a dataclass.
        fields: Any = getattr(type(self), "__dataclass_fields__", {})
        shown = []
        for name, field in fields.items():
            value = getattr(self, name)
            if isinstance(value, Params) and not isinstance(self, Challenge):
                value = value.hidden()
            if name in self.secret_fields and value is not None:
                shown.append(f"{name}=<hidden>")
            elif value != field.default:
                shown.append(f"{name}={value!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


class Message(Shown):
    """Base of every message, generic and typed.

    A class of your own derives from :class:`Challenge`, :class:`Credentials` or
    :class:`AuthenticationInfo`, names its ``scheme``, and defines ``from_generic`` and
    ``to_generic``.
    """

    __slots__ = ()

    #: The auth-scheme: in its canonical spelling for a typed message, as received for a
    #: generic one, empty for a :class:`GenericInfo`.
    scheme: str

    #: The auth-schemes of a class that reads several of them; ``scheme`` is a field of its
    #: messages then.
    schemes: tuple[str, ...] = ()

    #: The classes of a base whose messages are of several kinds, which its reader tells apart.
    kinds: tuple[type[Message], ...] = ()

    #: The document that governs the message, and those that govern single parameters of it.
    specification: str = "RFC 9110 section 11"
    param_specifications: tuple[tuple[str, str], ...] = ()

    #: Whether the scheme's own syntax leaves RFC 9110: only then does strict parsing hand a
    #: message to the class that holds text unquoted which is no token, or no token68.
    takes_bare_runs: bool = False

    #: The class of the same kind of message on the generic level.
    _generic_class: Any

    def to_header(self) -> str:
        """The field value. It never fails, holds no control character, and is latin-1."""
        raise NotImplementedError

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        """Read a message of this scheme that is no object yet."""
        raise NotImplementedError

    @classmethod
    def _raw_of(cls, generic: Any) -> Raw:
        """What a generic message of the same kind is made of; TypeError for anything else."""
        if not isinstance(generic, cls._generic_class):
            expected, got = cls._generic_class.__name__, type(generic).__name__
            raise TypeError(f"a {expected} is expected, not {got}")
        raw: Raw = generic._raw
        return raw


class Challenge(Message):
    """Base of every challenge: what ``WWW-Authenticate`` and ``Proxy-Authenticate`` hold.

    ::

        challenge = auth-scheme [ 1*SP ( token68 / #auth-param ) ]    ; RFC 9110 section 11.3
    """

    __slots__ = ()

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Parse a field that holds exactly one challenge, which must be of this class.

        Raises ParseError for anything else, TypeError for a value that is no text.
        """
        lines = field_value_lines(value, limits)
        found = group_plain(lines, limits) or group(lines, limits, lambda scheme: cls)
        if not found:
            raise ParseError(Reason.EMPTY, "a challenge")
        if len(found) > 1:
            from ._placing import place_scheme

            line, position = place_scheme(lines, 1)
            reason, expected = Reason.SECOND_MESSAGE, "one challenge only"
            raise ParseError(reason, expected, position=position, line=line)
        message: Self = read(cls, found[0], lines, 0)
        return message

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        """Read a message of this scheme that is no object yet."""
        generic: GenericChallenge = cls._generic_class._from_raw(raw)
        return cls.from_generic(generic)

    def to_generic(self) -> GenericChallenge:
        """The same message as scheme and token68 or parameters."""
        raise NotImplementedError

    def to_header(self) -> str:
        return self.to_generic().to_header()


class Credentials(Message):
    """Base of all credentials: what ``Authorization`` and ``Proxy-Authorization`` hold.

    ::

        credentials = auth-scheme [ 1*SP ( token68 / #auth-param ) ]    ; RFC 9110 section 11.4
    """

    __slots__ = ()

    #: What a server answers to malformed credentials of this scheme with.
    malformed_status: StatusHint = 400

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Parse a field that holds one message, which must be of this class.

        Raises ParseError for anything else, TypeError for a value that is no text.
        """
        if cls.takes_bare_runs and type(value) is str and len(value) <= limits._length:
            scheme, _, text = value.partition(" ")
            if limits._fewest > text.count(","):
                credentials = cls._from_text(scheme, text)
                if credentials is not None:
                    return credentials
        try:
            line = sole_field_line(value, limits)
            raw = raw_credentials(line, limits, lambda scheme: cls)
            message: Self = read(cls, raw, (line,), 0)
            return message
        except ParseError as error:
            error.status_hint = status_hint(error, cls)
            raise

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        """Read a message of this scheme that is no object yet."""
        generic: GenericCredentials = cls._generic_class._from_raw(raw)
        return cls.from_generic(generic)

    @classmethod
    def _from_token68(cls, token68: str) -> Self | None:
        """Read what may be a token68, the short way; None to go the long way.

        For a scheme whose credentials are a token68, where that saves time. What is returned
        must be right.
        """
        return None

    @classmethod
    def _from_text(cls, scheme: str, text: str) -> Self | None:
        """Read what stands behind a scheme, the short way; None to go the long way.

        For a class that takes bare runs, where that saves time. What is returned must be right.
        """
        return None

    def to_generic(self) -> GenericCredentials:
        """The same message as scheme and token68 or parameters."""
        raise NotImplementedError

    def to_header(self) -> str:
        return self.to_generic().to_header()


class AuthenticationInfo(Message):
    """Base of what ``Authentication-Info`` and ``Proxy-Authentication-Info`` hold.

    ::

        Authentication-Info = #auth-param                     ; RFC 9110 section 11.6.3

    The field names no scheme: it is that of the request's credentials.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Parse a field; ParseError for what is no ``cls``, TypeError for what is no text."""
        lines = field_value_lines(value, limits)
        raw = raw_info(lines, limits, lambda scheme: cls)
        message: Self = read(cls, raw, lines, -1)
        return message

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
        """Read a message of this scheme that is no object yet."""
        generic: GenericInfo = cls._generic_class._from_raw(raw)
        return cls.from_generic(generic)

    def to_generic(self) -> GenericInfo:
        """The same message as parameters."""
        raise NotImplementedError

    def to_header(self) -> str:
        return self.to_generic().to_header()


def read(cls: Any, raw: Raw, lines: Sequence[str], message: int) -> Any:
    """Read a message of those lines as a class; ParseError, with its place, otherwise."""
    try:
        if raw[0]:
            check_scheme(raw[0], cls)
        return cls._from_raw(raw)
    except AuthHeaderError as error:
        raise peers_fault(error, cls, raw, lines, message) from None


def schemes_of(cls: Any) -> tuple[str, ...]:
    """The schemes of a class in their canonical spelling; none if it reads any."""
    scheme = cls.scheme
    # On the class, a scheme that is a field or a property is no str.
    return cls.schemes or ((scheme,) if isinstance(scheme, str) else ())


def canonical_scheme(received: str, cls: Any) -> str:
    """The scheme of a message that a class reads, in its canonical spelling if it has one."""
    for scheme in schemes_of(cls):
        if scheme.lower() == received.lower():
            return scheme
    return received


def check_scheme(received: str, cls: Any) -> None:
    """ParseError for a message of another scheme; the case means nothing."""
    schemes = schemes_of(cls)
    if schemes and received.lower() not in [scheme.lower() for scheme in schemes]:
        expected = f"the scheme {' or '.join(schemes)}"
        raise ParseError(Reason.WRONG_SCHEME, expected, scheme=received)


def peers_fault(
    error: AuthHeaderError, cls: Any, raw: Raw, lines: Sequence[str] = (), message: int = 0
) -> ParseError:
    """What is wrong with a message as ParseError, with its scheme, and its place in lines."""
    if not isinstance(error, ParseError):
        error = ParseError(error.reason, error.expected, param=error.param)
    if error.scheme is None:
        # Authentication-Info names none: it is that of its class.
        error.scheme = canonical_scheme(raw[0] or (schemes_of(cls) or ("",))[0], cls)
    if error.line is None and lines:
        from ._placing import place, place_scheme

        if error.reason is Reason.WRONG_SCHEME:
            error.line, error.position = place_scheme(lines, message)
        else:
            error.line, error.position = place(lines, message, error.param)
    return error


def status_hint(error: ParseError | Deviation, cls: type[Credentials] | None) -> StatusHint:
    """What a server answers with to credentials, which it read as cls if as anything."""
    if error.reason in (Reason.EMPTY, Reason.WRONG_SCHEME):
        return 401
    return 400 if cls is None else cls.malformed_status
