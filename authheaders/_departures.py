# SPDX-License-Identifier: MIT
"""A field line that departs from the grammar: what is wrong with it, and where.

Loaded when something is wrong. The rules that recovery goes by stand in the README.
"""

from __future__ import annotations

import re

from ._abnf import CONTROL, has_control
from ._tokens import WORD
from .errors import Deviation, Reason

#: What is known to be an auth-scheme, in lower case: where a comma is missing, such a word
#: begins a message. Those that are usual words or names of parameters too (Token, Signature,
#: MAC, AWS) are left out.
KNOWN_SCHEMES = frozenset(
    "basic bearer concealed digest dpop gnap hoba mutual negotiate oauth privatetoken"
    " scram-sha-1 scram-sha-256 vapid apikey aws4-ecdsa-p256-sha256 aws4-hmac-sha256"
    " goog4-hmac-sha256 goog4-rsa-sha256 hawk kerberos ntlm payment pop sharedkey sharedkeylite"
    " usernametoken webpush wsse".split()
)

#: What is known to be a parameter, in lower case. It may follow a semicolon that could also
#: be part of an unquoted URI, may lack its value, and is no base64.
KNOWN_PARAMS = frozenset(
    "access access_token acr_values algorithm algs as_uri auth-scope authorization"
    " authorization_uri challenge charset claims client_id cnonce data domain error error_codes"
    " error_description error_uri id kc1 max-age max_age nc nextnonce nonce opaque qop realm"
    " referrer reason resource resource_id resource_metadata response rspauth scope service sid"
    " signature stale tenant_id token-key token_type trusted_issuers uri userhash username"
    " validation version".split()
)

#: Text that departs more often is no header, and naming it all would take long.
MOST_DEVIATIONS = 256

#: What becomes of the message that a departure is in: it stays as it is, it takes no more
#: parameters, it is dropped.
KEEP, CLOSE, DROP = range(3)

BLANKS = re.compile(r"[ \t]*")
EQUALS = re.compile(r"[ \t]*=")
EQUALS_AND_MORE = re.compile(r"[ \t=]*")
# What stands behind a word that is a whole element, or a scheme that something follows.
WORD_END = re.compile(r"[ \t,]|\Z")
LONE_WORD_END = re.compile(r"[ \t]*(?:,|\Z)")
SEMICOLONS = re.compile(r"[ \t,;]*")
# obs-fold = OWS CRLF RWS                                            ; RFC 9112 section 5.2
FOLD = re.compile(r"\r?\n[ \t]+")
# Visible characters, obs-text and what containers decode it to; see RUN.
LAX_RUN = re.compile(rf'[^ \t",{CONTROL}]+')
# Any characters in quotes, as whoever looks for the closing quote sees it.
LAX_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_STRING_OR_DELIMITER = re.compile(rf'{LAX_STRING.pattern}|[",]', re.DOTALL)
_SEMICOLON = re.compile(rf";+(?:\Z|({WORD})=)")
_CONTROL = re.compile(f"[{CONTROL}]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


class DepartingLine:
    """One field line, and what departs from the grammar in it."""

    # number: which line of the field it is. scheme: that of the message that is open.
    __slots__ = ("_open_quote", "departures", "number", "scheme", "text")

    def __init__(self, text: str, number: int = 0, scheme: str | None = None) -> None:
        self.text = text
        self.number = number
        self.scheme = scheme
        self.departures: list[Deviation] = []
        self._open_quote: bool | None = None

    def unfold(self) -> None:
        """Put blanks for each obs-fold, as RFC 9112 section 5.2 has user agents do."""
        fold = FOLD.search(self.text)
        if fold is not None:
            self.note(Reason.LINE_FOLD, "no line break", fold.start())
            # As many as it has characters: positions stay.
            self.text = FOLD.sub(lambda found: " " * len(found[0]), self.text)

    def note(
        self,
        reason: Reason,
        expected: str,
        position: int,
        *,
        number: int | None = None,
        scheme: str | None = None,
        param: str | None = None,
        ambiguous: bool = False,
    ) -> None:
        deviation = Deviation(
            reason,
            expected,
            position=position,
            line=self.number if number is None else number,
            scheme=scheme or self.scheme or None,
            param=param,
            ambiguous=ambiguous,
        )
        self.departures.append(deviation)

    def note_character(
        self,
        reason: Reason,
        expected: str,
        position: int,
        *,
        scheme: str | None = None,
        param: str | None = None,
        ambiguous: bool = False,
    ) -> None:
        """Note the character at a position: for what it is if it is wrong everywhere."""
        found = self.text[position : position + 1]
        if has_control(found):
            if FOLD.match(self.text, position):
                reason, expected = Reason.LINE_FOLD, "no line break"
            else:
                reason, expected = Reason.CONTROL_CHARACTER, "no control character"
        elif not found.isascii():
            reason, expected = Reason.NON_ASCII, "only ASCII outside of a quoted-string"
        self.note(reason, expected, position, scheme=scheme, param=param, ambiguous=ambiguous)

    def skip(self, pattern: re.Pattern[str], position: int) -> int:
        """Where a pattern that can match nothing ends when it starts at a position."""
        match = pattern.match(self.text, position)
        assert match is not None
        return match.end()

    def skip_element(self, position: int) -> int:
        """The next comma outside of quotes, or the end of the line."""
        for match in _STRING_OR_DELIMITER.finditer(self.text, position):
            if match[0] == ",":
                return match.start()
            if match[0] == '"':
                break
        return len(self.text)

    @property
    def has_open_quote(self) -> bool:
        """Whether a quote of the line is not closed, so that one before it may be no quote."""
        if self._open_quote is None:
            # At the first quote that no string begins with, what follows is not tried again:
            # that would take quadratic time.
            found = _STRING_OR_DELIMITER.finditer(self.text)
            self._open_quote = any(match[0] == '"' for match in found)
        return self._open_quote

    def control_from(self, position: int, end: int) -> int | None:
        match = _CONTROL.search(self.text, position, end)
        return None if match is None else match.start()

    def non_ascii_from(self, position: int, end: int) -> int | None:
        match = _NON_ASCII.search(self.text, position, end)
        return None if match is None else match.start()


def cuts(run: str, *, before_quote: bool = False) -> list[int]:
    """Where in a run a semicolon stands in the place of a comma.

    A semicolon may be part of a URI: behind a slash only a quote behind the equals sign, or the
    name of a known parameter before it, makes it a separator.
    """
    found: list[int] = []
    slash = run.find("/") if ";" in run else -1
    for match in _SEMICOLON.finditer(run):
        is_last = match.end() == len(run)
        certain = match[1] is None or (is_last and before_quote)
        if certain or match[1].lower() in KNOWN_PARAMS or not 0 <= slash < match.start():
            found.append(match.start())
            if len(found) > MOST_DEVIATIONS:
                break
            slash = run.find("/", match.end()) if slash >= 0 else -1
    return found


def is_empty_value(token68: str) -> bool:
    """Whether a token68 is rather a parameter without its value: ``realm=``."""
    name = token68[:-1]
    if not token68.endswith("=") or "/" in name or "=" in name:
        return False
    # Base64 is four characters or a multiple of it, and so is "service=".
    return name.lower() in KNOWN_PARAMS or len(token68) % 4 != 0
