"""Lines of letters on an upright page, cut out so that an engine can't tear them apart.

An engine that looks for lines on a whole Thai page takes the vowels and tone marks above a line
for a line of their own, or leaves them out; of a picture of a single line it does neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from oitcheck.reading.glyphs import Glyphs, Ints, Picture
from oitcheck.reading.seen import Seen

_BODY_LEAST, _BODY_MOST = 0.6, 2.4
"""Heights of what can be a letter of a line, in usual heights; the rest are marks and drawings."""
_LINE_LEAST = 0.8
"""Height of the highest letter of a line at least: the sign over a silent letter is no line."""
_WIDEST = 12
_REACH = 1.6
"""The widest gap within a piece, in usual heights: wider ones part the columns of a table."""
_LEVEL = 0.5
_MARKS = 0.9
"""How far above or below the letters of a line its marks may stand, in usual heights."""
_PAD = 8
_MOST = 400


@dataclass(slots=True)
class _Line:
    """A line that is still followed: its letters, where they lie, and where it ends so far."""

    letters: list[int]
    above: float
    below: float
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """``picture``: a stretch of a line with white around it; its pixel (x, y) stood at
    (left + x, top + y) of the page. ``box``: left, top, right, bottom of what is drawn."""

    picture: Picture
    left: int
    top: int
    box: tuple[int, int, int, int]

    def back(self, seen: Seen) -> Seen:
        """A word of ``picture`` in its place on the page."""
        left, top, right, bottom = self.box
        return replace(
            seen,
            left=min(max(seen.left + self.left, left), right - 1),
            top=min(max(seen.top + self.top, top), bottom - 1),
            right=max(min(seen.right + self.left, right), left + 1),
            bottom=max(min(seen.bottom + self.top, bottom), top + 1),
        )

    def holds(self, seen: Seen) -> bool:
        """Whether the middle of a word of the page lies in this piece."""
        left, top, right, bottom = self.box
        across, down = (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2
        return left - 2 <= across <= right + 2 and top - 2 <= down <= bottom + 2


def pieces_of(page: Picture, glyphs: Glyphs) -> tuple[Piece, ...]:
    """The pieces of lines on ``page``, down the page; none at all where there are more than a
    page of letters has."""
    typical, boxes = glyphs.typical, glyphs.parts
    if not len(boxes):
        return ()
    high, wide = boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]
    boxes = boxes[(high <= typical * _BODY_MOST) & (wide <= typical * _WIDEST)]
    lines, marks = _chained(boxes, typical)
    if len(lines) > _MOST:
        return ()
    own = _with_marks(lines, marks, typical)
    paper = int(np.percentile(page[::8, ::8], 90))
    every = np.concatenate(own) if own else boxes[:0]
    pieces = [_cut(page, parts, every, paper) for parts in own]
    return tuple(sorted(pieces, key=lambda each: (each.box[1] + each.box[3], each.box[0])))


def _chained(boxes: Ints, typical: float) -> tuple[list[Ints], Ints]:
    """Letters that follow each other on a line, and what is no letter or none of a line."""
    boxes = boxes[np.argsort(boxes[:, 0], kind="stable")]
    lines: list[list[int]] = []
    rest: list[int] = []
    open_lines: list[_Line] = []
    for number, (left, top, right, bottom) in enumerate(boxes.tolist()):
        letter = bottom - top >= typical * _BODY_LEAST
        open_lines = [each for each in open_lines if left - each.end <= typical * _REACH]
        best, most = None, 0.0
        for line in open_lines:
            shared = min(line.below, bottom) - max(line.above, top)
            if shared > _LEVEL * min(line.below - line.above, bottom - top) and shared > most:
                best, most = line, shared
        if not letter:
            # A dash or a full stop among the letters goes on with the line, and begins none.
            rest.append(number)
            if best is not None:
                best.end = max(best.end, right)
        elif best is None:
            lines.append([number])
            open_lines.append(_Line(lines[-1], top, bottom, right))
        else:
            best.letters.append(number)
            # The level follows slowly: a page may still lie a little askew.
            best.above = best.above * 0.8 + top * 0.2
            best.below = best.below * 0.8 + bottom * 0.2
            best.end = max(best.end, right)
    high = boxes[:, 3] - boxes[:, 1]
    alone = [line for line in lines if high[line].max() < typical * _LINE_LEAST]
    rest += [number for line in alone for number in line]
    return [boxes[line] for line in lines if high[line].max() >= typical * _LINE_LEAST], boxes[rest]


def _with_marks(lines: list[Ints], marks: Ints, typical: float) -> list[Ints]:
    """Each line's letters and the small parts that stand nearest to it: marks, stops, dots.

    From the foot of the page up, so that a tone mark stands on the vowel below it, however near
    the line above is.
    """
    held = [[tuple(part) for part in line.tolist()] for line in lines]
    spans = np.array([(line[:, 0].min(), line[:, 2].max()) for line in lines]).reshape(-1, 2)
    levels = np.array([(line[:, 1].min(), line[:, 3].max()) for line in lines]).reshape(-1, 2)
    reach = typical * (1 + _MARKS)
    stacks = [line.copy() for line in lines]
    for mark in marks[np.argsort(-marks[:, 3], kind="stable")]:
        left, top, right, bottom = (int(n) for n in mark)
        across = (left + right) / 2
        near = (spans[:, 0] - typical <= across) & (across <= spans[:, 1] + typical)
        near &= (levels[:, 0] - reach <= bottom) & (top <= levels[:, 1] + reach)
        best, least = -1, typical * _MARKS
        for number in np.flatnonzero(near):
            parts = stacks[number]
            # Letters over and under it; where none is (a stop, a dash), the nearest.
            apart = np.maximum(parts[:, 0] - across, across - parts[:, 2])
            own = parts[apart <= max(typical * 0.15, float(apart.min()))]
            above = np.maximum(own[:, 1] - bottom, 0)
            below = np.maximum(top - own[:, 3], 0)
            # Marks hang closer to their letter than they stand on it.
            cost = float((above + below * 2 + (below > 0) * typical * 0.1).min())
            if cost < least:
                best, least = int(number), cost
        if best >= 0:
            held[best].append((left, top, right, bottom))
            stacks[best] = np.concatenate([stacks[best], mark[None]])
    return [np.array(parts, np.int64) for parts in held]


def _cut(page: Picture, parts: Ints, every: Ints, paper: int) -> Piece:
    """A line as it is drawn, without what belongs to the lines around it."""
    left, top = (int(n) for n in parts[:, :2].min(0))
    right, bottom = (int(n) for n in parts[:, 2:].max(0))
    high, wide = page.shape
    picture = np.full((bottom - top + 2 * _PAD, right - left + 2 * _PAD), paper, np.uint8)
    above, below = min(_PAD, top), min(_PAD, high - bottom)
    before, after = min(_PAD, left), min(_PAD, wide - right)
    from_left, from_top = left - _PAD, top - _PAD
    picture[
        _PAD - above : picture.shape[0] - _PAD + below,
        _PAD - before : picture.shape[1] - _PAD + after,
    ] = page[top - above : bottom + below, left - before : right + after]
    meeting = every[
        (every[:, 0] < right + _PAD)
        & (every[:, 2] > from_left)
        & (every[:, 1] < bottom + _PAD)
        & (every[:, 3] > from_top)
    ]
    mine = {tuple(part) for part in parts.tolist()}
    for part in meeting.tolist():
        if tuple(part) not in mine:
            _area(picture, part, from_left, from_top)[:] = paper
    for part in parts.tolist():
        _area(picture, part, from_left, from_top)[:] = page[part[1] : part[3], part[0] : part[2]]
    return Piece(picture, from_left, from_top, (left, top, right, bottom))


def _area(picture: Picture, part: list[int], left: int, top: int) -> Picture:
    return picture[
        max(0, part[1] - top) : max(0, part[3] - top),
        max(0, part[0] - left) : max(0, part[2] - left),
    ]
