# SPDX-License-Identifier: MIT
"""One module for each of ``authheaders.signing``."""
