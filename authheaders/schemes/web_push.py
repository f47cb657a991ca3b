# SPDX-License-Identifier: MIT
"""WebPush (drafts -00 and -01 of RFC 8292): the token of ``vapid``, with the key elsewhere.

::

    credentials = "WebPush" 1*SP token68

    Authorization: WebPush eyJ0eXAi....eyJhdWQi....i3CYb7t4...

The key is in another field, ``Crypto-Key: p256ecdsa=...``, which is no authentication field.
The scheme was never registered; push services still take it.

>>> from authheaders import WebPushCredentials
>>> WebPushCredentials.parse("webpush eyJ.eyJ.i3C").token
'eyJ.eyJ.i3C'
"""

from __future__ import annotations

from ._access_token import AccessTokenCredentials


class WebPushCredentials(AccessTokenCredentials):
    """A signed token (draft-ietf-webpush-vapid-01 section 3).

    ::

        WebPush eyJ0eXAi....eyJhdWQi....i3CYb7t4...

    - ``token``: a JWT as a token68; only that it is a token68 is checked. Hidden in ``repr``.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all.

    >>> WebPushCredentials("eyJ.eyJ.i3C").to_header()
    'WebPush eyJ.eyJ.i3C'
    """

    __slots__ = ()

    scheme = "WebPush"
    specification = "draft-ietf-webpush-vapid-01"
    malformed_status = 401
