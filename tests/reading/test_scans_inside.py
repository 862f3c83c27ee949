"""Scans where they are not the document itself: files of an archive, pages whose text layer can't
be right. All are read by the real engine."""

from __future__ import annotations

import io
import os
import zipfile
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from oitcheck import reading
from oitcheck.model import Document
from oitcheck.readers import Tesseract, find_engine
from oitcheck.thai.normalise import normalise

FONTS = Path("/usr/share/fonts/truetype/tlwg")
PRODUCERS = Path(__file__).parent / "producers"
ENGINE = find_engine("", "tha+eng")
REQUIRED = os.environ.get("OITCHECK_REQUIRE_ALL") == "1"
needs_engine = pytest.mark.skipif(
    (ENGINE is None or not FONTS.is_dir()) and not REQUIRED,
    reason="no tesseract with Thai, or no Thai fonts",
)


def page(*lines: str) -> Image.Image:
    picture = Image.new("L", (1240, 120 + 80 * len(lines)), 255)
    draw = ImageDraw.Draw(picture)
    face = ImageFont.truetype(str(FONTS / "Laksaman.ttf"), 44)
    for row, line in enumerate(lines):
        draw.text((80, 50 + 80 * row), line, font=face, fill=0)
    return picture


def held(picture: Image.Image, kind: str, *others: Image.Image) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": others, "resolution": 200} if others else {}
    picture.save(out, kind, **more)
    return out.getvalue()


def packed(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


def read(body: bytes, engine: Tesseract | None = ENGINE, pages: int = 8) -> Document:
    media = reading.sniff(body, "", "a.zip")
    document = reading.read(
        body, media, sha256="0", reader="test", name="a.zip", engine=engine, ocr_pages=pages
    )
    assert reading.codec.loads(reading.codec.dumps(document)) == document
    return document


def dated(document: Document) -> list[tuple[int, str, str]]:
    """Year, raw and source of the dates that count, in order; each stands where it says."""
    for each in document.dates:
        assert document.text[each.start : each.end] == each.raw
    return [(m.last.year + 543, m.raw, m.source) for m in document.dates if m.confidence >= 0.5]


@needs_engine
@pytest.mark.slow
def test_a_picture_in_an_archive_is_recognised_and_its_dates_say_so() -> None:
    scanned = held(page("ประกาศ ณ วันที่ ๓๑ มีนาคม ๒๕๖๙", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"), "PNG")
    body = packed(
        ("ก.txt", "ลงวันที่ 5 พฤษภาคม 2567".encode()),
        ("ภาพ.png", scanned),
        ("ข.txt", "ลงวันที่ 6 พฤษภาคม 2566".encode()),
    )
    document = read(body)
    assert [each.read for each in document.pages] == ["text", "ocr", "text"]
    assert document.pages[1].image_only and document.markers == ("ocr-pages:1",)
    assert [(year, source) for year, _, source in dated(document)] == [
        (2567, "text"),
        (2569, "ocr"),
        (2568, "ocr"),
        (2566, "text"),
    ]
    shown = document.pages[1]
    assert document.words
    for word in document.words:
        assert word.page == 2 and shown.start <= word.start < word.end <= shown.end
    year = document.text.index("๒๕๖๙")
    assert any(word.start <= year < word.end for word in document.words)
    without = read(body, None)
    assert [each.read for each in without.pages] == ["text", "none", "text"]
    assert without.markers == ("pages-not-read:1",)


@needs_engine
@pytest.mark.slow
def test_the_files_of_an_archive_share_one_budget_of_pages() -> None:
    scans = [page(f"ปีงบประมาณ พ.ศ. 25{number}") for number in range(60, 66)]
    document = read(
        packed(("ยาว.pdf", held(scans[0], "PDF", *scans[1:4])), ("สั้น.pdf", held(scans[5], "PDF"))),
        pages=3,
    )
    assert {"ocr-pages:3", "pages-not-read:2"} <= set(document.markers)
    assert [each.read for each in document.pages] == ["ocr", "ocr"]
    assert [year for year, _, _ in dated(document)] == [2560, 2561, 2565]


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("archived", [False, True])
def test_a_page_with_a_wrong_text_layer_is_read_from_its_picture(archived: bool) -> None:
    wrong = (PRODUCERS / "bad-tounicode.pdf").read_bytes()
    truth = normalise((PRODUCERS / "bad-tounicode.txt").read_text("utf-8")).text
    document = read(packed(("แผน.pdf", wrong)) if archived else wrong)
    assert [each.read for each in document.pages] == ["ocr"]
    assert "ocr-pages:1" in document.markers
    got = "".join(normalise(document.text).text.split())
    wanted = "".join(truth.split())
    # The file sets its tone marks too high for the engine: a tenth of the letters may be wrong,
    # where the text layer has hardly one right.
    assert SequenceMatcher(None, wanted, got, autojunk=False).ratio() > 0.9, document.text
    layer = "".join(normalise(read(wrong, None).text).text.split())
    assert SequenceMatcher(None, wanted, layer, autojunk=False).ratio() < 0.6
    assert 2569 in {year for year, _, source in dated(document) if source == "ocr"}
