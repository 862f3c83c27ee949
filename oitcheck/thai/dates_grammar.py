"""Reads dates from a phrase: finds the first shape that fits at each place and says which days
it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from oitcheck.thai import dates_days, dates_years
from oitcheck.thai.dates_hit import Calendar, Hit, Impossible, Reading
from oitcheck.thai.dates_rules import ANY_SHAPE, SHAPES
from oitcheck.thai.dates_tokens import NEWEST_BE, OLDEST_BE, Phrase

_BUILDERS = dates_days.BUILDERS | dates_years.BUILDERS


# What follows a number or a year in the shapes that begin with one; a year may also stand alone.
_NEXT = {"n": frozenset("-/.,tLmMEI'"), "B": frozenset("-/.tL"), "C": frozenset("-/.")}
_ALONE = {
    filename: tuple(shape for shape in shapes["B"] if shape[0] == "bare-year")
    for filename, shapes in SHAPES.items()
}


def _begin(kind: str) -> str:
    if kind not in _NEXT or kind == "B":
        return kind
    return f"{kind}(?=[{re.escape(''.join(sorted(_NEXT[kind])))}])"


# Where a shape can begin at all.
_BEGINS = {
    filename: re.compile("|".join(map(_begin, shapes))) for filename, shapes in SHAPES.items()
}
# More numbers or years in a row than any date or list of them has: a pattern, no dates.
_CHAIN = re.compile(
    "(?:BL?[-/.t]L?){12,}B?|(?:n/){12,}n?|(?:n-){12,}n?|(?:n[.]){12,}n?|(?:n:){12,}n?"
    "|(?:B,?L?){100,}|(?:YB,?){100,}"
)
_SHORTEST_CHAIN = 24  # tokens


def readings(phrase: Phrase, text: str, filename: bool) -> Iterator[Reading]:
    """What a phrase says, from left to right; readings never overlap."""
    kinds = phrase.kinds
    begins = _BEGINS[filename]
    may_chain = len(kinds) >= _SHORTEST_CHAIN and not filename
    position = 0
    while begin := begins.search(kinds, position):
        position = begin.start()
        chain = _CHAIN.match(kinds, position) if may_chain else None
        if chain:
            position = chain.end()
            continue
        found, position = _at(phrase, position, text, filename)
        if found:
            yield found


@lru_cache(maxsize=4096)
def _fitting(
    kinds: str, position: int, filename: bool, first: int
) -> tuple[int, str, re.Match[str]] | None:
    """The first shape that fits a row of kinds at a place, of those from number ``first`` on, its
    own number before it. Texts say the same thing again and again, in the same shape."""
    kind = kinds[position]
    shapes = SHAPES[filename].get(kind, ())
    if kind in _NEXT and kinds[position + 1 : position + 2] not in _NEXT[kind]:
        shapes = _ALONE[filename] if kind == "B" else ()
    elif first == 0 and shapes and not ANY_SHAPE[filename][kind].match(kinds, position):
        return None
    for number in range(first, len(shapes)):
        name, shape = shapes[number]
        match = shape.match(kinds, position)
        if match:
            return number, name, match
    return None


def _at(phrase: Phrase, position: int, text: str, filename: bool) -> tuple[Reading | None, int]:
    kinds = phrase.kinds
    fits = _fitting(kinds, position, filename, 0)
    while fits:
        number, name, match = fits
        hit = Hit(match, phrase, text, filename, _at)
        try:
            found = _BUILDERS[name](hit)
        except Impossible:
            return None, match.end()
        if found is None:
            fits = _fitting(kinds, position, filename, number + 1)
            continue
        if not OLDEST_BE - 543 <= found.first.year <= found.last.year <= NEWEST_BE - 543:
            return None, match.end()
        years = found.years
        calendar: Calendar | None = years[0].calendar
        if len(years) > 1 and any(year.calendar != calendar for year in years):
            calendar = None
        end = hit.end
        if "(" in match[0] and ")" not in match[0] and text.startswith(")", end):
            end += 1
        reading = Reading(
            hit.start, end, found.first, found.last, found.precision, calendar, found.confidence
        )
        return reading, match.end()
    return None, position + 1
