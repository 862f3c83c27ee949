"""Crawl: which URLs a run must fetch, the run itself, and what only a browser can show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from oitcheck.crawl import Estimate, FetchResult, Progress, estimate, fetch
from oitcheck.errors import OitcheckError
from oitcheck.model import Answer, Purpose, RunKind
from oitcheck.pipeline.rounds import counted
from oitcheck.pipeline.workspace import Workspace
from oitcheck.settings import Network
from oitcheck.store import Run, Store
from oitcheck.submissions import resolve, with_suppliers

Wish = Literal["", "again", "fresh"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A run that is about to start: ``resumed`` says that it was begun before and cut short."""

    run: int
    kind: RunKind
    resumed: bool
    urls: tuple[str, ...]
    estimate: Estimate


def answers_of(
    store: Store, round_name: str, as_of: datetime | None
) -> dict[tuple[str, str], Answer]:
    """What each agency itself has handed in for every indicator of the round, as of an instant.

    `judged_answers` is what is opened and judged.
    """
    names, submissions = counted(store, round_name, as_of)
    return resolve(names, submissions, as_of)


def judged_answers(
    store: Store, round_name: str, as_of: datetime | None
) -> dict[tuple[str, str], Answer]:
    """`answers_of` with the suppliers' links in the province's own answer."""
    return with_suppliers(answers_of(store, round_name, as_of), store.agencies())


def plan_run(
    workspace: Workspace,
    store: Store,
    round_name: str,
    wish: Wish,
    agencies: Collection[str],
    undecided: Collection[str],
    now: datetime,
) -> Planned | None:
    """The run that ``wish`` asks for, or None when everything has been looked at.

    A round without a run gets its first; an unfinished run is resumed; links that came in since
    get a run of their own. ``again`` takes ``undecided`` URLs, ``fresh`` all of them.
    """
    answers = judged_answers(store, round_name, None)
    urls = tuple(
        dict.fromkeys(
            link.url
            for (agency, _), answer in sorted(answers.items())
            if not agencies or agency in agencies
            for link in answer.links
        )
    )
    network = workspace.settings().network
    # what a watch sees is judged by nobody: to the main job its runs are none
    runs = [run for run in store.runs(round_name) if run.kind is not RunKind.WATCH]
    open_run = next((run for run in runs if run.finished_at is None), None)
    if open_run is not None:
        store.add_targets(open_run.id, _new(store, round_name, urls), Purpose.EVIDENCE)
        return _resumed(store, open_run, network)
    if wish == "fresh":
        kind, wanted = RunKind.FRESH, urls
    elif wish == "again":
        kind, wanted = RunKind.AGAIN, tuple(url for url in urls if url in undecided)
    else:
        kind = RunKind.AGAIN if runs else RunKind.FIRST
        wanted = _new(store, round_name, urls)
    return _begun(store, round_name, kind, wanted, network, now)


def plan_recheck(
    workspace: Workspace, store: Store, round_name: str, url: str, now: datetime
) -> Planned:
    """A run of its own for one URL, whatever else is unfinished."""
    network = workspace.settings().network
    planned = _begun(store, round_name, RunKind.AGAIN, (url,), network, now)
    assert planned is not None, "one URL was given"
    return planned


def plan_watch(
    workspace: Workspace, store: Store, round_name: str, urls: tuple[str, ...], now: datetime
) -> Planned | None:
    """A watch's pass over ``urls``: the one that was cut short, or else a new one."""
    network = workspace.settings().network
    for run in store.runs(round_name):
        if run.kind is RunKind.WATCH and run.finished_at is None:
            store.add_targets(run.id, urls, Purpose.EVIDENCE)
            return _resumed(store, run, network)
    return _begun(store, round_name, RunKind.WATCH, urls, network, now)


def _new(store: Store, round_name: str, urls: Sequence[str]) -> tuple[str, ...]:
    """Those of ``urls`` that no run but a watch's has looked at."""
    seen = {
        capture.url
        for capture in store.captures_of(urls, round_name, watched=False)
        if capture.purpose is Purpose.EVIDENCE
    }
    return tuple(url for url in urls if url not in seen)


def _begun(
    store: Store,
    round_name: str,
    kind: RunKind,
    urls: tuple[str, ...],
    network: Network,
    now: datetime,
) -> Planned | None:
    if not urls:
        return None
    run = store.create_run(round_name, kind, now)
    store.add_targets(run, urls, Purpose.EVIDENCE)
    return Planned(run, kind, False, urls, estimate(urls, network))


def _resumed(store: Store, run: Run, network: Network) -> Planned:
    left = tuple(store.pending(run.id, Purpose.EVIDENCE, limit=1_000_000))
    return Planned(run.id, run.kind, True, left, estimate(left, network))


def carry_out(
    workspace: Workspace,
    store: Store,
    planned: Planned,
    on_progress: Callable[[Progress], None],
    now: Callable[[], datetime],
) -> FetchResult:
    """Fetch what the run still lacks, in a process of its own; finish the run when it ends well."""
    result = fetch(workspace.root, planned.run, on_progress)
    if result.state == "failed":
        raise RuntimeError(f"{result.message} (log: {result.log})")
    if result.state == "stopped":
        raise OitcheckError("การเปิดลิงก์ถูกหยุดกลางคัน", "สั่งซ้ำเพื่อทำต่อจากที่ค้างไว้")
    store.finish_run(planned.run, now())
    return result
