# SPDX-License-Identifier: MIT
"""Parse and build the HTTP authentication fields: text ⇄ typed, immutable objects.

The classes of a scheme are loaded when one of them is first touched.
"""

from __future__ import annotations

from .containers import field_lines
from .errors import AuthHeaderError, BuildError, Deviation, ParseError, Reason, VerifyError
from .fields import (
    challenge_fields,
    join_challenges,
    parse_authentication_info,
    parse_challenges,
    parse_credentials,
    select_challenge,
)
from .generic import GenericChallenge, GenericCredentials, GenericInfo
from .limits import DEFAULT_LIMITS, Limits
from .messages import AuthenticationInfo, Challenge, Credentials, Message
from .params import Form, Params
from .registry import DEFAULT_SCHEMES, ROWS, Schemes, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .recovery import (
        Recovered,
        recover_authentication_info,
        recover_challenges,
        recover_credentials,
    )
    from .schemes.basic import BasicChallenge, BasicCredentials
    from .schemes.bearer import BearerChallenge, BearerCredentials
    from .schemes.digest import DigestChallenge, DigestCredentials, DigestInfo
else:
    _RECOVERY = (
        "Recovered",
        "recover_authentication_info",
        "recover_challenges",
        "recover_credentials",
    )

    def __getattr__(name):
        if name in _RECOVERY:
            from . import recovery

            globals().update({found: getattr(recovery, found) for found in _RECOVERY})
            return globals()[name]
        for _, module, *names in ROWS:
            if name in names:
                globals()[name] = found = load(module, name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = [
    "DEFAULT_LIMITS",
    "DEFAULT_SCHEMES",
    "AuthHeaderError",
    "AuthenticationInfo",
    "BasicChallenge",
    "BasicCredentials",
    "BearerChallenge",
    "BearerCredentials",
    "BuildError",
    "Challenge",
    "Credentials",
    "Deviation",
    "DigestChallenge",
    "DigestCredentials",
    "DigestInfo",
    "Form",
    "GenericChallenge",
    "GenericCredentials",
    "GenericInfo",
    "Limits",
    "Message",
    "Params",
    "ParseError",
    "Reason",
    "Recovered",
    "Schemes",
    "VerifyError",
    "challenge_fields",
    "field_lines",
    "join_challenges",
    "parse_authentication_info",
    "parse_challenges",
    "parse_credentials",
    "recover_authentication_info",
    "recover_challenges",
    "recover_credentials",
    "select_challenge",
]

__version__ = "0.1.0"
