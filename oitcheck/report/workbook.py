"""findings.xlsx: what was found, for sorting and filtering in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from oitcheck.catalogue import Catalogue
from oitcheck.checks import submitted
from oitcheck.model import AgencyVerdicts, Finding, Judgement, LinkVerdict, Role, Verdict
from oitcheck.report import safe
from oitcheck.report.gaps import AGENCY_ACTS, capture_of, origin_in_words
from oitcheck.report.handing import change_text, handed, late_mark
from oitcheck.report.moments import Moments
from oitcheck.report.province import by_district, counts
from oitcheck.report.score_sheet import score_sheet
from oitcheck.report.scores import marks
from oitcheck.report.speech import Speech
from oitcheck.report.standing import STATES, Item, items_of, state, state_of
from oitcheck.report.words import ReportWords
from oitcheck.report.xlsx import Cell, Sheet, Style, pack
from oitcheck.score import AgencyScore

_COLUMNS = (
    ("code", 14),
    ("agency", 34),
    ("district", 16),
    ("indicator", 8),
    ("name", 36),
    ("item_result", 20),
    ("outcome", 20),
    ("finding", 46),
    ("fix", 40),
    ("who", 22),
    ("url", 46),
    ("when", 26),
    ("origin", 40),
    ("check", 24),
    ("reason", 16),
    ("decision", 30),
    ("supplied", 34),
    ("handing", 34),
)
_HANDED = ("changed", "carried", "withdrawn")
_FONT = "Tahoma"  # shows Thai on every Windows and Office
_STYLES = {
    "text": Style(wrap=True),
    "flat": Style(),
    "points": Style(points=True),
    "link": Style(ink="0B5394", underline=True),
    "notice": Style(italic=True, line=False),
    "head": Style(ink="FFFFFF", fill="1D3A5F", bold=True, wrap=True),
    "fail": Style(ink="8C1D18", fill="FDE8E6", bold=True, wrap=True),
    "review": Style(ink="6B4300", fill="FFF3D1", bold=True, wrap=True),
    "pass": Style(ink="1B5E20", fill="E3F3E6", bold=True, wrap=True),
    "unsent": Style(ink="37474F", fill="E8ECF0", bold=True, wrap=True),
    "error": Style(ink="4527A0", fill="ECE6F6", bold=True, wrap=True),
    "skip": Style(ink="595959", fill="F4F4F4", bold=True, wrap=True),
}


class Book:
    """Writes all sheets. The same judgement gives the same bytes."""

    def __init__(
        self,
        speech: Speech,
        words: ReportWords,
        moments: Moments,
        catalogues: Mapping[str, Catalogue],
        names: Mapping[str, str],
    ) -> None:
        """``names`` gives the name of an agency's id."""
        self._speech = speech
        self._words = words
        self._moments = moments
        self._catalogues = catalogues
        self._names = names

    def bytes(
        self,
        judgement: Judgement,
        scores: Sequence[AgencyScore],
        as_of: datetime,
        notice: str,
    ) -> bytes:
        """The file. ``as_of`` is its date of making, ``notice`` the first line of its sheets."""
        ordered = by_district(judgement.agencies)
        sheets = [self._summary(ordered, notice), self._findings(ordered, notice)]
        if scores:
            used = {agency.catalogue_id for agency in ordered} & self._catalogues.keys()
            known = [self._catalogues[one] for one in sorted(used)]
            said = (self._words("score.title"), notice, *marks(judgement.year, known, self._words))
            sheets.append(score_sheet(ordered, scores, " | ".join(said), self._words))
        return pack(sheets, _STYLES, _FONT, self._words("document.title"), as_of)

    def _summary(self, agencies: Sequence[AgencyVerdicts], notice: str) -> Sheet:
        heads = [self._words(f"sheet.{key}") for key in ("code", "agency", "district", "role")]
        heads += [self._words(f"state.{name}") for name in STATES]
        heads += [self._words(f"handing.{name}") for name in (*_HANDED, "late")]
        widths = (16, 44, 20, 24, *(17 for _ in STATES), *(17 for _ in _HANDED), 17)
        sheet = Sheet(self._words("sheet.summary"), widths, head=3, frozen=2)
        sheet.rows += [[Cell(notice, "notice")], [], [Cell(head, "head") for head in heads]]
        for agency in agencies:
            role = "supplier" if agency.role == Role.SUPPLIER else "assessed"
            row = [
                Cell(agency.code, "flat"),
                Cell(agency.name, "text"),
                Cell(agency.district, "text"),
                Cell(self._words(f"document.{role}"), "text"),
            ]
            row += [
                Cell(number, name if number else "flat") for name, number in counts(agency).items()
            ]
            came = handed(agency, self._words)
            numbers = dict(came.counts)
            row += [Cell(numbers.get(name, 0), "flat") for name in _HANDED]
            row.append(Cell(came.late, "flat"))
            sheet.rows.append(row)
        return sheet

    def _findings(self, agencies: Sequence[AgencyVerdicts], notice: str) -> Sheet:
        widths = [width for _, width in _COLUMNS]
        sheet = Sheet(self._words("sheet.findings"), widths, head=2, frozen=2)
        sheet.rows.append([Cell(notice, "notice")])
        sheet.rows.append([Cell(self._words(f"sheet.{key}"), "head") for key, _ in _COLUMNS])
        for row in self._rows(agencies):
            sheet.rows.append(self._row(*row))
        for agency in agencies:
            sheet.rows += [self._row_of_agency(agency, finding) for finding in agency.findings]
        return sheet

    def _row_of_agency(self, agency: AgencyVerdicts, finding: Finding) -> list[Cell]:
        """What is found about a whole submission stands below the items, without one."""
        outcome = state_of(finding.outcome)
        cells = {
            "code": Cell(agency.code, "flat"),
            "agency": Cell(agency.name, "text"),
            "district": Cell(agency.district, "flat"),
            "outcome": Cell(self._words(f"state.{outcome}"), outcome),
            "finding": Cell(self._speech.seen(finding), "text"),
            "fix": Cell(self._speech.fix(finding), "text"),
            "who": Cell(self._words(f"who.{self._speech.who(finding)}"), "text"),
            "check": Cell(self._speech.title(finding.check), "text"),
            "reason": Cell(finding.reason, "flat"),
        }
        return [cells.get(column, Cell("", "flat")) for column, _ in _COLUMNS]

    def _row(
        self,
        agency: AgencyVerdicts,
        item: Item,
        verdict: Verdict,
        finding: Finding,
        link: LinkVerdict | None,
    ) -> list[Cell]:
        outcome = state_of(finding.outcome)
        stands = state(verdict)
        if stands == "unsent" and finding.check == submitted.META.id:
            outcome = stands
        url = (link.url or link.given) if link else ""
        address = safe.href(url)
        captured = capture_of(finding, link) if link else None
        facts = {"indicator": item.code, "url": safe.shown(url)}
        return [
            Cell(agency.code, "flat"),
            Cell(agency.name, "text"),
            Cell(agency.district, "flat"),
            Cell(item.code, "flat"),
            Cell(item.name, "text"),
            Cell(self._words(f"state.{stands}"), stands),
            Cell(self._words("sheet.skip" if outcome == "skip" else f"state.{outcome}"), outcome),
            Cell(self._seen(finding, facts), "text"),
            Cell(self._speech.fix(finding, **facts), "text"),
            Cell(self._who(finding, link), "text"),
            Cell(url, "link" if address else "flat", address),
            Cell(self._moments.instant(captured.taken_at) if captured else "", "text"),
            Cell(origin_in_words(link.origin, self._words) if link else "", "text"),
            Cell(self._speech.title(finding.check), "text"),
            Cell(finding.reason, "flat"),
            Cell(self._decision(verdict), "text"),
            Cell(self._named((link.supplier,) if link else verdict.suppliers), "text"),
            Cell(self._handing(verdict), "text"),
        ]

    def _seen(self, finding: Finding, facts: Mapping[str, str]) -> str:
        said = (self._speech.seen(finding, **facts), *self._speech.details(finding))
        return " | ".join(said)

    def _who(self, finding: Finding, link: LinkVerdict | None) -> str:
        who = self._speech.who(finding)
        if link and link.supplier and who in AGENCY_ACTS:
            return self._words("who.supplier", supplier=self._named((link.supplier,)))
        return self._words(f"who.{who}")

    def _named(self, ids: Sequence[str]) -> str:
        return ", ".join(self._names.get(one, one) for one in ids if one)

    def _rows(
        self, agencies: Iterable[AgencyVerdicts]
    ) -> Iterator[tuple[AgencyVerdicts, Item, Verdict, Finding, LinkVerdict | None]]:
        for agency in agencies:
            catalogue = self._catalogues.get(agency.catalogue_id)
            items = items_of(agency.verdicts, catalogue, self._words.lang)
            for verdict in sorted(agency.verdicts, key=lambda one: items[one.indicator].number):
                item = items[verdict.indicator]
                for finding in verdict.findings:
                    yield agency, item, verdict, finding, None
                for link in verdict.links:
                    for finding in link.findings:
                        yield agency, item, verdict, finding, link

    def _handing(self, verdict: Verdict) -> str:
        told = (change_text(verdict, self._words), late_mark(verdict, self._words))
        return " | ".join(part for part in told if part)

    def _decision(self, verdict: Verdict) -> str:
        ruling = verdict.decision
        if ruling is None:
            return ""
        said = self._words(f"state.{state_of(ruling.outcome)}")
        return f"{said} ({ruling.by}, {self._moments.stored(ruling.at)}): {ruling.why}"
