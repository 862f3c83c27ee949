"""A page with less white between its lines, as OCR engines are used to.

Thai official letters are set wide; an engine that looks for lines then takes the vowels and tone
marks above a line for a line of their own, and half of the line is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from oitcheck.reading.glyphs import Ink, Ints, Picture
from oitcheck.reading.seen import Seen

_MOST = 0.5
"""The most white between two lines, in heights of a usual glyph; fewest letters wrong of 0.5,
0.9 and 1.4 on pages in Laksaman, Norasi and Garuda (docs/benches.md)."""


@dataclass(frozen=True, slots=True)
class Tight:
    """``picture``: the page without some of its blank rows; ``rows[i]``: where its row i stood."""

    picture: Picture
    rows: Ints

    def back(self, seen: Seen) -> Seen:
        """A word of ``picture`` in its place on the whole page."""
        last = len(self.rows) - 1
        top, bottom = self.rows[min(seen.top, last)], self.rows[min(seen.bottom, last + 1) - 1] + 1
        return replace(seen, top=int(top), bottom=int(bottom))


def tightened(page: Picture, ink: Ink, typical: float) -> Tight:
    """``page`` with stretches of rows that are blank from edge to edge cut down; ``typical``: the
    usual height of a glyph, 0 where none were seen."""
    rows = np.arange(len(page))
    if typical:
        last_inked = np.maximum.accumulate(np.where(ink.any(axis=1), rows, -1))
        rows = rows[rows - last_inked <= max(1, int(typical * _MOST))]
    return Tight(np.ascontiguousarray(page[rows]), rows)
