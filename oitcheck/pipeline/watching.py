"""One pass of a watch: look at a round's links lightly, tell what has changed since the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from oitcheck import __version__
from oitcheck.crawl import Progress
from oitcheck.errors import OitcheckError
from oitcheck.model import Answer, Capture, Document, Purpose, ReadFailure, RunKind
from oitcheck.outages import (
    EMPTY,
    Log,
    Look,
    Shown,
    Standing,
    changes,
    extended,
    looks_of,
    shown,
    stand,
)
from oitcheck.pipeline.crawling import Planned, carry_out, judged_answers, plan_watch
from oitcheck.pipeline.evidence import Silence, silence
from oitcheck.pipeline.reading import read_bodies
from oitcheck.pipeline.rules import rules_of_round
from oitcheck.pipeline.watch_state import Told, WatchState, load_state, save_state
from oitcheck.pipeline.watch_window import WatchWindow
from oitcheck.pipeline.workspace import Workspace
from oitcheck.report import Language, round_folder
from oitcheck.report.watch import write_watch
from oitcheck.report.watch_values import LinkView, Place, WatchReport
from oitcheck.store import Store

STATE_NAME = "state.json"
_AT_ONCE = 500
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Passed:
    """``report``: what was found. ``files``: where it lies. ``first``: no pass came before."""

    report: WatchReport
    files: tuple[Path, ...]
    first: bool


class WatchPass:
    """One pass over a round. Hold the workspace's lock around it."""

    def __init__(
        self,
        workspace: Workspace,
        store: Store,
        round_name: str,
        window: WatchWindow,
        now: Callable[[], datetime],
        lang: Language = "th",
    ) -> None:
        self._workspace = workspace
        self._store = store
        self._round = round_name
        self._window = window
        self._now = now
        self._lang: Language = lang
        self._folder = round_folder(workspace.out, round_name) / "watch"
        self._answers = judged_answers(store, round_name, None)
        self._urls = tuple(
            dict.fromkeys(
                link.url for _, answer in sorted(self._answers.items()) for link in answer.links
            )
        )

    def plan(self) -> Planned:
        """The run of this pass. Raises `OitcheckError` for a round without links."""
        found = plan_watch(self._workspace, self._store, self._round, self._urls, self._now())
        if found is None:
            raise OitcheckError(
                f"การส่งลิงก์ ครั้งที่ {self._round} ยังไม่มีลิงก์ให้เฝ้าดู",
                f"นำเข้าก่อนด้วย: oitcheck import FILE --round {self._round}",
            )
        return found

    def look(self, planned: Planned, on_progress: Callable[[Progress], None]) -> None:
        carry_out(self._workspace, self._store, planned, on_progress, self._now)

    def tell(self, planned: Planned) -> Passed:
        """What has changed since the last pass; writes the files."""
        before = load_state(self._folder / STATE_NAME)
        state = before or WatchState()
        captures = list(self._store.captures(self._round, after=state.capture))
        quiet = silence(captures)
        logs, earlier = self._logs(state, captures, quiet, planned.run)
        moment = self._now()
        standings, told = self._stand(state, logs, earlier, moment)
        state = WatchState(
            capture=max((capture.id for capture in captures), default=state.capture),
            passes=state.passes + 1,
            logs=logs,
            standings=standings,
            told=(*told, *state.told)[:_KEPT],
        )
        report = self._report(state, told, moment, planned.run in quiet.runs)
        files = write_watch(report, self._folder, self._lang)
        # last: what could not be written is told once more by the next pass
        save_state(self._folder / STATE_NAME, state)
        return Passed(report, files, before is None)

    def _logs(
        self, state: WatchState, captures: Sequence[Capture], quiet: Silence, run: int
    ) -> tuple[dict[str, Log], dict[str, Log]]:
        """The log of every link, and how it was before this pass."""
        watches = frozenset(
            one.id for one in self._store.runs(self._round) if one.kind is RunKind.WATCH
        )
        wanted = set(self._urls)
        of_url: dict[str, list[Capture]] = defaultdict(list)
        for capture in captures:
            if capture.purpose is Purpose.EVIDENCE and capture.url in wanted:
                of_url[capture.url].append(capture)
        logs, earlier = {}, {}
        for url in self._urls:
            looks = looks_of(of_url[url], watches, quiet.holds)
            held = state.logs.get(url, EMPTY)
            earlier[url] = extended(held, (look for look in looks if look.run != run))
            log = extended(held, looks)
            if log.now is not None:
                logs[url] = log
        return logs, earlier

    def _stand(
        self,
        state: WatchState,
        logs: Mapping[str, Log],
        earlier: Mapping[str, Log],
        moment: datetime,
    ) -> tuple[dict[str, Standing], tuple[Told, ...]]:
        standings: dict[str, Standing] = {}
        told: list[Told] = []
        for urls in _chunks(self._urls, _AT_ONCE):
            was = {url: state.standings.get(url) for url in urls}
            seen = _Seen(was.values())
            looks = [
                look
                for url in urls
                if url in logs
                for look in (logs[url].good, logs[url].judged, earlier[url].good)
                if look is not None
            ]
            seen.read(self._workspace, self._store, looks)
            for url in urls:
                if url not in logs:
                    continue
                before = _reference(was[url], logs[url], earlier[url], seen)
                good = before.good if before else None
                now = seen.of(logs[url].good)
                standings[url] = stand(logs[url], good, now, before)
                told += [Told(url, moment, one) for one in changes(before, standings[url])]
        return standings, tuple(told)

    def _report(
        self, state: WatchState, told: Sequence[Told], moment: datetime, silent: bool
    ) -> WatchReport:
        rules = rules_of_round(self._workspace, self._store, self._round)
        places = self._places(self._answers)
        about = self._workspace.settings().workspace
        return WatchReport(
            province=about.province,
            year=about.year,
            round=self._round,
            at=moment,
            window=self._window.stretches,
            passes=state.passes,
            tool_version=__version__,
            links=tuple(
                LinkView(url, places[url], state.logs[url], state.standings[url])
                for url in self._urls
                if url in state.standings
            ),
            changes=tuple((one.url, one.at, one.change) for one in told),
            history=tuple((one.url, one.at, one.change) for one in state.told),
            contacts=self._store.office.contacts(),
            item=rules.catalogue.item,
            silent=silent,
        )

    def _places(self, answers: Mapping[tuple[str, str], Answer]) -> dict[str, tuple[Place, ...]]:
        """Which agency has handed a URL in, for which items; a supplier stands with its own."""
        agencies = {agency.id: agency for agency in self._store.agencies()}
        found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for (_, indicator), answer in sorted(answers.items()):
            for link in answer.links:
                found[link.url][link.agency][indicator] = None
        return {
            url: tuple(
                Place(one.id, one.code, one.name, one.district, tuple(items))
                for agency, items in sorted(of.items())
                if (one := agencies.get(agency)) is not None
            )
            for url, of in found.items()
        }


class _Seen:
    """What looks have shown, by the body; known from the last pass, or read now."""

    def __init__(self, standings: Iterable[Standing | None]) -> None:
        self._known: dict[str, Shown] = {}
        self._read: dict[str, Document | ReadFailure] = {}
        for standing in standings:
            for one in (standing.good, standing.shown) if standing else ():
                if one is not None and one.sha256:
                    self._known[one.sha256] = one

    def read(self, workspace: Workspace, store: Store, looks: Sequence[Look]) -> None:
        wanted = {
            look.sha256: (look.sha256, look.media_type, look.final_url)
            for look in looks
            if look.sha256 and look.sha256 not in self._known
        }
        self._read = read_bodies(workspace, store, wanted.values())

    def of(self, look: Look | None) -> Shown | None:
        if look is None:
            return None
        known = self._known.get(look.sha256)
        if known is None:
            return shown(look, self._read.get(look.sha256))
        return replace(
            known,
            at=look.at,
            capture=look.capture,
            final_url=look.final_url,
            verify_code=look.verify_code,
            not_after=look.not_after,
        )


def _reference(was: Standing | None, log: Log, earlier: Log, seen: _Seen) -> Standing | None:
    """How the link stood before, with the last good state to compare with.

    That is what the watch held for good, or what a run or a recheck has seen since then: that has
    been judged, so it is what counts. None where nobody had looked before this pass.
    """
    judged = log.judged
    if was is None:
        if earlier.now is None:
            return None
        good = seen.of(judged or earlier.good)
        return replace(stand(earlier, good, good, None), faults=())
    if judged is not None and (was.good is None or judged.at > was.good.at):
        return replace(was, good=seen.of(judged), faults=())
    return was


def _chunks(urls: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    left = iter(urls)
    while part := tuple(islice(left, size)):
        yield part
