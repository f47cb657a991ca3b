# SPDX-License-Identifier: MIT
"""Credentials of Mutual; see ``mutual``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import ParseError
from ..params import NO_PARAMS, Params
from ._checking import missing
from ._extensive_values import (
    check_hex_number,
    check_string,
    check_unbounded_integer,
    extensive_token,
    hex_number,
    string_entry,
    unbounded_integer,
    with_extended,
)
from ._mutual_shared import (
    SHARED,
    check_element,
    check_kind,
    check_proof,
    check_shared,
    names_of,
    number,
    number_form,
    shared_entries,
    values_of_kind,
)
from ._reading import TOKEN, rest
from ._typed import ParamsCredentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .._writing import Entry
    from ..params import Raw

# What tells the kinds of messages apart: a message has it of one kind, and none of the other
# side's (RFC 8120 section 4). These are what each excludes.
_NOT_IN_KEX_CREDENTIALS = re.compile(r"(?:vkc|ks[0-9]+|vks)\*?")
_NOT_IN_VERIFY = re.compile(r"(?:kc[0-9]+|ks[0-9]+|vks)\*?")
_KEX_CREDENTIALS = (*SHARED, "user", "kc1")
_VERIFY = (*SHARED, "sid", "nc", "vkc")
_KEX_CREDENTIALS_PARAMS = with_extended(_KEX_CREDENTIALS)
_VERIFY_PARAMS = with_extended(_VERIFY)


class MutualCredentials(ParamsCredentials):
    """Credentials of Mutual: :class:`MutualKexCredentials` or :class:`MutualVerifyCredentials`.

    It is what ``isinstance`` and ``parse`` take for either; it has no objects of its own.

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: those of the
      challenge, see :class:`MutualChallenge`.
    """

    __slots__ = ()

    scheme = "Mutual"
    specification = "RFC 8120"

    version: str
    algorithm: str
    validation: str
    auth_scope: str | None
    realm: str

    @classmethod
    def _from_raw(cls, raw: Raw) -> Any:
        names = names_of(raw)
        if any(re.fullmatch("kc[0-9]+", name) for name in names):
            return MutualKexCredentials._from_raw(raw)
        if "vkc" in names:
            return MutualVerifyCredentials._from_raw(raw)
        raise missing(ParseError, "kc1")


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualKexCredentials(MutualCredentials):
    r"""The client's part of the key exchange (RFC 8120 section 4.2).

    ::

        Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
            auth-scope="www.example.com", realm="Protected", user="Aladdin",
            kc1=01356d58f1cb1ff64beee181bc066e5732bd73ee43438024957dbabde04c2a9e1a

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: those of the challenge.
    - ``user``: text, written as ``user*`` if it is not ASCII. Who makes it prepares it with the
      UsernameCasePreserved profile (RFC 8265).
    - ``kc1``: a number in the canonical text of the algorithm: lower-case hex digits, or
      base64. Hidden in ``repr``.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, for both ``user`` and ``user*``, and for a parameter that tells another
    kind of message.

    >>> MutualKexCredentials(
    ...     algorithm="-mine.example.com", validation="host", realm="a", user="Ren\xc9e", kc1="5f"
    ... ).to_generic().params["user*"]
    "UTF-8''Ren%C3%89e"
    """

    kinds = ()
    param_specifications = (("user*", "RFC 8187"),)
    secret_fields = frozenset({"kc1"})

    version: str = "1"
    algorithm: str
    validation: str
    auth_scope: str | None = None
    realm: str
    user: str
    kc1: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_shared(self)
        check_string("user", self.user)
        check_element("kc1", self.kc1, self.algorithm)
        check_kind(self, self.extensions, _KEX_CREDENTIALS_PARAMS, _NOT_IN_KEX_CREDENTIALS)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualKexCredentials:
        values = values_of_kind(raw, _KEX_CREDENTIALS)
        algorithm = extensive_token(values, "algorithm")
        return cls(
            version=extensive_token(values, "version"),
            algorithm=algorithm,
            validation=extensive_token(values, "validation"),
            auth_scope=values.get("auth-scope"),
            realm=values["realm"],
            user=values["user"],
            kc1=number(values, "kc1", algorithm),
            extensions=rest(raw, _KEX_CREDENTIALS_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            *shared_entries(self),
            string_entry("user", self.user),
            ("kc1", self.kc1, number_form(self.kc1)),
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class MutualVerifyCredentials(MutualCredentials):
    """The client's proof, with each request of a session (RFC 8120 section 4.4).

    ::

        Mutual version=1, algorithm=iso-kam3-ec-p256-sha256, validation=host,
            auth-scope="www.example.com", realm="Protected", sid=0123456789abcdef0123, nc=1,
            vkc=b33c6a775365b7bbbdb3386c518cb713fb2a09ba5de5ec99547c7c0566c25aad

    - ``version``, ``algorithm``, ``validation``, ``auth_scope``, ``realm``: those of the challenge.
    - ``sid``: the session: lower-case hex digits, as many as the server sent.
    - ``nc``: an integer from 0 on that no other request of the session has; clamped if that of
      a peer has more than 300 digits.
    - ``vkc``: a number in the canonical text of the algorithm: lower-case hex digits, or
      base64. Hidden in ``repr``.
    - ``extensions``: other parameters.

    Raises BuildError for values outside of these; ParseError for those of a peer, for a
    missing parameter, and for one that tells another kind of message.

    >>> MutualVerifyCredentials(
    ...     algorithm="-mine.example.com", validation="host", realm="a", sid="0a", nc=1, vkc="5f"
    ... ).to_generic().params["nc"]
    '1'
    """

    kinds = ()
    secret_fields = frozenset({"vkc"})

    version: str = "1"
    algorithm: str
    validation: str
    auth_scope: str | None = None
    realm: str
    sid: str
    nc: int
    vkc: str
    extensions: Params = NO_PARAMS

    def __post_init__(self) -> None:
        check_shared(self)
        check_hex_number("sid", self.sid)
        check_unbounded_integer("nc", self.nc)
        check_proof("vkc", self.vkc, self.algorithm)
        check_kind(self, self.extensions, _VERIFY_PARAMS, _NOT_IN_VERIFY)

    @classmethod
    def _from_raw(cls, raw: Raw) -> MutualVerifyCredentials:
        values = values_of_kind(raw, _VERIFY)
        algorithm = extensive_token(values, "algorithm")
        return cls(
            version=extensive_token(values, "version"),
            algorithm=algorithm,
            validation=extensive_token(values, "validation"),
            auth_scope=values.get("auth-scope"),
            realm=values["realm"],
            sid=hex_number(values, "sid"),
            nc=unbounded_integer(values, "nc"),
            vkc=number(values, "vkc", algorithm),
            extensions=rest(raw, _VERIFY_PARAMS, secret=True),
        )

    def _entries(self) -> tuple[Entry, ...]:
        return (
            *shared_entries(self),
            ("sid", self.sid, TOKEN),
            ("nc", str(self.nc), TOKEN),
            ("vkc", self.vkc, number_form(self.vkc)),
        )


MutualCredentials.kinds = (MutualKexCredentials, MutualVerifyCredentials)
