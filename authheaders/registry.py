# SPDX-License-Identifier: MIT
"""Which class reads which scheme."""

from __future__ import annotations

from ._abnf import is_token
from .errors import BuildError, Reason
from .messages import AuthenticationInfo, Challenge, Credentials, schemes_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    #: A class, or where it is: module and name.
    Entry: TypeAlias = "type | tuple[str, str]"

# One row a scheme: its name, its module, and the classes of its challenge, its credentials
# and its Authentication-Info (None where the scheme has no such message), then whatever else
# of the module is public: the kinds of its messages, and the structures that they hold.
ROWS: tuple[tuple[Any, ...], ...] = (
    # --- registered with IANA
    ("Basic", "basic", "BasicChallenge", "BasicCredentials", None),
    ("Bearer", "bearer", "BearerChallenge", "BearerCredentials", None),
    (
        "Concealed",
        "concealed",
        "ConcealedChallenge",
        "ConcealedCredentials",
        None,
        "ConcealedAuthExport",
    ),
    ("Digest", "digest", "DigestChallenge", "DigestCredentials", "DigestInfo"),
    ("DPoP", "dpop", "DpopChallenge", "DpopCredentials", None, "DpopNonce", "DpopProof"),
    ("GNAP", "gnap", "GnapChallenge", "GnapCredentials", None),
    ("HOBA", "hoba", "HobaChallenge", "HobaCredentials", None, "HobaRegistration"),
    (
        "Mutual",
        "mutual",
        "MutualChallenge",
        "MutualCredentials",
        "MutualInfo",
        "MutualInitChallenge",
        "MutualKexChallenge",
        "MutualKexCredentials",
        "MutualVerifyCredentials",
    ),
    ("Negotiate", "negotiate", "NegotiateChallenge", "NegotiateCredentials", None),
    ("OAuth", "oauth1", "OAuth1Challenge", "OAuth1Credentials", None),
    (
        "PrivateToken",
        "private_token",
        "PrivateTokenChallenge",
        "PrivateTokenCredentials",
        None,
        "Token",
        "TokenChallenge",
    ),
    ("SCRAM-SHA-1", "scram", "ScramChallenge", "ScramCredentials", "ScramInfo"),
    (
        "SCRAM-SHA-256",
        "scram",
        "ScramChallenge",
        "ScramCredentials",
        "ScramInfo",
        "ScramClientFirst",
        "ScramServerFirst",
        "ScramClientFinal",
        "ScramServerFinal",
    ),
    ("vapid", "vapid", "VapidChallenge", "VapidCredentials", None),
    # --- not registered
    ("ApiKey", "api_key", "ApiKeyChallenge", "ApiKeyCredentials", None),
    ("AWS", "aws2", None, "Aws2Credentials", None),
    ("AWS4-ECDSA-P256-SHA256", "aws4", None, "Aws4Credentials", None),
    ("AWS4-HMAC-SHA256", "aws4", None, "Aws4Credentials", None, "Aws4PayloadHash", "Aws4Presigned"),
    ("GOOG4-HMAC-SHA256", "goog4", None, "Goog4Credentials", None),
    ("GOOG4-RSA-SHA256", "goog4", None, "Goog4Credentials", None, "Goog4Presigned"),
    ("Hawk", "hawk", "HawkChallenge", "HawkCredentials", None, "HawkInfo", "HawkBewit"),
    ("MAC", "mac", "MacChallenge", "MacCredentials", None),
    ("NTLM", "ntlm", "NtlmChallenge", "NtlmCredentials", None),
    ("PoP", "pop", "PopChallenge", "PopCredentials", None),
    ("SharedKey", "shared_key", None, "SharedKeyCredentials", None),
    ("SharedKeyLite", "shared_key", None, "SharedKeyCredentials", None),
    ("Signature", "signature", "SignatureChallenge", "SignatureCredentials", None),
    ("Token", "token_scheme", "TokenSchemeChallenge", "TokenSchemeCredentials", None),
    ("UsernameToken", "wsse", None, "UsernameToken", None),
    ("WebPush", "web_push", None, "WebPushCredentials", None),
    ("WSSE", "wsse", "WsseChallenge", "WsseCredentials", None),
)


# Modules that load when one of their public names is first touched, as those of ROWS do.
LATER: tuple[tuple[str, ...], ...] = (
    ("containers", "field_lines"),
    (
        "control",
        "ControlEntry",
        "join_authentication_control",
        "parse_authentication_control",
    ),
    (
        "recovery",
        "Recovered",
        "recover_authentication_info",
        "recover_challenges",
        "recover_credentials",
    ),
)


def load(module: str, name: str) -> Any:
    """Import a module, which nothing does before it is needed, and take a name out of it."""
    # A relative import by name: it works wherever the folder has been copied to.
    return getattr(__import__(module, globals(), None, (name,), 1), name)


class Schemes:
    """An immutable table: auth-scheme and kind of message → typed class.

    ``Schemes()`` is empty: every message comes back generic. :data:`DEFAULT_SCHEMES` has all
    of the library's schemes; :meth:`including` returns a copy with classes of your own.
    Names compare case-insensitively. Nothing is registered globally, so two users of the
    library in one process can't disturb each other.

    >>> from authheaders import parse_challenges
    >>> parse_challenges('Basic realm="x"', schemes=Schemes())
    [GenericChallenge('Basic', params=Params({'realm': 'x'}))]
    """

    # By scheme, in the canonical spelling and in lower case. An entry that names a class is
    # replaced by the class when it is first asked for: whoever does so writes the same.
    __slots__ = ("_challenges", "_credentials", "_infos")

    _challenges: dict[str, Entry]
    _credentials: dict[str, Entry]
    _infos: dict[str, Entry]

    def __init__(self) -> None:
        self._challenges = {}
        self._credentials = {}
        self._infos = {}

    def including(
        self, *classes: type[Challenge] | type[Credentials] | type[AuthenticationInfo]
    ) -> Schemes:
        """A copy that reads messages of these classes' schemes with them.

        A class takes the place of the one that read the same scheme and kind of message; one
        with ``schemes`` reads all of these. Raises TypeError for what is no class of messages
        of some scheme, BuildError for a class whose scheme is no token.
        """
        copy = self._copy()
        for cls in classes:
            table = copy._table_of(cls)
            schemes = schemes_of(cls) if hasattr(cls, "scheme") else ()
            if not schemes or not all(isinstance(scheme, str) for scheme in schemes):
                raise TypeError(f"Schemes: {cls.__name__} must have a scheme, a str, or schemes")
            for scheme in schemes:
                if not is_token(scheme):
                    raise BuildError(Reason.NOT_A_TOKEN, "a token as auth-scheme")
                for spelling in [name for name in table if name.lower() == scheme.lower()]:
                    del table[spelling]
                table[scheme] = table[scheme.lower()] = cls
        return copy

    def _table_of(self, cls: object) -> dict[str, Entry]:
        """The table that a class belongs in; TypeError if there is none."""
        if isinstance(cls, type):
            if issubclass(cls, Challenge):
                return self._challenges
            if issubclass(cls, Credentials):
                return self._credentials
            if issubclass(cls, AuthenticationInfo):
                return self._infos
        raise TypeError("Schemes: a class of challenges, credentials or info is expected")

    def challenge(self, scheme: str) -> type[Challenge] | None:
        """The class that reads a challenge of this scheme."""
        found = self._challenges.get(scheme)
        return found if type(found) is type else _find(self._challenges, scheme)

    def credentials(self, scheme: str) -> type[Credentials] | None:
        """The class that reads credentials of this scheme."""
        found = self._credentials.get(scheme)
        return found if type(found) is type else _find(self._credentials, scheme)

    def info(self, scheme: str) -> type[AuthenticationInfo] | None:
        """The class that reads Authentication-Info after credentials of this scheme."""
        found: type[AuthenticationInfo] | None = _find(self._infos, scheme)
        return found

    def classes(self) -> list[type[Challenge] | type[Credentials] | type[AuthenticationInfo]]:
        """All classes of messages, each once; every scheme module is loaded for it."""
        tables = (self._challenges, self._credentials, self._infos)
        entries = [_find(table, name) for table in tables for name in [*table]]
        return [*dict.fromkeys([cls for entry in entries for cls in entry.kinds or (entry,)])]

    def _copy(self) -> Schemes:
        copy = Schemes()
        copy._challenges = self._challenges.copy()
        copy._credentials = self._credentials.copy()
        copy._infos = self._infos.copy()
        return copy


def _find(table: dict[str, Entry], scheme: str) -> Any:
    if not isinstance(scheme, str):
        raise TypeError(f"scheme must be a str, not {type(scheme).__name__}")
    entry: Any = table.get(scheme) or table.get(scheme.lower())
    if type(entry) is tuple:
        entry = load(*entry)
        for spelling in [name for name in table if name.lower() == scheme.lower()]:
            table[spelling] = entry
    return entry


def _default_schemes() -> Schemes:
    schemes = Schemes()
    for name, module, challenge, credentials, info, *_ in ROWS:
        for table, cls in (
            (schemes._challenges, challenge),
            (schemes._credentials, credentials),
            (schemes._infos, info),
        ):
            if cls is not None:
                table[name] = table[name.lower()] = (f"schemes.{module}", cls)
    return schemes


DEFAULT_SCHEMES = _default_schemes()
