# SPDX-License-Identifier: MIT
"""AWS, the legacy signature of S3 (Version 2), which compatible stores still take.

::

    credentials = "AWS" 1*SP access-key ":" base64

    Authorization: AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=

The colon is in no token68, so the syntax leaves RFC 9110. No server sends a challenge. Nothing
is signed here.

>>> from authheaders import Aws2Credentials
>>> Aws2Credentials.parse("AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=").access_key
'AKIAIOSFODNN7EXAMPLE'
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BuildError
from ._account_signature import AccountSignature, split_account
from ._checking import check_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..params import Raw


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Aws2Credentials(AccountSignature):
    """The signature of a request to S3 (Amazon S3, Signature Version 2).

    ::

        AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=

    - ``access_key``: identifies the secret key; visible ASCII without a quote, a comma, a colon
      and an equals sign.
    - ``signature``: octets, 20 of an HMAC-SHA1, which is not looked at. Hidden in ``repr``.

    Raises BuildError for values outside of these; ParseError for those of a peer, and for
    parameters in their place.

    >>> Aws2Credentials("AKIAIOSFODNN7EXAMPLE", bytes(20)).to_header()
    'AWS AKIAIOSFODNN7EXAMPLE:AAAAAAAAAAAAAAAAAAAAAAAAAAA='
    """

    scheme = "AWS"
    specification = "Amazon S3, Signature Version 2"
    secret_fields = frozenset({"signature"})

    access_key: str
    signature: bytes

    def __post_init__(self) -> None:
        self._check_account("access_key", self.access_key)
        check_bytes(BuildError, "signature", self.signature)

    @classmethod
    def _from_raw(cls, raw: Raw) -> Aws2Credentials:
        return cls(*split_account(raw, "AWS", "an access key"))

    def _to_token68(self) -> str:
        return self._joined(self.access_key, self.signature)
