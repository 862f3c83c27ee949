"""Dates and hours as plans print them: found in a document's text, and what they mean.

Kept apart from `oitcheck.thai.dates` on purpose, so that the data are not proved by the program.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

_MONTH = "(?:" + "|".join(re.escape(name) for name in [*MONTHS, *SHORT]) + ")"
_YEAR = r"(?:พ\.ศ\. ?)?(?:\d{4}|\d\d)(?!\d)"
_DAY = r"(?<!\d)\d{1,2}"
_DATE = rf"{_DAY} {_MONTH}(?: {_YEAR})?"
_TO = r"(?: ?[-–] ?| ถึงวันที่ )"
_BEFORE = rf"(?:(?:ภายใน)?วัน(?:ที่)? ?(?:(?:{'|'.join(WEEKDAYS)})ที่|ที่)? ?|เดือน ?)?"
_HOUR = r"เวลา \d\d?[.:]\d\d น\."
EXPRESSION = re.compile(
    rf"{_BEFORE}(?:(?:{_DATE}|{_DAY}){_TO}{_DATE}|{_DATE}|{_MONTH}{_TO}{_MONTH} {_YEAR}"
    rf"|{_MONTH} {_YEAR})(?: {_HOUR}| เป็นต้นไป)?|{_HOUR}"
)
# what would betray an expression that the pattern above overlooked
_TRACE = re.compile(
    rf"{_MONTH}|เวลา ?\d|\d น\.|\d[.:]\d\d ?น|วัน ?(?:{'|'.join(WEEKDAYS)})|วันที่ ?\d|\d ?นาฬิกา"
)


def plain(text: str) -> str:
    """``text`` with Arabic digits, one space for each run of blanks, and no mark-up."""
    return " ".join(re.sub(r"</?\w+>", " ", text).split()).translate(_DIGITS)


def in_document(path: Path) -> tuple[list[tuple[str, str, str]], list[str]]:
    """The expressions of a document in reading order, each after its step and its column, and
    traces of ones that weren't found.

    A row of a table has tabs between its cells: the step's number stands in the first (a row
    without one goes on with the step before), the column is what the heading says. Other lines
    begin with the number of the document that they name.
    """
    found: list[tuple[str, str, str]] = []
    traces: list[str] = []
    columns: list[str] = []
    step = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        number = re.match(r"[0-9๐-๙]+(?:\.[0-9])?(?![0-9])", cells[0].strip())
        if len(cells) > 1 and cells[0].strip().startswith(("ที่", "ลำดับ")):
            columns = [_column(cell) for cell in cells]
        step = number[0] if number else step
        for place, cell in enumerate(cells):
            text = plain(cell)
            column = columns[place] if len(cells) > 1 else "text"
            found += [(step, column, match[0]) for match in EXPRESSION.finditer(text)]
            traces += _TRACE.findall(EXPRESSION.sub(" ", text))
    return found, traces


def _column(heading: str) -> str:
    if "ระยะเวลา" not in heading:
        return "text"
    if "ป.ป.ช." in heading:
        return "commission"
    return "province" if "จังหวัด" in heading else "window"


def weekday(expression: str) -> str:
    """The weekday that is printed, if one is."""
    match = re.search(rf"({'|'.join(WEEKDAYS)})ที่", expression)
    return match[1] if match else ""


def meaning(expression: str) -> tuple[str, str]:
    """First and last as a plan's TOML writes them, CE; empty where there is none.

    A single day is a window of that one day; with ภายใน or an hour it is an end only, with
    เป็นต้นไป a beginning only.
    """
    text = plain(expression)
    hour = re.search(r"เวลา (\d\d?)[.:](\d\d)", text)
    body = text[: hour.start()] if hour else text
    sides = re.split(_TO, re.sub(rf"^{_BEFORE}", "", body.strip()))
    year = re.findall(r"\d+", sides[-1])[-1]
    last = _written(sides[-1], sides[-1], year)
    first = _written(sides[0], sides[-1], year) if len(sides) > 1 else last
    if hour:
        return "", f"{last}T{int(hour[1]):02}:{hour[2]}"
    if "ภายใน" in text:
        return "", last
    return (first, "") if "เป็นต้นไป" in text else (first, last)


def _written(side: str, whole: str, year_text: str) -> str:
    """``side`` of a range; month and year that it leaves out are those of ``whole``."""
    name = re.search(_MONTH, side) or re.search(_MONTH, whole)
    assert name is not None, whole
    month = (MONTHS if name[0] in MONTHS else SHORT).index(name[0]) + 1
    own = re.search(rf"{_MONTH} (?:พ\.ศ\. ?)?(\d+)", side)
    printed = int(own[1] if own else year_text)
    year = (printed if printed > 100 else printed + 2500) - 543
    day = re.match(r"\d{1,2}", side.strip())
    if day is None:
        return f"{year}-{month:02}"
    return date(year, month, int(day[0])).isoformat()
