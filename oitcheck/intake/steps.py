"""What was done for the steps of a plan, as an Excel sheet that goes out and comes back."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from oitcheck.intake import files
from oitcheck.intake.containers import Refused
from oitcheck.intake.files import guarded
from oitcheck.intake.grid import Cell, Grid, Row
from oitcheck.intake.moments import BANGKOK, moment
from oitcheck.intake.problems import Problem, problem
from oitcheck.model import Origin, StepNote
from oitcheck.plan import STATE_WORDS, Plan, Step, window_words
from oitcheck.thai.format import date as day_words
from oitcheck.thai.mask import mask_citizen_numbers
from oitcheck.thai.people import person_title

_COLUMNS = (
    ("รหัส", 22),
    ("ข้อ", 10),
    ("ขั้นตอน", 48),
    ("ช่วงระยะเวลา (สำนักงาน ป.ป.ช.)", 26),
    ("ช่วงระยะเวลา (จังหวัด)", 26),
    ("สถานะ", 22),
    ("ผลการดำเนินการ", 56),
    ("เอกสาร", 28),
    ("เลขที่", 16),
    ("ลงวันที่", 20),
)
_ID, _STATE = "รหัส", "สถานะ"
_KEPT = ("สถานะ", "ผลการดำเนินการ", "เอกสาร", "เลขที่", "ลงวันที่")
_FIXED = 5
"""So many columns from the left say what the plan says; the others are the office's."""
_HEAD_ROW = 3
_FONT = "TH Sarabun New"
_LINE_HEIGHT, _LETTERS = 24, 0.85
_LINE = Side(style="thin", color="8A8A8A")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HINT = (
    "กรอกคอลัมน์ สถานะ ถึง ลงวันที่ แล้วนำเข้าด้วย: oitcheck step import FILE.xlsx --by ตำแหน่ง "
    "(สถานะเว้นว่าง = ให้ระบบดูจากช่วงเวลาและข้อมูล โปรดไม่ระบุชื่อบุคคล)"
)
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class StepSheet:
    """The notes of a sheet, in the plan's order. Where a problem is not ``kept`` it can't be used
    as a whole: ``notes`` is empty."""

    notes: tuple[StepNote, ...]
    problems: tuple[Problem, ...]


def write_steps(path: Path, plan: Plan, notes: Mapping[str, StepNote]) -> None:
    """Write the sheet: every step and part of ``plan``, with what is kept of it so far."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "ขั้นตอน"
    book.properties.creator = "oitcheck"
    book.properties.title = f"ผลการดำเนินการตามแผน ปีงบประมาณ พ.ศ. {plan.year} {plan.province}"
    for row, text in ((1, book.properties.title), (2, _HINT)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
        _put(sheet, row, 1, text, bold=row == 1)
        sheet.row_dimensions[row].height = _LINE_HEIGHT + 4
    for column, (text, width) in enumerate(_COLUMNS, start=1):
        cell = _put(sheet, _HEAD_ROW, column, text, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[_HEAD_ROW].height = 2 * _LINE_HEIGHT
    row = _HEAD_ROW
    for step in plan.all_steps():
        row += 1
        texts = (*_of_plan(step), *_of_note(notes.get(step.id)))
        for column, text in enumerate(texts, start=1):
            cell = _put(sheet, row, column, text, bold=column == 2)
            if column <= _FIXED:
                cell.fill = PatternFill("solid", fgColor="EEF1F5")
        sheet.row_dimensions[row].height = _height(texts)
    _drop_down(sheet, row)
    _print_set_up(sheet, row)
    book.save(path)


def read_steps(
    path: Path, plan: Plan, holding: Mapping[str, StepNote], by: str, at: datetime
) -> StepSheet:
    """The notes that differ from those ``holding``, or all that is wrong, by file, sheet and row.

    A column that the sheet doesn't have stays as it is held; an empty cell empties it. Steps
    that the sheet doesn't name stay as they are.
    """
    problems: list[Problem] = []
    reader = _Reader(plan, holding, problems, by, at)
    try:
        for grid in files.tables(path, problems):
            reader.read(grid)
    except Refused as refused:
        problems.append(problem(refused.code, Origin(path.name), **refused.facts))
    if not reader.headed and not problems:
        columns = " ".join((_ID, *_KEPT))
        problems.append(problem("step-heading", Origin(path.name), columns=columns))
    if any(not one.kept for one in problems):
        return StepSheet((), tuple(problems))
    order = [step.id for step in plan.all_steps() if step.id in reader.notes]
    return StepSheet(tuple(reader.notes[step] for step in order), tuple(problems))


def nearest(given: str, plan: Plan) -> str:
    """The nearest step to a mistyped id, in words."""
    ids = [step.id for step in plan.all_steps()]
    near = difflib.get_close_matches(given, ids, n=1, cutoff=_NEAR)
    return f"ใกล้เคียงที่สุดคือ {near[0]}" if near else f"ที่มี: {', '.join(ids)}"


def day_of(cell: Cell) -> date | None:
    """The day that a cell gives, a date of Excel's or Thai or ISO text; None for none."""
    found = moment(cell)
    return found.astimezone(BANGKOK).date() if found else None


class _Reader:
    def __init__(
        self,
        plan: Plan,
        holding: Mapping[str, StepNote],
        problems: list[Problem],
        by: str,
        at: datetime,
    ) -> None:
        self.notes: dict[str, StepNote] = {}
        self.headed = False
        self._plan = plan
        self._known = {step.id for step in plan.all_steps()}
        self._holding = holding
        self._problems = problems
        self._by, self._at = by, at
        self._rows: dict[str, int] = {}

    def read(self, grid: Grid) -> None:
        columns: dict[str, int] | None = None
        for row in guarded(iter(grid.rows)):
            if columns is None:
                columns = _heading(row)
                self.headed = self.headed or columns is not None
            else:
                self._row(grid, columns, row)

    def _row(self, grid: Grid, columns: Mapping[str, int], row: Row) -> None:
        where = grid.origin(row.number)
        step = row.text(columns[_ID]).strip()
        cells = {name: row.cells.get(columns[name]) for name in _KEPT if name in columns}
        if not step:
            if any(cell and cell.text for cell in cells.values()):
                self._problems.append(problem("step-missing", where))
            return
        if step not in self._known:
            self._problems.append(
                problem("step-unknown", where, step, near=nearest(step, self._plan))
            )
            return
        if step in self._rows:
            self._problems.append(problem("step-repeated", where, step, row=self._rows[step]))
            return
        self._rows[step] = row.number
        held = self._holding.get(step) or StepNote(step, self._at)
        read = self._note(held, cells, where)
        if read != held:
            self.notes[step] = replace(read, at=self._at, by=self._by)

    def _note(self, held: StepNote, cells: Mapping[str, Cell | None], where: Origin) -> StepNote:
        texts = {name: _text(cell) for name, cell in cells.items()}
        for name, text in texts.items():
            self._problems += personal(text, name, where)
        read = held
        if _STATE in cells:
            read = replace(read, state=self._state(texts[_STATE], where))
        read = replace(
            read,
            result=texts.get("ผลการดำเนินการ", read.result),
            document=texts.get("เอกสาร", read.document),
            number=texts.get("เลขที่", read.number),
        )
        number = cells.get("เลขที่")
        if number is not None and number.at is not None:
            self._problems.append(problem("step-number", where, number.text))
        if "ลงวันที่" in cells:
            cell = cells["ลงวันที่"]
            day = day_of(cell) if cell and texts["ลงวันที่"] else None
            if texts["ลงวันที่"] and day is None:
                self._problems.append(problem("step-date", where, texts["ลงวันที่"]))
            read = replace(read, date=day)
        return read

    def _state(self, given: str, where: Origin) -> str:
        state = state_of(given)
        if state is None:
            choices = ", ".join(STATE_WORDS.values())
            self._problems.append(problem("step-state", where, given, choices=choices))
        return state or ""


def state_of(given: str) -> str | None:
    """``done``, ``doing``, ``not-due`` from its word or the Thai one; empty for nothing given;
    None for a word that is none of them."""
    plain = "".join(given.split()).casefold()
    for state, words in STATE_WORDS.items():
        if plain in (state, words):
            return state
    return None if plain else ""


def personal(text: str, column: str, where: Origin) -> list[Problem]:
    """What must not stand in a note (a citizen number), and what probably shouldn't (a name)."""
    if mask_citizen_numbers(text) != text:
        return [problem("step-citizen", where, mask_citizen_numbers(text), column=column)]
    if person_title(text):
        return [problem("step-person", where, kept=True, column=column)]
    return []


def _heading(row: Row) -> dict[str, int] | None:
    found = {
        "".join(cell.text.split()): column for column, cell in row.cells.items() if not cell.filled
    }
    columns = {
        name: found["".join(name.split())] for name, _ in _COLUMNS if "".join(name.split()) in found
    }
    return columns if _ID in columns and any(name in columns for name in _KEPT) else None


def _text(cell: Cell | None) -> str:
    return "" if cell is None else clean(cell.text)


def clean(text: str) -> str:
    """A note's text as it is kept: lines of their own, no blanks around them, no controls."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.strip() for line in plain.split("\n")).strip()


def _of_plan(step: Step) -> tuple[str, ...]:
    return (
        step.id,
        step.number,
        step.text,
        window_words(step.commission),
        window_words(step.province or step.window),
    )


def _of_note(note: StepNote | None) -> tuple[str, ...]:
    if note is None:
        return ("",) * (len(_COLUMNS) - _FIXED)
    return (
        STATE_WORDS.get(note.state, ""),
        note.result,
        note.document,
        note.number,
        day_words(note.date) if note.date else "",
    )


def _put(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> Any:
    """A text stays a text, whatever it begins with and whatever is typed over it."""
    cell: Any = sheet.cell(row, column)
    cell.font = Font(name=_FONT, size=16, bold=bold)
    cell.border = _BOX
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.number_format = "@"
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
    return cell


def _height(texts: Sequence[str]) -> float:
    lines = 1
    for text, (_, width) in zip(texts, _COLUMNS, strict=True):
        needed = 0
        for line in text.split("\n"):
            wide = sum(unicodedata.category(letter) != "Mn" for letter in line)
            needed += max(1, -(-wide // int(width * _LETTERS)))
        lines = max(lines, needed)
    return min(400, _LINE_HEIGHT * lines + 4)


def _drop_down(sheet: Worksheet, last: int) -> None:
    choice = DataValidation(
        type="list",
        formula1=f'"{",".join(STATE_WORDS.values())}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="สถานะ",
        error="เลือกจากรายการ หรือเว้นว่าง",
    )
    column = get_column_letter(_FIXED + 1)
    choice.add(f"{column}{_HEAD_ROW + 1}:{column}{last}")
    sheet.add_data_validation(choice)


def _print_set_up(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = f"D{_HEAD_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(_COLUMNS))}{last}"
