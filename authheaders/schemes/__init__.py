# SPDX-License-Identifier: MIT
"""The typed level: one file a scheme, each loaded when it is first needed."""
