"""Reads dates from a phrase: finds the first shape that fits at each place and says which days
it means."""

from __future__ import annotations

from collections.abc import Iterator

from oitcheck.thai import dates_days, dates_years
from oitcheck.thai.dates_hit import Hit, Impossible, Reading
from oitcheck.thai.dates_rules import SHAPES
from oitcheck.thai.dates_tokens import NEWEST_BE, OLDEST_BE, Phrase

_BUILDERS = dates_days.BUILDERS | dates_years.BUILDERS


def readings(phrase: Phrase, text: str, filename: bool) -> Iterator[Reading]:
    """What a phrase says, from left to right; readings never overlap."""
    position = 0
    while position < len(phrase.kinds):
        found, position = _at(phrase, position, text, filename)
        if found:
            yield found


def _at(phrase: Phrase, position: int, text: str, filename: bool) -> tuple[Reading | None, int]:
    for name, shape in SHAPES[filename].get(phrase.kinds[position], ()):
        match = shape.match(phrase.kinds, position)
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
