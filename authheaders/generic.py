# SPDX-License-Identifier: MIT
"""The generic level: messages of RFC 9110 section 11, of any scheme.

Every scheme in the world survives parsing and writing here, with the order, the spelling
and the quoting form of its parameters. A typed message (one dataclass for each scheme and
kind of message, in ``schemes``) is read from a generic one and written through it.
"""

from __future__ import annotations

from ._abnf import is_run, is_token, is_token68, reads_as_param
from ._lines import field_value_lines, sole_field_line
from ._messages import read_challenges, read_credentials, read_info
from ._placing import place
from ._writing import write_message, write_params
from .errors import AuthHeaderError, BuildError, ParseError, Reason
from .limits import DEFAULT_LIMITS
from .params import NO_PARAMS, Form, Params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from typing_extensions import Self

    from ._lines import FieldValue
    from .errors import StatusHint
    from .limits import Limits
    from .params import ParamsSource

    G = TypeVar("G")
    M = TypeVar("M")


class Message:
    """Base of every message, generic and typed."""

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

    def __repr__(self) -> str:
        shown = []
        for name, field in type(self).__dataclass_fields__.items():  # type: ignore[attr-defined]
            value = getattr(self, name)
            if name in self.secret_fields and value is not None:
                shown.append(f"{name}=<hidden>")
            elif value != field.default:
                shown.append(f"{name}={value!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


class Challenge(Message):
    """Base of every challenge: what ``WWW-Authenticate`` and ``Proxy-Authenticate`` hold.

    ::

        challenge = auth-scheme [ 1*SP ( token68 / #auth-param ) ]    ; RFC 9110 section 11.3

    A class of your own defines ``scheme``, :meth:`from_generic` and :meth:`to_generic`.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, value: FieldValue, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """Parse a field that holds exactly one challenge, which must be of this class.

        Raises ParseError for anything else, TypeError for a value that is no text.
        """
        lines = field_value_lines(value, limits)
        messages = read_challenges(lines, limits, GenericChallenge, lambda scheme: cls)
        if not messages:
            raise ParseError(Reason.EMPTY, "a challenge")
        if len(messages) > 1:
            line, position = place(lines, 1, None)
            reason, expected = Reason.SECOND_MESSAGE, "one challenge only"
            raise ParseError(reason, expected, position=position, line=line)
        return read_typed(cls, messages[0], lines, 0)

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    def to_generic(self) -> GenericChallenge:
        """The same message as scheme and token68 or parameters."""
        raise NotImplementedError

    def to_header(self) -> str:
        generic = self.to_generic()
        return write_message(generic._scheme, generic._token68, generic._params)


class Credentials(Message):
    """Base of all credentials: what ``Authorization`` and ``Proxy-Authorization`` hold.

    ::

        credentials = auth-scheme [ 1*SP ( token68 / #auth-param ) ]    ; RFC 9110 section 11.4

    A class of your own defines ``scheme``, :meth:`from_generic` and :meth:`to_generic`.
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
            generic = read_credentials(line, limits, GenericCredentials, lambda scheme: cls)
            return read_typed(cls, generic, (line,), 0)
        except ParseError as error:
            error.status_hint = status_hint(error, cls)
            raise

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    @classmethod
    def from_token68(cls, token68: str) -> Self | None:
        """Read what may be a token68, the short way; None to go the long way.

        For a scheme whose credentials are a token68, where that saves time. What it does not
        return None for must be right.
        """
        return None

    def to_generic(self) -> GenericCredentials:
        """The same message as scheme and token68 or parameters."""
        raise NotImplementedError

    def to_header(self) -> str:
        generic = self.to_generic()
        return write_message(generic._scheme, generic._token68, generic._params)


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
        generic = read_info(lines, limits, GenericInfo, lambda scheme: cls)
        return read_typed(cls, generic, lines, -1)

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> Self:
        """Read the typed message; ParseError for what the scheme's rules forbid."""
        raise NotImplementedError

    def to_generic(self) -> GenericInfo:
        """The same message as parameters."""
        raise NotImplementedError

    def to_header(self) -> str:
        return self.to_generic().to_header()


class _Generic(Message):
    """What generic challenges and credentials share: auth-scheme and token68 or parameters."""

    __slots__ = ("_params", "_scheme", "_token68")

    # The constructor or a trusted maker fills them; from then on nothing changes them.
    _scheme: str
    _token68: str | None
    _params: Params

    def __init__(
        self, scheme: str, token68: str | None = None, params: Params | ParamsSource = NO_PARAMS
    ) -> None:
        if not isinstance(scheme, str) or not isinstance(token68, (str, type(None))):
            raise TypeError("scheme and token68 must be str")
        if not is_token(scheme):
            raise BuildError(Reason.NOT_A_TOKEN, "a token as auth-scheme")
        if token68 is not None and not is_token68(token68):
            raise BuildError(Reason.BARE_TOKEN68, "a token68 (or a call of bare)", scheme=scheme)
        self._scheme = scheme
        self._token68 = token68
        self._params = params if isinstance(params, Params) else Params(params)
        if token68 is not None and self._params:
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
        message._token68 = text
        return message

    @property
    def scheme(self) -> str:  # type: ignore[override]  # pyright: ignore  # noqa: PGH003 - read-only here
        return self._scheme

    @property
    def token68(self) -> str | None:
        return self._token68

    @property
    def params(self) -> Params:
        return self._params

    def to_header(self) -> str:
        return write_message(self._scheme, self._token68, self._params)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        assert isinstance(other, _Generic)
        return (
            self._scheme.lower() == other._scheme.lower()
            and self._token68 == other._token68
            and self._params == other._params
        )

    def __hash__(self) -> int:
        return hash((self._scheme.lower(), self._token68, self._params))


class GenericChallenge(_Generic, Challenge):
    """A challenge of any scheme (RFC 9110 section 11.3).

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
    def from_generic(cls, generic: GenericChallenge) -> GenericChallenge:
        return generic

    def to_generic(self) -> GenericChallenge:
        return self

    def __repr__(self) -> str:
        token68 = "" if self._token68 is None else f", token68={self._token68!r}"
        params = f", params={self._params!r}" if self._params else ""
        return f"GenericChallenge({self._scheme!r}{token68}{params})"


class GenericCredentials(_Generic, Credentials):
    """Credentials of any scheme (RFC 9110 section 11.4).

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

    def __init__(
        self, scheme: str, token68: str | None = None, params: Params | ParamsSource = NO_PARAMS
    ) -> None:
        super().__init__(scheme, token68, params)
        self._params = self._params.hidden()

    @classmethod
    def from_generic(cls, generic: GenericCredentials) -> GenericCredentials:
        return generic

    def to_generic(self) -> GenericCredentials:
        return self

    def __repr__(self) -> str:
        if self._token68 is not None:
            return f"GenericCredentials({self._scheme!r}, token68=<hidden>)"
        if self._params:
            return f"GenericCredentials({self._scheme!r}, params={self._params!r})"
        return "GenericCredentials(<hidden>)"


class GenericInfo(AuthenticationInfo):
    """The parameters of Authentication-Info, of any scheme (RFC 9110 section 11.6.3).

    - ``params``: :class:`Params`, or anything that it can be made from.

    The values stay out of ``repr``: some schemes send a proof here.

    >>> GenericInfo.parse('nextnonce="abc", qop=auth').params["nextnonce"]
    'abc'
    """

    __slots__ = ("_params",)

    scheme = ""
    _params: Params

    def __init__(self, params: Params | ParamsSource = NO_PARAMS) -> None:
        self._params = (params if isinstance(params, Params) else Params(params)).hidden()

    @property
    def params(self) -> Params:
        return self._params

    @classmethod
    def from_generic(cls, generic: GenericInfo) -> GenericInfo:
        return generic

    def to_generic(self) -> GenericInfo:
        return self

    def to_header(self) -> str:
        return write_params(self._params)

    def __eq__(self, other: object) -> bool:
        return self._params == other._params if isinstance(other, GenericInfo) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._params)

    def __repr__(self) -> str:
        return f"GenericInfo({self._params!r})"


def generic_challenge(scheme: str, token68: str | None, params: Params) -> GenericChallenge:
    """A challenge of parts that are known to be right."""
    message: GenericChallenge = object.__new__(GenericChallenge)
    message._scheme = scheme
    message._token68 = token68
    message._params = params
    return message


def generic_credentials(scheme: str, token68: str | None, params: Params) -> GenericCredentials:
    """Credentials of parts that are known to be right."""
    message: GenericCredentials = object.__new__(GenericCredentials)
    message._scheme = scheme
    message._token68 = token68
    message._params = params
    return message


def generic_info(params: Params) -> GenericInfo:
    """Authentication-Info of parameters that are known to be right."""
    message: GenericInfo = object.__new__(GenericInfo)
    message._params = params
    return message


def read_typed(cls: Any, generic: Any, lines: Sequence[str], message: int) -> Any:
    """Read a message of those lines as a class; ParseError, with its place, otherwise."""
    try:
        return cls.from_generic(generic)
    except AuthHeaderError as error:
        raise peers_fault(error, cls, generic, lines, message) from None


def peers_fault(
    error: AuthHeaderError, cls: Any, generic: Any, lines: Sequence[str], message: int
) -> ParseError:
    """What is wrong with a message of those lines as ParseError, with scheme and place."""
    if not isinstance(error, ParseError):
        error = ParseError(error.reason, error.expected, param=error.param)
    if error.scheme is None:
        # The canonical spelling, where a class stands for one scheme.
        error.scheme = cls.scheme if isinstance(cls.scheme, str) else generic.scheme
    if error.line is None:
        error.line, error.position = place(lines, message, error.param)
    return error


def status_hint(error: ParseError, cls: type[Credentials] | None) -> StatusHint:
    """What a server answers with to credentials, which it read as cls if as anything."""
    if error.reason in (Reason.EMPTY, Reason.WRONG_SCHEME):
        return 401
    return 400 if cls is None else cls.malformed_status
