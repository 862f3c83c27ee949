"""The levels of an evidence checklist as an agency's page shows them, for a person to rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oitcheck.catalogue import Catalogue
from oitcheck.checklist import Criterion
from oitcheck.checks.level import META
from oitcheck.model import AgencyVerdicts, Finding
from oitcheck.report.standing import Item, State, state


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An exhibit and how it stands; ``state`` None: the agency wasn't asked for it. ``numbered``
    False: the source gives it no number, the code is the program's own."""

    code: str
    name: str
    state: State | None
    anchor: str
    links: int
    numbered: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """``for_a_person``: the level was laid before a person (a supplier has none of its own)."""

    number: int
    text: str
    criteria: tuple[Criterion, ...]
    exhibits: tuple[ExhibitRow, ...]
    complete: int
    for_a_person: bool


def levels_of(
    agency: AgencyVerdicts, catalogue: Catalogue | None, items: Mapping[str, Item]
) -> tuple[LevelRow, ...]:
    """All levels of the agency's checklist; none for a catalogue that has no levels."""
    verdicts = {verdict.indicator: verdict for verdict in agency.verdicts}
    laid = {one.key for one in agency.findings if one.check == META.id}
    rows = []
    for level in catalogue.levels if catalogue else ():
        exhibits = []
        for exhibit in level.exhibits:
            verdict, item = verdicts.get(exhibit.code), items.get(exhibit.code)
            exhibits.append(
                ExhibitRow(
                    code=exhibit.code,
                    name=exhibit.name,
                    state=state(verdict) if verdict else None,
                    anchor=item.anchor if item else "",
                    links=len(verdict.links) if verdict else 0,
                    numbered=bool(exhibit.number),
                )
            )
        rows.append(
            LevelRow(
                number=level.number,
                text=level.text,
                criteria=level.criteria,
                exhibits=tuple(exhibits),
                complete=sum(one.state == "pass" for one in exhibits),
                for_a_person=str(level.number) in laid,
            )
        )
    return tuple(rows)


def other_findings(agency: AgencyVerdicts) -> tuple[Finding, ...]:
    """What is found about the whole submission besides its levels."""
    return tuple(finding for finding in agency.findings if finding.check != META.id)
