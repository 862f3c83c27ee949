"""Codes as people write them: O1, o1, O.1, 01, 010, "OIT 10", "1.", O21-3, ๐๑, "ข้อ O12".

A checklist's codes are written as they stand (4.1, ๔.๑, "เอกสาร 4.1"): `Written`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from oitcheck.thai.digits import to_arabic
from oitcheck.thai.normalise import fold

_OH = str.maketrans({"Ο": "O", "ο": "o", "О": "O", "о": "o", "〇": "O"})
_WORD = re.compile(
    r"^(?:(?:ข้อที่|ข้อ|ตัวชี้วัดย่อยที่|ตัวชี้วัดย่อย|ตัวชี้วัดที่|ตัวชี้วัด|รายการที่|ลำดับที่|ลำดับ|ที่"
    r"|indicator|item|no\.?)\s*[:.]?\s*)+",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–—•●▪■*·]+|[oO](?=\s+[^\d\s.]))\s*")
_CODE = re.compile(
    r"(?:OIT\s*[-.:#]?\s*)?"
    r"(?:(?P<letter>O)\s*[-._:]?\s*)?"
    r"(?P<digits>\d{1,3})"
    r"(?P<part>\s*[-./]\s*\d{1,2}(?!\d))?"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SEVERAL = re.compile(r"O\s*\.?\d+\s*(?:[-–,/&+]|ถึง|และ|กับ)\s*O\s*\.?\d+", re.IGNORECASE)
_EXHIBIT_WORD = re.compile(
    r"^(?:(?:เอกสารหมายเลข|เอกสารเลขที่|เอกสารลำดับที่|เอกสารที่|เอกสาร|หลักฐานที่|หลักฐาน|หมายเลข|เลขที่"
    r"|exhibit|document)\s*[:.]?\s*)+",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?<=\d)\s*\.\s*(?=\d)")
_POINTED = r"\d{1,2}\.\d{1,2}"
_TO = r"\s*(?:[-–,/&+]|ถึง|และ|กับ)\s*"
_MARKS = re.compile(r"(?:[^\w\u0E00-\u0E7F]|_)+")


class SeveralItems(ValueError):
    """The cell names more than one item."""


@lru_cache(maxsize=5000)
def number(text: str) -> int | None:
    """The item's number in a cell that is meant for it; None when there is none.

    A name may follow ("O1 โครงสร้าง"). A group such as 9.1, a bullet "o" and a year are no code.
    Raises `SeveralItems` for "O16-O18".
    """
    plain = to_arabic(unicodedata.normalize("NFKC", text)).translate(_OH).strip()
    if _SEVERAL.search(plain):
        raise SeveralItems(text)
    plain = _WORD.sub("", plain.strip("()[] \t\n\u00a0"))
    match = _CODE.match(plain)
    if not match:
        return None
    lettered = bool(match["letter"]) or plain[:3].upper() == "OIT"
    rest, part = match["rest"], match["part"]
    if rest[:1].isdigit() or (rest[:1].isascii() and rest[:1].isalpha()):
        return None
    if part and not lettered:
        return int(match["digits"]) if part.strip(" -./") == "0" else None
    digits = match["digits"]
    if len(digits) == 3 and digits[0] != "0" and not lettered:
        return None
    if not lettered and rest.strip() and not re.match(r"\s*[.):\-–]|\s+\S", rest):
        return None
    return int(digits)


def code(text: str) -> str | None:
    """`number` as a code: "O12"."""
    found = number(text)
    return None if found is None else f"O{found}"


def key(text: str) -> str:
    """A text for comparing names: folded, without blanks, marks and numbering in front."""
    plain = _BULLET.sub("", fold(text).strip())
    return _MARKS.sub("", plain).casefold()


def without_word(text: str) -> str:
    """``text`` in Arabic digits without the words that may stand in front of a code."""
    return _WORD.sub("", to_arabic(text).strip())


class Written:
    """Codes that are written as they stand in a list, such as a checklist's 1.1 or 3-x."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._codes = {code.casefold(): code for code in codes}
        listed = "|".join(re.escape(code) for code in sorted(self._codes, key=len, reverse=True))
        one = f"(?:{listed}|{_POINTED})" if listed else _POINTED
        # 1.1 is neither 1.10 nor 1.1.2, nor the day 1.1.67
        self._start = re.compile(rf"({one})(?=$|[\s.):\-–ก-๙])(?!\.\d)(?P<rest>.*)", re.DOTALL)
        self._several = re.compile(rf"{one}{_TO}{one}(?![\d.])")

    def code(self, text: str) -> str | None:
        """The code that ``text`` begins with, known or not; None where there is none.

        Raises `SeveralItems` for "2.2-2.5".
        """
        plain = self._plain(text)
        if self._several.match(plain):
            raise SeveralItems(text)
        match = self._start.match(plain)
        return self._codes.get(match[1], match[1]) if match else None

    def rounded(self, text: str) -> str | None:
        """The 4.0 that a spreadsheet may have made this 4 of; a running number looks the same."""
        plain = self._plain(text)
        return self._codes.get(f"{int(plain)}.0") if plain.isdecimal() else None

    def without(self, text: str) -> str:
        """``text`` without a code in front."""
        plain = self._plain(text)
        match = self._start.match(plain)
        return match["rest"].lstrip(" .):-–") if match else plain

    def _plain(self, text: str) -> str:
        plain = unicodedata.normalize("NFKC", to_arabic(text)).strip().strip("()[] \t\n").casefold()
        plain = _WORD.sub("", _EXHIBIT_WORD.sub("", _WORD.sub("", plain)))
        return _POINTS.sub(".", plain.replace("–", "-"))
