"""Lines are cut out whole, with their marks and without those of the lines around them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from oitcheck.reading.glyphs import Picture, glyphs_of, ink_of
from oitcheck.reading.merging import below_one_another, merged, plain, sure
from oitcheck.reading.oneline import lines_of
from oitcheck.reading.paper import darkened
from oitcheck.reading.pieces import Piece, pieces_of
from oitcheck.reading.seen import Seen

FONTS = Path("/usr/share/fonts/truetype/tlwg")
needs_fonts = pytest.mark.skipif(not FONTS.is_dir(), reason="no Thai fonts")
LINES = ("ผู้ที่ฝ่าฝืนถือว่ากระทำผิด", "ครั้งที่ ๑ – ๒ ของปี 2569", "ปู่รู้จักญาติฐานะดี")


def drawn(*lines: str, pitch: int = 72, left: int = 60) -> Picture:
    picture = Image.new("L", (1000, 60 + pitch * len(lines)), 255)
    face = ImageFont.truetype(str(FONTS / "Norasi.ttf"), 40)
    for row, line in enumerate(lines):
        ImageDraw.Draw(picture).text((left, 20 + pitch * row), line, font=face, fill=0)
    return np.asarray(picture)


def cut(page: Picture) -> tuple[Piece, ...]:
    return pieces_of(page, glyphs_of(ink_of(page)))


@needs_fonts
@pytest.mark.parametrize("pitch", [48, 56, 72, 110])
def test_every_line_is_one_piece_with_all_its_ink_and_no_other(pitch: int) -> None:
    page = drawn(*LINES, pitch=pitch)
    pieces = cut(page)
    assert len(pieces) == len(LINES)
    for number, piece in enumerate(pieces):
        alone = drawn(*("" if n != number else line for n, line in enumerate(LINES)), pitch=pitch)
        wanted = int((alone < 128).sum())
        assert abs(int((piece.picture < 128).sum()) - wanted) <= 0.01 * wanted


@needs_fonts
def test_columns_are_pieces_of_their_own_and_a_dash_parts_nothing() -> None:
    page = np.minimum(drawn("ลำดับ", "๑"), drawn("กิจกรรม – งาน", "ประชุม", left=500))
    assert len(cut(page)) == 4
    assert not plain(cut(page), ink_of(page))


@needs_fonts
def test_a_page_is_plain_when_its_lines_are_all_that_is_drawn() -> None:
    page = drawn(*LINES)
    assert plain(cut(page), ink_of(page))
    stamped = page.copy()
    stamped[100:250, 700:950] = 0
    assert not plain(cut(stamped), ink_of(stamped))
    assert cut(np.full((300, 300), 255, np.uint8)) == ()


@needs_fonts
def test_a_word_of_a_piece_is_given_back_where_it_stood() -> None:
    page = drawn(*LINES)
    for piece in cut(page):
        left, top, right, bottom = piece.box
        high, wide = piece.picture.shape
        back = piece.back(Seen("ก", 0, 0, wide, high, 1.0, 0, False))
        assert (back.left, back.top, back.right, back.bottom) == (left, top, right, bottom)
        assert piece.holds(back)


def piece(left: int, top: int, right: int, bottom: int) -> Piece:
    return Piece(np.full((9, 9), 255, np.uint8), left, top, (left, top, right, bottom))


def seen(text: str, left: int, top: int, sure: float = 0.9, line: int = 0) -> Seen:
    return Seen(text, left, top, left + 10, top + 10, sure, line, False)


def test_the_lines_are_taken_in_the_order_of_the_page_and_what_is_in_no_line_stays() -> None:
    pieces = (piece(0, 0, 100, 20), piece(300, 0, 400, 20), piece(0, 40, 100, 60))
    lined = [[seen("ก", 5, 5)], [seen("ข", 305, 5)], [seen("ค", 5, 45)]]
    whole = [
        seen("ชื่อ", 200, 200, line=0),
        seen("ก", 5, 5, line=1),
        seen("ค", 5, 45, line=2),
        seen("ข", 305, 5, line=3),
    ]
    found = merged(pieces, lined, whole)
    assert [(each.text, each.line) for each in found] == [("ชื่อ", 0), ("ก", 1), ("ค", 2), ("ข", 3)]


def test_marks_taken_for_a_line_are_dropped_and_a_line_the_page_missed_is_put_in() -> None:
    pieces = (piece(0, 0, 100, 30), piece(0, 40, 100, 60))
    lined = [[seen("ที่", 5, 10, 0.94)], [seen("ใหม่", 5, 45)]]
    whole = [seen("ow", 5, 1, 0.9, line=0), seen("ที", 5, 10, 0.95, line=1)]
    found = merged(pieces, lined, whole)
    assert [each.text for each in found] == ["ที่", "ใหม่"]
    worse = [[seen("นไน", 5, 10, 0.3)], []]
    assert [each.text for each in merged(pieces, worse, whole[1:])] == ["ที"]
    drawing = [lined[0], [seen("aw", 5, 45, 0.4)]]
    assert [each.text for each in merged(pieces, drawing, whole)] == ["ที่"]


def test_lines_below_one_another_are_numbered_and_sure_by_their_mean() -> None:
    lined = [[seen("ก", 0, 0), seen("ข", 20, 0)], [seen("ค", 0, 30, 0.2)]]
    assert [each.line for each in below_one_another(lined)] == [0, 0, 1]
    assert not sure(lined) and sure(lined[:1]) and not sure([])
    assert sure([lined[0]] * 10 + [[]]) and not sure([lined[0]] * 5 + [[]])


class Says:
    """An engine that gives these readings in turn."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)
        self.asked: list[int] = []

    def lines(self, pictures: object) -> list[list[Seen]]:
        count = len(list(pictures))  # type: ignore[call-overload]
        self.asked.append(count)
        given, self.texts = self.texts[:count], self.texts[count:]
        return [[seen(text, 5, 5)] for text in given]


def test_a_year_that_nothing_confirms_is_read_three_times_and_the_most_are_believed() -> None:
    one = (piece(0, 0, 100, 20),)
    engine = Says("มิถุนายน 2556", "มิถุนายน 2554", "มิถุนายน 2554")
    assert [each.text for each in lines_of(one, (), engine)[0]] == ["มิถุนายน 2554"]
    assert engine.asked == [1, 2]
    engine = Says("มิถุนายน 2556", "มิถุนายน 2554", "มิถุนายน 2555")
    assert [each.text for each in lines_of(one, (), engine)[0]] == ["มิถุนายน 2556"]
    engine = Says("จำนวน 12 แห่ง")
    lines_of(one, (), engine)
    assert engine.asked == [1]


def test_a_faint_page_is_made_dark_and_a_good_or_empty_one_is_left() -> None:
    chance = np.random.default_rng(1)
    page = np.full((400, 600), 250.0)
    page[100:110, 50:550] = 190
    page[200:206, 50:550] = 190
    page += chance.normal(0, 4, page.shape)
    faint = np.clip(page, 0, 255).astype(np.uint8)
    dark = darkened(faint)
    assert dark[102:108, 60:540].mean() < 80 and dark[300:, :].mean() > 235
    good = np.where(faint < 215, 20, 255).astype(np.uint8)
    assert darkened(good) is good
    empty = np.clip(np.full((400, 600), 250) + chance.normal(0, 4, (400, 600)), 0, 255)
    empty = empty.astype(np.uint8)
    assert darkened(empty) is empty
