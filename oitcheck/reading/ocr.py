"""A picture of a page to text: what an OCR engine reads, with the Thai numerals that it can't.

The engine is given from outside as a `Recognise`; this module is pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from oitcheck.reading import numerals
from oitcheck.reading.glyphs import Glyphs, Ink, Picture, glyphs_of, ink_of
from oitcheck.reading.merging import below_one_another, in_reading_order, merged, plain, sure
from oitcheck.reading.numerals import Numeral
from oitcheck.reading.oneline import YEARS, lines_of
from oitcheck.reading.paper import darkened
from oitcheck.reading.pieces import pieces_of
from oitcheck.reading.seen import Seen
from oitcheck.reading.spacing import tightened
from oitcheck.reading.upright import sideways, skew, straightened

UNREAD = "\u25af"
"""Stands for a numeral that is seen and not read with certainty."""
_CONFIDENT = 0.8
_FEW = 8
_THAI_DIGIT = re.compile("[๐-๙]")
_DIGITLESS = re.compile(r"[ .,'`:;·-]")
_PARTED = re.compile(r"\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_NEAR = 3


class Recognise(Protocol):
    """An OCR engine. ``key`` names it with its version and models."""

    @property
    def key(self) -> str: ...

    def words(self, picture: Picture) -> Sequence[Seen]:
        """What stands on a grey picture, in reading order. Raises `OcrFailed`."""
        ...

    def lines(self, pictures: Sequence[Picture]) -> Sequence[Sequence[Seen]]:
        """What stands on each of several grey pictures of a single line. Raises `OcrFailed`."""
        ...

    def turned(self, picture: Picture) -> int:
        """Degrees clockwise by which the page has to be turned: 0, 90, 180 or 270."""
        ...


@dataclass(frozen=True, slots=True)
class PageRead:
    """Text of a picture, its words with offsets into ``text``, and how the page was turned to be
    upright (degrees). ``checked``: stretches of ``text`` that are numerals read or confirmed by
    the digit model; a year outside of them rests on the engine alone."""

    text: str
    words: tuple[tuple[int, int, Seen], ...]
    checked: tuple[tuple[int, int], ...]
    turn: float


def read_picture(picture: Picture, engine: Recognise) -> PageRead:
    """Read one grey picture of a page."""
    picture = darkened(picture)
    asked = sideways(picture)
    quarter = engine.turned(picture) if asked else 0
    angle, pieces, marks = _turned_and_read(picture, quarter, engine)
    if not asked and _doubtful(pieces):
        quarter = engine.turned(picture)
        if quarter:
            other = _turned_and_read(picture, quarter, engine)
            if _weight(other[1]) > _weight(pieces):
                angle, pieces, marks = other
    return _assembled(pieces, marks, angle)


def _turned_and_read(
    picture: Picture, quarter: int, engine: Recognise
) -> tuple[float, list[Seen], frozenset[int]]:
    """How the page was turned in all, and what stands on it."""
    page = np.ascontiguousarray(np.rot90(picture, -quarter // 90)) if quarter else picture
    angle = skew(page)
    pieces, marks = _read(straightened(page, angle), engine)
    return quarter + angle, pieces, marks


def _read(page: Picture, engine: Recognise) -> tuple[list[Seen], frozenset[int]]:
    """What stands on an upright page, numerals in their places; the indices of those that are
    checked."""
    ink = ink_of(page)
    glyphs = glyphs_of(ink)
    sure, unsure = numerals.numerals(glyphs, ink)
    thai = [each for each in (*sure, *unsure) if each.script == "thai"]
    arabic = [each for each in sure if each.script == "arabic"]
    seen = [_distrusted(each) for each in _letters(page, ink, glyphs, arabic, engine)]
    placed = _placed(_without(seen, thai), thai)
    return _confirmed(placed, arabic)


def _letters(
    page: Picture, ink: Ink, glyphs: Glyphs, arabic: Sequence[Numeral], engine: Recognise
) -> list[Seen]:
    """What the engine makes of a page: line by line, and where that is not enough as a whole."""
    pieces = pieces_of(page, glyphs)
    lined = lines_of(pieces, arabic, engine)
    if plain(pieces, ink) and sure(lined):
        return below_one_another(lined)
    tight = tightened(page, ink, glyphs.typical)
    return merged(pieces, lined, [tight.back(each) for each in engine.words(tight.picture)])


def _without(seen: Sequence[Seen], thai: Sequence[Numeral]) -> list[Seen]:
    """What the engine made of anything but the Thai numerals. They stay on the page: with holes
    in their stead the engine loses the lines (11 letters in a hundred wrong, not 5)."""
    return [
        each
        for each in seen
        if not any(
            numeral.left - _NEAR <= (each.left + each.right) / 2 <= numeral.right + _NEAR
            and numeral.top - _NEAR <= (each.top + each.bottom) / 2 <= numeral.bottom + _NEAR
            for numeral in thai
        )
    ]


def _distrusted(seen: Seen) -> Seen:
    """Thai digits are never the engine's to read."""
    text = _THAI_DIGIT.sub(UNREAD, seen.text)
    return seen if text == seen.text else replace(seen, text=text)


def _placed(seen: list[Seen], found: Sequence[Numeral]) -> list[Seen]:
    """The numerals put into the lines where they stand; new lines for those that stand alone."""
    if not found:
        return seen
    lines: dict[int, list[Seen]] = {}
    for each in seen:
        lines.setdefault(each.line, []).append(each)
    alone = max(lines, default=-1) + 1
    for numeral in sorted(found, key=lambda each: (each.top, each.left)):
        line = _line_of(numeral, lines)
        if line is None:
            line, alone = alone, alone + 1
        own = lines.setdefault(line, [])
        place = sum(1 for each in own if each.left + each.right < numeral.left + numeral.right)
        height = numeral.bottom - numeral.top
        before = own[place - 1].right if place else None
        after = own[place].left if place < len(own) else None
        spaced = before is None or numeral.left - before > 0.2 * height
        if after is not None and after - numeral.right > 0.2 * height:
            own[place] = replace(own[place], spaced=True)
        own.insert(place, _as_seen(numeral, line, spaced))
    order = in_reading_order(lines, max((each.line for each in seen), default=-1))
    return [replace(each, line=number) for number, line in enumerate(order) for each in lines[line]]


def _as_seen(numeral: Numeral, line: int, spaced: bool) -> Seen:
    return Seen(
        numeral.text or UNREAD,
        numeral.left,
        numeral.top,
        numeral.right,
        numeral.bottom,
        numeral.confidence if numeral.text else 0.0,
        line,
        spaced,
    )


def _line_of(numeral: Numeral, lines: dict[int, list[Seen]]) -> int | None:
    """The line that the numeral stands in: level with it, the nearest if there are several."""
    best: tuple[float, int] | None = None
    height = numeral.bottom - numeral.top
    for number, own in lines.items():
        near = [
            each
            for each in own
            if min(each.bottom, numeral.bottom) - max(each.top, numeral.top) > 0.5 * height
            and each.bottom - each.top < 4 * height
        ]
        if not near:
            continue
        gap = min(max(each.left - numeral.right, numeral.left - each.right, 0) for each in near)
        if gap <= 8 * height and (best is None or gap < best[0]):
            best = (gap, number)
    return best[1] if best else None


def _confirmed(seen: list[Seen], arabic: Sequence[Numeral]) -> tuple[list[Seen], frozenset[int]]:
    """Which pieces are numerals that the digit model vouches for. Where engine and model read
    different years from the same spot, neither is taken."""
    checked = {
        place
        for place, each in enumerate(seen)
        if each.confidence and _THAI_DIGIT.search(each.text)
    }
    result = list(seen)
    gone: set[int] = set()
    for numeral in arabic:
        inside = [
            place
            for place, each in enumerate(seen)
            if numeral.left <= (each.left + each.right) / 2 <= numeral.right
            and numeral.top <= (each.top + each.bottom) / 2 <= numeral.bottom
        ]
        text = "".join(seen[place].text for place in inside)
        if text == numeral.text:
            checked.update(inside)
        elif YEARS.fullmatch(numeral.text) and _DIGITLESS.sub("", text) == numeral.text:
            # The figures are the same; only a speck was taken for a stop.
            result[inside[0]] = replace(seen[inside[0]], text=numeral.text)
            gone.update(inside[1:])
            checked.add(inside[0])
        elif YEARS.fullmatch(text) and len(numeral.text) == len(text):
            for place in inside:
                result[place] = replace(seen[place], text=UNREAD, confidence=0.0)
    if not gone:
        return result, frozenset(checked)
    kept = [place for place in range(len(result)) if place not in gone]
    marks = frozenset(number for number, place in enumerate(kept) if place in checked)
    return [result[place] for place in kept], marks


def _doubtful(seen: Sequence[Seen]) -> bool:
    if len(seen) < _FEW:
        return True
    return sum(each.confidence for each in seen) / len(seen) < _CONFIDENT


def _weight(seen: Sequence[Seen]) -> float:
    return sum((each.confidence - 0.4) * len(each.text) for each in seen)


def _assembled(seen: Sequence[Seen], marks: frozenset[int], turn: float) -> PageRead:
    out: list[str] = []
    words: list[tuple[int, int, Seen]] = []
    checked: list[tuple[int, int]] = []
    length = 0
    line = -1
    for each, mark in _with_vowels(seen, marks):
        separator = ""
        if out:
            separator = "\n" if each.line != line else " " if each.spaced else ""
        line = each.line
        start = length + len(separator)
        out.append(separator + each.text)
        length = start + len(each.text)
        if words and not separator:
            words[-1] = (words[-1][0], length, _joined(words[-1][2], each))
        else:
            words.append((start, length, each))
        if mark:
            checked.append((start, length))
    return PageRead("".join(out), tuple(words), tuple(_touching(checked)), turn)


def _with_vowels(seen: Sequence[Seen], marks: frozenset[int]) -> list[tuple[Seen, bool]]:
    """Nikhahit and sara aa, which models give as two letters, as the sara am that they are."""
    found: list[tuple[Seen, bool]] = []
    for place, each in enumerate(seen):
        last = found[-1][0] if found else None
        if last and last.line == each.line and not each.spaced and each.text[:1] == "\u0e32":
            text = _PARTED.sub("\\1\u0e33", last.text + each.text)
            if len(text) < len(last.text + each.text):
                found[-1] = (replace(_joined(last, each), text=text), False)
                continue
        found.append((replace(each, text=_PARTED.sub("\\1\u0e33", each.text)), place in marks))
    return found


def _joined(first: Seen, second: Seen) -> Seen:
    """One word of two pieces; it is as sure as the less sure one."""
    return replace(
        first,
        text=first.text + second.text,
        left=min(first.left, second.left),
        top=min(first.top, second.top),
        right=max(first.right, second.right),
        bottom=max(first.bottom, second.bottom),
        confidence=min(first.confidence, second.confidence),
    )


def _touching(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in stretches:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
