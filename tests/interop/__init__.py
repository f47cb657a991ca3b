# SPDX-License-Identifier: MIT
"""Programs that nobody here wrote, where they are installed: clients, servers, libraries."""
