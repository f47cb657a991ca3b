# SPDX-License-Identifier: MIT
"""What is computed from messages: answers, proofs, and their verification. One file a scheme.

::

    authheaders.signing.digest.verify(credentials, ...)

Nothing here reads or writes a network, a file or a clock that was not asked for; ``schemes``
knows nothing of it, and a vendored copy may leave this folder out.
"""
