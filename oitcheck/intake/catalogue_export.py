"""A catalogue as an Excel file, for the people who know the criteria and work in Excel."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from oitcheck.catalogue import Catalogue
from oitcheck.catalogue.write import plain
from oitcheck.errors import OitcheckError
from oitcheck.intake.catalogue_cells import LONGEST, list_cell, lists_cell, text_cell
from oitcheck.intake.catalogue_sheets import GUIDE, SHEETS, TRAIL, YES, Column, Sheet

_FONT = "TH Sarabun New"
_SIZE = 15
_SPARE_ROWS = 300
"""Rows below the last one that have the drop-downs, too, for what is added."""
_LINE_HEIGHT, _TALLEST = 22.0, 400.0
_LETTERS = 0.85
"""Letters of the font for a unit of column width."""
_INK = Side(style="thin", color="B5BCC6")
_BOX = Border(left=_INK, right=_INK, top=_INK, bottom=_INK)
_BAND = PatternFill("solid", fgColor="1F3A5F")
_KEY = PatternFill("solid", fgColor="EEF1F5")
_HOW = (
    "แก้ไขในแผ่นงานถัดไป แล้วนำเข้าด้วย: oitcheck catalogue import ชื่อไฟล์.xlsx",
    "หนึ่งแถวคือหนึ่งเรื่อง เพิ่มหรือลบแถวได้ ห้ามแก้ชื่อแผ่นงานและหัวตาราง เรียงคอลัมน์ใหม่ได้",
    "ช่องที่ใส่ได้หลายค่า ให้ใส่บรรทัดละหนึ่งค่า (ขึ้นบรรทัดใหม่ในช่องด้วย Alt+Enter)",
    "คำที่ต้องพบ และหัวคอลัมน์ของตาราง: ต้องพบทุกบรรทัด คำในบรรทัดเดียวกันคั่นด้วย | ใช้แทนกันได้",
    "โปรแกรมรับคำที่สะกดเพี้ยนจากการสแกนได้เอง (สระ ำ วรรณยุกต์ ช่องว่าง เลขไทย) ไม่ต้องใส่ทุกแบบ",
    "วิธีมองเห็น: หนึ่งแถวคือหนึ่งวิธี องค์ประกอบที่มีหลายแถว พบตามแถวใดแถวหนึ่งก็เพียงพอ",
    "องค์ประกอบที่ไม่มีแถวใน วิธีมองเห็น คือเรื่องที่เจ้าหน้าที่ต้องดูเอง",
    "เปลี่ยนสถานะเป็น ยืนยันแล้ว ได้ เมื่อนำเข้าต้องระบุ --source และ --by เพื่อบันทึกการยืนยัน",
    "แผ่นงาน การยืนยัน มีไว้ดู โปรแกรมเขียนเอง",
    "เครื่องหมาย \\ นำหน้าอักขระพิเศษ: \\\\ คือ \\ เอง, \\n คือขึ้นบรรทัดในค่าเดียวกัน,"
    " \\s คือช่องว่างหัวท้าย, \\| คือ |",
)  # fmt: skip


def catalogue_xlsx(catalogue: Catalogue) -> bytes:
    """The XLSX of ``catalogue``; `read_catalogue` gives the same catalogue back.

    Every text is written as a string, never as a formula or number. Raises `OitcheckError` for a
    text that is longer than a cell of Excel.
    """
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    guide.title = GUIDE
    book.properties.title = f"เกณฑ์การประเมิน OIT ประจำปีงบประมาณ พ.ศ. {catalogue.year}"
    book.properties.creator = "oitcheck"
    ranges = _guide(guide, catalogue)
    data = plain(catalogue)
    for layout in SHEETS:
        sheet = book.create_sheet(layout.title)
        _heading(sheet, layout)
        row = 1
        for row, values in enumerate(_rows(layout.name, data), start=2):
            _row(sheet, row, layout, values)
        _drop_downs(sheet, layout, row + _SPARE_ROWS, ranges)
        _print_set_up(sheet, layout, row)
    # what stands there is a record, so a slip of the finger must not change it
    book[TRAIL.title].protection.sheet = True
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def _rows(name: str, data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The rows of a sheet: the values by column key."""
    head, items = data["catalogue"], data["indicator"]
    if name == "catalogue":
        yield head
    elif name == "sources":
        yield from ({"key": key, "text": text} for key, text in head.get("sources", {}).items())
    elif name == "groups":
        yield from ({"key": key, **words} for key, words in head.get("groups", {}).items())
    elif name == "indicator":
        yield from (_flat(item) for item in items)
    elif name == "element":
        for item in items:
            for element in item.get("element", ()):
                yield {"code": item["code"], **_flat(element)}
    elif name == "see":
        for item in items:
            for element in item.get("element", ()):
                for way in element.get("see", ()):
                    yield {"code": item["code"], "id": element["id"], **way}
    else:
        yield from data["confirmation"]


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            found |= {f"{key}.{inner}": text for inner, text in value.items()}
        else:
            found[key] = value
    return found


def cell_of(column: Column, value: Any) -> str | int:
    """What stands in the cell for a value of the file."""
    if column.manner == "number":
        return int(value)
    if column.manner == "yes":
        return YES if value else ""
    if column.manner == "text":
        return text_cell(value)
    if column.manner == "lists":
        return lists_cell(value)
    entries = [value] if isinstance(value, str) else value
    return list_cell([column.choices.get(entry, entry) for entry in entries])


def _row(sheet: Worksheet, row: int, layout: Sheet, values: Mapping[str, Any]) -> None:
    lines = 1
    for at, column in enumerate(layout.columns, start=1):
        cell: Any = sheet.cell(row, at)
        cell.font = Font(name=_FONT, size=_SIZE, bold=at <= layout.frozen)
        cell.border = _BOX
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if at <= layout.frozen:
            cell.fill = _KEY
        if column.manner != "number":
            cell.number_format = "@"
        if column.key not in values:
            continue
        said = cell_of(column, values[column.key])
        if isinstance(said, str) and len(said) > LONGEST:
            raise OitcheckError(
                f"{layout.title} แถว {row} {column.heading}: ข้อความยาวเกินช่องของ Excel"
                f" ({len(said)} ตัวอักษร)",
                f"ทำให้สั้นกว่า {LONGEST} ตัวอักษร",
            )
        _put(cell, said)
        lines = max(lines, _lines(str(said), column.width))
    sheet.row_dimensions[row].height = min(_TALLEST, _LINE_HEIGHT * lines)


def _put(cell: Any, said: str | int) -> None:
    """A text stays a text, whatever it begins with."""
    if said == "":
        return
    cell.value = said
    if isinstance(said, str):
        cell.data_type = "s"
        if said[0] in "=+-@\t\r'":
            cell.quotePrefix = True


def _lines(text: str, width: float) -> int:
    """Lines that a wrapped text takes; marks above and below a letter take no room."""
    fits = max(1, int(width / _LETTERS))
    return sum(
        max(1, -(-sum(unicodedata.category(one) != "Mn" for one in line) // fits))
        for line in text.split("\n")
    )


def _heading(sheet: Worksheet, layout: Sheet) -> None:
    for at, column in enumerate(layout.columns, start=1):
        cell: Any = sheet.cell(1, at, column.heading)
        cell.font = Font(name=_FONT, size=_SIZE, bold=True, color="FFFFFF")
        cell.fill = _BAND
        cell.border = _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT
    sheet.freeze_panes = f"{get_column_letter(layout.frozen + 1)}2"


def _guide(sheet: Worksheet, catalogue: Catalogue) -> dict[tuple[str, ...], str]:
    """How to fill in, and the words that may be used; returns where each list of words stands."""
    title = f"เกณฑ์การประเมิน OIT ประจำปีงบประมาณ พ.ศ. {catalogue.year} ({catalogue.id})"
    for row, text in enumerate((title, *_HOW), start=1):
        cell: Any = sheet.cell(row, 1, text_cell(text) if row == 1 else text)
        cell.font = Font(name=_FONT, size=_SIZE + 3 if row == 1 else _SIZE, bold=row == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _LINE_HEIGHT * max(1 + (row == 1), _lines(text, 90))
    sheet.column_dimensions["A"].width = 90
    first = len(_HOW) + 3
    ranges: dict[tuple[str, ...], str] = {}
    row = first
    for layout in SHEETS:
        for column in layout.columns:
            if column.hint or column.choices:
                row = _words(sheet, row, layout, column, ranges)
    for number in range(first, row + 1):
        # Thai marks above and below need more than the height that programs give a new row
        sheet.row_dimensions[number].height = _LINE_HEIGHT
    sheet.column_dimensions["B"].width = 44
    sheet.sheet_view.showGridLines = False
    _fit_to_width(sheet)
    return ranges


def _words(
    sheet: Worksheet, row: int, layout: Sheet, column: Column, ranges: dict[tuple[str, ...], str]
) -> int:
    """A column's hint and its words, from ``row`` on; returns the first free row."""
    about: Any = sheet.cell(row, 1, f"{layout.title}: {column.heading}")
    about.font = Font(name=_FONT, size=_SIZE, bold=True)
    if column.hint:
        row += 1
        hint: Any = sheet.cell(row, 1, column.hint)
        hint.font = Font(name=_FONT, size=_SIZE)
    words = tuple(column.choices.values())
    if not words:
        return row + 1
    if words in ranges:
        return row + 1
    for at, word in enumerate(words, start=row):
        cell: Any = sheet.cell(at, 2, word)
        cell.font = Font(name=_FONT, size=_SIZE)
        cell.border = _BOX
        cell.number_format = "@"
    ranges[words] = f"{quote_sheetname(GUIDE)}!$B${row}:$B${row + len(words) - 1}"
    return row + len(words)


def _drop_downs(
    sheet: Worksheet, layout: Sheet, last: int, ranges: Mapping[tuple[str, ...], str]
) -> None:
    for at, column in enumerate(layout.columns, start=1):
        words = tuple(column.choices.values())
        if not words and column.manner != "yes":
            continue
        choice = DataValidation(
            type="list",
            formula1=ranges[words] if words else f'"{YES}"',
            allow_blank=not column.required,
            # several words in a cell are right, so Excel may not refuse what is no single one
            showErrorMessage=column.manner != "words",
            errorTitle=column.heading,
            error="เลือกจากรายการ" if column.required else "เลือกจากรายการ หรือเว้นว่าง",
        )
        letter = get_column_letter(at)
        choice.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(choice)


def _fit_to_width(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _print_set_up(sheet: Worksheet, layout: Sheet, last: int) -> None:
    _fit_to_width(sheet)
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(len(layout.columns))}{max(last, 2)}"
