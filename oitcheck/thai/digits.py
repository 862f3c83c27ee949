"""Thai and Arabic digits."""

from __future__ import annotations

from typing import Literal

THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(THAI, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI)


def to_arabic(s: str) -> str:
    """``s`` with Thai digits as Arabic ones; every character keeps its place."""
    return s.translate(_TO_ARABIC)


def to_thai(s: str) -> str:
    """``s`` with Arabic digits as Thai ones; every character keeps its place."""
    return s.translate(_TO_THAI)


def script(s: str) -> Literal["thai", "arabic"] | None:
    """Which digits ``s`` is written with; None for no digits, and for both kinds at once."""
    thai = any(character in THAI for character in s)
    arabic = any("0" <= character <= "9" for character in s)
    if thai == arabic:
        return None
    return "thai" if thai else "arabic"
