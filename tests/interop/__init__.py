# SPDX-License-Identifier: MIT
"""Against other implementations, where they are installed: one module for each."""
