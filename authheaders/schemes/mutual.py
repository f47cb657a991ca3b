# SPDX-License-Identifier: MIT
r"""Mutual (RFC 8120): a password proves each side to the other, and never leaves the client.

::

    challenge   = "Mutual" 1*SP 1#auth-param      ; 401-INIT, 401-STALE, 401-KEX-S1
    credentials = "Mutual" 1*SP 1#auth-param      ; req-KEX-C1, req-VFY-C
    Authentication-Info = 1#auth-param            ; 200-VFY-S

    WWW-Authenticate: Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
        auth-scope="www.example.com", realm="Protected", reason=initial

Each kind of message is a class. :class:`MutualChallenge` and :class:`MutualCredentials` read
those of their field, and tell them apart by the parameter that only one kind has:

==========================  ===========  ====================================================
class                       told by      message of RFC 8120
==========================  ===========  ====================================================
MutualInitChallenge         ``reason``   401-INIT; 401-STALE if the reason is stale-session
MutualKexCredentials        ``kc1``      req-KEX-C1
MutualKexChallenge          ``ks1``      401-KEX-S1
MutualVerifyCredentials     ``vkc``      req-VFY-C
MutualInfo                  ``vks``      200-VFY-S
==========================  ===========  ====================================================

Tokens and hex digits are in lower case here, as they are written and hashed; they are read in
any case. ``kc1``, ``ks1``, ``vkc`` and ``vks`` are text: their length is significant, and how
they are encoded depends on the algorithm (RFC 8121), which 200-VFY-S does not repeat.

>>> from authheaders import MutualChallenge
>>> challenge = MutualChallenge.parse(
...     'Mutual VERSION="1", algorithm=iso-kam3-ec-p256-sha256, validation=host,'
...     ' realm="Protected", reason="Stale-Session"'
... )
>>> type(challenge).__name__, challenge.reason
('MutualInitChallenge', 'stale-session')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..params import NO_PARAMS, Params
from ._extensive_values import (
    check_hex_number,
    extensive_token,
    hex_number,
    with_extended,
)
from ._mutual_challenges import MutualChallenge, MutualInitChallenge, MutualKexChallenge
from ._mutual_credentials import MutualCredentials, MutualKexCredentials, MutualVerifyCredentials
from ._mutual_shared import (
    check_kind,
    check_proof,
    check_version,
    number_form,
    proof,
    values_of_kind,
)
from ._reading import TOKEN, rest
from ._typed import ParamsInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._writing import Entry
    from ..params import Raw

__all__ = (
    "MutualChallenge",
    "MutualCredentials",
    "MutualInfo",
    "MutualInitChallenge",
    "MutualKexChallenge",
    "MutualKexCredentials",
    "MutualVerifyCredentials",
)

# What tells another kind of message.
_NOT_IN_INFO = re.compile(r"(?:reason|ks[0-9]+|kc[0-9]+|vkc)\*?")
_INFO = ("version", "sid", "vks")
_INFO_PARAMS = with_extended(_INFO)


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualInfo(ParamsInfo):
    """The server's proof (RFC 8120 section 4.5), with any status but 401.

    ::

        Authentication-Info: version=1, sid=0123456789abcdef0123,
            vks=b6013c6c7047bc226e0e39f1e11207968a05fcac574d14594b6998198525e9b3

    The field must come before the body, and the client must have verified it before it uses
    the body.

    - ``version``: ``1``.
    - ``sid``: the session: lower-case hex digits.
    - ``vks``: a number in the canonical text of the algorithm: lower-case hex digits, or
      base64. The algorithm is that of the request: only visible ASCII is asked for here. Hidden
      in ``repr``.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, and for one that tells another kind of message.

    >>> print(MutualInfo(sid="0123456789abcdef0123", vks="5f" * 32).to_header()[:40])
    version=1, sid=0123456789abcdef0123, vks
    """

    scheme = "Mutual"
    specification = "RFC 8120"
    secret_fields = frozenset({"vks"})

    version: str = "1"
    sid: str
    vks: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_version(self.version)
        check_hex_number("sid", self.sid)
        check_proof("vks", self.vks, None)
        check_kind(self, self.extensions, _INFO_PARAMS, _NOT_IN_INFO)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualInfo:
        values = values_of_kind(raw, _INFO)
        return cls(
            version=extensive_token(values, "version"),
            sid=hex_number(values, "sid"),
            vks=proof(values, "vks"),
            extensions=rest(raw, _INFO_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            ("version", self.version, TOKEN),
            ("sid", self.sid, TOKEN),
            ("vks", self.vks, number_form(self.vks)),
        )
