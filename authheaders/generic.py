# SPDX-License-Identifier: MIT
"""The generic level: messages of RFC 9110 section 11, of any scheme.

Every scheme in the world survives parsing and writing here, with the order, the spelling
and the quoting form of its parameters. A typed message (one dataclass for each scheme and
kind of message, in ``schemes``) is read from a generic one and written as one.
"""

from __future__ import annotations

from ._abnf import is_run, is_token, is_token68, reads_as_param
from ._writing import write_message
from .errors import BuildError, Reason
from .messages import AuthenticationInfo, Challenge, Credentials, Message
from .params import NO_PARAMS, Params, trusted_params

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

    from .params import ParamsSource, Raw

_new = object.__new__


class _Generic(Message):
    """What generic messages share."""

    # _raw: all that there is to the message; nothing changes it. Who makes one answers for it.
    # _params: its parameters as an object, made when they are asked for.
    __slots__ = ("_params", "_raw")

    _raw: Raw
    _params: Params

    @classmethod
    def _from_raw(cls, raw: Raw) -> Self:
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

    if not TYPE_CHECKING:
        # To a type checker it is the attribute that Message declares.
        @property
        def scheme(self):
            """The auth-scheme, as received."""
            return self._raw[0]

    @property
    def token68(self) -> str | None:
        """The token68, None if there is none."""
        return self._raw[1]


class GenericChallenge(_WithScheme, Challenge):
    r"""A challenge of any scheme (RFC 9110 section 11.3).

    ::

        Newauth realm="apps", type=1, title="Login to \"apps\""

    - ``scheme``: the auth-scheme, as received. Compares case-insensitively.
    - ``token68``: str or None; never together with parameters.
    - ``params``: :class:`Params`, or anything that it can be made from.

    Raises BuildError for a scheme that is no token and a token68 that is none.

    >>> challenge = GenericChallenge("Newauth", params={"realm": "apps", "title": 'the "x"'})
    >>> print(challenge.to_header())
    Newauth realm="apps", title="the \"x\""
    >>> GenericChallenge.parse('newauth title="the \\"x\\"", realm=apps') == challenge
    True
    """

    __slots__ = ()

    @classmethod
    def from_generic(cls, generic: GenericChallenge) -> Self:
        return cls._from_raw(cls._raw_of(generic))

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
        return cls._from_raw(cls._raw_of(generic))

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
        return cls._from_raw(cls._raw_of(generic))

    def to_generic(self) -> GenericInfo:
        return self

    def __repr__(self) -> str:
        return f"GenericInfo({self.params!r})"


# What a class of the user's own reads: the bases could not name these before they existed.
Challenge._generic_class = GenericChallenge
Credentials._generic_class = GenericCredentials
AuthenticationInfo._generic_class = GenericInfo
