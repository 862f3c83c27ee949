"""The lines of a page read by themselves, those with a year that nothing confirms three times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from PIL import Image

from oitcheck.reading.glyphs import Picture
from oitcheck.reading.numerals import Numeral
from oitcheck.reading.pieces import Piece
from oitcheck.reading.seen import Seen

YEARS = re.compile(r"(?<!\d)(?:2[45]|20|19)\d\d(?!\d)", re.ASCII)
_NEAR_YEARS = re.compile(r"(?<!\d)2[\d.,]{3,4}(?!\d)", re.ASCII)
_SIZES = (1.25, 0.8)
_MOST_AGAIN = 24


class ReadsLines(Protocol):
    """The part of an OCR engine that reads single lines."""

    def lines(self, pictures: Sequence[Picture]) -> Sequence[Sequence[Seen]]:
        """What stands on each of several grey pictures of a single line. Raises `OcrFailed`."""
        ...


def lines_of(
    pieces: Sequence[Piece], arabic: Sequence[Numeral], engine: ReadsLines
) -> list[list[Seen]]:
    """What stands on each of ``pieces``, in places of the page. A year in Arabic digits that is
    not among ``arabic`` (those that the digit model is sure of) rests on the engine alone: its
    line is read at two more sizes, and the reading that most agree on is taken."""
    read = engine.lines([piece.picture for piece in pieces])
    found = [[piece.back(each) for each in own] for piece, own in zip(pieces, read, strict=True)]
    vouched = [each for each in arabic if YEARS.fullmatch(each.text)]
    again = [n for n, own in enumerate(found) if _doubtful(pieces[n], own, vouched)][:_MOST_AGAIN]
    if not again:
        return found
    others = engine.lines([_sized(pieces[n].picture, size) for n in again for size in _SIZES])
    for place, number in enumerate(again):
        rivals = [found[number]]
        for step, size in enumerate(_SIZES):
            other = others[place * len(_SIZES) + step]
            rivals.append([pieces[number].back(_scaled(each, 1 / size)) for each in other])
        found[number] = _agreed(rivals)
    return found


def _doubtful(piece: Piece, seen: Sequence[Seen], vouched: Sequence[Numeral]) -> bool:
    """Whether a line shows more years in Arabic digits than are vouched for."""
    years = len(_NEAR_YEARS.findall(_text(seen)))
    left, top, right, bottom = piece.box
    known = sum(
        left <= (each.left + each.right) / 2 <= right
        and top <= (each.top + each.bottom) / 2 <= bottom
        for each in vouched
    )
    return years > known


def _agreed(rivals: list[list[Seen]]) -> list[Seen]:
    """The first reading with the years that most have; the first of all where all differ."""
    years = [tuple(_NEAR_YEARS.findall(_text(each))) for each in rivals]
    best = Counter(years).most_common(1)[0][0]
    return rivals[years.index(best)]


def _text(seen: Sequence[Seen]) -> str:
    return "".join((" " if each.spaced else "") + each.text for each in seen)


def _sized(picture: Picture, size: float) -> Picture:
    high, wide = picture.shape
    to = (max(1, round(wide * size)), max(1, round(high * size)))
    return np.asarray(Image.fromarray(picture).resize(to, Image.Resampling.BICUBIC))


def _scaled(seen: Seen, by: float) -> Seen:
    return replace(
        seen,
        left=round(seen.left * by),
        top=round(seen.top * by),
        right=round(seen.right * by),
        bottom=round(seen.bottom * by),
    )
