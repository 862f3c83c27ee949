"""What the province's page says: the matrix by district, common and shared causes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oitcheck.catalogue import Catalogue
from oitcheck.model import AgencyVerdicts, Finding, Judgement, Outcome, Role
from oitcheck.report import safe
from oitcheck.report.handing import Handed, handed
from oitcheck.report.shared import SharedView
from oitcheck.report.speech import Speech
from oitcheck.report.standing import STATES, Item, State, items_of, state, telling
from oitcheck.report.words import ReportWords
from oitcheck.thai import sorting

_CAUSES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Cell:
    state: State
    anchor: str
    decided: bool


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency's line: ``page`` is its file, ``cells`` stand as the columns do (None: no such
    item for this agency)."""

    name: str
    page: str
    supplier: bool
    gaps: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class District:
    name: str
    agencies: tuple[AgencyRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The agencies of one catalogue. ``groups``: code, name, number of columns."""

    catalogue: Catalogue | None
    columns: tuple[Item, ...]
    groups: tuple[tuple[str, str, int], ...]
    districts: tuple[District, ...]


@dataclass(frozen=True, slots=True)
class CommonCause:
    seen: str
    agencies: int
    items: int


Places = tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
"""Districts in order, with agencies as (name, page, what more there is to say)."""


@dataclass(frozen=True, slots=True)
class Overview:
    """``missing``: agencies without any link; ``carrying``: those that gave none in this round and
    whose earlier links are used on; ``late``: those with something that was not there in time."""

    counts: Mapping[State, int]
    agencies: int
    items: int
    links: int
    matrices: tuple[Matrix, ...]
    causes: tuple[CommonCause, ...]
    shared: tuple[SharedView, ...]
    missing: Places
    carrying: Places
    late: Places


def counts(agency: AgencyVerdicts) -> dict[State, int]:
    """Number of items in every state, zeros included."""
    found = Counter(state(verdict) for verdict in agency.verdicts)
    return {name: found[name] for name in STATES}


def overview(
    judgement: Judgement,
    catalogues: Mapping[str, Catalogue],
    pages: Mapping[str, str],
    speech: Speech,
    words: ReportWords,
    shared: Sequence[SharedView] = (),
) -> Overview:
    """The whole round. ``pages`` gives the page of every agency id, relative to the index."""
    agencies = by_district(judgement.agencies)
    totals: Counter[State] = Counter()
    for agency in agencies:
        totals.update(counts(agency))
    used = dict.fromkeys(agency.catalogue_id for agency in agencies)
    came = {agency.id: handed(agency, words) for agency in agencies}
    silent = [one for one in agencies if one.verdicts and not came[one.id].in_round]
    carrying = [one for one in silent if any(verdict.links for verdict in one.verdicts)]
    late = [one for one in agencies if came[one.id].late]
    return Overview(
        counts={name: totals[name] for name in STATES},
        agencies=len(agencies),
        items=sum(totals.values()),
        links=sum(
            not link.supplier
            for agency in agencies
            for verdict in agency.verdicts
            for link in verdict.links
        ),
        matrices=tuple(
            _matrix(
                [agency for agency in agencies if agency.catalogue_id == one],
                catalogues.get(one),
                pages,
                words.lang,
            )
            for one in used
        ),
        causes=_causes(agencies, speech),
        shared=tuple(shared),
        missing=_places([one for one in silent if one not in carrying], pages, {}),
        carrying=_places(carrying, pages, {}),
        late=_places(late, pages, {one.id: _how_late(came[one.id], words) for one in late}),
    )


def by_district(agencies: Sequence[AgencyVerdicts]) -> list[AgencyVerdicts]:
    """Districts in Thai order (none given: last); in each, assessed agencies before suppliers."""
    return sorted(
        agencies,
        key=lambda agency: (
            not safe.line(agency.district),
            sorting.key(safe.line(agency.district)),
            agency.role == Role.SUPPLIER,
            sorting.key(safe.line(agency.name)),
            agency.id,
        ),
    )


def _districts(agencies: Sequence[AgencyVerdicts]) -> list[tuple[str, list[AgencyVerdicts]]]:
    grouped: dict[str, list[AgencyVerdicts]] = {}
    for agency in agencies:
        grouped.setdefault(safe.line(agency.district), []).append(agency)
    return list(grouped.items())


def _how_late(came: Handed, words: ReportWords) -> str:
    return words("handing.late_items", late=came.latest, count=came.late)


def _places(
    agencies: Sequence[AgencyVerdicts], pages: Mapping[str, str], more: Mapping[str, str]
) -> Places:
    return tuple(
        (district, tuple((one.name, pages[one.id], more.get(one.id, "")) for one in members))
        for district, members in _districts(agencies)
    )


def _matrix(
    agencies: Sequence[AgencyVerdicts],
    catalogue: Catalogue | None,
    pages: Mapping[str, str],
    lang: str,
) -> Matrix:
    everything = [verdict for agency in agencies for verdict in agency.verdicts]
    columns = tuple(items_of(everything, catalogue, lang).values())
    names = {code: name.in_language(lang) for code, name in catalogue.groups} if catalogue else {}
    groups: list[tuple[str, str, int]] = []
    for column in columns:
        if groups and groups[-1][0] == column.group:
            code, name, span = groups[-1]
            groups[-1] = (code, name, span + 1)
        else:
            groups.append((column.group, names.get(column.group, ""), 1))
    return Matrix(
        catalogue=catalogue,
        columns=columns,
        groups=tuple(groups),
        districts=tuple(
            District(
                name, tuple(_row(agency, columns, catalogue, pages, lang) for agency in members)
            )
            for name, members in _districts(agencies)
        ),
    )


def _row(
    agency: AgencyVerdicts,
    columns: Sequence[Item],
    catalogue: Catalogue | None,
    pages: Mapping[str, str],
    lang: str,
) -> AgencyRow:
    own = items_of(agency.verdicts, catalogue, lang)
    cells = {
        verdict.indicator: Cell(
            state(verdict), own[verdict.indicator].anchor, verdict.decision is not None
        )
        for verdict in agency.verdicts
    }
    return AgencyRow(
        name=agency.name,
        page=pages[agency.id],
        supplier=agency.role == Role.SUPPLIER,
        gaps=counts(agency)["fail"],
        cells=tuple(cells.get(column.code) for column in columns),
    )


def _causes(agencies: Sequence[AgencyVerdicts], speech: Speech) -> tuple[CommonCause, ...]:
    touched: dict[tuple[int, str, str], tuple[Finding, set[tuple[str, str]]]] = {}
    for agency in agencies:
        for verdict in agency.verdicts:
            if state(verdict) == "unsent":
                continue
            for finding, link in telling(verdict, Outcome.FAIL, speech.metas):
                if link is not None and link.supplier:
                    continue  # it counts where it can be mended: at the supplier
                key = (speech.order(finding), finding.check, speech.in_general(finding))
                touched.setdefault(key, (finding, set()))[1].add((agency.id, verdict.indicator))
    ranked = sorted(
        touched.items(),
        key=lambda item: (-len({one for one, _ in item[1][1]}), -len(item[1][1]), item[0]),
    )
    return tuple(
        CommonCause(
            seen=speech.in_general(finding),
            agencies=len({one for one, _ in places}),
            items=len(places),
        )
        for _, (finding, places) in ranked[:_CAUSES_SHOWN]
    )
