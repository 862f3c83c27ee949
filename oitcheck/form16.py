"""The forms ITA-o12 and ITA-o13: a table of procurements with sixteen headings, no cell blank.

The headings are those that are known from published forms; how strictly they are asked for is
decided by the check `procurement-form`, not here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oitcheck.model import Document, Table
from oitcheck.thai.normalise import fold

COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ที่", ("ที่", "ลำดับ", "ลำดับที่")),
    ("ปีงบประมาณ", ("ปีงบประมาณ", "งบประมาณปี", "ปีงบ")),
    ("ชื่อหน่วยงาน", ("ชื่อหน่วยงาน", "หน่วยงาน")),
    ("อำเภอ", ("อำเภอ",)),
    ("จังหวัด", ("จังหวัด",)),
    ("กระทรวง", ("กระทรวง", "ชื่อกระทรวง")),
    ("ประเภทหน่วยงาน", ("ประเภทหน่วยงาน", "ประเภทของหน่วยงาน")),
    ("ชื่อรายการ", ("ชื่อรายการ", "รายการ", "ชื่องาน")),
    ("วงเงิน", ("วงเงิน", "งบประมาณที่ได้รับ", "จำนวนเงินงบประมาณ")),
    ("แหล่งที่มา", ("แหล่งที่มา", "แหล่งงบประมาณ")),
    ("สถานะ", ("สถานะ",)),
    ("วิธีการ", ("วิธีการ", "วิธีจัดซื้อ", "วิธีที่จัดซื้อ", "วิธีซื้อ")),
    ("ราคากลาง", ("ราคากลาง",)),
    ("ราคาที่ตกลง", ("ราคาที่ตกลง", "ราคาตกลง")),
    ("ผู้ได้รับคัดเลือก", ("ผู้ได้รับ", "ผู้ประกอบการ", "ชื่อผู้ประกอบการ", "รายชื่อผู้ประกอบการ")),
    ("เลขที่โครงการ", ("เลขที่โครงการ", "เลขโครงการ")),
)
"""The name of each column, in the order of the form, and how its heading may begin."""

LEAST = 8
"""Headings that make a table one of these forms; with fewer it is some other table."""
_EXACT = frozenset(("ที่", "ลำดับ", "ลำดับที่", "หน่วยงาน", "รายการ"))
_HEAD_ROWS = 40
_LEAST_FILLED = 3
_MAX_HEADING = 90
_MOST_YEARS = 5
_MAX_BLANKS = 10_000
_BEFORE = re.compile(r"^[\s\d().*:/\-]+")
_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\s*\d.:]+")
_AMOUNT = re.compile(r"[\d,]{3,}(?:\.\d+)?")
_NUMBERING = re.compile(r"\(?\d{1,2}[).]?")
_TOTAL = re.compile(r"รวม|ยอดรวม|หมายเหตุ")


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell without content: the column by its name in `COLUMNS`, and the row of `Table.rows`
    from 1 (readers of workbooks leave rows away that are blank altogether). ``place``: the
    column of the table from 1; ``entry``: the how manieth procurement of the form, from 1."""

    column: str
    row: int
    place: int
    entry: int


@dataclass(frozen=True, slots=True)
class Form:
    """A table that is one of the forms. ``table``: its place in `Document.tables` from 0;
    ``page``: number of its sheet or page, 0 where there are none; ``heading_row`` from 1;
    ``rows``: procurements listed; ``blanks``: at most 10,000. ``names``: of each procurement what
    it is called, empty where the form doesn't say. ``bare``: the numbers of rows in which only
    the number is filled in, as the form has them. ``years``: what stands in the column of the
    fiscal year, each once, at most five."""

    table: int
    page: int
    heading_row: int
    missing: tuple[str, ...]
    rows: int
    blanks: tuple[Blank, ...]
    names: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @property
    def blanks_per_column(self) -> dict[str, int]:
        """Number of blank cells of each column that has any, in the order of the form."""
        counts = Counter(blank.column for blank in self.blanks)
        return {name: counts[name] for name, _ in COLUMNS if counts[name]}


def forms(document: Document) -> tuple[Form, ...]:
    """The tables of a document that are filled-in forms, in their order."""
    found = (_form(index, table) for index, table in enumerate(document.tables))
    return tuple(form for form in found if form is not None)


def _form(index: int, table: Table) -> Form | None:
    places: dict[str, int] = {}
    first = last = 0
    for number in range(min(len(table.rows), _HEAD_ROWS)):
        one = _places([table.rows[number]])
        lower = table.rows[number + 1] if number + 1 < len(table.rows) else ()
        two = {} if _has_amounts(lower) else _places([table.rows[number], lower])
        for given, end in ((one, number), (two, number + 1)):
            # A title above the headings is none of them.
            alone = len(given) == len(places) and end == number and last > first
            if len(given) > len(places) or (places and alone):
                places, first, last = given, number, end
    if len(places) < LEAST:
        return None
    heading = table.rows[first : last + 1]
    names: list[str] = []
    blanks: list[Blank] = []
    bare: list[str] = []
    years: dict[str, None] = {}
    for number, row in enumerate(table.rows[last + 1 :], last + 2):
        if row in heading:
            continue
        if not _lists_one(row, places):
            bare += filter(None, [_only_number(row, places)])
            continue
        if "ปีงบประมาณ" in places and len(years) < _MOST_YEARS:
            years[_cell(row, places["ปีงบประมาณ"])] = None
        names.append(_cell(row, places["ชื่อรายการ"]) if "ชื่อรายการ" in places else "")
        blanks += (
            Blank(name, number, place + 1, len(names))
            for name, place in places.items()
            if not _cell(row, place)
        )
    order = [name for name, _ in COLUMNS]
    missing = tuple(name for name in order if name not in places)
    return Form(
        index,
        table.page,
        first + 1,
        missing,
        len(names),
        tuple(blanks[:_MAX_BLANKS]),
        tuple(names),
        tuple(bare),
        tuple(years),
    )


def _places(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The column of each heading in one row or two: where a heading is merged over several
    columns, the row below it names them."""
    found: dict[str, int] = {}
    for place in range(max(map(len, rows))):
        cells = [_cell(row, place) for row in rows]
        for words in (*reversed(cells), "".join(cells)):
            name = named(words)
            if name and name not in found:
                found[name] = place
                break
    return {name: found[name] for name, _ in COLUMNS if name in found}


def named(heading: str) -> str:
    """The column of `COLUMNS` that a heading names, empty for none: the longest beginning
    decides."""
    words = _REMARK.sub("", _BEFORE.sub("", fold(heading[:_MAX_HEADING])))
    best, size = "", 0
    for name, beginnings in COLUMNS:
        for beginning in beginnings:
            fits = words == beginning if beginning in _EXACT else words.startswith(beginning)
            if fits and len(beginning) > size:
                best, size = name, len(beginning)
    return best


def _lists_one(row: Sequence[str], places: dict[str, int]) -> bool:
    """Whether a row is a procurement: neither the numbers of the columns, a total, a remark, nor a
    row of which nothing but its number is filled in."""
    cells = [_cell(row, place) for name, place in places.items() if name != "ที่"]
    filled = [cell for cell in cells if cell]
    if len(filled) < _LEAST_FILLED or all(_NUMBERING.fullmatch(fold(cell)) for cell in filled):
        return False
    first = next((cell for cell in row if cell.strip()), "")
    return not _TOTAL.match(fold(first)) and not len(_places([row])) >= LEAST


def _only_number(row: Sequence[str], places: dict[str, int]) -> str:
    """The number of a row that has nothing else; empty for any other row."""
    number = _cell(row, places["ที่"]) if "ที่" in places else ""
    alone = sum(bool(cell.strip()) for cell in row) == 1
    return number if alone and _NUMBERING.fullmatch(fold(number)) else ""


def _has_amounts(row: Sequence[str]) -> bool:
    return any(_AMOUNT.fullmatch(fold(cell)) for cell in row)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip(" \u200b\u00a0") if place < len(row) else ""
