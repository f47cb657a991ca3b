# SPDX-License-Identifier: MIT
"""SharedKey and SharedKeyLite of Azure Storage: a request signed with the key of an account.

::

    credentials = ( "SharedKey" / "SharedKeyLite" ) 1*SP account ":" base64

    Authorization: SharedKey myaccount:ctzMq410TV3wS7upTBcunJTDLEJwMAZuFPfr0mrrA08=

The colon is in no token68, so the syntax leaves RFC 9110. No server sends a challenge of this
scheme. Nothing is signed here.

>>> from authheaders import SharedKeyCredentials
>>> credentials = SharedKeyCredentials.parse(
...     "SharedKey myaccount:ctzMq410TV3wS7upTBcunJTDLEJwMAZuFPfr0mrrA08="
... )
>>> credentials.account, len(credentials.signature)
('myaccount', 32)
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError, Reason
from ..messages import canonical_scheme
from ._account_signature import AccountSignature, split_account
from ._checking import check_bytes, check_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..params import Raw


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SharedKeyCredentials(AccountSignature):
    """The signature of a request to Azure Storage (Microsoft, Authorize with Shared Key).

    ::

        SharedKey myaccount:ctzMq410TV3wS7upTBcunJTDLEJwMAZuFPfr0mrrA08=

    - ``account``: the name of the storage account; visible ASCII without a quote, a comma, a
      colon and an equals sign. Azure's are 3 to 24 lower-case letters and digits; emulators
      have others.
    - ``signature``: 32 octets, an HMAC-SHA256. Hidden in ``repr``.
    - ``scheme``: ``SharedKey`` or ``SharedKeyLite``, which signs less.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for
    parameters in their place.

    >>> SharedKeyCredentials("myaccount", bytes(32), "SharedKeyLite").to_header()[:25]
    'SharedKeyLite myaccount:A'
    """

    schemes = ("SharedKey", "SharedKeyLite")
    specification = "Azure Storage, Shared Key"
    secret_fields = frozenset({"signature"})

    account: str
    signature: bytes
    scheme: str = "SharedKey"

    def __post_init__(self) -> None:
        check_type("scheme", self.scheme, str)
        if self.scheme not in self.schemes:
            raise BuildError(Reason.BAD_VALUE, "SharedKey or SharedKeyLite as scheme")
        self._check_account("account", self.account)
        check_bytes(BuildError, "signature", self.signature, 32)

    @classmethod
    def _from_raw(cls, raw: Raw) -> SharedKeyCredentials:
        scheme = canonical_scheme(raw[0], cls)
        return cls(*split_account(raw, scheme, "an account"), scheme)

    def _to_token68(self) -> str:
        return self._joined(self.account, self.signature)
