# SPDX-License-Identifier: MIT
"""Negotiate (RFC 4559): Kerberos, or what else GSS-API's SPNEGO agrees on, for a connection.

::

    challenge   = "Negotiate" [ 1*SP gssapi-data ]    ; gssapi-data is base64
    credentials = "Negotiate" 1*SP gssapi-data

    WWW-Authenticate: Negotiate
    Authorization: Negotiate a87421000492aa874209af8bc028

The server asks with the bare scheme; tokens go to and fro until the client is authenticated.
The last of them may come with a 2xx response: a client gives it to GSS-API before it trusts
what it received. The field is parsed whatever the status.

>>> from authheaders import parse_challenges
>>> parse_challenges("Negotiate, NTLM")
[NegotiateChallenge(), NtlmChallenge()]
"""

from __future__ import annotations

from ._encodings import base64_decoded
from ._handshake import HandshakeChallenge, HandshakeCredentials, ntlm_message_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal["initial", "response", "ntlm"]


class NegotiateChallenge(HandshakeChallenge):
    """The bare scheme, or a token that goes on with the handshake (RFC 4559 section 4.1).

    ::

        Negotiate
        Negotiate 749efa7b23409c20b92356

    - ``token``: a token68, or None: a first challenge, or a refusal. It is kept as it came;
      ``decode()`` gives the octets, or ParseError.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, and for
    parameters.

    >>> NegotiateChallenge("oRQwEqADCgEBoQsGCSqGSIL3EgECAg==").kind
    'response'
    """

    __slots__ = ()

    scheme = "Negotiate"
    specification = "RFC 4559"

    @property
    def kind(self) -> Kind | None:
        """What the token looks like: see :attr:`NegotiateCredentials.kind`."""
        return _kind(self.token)


class NegotiateCredentials(HandshakeCredentials):
    """A token of the client (RFC 4559 section 4.2).

    ::

        Negotiate a87421000492aa874209af8bc028

    - ``token``: a token68, kept as it came; ``decode()`` gives the octets, or ParseError.
      Hidden in ``repr``.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all.

    >>> NegotiateCredentials("TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA=").kind
    'ntlm'
    """

    __slots__ = ()

    scheme = "Negotiate"
    specification = "RFC 4559"

    @property
    def kind(self) -> Kind | None:
        """What the token looks like, by its first octets.

        ``initial``, the first token of a GSS-API mechanism, SPNEGO and Kerberos among them;
        ``response``, a NegTokenResp of SPNEGO; ``ntlm``, an NTLM message without any of these
        around it; None for anything else.
        """
        return _kind(self.token)


def _kind(token: str | None) -> Kind | None:
    octets = (token and base64_decoded(token)) or b""
    if octets[:1] == b"\x60":  # [APPLICATION 0] of RFC 2743 section 3.1
        return "initial"
    if octets[:1] == b"\xa1":  # [1] of RFC 4178 section 4.2
        return "response"
    return "ntlm" if ntlm_message_type(token) else None
