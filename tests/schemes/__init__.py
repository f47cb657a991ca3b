# SPDX-License-Identifier: MIT
"""What cannot be said in the vectors of a scheme: one module for each of ``authheaders.schemes``."""
