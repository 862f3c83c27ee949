"""The forms that agencies really use, each as a real file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from intake_cases import NOW, Read, codes, said
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import A, P
from openpyxl import Workbook

FILES = Path(__file__).parent / "files"
U = "https://www.example.go.th/"


def xlsx(path: Path, rows: list[list[object]], title: str = "Sheet1") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return book


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_long_form_csv(tmp_path: Path, read: Read, encoding: str, separator: str) -> None:
    lines = [
        ["รหัสหน่วยงาน", "หน่วยงาน", "ตัวชี้วัด", "ลิงก์", "คำอธิบาย", "วันที่ส่ง"],
        ["TT", "เทศบาลตำบลตัวอย่าง", "O1", U + "โครงสร้าง?a=1&b=2", "โครงสร้าง", "2026-05-05 15:30"],
        ["TT", "เทศบาลตำบลตัวอย่าง", "O1", U + "b", "", "2026-05-05 15:30"],
        ["NK", "องค์การบริหารส่วนตำบลหนองแก", "o.2", "www.nk.go.th/a", "", ""],
    ]
    path = tmp_path / "long.csv"
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    intake = read(path)
    assert not intake.problems
    assert said(intake) == {
        "tt": {"O1": [U + "โครงสร้าง?a=1&b=2", U + "b"]},
        "nk": {"O2": ["www.nk.go.th/a"]},
    }
    tt = next(one for one in intake.submissions if one.agency == "tt")
    assert tt.received_at == dt.datetime(2026, 5, 5, 8, 30, tzinfo=dt.UTC)
    link = tt.entries[0].links[0]
    assert (str(link.origin), link.note, link.order) == ("long.csv:2", "โครงสร้าง", 0)
    assert link.url == U + "%E0%B9%82%E0%B8%84%E0%B8%A3%E0%B8%87%E0%B8%AA%E0%B8%A3%E0%B9%89%E0%B8%B2%E0%B8%87?a=1&b=2"  # noqa: E501  # fmt: skip
    assert next(one for one in intake.submissions if one.agency == "nk").received_at == NOW
    assert (intake.counts.rows, intake.counts.links, intake.counts.bad_rows) == (3, 3, 0)


@pytest.mark.parametrize(
    "typed",
    ["O12", "o12", "O.12", "12", "012", "OIT 12", "12.", "O12-3", "๑๒", "ข้อ O12", "ตัวชี้วัดที่ 12",
     "ข้อ ๑๒", "O 12", "Ｏ12", "О12", "O-12", "O12.", "O12 คู่มือการให้บริการ", "12. คู่มือ", "oit12",
     "คู่มือการให้บริการ", "Item 12", "ตัวชี้วัด O12", "12.0", "ข้อที่ 12", "(O12)"],
)  # fmt: skip
def test_codes_as_they_are_typed(tmp_path: Path, read: Read, typed: str) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [["หน่วยงาน", "ข้อ", "URL"], ["เทศบาลตำบลตัวอย่าง", typed, U]])
    intake = read(path)
    assert said(intake) == {"tt": {"O12": [U]}}, [str(one) for one in intake.problems]
    assert not intake.problems


def test_codes_as_numbers_and_with_leading_zero(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["TT", 1, U], ["TT", 2.0, U], ["TT", "03", U], ["TT", "๐๔", U], ["TT", "010", U]]
    xlsx(path, [["รหัสหน่วยงาน", "ตัวชี้วัด", "Link"], *rows])
    assert list(said(read(path))["tt"]) == ["O1", "O2", "O3", "O4", "O10"]


@pytest.mark.parametrize("typed", ["o", "9.1", "2568", "-", "O16-O18", "O16, O17", "โครงสร้าง"])
def test_what_is_no_code_is_said(tmp_path: Path, read: Read, typed: str) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [["รหัสหน่วยงาน", "ตัวชี้วัด", "Link"], ["TT", typed, U]])
    intake = read(path)
    assert not intake.submissions
    assert codes(intake)[0] in ("item-unreadable", "item-several", "item-missing")
    assert str(intake.problems[0]).startswith("a.xlsx:Sheet1:2: ")


def test_a_bullet_before_a_name_is_no_code(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [["หน่วยงาน", "รายการข้อมูล", "URL"], ["TT", "o ข้อมูลผู้บริหาร", U]])
    assert said(read(path)) == {"tt": {"O2": [U]}}


def test_one_sheet_per_agency_with_title_rows(tmp_path: Path, read: Read) -> None:
    book = Workbook()
    first = book.active
    first.title = "อบต.หนองแก"
    first.append(["แบบรายงานการเปิดเผยข้อมูลสาธารณะ ประจำปีงบประมาณ พ.ศ. 2569"])
    first.append([])
    first.append(["ลำดับ", "รายการข้อมูล", "URL"])
    first.append([1, "โครงสร้างและอำนาจหน้าที่", "https://www.nk.go.th/1"])
    second = book.create_sheet("แผ่นสอง")
    second.append(["หน่วยงาน : เทศบาลตำบลตัวอย่าง"])
    second.append(["ข้อ", "ลิงก์ (URL)"])
    second.append(["O2", U + "2"])
    book.create_sheet("Sheet3")
    hidden = book.create_sheet("lists")
    hidden.append(["a"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    intake = read(path)
    assert said(intake) == {"nk": {"O1": ["https://www.nk.go.th/1"]}, "tt": {"O2": [U + "2"]}}
    assert not intake.problems


def test_several_url_columns_under_a_merged_heading(tmp_path: Path, read: Read) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "TT"
    sheet.append(["ข้อ", "รายการข้อมูล", "ลิงก์ (URL)", None, None, "หมายเหตุ"])
    sheet.append([None, None, 1, 2, 3, None])
    sheet.append(["O1", "โครงสร้าง", U + "1", None, U + "3", "หน้าแรก"])
    sheet.append(["O2", "ผู้บริหาร", U + "a", U + "a", "-", None])
    for area in ("A1:A2", "B1:B2", "C1:E1", "F1:F2"):
        sheet.merge_cells(area)
    path = tmp_path / "a.xlsx"
    book.save(path)
    intake = read(path)
    assert said(intake) == {"tt": {"O1": [U + "1", U + "3"], "O2": [U + "a"]}}
    assert not intake.problems
    assert intake.submissions[0].entries[0].links[0].note == "หน้าแรก"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (f"{U}1\n{U}2", [U + "1", U + "2"]),
        (f"{U}1 {U}2", [U + "1", U + "2"]),
        (f"{U}1, {U}2;{U}3", [U + "1", U + "2", U + "3"]),
        (f"1) {U}1 2) {U}2", [U + "1", U + "2"]),
        (f"1. {U}1\n2. www.example.go.th/2", [U + "1", "www.example.go.th/2"]),
        (f"๑) {U}1\n๒) {U}2", [U + "1", U + "2"]),
        (f"- {U}1\n• {U}2", [U + "1", U + "2"]),
        (f"{U}1{U}2", [U + "1", U + "2"]),
        (f"{U}1 และ {U}2", [U + "1", U + "2"]),
        (f"{U}แผน 2568.pdf", [U + "แผน 2568.pdf"]),
        (f"{U}a (หน้า 3)", [U + "a"]),
        (f"({U}a)", [U + "a"]),
        (f"{U}แผน(1).pdf", [U + "แผน(1).pdf"]),
        (f"{U}view?url={U}x.pdf", [f"{U}view?url={U}x.pdf"]),
        (f"https://web.archive.org/web/2020/{U}", [f"https://web.archive.org/web/2020/{U}"]),
        ("example.go.th/1, example.go.th/2", ["example.go.th/1", "example.go.th/2"]),
        (f"{U}1\n{U}1", [U + "1"]),
        (f"{U}p#section", [U + "p#section"]),
        ("http://10.0.0.5/oit http://localhost:8080/", ["http://10.0.0.5/oit", "http://localhost:8080/"]),
        (f"ลิงก์ที่ 1 : {U}1", [U + "1"]),
    ],
)  # fmt: skip
def test_several_urls_in_one_cell(
    tmp_path: Path, read: Read, cell: str, expected: list[str]
) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [["หน่วยงาน", "ข้อ", "URL"], ["TT", "O1", cell]])
    intake = read(path)
    assert said(intake) == {"tt": {"O1": expected}}
    assert not intake.problems


def test_text_beside_a_url_is_kept_as_its_note(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [["หน่วยงาน", "ข้อ", "URL"], ["TT", "O1", f"โครงสร้าง {U}1 ดูหน้า 3"]])
    assert read(path).submissions[0].entries[0].links[0].note == "โครงสร้าง · ดูหน้า 3"


def test_hyperlinks_behind_texts_and_formulas(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsx(
        path,
        [
            ["หน่วยงาน", "ข้อ", "รายการข้อมูล", "URL"],
            ["TT", "O1", "โครงสร้าง", "คลิกที่นี่"],
            ["TT", "O2", "ผู้บริหาร", f'=HYPERLINK("{U}2", "เปิด")'],
            ["TT", "O3", "ติดต่อ", None],
            ["TT", "O4", "ข่าว", U + "4"],
            ["TT", "O5", "แผน", U + "5"],
        ],
    )
    sheet = book.active
    sheet["D2"].hyperlink = U + "1"
    sheet["C4"].hyperlink = U + "3"
    sheet["D5"].hyperlink = U + "4"
    sheet["D6"].hyperlink = U + "old"
    book.save(path)
    intake = read(path)
    assert said(intake) == {"tt": {f"O{n}": [U + str(n)] for n in range(1, 6)}}
    assert codes(intake) == ["hyperlink-differs"]
    assert intake.problems[0].kept
    assert "คลิกที่นี่" in intake.submissions[0].entries[0].links[0].note


def test_merged_agency_and_item_are_filled_down(tmp_path: Path, read: Read) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["หน่วยงาน", "ตัวชี้วัด", "ลิงก์"])
    for number in range(1, 5):
        sheet.append(["เทศบาลตำบลตัวอย่าง" if number == 1 else None, None, U + str(number)])
    sheet["B2"], sheet["B4"] = "O1", "O2"
    sheet.append(["อบต.หนองแก", "O3", "https://www.nk.go.th/5"])
    sheet.append([None, None, "https://www.nk.go.th/6"])
    sheet.append([None, "O4", "https://www.nk.go.th/7"])
    sheet.merge_cells("A2:A5")
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("B4:B5")
    path = tmp_path / "a.xlsx"
    book.save(path)
    intake = read(path)
    assert not intake.problems
    nk = "https://www.nk.go.th/"
    assert said(intake) == {
        "tt": {"O1": [U + "1", U + "2"], "O2": [U + "3", U + "4"]},
        "nk": {"O3": [nk + "5", nk + "6"], "O4": [nk + "7"]},
    }


def test_an_empty_row_ends_the_filling_down_of_an_item(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [["หน่วยงาน", "ข้อ", "URL"], ["TT", "O1", U + "1"], [], ["TT", None, U + "2"]])
    intake = read(path)
    assert said(intake) == {"tt": {"O1": [U + "1"]}}
    assert codes(intake) == ["item-missing"]


def test_lines_between_the_rows_say_whose_they_are(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [
        ["ข้อ", "URL"],
        ["เทศบาลตำบลตัวอย่าง"], ["O1", U + "1"],
        ["หน่วยงาน: อบต.หนองแก"], ["O1", "https://www.nk.go.th/1"],
        ["ข้อ", "URL"], ["O2", "https://www.nk.go.th/2"],
    ])  # fmt: skip
    intake = read(path)
    assert not intake.problems
    assert said(intake)["tt"] == {"O1": [U + "1"]}
    assert list(said(intake)["nk"]) == ["O1", "O2"]


def add_link(paragraph: object, text: str, target: str) -> None:
    relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)  # type: ignore[attr-defined]
    link, run, words = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    link.set(qn("r:id"), relation)
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)  # type: ignore[attr-defined]


def test_docx_tables_with_merged_cells_and_hyperlinks(tmp_path: Path, read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("รายการลิงก์ OIT ปี ๒๕๖๙")
    document.add_paragraph("หน่วยงาน เทศบาลตำบลตัวอย่าง")
    table = document.add_table(rows=4, cols=3)
    for column, text in enumerate(["ข้อ", "รายการข้อมูล", "ลิงก์"]):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "O๑"
    add_link(table.cell(1, 2).paragraphs[0], "คลิก", U + "1")
    table.cell(2, 2).text = f"{U}2\n{U}3"
    table.cell(3, 0).text = "O2"
    table.cell(3, 2).text = U + "4"
    document.add_page_break()
    more = document.add_table(rows=1, cols=3)
    more.cell(0, 0).text, more.cell(0, 2).text = "O3", U + "5"
    path = tmp_path / "a.docx"
    document.save(str(path))
    intake = read(path)
    assert not intake.problems, [str(one) for one in intake.problems]
    assert said(intake) == {
        "tt": {"O1": [U + "1", U + "2", U + "3"], "O2": [U + "4"], "O3": [U + "5"]}
    }
    assert str(intake.submissions[0].entries[0].links[0].origin) == "a.docx:ตาราง 1:2"


def test_ods_with_links_merges_and_repeats(tmp_path: Path, read: Read) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="TT")
    for cells in (["ข้อ", "URL"], ["O1", f"1) {U}1"], [None, A(href=U + "2", text="เปิด")]):
        row = TableRow()
        for index, content in enumerate(cells):
            if content is None:
                row.addElement(CoveredTableCell())
                continue
            merged = index == 0 and content == "O1"
            cell = TableCell(numberrowsspanned=2, numbercolumnsspanned=1) if merged else TableCell()
            paragraph = P(text=content) if isinstance(content, str) else P()
            if not isinstance(content, str):
                paragraph.addElement(content)
            cell.addElement(paragraph)
            row.addElement(cell)
        table.addElement(row)
    blank = TableRow(numberrowsrepeated=1_000_000)
    blank.addElement(TableCell(numbercolumnsrepeated=1000))
    table.addElement(blank)
    document.spreadsheet.addElement(table)
    path = tmp_path / "a.ods"
    document.save(str(path))
    intake = read(path)
    assert not intake.problems
    assert said(intake) == {"tt": {"O1": [U + "1", U + "2"]}}
    assert [link.origin.row for link in intake.submissions[0].entries[0].links] == [2, 3]


def test_xls_with_merges_hidden_hyperlink_and_dates(read: Read) -> None:
    intake = read(FILES / "old-format.xls")
    assert not intake.problems, [str(one) for one in intake.problems]
    assert said(intake) == {"tt": {"O1": [U + "o1", U + "o1-2"], "O2": [U + "o2"]}}
    assert intake.submissions[0].received_at == dt.datetime(2026, 5, 4, 2, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("5 พ.ค. 2569 เวลา 15.30 น.", (2026, 5, 5, 8, 30)),
        ("๕ พฤษภาคม ๒๕๖๙", (2026, 5, 4, 17, 0)),
        ("5 พ.ค. 69", (2026, 5, 4, 17, 0)),
        ("05/05/2569 15:30", (2026, 5, 5, 8, 30)),
        ("2569-05-05 15:30", (2026, 5, 5, 8, 30)),
        ("2026-05-05T15:30", (2026, 5, 5, 8, 30)),
        (dt.datetime(2026, 5, 5, 15, 30), (2026, 5, 5, 8, 30)),
        (dt.date(2026, 5, 5), (2026, 5, 4, 17, 0)),
    ],
)
def test_when_it_came_in(
    tmp_path: Path, read: Read, cell: object, expected: tuple[int, ...]
) -> None:
    path = tmp_path / "a.xlsx"
    xlsx(path, [["รหัสหน่วยงาน", "ข้อ", "URL", "วันที่ส่ง"], ["TT", "O1", U, cell]])
    intake = read(path)
    assert not intake.problems
    assert intake.submissions[0].received_at == dt.datetime(*expected, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]


def test_two_instants_make_two_submissions_a_whole_list_one(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["TT", "O1", U, "2026-05-04"], ["TT", "O2", U, "2026-05-05"]]
    xlsx(path, [["รหัสหน่วยงาน", "ข้อ", "URL", "วันที่ส่ง"], *rows])
    assert [len(one.entries) for one in read(path).submissions] == [1, 1]
    at = dt.datetime(2026, 5, 5, tzinfo=dt.UTC)
    whole = read(path, whole=True, received_at=at).submissions
    assert [(len(one.entries), one.whole, one.received_at) for one in whole] == [(2, True, at)]


def test_dash_and_withdrawal_word_take_back(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["TT", "O1", "-"], ["TT", "O2", " ถอน "], ["TT", "O3", "–"], ["TT", "O4", U]]
    xlsx(path, [["รหัสหน่วยงาน", "ข้อ", "URL"], *rows])
    intake = read(path)
    assert not intake.problems
    assert said(intake) == {"tt": {"O1": [], "O2": [], "O3": [], "O4": [U]}}
    assert [entry.withdrawn for entry in intake.submissions[0].entries] == [True, True, True, False]
    assert intake.counts.withdrawn == 3


def test_a_table_without_heading_is_guessed_from_its_columns(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "TT.xlsx"
    xlsx(path, [["O1", "โครงสร้าง", U + "1"], ["O2", "ผู้บริหาร", U + "2"]])
    assert said(read(path)) == {"tt": {"O1": [U + "1"], "O2": [U + "2"]}}


@pytest.mark.parametrize("name", [FILES / "rtrda-2568.csv"])
def test_a_real_list_imports_whole_into_an_empty_registry(read: Read, name: Path) -> None:
    intake = read(name, agencies=())
    foreign = [one for one in intake.problems if one.code != "item-unknown"]
    assert not foreign
    (agency,) = intake.new_agencies
    assert (agency.id, agency.code, agency.grown) == ("rtrda", "RTRDA", True)
    assert agency.hosts == ("www.rtrda.or.th", "rtrda.or.th")
    assert intake.counts.links + len(intake.problems) == 31


SHARED = Path(__file__).parents[3] / "shared" / "links" / "real-2568.csv"


@pytest.mark.skipif(not SHARED.exists(), reason="the original list is not beside this checkout")
def test_the_original_of_the_real_list_reads_the_same(read: Read) -> None:
    ours, original = read(FILES / "rtrda-2568.csv", agencies=()), read(SHARED, agencies=())
    assert said(original) == said(ours)
    assert codes(original) == codes(ours)
