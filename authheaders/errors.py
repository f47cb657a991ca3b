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
    from typing import Literal, TypeAlias

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
    """Two elements with no comma between them, or text after a closing quote."""
    SURPLUS_COMMA = "surplus-comma"
    """A comma before the scheme of credentials, or after their token68."""
    TAB_AFTER_SCHEME = "tab-after-scheme"
    """A tab after the auth-scheme, where only blanks may stand."""
    PARAM_WITHOUT_SCHEME = "param-without-scheme"
    """A parameter before any scheme, or after a scheme that takes none in this place."""
    PARAM_AFTER_TOKEN68 = "param-after-token68"
    """A parameter after a token68: a message has the one or the other."""
    VALUE_EXPECTED = "value-expected"
    """A parameter name and ``=`` with no value."""
    BARE_VALUE = "bare-value"
    """An unquoted parameter value that is no token."""
    BARE_TOKEN68 = "bare-token68"
    """Text in the place of a token68 that is none."""
    UNCLOSED_QUOTE = "unclosed-quote"
    """A quoted-string with no closing quote on its line."""
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
        where = "" if self.position is None else f" at position {self.position}"
        if self.line:
            where += f" of field line {self.line}"
        return f"expected {self.expected}{where} ({self.reason.value})"


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
