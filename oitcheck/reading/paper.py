"""A faint page made as dark as a good one, so that strokes don't break where they are told from
the paper."""

from __future__ import annotations

import numpy as np
from PIL import Image

from oitcheck.reading.glyphs import Picture

_LEAST = 18.0
"""Grey levels below the paper that can be ink at all."""
_NOISE = 5.0
_ENOUGH = 60
_GOOD = 165.0
"""How far ink lies below the paper on a page that needs nothing."""
_WANTED = 215.0
_MOST = 4.0


def darkened(picture: Picture) -> Picture:
    """``picture`` with its ink ``_WANTED`` levels below its paper where it is faint; else as it
    is. Noise is told by how much the paper itself differs from pixel to pixel."""
    high, wide = picture.shape
    if high < 2 or wide < 2:
        return picture
    # Half the size: a fourth of the pixels, half of the noise.
    small = Image.fromarray(picture).resize((wide // 2, high // 2), Image.Resampling.BOX)
    values = np.asarray(small).astype(np.float32)
    paper = float(np.median(values))
    depth = paper - values
    noise = float(np.median(np.abs(depth))) * 1.5
    ink = depth[depth > max(_LEAST, _NOISE * noise)]
    if ink.size < _ENOUGH or ink.size > depth.size // 3:
        return picture
    strong = float(np.percentile(ink, 80))
    if strong >= _GOOD:
        return picture
    gain = min(_MOST, _WANTED / strong)
    levels = np.arange(256, dtype=np.float32)
    table = np.clip(255.0 - (paper - levels) * gain, 0, 255).astype(np.uint8)
    darker: Picture = table[picture]
    return darker
