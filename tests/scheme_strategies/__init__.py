# SPDX-License-Identifier: MIT
"""One module for each of ``authheaders.schemes``: the messages of a scheme for the tests of all.

Each has two tables by class, which together have every class of the scheme:

- ``MESSAGES``: a hypothesis strategy of messages.
- ``VALUES``: values of the fields that must be given, and of those that lean on others.
"""
