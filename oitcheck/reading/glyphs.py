"""Shapes on a scanned page: ink, connected parts, and glyphs brought to one size.

Arrays are numpy; a picture is ``uint8`` of (height, width), 0 black; ink is ``bool`` of the same
shape, True where something is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Ink = npt.NDArray[np.bool_]
Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

SIDE = 28
FEATURES = 7 * 7 * 8 + 14 * 14 + 2
_INSIDE = 24
_WINDOW = 41
_DARKER = 0.86
_BLACK = 200
_SMALLEST = 6
_SPECK = 4
_MOST_GLYPHS = 20_000


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Glyphs of a page, row i of ``boxes`` (left, top, right, bottom) and of ``features``;
    ``typical``: the usual height of a glyph in pixels; ``parts``: boxes of the connected parts
    that they were made of, specks left out."""

    boxes: Ints
    features: Floats
    typical: float
    parts: Ints


def ink_of(picture: Picture) -> Ink:
    """What is darker than its surroundings: a local mean forgives grey paper and shadows."""
    values = picture.astype(np.float32)
    mean = _local_mean(values, _WINDOW)
    ink: Ink = (values < mean * _DARKER) & (values < _BLACK)
    return ink


def _local_mean(values: Floats, window: int) -> Floats:
    half = window // 2
    padded = np.pad(values, half + 1, mode="edge")
    total = padded.cumsum(0, dtype=np.float64).cumsum(1)
    high, wide = values.shape
    span = 2 * half + 1
    top, left = total[:high, :wide], total[:high, span : span + wide]
    bottom = total[span : span + high]
    sums = bottom[:, span : span + wide] - bottom[:, :wide] - left + top
    mean: Floats = (sums / (span * span)).astype(np.float32)
    return mean


def glyphs_of(ink: Ink, smallest: int = _SMALLEST, largest: int = 200) -> Glyphs:
    """The glyphs of a page: parts that stand over one another (a letter with its marks, a broken
    stroke) are one. Specks lower than ``smallest`` pixels and pictures are left out."""
    rows, starts, ends, label = _runs(ink)
    if not rows.size:
        return _nothing()
    boxes, label = _boxes(rows, starts, ends, label)
    high, wide = boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]
    fits = (high >= 2) & (wide >= 2) & (high <= largest) & (wide <= largest * 2)
    tall = fits & (high >= smallest)
    if not tall.any() or int(tall.sum()) > _MOST_GLYPHS:
        return _nothing()
    order = np.argsort(label, kind="stable")
    edges = np.searchsorted(label[order], np.arange(len(boxes) + 1))
    merged = _merged(boxes, np.flatnonzero(tall), np.flatnonzero(fits & ~tall))
    typical = float(np.median(high[tall]))
    kept, shapes, sizes = [], [], []
    for parts in merged:
        box = _around(boxes[parts])
        mask = np.zeros((box[3] - box[1], box[2] - box[0]), np.uint8)
        for part in parts:
            for run in order[edges[part] : edges[part + 1]]:
                mask[rows[run] - box[1], starts[run] - box[0] : ends[run] - box[0]] = 255
        kept.append(box)
        shapes.append(_fitted(mask))
        sizes.append(((box[2] - box[0]) / (box[3] - box[1]), (box[3] - box[1]) / typical))
    return Glyphs(
        np.array(kept, np.int64),
        features_of(np.stack(shapes), np.array(sizes, np.float32)),
        typical,
        boxes[(high <= largest) & (wide <= largest * 2) & (high * wide >= _SPECK)],
    )


def cut(ink: Ink, box: Ints, edges: list[int], typical: float) -> Glyphs:
    """The glyphs of a box that touch, cut apart at ``edges`` (columns, with both ends)."""
    boxes, shapes, sizes = [], [], []
    for left, right in pairwise(edges):
        part = ink[box[1] : box[3], left:right]
        down, across = np.flatnonzero(part.any(1)), np.flatnonzero(part.any(0))
        if not down.size:
            return _nothing()
        part = part[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
        high, wide = part.shape
        top = int(box[1] + down[0])
        boxes.append((left + int(across[0]), top, left + int(across[-1]) + 1, top + high))
        shapes.append(_fitted(part.astype(np.uint8) * 255))
        sizes.append((wide / high, high / typical))
    return Glyphs(
        np.array(boxes, np.int64),
        features_of(np.stack(shapes), np.array(sizes, np.float32)),
        typical,
        np.array(boxes, np.int64),
    )


def _nothing() -> Glyphs:
    none = np.zeros((0, 4), np.int64)
    return Glyphs(none, np.zeros((0, FEATURES), np.float32), 0.0, none)


def _runs(ink: Ink) -> tuple[Ints, Ints, Ints, Ints]:
    """Runs of ink by row (row, start, end) and the number of the connected part of each."""
    padded = np.pad(ink, ((0, 0), (1, 1))).astype(np.int8)
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    _, ends = np.nonzero(change == -1)
    key = ink.shape[1] + 2
    low = np.searchsorted(rows * key + ends, (rows - 1) * key + starts, "left")
    high = np.searchsorted(rows * key + starts, (rows - 1) * key + ends, "right")
    count = np.maximum(high - low, 0)
    below = np.repeat(np.arange(len(rows)), count)
    first = np.repeat(low - np.concatenate(([0], count.cumsum()[:-1])), count) if len(rows) else low
    above = first + np.arange(len(below))
    label = np.arange(len(rows))
    while True:
        least = np.minimum(label[below], label[above])
        changed = label.copy()
        np.minimum.at(changed, label[below], least)
        np.minimum.at(changed, label[above], least)
        changed = changed[changed]
        changed = changed[changed]
        if np.array_equal(changed, label):
            break
        label = changed
    _, label = np.unique(label, return_inverse=True)
    return rows, starts, ends, label.astype(np.int64)


def _boxes(rows: Ints, starts: Ints, ends: Ints, label: Ints) -> tuple[Ints, Ints]:
    count = int(label.max()) + 1
    boxes = np.zeros((count, 4), np.int64)
    boxes[:, :2] = 1 << 30
    np.minimum.at(boxes[:, 0], label, starts)
    np.minimum.at(boxes[:, 1], label, rows)
    np.maximum.at(boxes[:, 2], label, ends)
    np.maximum.at(boxes[:, 3], label, rows + 1)
    return boxes, label


def _merged(boxes: Ints, tall: Ints, low: Ints) -> list[list[int]]:
    """Low parts (dots, broken strokes) go to the tall part that they stand over, within or next
    to in the same column, at most half its height away; the others stay alone."""
    groups = {int(part): [int(part)] for part in tall}
    if not low.size:
        return list(groups.values())
    by_left = tall[np.argsort(boxes[tall, 0])]
    lefts = boxes[by_left, 0]
    widest = int((boxes[tall, 2] - boxes[tall, 0]).max())
    for part in low:
        left, top, right, bottom = boxes[part]
        near = by_left[
            np.searchsorted(lefts, left - widest) : np.searchsorted(lefts, right, "right")
        ]
        if not near.size:
            continue
        other = boxes[near]
        overlap = np.minimum(other[:, 2], right) - np.maximum(other[:, 0], left)
        gap = np.maximum(other[:, 1] - bottom, top - other[:, 3])
        height = other[:, 3] - other[:, 1]
        fit = (overlap * 2 >= right - left) & (gap <= height * 0.15)
        if fit.any():
            groups[int(near[np.argmax(np.where(fit, overlap, -1))])].append(int(part))
    return list(groups.values())


def _around(boxes: Ints) -> tuple[int, int, int, int]:
    left, top = boxes[:, :2].min(0)
    right, bottom = boxes[:, 2:].max(0)
    return int(left), int(top), int(right), int(bottom)


def _fitted(mask: Picture) -> Picture:
    """A mask in a square of 28 pixels, its longer side 24, in the middle."""
    high, wide = mask.shape
    scale = _INSIDE / max(high, wide)
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    kind = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    small = np.asarray(Image.fromarray(mask).resize(size, kind))
    square = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - small.shape[0]) // 2, (SIDE - small.shape[1]) // 2
    square[top : top + small.shape[0], left : left + small.shape[1]] = small
    return square


def features_of(shapes: Picture, sizes: Floats) -> Floats:
    """Directions of edges in 7 x 7 cells (8 each), ink in 14 x 14 cells, and the two ``sizes``
    (width / height, height / usual height of the page). (n, 28, 28), (n, 2) to (n, 590)."""
    values: Any = shapes.astype(np.float32) / 255.0
    count = len(values)
    down = np.zeros_like(values)
    across = np.zeros_like(values)
    down[:, 1:-1] = values[:, 2:] - values[:, :-2]
    across[:, :, 1:-1] = values[:, :, 2:] - values[:, :, :-2]
    strength = np.hypot(down, across)
    direction = (np.arctan2(down, across) / (2 * np.pi) * 8 + 8) % 8
    lower = np.floor(direction).astype(np.int64) % 8
    share = direction - np.floor(direction)
    bins = np.zeros((count, SIDE, SIDE, 8), np.float32)
    np.put_along_axis(bins, lower[..., None], (strength * (1 - share))[..., None], 3)
    upper = np.zeros_like(bins)
    np.put_along_axis(upper, ((lower + 1) % 8)[..., None], (strength * share)[..., None], 3)
    cells = (bins + upper).reshape(count, 7, 4, 7, 4, 8).sum((2, 4)) / 8.0
    inked = values.reshape(count, 14, 2, 14, 2).mean((2, 4))
    size = np.clip(sizes, 0.0, 3.0)
    found: Floats = np.concatenate(
        [cells.reshape(count, -1), inked.reshape(count, -1), size], axis=1, dtype=np.float32
    )
    return found
