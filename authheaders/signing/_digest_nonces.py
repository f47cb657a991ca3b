# SPDX-License-Identifier: MIT
"""Nonces of a Digest server: made without a store, refused when old, and counted.

RFC 7616 section 3.3 leaves to the server what a nonce is, and sections 5.4 and 5.5 what it does
against replay. Here is one way, in three parts that can be had one by one:

- :class:`NonceMint` makes nonces and knows its own again by an HMAC: any number of servers with
  one secret, and nothing stored. A request can be replayed until its nonce expires.
- :class:`CountWindow` tells counts of one nonce that were there before.
- :class:`ReplayGuard` holds such windows in memory, so that no request counts twice.
"""

from __future__ import annotations

from binascii import a2b_base64
from dataclasses import dataclass

from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import broken, check_bytes, check_integer, check_type
from ..schemes._encodings import base64_encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..schemes.digest import DigestCredentials

# nonce = base64( milliseconds since the epoch, random octets, HMAC-SHA-256 of both, cut ):
# 33 octets, so that the 44 characters need no padding. 88 random bits keep nonces apart that
# are made at the same moment, and 128 bits of an HMAC are no easier to guess than a key.
_TIME, _RANDOM, _MAC = 6, 11, 16
_MADE = _TIME + _RANDOM
_LENGTH = (_MADE + _MAC) // 3 * 4

# HMAC-SHA-256 with a shorter secret is weaker than what is kept of it.
_LEAST_SECRET = 16


def _stale() -> VerifyError:
    expected = "a nonce of this server that has not expired"
    return VerifyError(Reason.STALE, expected, scheme="Digest", param="nonce", status_hint=401)


def _replayed() -> VerifyError:
    expected = "a count that was not used with the nonce"
    return VerifyError(Reason.REPLAYED, expected, scheme="Digest", param="nc", status_hint=401)


@dataclass(frozen=True, slots=True)
class NonceMint:
    """Makes nonces and knows them again, with nothing stored (RFC 7616 section 3.3).

    - ``secret``: 16 octets at least, random, the same on all servers that accept the nonces,
      and of no other use. Hidden in ``repr``. Replacing it makes all nonces stale.
    - ``lifetime``: how many seconds a nonce is good for. The same time into the future is
      allowed for, as the clocks of several servers differ.
    - ``now``: the clock, a function that returns seconds since the epoch; None is
      ``time.time``.

    Raises BuildError for a shorter secret and for a lifetime that is not positive.

    >>> mint = NonceMint(b"sixteen octets!!", lifetime=300, now=lambda: 1.0e9)
    >>> nonce = mint.make()
    >>> len(nonce), mint.made(nonce)
    (44, 1000000000.0)
    """

    secret: bytes
    lifetime: float = 300.0
    now: Callable[[], float] | None = None

    def __post_init__(self) -> None:
        check_bytes(BuildError, "secret", self.secret)
        if len(self.secret) < _LEAST_SECRET:
            raise broken(BuildError, "secret", f"{_LEAST_SECRET} octets at least")
        if not 0 < self.lifetime < float("inf"):
            raise broken(BuildError, "lifetime", "a positive number of seconds")

    def __repr__(self) -> str:
        return f"NonceMint(secret=<hidden>, lifetime={self.lifetime!r}, now={self.now!r})"

    def time(self) -> float:
        """The clock: seconds since the epoch."""
        if self.now is not None:
            return self.now()
        import time

        return time.time()

    def make(self) -> str:
        """A nonce that no call made before: 44 characters of base64."""
        import secrets

        made = int(self.time() * 1000).to_bytes(_TIME, "big") + secrets.token_bytes(_RANDOM)
        return base64_encoded(made + self._mac(made))

    def made(self, nonce: str) -> float:
        """When a nonce was made, in seconds since the epoch, whether it has expired or not.

        Raises VerifyError (STALE) for one that was not made with this secret.
        """
        import hmac

        if len(nonce) != _LENGTH:
            raise _stale()
        try:
            octets = a2b_base64(nonce)
        except ValueError:
            raise _stale() from None
        # The decoder skips what is no base64; then the octets are too few. So there is one
        # text only for a nonce, by which its uses are counted.
        made, mac = octets[:_MADE], octets[_MADE:]
        if not hmac.compare_digest(mac, self._mac(made)):
            raise _stale()
        return int.from_bytes(made[:_TIME], "big") / 1000

    def check(self, credentials: DigestCredentials) -> None:
        """Raise VerifyError (STALE) for a nonce that is not of this mint or has expired."""
        self.made_lately(credentials.nonce)

    def made_lately(self, nonce: str) -> float:
        """When a nonce was made; VerifyError (STALE) also for one that has expired."""
        made = self.made(nonce)
        if abs(self.time() - made) > self.lifetime:
            raise _stale()
        return made

    def _mac(self, made: bytes) -> bytes:
        import hmac

        return hmac.digest(self.secret, made, "sha256")[:_MAC]


@dataclass(frozen=True, slots=True)
class CountWindow:
    """Which counts of one nonce were used (``nc``, RFC 7616 section 3.4); immutable.

    For a store of the caller's own, such as one that several processes share: read the window
    of the nonce, put what :meth:`after` returns in its place, both in one transaction.

    - ``highest``: the highest count so far; 0 before any.
    - ``used``: a bit for each of the counts ``highest``, ``highest - 1``, ... that was used, the
      lowest bit first.
    - ``width``: how many of them are remembered. Requests overtake each other on their way; one
      that is overtaken by so many is refused.

    Raises BuildError for numbers outside of that.

    >>> CountWindow().after(2).after(1)
    CountWindow(highest=2, used=3, width=128)
    """

    highest: int = 0
    used: int = 0
    width: int = 128

    def __post_init__(self) -> None:
        check_integer(BuildError, "width", self.width, least=1, most=0xFFFF)
        check_integer(BuildError, "highest", self.highest, most=0xFFFFFFFF)
        check_type("used", self.used, int)
        if self.used < 0 or self.used >> self.width:
            raise broken(BuildError, "used", "a bit for each count of the window")

    def after(self, count: int) -> CountWindow:
        """The window after a use; VerifyError (REPLAYED) if it was used or is too old to tell.

        - ``count``: the number that ``nc`` is. The first is 1; 0 was never right.
        """
        ahead = count - self.highest
        if ahead > 0:
            used = (self.used << min(ahead, self.width) | 1) & ((1 << self.width) - 1)
            return CountWindow(count, used, self.width)
        if count < 1 or -ahead >= self.width or self.used >> -ahead & 1:
            raise _replayed()
        return CountWindow(self.highest, self.used | 1 << -ahead, self.width)


class ReplayGuard:
    """Sees to it that no request counts twice: :class:`CountWindow` for each nonce, in memory.

    For one process, whose threads may share it. It is not immutable: each :meth:`check` that
    passes is remembered.

    - ``mint``: what makes the nonces and says when they expire.
    - ``nonces``: how many of them are remembered at the most. If there are more, the
      oldest go, and are stale from then on, with all that are as old: what was forgotten is
      refused, never accepted.
    - ``width``: that of the windows.

    A client of RFC 2069 sends no count, or one that its response does not prove: its nonce is
    good for one request.

    Raises BuildError for a number that is not positive.
    """

    __slots__ = ("_floor", "_lock", "_windows", "mint", "nonces", "width")

    def __init__(self, mint: NonceMint, *, nonces: int = 10_000, width: int = 128) -> None:
        import threading

        check_integer(BuildError, "nonces", nonces, least=1)
        CountWindow(width=width)
        self.mint, self.nonces, self.width = mint, nonces, width
        # By nonce: when it was made, and its window; None if it was used without a count.
        self._windows: dict[str, tuple[float, CountWindow | None]] = {}
        # All that were made then or before are stale.
        self._floor = float("-inf")
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"ReplayGuard({self.mint!r}, nonces={self.nonces!r}, width={self.width!r})"

    def check(self, credentials: DigestCredentials) -> None:
        """Remember a request that may pass; VerifyError (STALE or REPLAYED) for one that may not.

        To be called when its response has been verified, or others could use up the counts of
        a user: :func:`verify` does so.
        """
        nonce = credentials.nonce
        made = self.mint.made_lately(nonce)
        with self._lock:
            if made <= self._floor:
                raise _stale()
            known = self._windows.get(nonce)
            window = CountWindow(width=self.width) if known is None else known[1]
            # Without qop the count is not hashed: who replays could raise it at will.
            count = None if credentials.qop is None else credentials.nc
            if window is None or (count is None and known is not None):
                raise _replayed()
            if count is None:
                self._windows[nonce] = made, None
            else:
                self._windows[nonce] = made, window.after(int(count, 16))
            if len(self._windows) > self.nonces:
                self._forget()

    def _forget(self) -> None:
        """Drop the oldest, a quarter of them, so that it need not be done at each request."""
        by_age = sorted(self._windows.items(), key=lambda item: item[1][0])
        for nonce, (made, _) in by_age[: len(by_age) - max(1, self.nonces * 3 // 4)]:
            self._floor = made
            del self._windows[nonce]
