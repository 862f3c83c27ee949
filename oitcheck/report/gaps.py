"""What one agency's page says: causes with the items that they concern, in the order to mend."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from oitcheck import urls
from oitcheck.model import (
    AgencyVerdicts,
    Capture,
    Decision,
    Finding,
    LinkVerdict,
    Outcome,
    Purpose,
    Verdict,
)
from oitcheck.report import safe
from oitcheck.report.handing import marks
from oitcheck.report.moments import Moments
from oitcheck.report.pictures import PictureBook
from oitcheck.report.shared import Shared
from oitcheck.report.speech import Speech
from oitcheck.report.standing import Item, State, state, state_of, telling
from oitcheck.report.told import Cause, Row, Ruling, Short, Told
from oitcheck.report.words import ReportWords

_HOST_CAUSES = frozenset({"reachable"})  # addresses and times differ from link to link: one cause
_SHOWS_TEXT = frozenset({"not-empty", "current"})
_OF_ANY_PAGE = frozenset({"reachable", "not-empty"})
_BETTER_THAN_NO_YEAR = frozenset({("main-site", "home-page"), ("not-empty", "foreign-viewer")})
_PICTURES_PER_CAUSE = 3
_SNIPPET = 280
_LOOSE = 25
_CUT_OFF = 100
_CLICK_HERE = frozenset(
    {"คลิกที่นี่", "คลิก", "คลิ๊กที่นี่", "ดูข้อมูล", "ดูรายละเอียด", "รายละเอียด", "ดาวน์โหลด", "ลิงก์", "ลิ้งก์"}
    | {"click", "click here", "link", "url", "download", "view"}
)
_CODES_SHOWN = 8
AGENCY_ACTS = frozenset({"agency", "vendor", "unit"})


@dataclass(frozen=True, slots=True)
class _Case:
    verdict: Verdict
    item: Item
    finding: Finding | None
    link: LinkVerdict | None


class Teller:
    """Puts an agency's verdicts into words."""

    def __init__(
        self,
        speech: Speech,
        words: ReportWords,
        moments: Moments,
        screenshots: Callable[[int], bytes | None],
        texts: Callable[[str], str | None],
        letter: Callable[[str, tuple[str, ...]], str],
        names: Mapping[str, str],
        shared: Callable[[LinkVerdict, Finding], Shared | None],
    ) -> None:
        """``letter(asked, links)`` writes the message to the website's company; ``names`` gives
        the name of an agency's id; ``shared``: the cause that a finding of a
        link has in common with other agencies."""
        self._shared = shared
        self._speech = speech
        self._words = words
        self._moments = moments
        self._screenshots = screenshots
        self._texts = texts
        self._letter = letter
        self._names = names

    def tell(self, agency: AgencyVerdicts, items: Mapping[str, Item]) -> Told:
        pictures = PictureBook(self._screenshots)
        ordered = sorted(agency.verdicts, key=lambda verdict: items[verdict.indicator].number)
        cases: dict[str, list[_Case]] = {"fix": [], "wait": [], "failed": []}
        short: dict[State, list[Short]] = {"pass": [], "unsent": [], "skip": []}
        for verdict in ordered:
            item = items[verdict.indicator]
            stands = state(verdict)
            if stands == "fail" or (verdict.decision and verdict.decision.outcome is Outcome.FAIL):
                cases["fix"].extend(self._cases(verdict, item))
            elif stands == "review":
                cases["wait"].extend(self._cases(verdict, item))
            elif stands == "error":
                cases["failed"].extend(self._cases(verdict, item))
            else:
                short[stands].append(self._short(verdict, item))
        return Told(
            fix=self._causes(cases["fix"], pictures),
            wait=self._causes(cases["wait"], pictures),
            failed=self._causes(cases["failed"], pictures),
            complete=tuple(short["pass"]),
            unsent=tuple(short["unsent"]),
            skipped=tuple(short["skip"]),
            suppliers=len({one for verdict in ordered for one in verdict.suppliers}),
            supplied=", ".join(verdict.indicator for verdict in ordered if verdict.suppliers),
        )

    def codes(self, items: tuple[Item, ...]) -> str:
        """Codes of ``items`` for a sentence, the long tail counted."""
        shown = ", ".join(item.code for item in items[:_CODES_SHOWN])
        left = len(items) - _CODES_SHOWN
        return f"{shown} {self._words('fix.more_items', count=left)}" if left > 0 else shown

    def _cases(self, verdict: Verdict, item: Item) -> list[_Case]:
        found = [
            _Case(verdict, item, finding, link)
            for finding, link in telling(verdict, verdict.outcome, self._speech.metas)
            if not _said_better(finding, link)
        ]
        if verdict.outcome in (Outcome.PASS, Outcome.SKIP):
            found = found[:1]
        return found or [_Case(verdict, item, None, None)]

    def _causes(self, cases: list[_Case], pictures: PictureBook) -> tuple[Cause, ...]:
        grouped: dict[tuple[object, ...], list[_Case]] = {}
        for case in cases:
            grouped.setdefault(self._key(case), []).append(case)
        ordered = sorted(grouped.values(), key=self._urgency)
        causes = []
        placed: set[str] = set()
        for number, group in enumerate(ordered, start=1):
            causes.append(self._cause(number, group, pictures, placed))
        return tuple(causes)

    def _key(self, case: _Case) -> tuple[object, ...]:
        finding, decision = case.finding, case.verdict.decision
        if finding is None:
            return ("", case.item.code, decision)
        host_wide = finding.check in _HOST_CAUSES
        said = self._speech.in_general(finding) if host_wide else self._seen(finding, "", "")
        place = urls.host(case.link.url) if case.link else ""
        supplier = case.link.supplier if case.link else ""
        fix = self._fix(finding, "", "")
        return (finding.check, finding.reason, place, said, fix, decision, supplier)

    def _urgency(self, group: list[_Case]) -> tuple[bool, int, int, str, int]:
        first = group[0]
        decision = first.verdict.decision
        settled = decision is not None and decision.outcome in (Outcome.PASS, Outcome.SKIP)
        finding = first.finding
        return (
            settled,
            -len({case.item.code for case in group}),
            self._speech.order(finding) if finding else -1,
            finding.reason if finding else "",
            min(case.item.number for case in group),
        )

    def _cause(
        self, number: int, group: list[_Case], pictures: PictureBook, placed: set[str]
    ) -> Cause:
        first = group[0]
        finding = first.finding
        items = tuple({case.item.code: case.item for case in group}.values())
        codes = self.codes(items)
        rows = []
        left = _PICTURES_PER_CAUSE
        for case in group:
            row = self._row(case, pictures if left else None, case.item.code not in placed)
            placed.add(case.item.code)
            left -= bool(row.picture)
            rows.append(row)
        ruling = self._ruling(first.verdict.decision)
        if finding is None:
            return Cause(number, items, codes, "", "", "", "", "", "", tuple(rows), ruling)
        given = list(dict.fromkeys(row.url for row in rows if row.url))
        one = safe.shown(given[0]) if len(given) == 1 else ""
        supplier = first.link.supplier if first.link else ""
        who = self._speech.who(finding)
        # the supplier's own report carries the message to the company of its website
        asked = "" if supplier else self._speech.vendor(finding, indicator=codes)
        return Cause(
            number=number,
            items=items,
            codes=codes,
            check=self._speech.title(finding.check),
            seen=self._seen(finding, codes, one),
            why=self._speech.why(finding),
            fix=self._fix(finding, codes, one),
            who=who,
            message=self._letter(asked, tuple(given)) if asked else "",
            rows=tuple(rows),
            ruling=ruling,
            supplier=self._named((supplier,)) if who in AGENCY_ACTS else "",
            shared=self._with_others(group),
        )

    def _with_others(self, group: list[_Case]) -> str:
        """That the trouble is that of a place which other agencies use as well; else empty."""
        for case in group:
            if case.finding is None or case.link is None:
                continue
            found = self._shared(case.link, case.finding)
            if found is not None:
                key = "shared.server" if found.by_address else "shared.site"
                return self._words(key, count=len(found.agencies) - 1, place=found.place)
        return ""

    def _seen(self, finding: Finding, codes: str, url: str) -> str:
        return self._speech.seen(finding, indicator=codes, url=url)

    def _fix(self, finding: Finding, codes: str, url: str) -> str:
        return self._speech.fix(finding, indicator=codes, url=url)

    def _row(self, case: _Case, pictures: PictureBook | None, first_of_item: bool) -> Row:
        row = Row(
            item=case.item,
            state=state(case.verdict),
            first_of_item=first_of_item,
            marks=marks(case.verdict, self._words),
            also=self._also(case.verdict) if first_of_item else (),
            ruling=self._ruling(case.verdict.decision),
            supplied=self._supplied(case),
        )
        finding, link = case.finding, case.link
        if finding is None or link is None:
            return row
        capture = capture_of(finding, link)
        row = replace(
            row,
            url=link.url or link.given,
            note=_note(link.note),
            origin=origin_in_words(link.origin, self._words),
            when=self._moments.instant(capture.taken_at) if capture else "",
            document_url=capture.url
            if capture and capture.purpose is Purpose.ATTACHMENT and capture.url != link.url
            else "",
            details=self._speech.details(finding),
            picture=pictures.take(capture.id) if capture and pictures else "",
        )
        snippet = safe.line(finding.where.snippet) if finding.where else ""
        if snippet:
            page = finding.where.page if finding.where else 0
            return replace(row, snippet=_whole_words(snippet, finding), snippet_page=page)
        if row.picture or finding.check not in _SHOWS_TEXT:
            return row
        text = self._texts(finding.document) if finding.document else None
        return replace(row, snippet=_cut(safe.line(text)), from_start=True) if text else row

    def _short(self, verdict: Verdict, item: Item) -> Short:
        told = next(telling(verdict, verdict.outcome, self._speech.metas), None)
        says_why = verdict.outcome is Outcome.SKIP or verdict.answer == "withdrawn"
        text = self._seen(told[0], item.code, "") if told and says_why else self._advice(verdict)
        return Short(
            item,
            text,
            marks(verdict, self._words),
            self._ruling(verdict.decision),
            self._named(verdict.suppliers),
        )

    def _advice(self, verdict: Verdict) -> str:
        """What somebody should mend although the item is complete, each thing said once."""
        said = [
            f"{self._seen(finding, verdict.indicator, _DOTS)} {self._fix(finding, '', '')}"
            for link in verdict.links
            for finding in link.findings
            if finding.outcome is Outcome.PASS and self._speech.who(finding) != "nobody"
        ]
        return " ".join(dict.fromkeys(said))

    def _supplied(self, case: _Case) -> str:
        """Whom a row's link came from; of a row without a link, all who supplied the item."""
        link = case.link
        return self._named(case.verdict.suppliers if link is None else (link.supplier,))

    def _named(self, ids: tuple[str, ...]) -> str:
        return ", ".join(safe.line(self._names.get(one, one)) for one in ids if one)

    def _also(self, verdict: Verdict) -> tuple[str, ...]:
        """What else is open on an item that has a gap or a failed check already."""
        notes: list[str] = []
        for outcome, key in (
            (Outcome.ERROR, "fix.also_error"),
            (Outcome.REVIEW, "fix.also_review"),
        ):
            if verdict.outcome is outcome or verdict.outcome is Outcome.REVIEW:
                continue
            for finding, _ in telling(verdict, outcome, self._speech.metas):
                notes.append(self._words(key, what=self._seen(finding, verdict.indicator, _DOTS)))
        return tuple(dict.fromkeys(notes))

    def _ruling(self, decision: Decision | None) -> Ruling | None:
        if decision is None:
            return None
        return Ruling(
            state=state_of(decision.outcome),
            by=safe.line(decision.by),
            at=self._moments.stored(decision.at),
            why=safe.line(decision.why),
        )


_DOTS = "…"
_NBSP = "\N{NO-BREAK SPACE}"


def capture_of(finding: Finding, link: LinkVerdict) -> Capture | None:
    """The capture that a finding rests on, or else the link's newest one of the page itself."""
    for capture in link.captures:
        if capture.id == finding.capture:
            return capture
    own = [capture for capture in link.captures if capture.purpose is Purpose.EVIDENCE]
    return max(own, key=lambda capture: (capture.taken_at, capture.id), default=None)


def _said_better(finding: Finding, link: LinkVerdict | None) -> bool:
    """Whether another finding of the link says it better: no year on a home page is a matter of
    the link (`main-site`), and none where all stands in another house's viewer one of the page
    (`not-empty`); what a file store does not show is a matter of sharing, and nobody can
    ask the store's webmaster (`shared-file`)."""
    if link is None:
        return False
    if finding.reason == "no-year":
        said = {(one.check, one.reason) for one in link.findings}
        return not said.isdisjoint(_BETTER_THAN_NO_YEAR)
    return finding.check in _OF_ANY_PAGE and any(
        one.check == "shared-file" and one.outcome is finding.outcome for one in link.findings
    )


def origin_in_words(origin: str, words: ReportWords) -> str:
    """``file:sheet:row`` (as `str` of an Origin gives it) for people to read."""
    parts = safe.line(origin).rsplit(":", 2)
    if len(parts) < 2 or not parts[-1].isdecimal():
        return safe.line(origin)
    return ", ".join((*parts[:-1], words("fix.row", row=parts[-1])))


def _note(note: str) -> str:
    """The agency's note without the words that only say where to click."""
    parts = (part.strip() for part in safe.line(note).split("·"))
    return " · ".join(part for part in parts if part and part.lower() not in _CLICK_HERE)


def _whole_words(snippet: str, finding: Finding) -> str:
    """A snippet that was cut out of a longer text, from space to space, the cuts marked.

    Thai has few spaces: where none is near, only a vowel or tone mark without its letter goes.
    """
    where = finding.where
    kept = {str(finding.facts.get(name, "")) for name in ("phrase", "raw", "heading")} - {""}
    text = snippet
    if where is not None and where.offset > 0:
        at = text.find(" ", 0, _LOOSE)
        start = text[at + 1 :] if at >= 0 else text
        while start and unicodedata.category(start[0]) == "Mn":
            start = start[1:]
        if all(word in start or word not in text for word in kept):
            text = f"{_DOTS}{_NBSP}{start}"
    if len(snippet) >= _CUT_OFF:
        at = text.rfind(" ", len(text) - _LOOSE)
        end = text[:at] if at > 0 else text
        if all(word in end or word not in text for word in kept):
            text = f"{end}{_NBSP}{_DOTS}"
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= _SNIPPET else text[: _SNIPPET - 1].rstrip() + _DOTS
