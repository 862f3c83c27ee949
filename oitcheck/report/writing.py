"""Writes a round's reports: an index and the mock scores for the province, a page for every
agency, a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from oitcheck.catalogue import Catalogue
from oitcheck.checks import registry
from oitcheck.checks.meta import Meta
from oitcheck.model import AgencyVerdicts, Contact, Judgement, Role
from oitcheck.plan import Plan, Window
from oitcheck.report import safe
from oitcheck.report.deadlines import Deadline, upcoming
from oitcheck.report.directory import Directory
from oitcheck.report.files import put
from oitcheck.report.gaps import Teller
from oitcheck.report.handing import deadline_of, handed
from oitcheck.report.levels import levels_of, other_findings
from oitcheck.report.moments import Moments, local_day, parse
from oitcheck.report.pages import Pages
from oitcheck.report.province import by_district, counts, overview
from oitcheck.report.scores import agency_view, province_view, rule
from oitcheck.report.shared import SharedCauses, told_once
from oitcheck.report.speech import Speech
from oitcheck.report.standing import items_of
from oitcheck.report.words import Language, ReportWords, words, words_of_checklists
from oitcheck.report.workbook import Book
from oitcheck.score import score_round


@dataclass(frozen=True, slots=True)
class Written:
    """Where the reports lie; ``agencies`` maps an agency's id to its page. ``score`` is the page
    of the mock scores, None where no agency has one."""

    folder: Path
    index: Path
    workbook: Path
    agencies: Mapping[str, Path]
    score: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        scored = (self.score,) if self.score else ()
        return (self.index, self.workbook, *scored, *self.agencies.values())


def round_folder(out: Path, round_name: str) -> Path:
    """The folder of a round's reports and its judgement.json."""
    return out / f"round-{safe.file_name(round_name, round_name, set())}"


def write(
    judgement: Judgement,
    out: Path,
    *,
    plan: Plan | None,
    catalogues: Iterable[Catalogue],
    metas: Iterable[Meta] | None = None,
    lang: Language = "th",
    contacts: Iterable[Contact] = (),
    screenshots: Callable[[int], bytes | None] = lambda _: None,
    texts: Callable[[str], str | None] = lambda _: None,
    moved: Mapping[str, Window] | None = None,
) -> Written:
    """Write the reports of ``judgement`` into ``out/round-<name>``; older pages there go.

    The first of ``catalogues`` is the round's own: the reports speak in its words. ``screenshots``
    gives the picture of a capture (by id), ``texts`` the text of a document (by sha256).
    ``contacts``: who answers for what, by function. ``moved`` are the deadlines that the office has
    set by hand, by round: those of this round and of the plan's are shown. ``metas`` are the checks
    in reading order (default: the registry's). Nothing depends on the clock: days left count from
    ``judgement.as_of``. Identical inputs give identical bytes.
    Raises `OitcheckError` when a file can't be written, such as a workbook that is open in Excel.
    """
    of_round = list(catalogues)
    main = of_round[0] if of_round else None
    said = words(lang)
    if main is not None and main.rated_by_a_person:
        said = words_of_checklists(lang, main.item)
    moments = Moments(said)
    known = [check.META for check in registry.CHECKS] if metas is None else metas
    speech = Speech({meta.id: meta for meta in known}, said, moments)
    as_of = parse(judgement.as_of)
    concerned = {
        name: window
        for name, window in (moved or {}).items()
        if name == judgement.round or (plan is not None and plan.collection(name))
    }
    deadlines = upcoming(plan, as_of, said, moments, concerned)
    by_id = {catalogue.id: catalogue for catalogue in of_round}
    scores = score_round(judgement, by_id)
    score_of = {score.agency: score for score in scores}
    folder = round_folder(out, judgement.round)
    names = agency_files(judgement.agencies)
    agency_names = {agency.id: agency.name for agency in judgement.agencies}
    known_contacts = tuple(contacts)
    pages = Pages(
        said,
        moments,
        common={
            "judgement": judgement,
            "as_of": moments.instant(as_of),
            "as_of_day": moments.date(local_day(as_of)),
            "deadlines": deadlines,
            "has_plan": plan is not None,
            "list_title": main.title if main else "",
            "scored": main is None or not main.rated_by_a_person,
            "round_title": round_title(judgement.round, lang),
            "speech": speech,
            "agency_names": agency_names,
            "has_scores": bool(scores),
            "rule": rule(said),
        },
    )
    shared = SharedCauses(by_district(judgement.agencies), speech)
    for agency in judgement.agencies:
        catalogue = by_id.get(agency.catalogue_id)
        items = items_of(agency.verdicts, catalogue, lang)
        due = _due(agency, deadlines)
        teller = Teller(
            speech,
            said,
            moments,
            screenshots,
            texts,
            _letter(judgement, agency, as_of, due, said),
            agency_names,
            partial(shared.of, agency.id),
        )
        score = score_of.get(agency.id)
        html = pages.agency(
            agency=agency,
            score=agency_view(score, judgement.year, items, catalogue, said)
            if score and catalogue
            else None,
            deadlines=due,
            catalogue=catalogue,
            items=items,
            counts=counts(agency),
            told=teller.tell(agency, items),
            handed=handed(agency, said),
            due=deadline_of(agency.verdicts),
            levels=levels_of(agency, catalogue, items),
            findings=other_findings(agency),
            directory=Directory(known_contacts, agency.id, agency.district, said),
        )
        put(folder / "agencies" / names[agency.id], html.encode("utf-8"))
    _remove_others(folder / "agencies", set(names.values()))
    places = {one: f"agencies/{name}" for one, name in names.items()}
    once = told_once(shared, judgement, places, speech, moments, said)
    view = overview(judgement, by_id, places, speech, said, once)
    levels = [
        (agency.name, places[agency.id], rows)
        for agency in by_district(judgement.agencies)
        if (rows := levels_of(agency, by_id.get(agency.catalogue_id), {}))
    ]
    put(folder / "index.html", pages.index(view=view, levels=levels).encode("utf-8"))
    score_page = folder / "score.html"
    if scores:
        found = province_view(judgement, scores, places, by_id, said)
        put(score_page, pages.score(view=found).encode("utf-8"))
    else:
        score_page.unlink(missing_ok=True)
    book = Book(speech, said, moments, by_id, agency_names)
    notice = f"{said('document.notice')} | {said('document.as_of', when=moments.instant(as_of))}"
    put(folder / "findings.xlsx", book.bytes(judgement, scores, as_of, notice))
    return Written(
        folder=folder,
        index=folder / "index.html",
        workbook=folder / "findings.xlsx",
        agencies={one: folder / "agencies" / name for one, name in names.items()},
        score=score_page if scores else None,
    )


def agency_files(agencies: Iterable[AgencyVerdicts]) -> dict[str, str]:
    """The file name of every agency's page, by id; the same for the same agencies."""
    taken: set[str] = set()
    return {
        agency.id: safe.file_name(agency.code or agency.id, agency.id, taken) + ".html"
        for agency in agencies
    }


def _due(agency: AgencyVerdicts, deadlines: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """The deadlines that concern an agency: a supplier only hands in, it answers to nobody else."""
    if agency.role != Role.SUPPLIER:
        return deadlines
    return tuple(deadline for deadline in deadlines if deadline.kind == "collection")


def round_title(name: str, lang: Language) -> str:
    """``1`` as การส่งลิงก์ ครั้งที่ 1; the list typed into ITAS and other rounds by their names."""
    said = words(lang)
    if name == "itas":
        return said("document.round_itas")
    key = "round" if name.isdecimal() else "round_other"
    return said(f"document.{key}", round=safe.line(name))


def _letter(
    judgement: Judgement,
    agency: AgencyVerdicts,
    as_of: datetime,
    deadlines: tuple[Deadline, ...],
    said: ReportWords,
) -> Callable[[str, tuple[str, ...]], str]:
    when = Moments(said).date(local_day(as_of))

    def letter(asked: str, links: tuple[str, ...]) -> str:
        lines = [
            said("message.greeting", agency=safe.line(agency.name)),
            said("message.opening", year=judgement.year, when=when),
            asked,
        ]
        if links:
            lines += ["", said("message.links")]
            lines += [f"{number}. {safe.line(link)}" for number, link in enumerate(links, start=1)]
        lines.append("")
        if deadlines:
            lines.append(said("message.until", deadline=deadlines[0].until))
        lines.append(said("message.closing"))
        return "\n".join(lines)

    return letter


def _remove_others(folder: Path, keep: set[str]) -> None:
    for page in sorted(folder.glob("*.html")):
        if page.name not in keep:
            page.unlink()
