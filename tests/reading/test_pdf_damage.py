"""Damaged, endless and huge PDFs are read as far as they go; the first page as a small picture."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image
from test_pdf_parts import pdf, read, stream

from oitcheck import reading
from oitcheck.reading.thumbnail import thumbnail

PLAN = (Path(__file__).parent / "files" / "plan.pdf").read_bytes()
HEAD = "<</Type /Catalog /Pages 2 0 R>>"
PAGE = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>"


def pages(count: int) -> bytes:
    kids = " ".join(f"{number + 5} 0 R" for number in range(count))
    page = PAGE[:-2] + " /Contents 4 0 R /Resources <</Font <</A 3 0 R>>>>>>"
    return pdf(
        HEAD,
        f"<</Type /Pages /Kids [{kids}] /Count {count}>>",
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        stream("BT /A 12 Tf 50 700 Td (page) Tj ET"),
        *[page] * count,
    )


def test_a_file_that_lost_its_end_gives_the_pages_that_are_left() -> None:
    whole = read(PLAN)
    cut = read(PLAN[: int(len(PLAN) * 0.99)])
    assert "file-damaged" in cut.markers and "file-damaged" not in whole.markers
    assert cut.text == whole.text


def test_a_page_that_lost_the_map_of_its_font_is_not_taken_for_read() -> None:
    cut = read(PLAN[: len(PLAN) // 2])
    assert {"file-damaged", "unreadable-text-pages:2", "pages-not-read:2"} <= set(cut.markers)
    assert [page.read for page in cut.pages] == ["none", "none"]
    assert "แผนปฏิบัติการ" in cut.text
    assert all(mention.confidence < 0.5 for mention in cut.dates)


@pytest.mark.parametrize(
    ("kids", "count", "marker"),
    [
        ("3 0 R 99 0 R 3 0 R", 3, "pages-unreadable:1"),
        ("3 0 R 4 0 R", 2, "pages-unreadable:1"),
        ("3 0 R 2 0 R 2 0 R", 3, "pages-unreadable:2"),
        ("2 0 R", 9, "pages-unreadable:9"),
    ],
)
def test_pages_that_cannot_be_loaded_are_counted(kids: str, count: int, marker: str) -> None:
    tree = f"<</Type /Pages /Kids [{kids}] /Count {count}>>"
    assert marker in read(pdf(HEAD, tree, PAGE, "(words)")).markers


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\n", b"1 0 obj\n<</Type /Page" * 3000])
def test_what_holds_no_page_is_broken(body: bytes) -> None:
    with pytest.raises(reading.Unreadable) as caught:
        read(body)
    assert caught.value.reason == "broken"


def test_five_thousand_pages_are_read_to_the_budget_in_bounded_time() -> None:
    start = time.process_time()
    document = read(pages(5000))
    assert time.process_time() - start < 5
    assert len(document.pages) == reading.PAGE_BUDGET
    assert "pages-left-out:4800" in document.markers


@pytest.mark.parametrize(
    ("width", "size"), [(200, (200, 267)), (1, (16, 21)), (10**6, (2000, 2667))]
)
def test_the_first_page_becomes_a_picture_of_bounded_size(
    width: int, size: tuple[int, int]
) -> None:
    with Image.open(io.BytesIO(thumbnail(pages(1), width))) as picture:
        assert picture.format == "PNG"
        assert abs(picture.width - size[0]) <= 1 and abs(picture.height - size[1]) <= 1
        assert width < 100 or picture.convert("L").getextrema()[0] < 128


def test_a_page_like_a_ribbon_gives_a_small_picture_and_a_broken_file_none() -> None:
    ribbon = pdf(
        HEAD, "<</Type /Pages /Kids [3 0 R] /Count 1>>", PAGE.replace("600 800", "100 14000")
    )
    with Image.open(io.BytesIO(thumbnail(ribbon, 300))) as picture:
        assert picture.height <= 601
    with pytest.raises(reading.Unreadable):
        thumbnail(b"%PDF-1.4 broken", 200)
