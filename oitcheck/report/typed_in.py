"""The comparison of what was typed into ITAS with what was handed in, as an Excel file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from oitcheck.itas import Difference, Item, Match, NoteMatch, Pair
from oitcheck.model import Agency, Link
from oitcheck.report import safe
from oitcheck.report.xlsx import Cell, Sheet, Style, pack

MATCH_WORDS: Mapping[Match, str] = {
    Match.SAME: "เหมือนกัน",
    Match.WRITTEN: "เหมือนกัน (เขียนต่างกัน)",
    Match.MOVED: "สลับข้อ",
    Match.CHANGED: "เปลี่ยน",
    Match.MISSING: "ขาดใน ITAS",
    Match.EXTRA: "เกิน (มีใน ITAS แต่ไม่ได้ส่งจังหวัด)",
}
NOTE_WORDS: Mapping[NoteMatch, str] = {
    NoteMatch.NONE: "",
    NoteMatch.SAME: "เหมือนกัน",
    NoteMatch.CHANGED: "คำอธิบายต่างกัน",
    NoteMatch.MISSING: "ไม่มีคำอธิบายใน ITAS",
    NoteMatch.EXTRA: "มีคำอธิบายเฉพาะใน ITAS",
}
DIFFERENCE_WORDS: Mapping[Difference, str] = {
    Difference.SCHEME: "http/https",
    Difference.WWW: "www.",
    Difference.SLASH: "/ ท้าย",
    Difference.FRAGMENT: "ส่วนหลัง #",
    Difference.ENCODING: "การเข้ารหัส %",
}
_FONT = "Tahoma"
_STYLES = {
    "text": Style(wrap=True),
    "flat": Style(),
    "link": Style(ink="0B5394", underline=True),
    "notice": Style(italic=True, line=False),
    "head": Style(ink="FFFFFF", fill="1D3A5F", bold=True, wrap=True),
    "good": Style(ink="1B5E20", fill="E3F3E6", wrap=True),
    "look": Style(ink="6B4300", fill="FFF3D1", bold=True, wrap=True),
}
_GOOD = (Match.SAME, Match.WRITTEN)
_COLUMNS = (
    ("รหัสหน่วยงาน", 14),
    ("หน่วยงาน", 34),
    ("อำเภอ", 16),
    ("ข้อ", 7),
    ("รายการข้อมูล", 34),
    ("ผลการเทียบ", 24),
    ("ลิงก์ (URL) ที่ส่งจังหวัด", 50),
    ("ลิงก์ (URL) ใน ITAS", 50),
    ("ข้อใน ITAS", 9),
    ("เขียนต่างกันที่", 18),
    ("คำอธิบาย", 22),
    ("คำอธิบายที่ส่งจังหวัด", 30),
    ("คำอธิบายใน ITAS", 30),
    ("ผู้ส่งลิงก์", 30),
    ("ตำแหน่งในแบบที่ส่ง", 34),
    ("ตำแหน่งในรายการ ITAS", 34),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One agency's items; a link of another agency in them is a supplier's."""

    agency: Agency
    items: tuple[Item, ...]


ALL_SAME, DIFFERS = "ตรงกันทั้งหมด", "มีรายการที่ต่างกัน"
NOT_TYPED, NOT_HANDED = "ยังไม่มีลิงก์ในรายการ ITAS", "มีในรายการ ITAS แต่ไม่ได้ส่งจังหวัด"
NEITHER = "ไม่มีลิงก์ทั้งสองรายการ"
STANDS = (ALL_SAME, DIFFERS, NOT_TYPED, NOT_HANDED, NEITHER)


def stands_of(one: Compared) -> str:
    """An agency as a whole, one of `STANDS`."""
    pairs = [pair for item in one.items for pair in item.pairs]
    if not pairs:
        return NEITHER
    if all(pair.typed is None for pair in pairs):
        return NOT_TYPED
    if all(pair.handed is None for pair in pairs):
        return NOT_HANDED
    return DIFFERS if any(item.differs for item in one.items) else ALL_SAME


def workbook(
    compared: Sequence[Compared],
    *,
    notice: str,
    item_names: Mapping[str, str],
    agency_names: Mapping[str, str],
    made: datetime,
) -> bytes:
    """Two sheets: an agency a row, and a URL a row. ``item_names`` by code, ``agency_names`` by id.

    The same inputs give the same bytes.
    """
    sheets = (_summary(compared, notice), _list(compared, notice, item_names, agency_names))
    return pack(sheets, _STYLES, _FONT, "เทียบลิงก์ใน ITAS กับที่ส่งจังหวัด", made)


def _summary(compared: Sequence[Compared], notice: str) -> Sheet:
    heads = ["รหัสหน่วยงาน", "หน่วยงาน", "อำเภอ", "สรุป", *MATCH_WORDS.values()]
    heads.append("ข้อที่คำอธิบายต่างกัน")
    sheet = Sheet("สรุป", (16, 44, 20, 26, *(18 for _ in heads[4:])), head=2, frozen=2)
    sheet.rows += [[Cell(notice, "notice")], [Cell(head, "head") for head in heads]]
    for one in compared:
        counted = Counter(pair.match for item in one.items for pair in item.pairs)
        notes = sum(item.note in (NoteMatch.CHANGED, NoteMatch.MISSING) for item in one.items)
        row = [
            Cell(one.agency.code, "flat"),
            Cell(one.agency.name, "text"),
            Cell(one.agency.district, "text"),
            Cell(stands_of(one), "good" if stands_of(one) == ALL_SAME else "look"),
        ]
        for match in Match:
            style = "flat" if not counted[match] else "good" if match in _GOOD else "look"
            row.append(Cell(counted[match], style))
        sheet.rows.append([*row, Cell(notes, "look" if notes else "flat")])
    return sheet


def _list(
    compared: Sequence[Compared],
    notice: str,
    item_names: Mapping[str, str],
    agency_names: Mapping[str, str],
) -> Sheet:
    sheet = Sheet("รายการ", [width for _, width in _COLUMNS], head=2, frozen=2)
    sheet.rows.append([Cell(notice, "notice")])
    sheet.rows.append([Cell(head, "head") for head, _ in _COLUMNS])
    for one in compared:
        for item in one.items:
            for place, pair in enumerate(item.pairs):
                name = item_names.get(item.indicator, "")
                owners = _owners(pair, one.agency, agency_names)
                row = _row(one.agency, item, name, pair, owners, with_note=not place)
                sheet.rows.append(list(row))
    return sheet


def _row(
    agency: Agency, item: Item, name: str, pair: Pair, owners: str, *, with_note: bool
) -> Iterator[Cell]:
    note = item.note if with_note else NoteMatch.NONE
    moved_to = pair.typed.indicator if pair.match is Match.MOVED and pair.typed else ""
    looks = note in (NoteMatch.CHANGED, NoteMatch.MISSING)
    yield Cell(agency.code, "flat")
    yield Cell(agency.name, "text")
    yield Cell(agency.district, "flat")
    yield Cell(item.indicator, "flat")
    yield Cell(name, "text")
    yield Cell(MATCH_WORDS[pair.match], "good" if pair.match in _GOOD else "look")
    yield _address(pair.handed)
    yield _address(pair.typed)
    yield Cell(moved_to, "flat")
    yield Cell(", ".join(DIFFERENCE_WORDS[one] for one in pair.differs), "text")
    yield Cell(NOTE_WORDS[note], "look" if looks else "text")
    yield Cell(item.handed_note if with_note else "", "text")
    yield Cell(item.typed_note if with_note else "", "text")
    yield Cell(owners, "text")
    yield Cell(str(pair.handed.origin) if pair.handed else "", "text")
    yield Cell(str(pair.typed.origin) if pair.typed else "", "text")


def _address(link: Link | None) -> Cell:
    if link is None:
        return Cell("", "flat")
    address = safe.href(link.url)
    return Cell(safe.line(link.given), "link" if address else "flat", address)


def _owners(pair: Pair, agency: Agency, names: Mapping[str, str]) -> str:
    """Who handed the link in, where it was a supplier."""
    if pair.handed is None or pair.handed.agency == agency.id:
        return ""
    return names.get(pair.handed.agency, pair.handed.agency)
