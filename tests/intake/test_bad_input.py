"""Bad input: one clear line each, good rows kept, never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_cases import AGENCIES, Read, codes, said
from openpyxl import Workbook

from oitcheck.intake import problems
from oitcheck.intake.problems import problem
from oitcheck.model import Origin

FILES = Path(__file__).parent / "files"
U = "https://www.example.go.th/"
HEAD = ["รหัสหน่วยงาน", "หน่วยงาน", "ข้อ", "URL"]


def xlsx(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (r"C:\Users\ita\O1.pdf", "url-local-file"),
        (r"\\nas\ita\O1.pdf", "url-local-file"),
        ("file:///C:/ita/O1.pdf", "url-local-file"),
        ("saraban@example.go.th", "url-email"),
        ("mailto:saraban@example.go.th", "url-email"),
        ("javascript:void(0)", "url-script"),
        ("#", "url-fragment-only"),
        ("ftp://example.go.th/a.pdf", "url-scheme"),
        ("/files/a.pdf", "url-relative"),
        ("https://", "url-no-host"),
        ("ดาวน์โหลด PDF", "url-not-a-url"),
        ("รายงาน.pdf", "url-not-a-url"),
        ("http://exa^mple.go.th/x", "url-bad-host"),
        ("https://u:p@example.go.th/", "url-userinfo"),
        ("ไม่มี", "none-word"),
        ("ไม่มีข้อมูล", "none-word"),
        ("N/A", "none-word"),
        (None, "no-url"),
    ],
)
def test_every_bad_cell_has_its_line_and_the_good_row_stays(
    tmp_path: Path, read: Read, cell: str | None, code: str
) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, ["TT", None, "O1", cell], ["TT", None, "O2", U])
    intake = read(path)
    assert said(intake) == {"tt": {"O2": [U]}}
    assert codes(intake) == [code]
    (line,) = intake.problems
    assert str(line).startswith("a.xlsx:Sheet:2: ")
    assert line.message_th and line.hint_th and not line.kept
    assert (intake.counts.rows, intake.counts.bad_rows) == (2, 1)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://admin:s3cr@t@example.go.th/x", "https://•••@example.go.th/x"),
        ("https:\\\\admin:s3cret@example.go.th/x", "https:\\\\•••@example.go.th/x"),
        ("admin:s3cret@example.go.th/x", "•••@example.go.th/x"),
        ("mailto:saraban@example.go.th", "mailto:saraban@example.go.th"),
        ("https://example.go.th:80/@13.7,100.5", "https://example.go.th:80/@13.7,100.5"),
    ],
)
def test_a_complaint_repeats_no_password(typed: str, shown: str) -> None:
    assert problem("url-userinfo", Origin("a.xlsx"), typed).value == shown


def test_good_urls_beside_a_bad_one_are_kept(tmp_path: Path, read: Read) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, ["TT", None, "O1", f"{U}1\nC:\\a.pdf\n{U}2"])
    intake = read(path)
    assert said(intake) == {"tt": {"O1": [U + "1", U + "2"]}}
    assert codes(intake) == ["url-local-file"]


def test_an_unknown_item_names_the_range_of_the_year(tmp_path: Path, read: Read) -> None:
    intake = read(xlsx(tmp_path / "a.xlsx", HEAD, ["TT", None, "O28", U], ["TT", None, "O1", U]))
    assert said(intake) == {"tt": {"O1": [U]}}
    assert codes(intake) == ["item-unknown"]
    assert "2569" in str(intake.problems[0])
    assert "O1 ถึง O26" in str(intake.problems[0])


def test_an_unknown_agency_is_said_once_with_the_nearest(tmp_path: Path, read: Read) -> None:
    rows = [["XX", "เทศบาลตำบลตัวอยาง", f"O{n}", U] for n in (1, 2, 3)]
    intake = read(xlsx(tmp_path / "a.xlsx", HEAD, *rows, ["NK", None, "O1", U]))
    assert codes(intake) == ["agency-unknown"]
    assert "เทศบาลตำบลตัวอย่าง" in intake.problems[0].hint_th
    assert "3 แถว" in intake.problems[0].message_th
    assert intake.counts.bad_rows == 3
    assert list(said(intake)) == ["nk"]


def test_code_and_name_of_two_agencies_are_a_conflict(tmp_path: Path, read: Read) -> None:
    intake = read(xlsx(tmp_path / "a.xlsx", HEAD, ["TT", "อบต.หนองแก", "O1", U]))
    assert codes(intake) == ["agency-conflict"]
    assert not intake.submissions


def test_no_agency_anywhere(tmp_path: Path, read: Read) -> None:
    intake = read(xlsx(tmp_path / "a.xlsx", ["ข้อ", "URL"], ["O1", U], ["O2", U]))
    assert codes(intake) == ["agency-missing"]


def test_an_empty_registry_grows_once_per_agency(tmp_path: Path, read: Read) -> None:
    own, other = "https://www.nk.go.th/", "https://nk.go.th/"
    rows = [
        ["", "อบต.หนองแก", "O1", own],
        ["๐๑", "อบต.หนองแก", "O2", other],
        ["๐๑", "", "O3", "https://www.facebook.com/nk"],
        ["", "องค์การบริหารส่วนตำบลหนองแก", "O4", own + "4"],
        ["", "เทศบาลตำบลตัวอย่าง", "O1", U],
    ]
    intake = read(xlsx(tmp_path / "a.xlsx", HEAD, *rows), agencies=())
    assert not intake.problems
    first, second = intake.new_agencies
    assert (first.name, first.code, first.grown) == ("อบต.หนองแก", "๐๑", True)
    assert first.hosts == ("www.nk.go.th", "nk.go.th")
    assert second.id.startswith("a") and len(second.id) == 9
    assert set(said(intake)[first.id]) == {"O1", "O2", "O3", "O4"}


def test_contradictions_are_said_and_the_links_kept(tmp_path: Path, read: Read) -> None:
    rows = [
        ["TT", None, "O1", U],
        ["TT", None, "O1", "-"],
        ["TT", None, "O3 ข้อมูลผู้บริหาร", U + "3"],
    ]
    path = xlsx(tmp_path / "a.xlsx", HEAD, *rows)
    intake = read(path)
    assert said(intake) == {"tt": {"O1": [U], "O3": [U + "3"]}}
    assert codes(intake) == ["withdraw-and-links", "item-differs"]
    assert all(one.kept for one in intake.problems)


def test_bad_dates_are_said_and_the_import_time_counts(tmp_path: Path, read: Read) -> None:
    head = [*HEAD, "วันที่ส่ง"]
    rows = [["TT", None, "O1", U, "เมื่อวาน"], ["TT", None, "O2", U, "2027-01-01"]]
    intake = read(xlsx(tmp_path / "a.xlsx", head, *rows))
    assert codes(intake) == ["bad-date", "future-date"]
    assert len(intake.submissions[0].entries) == 2


def empty_zip() -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w"):
        pass
    return body.getvalue()


def zipped(**members: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return body.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOMB = b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><workbook>&d;</workbook>'


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("a.xlsx", b"", "empty-file"),
        ("a.csv", b"\xef\xbb\xbf\r\n", "empty-file"),
        ("a.xlsx", b"PK\x03\x04broken", "broken"),
        ("a.xlsx", empty_zip(), "unknown-type"),
        ("a.zip", zipped(a_xml=b"<a/>"), "unknown-type"),
        ("a.xlsx", zipped(xl__workbook_xml=b"<workbook"), "broken"),
        ("a.xlsx", zipped(xl__workbook_xml=BOMB), "unsafe-xml"),
        ("a.xlsx", zipped(xl__workbook_xml=BOMB.decode().encode("utf-16")), "unsafe-xml"),
        ("a.docx", zipped(word__document_xml=b"<x/>"), "broken"),
        ("a.ods", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "broken"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "broken"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "unknown-type"),
        ("a.pdf", b"%PDF-1.7", "unknown-type"),
        ("a.dat", b"O1,https://www.example.go.th/", "unknown-type"),
        ("a", b"O1,https://www.example.go.th/", "unknown-type"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "unknown-type"),
        ("a.xlsx", b"<html><body>Session expired</body></html>", "html-without-table"),
        ("a.csv", "ชื่อ,โทร\nก,1\n".encode(), "no-heading"),
    ],
)
def test_files_that_cannot_be_read(
    tmp_path: Path, read: Read, name: str, body: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    good = xlsx(tmp_path / "good.xlsx", HEAD, ["TT", None, "O1", U])
    intake = read(path, good)
    assert codes(intake) == [code]
    assert said(intake) == {"tt": {"O1": [U]}}


def test_a_missing_file_and_a_folder(tmp_path: Path, read: Read) -> None:
    assert codes(read(tmp_path / "none.xlsx", tmp_path)) == ["no-file", "no-file"]


def test_empty_sheet_and_document_without_table(tmp_path: Path, read: Read) -> None:
    book = Workbook()
    book.save(tmp_path / "a.xlsx")
    document = docx.Document()
    document.add_paragraph(U)
    document.save(str(tmp_path / "a.docx"))
    assert codes(read(tmp_path / "a.xlsx", tmp_path / "a.docx")) == ["empty-sheet", "no-table"]


def test_a_zip_bomb_is_not_opened(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oitcheck.intake.containers.MAX_UNPACKED", 1_000_000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(xl__workbook_xml=b"<a/>", xl__big_xml=bytes(2_000_000)))
    assert path.stat().st_size < 10_000
    assert codes(read(path)) == ["too-big"]


def test_html_renamed_to_xls_is_read_with_a_notice(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        f"""<html><meta charset="utf-8"><table>
        <tr><th>หน่วยงาน<th>ข้อ<th>ลิงก์</tr>
        <tr><td rowspan=2>เทศบาลตำบลตัวอย่าง<td>O1<td><a href="{U}1">เปิด</a></tr>
        <tr><td>O2<td>{U}2<br>{U}3</tr></table>""",
        encoding="utf-8",
    )
    intake = read(path)
    assert codes(intake) == ["html-inside"]
    assert intake.problems[0].kept
    assert said(intake) == {"tt": {"O1": [U + "1"], "O2": [U + "2", U + "3"]}}


def test_csv_named_xlsx_is_read_with_a_notice(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text(f"หน่วยงาน,ข้อ,URL\nTT,O1,{U}\n", encoding="utf-8")
    intake = read(path)
    assert codes(intake) == ["text-inside"]
    assert said(intake) == {"tt": {"O1": [U]}}


def test_the_same_file_twice_in_one_import_says_it_once(tmp_path: Path, read: Read) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, ["TT", None, "O1", U])
    assert read(path, path).submissions == read(path).submissions


def test_texts_that_look_like_formulas_are_only_texts(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"หน่วยงาน,ข้อ,URL,หมายเหตุ\nTT,O1,{U},\"=cmd|' /C calc'!A0\"\n", encoding="utf-8")
    assert read(path).submissions[0].entries[0].links[0].note == "=cmd|' /C calc'!A0"


def test_every_code_has_words_without_a_hole() -> None:
    facts = dict.fromkeys(
        ("megabytes", "kind", "suffix", "theirs", "ours", "rows", "near", "by_code", "by_name",
         "year", "first", "last", "row", "choices", "column", "columns", "item", "codes", "one",
         "criterion", "level", "exhibits", "name", "state", "other", "earlier", "later", "at",
         "agency", "word", "number", "length"), "x"
    )  # fmt: skip
    for code in problems.CODES:
        line = str(problems.problem(code, problems.Origin("f.xlsx", "s", 3), "v", **facts))
        assert "{" not in line and "\n" not in line


@pytest.mark.parametrize("name", ["rtrda-2568.csv", "old-format.xls", "made.xlsx", "made.docx"])
def test_damaged_files_never_raise(tmp_path: Path, read: Read, name: str) -> None:
    if name == "made.xlsx":
        whole = xlsx(tmp_path / name, HEAD, *[["TT", None, "O1", U]] * 50).read_bytes()
    elif name == "made.docx":
        document = docx.Document()
        document.add_table(rows=3, cols=3).cell(0, 0).text = "ข้อ"
        document.save(str(tmp_path / name))
        whole = (tmp_path / name).read_bytes()
    else:
        whole = (FILES / name).read_bytes()
    dice = random.Random(9)
    path = tmp_path / f"damaged{Path(name).suffix}"
    for _ in range(25):
        body = bytearray(whole[: dice.randrange(1, len(whole))] if dice.random() < 0.4 else whole)
        for _ in range(dice.randrange(1, 30)):
            body[dice.randrange(len(body))] = dice.randrange(256)
        path.write_bytes(bytes(body))
        read(path, agencies=())


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["O1", "ข้อ", "หน่วยงาน", "URL", "-", "ถอน", "ไม่มี", U, f"1) {U}a 2) {U}b", "TT", "=1+1",
         "O1-O3", "#", "www.", "http://", "๑", "หน่วยงาน: TT", "\u200b", "วันที่ส่ง", "31 ก.พ. 2569"]
    ),
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8), st.booleans())
def test_no_table_whatever_raises(
    tmp_path: Path, read: Read, rows: list[list[str]], grown: bool
) -> None:
    path = tmp_path / "a.csv"
    body = "\n".join(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)
    path.write_bytes(("หน่วยงาน,ข้อ,URL,วันที่ส่ง\n" + body).encode("utf-8", "replace"))
    intake = read(path, agencies=() if grown else AGENCIES)
    assert read(path, agencies=() if grown else AGENCIES) == intake
    assert intake.counts.bad_rows <= intake.counts.rows
