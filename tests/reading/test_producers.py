"""One text as several programs write it into a PDF (made by tools/make_producers.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from oitcheck import reading
from oitcheck.model import Document
from oitcheck.reading import pdf_lines
from oitcheck.reading.characters import joined, undoubled
from oitcheck.thai.normalise import normalise

FOLDER = Path(__file__).parent / "producers"
GOOD = (
    "chromium",
    "excel2007",
    "fpdf2",
    "libreoffice-calc",
    "libreoffice-writer",
    "reportlab",
    "word2007",
)
MOST = 0.01


def read(name: str) -> Document:
    body = (FOLDER / f"{name}.pdf").read_bytes()
    return reading.read(body, "pdf", sha256="0", reader="test")


def folded(text: str) -> str:
    return " ".join(normalise(text).text.split())


def distance(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for number, char in enumerate(first, 1):
        last, row[0] = row[0], number
        for place, other in enumerate(second, 1):
            last, row[place] = (
                row[place],
                min(last + (char != other), row[place] + 1, row[place - 1] + 1),
            )
    return row[-1]


@pytest.mark.parametrize("name", GOOD)
def test_the_text_of_every_producer_is_read(name: str) -> None:
    truth = folded((FOLDER / f"{name}.txt").read_text("utf-8"))
    document = read(name)
    assert distance(truth, folded(document.text)) <= MOST * len(truth)
    assert document.markers == () and {page.read for page in document.pages} == {"text"}
    assert 2569 in {mention.last.year + 543 for mention in document.dates}


def test_a_wrong_map_to_characters_is_told_and_its_dates_count_for_nothing() -> None:
    document = read("bad-tounicode")
    assert {"unreadable-text-pages:1", "pages-not-read:1"} <= set(document.markers)
    assert document.pages[0].read == "none" and not document.pages[0].image_only
    assert document.text
    assert all(mention.confidence < 0.5 for mention in document.dates)


def test_a_sparse_table_is_read_row_by_row_and_not_letter_by_letter() -> None:
    first, second = read("libreoffice-calc").pages
    text = read("libreoffice-calc").text
    assert text[first.start : first.end].split("\n")[1] == (
        "1 ซื้อวัสดุสำนักงาน 4,850.00 เฉพาะเจาะจง ร้านตัวอย่างเครื่องเขียน 9 ม.ค. 2569"
    )
    assert text[second.start : second.end].split("\n")[1] == "ธันวาคม ๒๕๖๘ ๗ ๑๑๒,๔๐๐.๐๐"


def test_no_space_is_made_up_behind_a_tone_mark_that_a_bold_font_sets_to_the_left() -> None:
    assert read("libreoffice-writer").text.startswith("แผนปฏิบัติการป้องกันการทุจริต\n")


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("จ้\nางซ่อม\nาย", True),
        ("มกร\nาคม เท่านี้", False),
        ("แผน\nปี 2569\nการ\nะ", False),
        ("", False),
    ],
)
def test_lines_that_begin_with_what_follows_a_letter_are_no_lines(text: str, broken: bool) -> None:
    assert pdf_lines.broken(text) is broken


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("องค\r\n์\r\nการ", "องค์การ"),
        ("จ ึ ง", "จึง"),
        ("ค\n์การ", "ค์การ"),
        ("ที่\nนี้ ก็ดี", "ที่\nนี้ ก็ดี"),
    ],
)
def test_marks_that_were_drawn_by_themselves_are_put_on_their_letters(
    given: str, wanted: str
) -> None:
    assert joined(given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("ทั้งทั้นี้ตั้งตั้แต่บัดนี้", "ทั้งนี้ตั้งแต่บัดนี้"),
        ("ทั้งทั้งที่", "ทั้งทั้งที่"),
        ("ครั้งนั้นนั้น ที่ดินที่", "ครั้งนั้นนั้น ที่ดินที่"),
    ],
)
def test_a_letter_with_two_marks_that_skia_gives_twice_is_taken_once(
    given: str, wanted: str
) -> None:
    assert undoubled(given) == wanted
