# SPDX-License-Identifier: MIT
"""The library of this checkout, whatever else is installed."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import authheaders  # noqa: E402 - the path must come first
from authheaders.registry import ROWS  # noqa: E402
from authheaders.signing import digest  # noqa: E402

__all__ = ["ROOT", "ROWS", "authheaders", "digest"]
