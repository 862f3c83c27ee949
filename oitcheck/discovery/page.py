"""What a page says about itself: which years its lists are of, and where the list may stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from oitcheck import urls
from oitcheck.discovery.units import Page, is_coded, read
from oitcheck.thai.digits import to_arabic

_MARK = re.compile(
    r"(?:\bO\s?I\s?T\b|\bI\s?T\s?A\b|ITA|OIT|(?<!ส่งเสริม)คุณธรรมและความโปร่งใส|เปิดเผยข้อมูลสาธารณะ|"
    r"open data integrity)",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(25[4-9]\d|20[0-4]\d)(?!\d)")
_IN_ADDRESS = re.compile(r"(?:ita|oit)[-_/ ]*(25[4-9]\d|20[0-4]\d|[67]\d)(?!\d)", re.I)
_REACH = 80
_LEADS = 5
_LIST = 3
"""Items from which on what stands under a year is a list."""
_BARE = re.compile(
    r"\W*(?:ประจำ)?\s*(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*(25[4-9]\d|20[0-4]\d)\W*"
)


def years_named(text: str) -> tuple[int, ...]:
    """Buddhist years of an assessment that a text names: "ITA 2568", "ITA ปี 2025"."""
    plain = to_arabic(text)
    if not _MARK.search(plain) or len(plain) > 4 * _REACH:
        return ()
    found = []
    for mark in _MARK.finditer(plain):
        for year in _YEAR.finditer(plain, max(0, mark.start() - _REACH), mark.end() + _REACH):
            found.append(_buddhist(int(year[1])))
    return tuple(dict.fromkeys(found))


def bare_year(text: str) -> int | None:
    """The Buddhist year that is all a text says: "ปี 2569", "ปีงบประมาณ พ.ศ. ๒๕๖๙"."""
    match = _BARE.fullmatch(to_arabic(text)) if len(text) < _REACH else None
    return _buddhist(int(match[1])) if match else None


def years_of_address(url: str) -> tuple[int, ...]:
    """The same of an address: /ita-2568/, /oit2025, /ITA68."""
    found = _IN_ADDRESS.findall(unquote(url, errors="replace"))
    return tuple(dict.fromkeys(_buddhist(int(year)) for year in found))


def _buddhist(year: int) -> int:
    if year < 100:
        return 2500 + year
    return year + 543 if year < 2400 else year


def marks(page: Page, items: Mapping[int, str]) -> dict[int, tuple[int, ...]]:
    """Units that head a list of a year: number -> years. ``items``: the units that name an item;
    the year in those is that of the item's data."""
    plain = [one for one in page.units if one.order not in items and not is_coded(one)]
    found = {unit.order: named for unit in plain if (named := years_named(unit.text))}
    bare = {unit.order: year for unit in plain if (year := bare_year(unit.text)) is not None}
    ends = sorted({*found, *bare, len(page.units)})
    for order, year in bare.items():
        if order in found:
            continue
        unit = page.units[order]
        opened = {page.starts[one] for one in unit.opens if one in page.starts}
        if opened:
            under = {n for n in items if opened.intersection(page.units[n].inside)}
        elif unit.anchors:
            continue
        else:
            end = next(one for one in ends if one > order)
            under = {n for n in items if order < n < end}
            if _goes_on(items, order):
                continue
        # "2567" over one item's files is the year of the files
        if len({items[n] for n in under}) >= _LIST:
            found[order] = (year,)
    return found


def _goes_on(items: Mapping[int, str], order: int) -> bool:
    """Whether the list only goes on after a unit: the next item is a later one than the last. A
    year between O5 and O6 is that of files of O5; another year's list begins anew."""
    before = [n for n in items if n < order]
    after = [n for n in items if n > order]
    if not before or not after:
        return False
    last, following = (re.sub(r"\D", "", items[n]) for n in (max(before), min(after)))
    return bool(last and following) and int(following) >= int(last)


def leads_on(markup: str, page_url: str, year: int) -> tuple[str, ...]:
    """Pages of the same site that this one sends to for the list of ``year``, the likeliest first;
    at most five."""
    page = read(markup)
    own = urls.registrable(urls.host(page_url))
    found: dict[str, int] = {}
    for unit, anchor in page.anchors:
        target = urls.resolve(page_url, anchor.href)
        if target is None or urls.registrable(urls.host(target)) != own or target == page_url:
            continue
        named = years_named(anchor.text) or years_of_address(target)
        if not named and len(unit.anchors) == 1 and len(unit.text) < 2 * _REACH:
            named = years_named(unit.text)
        if year in named:
            found.setdefault(target, 0)
            found[target] += 2 + bool(years_named(anchor.text))
        elif not named and _MARK.search(anchor.text):
            found.setdefault(target, 1)
    ranked = sorted(found, key=lambda target: -found[target])
    return tuple(ranked[:_LEADS])
