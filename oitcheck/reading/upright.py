"""A scanned page set straight: how far it is turned, by the profile of its lines."""

from __future__ import annotations

import numpy as np
from PIL import Image

from oitcheck.reading.glyphs import Ints, Picture

MOST = 8.0
"""Degrees either way that are looked at; more is no scan but a photograph."""
_LEAST = 0.15
_SIDEWAYS = 0.9
_WIDTH = 900
_COARSE = np.arange(-MOST, MOST + 0.1, 1.0)
_FINE = np.arange(-0.9, 0.95, 0.1)


def sideways(picture: Picture) -> bool:
    """Whether the lines of a page seem to run up or down: then it has to be asked which way."""
    down, across = _inked(picture)
    if not down.size:
        return False
    turns = _COARSE[abs(_COARSE) <= 3]
    level = max(_sharp(down, across, turn) for turn in turns)
    upright = max(_sharp(across, down, turn) for turn in turns)
    return upright > level * _SIDEWAYS


def skew(picture: Picture) -> float:
    """Degrees by which the lines of a page rise from left to right, 0.0 where none are told."""
    down, across = _inked(picture)
    if not down.size:
        return 0.0
    coarse = max(_COARSE, key=lambda turn: (_sharp(down, across, turn), -abs(turn)))
    fine = max(coarse + _FINE, key=lambda turn: (_sharp(down, across, turn), -abs(turn)))
    return float(round(fine, 2)) if abs(fine) >= _LEAST else 0.0


def _inked(picture: Picture) -> tuple[Ints, Ints]:
    """Rows and columns of what is dark on a small copy; nothing where a page tells nothing."""
    scale = min(1.0, _WIDTH / max(1, picture.shape[1]))
    size = (max(1, int(picture.shape[1] * scale)), max(1, int(picture.shape[0] * scale)))
    small = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))
    threshold = max(60.0, float(np.median(small)) * 0.75)
    down, across = np.nonzero(small < threshold)
    if len(down) < 200 or len(down) > small.size // 2:
        return down[:0], across[:0]
    if len(down) > 60_000:
        step = len(down) // 60_000 + 1
        down, across = down[::step], across[::step]
    return down, across


def _sharp(down: Ints, across: Ints, turn: float) -> float:
    """How much ink differs from row to row when the page is turned by ``turn`` degrees."""
    slope = np.tan(np.radians(turn))
    rows = np.round(down + across * slope).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(((counts[1:] - counts[:-1]) ** 2).sum())


def straightened(picture: Picture, degrees: float) -> Picture:
    """The page turned back, corners filled with the colour of its paper."""
    if not degrees:
        return picture
    paper = int(np.percentile(picture[::8, ::8], 90))
    turned = Image.fromarray(picture).rotate(
        -degrees, Image.Resampling.BICUBIC, expand=False, fillcolor=paper
    )
    return np.asarray(turned)
