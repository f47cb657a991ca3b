# SPDX-License-Identifier: MIT
"""What Concealed takes from TLS, and what is signed of it (RFC 9729 section 3).

A client asks its TLS library for keying material (RFC 5705) with the label
:data:`EXPORTER_LABEL`, the context that :func:`exporter_context` makes, and the length
:data:`EXPORTER_LENGTH`. It signs :func:`signed_content` of the first part and sends the second
one as ``v``. The server does the same and compares. TLS must be 1.3, or 1.2 with the extended
master secret (section 7). The signature is made and verified by a library that has its
algorithm.

>>> signature_input, verification = split_exporter_output(bytes(range(48)))
>>> verification.hex()
'202122232425262728292a2b2c2d2e2f'
"""

from __future__ import annotations

import re

from ..errors import BuildError, Reason, VerifyError
from ..schemes._checking import check_bytes, check_integer, check_match, check_text, check_type
from ..schemes.concealed import ConcealedCredentials

EXPORTER_LABEL = b"EXPORTER-HTTP-Concealed-Authentication"
#: Octets of keying material.
EXPORTER_LENGTH = 48

_SIGNATURE_INPUT_LENGTH = 32

# The example of RFC 9729 section 3.3 has "HTTP Signature Authentication", left over from a
# draft; the text above it has this.
_CONTEXT_STRING = b"HTTP Concealed Authentication"

# scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )     ; RFC 3986 section 3.1
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+\-.]*")
# host   = IP-literal / IPv4address / reg-name            ; RFC 3986 section 3.2.2
_HOST = re.compile(r"\[[0-9A-Za-z:.]+\]|[0-9A-Za-z\-._~%!$&'()*+,;=]+")

_LARGEST_UINT16 = 0xFFFF


def exporter_context(
    *,
    s: int,
    k: bytes,
    a: bytes,
    scheme: str,
    host: str,
    port: int,
    realm: str | None = None,
) -> bytes:
    """The context of the TLS exporter (RFC 9729 section 3.1).

    - ``s``, ``k``, ``a``, ``realm``: as in the credentials; the realm is that of the
      credentials, not one that the server would like, and None if they have none.
    - ``scheme``, ``host``: of the request's URI, such as ``https`` and ``example.org``.
    - ``port``: of the URI, 0 to 65535; the default one of the scheme if the URI has none.

    Raises BuildError for values outside of these, TypeError for those of other types.
    """
    check_integer(BuildError, "s", s, most=_LARGEST_UINT16)
    check_bytes(BuildError, "k", k)
    check_bytes(BuildError, "a", a)
    check_type("scheme", scheme, str)
    check_match(BuildError, "scheme", scheme, _SCHEME, "the scheme of a URI")
    check_type("host", host, str)
    check_match(BuildError, "host", host, _HOST, "the host of a URI")
    check_integer(BuildError, "port", port, most=_LARGEST_UINT16)
    if realm is not None:
        check_text("realm", realm)
    return b"".join(
        [
            s.to_bytes(2, "big"),
            _with_length(k),
            _with_length(a),
            _with_length(scheme.encode()),
            _with_length(host.encode()),
            port.to_bytes(2, "big"),
            _with_length((realm or "").encode()),
        ]
    )


def split_exporter_output(exporter_output: bytes) -> tuple[bytes, bytes]:
    """The two parts of the keying material (RFC 9729 section 3.2).

    They are the signature input of 32 octets and the verification of 16, which is ``v``. Raises
    BuildError for what is not 48 octets.
    """
    check_bytes(BuildError, "exporter_output", exporter_output, EXPORTER_LENGTH)
    return exporter_output[:_SIGNATURE_INPUT_LENGTH], exporter_output[_SIGNATURE_INPUT_LENGTH:]


def signed_content(signature_input: bytes) -> bytes:
    """The octets that ``p`` signs (RFC 9729 section 3.3).

    - ``signature_input``: 32 octets, the first part of the keying material.

    Raises BuildError for another number of octets.
    """
    check_bytes(BuildError, "signature_input", signature_input, _SIGNATURE_INPUT_LENGTH)
    return b" " * 64 + _CONTEXT_STRING + b"\0" + signature_input


def check_verification(credentials: ConcealedCredentials, exporter_output: bytes) -> bytes:
    """Check ``v`` (RFC 9729 section 6.3), in constant time; what ``p`` must be a signature of.

    - ``exporter_output``: 48 octets, what the server's TLS exporter gave for the context of
      these credentials.

    That ``k`` is known, that ``a`` is the key stored for it, and the signature are left to
    check. Raises VerifyError if ``v`` is another one; BuildError for a wrong number of octets.
    """
    from hmac import compare_digest

    check_type("credentials", credentials, ConcealedCredentials)
    signature_input, verification = split_exporter_output(exporter_output)
    if not compare_digest(credentials.v, verification):
        expected = "the verification of this connection"
        raise VerifyError(
            Reason.WRONG_PROOF, expected, scheme="Concealed", param="v", status_hint=401
        )
    return signed_content(signature_input)


def _with_length(octets: bytes) -> bytes:
    return _varint(len(octets)) + octets


def _varint(number: int) -> bytes:
    """A variable-length integer in the fewest octets (RFC 9000 section 16)."""
    # The two upper bits say whether there are 1, 2, 4 or 8 octets.
    exponent = sum([number >= 1 << bits for bits in (6, 14, 30)])
    length = 1 << exponent
    return (exponent << (8 * length - 2) | number).to_bytes(length, "big")
