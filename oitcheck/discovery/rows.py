"""From a page to rows of a link list.

A link belongs to the item whose code stands in the smallest part of the page around it (its own
words, its row, its list item, the part that a heading folds out); where that part names several
items, to the last one named before it. Confidence adds up what speaks for a row:

- where the code stands: in the link 0.55, in its row or the part folded out 0.50, above it 0.40;
  a number without the letter O counts only beside the item's name, 0.40; the name alone 0.35;
- the words are the item's name: up to +0.25; another item's -0.40; nothing like it -0.25;
- the list is of the wanted year +0.15, of another -0.50; a year in the words that the item does not
  ask for -0.40;
- at least five items on the page +0.10, in order +0.05;
- a link without words -0.25 (a picture -0.10), one text over two links -0.25, a home page, social
  medium or login -0.30, the same link for three items or more -0.20, the item named in two
  places far apart -0.10;
- three codes or more that this year does not have, or that stand before another item's name, make
  the whole list doubtful, -0.35; words after the last item that are not its own -0.20; a link
  without words that may belong to the code below it -0.25.

Above 0.80 (`SURE`) a row needs no second look.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from oitcheck import codes, signs, urls
from oitcheck.catalogue import Catalogue, Indicator, Words
from oitcheck.discovery.doubts import Doubts
from oitcheck.discovery.names import FEW_LETTERS, alike, letters, nameless
from oitcheck.discovery.units import Anchor, Page, Unit, read
from oitcheck.discovery.years import Years
from oitcheck.thai.digits import to_arabic

SURE = 0.80
_WORD = r"(?:ข้อ(?:ที่)?|ตัวชี้วัด(?:ที่|ย่อยที่|ย่อย)?)"
_LETTERED = re.compile(
    rf"^\W*(?:{_WORD}\s*[:.]?\s*)?\(?\s*(?:O\s*[-._]?|OIT\s*[-.:#]?(?:\s*O\s*[-._]?)?)\s*\d", re.I
)
_WORDED = re.compile(rf"^\W*{_WORD}\s*\d", re.I)
_MANY = 5
_STRETCH = 8
_HOPELESS = 0.5
_SAME, _LIKE, _UNLIKE = 0.62, 0.42, 0.2


@dataclass(frozen=True, slots=True)
class Row:
    """``url`` is normalised, empty where the page names the item and leads nowhere. ``words``: the
    link's and its row's. ``reasons``: what spoke for and against it, for people to read."""

    indicator: str
    url: str
    words: str
    confidence: float
    reasons: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """A unit (or a link in it) that names an item. ``how``: lettered, numbered, named. ``beside``:
    what else stands in its row."""

    item: str
    how: str
    order: int
    words: str
    beside: tuple[str, ...] = ()


def discover(markup: str, page_url: str, catalogue: Catalogue) -> tuple[Row, ...]:
    """The rows of a page, in the catalogue's order, the surest of an item first.

    ``markup`` is decoded text. Items that the page does not name at all have no row.
    """
    page = read(markup)
    named = _named(page, catalogue)
    claims = _counting(named)
    if not claims:
        return ()
    scopes = _scopes(page, claims)
    found: list[tuple[Row, int]] = []
    years = Years(page, page_url, catalogue.year, {n: one.item for n, one in named.items()})
    doubts = Doubts(page, {n: one.item for n, one in claims.items()}, catalogue, years)
    listed = {claim.item for claim in claims.values()}
    in_order = _in_order([claims[order].item for order in sorted(claims)])
    for unit, anchor in page.anchors:
        url = urls.resolve(page_url, anchor.href)
        if url is None:
            continue
        claim, where = _belongs(unit, anchor, page, claims, scopes)
        own = _claim_in(anchor.text, catalogue)
        if own is not None and (own.how == "lettered" or claim is None or claim.how != "lettered"):
            claim, where = replace(own, order=unit.order), "link"
        if claim is None:
            continue
        claim, where = _with_row(claim, where, anchor, page, claims)
        row = _row(claim, where, unit, anchor, url, catalogue, years)
        for weight, reason in doubts.of(claim.item, where, unit, anchor):
            row = _more(row, weight, reason)
        if len(listed) >= _MANY:
            row = _more(row, 0.10, Words("หน้านี้แสดงรายการหลายข้อ", "the page lists many items"))
            if in_order:
                row = _more(row, 0.05, Words("", ""))
        found.append((row, claim.order))
    rows = _settled(found)
    given = {row.indicator for row in rows}
    bare = [
        Row(
            item, "", words, 0.0, (Words("หน้านี้ระบุข้อนี้แต่ไม่มีลิงก์", "named on the page without a link"),)
        )
        for item, words in _without_links(claims, given)
    ]
    return tuple(
        sorted([*rows, *bare], key=lambda row: (catalogue.place(row.indicator), -row.confidence))
    )


def _named(page: Page, catalogue: Catalogue) -> dict[int, _Claim]:
    """Claims by the number of their unit."""
    found = {}
    for unit in page.units:
        claim = _claim_in(unit.text, catalogue)
        if claim is None and len(unit.anchors) == 1:
            claim = _claim_in(unit.anchors[0].text, catalogue)
        if claim is not None:
            found[unit.order] = replace(claim, order=unit.order)
    return found


def _counting(found: dict[int, _Claim]) -> dict[int, _Claim]:
    """The claims that count: where the list is written with codes, a name without one is only
    words."""
    lettered = {claim.item for claim in found.values() if claim.how == "lettered"}
    if len(lettered) < _MANY:
        return found
    return {order: claim for order, claim in found.items() if claim.how != "named"}


def _claim_in(text: str, catalogue: Catalogue) -> _Claim | None:
    """The item that a text begins with, or that it is the name of."""
    if not text or len(text) > 400:
        return None
    known = {indicator.code: indicator for indicator in catalogue.indicators}
    plain = to_arabic(text)
    try:
        code = codes.code(plain)
    except codes.SeveralItems:
        return None
    if code in known:
        if _LETTERED.match(plain):
            return _Claim(code, "lettered", 0, text)
        likeness = alike(nameless(plain), known[code].name.th)
        if likeness >= _LIKE or (_WORDED.match(plain) and likeness >= _UNLIKE):
            return _Claim(code, "numbered", 0, text)
    if code is None:
        best, second = _nearest(plain, catalogue)
        if best is not None and second < 0.9 * alike(plain, best.name.th):
            return _Claim(best.code, "named", 0, text)
    return None


def _nearest(text: str, catalogue: Catalogue) -> tuple[Indicator | None, float]:
    """The item whose name a text is, and how like the next one is."""
    ranked = sorted(
        ((alike(text, one.name.th), place) for place, one in enumerate(catalogue.indicators)),
        reverse=True,
    )
    best = ranked[0]
    if best[0] < _SAME + 0.1:
        return None, 0.0
    return catalogue.indicators[best[1]], ranked[1][0] if len(ranked) > 1 else 0.0


def _scopes(page: Page, claims: Mapping[int, _Claim]) -> dict[int, set[int]]:
    """Which units name an item inside each element: element number -> unit numbers. What a unit
    folds out is named by that unit as well."""
    inside: dict[int, set[int]] = defaultdict(set)
    for order in claims:
        unit = page.units[order]
        for element in unit.inside:
            inside[element].add(order)
        for identity in unit.opens:
            start = page.starts.get(identity)
            if start is not None and start not in unit.inside:
                inside[start].add(order)
    return inside


def _belongs(
    unit: Unit,
    anchor: Anchor,
    page: Page,
    claims: Mapping[int, _Claim],
    scopes: Mapping[int, set[int]],
) -> tuple[_Claim | None, str]:
    """The claim that a link falls under, and how near it stands: row or above."""
    if unit.order in claims:
        return claims[unit.order], "row"
    for element in reversed(anchor.inside):
        named = scopes.get(element)
        if not named:
            continue
        items = {claims[order].item for order in named}
        if len(items) == 1:
            order = max((one for one in named if one <= unit.order), default=min(named))
            near = element in page.rows or order <= unit.order
            return claims[order], "row" if near else "above"
        before = [order for order in named if order < unit.order]
        if not before:
            return None, ""
        last = max(before)
        return (claims[last], "above") if _reaches(page, last, unit) else (None, "")
    return None, ""


def _with_row(
    claim: _Claim, where: str, anchor: Anchor, page: Page, claims: Mapping[int, _Claim]
) -> tuple[_Claim, str]:
    """A claim with what else its row says: the code in one cell and the name in the next are one
    claim, at the place of the code."""
    row = next((one for one in reversed(anchor.inside) if one in page.rows), None)
    if row is None:
        return claim, where
    members = [one for one in page.units if row in one.inside]
    named = [claims[one.order] for one in members if one.order in claims]
    if any(one.item != claim.item for one in named):
        return claim, where
    beside = tuple(one.text[:300] for one in members)
    coded = next((one for one in named if one.how == "lettered"), None)
    if coded is not None and claim.how != "lettered":
        return replace(coded, beside=beside), "row"
    return replace(claim, beside=beside), where


def _reaches(page: Page, claimed: int, unit: Unit) -> bool:
    """Whether what stands between a claim and a link lets it reach that far: a heading of the same
    rank, or of a higher one, begins something else."""
    rank = page.units[claimed].heading or 7
    for between in page.units[claimed + 1 : unit.order + 1]:
        if between.heading and between.heading <= rank:
            return False
    return unit.order - claimed <= 40


def _row(
    claim: _Claim,
    where: str,
    unit: Unit,
    anchor: Anchor,
    url: str,
    catalogue: Catalogue,
    years: Years,
) -> Row:
    indicator = next(one for one in catalogue.indicators if one.code == claim.item)
    said = (claim.words, *claim.beside, anchor.text)
    words = " · ".join(dict.fromkeys(filter(None, said)))[:300]
    row = Row(claim.item, url, words, 0.0, ())
    row = _more(row, *_of_place(claim, where))
    row = _more(row, *_of_name(said, indicator, catalogue))
    row = _more(row, *years.of(unit, anchor, said, url, indicator))
    if anchor.empty:
        weight = -0.10 if anchor.picture else -0.25
        row = _more(row, weight, Words("ลิงก์ไม่มีข้อความ", "the link has no words"))
    elif where != "link" and anchor.joined:
        row = _more(row, -0.25, Words("ข้อความเดียวแบ่งเป็นสองลิงก์", "one text over two links"))
    if urls.is_home(url) or signs.service(urls.host(url)) == "Facebook" or signs.door(url):
        row = _more(
            row,
            -0.30,
            Words("เป็นหน้าแรก สื่อสังคมออนไลน์ หรือหน้าเข้าสู่ระบบ", "a home page, social medium or login"),
        )
    return row


def _of_place(claim: _Claim, where: str) -> tuple[float, Words]:
    if claim.how == "named":
        return 0.35, Words("พบชื่อข้อ แต่ไม่มีรหัสข้อ", "the item's name, without its code")
    if claim.how == "numbered":
        return 0.40, Words("พบลำดับที่และชื่อข้อ", "a number and the item's name")
    if where == "link":
        return 0.55, Words("รหัสข้ออยู่ในลิงก์", "the code stands in the link")
    if where == "row":
        return 0.50, Words("รหัสข้ออยู่ในแถวหรือกรอบเดียวกัน", "the code stands in the same row or box")
    return 0.40, Words("รหัสข้ออยู่เหนือลิงก์", "the code stands above the link")


def _of_name(
    said: Sequence[str], indicator: Indicator, catalogue: Catalogue
) -> tuple[float, Words]:
    texts = [bare for text in said if (bare := nameless(text))]
    own = max((alike(text, indicator.name.th) for text in texts), default=0.0)
    long = any(len(letters(text)) >= FEW_LETTERS for text in texts)
    if own >= _SAME:
        return 0.25, Words("ชื่อตรงกับเกณฑ์", "the words are the item's name")
    other = max(
        (alike(text, one.name.th), one.code)
        for one in catalogue.indicators
        for text in texts or ("",)
        if one.code != indicator.code
    )
    if other[0] >= _SAME and other[0] > own + 0.15:
        return -0.40, Words(
            f"ชื่อตรงกับ {other[1]} ของปีนี้ รหัสอาจเป็นของปีอื่น",
            f"the words are the name of {other[1]}: the code may be another year's",
        )
    if own >= _LIKE:
        return 0.15, Words("ชื่อใกล้เคียงกับเกณฑ์", "the words are like the item's name")
    if long and own < _UNLIKE:
        return -0.25, Words("ชื่อไม่เหมือนในเกณฑ์ของปีนี้", "the words are nothing like the item's name")
    return 0.0, Words("", "")


def _more(row: Row, weight: float, words: Words) -> Row:
    reasons = (*row.reasons, words) if words.th else row.reasons
    return replace(row, confidence=row.confidence + weight, reasons=reasons)


def _settled(found: Sequence[tuple[Row, int]]) -> list[Row]:
    """Each URL once for an item, the best way it was found; then what only the whole page shows."""
    best: dict[tuple[str, str], tuple[Row, int]] = {}
    for row, order in found:
        key = (row.indicator, row.url)
        if key not in best or row.confidence > best[key][0].confidence:
            best[key] = (row, order)
    items_of = Counter(url for _, url in best)
    places: dict[str, set[int]] = defaultdict(set)
    for row, order in best.values():
        if row.confidence > _HOPELESS:
            places[row.indicator].add(order)
    settled = []
    for row, _ in best.values():
        if items_of[row.url] >= 3:
            row = _more(row, -0.20, Words("ลิงก์เดียวกันใช้หลายข้อ", "the same link for several items"))
        if _far_apart(places[row.indicator]):
            row = _more(
                row, -0.10, Words("ข้อนี้ปรากฏหลายแห่งในหน้า", "the item stands in several places")
            )
        settled.append(replace(row, confidence=round(min(0.98, max(0.0, row.confidence)), 2)))
    return settled


def _far_apart(orders: set[int]) -> bool:
    """Whether units stand in several stretches of the page (rows of one cell stand together)."""
    return any(later - earlier > _STRETCH for earlier, later in pairwise(sorted(orders)))


def _without_links(claims: Mapping[int, _Claim], given: set[str]) -> list[tuple[str, str]]:
    bare: dict[str, str] = {}
    for order in sorted(claims):
        claim = claims[order]
        if claim.item not in given and claim.how == "lettered":
            bare.setdefault(claim.item, claim.words[:300])
    return list(bare.items())


def _in_order(items: Sequence[str]) -> bool:
    numbers = [int(item[1:]) for item in items if item[1:].isdecimal()]
    steps = [later >= earlier for earlier, later in pairwise(numbers)]
    return len(steps) >= _MANY - 1 and sum(steps) >= 0.9 * len(steps)
