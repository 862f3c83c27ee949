"""Numerals in Thai digits on a scanned page, which no OCR model to be had can read.

The model `digits.npz` (made by tools/train_digits.py) tells glyphs; a numeral is a row of glyphs
that it is sure of. What it isn't sure of stays unread: a year is given whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

import numpy as np

from oitcheck.reading.glyphs import Floats, Glyphs, Ink, Ints, cut

THAI = "๐๑๒๓๔๕๖๗๘๙"
ARABIC = "0123456789"
_NETWORKS = 3
_OTHER = 20
YEAR_SURE = 0.95
"""Least probability of the least sure digit of a year."""
ALONE_SURE = 0.995
"""The same for any other numeral, which has no shape of its own to speak for it."""
_HINT = 0.5
_GAP = 0.75
_SPACE = 0.4
_ALONE_GAP = 0.3
_STOP = 0.35
_LEVEL = 0.45
_TWO, _FIVE = 1.2, 5.0
_NARROW, _BROAD = 0.5, 1.35
_CUT_SURE = 0.7
_LIKELY = 0.3

Script = Literal["thai", "arabic"]
_SCRIPTS: tuple[tuple[Script, int], ...] = (("thai", 0), ("arabic", 10))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral on a page, its box in pixels, and the probability of its least sure digit."""

    text: str
    script: Script
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


def probabilities(features: Floats) -> Floats:
    """(n, 590) to (n, 21): ten Thai digits, ten Arabic ones, anything else."""
    mean, spread, networks = _model()
    given = ((features - mean) / spread).astype(np.float32)
    total = np.zeros((len(features), _OTHER + 1), np.float32)
    for first, bias, second, last in networks:
        scores = np.maximum(given @ first + bias, 0) @ second + last
        scores = np.exp(scores - scores.max(1, keepdims=True))
        total += (scores / scores.sum(1, keepdims=True)).astype(np.float32)
    return (total / np.float32(len(networks))).astype(np.float32)


@cache
def _model() -> tuple[Floats, Floats, list[tuple[Floats, Floats, Floats, Floats]]]:
    with (files("oitcheck.reading") / "digits.npz").open("rb") as held, np.load(held) as arrays:
        given = {name: arrays[name].astype(np.float32) for name in arrays.files}
    networks = [
        (given[f"a{n}"], given[f"b{n}"], given[f"c{n}"], given[f"d{n}"]) for n in range(_NETWORKS)
    ]
    return given["mean"], given["spread"], networks


def numerals(glyphs: Glyphs, ink: Ink) -> tuple[tuple[Numeral, ...], tuple[Numeral, ...]]:
    """Numerals of a page that are sure, and where one stands that isn't: without a text."""
    if not len(glyphs.boxes):
        return (), ()
    boxes, chances = _parted(glyphs, probabilities(glyphs.features), ink)
    sure: list[Numeral] = []
    unsure: list[Numeral] = []
    for row in _rows(boxes, chances):
        for script, first in _SCRIPTS:
            for part in _parts(row, chances, first):
                for chosen in _pieces(row[part[0] : part[1]], boxes):
                    numeral = _numeral(chosen, boxes, chances, ink, script)
                    if numeral is not None:
                        (sure if numeral.text else unsure).append(numeral)
    return tuple(sure), tuple(unsure)


def _parted(glyphs: Glyphs, chances: Floats, ink: Ink) -> tuple[Ints, Floats]:
    """Boxes and probabilities with glyphs that are digits touching each other cut apart."""
    boxes = glyphs.boxes
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    perhaps = (chances[:, :_OTHER].max(1) < _HINT) & (wide > high * _TWO) & (wide < high * _FIVE)
    perhaps &= (high > glyphs.typical * 0.6) & (high < glyphs.typical * 2.5)
    kept = np.ones(len(boxes), bool)
    more_boxes, more_chances = [boxes], [chances]
    for place in np.flatnonzero(perhaps):
        found = _best_cut(boxes[place], ink, glyphs.typical)
        if found is not None:
            kept[place] = False
            more_boxes.append(found[0])
            more_chances.append(found[1])
    every = np.concatenate([kept, np.ones(sum(map(len, more_boxes[1:])), bool)])
    return np.concatenate(more_boxes)[every], np.concatenate(more_chances)[every]


def _best_cut(box: Ints, ink: Ink, typical: float) -> tuple[Ints, Floats] | None:
    """The cut into two to four glyphs that all are Thai digits most surely, if there is one."""
    wide, high = int(box[2] - box[0]), int(box[3] - box[1])
    columns = ink[box[1] : box[3], box[0] : box[2]].sum(0)
    best: tuple[float, Ints, Floats] | None = None
    for count in (2, 3, 4):
        step = wide / count
        if not _NARROW * high <= step <= _BROAD * high:
            continue
        reach = max(1, round(step * 0.22))
        edges = [int(box[0])]
        for number in range(1, count):
            middle = round(number * step)
            low = max(1, middle - reach)
            edges.append(int(box[0]) + low + int(columns[low : middle + reach + 1].argmin()))
        parts = cut(ink, box, [*edges, int(box[2])], typical)
        if not len(parts.boxes):
            continue
        chances = probabilities(parts.features)
        least = float(chances[:, :10].max(1).min())
        if least > _CUT_SURE and (best is None or least > best[0]):
            best = (least, parts.boxes, chances)
    return None if best is None else best[1:]


def _rows(boxes: Ints, chances: Floats) -> list[list[int]]:
    """Glyphs that follow each other on a line with no more than a digit's height between; only
    rows with something like a digit in them."""
    order = np.argsort(boxes[:, 0], kind="stable")
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    height = boxes[:, 3] - boxes[:, 1]
    like = chances[:, :_OTHER].max(1) > 0.2
    rows: list[list[int]] = []
    open_rows: list[list[int]] = []
    for glyph in order:
        left = boxes[glyph, 0]
        best: list[int] | None = None
        still = []
        for row in open_rows:
            last = row[-1]
            gap = left - boxes[last, 2]
            if gap > height[last] * 1.5 + 20:
                continue
            still.append(row)
            level = abs(middle[glyph] - middle[last]) <= _LEVEL * max(height[glyph], height[last])
            near = gap <= _GAP * max(height[glyph], height[last])
            if level and near and (best is None or boxes[last, 2] > boxes[best[-1], 2]):
                best = row
        open_rows = still
        if best is None:
            best = []
            rows.append(best)
            open_rows.append(best)
        best.append(int(glyph))
    return [row for row in rows if any(like[glyph] for glyph in row)]


def _parts(row: list[int], chances: Floats, first: int) -> list[tuple[int, int]]:
    """Stretches of ``row`` (first, after last) whose glyphs are like digits of one script."""
    found = []
    start = -1
    for place, glyph in enumerate([*row, -1]):
        digit = glyph >= 0 and chances[glyph, first : first + 10].sum() > _HINT
        if digit and start < 0:
            start = place
        elif not digit and start >= 0:
            found.append((start, place))
            start = -1
    return found


def _pieces(chosen: list[int], boxes: Ints) -> list[list[int]]:
    """A stretch of digits parted where a space stands."""
    found = [[chosen[0]]]
    for last, glyph in pairwise(chosen):
        high = max(boxes[last, 3] - boxes[last, 1], boxes[glyph, 3] - boxes[glyph, 1])
        if boxes[glyph, 0] - boxes[last, 2] > _SPACE * high:
            found.append([])
        found[-1].append(glyph)
    return found


def _numeral(
    chosen: list[int], boxes: Ints, chances: Floats, ink: Ink, script: Script
) -> Numeral | None:
    """The numeral of these digits; without text where it is likely one and not sure; or none."""
    first = 0 if script == "thai" else 10
    own = chances[chosen, first : first + 10].copy()
    if script == "thai" and len(chosen) > 1:
        # A ring is a ring in both scripts; among Thai digits it is the Thai nought.
        own[:, 0] += chances[chosen, 10]
    text = "".join((THAI if script == "thai" else ARABIC)[n] for n in own.argmax(1))
    least = float(own.max(1).min())
    left, top = (int(n) for n in boxes[chosen, :2].min(0))
    right, bottom = (int(n) for n in boxes[chosen, 2:].max(0))
    year = len(text) == 4 and text[:2] in ("๒๕", "25")
    if year:
        # What stands in a year is a digit of its script: only which one is in doubt.
        least = float((own.max(1) / np.maximum(own.sum(1), _LIKELY)).min())
    if not year and not _alone(left, top, right, bottom, ink):
        text = ""
    sure = text and least >= (YEAR_SURE if year else ALONE_SURE)
    if not sure and (script == "arabic" or len(chosen) < 2):
        return None
    return Numeral(
        text if sure else "", script, left, top, right, bottom, round(min(1.0, least), 4)
    )


def _alone(left: int, top: int, right: int, bottom: int, ink: Ink) -> bool:
    """Whether nothing is drawn right beside a box but a full stop or a comma: a broken neighbour
    may be a digit, and stands higher."""
    margin = max(2, round((bottom - top) * _ALONE_GAP))
    low = bottom - round((bottom - top) * _STOP)
    before = ink[top:low, max(0, left - margin) : left]
    after = ink[top:low, right : right + margin]
    return not before.any() and not after.any()
