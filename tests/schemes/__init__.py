# SPDX-License-Identifier: MIT
"""One module for each of ``authheaders.schemes``: what its vectors can't say."""
