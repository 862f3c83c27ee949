"""Serves the province in a box as a process of its own.

    python tests/province/server.py --state 1 --port 0

prints one JSON line ``{"http": port, "https": port, "ca": path}`` when it is ready.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    __package__ = __import__("province").__name__

from .box import Province, main

__all__ = ["Province", "main"]

if __name__ == "__main__":
    raise SystemExit(main())
