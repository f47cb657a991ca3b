# SPDX-License-Identifier: MIT
"""What is computed from messages: one module for each of ``authheaders.signing``."""
