"""A catalogue out of the Excel file that `catalogue_export` has written and people have edited."""

from __future__ import annotations

import difflib
import io
import logging
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

from openpyxl import load_workbook

from oitcheck.catalogue import Catalogue, parse_catalogue
from oitcheck.catalogue.write import layout as toml_text
from oitcheck.errors import OitcheckError
from oitcheck.intake.catalogue_cells import cell_list, cell_lists, cell_text
from oitcheck.intake.catalogue_sheets import (
    ELEMENTS,
    GROUPS,
    HEAD,
    ITEMS,
    SHEETS,
    SOURCES,
    TRAIL,
    WAYS,
    YES,
    Column,
    Sheet,
)
from oitcheck.intake.containers import Refused, kind
from oitcheck.intake.problems import problem
from oitcheck.model import Origin
from oitcheck.thai.digits import to_arabic
from oitcheck.toml_reader import BadData, Complaint, Path, lines_of

_log = logging.getLogger(__name__)
_MOST_ROWS, _MOST_COLUMNS = 20_000, 60
_FROM_THE_FILE = {
    "catalogue.groups": f"แผ่นงาน {GROUPS.title}",
    "catalogue.sources": f"แผ่นงาน {SOURCES.title}",
    "unverified": "ยังไม่ยืนยัน",
    "status": "สถานะ",
    "detector": "สิ่งที่มองหา",
    "phrases": "คำที่ต้องพบ",
}


@dataclass(frozen=True, slots=True)
class SheetComplaint:
    """What is wrong in a cell; ``row`` counts from 1 as Excel shows it (0: the whole sheet)."""

    file: str
    sheet: str
    row: int
    column: str
    trouble: str
    hint: str

    def __str__(self) -> str:
        place = [self.file, self.sheet, f"แถว {self.row}" if self.row else "", self.column]
        said = ": ".join(part for part in (*place, self.trouble) if part)
        return f"{said} ({self.hint})" if self.hint else said


def read_catalogue(
    path: File, known_checks: Collection[str] | None = None
) -> tuple[Catalogue | None, tuple[SheetComplaint, ...]]:
    """The catalogue of an XLSX, or None and everything that is wrong in it, by sheet and row.

    Raises `OitcheckError` for a file that is no Excel file or has none of the sheets.
    """
    try:
        body = path.read_bytes()
    except FileNotFoundError:
        raise OitcheckError(f"{path}: ไม่พบไฟล์", "ตรวจสอบชื่อไฟล์") from None
    try:
        found = kind(body, path.suffix)
        if found != "xlsx":
            raise Refused("unknown-type", kind=found)
    except Refused as refused:
        said = problem(refused.code, Origin(path.name), **refused.facts)
        raise OitcheckError(
            f"{path}: {said.message_th}", "ใช้ไฟล์ .xlsx จาก oitcheck catalogue export"
        ) from None
    reader = _Reader(path.name)
    try:
        tables = reader.tables(body)
    except OitcheckError:
        raise
    except Exception:
        # the library raises whatever its parser trips over on a damaged file
        _log.info("reading %s broke off", path.name, exc_info=True)
        raise OitcheckError(
            f"{path}: ไฟล์เสียหาย อ่านไม่ได้", "เปิดด้วย Excel แล้วบันทึกใหม่ หรือส่งออกใหม่"
        ) from None
    data = reader.data(tables)
    if not tables[HEAD.name]:
        return None, tuple(reader.complaints)
    text = toml_text(data)
    try:
        catalogue = parse_catalogue(text, path.name, known_checks)
    except BadData as bad:
        places = {line: place for place, line in sorted(lines_of(text).items(), key=_depth)}
        for complaint in bad.complaints:
            reader.add(complaint, places.get(complaint.line, ()))
        catalogue = None
    complaints = tuple(sorted(reader.complaints, key=lambda one: (_order(one.sheet), one.row)))
    return (None if complaints else catalogue), complaints


def _depth(entry: tuple[Path, int]) -> int:
    return len(entry[0])


def _order(title: str) -> int:
    titles = [sheet.title for sheet in SHEETS]
    return titles.index(title) if title in titles else -1


@dataclass(slots=True)
class _Row:
    number: int
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    file: str
    complaints: list[SheetComplaint] = field(default_factory=list)
    at: dict[Path, tuple[Sheet, int]] = field(default_factory=dict)
    """The row that each table of the TOML text came from."""

    def complain(self, sheet: Sheet, row: int, column: str, trouble: str, hint: str = "") -> None:
        self.complaints.append(SheetComplaint(self.file, sheet.title, row, column, trouble, hint))

    def tables(self, body: bytes) -> dict[str, list[_Row]]:
        with closing(load_workbook(io.BytesIO(body), read_only=True)) as book:
            titles = {title.strip(): title for title in book.sheetnames}
            missing = [sheet.title for sheet in SHEETS if sheet.title not in titles]
            if len(missing) == len(SHEETS):
                raise OitcheckError(
                    f"{self.file}: ไม่ใช่ไฟล์เกณฑ์ ไม่มีแผ่นงาน {', '.join(missing[:3])}",
                    "ใช้ไฟล์จาก oitcheck catalogue export",
                )
            found: dict[str, list[_Row]] = {}
            for sheet in SHEETS:
                found[sheet.name] = []
                if sheet.title in titles:
                    found[sheet.name] = list(self._rows(book[titles[sheet.title]], sheet))
                else:
                    self.complain(sheet, 0, "", "ไม่มีแผ่นงานนี้", "ส่งออกใหม่ แล้วแก้ไขในไฟล์นั้น")
            return found

    def _rows(self, book: Any, sheet: Sheet) -> Iterator[_Row]:
        book.reset_dimensions()
        columns: dict[int, Column] | None = None
        for cells in book.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS):
            filled = [cell for cell in cells if cell.value is not None and cell.value != ""]
            if columns is None:
                columns = self._columns(filled, sheet)
                if columns is None:
                    return
                continue
            known = [(columns[cell.column], cell) for cell in filled if cell.column in columns]
            if not known:
                continue
            row = _Row(known[0][1].row)
            for column, cell in known:
                self._value(sheet, row, column, cell)
            # what is complained of is not also missing
            told = {one.column for one in self.complaints if one.row == row.number}
            for column in columns.values():
                if column.required and column.key not in row.values and column.heading not in told:
                    self.complain(sheet, row.number, column.heading, "ไม่ได้ระบุ", "กรอกช่องนี้")
            yield row

    def _columns(self, cells: list[Any], sheet: Sheet) -> dict[int, Column] | None:
        by_heading = {column.heading: column for column in sheet.columns}
        found: dict[int, Column] = {}
        for cell in cells:
            heading = " ".join(str(cell.value).split())
            column = by_heading.get(heading)
            if column is None:
                near = difflib.get_close_matches(heading, by_heading, n=1)
                hint = f"แก้เป็น {near[0]}" if near else "ลบคอลัมน์นี้ หรือย้ายไปแผ่นงานอื่น"
                self.complain(sheet, cell.row, heading, "ไม่รู้จักหัวตารางนี้", hint)
            elif column in found.values():
                self.complain(sheet, cell.row, heading, "หัวตารางซ้ำ", "ลบคอลัมน์ที่ซ้ำ")
            else:
                found[cell.column] = column
        for column in sheet.columns:
            if column not in found.values():
                self.complain(sheet, 1, column.heading, "ไม่มีหัวตารางนี้", "ใส่คอลัมน์นี้กลับในแถวแรก")
        return found or None

    def _value(self, sheet: Sheet, row: _Row, column: Column, cell: Any) -> None:
        text = self._text(sheet, row.number, column, cell)
        if text is None:
            return
        value: Any = None
        if column.manner == "text":
            value = cell_text(text)
        elif column.manner == "lists":
            value = cell_lists(text)
        elif column.manner == "number":
            digits = to_arabic(text.strip())
            if not re.fullmatch(r"\d{1,6}", digits):
                self.complain(
                    sheet, row.number, column.heading, f"{text!r} ไม่ใช่จำนวนเต็ม", "เช่น 2569"
                )
                return
            value = int(digits)
        else:
            entries = cell_list(text)
            if column.choices or column.manner == "yes":
                choices = column.choices or {"true": YES}
                told = len(self.complaints)
                entries = [self._chosen(sheet, row, column, one, choices) for one in entries]
                if len(self.complaints) > told:
                    return
            if column.manner in ("list", "words"):
                value = entries
            elif len(entries) > 1:
                self.complain(
                    sheet, row.number, column.heading, "มีหลายบรรทัด", "ระบุค่าเดียวในบรรทัดเดียว"
                )
                return
            elif entries:
                value = True if column.manner == "yes" else entries[0]
        if value is not None and value != [] and value != "":
            row.values[column.key] = value

    def _text(self, sheet: Sheet, row: int, column: Column, cell: Any) -> str | None:
        value = cell.value
        if isinstance(value, str) and cell.data_type not in ("f", "e"):
            return value
        if isinstance(value, bool):
            return YES if value and column.manner == "yes" else str(value).upper()
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float) and value.is_integer() and column.manner == "number":
            return str(int(value))
        if isinstance(value, float):
            what = f"{value!r} เป็นตัวเลข Excel อาจตัดศูนย์ท้ายทิ้งแล้ว"
        elif cell.data_type == "f":
            what = "เป็นสูตร"
        elif cell.data_type == "e":
            what = f"{value} เป็นข้อผิดพลาดของ Excel"
        else:
            what = "Excel เปลี่ยนเป็นวันที่หรือเวลา"
        self.complain(sheet, row, column.heading, what, "จัดรูปแบบช่องเป็น ข้อความ (Text) แล้วพิมพ์ใหม่")
        return None

    def _chosen(
        self, sheet: Sheet, row: _Row, column: Column, said: str, choices: Mapping[str, str]
    ) -> str:
        for value, word in choices.items():
            if said in (value, word):
                return value
        near = difflib.get_close_matches(said, list(choices.values()), n=1)
        hint = f"แก้เป็น {near[0]}" if near else f"เลือกจาก {', '.join(choices.values())}"
        self.complain(sheet, row.number, column.heading, f"ไม่มีค่า {said!r}", hint)
        return ""

    def data(self, tables: Mapping[str, list[_Row]]) -> dict[str, Any]:
        """The tables as the TOML file has them, and in ``at`` where each came from."""
        head: dict[str, Any] = {}
        for row in tables[HEAD.name]:
            if head:
                self.complain(HEAD, row.number, "", "มีเกินหนึ่งแถว", "เหลือแถวเดียว")
            head = head or dict(row.values)
            self.at.setdefault(("catalogue",), (HEAD, row.number))
        if not head:
            self.complain(HEAD, 0, "", "ไม่มีแถวของเกณฑ์", "กรอกแถวที่ 2")
        for sheet in (SOURCES, GROUPS):
            head[sheet.name] = self._named(sheet, tables[sheet.name])
        items: dict[str, dict[str, Any]] = {}
        listed: list[dict[str, Any]] = []
        for row in tables[ITEMS.name]:
            item = _nested(row.values)
            self.at["indicator", len(listed)] = (ITEMS, row.number)
            listed.append(item)
            items.setdefault(row.values.get("code", ""), item)
        places = {id(item): ("indicator", at) for at, item in enumerate(listed)}
        elements: dict[tuple[str, str], tuple[dict[str, Any], Path]] = {}
        for row in tables[ELEMENTS.name]:
            code = row.values.pop("code", "")
            owner = items.get(code)
            if owner is None:
                self._no_owner(ELEMENTS, row, "ข้อ", code, ITEMS)
                continue
            inside = owner.setdefault("element", [])
            place: Path = (*places[id(owner)], "element", len(inside))
            self.at[place] = (ELEMENTS, row.number)
            element = _nested(row.values)
            inside.append(element)
            elements.setdefault((code, row.values.get("id", "")), (element, place))
        for row in tables[WAYS.name]:
            code, slug = row.values.pop("code", ""), row.values.pop("id", "")
            if (code, slug) not in elements:
                self._no_owner(WAYS, row, "รหัสองค์ประกอบ", f"{code} {slug}".strip(), ELEMENTS)
                continue
            element, place = elements[code, slug]
            ways = element.setdefault("see", [])
            self.at[*place, "see", len(ways)] = (WAYS, row.number)
            ways.append(row.values)
        for at, row in enumerate(tables[TRAIL.name]):
            self.at["confirmation", at] = (TRAIL, row.number)
        trail = [row.values for row in tables[TRAIL.name]]
        return {"catalogue": head, "indicator": listed, "confirmation": trail}

    def _no_owner(self, sheet: Sheet, row: _Row, column: str, what: str, other: Sheet) -> None:
        if what:
            self.complain(
                sheet,
                row.number,
                column,
                f"ไม่มี {what} ในแผ่นงาน {other.title}",
                "แก้ให้ตรง หรือลบแถวนี้",
            )

    def _named(self, sheet: Sheet, rows: list[_Row]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row in rows:
            key = row.values.pop("key", "")
            if key in found:
                first = sheet.columns[0].heading
                self.complain(sheet, row.number, first, f"{key} มีซ้ำสองแถว", "ลบหรือแก้แถวที่ซ้ำ")
                continue
            found[key] = row.values.get("text", "") if sheet is SOURCES else row.values
            self.at["catalogue", sheet.name, key] = (sheet, row.number)
        return found

    def add(self, complaint: Complaint, path: Path) -> None:
        """A complaint of the parser, at the cell that the line of the text came from."""
        known = [path[:n] for n in range(len(path), 0, -1) if path[:n] in self.at]
        sheet, row = self.at[known[0]] if known else (HEAD, 0)
        key = re.split(r"[:.]\s*", complaint.key)[-1].strip()
        column = sheet.heading(key)
        if any((one.sheet, one.row) == (sheet.title, row) and row for one in self.complaints) and (
            not column or any(one.column == column and one.row == row for one in self.complaints)
        ):
            return
        trouble, hint = complaint.trouble, complaint.hint
        for word, said in _FROM_THE_FILE.items():
            trouble, hint = trouble.replace(word, said), hint.replace(word, said)
        # an example in TOML is of no use in Excel
        hint = "แก้ในช่องนี้" if " = " in hint or "[[" in hint else hint
        self.complain(sheet, row, column, trouble, hint)


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in values.items():
        outer, dot, inner = key.partition(".")
        if dot:
            found.setdefault(outer, {})[inner] = value
        else:
            found[key] = value
    return found
