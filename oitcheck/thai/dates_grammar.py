"""Reads dates from a phrase: finds the first shape that fits at each place and says which days
it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oitcheck.thai import dates_days, dates_years
from oitcheck.thai.dates_hit import Hit, Impossible, Reading
from oitcheck.thai.dates_rules import SHAPES
from oitcheck.thai.dates_tokens import NEWEST_BE, OLDEST_BE, Phrase

_BUILDERS = dates_days.BUILDERS | dates_years.BUILDERS


# What follows a number or a year in the shapes that begin with one; a year may also stand alone.
_NEXT = {"n": frozenset("-/.,tLmMEI'"), "B": frozenset("-/.tL"), "C": frozenset("-/.")}
_ALONE = {
    filename: tuple(shape for shape in shapes["B"] if shape[0] == "bare-year")
    for filename, shapes in SHAPES.items()
}
# More numbers or years in a row than any date or list of them has: a pattern, no dates.
_CHAIN = re.compile("(?:BL?[-/.]L?){12,}B?|(?:n/){12,}n?|(?:n-){12,}n?|(?:n[.]){12,}n?")


def readings(phrase: Phrase, text: str, filename: bool) -> Iterator[Reading]:
    """What a phrase says, from left to right; readings never overlap."""
    kinds = phrase.kinds
    position = 0
    while position < len(kinds):
        chain = None if filename else _CHAIN.match(kinds, position)
        if chain:
            position = chain.end()
            continue
        found, position = _at(phrase, position, text, filename)
        if found:
            yield found


def _at(phrase: Phrase, position: int, text: str, filename: bool) -> tuple[Reading | None, int]:
    kinds = phrase.kinds
    kind = kinds[position]
    shapes = SHAPES[filename].get(kind, ())
    if kind in _NEXT and kinds[position + 1 : position + 2] not in _NEXT[kind]:
        shapes = _ALONE[filename] if kind == "B" else ()
    for name, shape in shapes:
        match = shape.match(kinds, position)
        if match is None:
            continue
        hit = Hit(
            match, phrase, text, filename, lambda place: _at(phrase, place, text, filename)[0]
        )
        try:
            found = _BUILDERS[name](hit)
        except Impossible:
            return None, match.end()
        if found is None:
            continue
        if not OLDEST_BE - 543 <= found.first.year <= found.last.year <= NEWEST_BE - 543:
            return None, match.end()
        calendars = frozenset(year.calendar for year in found.years)
        end = hit.end
        if "(" in match[0] and ")" not in match[0] and text.startswith(")", end):
            end += 1
        reading = Reading(
            hit.start, end, found.first, found.last, found.precision, calendars, found.confidence
        )
        return reading, match.end()
    return None, position + 1
