"""findings.xlsx opens, filters, links and never calculates."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import report_sample as sample

from oitcheck.model import Judgement
from oitcheck.report import write


def make(judgement: Judgement, out: Path) -> Path:
    return write(judgement, out, plan=None, catalogues=[sample.catalogue()]).workbook


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(sample.sample(), tmp_path_factory.mktemp("workbook"))


def test_the_sheets_have_frozen_filtered_headings(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["สรุป", "ข้อค้นพบ", "คะแนนจำลอง"]
    summary, findings, _ = book.worksheets
    assert (summary.freeze_panes, findings.freeze_panes) == ("C4", "C3")
    assert summary.auto_filter.ref == "A3:N12"
    assert findings.auto_filter.ref == f"A2:R{findings.max_row}"
    assert [cell.value for cell in findings[2]][:4] == ["รหัสหน่วยงาน", "หน่วยงาน", "อำเภอ", "ข้อ"]
    assert findings.column_dimensions["K"].width == 46


def test_summary_counts_what_the_judgement_holds(path: Path) -> None:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    row = next(row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] == "5320701")
    assert row[1:] == ("เทศบาลตำบลท่าตูม", "ท่าตูม", "หน่วยรับการประเมิน", 24, 0, 1, 1, 0, 0, 0, 0, 0, 0)


def test_every_finding_has_a_row_and_only_web_addresses_are_links(path: Path) -> None:
    judgement = sample.sample()
    wanted = sum(
        len(verdict.findings) + sum(len(link.findings) for link in verdict.links)
        for agency in judgement.agencies
        for verdict in agency.verdicts
    )
    sheet = openpyxl.load_workbook(path).worksheets[1]
    assert sheet.max_row == wanted + 2
    links = [cell for cell in sheet["K"][2:] if cell.value]
    assert links
    assert all(cell.hyperlink and cell.hyperlink.target == cell.value for cell in links)


def test_texts_that_begin_like_formulas_stay_texts(tmp_path: Path) -> None:
    first, *rest = sample.sample().agencies
    nasty = replace(first, name='=HYPERLINK("http://evil.example";"x")', district="+1", code="@x")
    path = make(replace(sample.sample(), agencies=(nasty, *rest)), tmp_path)
    cells = [
        cell
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value[0] in "=+@"
    ]
    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_the_bytes_carry_no_clock(path: Path, tmp_path: Path) -> None:
    assert make(sample.sample(), tmp_path).read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-05-06T09:30:00Z" in packed.read("docProps/core.xml")


def test_the_mock_scores_are_numbers_on_a_marked_sheet_without_suppliers(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["คะแนนจำลอง"]
    notice = sheet["A1"].value
    for mark in ("(ไม่เป็นทางการ)", "มิใช่ผลการประเมินของสำนักงาน ป.ป.ช.", "น้ำหนักคะแนนเป็นข้อสันนิษฐาน"):
        assert mark in notice
    heads = [cell.value for cell in sheet[3]]
    rows = list(sheet.iter_rows(min_row=4))
    assert len(rows) == 8
    assert all("สำนักงานวัฒนธรรม" not in str(row[1].value) for row in rows)
    (nabua,) = [row for row in rows if row[0].value == "6320105"]
    cells = dict(zip(heads, nabua, strict=True))
    for head, points in {
        "OIT ต่ำสุด": 73.33,
        "OIT ค่าที่น่าจะเป็น": 81.96,
        "OIT สูงสุด": 85.0,
        "ส่วนใน ITA ค่าที่น่าจะเป็น": 32.78,
        "ตัวชี้วัด 10 ค่าที่น่าจะเป็น": 94.78,
    }.items():
        assert cells[head].value == points
        assert cells[head].number_format == "0.00"
    assert str(cells["ข้อที่ต้องแก้ไข (คะแนน ITA ที่จะได้เพิ่ม)"].value).startswith("O12 (2.00), O16 (1.00)")
