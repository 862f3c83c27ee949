"""What an engine made of a whole page, and of its lines one by one, put together.

The lines are read better by themselves; the whole page says in which order they come, and has what
stands in no line: large titles, light letters on a dark ground.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from oitcheck.reading.glyphs import Ink
from oitcheck.reading.pieces import Piece
from oitcheck.reading.seen import Seen

_COVERED = 0.97
_SURE = 0.7
_POOR, _FEW_POOR = 0.5, 0.1
_ALONE = 0.6
"""How sure a line must be that the engine did not see on the whole page: drawings have none."""
_DOUBT = 0.05
"""By how much a stretch of the whole page must be surer than the line by itself: where a page
loses marks, what it keeps is as sure as before."""


def plain(pieces: Sequence[Piece], ink: Ink) -> bool:
    """Whether a page is lines below one another and nothing else: their order is then known."""
    if not pieces:
        return False
    for upper, lower in pairwise(pieces):
        shared = min(upper.box[3], lower.box[3]) - max(upper.box[1], lower.box[1])
        if shared > 0.5 * min(upper.box[3] - upper.box[1], lower.box[3] - lower.box[1]):
            return False
    inside = sum(
        int(ink[top:bottom, left:right].sum())
        for left, top, right, bottom in (piece.box for piece in pieces)
    )
    return inside >= _COVERED * int(ink.sum())


def sure(lined: Sequence[Sequence[Seen]]) -> bool:
    """Whether the lines of a page were read well by themselves, all but a few."""
    every = [each for line in lined for each in line]
    poor = sum(_mean(line) < _POOR for line in lined)
    return bool(every) and _mean(every) >= _SURE and poor <= _FEW_POOR * len(lined)


def below_one_another(lined: Sequence[Sequence[Seen]]) -> list[Seen]:
    """The lines of a plain page."""
    return [replace(each, line=number) for number, line in enumerate(lined) for each in line]


def merged(
    pieces: Sequence[Piece], lined: Sequence[Sequence[Seen]], whole: Sequence[Seen]
) -> list[Seen]:
    """For every piece the reading of which the engine is surer, in the page's order."""
    held: list[list[Seen]] = [[] for _ in pieces]
    lines: dict[int, list[tuple[int, list[Seen]]]] = {}
    for each in whole:
        number = next((n for n, piece in enumerate(pieces) if piece.holds(each)), None)
        if number is None:
            lines.setdefault(each.line, []).append((each.left, [each]))
        else:
            held[number].append(each)
    alone = max((each.line for each in whole), default=-1) + 1
    last = alone - 1
    for piece, own, other in zip(pieces, lined, held, strict=True):
        chosen = own if own and _mean(own) >= _mean(other) - _DOUBT else other
        if not chosen or (not other and _mean(own) < _ALONE):
            continue
        if other:
            letters: Counter[int] = Counter()
            for each in other:
                letters[each.line] += len(each.text)
            line = letters.most_common(1)[0][0]
        else:
            line, alone = alone, alone + 1
        lines.setdefault(line, []).append((piece.box[0], list(chosen)))
    return _ordered(lines, last)


def _mean(seen: Sequence[Seen]) -> float:
    return sum(each.confidence for each in seen) / len(seen) if seen else 0.0


def weight(seen: Sequence[Seen]) -> float:
    """How much was read, and how surely."""
    return sum((each.confidence - 0.4) * len(each.text) for each in seen)


def _ordered(lines: dict[int, list[tuple[int, list[Seen]]]], last: int) -> list[Seen]:
    held = {}
    for number, parts in lines.items():
        own: list[Seen] = []
        for _, part in sorted(parts, key=lambda each: each[0]):
            first = replace(part[0], spaced=True) if own and len(part) > 1 else part[0]
            own += [first, *part[1:]]
        held[number] = own
    order = in_reading_order(held, last)
    return [
        replace(each, line=place) for place, number in enumerate(order) for each in held[number]
    ]


def in_reading_order(lines: dict[int, list[Seen]], last: int) -> list[int]:
    """The engine's lines as they are; a new one goes before the first that begins below it."""
    order = [number for number in sorted(lines) if number <= last]
    for number in sorted(number for number in lines if number > last):
        middle = _middle(lines[number])
        place = next((i for i, known in enumerate(order) if _middle(lines[known]) > middle), None)
        order.insert(len(order) if place is None else place, number)
    return order


def _middle(line: list[Seen]) -> float:
    return sum(each.top + each.bottom for each in line) / (2 * len(line))
