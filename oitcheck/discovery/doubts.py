"""What only the whole page shows against its rows: a list of another year, links before their
codes, links after the end of the list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from oitcheck import codes
from oitcheck.catalogue import Catalogue, Words
from oitcheck.discovery.names import FEW_LETTERS, alike, letters, nameless
from oitcheck.discovery.units import Anchor, Page, Unit, is_coded
from oitcheck.discovery.years import Years
from oitcheck.thai.digits import to_arabic

_GENERIC = re.compile(
    r"^\W*(?:ดู|คลิก|คลิ๊ก|เปิด|ดาวน์โหลด|ดาวโหลด|ไฟล์|ลิงก์|ลิ้งค์|ลิงค์|link|url|click|view|open|download|"
    r"pdf|docx?|xlsx?|อ่าน|รายละเอียด|เอกสาร|แนบ|หลักฐาน|https?:)",
    re.I,
)
_LIKE, _UNLIKE = 0.42, 0.2
_CONTRADICTIONS = 3
_SHARE = 0.15

Weighed = tuple[float, Words]


class Doubts:
    """``claimed``: numbers of the units that name an item -> its code."""

    def __init__(
        self, page: Page, claimed: Mapping[int, str], catalogue: Catalogue, years: Years
    ) -> None:
        self._names = {one.code: one.name.th for one in catalogue.indicators}
        self._strange = self._is_strange(page, years)
        first, self._last = min(claimed), max(claimed)
        before = page.units[first - 1] if first else None
        after = page.units[self._last + 1 :]
        self._ahead = bool(before and any(one.empty for one in before.anchors)) and not any(
            one.empty for unit in after for one in unit.anchors
        )

    def of(self, item: str, where: str, unit: Unit, anchor: Anchor) -> list[Weighed]:
        """What speaks against a link's row, with its weight."""
        found: list[Weighed] = []
        if self._strange:
            found.append(
                (
                    -0.35,
                    Words(
                        "รหัสหลายข้อในหน้านี้ไม่ตรงกับเกณฑ์ปีนี้ อาจเป็นรายการของปีอื่น",
                        "several codes on the page are not this year's: maybe another year's list",
                    ),
                )
            )
        if where != "above":
            return found
        if self._ahead and anchor.empty:
            found.append(
                (
                    -0.25,
                    Words("ลิงก์อาจอยู่เหนือรหัสข้อถัดไป", "the link may belong to the code below it"),
                )
            )
        if unit.order > self._last and not self._fits(item, anchor.text):
            found.append(
                (
                    -0.20,
                    Words(
                        "อยู่ท้ายรายการ อาจไม่ใช่ของข้อสุดท้าย", "after the last item: maybe not its link"
                    ),
                )
            )
        return found

    def _fits(self, item: str, words: str) -> bool:
        return not words or bool(_GENERIC.match(words)) or alike(words, self._names[item]) >= _LIKE

    def _is_strange(self, page: Page, years: Years) -> bool:
        """Whether too many codes are unknown, or stand before another item's name."""
        coded = against = 0
        for unit in page.units:
            if not is_coded(unit) or len(unit.text) > 400 or years.of_another(unit):
                continue
            try:
                code = codes.code(to_arabic(unit.text))
            except codes.SeveralItems:
                continue
            if code is None:
                continue
            coded += 1
            name = nameless(unit.text)
            if code not in self._names:
                against += 1
            elif len(letters(name)) >= FEW_LETTERS:
                against += alike(name, self._names[code]) < _UNLIKE
        return against >= _CONTRADICTIONS and against >= _SHARE * coded
