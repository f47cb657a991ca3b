# SPDX-License-Identifier: MIT
"""The generic level: messages of RFC 9110 section 11, of any scheme.

Every scheme in the world survives parsing and writing here, with the order, the spelling
and the quoting form of its parameters. A typed message (one dataclass for each scheme and
kind of message, in ``schemes``) is read from a generic one and written as one.
"""

from __future__ import annotations

from ._abnf import is_run, is_token, is_token68, reads_as_param
from ._grouping import group
from ._lines import field_value_lines, sole_field_line
from ._messages import raw_credentials, raw_info
from ._placing import place
from ._plain import group_plain
from ._writing import write_message
from .errors import AuthHeaderError, BuildError, ParseError, Reason
from .limits import DEFAULT_LIMITS
from .params import NO_PARAMS, Params, trusted_params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from typing_extensions import Self

    from ._grouping import Raw
    from ._lines import FieldValue
    from .errors import StatusHint
    from .limits import Limits
    from .params import ParamsSource


_new = object.__new__


class Message:
    """Base of every message, generic and typed.

    A class of your own derives from :class:`Challenge`, :class:`Credentials` or
    :class:`AuthenticationInfo`, names its ``scheme``, and defines ``from_generic`` and
    ``to_generic``.
    """

    __slots__ = ()

    #: The auth-scheme: in its canonical spelling for a typed message, as received for a
    #: generic one, empty for a :class:`GenericInfo`.
    scheme: str

    #: The fields of a typed message that ``repr`` hides.
    secret_fields: frozenset[str] = frozenset()

    #: Whether the scheme's own syntax leaves RFC 9110: only then does strict parsing hand a
    #: message to the class that holds text unquoted which is no token, or no token68.
    takes_bare_runs: bool = False

    def to_header(self) -> str:
        """The field value. It never fails, holds no control character, and is latin-1."""
        raise NotImplementedError

    @classmethod
    def from_raw(cls, raw: Raw) -> Self:
        """Read a message of the class's scheme that is no object yet."""
        raise NotImplementedError

    def __repr__(self) -> str:
        fields: Any = type(self).__dataclass_fields__  # type: ignore[attr-defined]  # a dataclass
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
            line, position = place(lines, 1, None)
            reason, expected = Reason.SECOND_MESSAGE, "one challenge only"
            raise ParseError(reason, expected, position=position, line=line)
        return read(cls, found[0], lines, 0)

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    @classmethod
    def from_raw(cls, raw: Raw) -> Self:
        return cls.from_generic(GenericChallenge.from_raw(raw))

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
        try:
            line = sole_field_line(value, limits)
            raw = raw_credentials(line, limits, lambda scheme: cls)
            return read(cls, raw, (line,), 0)
        except ParseError as error:
            error.status_hint = status_hint(error, cls)
            raise

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    @classmethod
    def from_raw(cls, raw: Raw) -> Self:
        return cls.from_generic(GenericCredentials.from_raw(raw))

    @classmethod
    def from_token68(cls, token68: str) -> Self | None:
        """Read what may be a token68, the short way; None to go the long way.

        For a scheme whose credentials are a token68, where that saves time. What is returned
        must be right.
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
        return read(cls, raw, lines, -1)

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    @classmethod
    def from_raw(cls, raw: Raw) -> Self:
        return cls.from_generic(GenericInfo.from_raw(raw))

    def to_generic(self) -> GenericInfo:
        """The same message as parameters."""
        raise NotImplementedError

    def to_header(self) -> str:
        return self.to_generic().to_header()


class _Generic(Message):
    """What generic messages share."""

    # _raw: all that there is to the message; nothing changes it. Who makes one answers for it.
    # _params: its parameters as an object, made when they are asked for.
    __slots__ = ("_params", "_raw")

    _raw: Raw
    _params: Params

    @classmethod
    def from_raw(cls, raw: Raw) -> Self:
        message = _new(cls)
        message._raw = raw
        return message

    @property
    def params(self) -> Params:
        """The parameters, none if there is a token68."""
        try:
            return self._params
        except AttributeError:
            _, _, values, marks = self._raw
            self._params = params = trusted_params(values, marks, secret=self._is_secret())
            return params

    @classmethod
    def _is_secret(cls) -> bool:
        return not issubclass(cls, Challenge)

    def to_header(self) -> str:
        return write_message(self._raw)

    def _fill(self, scheme: str, token68: str | None, source: Params | ParamsSource) -> None:
        params = source if isinstance(source, Params) else Params(source)
        self._raw = scheme, token68, params._values, params._marks

    def _compared(self) -> tuple[str, str | None, frozenset[tuple[str, str]]]:
        scheme, token68, values, _ = self._raw
        return scheme.lower(), token68, frozenset(values.items())

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())


class _WithScheme(_Generic):
    """What generic challenges and credentials share: auth-scheme, token68 or parameters."""

    __slots__ = ()

    def __init__(
        self, scheme: str, token68: str | None = None, params: Params | ParamsSource = NO_PARAMS
    ) -> None:
        if not isinstance(scheme, str) or not isinstance(token68, (str, type(None))):
            raise TypeError("scheme and token68 must be str")
        if not is_token(scheme):
            raise BuildError(Reason.NOT_A_TOKEN, "a token as auth-scheme")
        if token68 is not None and not is_token68(token68):
            raise BuildError(Reason.BARE_TOKEN68, "a token68 (or a call of bare)", scheme=scheme)
        self._fill(scheme, token68, params)
        if token68 is not None and self._raw[2]:
            raise BuildError(Reason.CONFLICT, "a token68 or parameters", scheme=scheme)

    @classmethod
    def bare(cls, scheme: str, text: str) -> Self:
        """A message with text that is no token68 in the place of one.

        Deployed software uses such tokens (``Bearer 1|AbC``, ``SharedKey account:signature``);
        this is how to write one all the same. The text is visible ASCII without quote and
        comma, and does not read as a parameter: BuildError otherwise. Strict parsing refuses
        what is written, unless the scheme asks for it.
        """
        message = cls(scheme)
        if not isinstance(text, str):
            raise TypeError("text must be a str")
        if not is_run(text) or reads_as_param(text):
            reason, expected = Reason.BARE_TOKEN68, "visible ASCII without quote or comma"
            raise BuildError(reason, expected, scheme=scheme)
        message._raw = scheme, text, {}, {}
        return message

    @property
    def scheme(self) -> str:  # type: ignore[override]  # pyright: ignore[reportIncompatibleVariableOverride] - read-only
        """The auth-scheme, as received."""
        return self._raw[0]

    @property
    def token68(self) -> str | None:
        """The token68, None if there is none."""
        return self._raw[1]


class GenericChallenge(_WithScheme, Challenge):
    """A challenge of any scheme (RFC 9110 section 11.3).

    ::

        Newauth realm="apps", type=1, title="Login to \\"apps\\""

    - ``scheme``: the auth-scheme, as received. Compares case-insensitively.
    - ``token68``: str or None; never together with parameters.
    - ``params``: :class:`Params`, or anything that it can be made from.

    Raises BuildError for a scheme that is no token and a token68 that is none.

    >>> challenge = GenericChallenge("Newauth", params={"realm": "apps", "title": 'the "x"'})
    >>> print(challenge.to_header())
    Newauth realm="apps", title="the \\"x\\""
    >>> GenericChallenge.parse('newauth title="the \\\\"x\\\\"", realm=apps') == challenge
    True
    """

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> Self:
        return cls.from_raw(generic._raw)

    def to_generic(self) -> GenericChallenge:
        return self

    def __repr__(self) -> str:
        scheme, token68, values, _ = self._raw
        shown = "" if token68 is None else f", token68={token68!r}"
        return f"GenericChallenge({scheme!r}{shown}{f', params={self.params!r}' if values else ''})"


class GenericCredentials(_WithScheme, Credentials):
    """Credentials of any scheme (RFC 9110 section 11.4).

    ::

        Newauth c2VjcmV0

    - ``scheme``: the auth-scheme, as received. Compares case-insensitively.
    - ``token68``: str or None; never together with parameters.
    - ``params``: :class:`Params`, or anything that it can be made from.

    Raises BuildError for a scheme that is no token and a token68 that is none. All values
    stay out of ``repr``; so does the scheme of a message that has nothing else, which is
    mostly a token that was sent without one.

    >>> GenericCredentials.parse("Newauth c2VjcmV0")
    GenericCredentials('Newauth', token68=<hidden>)
    """

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> Self:
        return cls.from_raw(generic._raw)

    def to_generic(self) -> GenericCredentials:
        return self

    def __repr__(self) -> str:
        scheme, token68, values, _ = self._raw
        if token68 is not None:
            return f"GenericCredentials({scheme!r}, token68=<hidden>)"
        if values:
            return f"GenericCredentials({scheme!r}, params={self.params!r})"
        return "GenericCredentials(<hidden>)"


class GenericInfo(_Generic, AuthenticationInfo):
    """The parameters of Authentication-Info, of any scheme (RFC 9110 section 11.6.3).

    ::

        nextnonce="abc", qop=auth

    - ``params``: :class:`Params`, or anything that it can be made from.

    The values stay out of ``repr``: some schemes send a proof here.

    >>> GenericInfo.parse('nextnonce="abc", qop=auth').params["nextnonce"]
    'abc'
    """

    __slots__ = ()

    scheme = ""

    def __init__(self, params: Params | ParamsSource = NO_PARAMS) -> None:
        self._fill("", None, params)

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> Self:
        return cls.from_raw(generic._raw)

    def to_generic(self) -> GenericInfo:
        return self

    def __repr__(self) -> str:
        return f"GenericInfo({self.params!r})"


def read(cls: Any, raw: Raw, lines: Sequence[str], message: int) -> Any:
    """Read a message of those lines as a class; ParseError, with its place, otherwise."""
    try:
        if raw[0] and isinstance(cls.scheme, str):
            check_scheme(raw[0], cls.scheme)
        return cls.from_raw(raw)
    except AuthHeaderError as error:
        raise peers_fault(error, cls, raw, lines, message) from None


def check_scheme(received: str, scheme: str) -> None:
    """ParseError for a message of another scheme; the case means nothing."""
    if received.lower() != scheme.lower():
        raise ParseError(Reason.WRONG_SCHEME, f"the scheme {scheme}", scheme=received)


def peers_fault(
    error: AuthHeaderError, cls: Any, raw: Raw, lines: Sequence[str], message: int
) -> ParseError:
    """What is wrong with a message of those lines as ParseError, with scheme and place."""
    if not isinstance(error, ParseError):
        error = ParseError(error.reason, error.expected, param=error.param)
    if error.scheme is None:
        # The canonical spelling, where a class stands for one scheme.
        error.scheme = cls.scheme if isinstance(cls.scheme, str) else raw[0]
    if error.line is None:
        error.line, error.position = place(lines, message, error.param)
    return error


def status_hint(error: ParseError, cls: type[Credentials] | None) -> StatusHint:
    """What a server answers with to credentials, which it read as cls if as anything."""
    if error.reason in (Reason.EMPTY, Reason.WRONG_SCHEME):
        return 401
    return 400 if cls is None else cls.malformed_status
