"""Finds dates in Thai texts and file names. Pure: no clock, so ``69`` always means 2569."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, make_dataclass
from typing import Any

from oitcheck.model.document import DateMention, Source
from oitcheck.thai import digits
from oitcheck.thai.dates_grammar import readings
from oitcheck.thai.dates_hit import Reading
from oitcheck.thai.dates_tokens import phrases
from oitcheck.thai.normalise import Normalised, normalise

VERSION = 3
"""Raised whenever the same text may give other mentions: stored readings are then made anew."""

_NARROWEST = ("day", "month", "quarter", "half", "fiscal-year", "year", "range")


def find(text: str, *, filename: bool = False, source: Source = "text") -> tuple[DateMention, ...]:
    """Every date in ``text``, in order of position; mentions never overlap.

    ``filename``: the text is a file's name, where ``680303`` is a day, ``_`` and ``-`` stand for
    spaces and ``ITA_68`` names a year. A number that could be something else (a telephone, a sum,
    a section of a law, a document's number) is no date; a bare ``2568`` among Thai words is a
    year with a confidence of 0.4. Fiscal year N runs from 1 October N-1 to 30 September N, its
    quarter 1 from October to December; รอบ 6 เดือน is its first half. ``source``: which text of a
    document this is; the mentions bear it. Never raises.
    """
    normalised = normalise(text)
    return tuple(
        _mention(reading, text, normalised, source)
        for phrase in phrases(normalised.text, filename)
        for reading in readings(phrase, normalised.text, filename)
    )


def ranked(mentions: Iterable[DateMention]) -> tuple[DateMention, ...]:
    """``mentions`` with the best first: the surest, then the narrowest, then the first in the
    text."""
    return tuple(
        sorted(
            mentions,
            key=lambda found: (
                -found.confidence,
                _NARROWEST.index(found.precision),
                found.start,
            ),
        )
    )


def _mention(reading: Reading, text: str, normalised: Normalised, source: Source) -> DateMention:
    to_original = normalised.to_original
    start, end = to_original[reading.start], to_original[reading.end]
    while end > start and not text[end - 1].isprintable():
        end -= 1
    raw = text[start:end]
    open_mention: Any = _Open(
        reading.first,
        reading.last,
        reading.precision,
        reading.calendar,
        digits.script(raw),
        start,
        end,
        raw,
        reading.confidence,
        source,
    )
    open_mention.__class__ = DateMention
    mention: DateMention = open_mention
    return mention


# To set the fields of a frozen object one by one takes longer than all else that is done for a
# mention. This is one of the same layout that is not frozen yet.
_Open = make_dataclass("_Open", [field.name for field in fields(DateMention)], slots=True)
