# SPDX-License-Identifier: MIT
"""ApiKey: a key of Elasticsearch, and of others that took the name.

::

    credentials = "ApiKey" 1*SP token68                ; of Elasticsearch: base64( id ":" key )
    challenge   = "ApiKey" [ 1*SP 1#auth-param ]

    Authorization: ApiKey VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==
    WWW-Authenticate: ApiKey

No RFC has it, and the name is not registered. As other products send keys of their own make,
the key is not taken apart.

>>> from authheaders import parse_credentials
>>> parse_credentials("ApiKey VnVhQ2ZHY0JDZGJr").token
'VnVhQ2ZHY0JDZGJr'
"""

from __future__ import annotations

from ._access_token import AccessTokenCredentials
from ._realm import RealmChallenge


class ApiKeyChallenge(RealmChallenge):
    """What the server asks for; Elasticsearch sends no parameter.

    ::

        ApiKey

    - ``realm``: text or None.
    - ``extensions``: other parameters.

    Raises BuildError for a control character in the realm; ParseError for a token68.

    >>> ApiKeyChallenge().to_header()
    'ApiKey'
    """

    __slots__ = ()

    scheme = "ApiKey"
    specification = "Elasticsearch, no RFC"


class ApiKeyCredentials(AccessTokenCredentials):
    """The key.

    ::

        ApiKey VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==

    - ``token``: a token68, in Elasticsearch base64 of id, colon and key. Hidden in ``repr``.

    Raises BuildError for a token that is no token68; ParseError for that of a peer, for
    parameters, and for no token at all. For keys with other characters there is
    ``GenericCredentials.bare("ApiKey", key)``.

    >>> ApiKeyCredentials("VnVhQ2ZHY0JDZGJr").to_header()
    'ApiKey VnVhQ2ZHY0JDZGJr'
    """

    __slots__ = ()

    scheme = "ApiKey"
    specification = "Elasticsearch, no RFC"
