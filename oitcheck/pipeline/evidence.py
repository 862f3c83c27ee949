"""Loads what the judge sees: for each agency its answers, captures and documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from oitcheck.catalogue import Catalogue, Indicator
from oitcheck.checks.evidence import (
    ERROR_STATUS,
    AgencyEvidence,
    Attachment,
    IndicatorEvidence,
    LinkEvidence,
    Probe,
    RunFacts,
)
from oitcheck.model import (
    Agency,
    Answer,
    Capture,
    Course,
    Document,
    Edge,
    Link,
    Purpose,
    ReadFailure,
    RenditionKind,
)
from oitcheck.pipeline.beside import Beside
from oitcheck.pipeline.reading import Reader, stored_text
from oitcheck.reading import codec
from oitcheck.store import Store

SILENCE = timedelta(minutes=10)
_BESIDE = (Purpose.SIBLING_PROBE, Purpose.SECOND_AGENT, Purpose.ROBOTS)


@dataclass(frozen=True, slots=True)
class Silence:
    """When nothing at all answered: whole runs, and windows (both ends inclusive) within runs."""

    runs: frozenset[int]
    windows: tuple[tuple[datetime, datetime], ...]

    def holds(self, capture: Capture) -> bool:
        """Whether nothing at all answered when ``capture`` was taken."""
        return capture.run in self.runs or any(
            first <= capture.taken_at <= last for first, last in self.windows
        )


def silence(captures: Iterable[Capture]) -> Silence:
    """Stretches of at least ten minutes between two answers of a run count as silent, and a run
    without any answer is silent as a whole: what fell into them says nothing about anybody.

    What was asked beside the pages counts as a sign of life, and where it failed not at all: it
    goes to sites that have answered, and may be turned away for what it is."""
    times: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    for capture in captures:
        if capture.purpose in _BESIDE and not capture.answered:
            continue
        times[capture.run].append((capture.taken_at, capture.answered))
    silent_runs = set()
    windows = []
    for run, seen in times.items():
        seen.sort()
        answers = [at for at, answered in seen if answered]
        if not answers:
            silent_runs.add(run)
            continue
        edges = [seen[0][0], *answers, seen[-1][0]]
        for before, after in pairwise(edges):
            if after - before >= SILENCE:
                failed = [at for at, answered in seen if not answered and before <= at <= after]
                if failed:
                    windows.append((failed[0], failed[-1]))
    return Silence(frozenset(silent_runs), tuple(sorted(windows)))


class EvidenceLoader:
    """Reads one agency at a time, so that a province's documents never stand in memory at once."""

    def __init__(
        self,
        store: Store,
        round_name: str,
        as_of: datetime,
        catalogue: Catalogue,
        answers: Mapping[tuple[str, str], Answer],
        reader: Reader,
        courses: Mapping[tuple[str, str], Course],
    ) -> None:
        self._store = store
        self._round = round_name
        self._courses = courses
        self._as_of = as_of
        self._catalogue = catalogue
        self._answers = answers
        self._reader = reader
        self._beside = Beside(store, round_name, as_of)

    def agencies(self, agencies: Sequence[Agency]) -> Iterator[AgencyEvidence]:
        for agency in agencies:
            yield self._agency(agency)

    def _agency(self, agency: Agency) -> AgencyEvidence:
        answers = {
            indicator.code: self._answers.get((agency.id, indicator.code))
            for indicator in self._catalogue.indicators
        }
        urls = {link.url for answer in answers.values() if answer for link in answer.links}
        pages = _Pages(self._store, self._round, self._as_of, self._reader, urls, self._beside)
        return AgencyEvidence(
            agency,
            tuple(
                _indicator(
                    indicator,
                    answers[indicator.code],
                    self._courses.get((agency.id, indicator.code)),
                    pages,
                )
                for indicator in self._catalogue.indicators
            ),
        )


def _indicator(
    indicator: Indicator, answer: Answer | None, course: Course | None, pages: _Pages
) -> IndicatorEvidence:
    links = answer.links if answer else ()
    return IndicatorEvidence(
        indicator, answer, tuple(pages.evidence(link) for link in links), course
    )


class _Pages:
    """Captures, edges and documents behind a set of URLs."""

    def __init__(
        self,
        store: Store,
        round_name: str,
        until: datetime,
        reader: Reader,
        urls: set[str],
        beside: Beside,
    ) -> None:
        self._store = store
        self._reader = reader
        self._beside = beside
        self._second_looks = beside.second_looks(urls)
        self._documents: dict[str, Document | ReadFailure | None] = {}
        self._edges: dict[tuple[int, str], list[Edge]] = defaultdict(list)
        for run, edge in store.edges(round_name, urls, until):
            self._edges[run, edge.parent].append(edge)
        children = {edge.child for edges in self._edges.values() for edge in edges}
        self._captures: dict[str, list[Capture]] = defaultdict(list)
        for capture in store.captures_of(urls | children, round_name, until, watched=False):
            self._captures[capture.url].append(capture)
        pages = [
            page
            for url in urls
            if (page := _newest_with_body(self._of(url, Purpose.EVIDENCE))) is not None
        ]
        self._rendered = {
            rendition.capture: rendition.sha256
            for rendition in store.renditions(page.id for page in pages)
            if rendition.kind is RenditionKind.DOM and rendition.sha256
        }

    def evidence(self, link: Link) -> LinkEvidence:
        captures = self._of(link.url, Purpose.EVIDENCE)
        if not captures:
            return LinkEvidence(link)
        page = _newest_with_body(captures)
        # compared is what was seen in the same run, or nearly at the same time
        run = page.run if page else captures[-1].run
        sibling = self._beside.sibling(run, link.url, self._document)
        second = self._second(link.url, run) or self._second(link.url, captures[-1].run)
        robots = self._beside.robots(run, link.url, self._document)
        if page is None:
            facts = RunFacts(robots=robots)
            return LinkEvidence(link, captures, run_facts=facts, sibling=sibling, second=second)
        rendered = self._document(self._rendered.get(page.id, ""))
        return LinkEvidence(
            link,
            captures,
            self._document(page.sha256),
            rendered if isinstance(rendered, Document) else None,
            tuple(self._attachment(page.run, e) for e in self._edges[page.run, link.url]),
            RunFacts(left_out=page.left_out, robots=robots),
            sibling,
            second,
        )

    def _second(self, url: str, run: int) -> Probe | None:
        capture = self._second_looks.get((run, url))
        return None if capture is None else Probe(capture, self._document(capture.sha256))

    def _attachment(self, run: int, edge: Edge) -> Attachment:
        captures = tuple(
            capture
            for capture in self._of(edge.child, Purpose.ATTACHMENT, Purpose.EVIDENCE)
            if capture.run == run
        )
        seen = _newest_with_body(captures) or (captures[-1] if captures else None)
        readable = seen is not None and 0 < seen.status < ERROR_STATUS
        return Attachment(edge, seen, self._document(seen.sha256) if seen and readable else None)

    def _of(self, url: str, *purposes: Purpose) -> tuple[Capture, ...]:
        found = [capture for capture in self._captures[url] if capture.purpose in purposes]
        return tuple(sorted(found, key=lambda c: (c.taken_at, c.run, c.attempt, c.id)))

    def _document(self, sha256: str) -> Document | ReadFailure | None:
        if not sha256:
            return None
        if sha256 not in self._documents:
            text = stored_text(self._store, self._reader, sha256)
            self._documents[sha256] = None if text is None else codec.loads(text)
        return self._documents[sha256]


def _newest_with_body(captures: Sequence[Capture]) -> Capture | None:
    return next((c for c in reversed(captures) if c.has_body and 0 < c.status < ERROR_STATUS), None)
