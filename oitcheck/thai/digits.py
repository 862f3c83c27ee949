"""Thai and Arabic digits."""

from __future__ import annotations

import re
from typing import Literal

THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(THAI, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI)
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:go|or|ac|co)\.th\b", re.IGNORECASE)
_THAI_DIGIT, _ARABIC_DIGIT = re.compile("[๐-๙]"), re.compile("[0-9]")
_NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?![A-Za-z0-9])")


def to_arabic(s: str) -> str:
    """``s`` with Thai digits as Arabic ones; every character keeps its place."""
    # Most texts have none, and to translate one costs as much as ten looks at it.
    return s.translate(_TO_ARABIC) if _THAI_DIGIT.search(s) else s


def to_thai(s: str) -> str:
    """``s`` with Arabic digits as Thai ones; every character keeps its place."""
    return s.translate(_TO_THAI)


def thai_prose(s: str) -> str:
    """``s`` with Thai digits, as in a letter; codes (O12) and addresses stay as they are."""
    return _WORD.sub(
        lambda word: (
            word[0]
            if _ADDRESS.search(word[0])
            else _NUMBER.sub(lambda number: to_thai(number[0]), word[0])
        ),
        s,
    )


def script(s: str) -> Literal["thai", "arabic"] | None:
    """Which digits ``s`` is written with; None for no digits, and for both kinds at once."""
    thai = _THAI_DIGIT.search(s) is not None
    arabic = _ARABIC_DIGIT.search(s) is not None
    if thai == arabic:
        return None
    return "thai" if thai else "arabic"
