"""Which item a cell means: O1, o1, O.1, 01, 010, "OIT 10", "1.", O21-3, ๐๑, "ข้อ O12"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from oitcheck.catalogue import Catalogue
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


class Names:
    """The items of a catalogue by their names, Thai or English; a name of two items counts not."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        owners: dict[str, set[str]] = {}
        for item in catalogue.indicators:
            for name in (item.name.th, item.name.en):
                if name:
                    owners.setdefault(key(name), set()).add(item.code)
        self._by_name = {name: codes.pop() for name, codes in owners.items() if len(codes) == 1}
        self._seen: dict[str, str | None] = {}

    def code(self, text: str) -> str | None:
        """The item whose exact name ``text`` is, numbering and code in front left aside."""
        if not text or len(text) > 1000:
            return None
        if text not in self._seen:
            self._seen[text] = self._look(text)
        return self._seen[text]

    def _look(self, text: str) -> str | None:
        whole = self._by_name.get(key(text))
        if whole:
            return whole
        plain = _WORD.sub("", to_arabic(text).strip())
        shorter = re.sub(r"^(?:OIT|O)?\s*\.?\s*\d{1,3}\s*[.):\-–]?\s*", "", plain, flags=re.I)
        return self._by_name.get(key(shorter)) if shorter != text else None
