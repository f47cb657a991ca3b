# SPDX-License-Identifier: MIT
"""Other libraries read what this one writes, and the other way round, where they are installed."""
