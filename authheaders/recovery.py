# SPDX-License-Identifier: MIT
"""Read what real peers really send, and say what was wrong with it.

What is valid is read as the functions of ``fields`` read it. Only for what they refuse the
rest is loaded. The rules stand in the README, section "Recovery".
"""

from __future__ import annotations

from ._lines import lines_within
from .errors import ParseError
from .fields import parse_authentication_info, parse_challenges, parse_credentials
from .limits import DEFAULT_LIMITS
from .registry import DEFAULT_SCHEMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from typing_extensions import Self

    from ._lines import FieldValue
    from .errors import Deviation
    from .limits import Limits
    from .messages import AuthenticationInfo, Challenge, Credentials
    from .registry import Schemes

    M = TypeVar("M", covariant=True)


class Recovered(tuple["tuple[M, ...]", "tuple[Deviation, ...]"]):
    """What recovery made of a field; unpacks as a pair.

    - ``messages``: those that could be read, in order.
    - ``deviations``: what was wrong, each a :class:`~authheaders.Deviation`; empty if and only
      if strict parsing takes the field. Those from the grammar come first, then those from the
      rules of schemes, each in the order of the text.

    >>> from authheaders import recover_challenges
    >>> messages, deviations = recover_challenges('Basic realm="a"')
    >>> messages, deviations
    ((BasicChallenge(realm='a'),), ())
    """

    __slots__ = ()

    def __new__(cls, messages: tuple[M, ...], deviations: tuple[Deviation, ...]) -> Self:
        return tuple.__new__(cls, (messages, deviations))

    def __getnewargs__(self) -> tuple[tuple[M, ...], tuple[Deviation, ...]]:
        return self[0], self[1]

    @property
    def messages(self) -> tuple[M, ...]:
        return self[0]

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        return self[1]

    def __repr__(self) -> str:
        return f"Recovered(messages={self.messages!r}, deviations={self.deviations!r})"


def recover_challenges(
    value: FieldValue, *, schemes: Schemes = DEFAULT_SCHEMES, limits: Limits = DEFAULT_LIMITS
) -> Recovered[Challenge]:
    """Read ``WWW-Authenticate`` or ``Proxy-Authenticate``, whatever is wrong with it.

    Takes what :func:`~authheaders.parse_challenges` takes, and returns its challenges for what
    it does not refuse. Of everything else it returns the challenges that are sound or can be
    mended safely, with the deviations. A challenge that breaks the rules of its scheme comes
    back generic. Beyond a limit, what is within it is returned.

    Raises nothing but TypeError, for what is no text.

    >>> recovered = recover_challenges("Basic; realm=\u201dDocuments\u201d, Newauth a=1")
    >>> for challenge in recovered.messages:
    ...     print(challenge)
    BasicChallenge(realm='Documents')
    GenericChallenge('Newauth', params=Params({'a': '1'}))
    >>> for deviation in recovered.deviations:
    ...     print(deviation)
    expected a comma, no semicolon at position 5 (semicolon)
    expected plain quotes (") at position 13 (typographic-quotes)
    """
    # What can be iterated once only is read twice.
    if type(value) is not str and not isinstance(value, (str, bytes, list, tuple)):
        value, _ = lines_within(value, limits)
    try:
        # Recovered(...), written out: a call costs as much as a short field does.
        return _new_tuple(
            Recovered, (tuple(parse_challenges(value, schemes=schemes, limits=limits)), ())
        )
    except ParseError as error:
        from ._rereading import recovered_challenges

        return Recovered(*recovered_challenges(value, schemes, limits, error))


def recover_credentials(
    value: FieldValue, *, schemes: Schemes = DEFAULT_SCHEMES, limits: Limits = DEFAULT_LIMITS
) -> Recovered[Credentials]:
    """Read ``Authorization`` or ``Proxy-Authorization``, whatever is wrong with it.

    Takes what :func:`~authheaders.parse_credentials` takes. There is one message, or none:
    also where there seem to be several, which someone else may read otherwise.

    Raises nothing but TypeError, for what is no text.

    >>> recovered = recover_credentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ====")
    >>> recovered.messages
    (BasicCredentials(username='Aladdin', password=<hidden>),)
    >>> print(*recovered.deviations)
    expected no more padding than base64 has at position 6 (surplus-padding)
    """
    if type(value) is not str and not isinstance(value, (str, bytes, list, tuple)):
        value, _ = lines_within(value, limits)
    try:
        return _new_tuple(
            Recovered, ((parse_credentials(value, schemes=schemes, limits=limits),), ())
        )
    except ParseError as error:
        from ._rereading import recovered_credentials

        return Recovered(*recovered_credentials(value, schemes, limits, error))


def recover_authentication_info(
    value: FieldValue,
    scheme: str,
    *,
    schemes: Schemes = DEFAULT_SCHEMES,
    limits: Limits = DEFAULT_LIMITS,
) -> Recovered[AuthenticationInfo]:
    """Read ``Authentication-Info`` or its ``Proxy-`` twin, whatever is wrong with it.

    Takes what :func:`~authheaders.parse_authentication_info` takes. There is one message, or
    none.

    Raises nothing but TypeError, for what is no text.

    >>> recover_authentication_info('Digest nextnonce="5TsQ"', "Digest").messages
    (DigestInfo(nextnonce='5TsQ'),)
    """
    if type(value) is not str and not isinstance(value, (str, bytes, list, tuple)):
        value, _ = lines_within(value, limits)
    try:
        info = parse_authentication_info(value, scheme, schemes=schemes, limits=limits)
        return _new_tuple(Recovered, ((info,), ()))
    except ParseError as error:
        from ._rereading import recovered_info

        return Recovered(*recovered_info(value, scheme, schemes, limits, error))


_new_tuple = tuple.__new__
