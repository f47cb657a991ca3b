# SPDX-License-Identifier: MIT
"""The keys that AWS Signature Version 4 and 4A derive from a secret."""

from __future__ import annotations

from ..errors import BuildError
from ..schemes._checking import broken, check_type
from ._sigv4_canonical import check_secret
from ._sigv4_signing import derived_key

# The order of the group of P-256.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    """The key of a scope ("Calculate the signature"), good for one day.

    - ``date``: ``yyyymmdd``. TypeError for what is no text, BuildError for no secret.
    """
    return derived_key("AWS4", secret, date, region, service, "aws4_request")


def ecdsa_key(access_key: str, secret: str) -> int:
    """The private key of Version 4A, a number of P-256, which is good for all regions.

    It is derived by the key derivation in counter mode of NIST SP 800-108, section 5.1.
    """
    import hmac

    check_type("access_key", access_key, str)
    key = b"AWS4A" + check_secret(secret).encode("utf-8", "surrogatepass")
    label = b"AWS4-ECDSA-P256-SHA256\0" + access_key.encode("utf-8", "surrogatepass")
    for counter in range(1, 255):
        text = b"\0\0\0\1" + label + bytes([counter]) + b"\0\0\1\0"
        number = int.from_bytes(hmac.digest(key, text, "sha256"), "big")
        if number <= _ORDER - 2:
            return number + 1
    raise broken(BuildError, "secret", "one that a key can be derived from")
