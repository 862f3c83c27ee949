"""A province's evidence checklist as a catalogue, so that one engine serves both."""

from __future__ import annotations

from oitcheck.catalogue.values import Catalogue, Indicator, Words
from oitcheck.checklist import Checklist

EXHIBIT = Words("เอกสาร", "exhibit")
CHECKS = ("submitted", "reachable", "not-empty")
"""What is looked at: that a link was given, that it opens, that there is something behind it. A
checklist says nothing about whose site it must be, and its days stand in the exhibits' names."""


def catalogue_of(checklist: Checklist) -> Catalogue:
    """The exhibits as items, the levels as groups; the track is the checklist's id."""
    return Catalogue(
        id=checklist.id,
        year=checklist.year,
        track=checklist.id,
        revision=checklist.revision,
        confirmed=True,
        sha256=checklist.sha256,
        groups=tuple((str(level.number), Words(level.text)) for level in checklist.levels),
        sources=(("checklist", checklist.source),) if checklist.source else (),
        indicators=tuple(
            Indicator(
                code=exhibit.code,
                group=str(level.number),
                name=Words(exhibit.name),
                data_year=(),
                confirmed=True,
                checks=CHECKS,
            )
            for level in checklist.levels
            for exhibit in level.exhibits
        ),
        note=checklist.note,
        title=checklist.title or checklist.id,
        item=EXHIBIT,
        levels=checklist.levels,
    )
