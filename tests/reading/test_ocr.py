"""Scans are read by the real engine; Thai years by the digit model, surely or not at all."""

from __future__ import annotations

import io
import os
import re
import stat
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from oitcheck import reading
from oitcheck.model import Document
from oitcheck.readers import Tesseract, find_engine
from oitcheck.readers.tesseract import seen_in
from oitcheck.reading import ocr
from oitcheck.reading.upright import skew, straightened

FONTS = Path("/usr/share/fonts/truetype/tlwg")
ENGINE = find_engine("", "tha+eng")
REQUIRED = os.environ.get("OITCHECK_REQUIRE_ALL") == "1"
needs_engine = pytest.mark.skipif(
    (ENGINE is None or not FONTS.is_dir()) and not REQUIRED,
    reason="no tesseract with Thai, or no Thai fonts",
)
LINES = (
    "ประกาศ เรื่อง แผนปฏิบัติการป้องกันการทุจริต",
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
    "ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๙ จำนวน 2,569 บาท",
    "เผยแพร่เมื่อวันที่ 5 พฤษภาคม 2569",
)


def page(*lines: str, font: str = "Laksaman", size: int = 44) -> Image.Image:
    picture = Image.new("L", (1240, 120 + 80 * len(lines)), 255)
    draw = ImageDraw.Draw(picture)
    face = ImageFont.truetype(str(FONTS / f"{font}.ttf"), size)
    for row, line in enumerate(lines):
        draw.text((80, 50 + 80 * row), line, font=face, fill=0)
    return picture


def png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def scan(*pictures: Image.Image) -> bytes:
    held = io.BytesIO()
    first, *rest = (each.convert("L") for each in pictures)
    first.save(held, "PDF", save_all=True, append_images=rest, resolution=200)
    return held.getvalue()


def read(body: bytes, engine: Tesseract | None = ENGINE, pages: int = 8) -> Document:
    media = reading.sniff(body, "", "")
    return reading.read(body, media, sha256="0" * 64, reader="test", engine=engine, ocr_pages=pages)


def years(document: Document) -> list[int]:
    return sorted({m.last.year + 543 for m in document.dates if m.confidence >= 0.5})


@needs_engine
@pytest.mark.parametrize("font", ["Laksaman", "Norasi", "Garuda"])
def test_years_in_thai_and_arabic_digits_are_read_from_a_scan(font: str) -> None:
    document = read(png(page(*LINES, font=font)))
    assert years(document) == [2568, 2569]
    assert "๒๕๖๘" in document.text and "ประจำปีงบประมาณ" in document.text
    assert {m.source for m in document.dates} == {"ocr"}
    assert document.pages[0].read == "ocr" and "ocr-pages:1" in document.markers


@needs_engine
def test_words_have_boxes_offsets_and_confidence() -> None:
    document = read(png(page(*LINES)))
    assert document.words
    for word in document.words:
        assert document.text[word.start : word.end].strip()
        assert 0 <= word.confidence <= 1 and word.width > 0 and word.height > 0
    year = document.text.index("๒๕๖๘")
    (word,) = [w for w in document.words if w.start <= year < w.end]
    assert 100 < word.top < 200


@needs_engine
def test_a_page_that_lies_askew_or_upside_down_is_set_straight() -> None:
    upright = page(*LINES, *LINES)
    for degrees in (2, 90, 180, 270):
        turned = upright.rotate(degrees, expand=True, fillcolor=255)
        assert years(read(png(turned))) == [2568, 2569], degrees


@needs_engine
def test_a_year_that_can_not_be_read_surely_stays_unknown() -> None:
    blurred = page(LINES[1], LINES[2]).filter(ImageFilter.GaussianBlur(4.5))
    document = read(png(blurred))
    thai = [m for m in document.dates if m.script == "thai" and m.confidence > 0.9]
    assert {m.last.year + 543 for m in thai} <= {2568, 2569}
    for run in re.findall("[๐-๙]{4}", document.text):
        assert run in ("๒๕๖๘", "๒๕๖๙"), document.text


@needs_engine
def test_pages_are_chosen_by_reading_alone_and_the_rest_is_told() -> None:
    pages = [page(f"หน้าที่ {n} ปีงบประมาณ 25{50 + n}", size=40) for n in range(1, 6)]
    document = read(scan(*pages), pages=3)
    assert [each.read for each in document.pages] == ["ocr", "ocr", "none", "none", "ocr"]
    assert {"ocr-pages:3", "pages-not-read:2"} <= set(document.markers)
    assert years(document) == [2551, 2552, 2555]
    for each in document.pages:
        assert 0 <= each.start <= each.end <= len(document.text)
    assert reading.codec.loads(reading.codec.dumps(document)) == document


def test_without_an_engine_a_scan_says_how_many_pages_stay_unread() -> None:
    document = read(scan(Image.new("L", (600, 400), 200), Image.new("L", (600, 400), 90)), None)
    assert [each.read for each in document.pages] == ["none", "none"]
    assert "pages-not-read:2" in document.markers


@pytest.mark.skipif(os.name == "nt", reason="a script as the engine")
@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$", "exit 0"])
def test_an_engine_that_fails_leaves_the_page_unread_and_blames_nobody(
    tmp_path: Path, script: str
) -> None:
    broken = tmp_path / "tesseract"
    broken.write_text(f"#!/bin/sh\n{script}\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    document = read(png(Image.new("L", (300, 200), 255)), Tesseract(str(broken), "tha", "test"))
    assert document.text == "" and document.pages[0].read == "none"
    assert "pages-not-read:1" in document.markers


def test_the_same_engine_gives_the_same_key_and_another_one_another() -> None:
    key = reading.reader_key("tesseract-5:tha:abc")
    assert key == reading.reader_key("tesseract-5:tha:abc")
    assert key != reading.reader_key() != reading.reader_key("tesseract-5:tha:abd")
    assert reading.reader_key("tesseract-5:tha:abc", 100) != key


@pytest.mark.parametrize("angle", [-5.0, -2.0, 0.0, 0.7, 3.3])
def test_the_skew_of_lines_is_told_to_a_third_of_a_degree(angle: float) -> None:
    picture = Image.new("L", (1200, 1400), 255)
    draw = ImageDraw.Draw(picture)
    for row in range(100, 1300, 40):
        for left in range(100, 1100, 22):
            draw.rectangle((left, row, left + 13, row + 16), fill=0)
    values = np.asarray(picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))
    assert abs(skew(values) - angle) < 0.34
    assert abs(skew(straightened(values, skew(values)))) < 0.34


@pytest.mark.parametrize("lined", [False, True])
def test_the_engines_thai_digits_are_never_taken(lined: bool) -> None:
    said = [ocr.Seen("พ.ศ. ๒๕๒๕", 10, 10, 90, 30, 0.99, 0, False)]

    class Liar:
        key = "liar"

        def words(self, picture: object) -> list[ocr.Seen]:
            return said

        def lines(self, pictures: list[object]) -> list[list[ocr.Seen]]:
            return [said for _ in pictures]

        def turned(self, picture: object) -> int:
            return 0

    page = np.full((200, 200), 255, np.uint8)
    if lined:
        page[50:70, 50:62] = page[50:70, 70:82] = 0
    read = ocr.read_picture(page, Liar())
    assert read.text == "พ.ศ. " + 4 * ocr.UNREAD


def test_spaces_of_a_thai_line_come_from_the_engines_plain_text() -> None:
    named = "level page_num block_num par_num line_num word_num left top width height conf text"
    head = named.replace(" ", "\t")
    rows = [f"5\t1\t1\t1\t1\t{n}\t{n * 10}\t5\t9\t9\t90\t{char}" for n, char in enumerate("กขค")]
    seen = seen_in("\n".join([head, *rows]), "กข ค\n")
    assert [(each.text, each.spaced) for each in seen] == [("ก", False), ("ข", False), ("ค", True)]


@needs_engine
def test_numbers_of_a_list_and_sums_in_thai_digits_are_read_beside_stops_and_commas() -> None:
    document = read(
        png(page("๒. รายงานผลการดำเนินการ", "๕. จำนวนเงิน ๒,๕๖๙ บาท", "ครั้งที่ ๓ ของเดือนมีนาคม ๒๕๖๙"))
    )
    found = re.findall("[๐-๙]+", document.text)
    assert found == ["๒", "๕", "๒", "๕๖๙", "๓", "๒๕๖๙"], document.text
