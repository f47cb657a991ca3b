# SPDX-License-Identifier: MIT
"""What holds for all tests: no property fails because the machine is busy."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# On top of what hypothesis itself sets where it finds CI: the same examples each time.
settings.register_profile(
    "unhurried",
    parent=settings(),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")
