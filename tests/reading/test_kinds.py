"""Real files of every kind (tests/reading/kinds, made by tools/make_kinds.py): whole, locked, under
another's name, cut off at every sixteenth, emptied."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from oitcheck import form16, reading
from oitcheck.form16 import Blank
from oitcheck.model import Document

HERE = Path(__file__).parent
KINDS = HERE / "kinds"
LETTER, WORKBOOK = "แผนปฏิบัติการป้องกันการทุจริต", "จัดซื้อ ม.ค. 69"
DECLARED = {
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
    "png": "image/png",
    "zip": "application/zip",
    "bin": "application/octet-stream",
}


def file(name: str) -> bytes:
    return (KINDS / name).read_bytes()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (300, 200), 255).save(out, "PNG")
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("แผน.docx", file("letter.docx"))
        made.writestr("จัดซื้อ.xls", file("workbook.xls"))
    return out.getvalue()


BODIES: dict[str, tuple[str, bytes]] = {
    **{
        name.rpartition(".")[2]: (name.rpartition(".")[2], file(name))
        for name in (
            "letter.odt",
            "letter.docx",
            "letter.doc",
            "letter.rtf",
            "letter.pdf",
            "workbook.ods",
            "workbook.xlsx",
            "workbook.xls",
            "slides.pptx",
        )
    },
    "html": ("html", (HERE / "pages" / "joomla4.html").read_bytes()),
    "csv": ("text", "ที่;รายการ;วันที่\n1;ซื้อวัสดุ;5 พ.ค. 2569\n2;จ้าง;6 พ.ค. 2569\n".encode("cp874")),
    "png": ("image", picture()),
    "zip": ("zip", archive()),
}
"""By extension: the media word of `sniff`, and a body."""


def read(body: bytes, name: str = "", declared: str = "") -> Document:
    media = reading.sniff(body, declared, name)
    document = reading.read(body, media, sha256="0", reader="test", name=name)
    for part in (*document.blocks, *document.pages, *document.tables):
        assert 0 <= part.start <= part.end <= len(document.text)
    assert reading.codec.loads(reading.codec.dumps(document)) == document
    return document


@pytest.mark.parametrize("kind", ["odt", "docx", "rtf", "pdf"])
def test_a_letter_gives_the_same_words_whatever_wrote_it(kind: str) -> None:
    document = read(file(f"letter.{kind}"))
    lines = document.text.split("\n")
    assert lines[0] == LETTER and lines[-1] == "ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2569"
    if kind != "pdf":
        assert document.tables[0].rows[2][1:3] == ("ประชาสัมพันธ์ช่องทางร้องเรียน", "5,000.00")
    assert "2026-01-05" in [str(found.first) for found in document.dates]


@pytest.mark.parametrize("kind", ["ods", "xlsx", "xls"])
def test_a_workbook_gives_each_sheet_with_its_own_rows(kind: str) -> None:
    document = read(file(f"workbook.{kind}"))
    assert [page.label for page in document.pages] == [WORKBOOK, "สรุป"]
    first, second = document.tables
    assert first.rows[2][1] == "จ้างซ่อมเครื่องปรับอากาศ" and len(first.rows) == 4
    assert second.rows[1] == ("ธันวาคม ๒๕๖๘", "๗", "๑๑๒,๔๐๐.๐๐") and len(second.rows) == 3
    shown = [document.text[page.start : page.end] for page in document.pages]
    assert "ธันวาคม" not in shown[0] and shown[1].startswith("เดือน\t")


@pytest.mark.parametrize("kind", ["ods", "xlsx", "xls"])
def test_the_form_of_o12_is_known_in_every_kind_of_workbook(kind: str) -> None:
    (form,) = form16.forms(read(file(f"form.{kind}")))
    assert (form.missing, form.rows, form.blanks) == (
        (),
        2,
        (Blank("วิธีการ", row=3, place=12, entry=2),),
    )


@pytest.mark.parametrize("path", sorted(KINDS.glob("*-locked.*")), ids=lambda path: path.name)
@pytest.mark.parametrize("named", [True, False])
def test_what_is_behind_a_password_is_locked_and_not_broken(path: Path, named: bool) -> None:
    with pytest.raises(reading.Unreadable) as caught:
        read(path.read_bytes(), path.name if named else "download.php")
    assert caught.value.reason == "encrypted"


@pytest.mark.parametrize("kind", BODIES)
def test_a_wrong_name_and_a_wrong_type_change_nothing(kind: str) -> None:
    media, body = BODIES[kind]
    for other in BODIES:
        for declared in DECLARED.values():
            assert reading.sniff(body, declared, f"x.{other}") == media, (other, declared)
    if kind != "doc":
        assert read(body, "a.exe", "text/html").text == read(body, f"a.{kind}").text


@pytest.mark.parametrize("kind", BODIES)
def test_a_file_cut_off_at_any_sixteenth_is_read_as_far_as_it_goes_or_told(kind: str) -> None:
    media, body = BODIES[kind]
    told = []
    for part in range(1, 16):
        cut = body[: len(body) * part // 16]
        try:
            told.append(read(cut, f"a.{kind}").media)
        except reading.Unreadable as trouble:
            told.append(trouble.reason)
            assert trouble.reason in ("broken", "unsupported"), part
    # never something else that looks whole
    assert set(told) <= {media, "broken", "unsupported"}


@pytest.mark.parametrize("kind", BODIES)
def test_a_file_of_no_bytes_or_of_zeros_says_nothing(kind: str) -> None:
    body = BODIES[kind][1]
    declared = DECLARED.get(kind, "")
    assert read(b"", f"a.{kind}", declared).text == ""
    for zeros in (bytes(6000), body[:16] + bytes(6000)):
        try:
            assert LETTER not in read(zeros, f"a.{kind}", declared).text
        except reading.Unreadable as trouble:
            assert trouble.reason in ("broken", "unsupported")


def test_of_a_text_without_end_the_beginning_is_read_and_the_rest_is_told() -> None:
    line = "แผนปฏิบัติการ ประจำปี 2569\n"
    document = read((line * 200_000).encode("cp874"), "a.txt", "text/plain")
    assert document.text.startswith(line * 1000)
    assert len(document.text) <= 5_000_000
    assert document.markers == ("text-left-out",)


WORDS = "ประกาศ ณ วันที่ ๕ พฤษภาคม พ.ศ. ๒๕๖๙ เรื่อง นโยบายไม่รับของขวัญ (No Gift Policy)"


@pytest.mark.parametrize(
    "charset", ["tis-620", "cp874", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("page", [True, False])
def test_thai_is_read_in_every_charset_whatever_it_is_said_to_be(charset: str, page: bool) -> None:
    words = f"<html><body><p>{WORDS}</p></body></html>" if page else WORDS
    document = read(words.encode(charset), "a", "text/html; charset=iso-8859-1" if page else "")
    assert document.text == WORDS
    assert "2026-05-05" in [str(found.first) for found in document.dates]


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", "ods", "pptx", "csv", "html", "txt"])
def test_marks_of_old_windows_fonts_are_marks_in_every_kind(kind: str) -> None:
    old = WORDS.replace("วันที่", "วันท\uf702\uf70a").replace("ญ", "\uf70f")
    if kind in ("csv", "txt"):
        body = old.encode()
    elif kind == "html":
        body = f"<p>{old}</p>".encode()
    else:
        body = _with_words(BODIES[kind][1], old)
    text = read(body, f"a.{kind}").text
    assert WORDS in text and "\uf702" not in text


def _with_words(body: bytes, words: str) -> bytes:
    """The file with a piece of its Thai put as ``words``."""
    out = io.BytesIO()
    replaced = False
    with zipfile.ZipFile(io.BytesIO(body)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            for old in (LETTER, "ซื้อวัสดุสำนักงาน", "นโยบายไม่รับของขวัญ"):
                if name.endswith(".xml") and old.encode() in part:
                    part, replaced = part.replace(old.encode(), words.encode()), True
            made.writestr(name, part)
    assert replaced
    return out.getvalue()
