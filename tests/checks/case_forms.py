"""Procurement forms of sixteen columns, out of the few words of a case file.

``form``: xlsx, csv or html; ``rows``: for each row the words of some columns by their number from
1 (`{ 13 = "" }`: a blank cell in a row that is filled in otherwise; `{ only = "3" }`: a row with
its number alone); ``without``: numbers of columns that are left away.
"""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from oitcheck import form16
from oitcheck.catalogue import Element, Way, Words

ROW = (
    "", "2568", "เทศบาลตำบลหนองขวาง", "เมือง", "ตัวอย่าง", "มหาดไทย", "อปท.", "จ้างซ่อมถนน", "500000",
    "เงินรายได้", "สิ้นสุดสัญญา", "เฉพาะเจาะจง", "498000", "497000", "ร้านตัวอย่าง", "68019000001",
)  # fmt: skip


def element(*, confirmed: bool) -> Element:
    """The element of an item that asks for the form."""
    columns = tuple(beginnings for _, beginnings in form16.COLUMNS)
    way = Way(detector="table", columns=columns)
    return Element("form", Words("ตาราง 16 คอลัมน์ตามแบบ ITA-o12"), confirmed, see=(way,))


def body(given: dict[str, Any]) -> bytes:
    """The bytes of a file."""
    kept = [place for place in range(16) if place + 1 not in given.get("without", [])]
    rows = [[name for name, _ in form16.COLUMNS]]
    rows += [_row(number, row) for number, row in enumerate(given.get("rows", []), 1)]
    cells = [[row[place] for place in kept] for row in rows]
    if given["form"] == "csv":
        return "\n".join("\t".join(row) for row in cells).encode("cp874")
    if given["form"] == "html":
        lines = ("".join(f"<td>{words}</td>" for words in row) for row in cells)
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>".encode()
    book = openpyxl.Workbook()
    book.worksheets[0].title = "ITA-o12"
    for row in cells:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(number: int, given: dict[str, str]) -> list[str]:
    if "only" in given:
        return [given["only"], *[""] * 15]
    row = [str(number), *ROW[1:]]
    for place, words in given.items():
        row[int(place) - 1] = words
    return row
