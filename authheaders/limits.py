# SPDX-License-Identifier: MIT
"""How much of a field is read before it is refused."""

from __future__ import annotations


class Limits:
    """Bounds on one field, checked before the work that they bound.

    - ``length``: characters (octets) of the field value, all its lines together. The
      default fits base64 of the largest Kerberos token that Windows makes (48,000 octets),
      the longest credentials in use; servers such as Apache and nginx stop at 8 kB.
    - ``messages``: challenges in one field. Eight are seen in the wild.
    - ``params``: parameters in one message. OAuth 1 and Mutual reach about a dozen.

    A field beyond one of them is a :class:`~authheaders.ParseError`.

    >>> Limits(length=8192)
    Limits(length=8192, messages=64, params=64)
    """

    __slots__ = ("_fewest", "_length", "_messages", "_params")

    def __init__(self, *, length: int = 65_536, messages: int = 64, params: int = 64) -> None:
        for name, value in (("length", length), ("messages", messages), ("params", params)):
            if type(value) is not int:
                raise TypeError(f"Limits: {name} must be an int, not {type(value).__name__}")
        self._length = length
        self._messages = messages
        self._params = params
        #: So many elements can't be too many messages or parameters.
        self._fewest = min(messages, params)

    @property
    def length(self) -> int:
        return self._length

    @property
    def messages(self) -> int:
        return self._messages

    @property
    def params(self) -> int:
        return self._params

    def _key(self) -> tuple[int, int, int]:
        return self._length, self._messages, self._params

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Limits) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Limits(length={self._length}, messages={self._messages}, params={self._params})"


DEFAULT_LIMITS = Limits()
