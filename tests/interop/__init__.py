# SPDX-License-Identifier: MIT
"""Tests with programs that nobody here wrote: clients, servers, a proxy, a browser."""
