"""A link list for people to look over and hand in: what `oitcheck import` reads, and beside it how
sure each row is and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from oitcheck.report import safe
from oitcheck.report.xlsx import Cell, Sheet, Style, pack

HEADINGS = ("รหัสหน่วยงาน", "หน่วยงาน", "ข้อ", "ลิงก์", "คำอธิบาย", "ความมั่นใจ (%)", "เหตุผล")
_WIDTHS = (14, 30, 8, 70, 44, 14, 60)
_FONT = "Tahoma"
_STYLES = {
    "text": Style(wrap=True),
    "unsure": Style(ink="6B4300", fill="FFF3D1", wrap=True),
    "missing": Style(ink="8C1D18", fill="FDE8E6", wrap=True),
    "head": Style(ink="FFFFFF", fill="1D3A5F", bold=True, wrap=True),
}


@dataclass(frozen=True, slots=True)
class Line:
    """``sure``: needs no second look; ``percent`` 0 to 100, None where there is no link."""

    indicator: str
    url: str
    note: str
    percent: int | None
    why: str
    sure: bool


def workbook(
    lines: Sequence[Line], agency_code: str, agency: str, title: str, made: datetime
) -> bytes:
    """One sheet; what a person must look at is coloured. The same lines give the same bytes."""
    sheet = Sheet("ลิงก์", _WIDTHS, head=1, frozen=0)
    sheet.rows.append([Cell(heading, "head") for heading in HEADINGS])
    for line in lines:
        style = "text" if line.sure else "unsure" if line.url else "missing"
        shown = [Cell(safe.line(text), style) for text in _texts(line, agency_code, agency)]
        percent: Cell = Cell(line.percent, style) if line.percent is not None else Cell("", style)
        sheet.rows.append([*shown[:5], percent, shown[5]])
    return pack((sheet,), _STYLES, _FONT, title, made)


def table(lines: Sequence[Line], agency_code: str, agency: str) -> bytes:
    """The same as CSV that Excel opens (UTF-8 with BOM)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for line in lines:
        code, name, item, url, note, why = _texts(line, agency_code, agency)
        percent = "" if line.percent is None else str(line.percent)
        writer.writerow([code, name, item, url, note, percent, why])
    return out.getvalue().encode("utf-8-sig")


def _texts(line: Line, code: str, agency: str) -> tuple[str, str, str, str, str, str]:
    return code, agency, line.indicator, line.url, line.note, line.why
