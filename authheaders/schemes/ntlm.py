# SPDX-License-Identifier: MIT
"""NTLM ([MS-NTHT], not registered): three messages that authenticate a connection.

::

    challenge   = "NTLM" [ 1*SP ntlm-data ]    ; ntlm-data is the base64 of an [MS-NLMP] message
    credentials = "NTLM" 1*SP ntlm-data

    WWW-Authenticate: NTLM
    Authorization: NTLM TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA=

The server asks with the bare scheme; the client answers with a message of type 1 (NEGOTIATE),
gets one of type 2 (CHALLENGE), and answers that with type 3 (AUTHENTICATE), all on one
connection. Nothing of a message but its type is read here.

>>> from authheaders import parse_challenges, parse_credentials
>>> parse_challenges("NTLM")
[NtlmChallenge()]
>>> parse_credentials("NTLM TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA=").message_type
1
"""

from __future__ import annotations

from ._handshake import HandshakeChallenge, HandshakeCredentials


class NtlmChallenge(HandshakeChallenge):
    """The bare scheme, or an NTLM message of type 2 ([MS-NTHT] section 2.2).

    ::

        NTLM
        NTLM TlRMTVNTUAACAAAAAAAAAAAoAAABggAAASNFZ4mrze8AAAAAAAAAAAAAAAAAAAAA

    - ``token``: a token68, or None: a first challenge, or a refusal. It is kept as it came;
      ``decode()`` gives the octets, or ParseError; ``message_type`` is 2.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, and for
    parameters.

    >>> NtlmChallenge("TlRMTVNTUAACAAAA").message_type
    2
    """

    __slots__ = ()

    scheme = "NTLM"
    specification = "[MS-NTHT]"


class NtlmCredentials(HandshakeCredentials):
    """An NTLM message of type 1 or 3 ([MS-NTHT] section 2.2).

    ::

        NTLM TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA=

    - ``token``: a token68, kept as it came; ``decode()`` gives the octets, or ParseError;
      ``message_type`` is 1 or 3. Hidden in ``repr``.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all.

    >>> NtlmCredentials("TlRMTVNTUAADAAAA").message_type
    3
    """

    __slots__ = ()

    scheme = "NTLM"
    specification = "[MS-NTHT]"
