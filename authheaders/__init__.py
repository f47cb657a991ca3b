# SPDX-License-Identifier: MIT
"""Parse and build the HTTP authentication fields: text ⇄ typed, immutable objects.

The classes of a scheme are loaded when one of them is first touched.
"""

from __future__ import annotations

from .containers import field_lines
from .errors import AuthHeaderError, BuildError, ParseError, Reason, VerifyError
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
    from .schemes._scram_messages import (
        ScramClientFinal,
        ScramClientFirst,
        ScramServerFinal,
        ScramServerFirst,
    )
    from .schemes.basic import BasicChallenge, BasicCredentials
    from .schemes.bearer import BearerChallenge, BearerCredentials
    from .schemes.digest import DigestChallenge, DigestCredentials, DigestInfo
    from .schemes.negotiate import NegotiateChallenge, NegotiateCredentials
    from .schemes.ntlm import NtlmChallenge, NtlmCredentials
    from .schemes.scram import ScramChallenge, ScramCredentials, ScramInfo
else:

    def __getattr__(name):
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
    "DigestChallenge",
    "DigestCredentials",
    "DigestInfo",
    "Form",
    "GenericChallenge",
    "GenericCredentials",
    "GenericInfo",
    "Limits",
    "Message",
    "NegotiateChallenge",
    "NegotiateCredentials",
    "NtlmChallenge",
    "NtlmCredentials",
    "Params",
    "ParseError",
    "Reason",
    "Schemes",
    "ScramChallenge",
    "ScramClientFinal",
    "ScramClientFirst",
    "ScramCredentials",
    "ScramInfo",
    "ScramServerFinal",
    "ScramServerFirst",
    "VerifyError",
    "challenge_fields",
    "field_lines",
    "join_challenges",
    "parse_authentication_info",
    "parse_challenges",
    "parse_credentials",
    "select_challenge",
]

__version__ = "0.1.0"
