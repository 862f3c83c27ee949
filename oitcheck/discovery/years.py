"""Which year's list a link stands in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from oitcheck.catalogue import Indicator, Words
from oitcheck.discovery.page import marks, years_named, years_of_address
from oitcheck.discovery.units import Anchor, Page, Unit
from oitcheck.thai.digits import to_arabic

_NUMBER = re.compile(r"(?<!\d)(25[4-9]\d)(?!\d)")


class Years:
    """Which year's list a link stands in."""

    def __init__(self, page: Page, page_url: str, wanted: int, items: Mapping[int, str]) -> None:
        self._wanted = wanted
        self._marks = marks(page, items)
        self._columns = page.columns
        self._page = years_named(page.title) or years_of_address(page_url)
        self._inside: dict[int, set[int]] = defaultdict(set)
        for order in self._marks:
            for element in page.units[order].inside:
                self._inside[element].add(order)
            for identity in page.units[order].opens:
                start = page.starts.get(identity)
                if start is not None:
                    self._inside[start].add(order)

    def of(
        self, unit: Unit, anchor: Anchor, said: Sequence[str], url: str, indicator: Indicator
    ) -> tuple[float, Words]:
        """The weight of the year, and the reason. ``said``: the words around the link."""
        asked = {self._wanted}
        asked |= {
            self._wanted - 1 if word == "N-1" else self._wanted for word in indicator.data_year
        }
        # a link that names its own year answers for itself
        years = _years(anchor.text) or _years(" ".join(said))
        if years and not years & asked and "covers-N" not in indicator.data_year:
            shown = ", ".join(map(str, sorted(years)))
            return -0.40, Words(f"ข้อความระบุปี {shown}", f"the words name {shown}")
        listed = self._listed(unit.order, anchor.inside)
        if not listed:
            listed = set(self._page) or set(years_of_address(url))
        if self._wanted in listed:
            return 0.15, Words(f"อยู่ในรายการปี {self._wanted}", f"in the list of {self._wanted}")
        if listed:
            shown = ", ".join(map(str, sorted(listed)))
            return -0.50, Words(f"อยู่ในรายการปี {shown}", f"in the list of {shown}")
        return 0.0, Words("หน้านี้ไม่ระบุปีของรายการ", "the page names no year of the list")

    def of_another(self, unit: Unit) -> bool:
        """Whether a unit stands in the list of another year than the wanted."""
        listed = self._listed(unit.order, unit.inside)
        return bool(listed) and self._wanted not in listed

    def _listed(self, place: int, inside: Sequence[int]) -> set[int]:
        for element in reversed(inside):
            if element in self._columns:
                return {self._columns[element]}
            named = self._inside.get(element)
            if not named:
                continue
            before = [order for order in named if order <= place]
            if before:
                return set(self._marks[max(before)])
        return set()


def _years(text: str) -> set[int]:
    return {int(year) for year in _NUMBER.findall(to_arabic(text))}
