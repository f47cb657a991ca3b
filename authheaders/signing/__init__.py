# SPDX-License-Identifier: MIT
"""What is computed from messages: answers, proofs, and their verification. One file a scheme.

>>> from authheaders.signing import digest
>>> digest.ha1("Mufasa", "testrealm@host.com", "Circle Of Life")
'939e7578ed9e3c518a452acee763bce9'

Nothing here reads or writes a network, a file or a clock that was not asked for; ``schemes``
knows nothing of it, and a vendored copy may leave this folder out.
"""
