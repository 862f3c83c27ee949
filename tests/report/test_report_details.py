"""What a report says of one link beyond its sentence: the date that was taken, the blank cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import report_sample as sample

from oitcheck.checks import procurement_form, registry
from oitcheck.checks.own_dates import REASONS
from oitcheck.model import Fact, Finding
from oitcheck.report import Written, write

URL = "https://www.a.go.th/o12"


def written(folder: Path, *told: Finding) -> Written:
    make = sample.Maker()
    link = replace(make.told(URL, told[0]), findings=told)
    agency = sample.agency("1", "เทศบาลตำบลหนองขวาง", "เมือง", [sample.verdict("O12", [link])])
    judgement = replace(sample.sample(), agencies=(agency,))
    return write(judgement, folder, plan=None, catalogues=[sample.catalogue()])


def page_of(made: Written) -> str:
    (page,) = made.agencies.values()
    return page.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")


def of_form(reason: str, **facts: Fact) -> Finding:
    return procurement_form.META.finding(reason, key="form", facts=facts)


@pytest.mark.parametrize(
    ("reason", "facts", "said"),
    [
        (
            "wrong-year",
            {"found": "2568", "raw": "ประจำปีงบประมาณ พ.ศ. 2568", "why": "in-heading"},
            "ใช้ปีจากข้อความ “ประจำปีงบประมาณ พ.ศ. 2568” (อยู่ในหัวข้อ)",
        ),
        (
            "no-year",
            {"aside": "5 มิถุนายน 2569", "why": "in-ticker"},
            "พบ “5 มิถุนายน 2569” (เป็นวันที่ปัจจุบันหรือนาฬิกาของเว็บไซต์) ซึ่งไม่พอจะถือเป็นปีของข้อมูล",
        ),
        (
            "no-year",
            {"aside": "พฤษภาคม 2569", "why": "visitor-counter"},
            "พบ “พฤษภาคม 2569” (เป็นตัวนับผู้เข้าชมเว็บไซต์) ซึ่งไม่พอจะถือเป็นปีของข้อมูล",
        ),
    ],
)
def test_a_report_says_which_date_was_taken_or_set_aside_and_why(
    tmp_path: Path, reason: str, facts: dict[str, Fact], said: str
) -> None:
    made = written(tmp_path, sample.finding("current", reason, facts={"wanted": "2569", **facts}))
    assert said in page_of(made)
    book = openpyxl.load_workbook(made.workbook)
    cells = [str(cell.value) for row in book.worksheets[1].iter_rows() for cell in row]
    assert any(cell.endswith(f" | {said}") for cell in cells)


def test_blank_cells_stand_by_sheet_procurement_and_column(tmp_path: Path) -> None:
    cells = ["2\tจ้างซ่อมถนน\t12 วิธีการ\t27 ราคากลาง", "4\t\t12 วิธีการ"]
    facts = {"sheet": "ITA-o12", "blanks": 9, "entries": 5, "rows": 7, "cells": cells}
    shown = page_of(written(tmp_path, of_form("blank-cells", **facts)))
    assert "แบบที่เผยแพร่มีช่องที่เว้นว่าง 9 ช่อง ใน 5 จาก 7 รายการ" in shown
    for line in (
        "แผ่นงาน “ITA-o12”",
        "รายการที่ 2 จ้างซ่อมถนน: เว้นว่าง วิธีการ (คอลัมน์ L), ราคากลาง (คอลัมน์ AA)",
        "รายการที่ 4: เว้นว่าง วิธีการ (คอลัมน์ L)",
        "และอีก 3 รายการ",
    ):
        assert f"<bdi>{line}</bdi>" in shown


def test_columns_of_a_page_are_counted_and_missing_headings_named(tmp_path: Path) -> None:
    blank = of_form("blank-cells", sheet="", blanks=1, entries=1, rows=1, cells=["1\tก\t15 สถานะ"])
    headings = of_form("missing-headings", missing=["แหล่งที่มา", "เลขที่โครงการ"], found=14, of=16)
    assert "รายการที่ 1 ก: เว้นว่าง สถานะ (คอลัมน์ 15)" in page_of(written(tmp_path, blank))
    shown = page_of(written(tmp_path, headings))
    assert "ไม่มีหัวคอลัมน์ แหล่งที่มา, เลขที่โครงการ (พบ 14 จาก 16 หัวคอลัมน์)" in shown


def test_no_year_is_not_said_of_what_stands_in_a_foreign_viewer(tmp_path: Path) -> None:
    viewer = sample.finding("not-empty", "foreign-viewer", facts={"viewer": "issuu.com"})
    year = sample.finding("current", "no-year", facts={"wanted": "2569"})
    shown = page_of(written(tmp_path, viewer, year))
    assert "แสดงเอกสารผ่านโปรแกรมของ issuu.com ซึ่งไม่ให้ไฟล์" in shown
    seen = shown.partition('id="technical')[0]
    assert "<dd><bdi>ไม่พบปีที่ระบุชัดเจน" not in seen


def test_every_reason_of_a_date_has_words() -> None:
    assert all(words.th and words.en for words in REASONS.values())
    assert registry.meta("procurement-form") is procurement_form.META
