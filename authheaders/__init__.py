# SPDX-License-Identifier: MIT
"""Parse and build the HTTP authentication fields: text ⇄ typed, immutable objects.

The classes of a scheme, and what belongs to a rare field, load when one is first touched.
"""

from __future__ import annotations

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
from .registry import DEFAULT_SCHEMES, LATER, ROWS, Schemes, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .containers import field_lines
    from .control import (
        ControlEntry,
        join_authentication_control,
        parse_authentication_control,
    )
    from .recovery import (
        Recovered,
        recover_authentication_info,
        recover_challenges,
        recover_credentials,
    )
    from .schemes._mutual_challenges import (
        MutualChallenge,
        MutualInitChallenge,
        MutualKexChallenge,
    )
    from .schemes._mutual_credentials import (
        MutualCredentials,
        MutualKexCredentials,
        MutualVerifyCredentials,
    )
    from .schemes._privacy_pass import Token, TokenChallenge
    from .schemes._scram_messages import (
        ScramClientFinal,
        ScramClientFirst,
        ScramServerFinal,
        ScramServerFirst,
    )
    from .schemes.api_key import ApiKeyChallenge, ApiKeyCredentials
    from .schemes.aws2 import Aws2Credentials
    from .schemes.aws4 import Aws4Credentials, Aws4PayloadHash, Aws4Presigned
    from .schemes.basic import BasicChallenge, BasicCredentials
    from .schemes.bearer import BearerChallenge, BearerCredentials
    from .schemes.concealed import ConcealedAuthExport, ConcealedChallenge, ConcealedCredentials
    from .schemes.digest import DigestChallenge, DigestCredentials, DigestInfo
    from .schemes.dpop import DpopChallenge, DpopCredentials, DpopNonce, DpopProof
    from .schemes.gnap import GnapChallenge, GnapCredentials
    from .schemes.goog4 import Goog4Credentials, Goog4Presigned
    from .schemes.hawk import HawkBewit, HawkChallenge, HawkCredentials, HawkInfo
    from .schemes.hoba import HobaChallenge, HobaCredentials, HobaRegistration
    from .schemes.mac import MacChallenge, MacCredentials
    from .schemes.mutual import MutualInfo
    from .schemes.negotiate import NegotiateChallenge, NegotiateCredentials
    from .schemes.ntlm import NtlmChallenge, NtlmCredentials
    from .schemes.oauth1 import OAuth1Challenge, OAuth1Credentials
    from .schemes.pop import PopChallenge, PopCredentials
    from .schemes.private_token import PrivateTokenChallenge, PrivateTokenCredentials
    from .schemes.scram import ScramChallenge, ScramCredentials, ScramInfo
    from .schemes.shared_key import SharedKeyCredentials
    from .schemes.signature import SignatureChallenge, SignatureCredentials
    from .schemes.token_scheme import TokenSchemeChallenge, TokenSchemeCredentials
    from .schemes.vapid import VapidChallenge, VapidCredentials
    from .schemes.web_push import WebPushCredentials
    from .schemes.wsse import UsernameToken, WsseChallenge, WsseCredentials
else:

    def __getattr__(name):
        rows = [(f"schemes.{module}", *names) for _, module, *names in ROWS]
        for module, *names in (*rows, *LATER):
            if name in names:
                globals()[name] = found = load(module, name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = [
    "DEFAULT_LIMITS",
    "DEFAULT_SCHEMES",
    "ApiKeyChallenge",
    "ApiKeyCredentials",
    "AuthHeaderError",
    "AuthenticationInfo",
    "Aws2Credentials",
    "Aws4Credentials",
    "Aws4PayloadHash",
    "Aws4Presigned",
    "BasicChallenge",
    "BasicCredentials",
    "BearerChallenge",
    "BearerCredentials",
    "BuildError",
    "Challenge",
    "ConcealedAuthExport",
    "ConcealedChallenge",
    "ConcealedCredentials",
    "ControlEntry",
    "Credentials",
    "Deviation",
    "DigestChallenge",
    "DigestCredentials",
    "DigestInfo",
    "DpopChallenge",
    "DpopCredentials",
    "DpopNonce",
    "DpopProof",
    "Form",
    "GenericChallenge",
    "GenericCredentials",
    "GenericInfo",
    "GnapChallenge",
    "GnapCredentials",
    "Goog4Credentials",
    "Goog4Presigned",
    "HawkBewit",
    "HawkChallenge",
    "HawkCredentials",
    "HawkInfo",
    "HobaChallenge",
    "HobaCredentials",
    "HobaRegistration",
    "Limits",
    "MacChallenge",
    "MacCredentials",
    "Message",
    "MutualChallenge",
    "MutualCredentials",
    "MutualInfo",
    "MutualInitChallenge",
    "MutualKexChallenge",
    "MutualKexCredentials",
    "MutualVerifyCredentials",
    "NegotiateChallenge",
    "NegotiateCredentials",
    "NtlmChallenge",
    "NtlmCredentials",
    "OAuth1Challenge",
    "OAuth1Credentials",
    "Params",
    "ParseError",
    "PopChallenge",
    "PopCredentials",
    "PrivateTokenChallenge",
    "PrivateTokenCredentials",
    "Reason",
    "Recovered",
    "Schemes",
    "ScramChallenge",
    "ScramClientFinal",
    "ScramClientFirst",
    "ScramCredentials",
    "ScramInfo",
    "ScramServerFinal",
    "ScramServerFirst",
    "SharedKeyCredentials",
    "SignatureChallenge",
    "SignatureCredentials",
    "Token",
    "TokenChallenge",
    "TokenSchemeChallenge",
    "TokenSchemeCredentials",
    "UsernameToken",
    "VapidChallenge",
    "VapidCredentials",
    "VerifyError",
    "WebPushCredentials",
    "WsseChallenge",
    "WsseCredentials",
    "challenge_fields",
    "field_lines",
    "join_authentication_control",
    "join_challenges",
    "parse_authentication_control",
    "parse_authentication_info",
    "parse_challenges",
    "parse_credentials",
    "recover_authentication_info",
    "recover_challenges",
    "recover_credentials",
    "select_challenge",
]

__version__ = "0.1.0"
