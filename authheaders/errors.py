# SPDX-License-Identifier: MIT
"""What can be wrong with a message, and whose fault it is.

Three errors, one base: :class:`ParseError` says that the peer sent something wrong,
:class:`BuildError` that the caller of this library did, :class:`VerifyError` that a message is
well-formed but does not prove what it must. All are kinds of ``ValueError``, and what they
print holds not a character of the header: ``str(error)`` is one sentence made of constants and
numbers, so it can be logged.
"""

from __future__ import annotations

from enum import Enum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

    StatusHint: TypeAlias = Literal[400, 401]


class Reason(Enum):
    """Why a message was refused. The values are stable; compare members, not sentences."""

    # --- the grammar of RFC 9110 section 11
    EMPTY = "empty"
    """No credentials at all where exactly one is expected."""
    SCHEME_EXPECTED = "scheme-expected"
    """Something that is no token stands where an auth-scheme or a parameter must begin."""
    SEPARATOR_EXPECTED = "separator-expected"
    """A character that can't follow a token: a comma, a blank, or ``=`` was expected."""
    COMMA_EXPECTED = "comma-expected"
    """Two elements with no comma between them."""
    COMMA_AFTER_SCHEME = "comma-after-scheme"
    """A comma, where a blank must stand, between an auth-scheme and its first parameter."""
    SEMICOLON = "semicolon"
    """A semicolon in the place of a comma."""
    SURPLUS_COMMA = "surplus-comma"
    """A comma before the scheme of credentials, or after their token68."""
    TAB_AFTER_SCHEME = "tab-after-scheme"
    """A tab after the auth-scheme, where only blanks may stand."""
    PARAM_WITHOUT_SCHEME = "param-without-scheme"
    """A parameter before any scheme."""
    PARAM_AFTER_TOKEN68 = "param-after-token68"
    """A parameter after a token68: a message has the one or the other."""
    PARAM_WITHOUT_VALUE = "param-without-value"
    """A lone word that can't be an auth-scheme where it stands. Found by recovery only."""
    VALUE_EXPECTED = "value-expected"
    """A parameter name and ``=`` with no value."""
    STRAY_EQUALS = "stray-equals"
    """A second ``=``, or one with no name before it."""
    BARE_VALUE = "bare-value"
    """An unquoted parameter value that is no token."""
    BLANK_IN_VALUE = "blank-in-value"
    """An unquoted parameter value of several words."""
    SINGLE_QUOTES = "single-quotes"
    """A value in ``'``, which quote nothing here, that needs quotes."""
    TYPOGRAPHIC_QUOTES = "typographic-quotes"
    """A value in curly quotes, of whatever encoding."""
    BARE_TOKEN68 = "bare-token68"
    """Text in the place of a token68 that is none."""
    UNCLOSED_QUOTE = "unclosed-quote"
    """A quoted-string with no closing quote on its line."""
    UNESCAPED_QUOTE = "unescaped-quote"
    """Text right behind a closing quote, which is mostly a quote without its backslash."""
    LINE_FOLD = "line-fold"
    """A line break with blanks behind it (obs-fold), which HTTP has given up."""
    CONTROL_CHARACTER = "control-character"
    """CR, LF, NUL, DEL or another control."""
    NON_ASCII = "non-ascii"
    """A character beyond ASCII outside of a quoted-string, or one that has no octets."""
    DUPLICATE_PARAM = "duplicate-param"
    """A parameter name twice in one message, whatever its case."""
    SECOND_MESSAGE = "second-message"
    """Two messages, or two field lines, where exactly one is allowed."""
    SCHEME_IN_INFO = "scheme-in-info"
    """An auth-scheme in Authentication-Info, which carries parameters only."""

    # --- limits
    TOO_LONG = "too-long"
    """More octets than ``Limits.length``, or than the scheme allows."""
    TOO_MANY_MESSAGES = "too-many-messages"
    """More challenges than ``Limits.messages``."""
    TOO_MANY_PARAMS = "too-many-params"
    """More parameters in one message than ``Limits.params``."""
    TOO_MANY_DEVIATIONS = "too-many-deviations"
    """More departures in one field than recovery takes the trouble to name."""

    # --- the rules of a scheme
    WRONG_SCHEME = "wrong-scheme"
    """The message is of another scheme than the one asked for."""
    MISSING_PARAM = "missing-param"
    """A parameter that the scheme demands is absent."""
    MISSING_TOKEN68 = "missing-token68"
    """The scheme's credentials are a token68, and there is none."""
    UNEXPECTED_TOKEN68 = "unexpected-token68"
    """The scheme takes parameters, and a token68 came."""
    UNEXPECTED_PARAM = "unexpected-param"
    """A parameter where the scheme takes none, or none but those that it knows."""
    BAD_VALUE = "bad-value"
    """A value that the scheme's own rules forbid."""
    BAD_BASE64 = "bad-base64"
    """No canonical base64: junk, wrong padding, or non-zero pad bits."""
    SURPLUS_PADDING = "surplus-padding"
    """More ``=`` than base64 has, and nothing else wrong. Found by recovery only."""
    MISSING_COLON = "missing-colon"
    """Basic credentials without the colon that ends the user-id."""
    CONFLICT = "conflict"
    """Parameters that exclude each other."""

    # --- verification
    WRONG_PROOF = "wrong-proof"
    """Made with another password or key, or from another message."""
    STALE = "stale"
    """A nonce or a timestamp that is too old, too new, or not of this server."""
    REPLAYED = "replayed"
    """A nonce, or a count of its uses, that was there before."""
    WRONG_TARGET = "wrong-target"
    """Made for another request target, or another protection space."""
    DOWNGRADED = "downgraded"
    """A weaker algorithm, or less protection, than was asked for."""
    UNSUPPORTED = "unsupported"
    """An algorithm that can't be computed here."""

    # --- building only
    NOT_A_TOKEN = "not-a-token"
    """A scheme or parameter name, or an unquoted value, that is no token."""
    NOT_LATIN1 = "not-latin1"
    """A character above U+00FF in a generic message, which holds octets."""


class AuthHeaderError(ValueError):
    """Base of :class:`ParseError`, :class:`BuildError` and :class:`VerifyError`.

    Attributes, all but ``reason`` possibly None:

    - ``reason``: a member of :class:`Reason`.
    - ``position``: offset of the wrong spot in its field line, 0-based, in characters of
      the text that was given (octets where ``bytes`` were given).
    - ``line``: which of the given field lines, 0-based.
    - ``scheme``: the auth-scheme, in its canonical spelling where it is known to the
      library, else as received: "tried Basic" and "sent nothing" are told apart by it.
    - ``param``: the name of the parameter, likewise.
    - ``status_hint``: 400 or 401, what a server would answer with; None for everything
      that is not credentials.

    ``scheme`` and ``param`` can be text of the peer; ``str(error)`` and ``error.args`` never
    hold any.
    """

    def __init__(
        self,
        reason: Reason,
        expected: str,
        *,
        position: int | None = None,
        line: int | None = None,
        scheme: str | None = None,
        param: str | None = None,
        status_hint: StatusHint | None = None,
    ) -> None:
        super().__init__(reason, expected)
        self.reason = reason
        self.expected = expected
        self.position = position
        self.line = line
        self.scheme = scheme
        self.param = param
        self.status_hint = status_hint

    def __str__(self) -> str:
        return f"expected {self.expected}{_where(self.position, self.line)} ({self.reason.value})"


class ParseError(AuthHeaderError):
    """The peer sent something wrong.

    >>> import authheaders
    >>> authheaders.parse_challenges('Basic realm="Documents')
    Traceback (most recent call last):
    ...
    authheaders.errors.ParseError: expected a closing quote at position 12 (unclosed-quote)
    """


class BuildError(AuthHeaderError):
    """The caller asked for a message that can't be.

    >>> from authheaders import BasicCredentials
    >>> BasicCredentials("Aladdin:", "open sesame")
    Traceback (most recent call last):
    ...
    authheaders.errors.BuildError: expected a user-id without a colon as username (bad-value)
    """


class VerifyError(AuthHeaderError):
    """The peer's message is well-formed, and does not prove what it must.

    Functions of ``authheaders.signing`` that verify raise it, and return nothing that could be
    overlooked. ``status_hint`` is what a server answers with.
    """


class Deviation:
    """One thing that recovery forgave, or dropped a message for.

    Attributes as those of :class:`AuthHeaderError`: ``reason``, ``expected``, ``position``,
    ``line``, ``scheme``, ``param``, ``status_hint``; and

    - ``ambiguous``: whether the text can be read in more than one way. The reading that gives
      a peer less was taken.

    Immutable and hashable. ``str`` and ``repr`` hold no text of the peer.

    >>> from authheaders import recover_challenges
    >>> _, (deviation,) = recover_challenges("Bearer, error=invalid_token")
    >>> print(deviation)
    expected a blank, no comma, after the auth-scheme at position 8 (comma-after-scheme)
    >>> deviation.scheme, deviation.param
    ('Bearer', 'error')
    """

    __slots__ = (
        "ambiguous",
        "expected",
        "line",
        "param",
        "position",
        "reason",
        "scheme",
        "status_hint",
    )

    reason: Reason
    expected: str
    position: int | None
    line: int | None
    scheme: str | None
    param: str | None
    status_hint: StatusHint | None
    ambiguous: bool

    def __init__(
        self,
        reason: Reason,
        expected: str,
        *,
        position: int | None = None,
        line: int | None = None,
        scheme: str | None = None,
        param: str | None = None,
        status_hint: StatusHint | None = None,
        ambiguous: bool = False,
    ) -> None:
        fill = object.__setattr__
        fill(self, "reason", reason)
        fill(self, "expected", expected)
        fill(self, "position", position)
        fill(self, "line", line)
        fill(self, "scheme", scheme)
        fill(self, "param", param)
        fill(self, "status_hint", status_hint)
        fill(self, "ambiguous", ambiguous)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Deviation does not change")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Deviation does not change")

    def _attributes(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in Deviation.__slots__}

    def __reduce__(self) -> tuple[object, ...]:
        return _deviation, (self._attributes(),)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Deviation):
            return NotImplemented
        return self._attributes() == other._attributes()

    def __hash__(self) -> int:
        return hash(tuple(self._attributes().values()))

    def __str__(self) -> str:
        found = f"{self.reason.value}, ambiguous" if self.ambiguous else self.reason.value
        return f"expected {self.expected}{_where(self.position, self.line)} ({found})"

    def __repr__(self) -> str:
        return f"<Deviation: {self}>"


def _deviation(attributes: dict[str, Any]) -> Deviation:
    """A copy, out of a pickle."""
    return Deviation(**attributes)


def _where(position: int | None, line: int | None) -> str:
    where = "" if position is None else f" at position {position}"
    return f"{where} of field line {line}" if line else where
