"""Crawl: which URLs a run must fetch, the run itself, and what only a browser can show."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from oitcheck.crawl import Estimate, FetchResult, Progress, estimate, fetch
from oitcheck.errors import OitcheckError
from oitcheck.model import Answer, Purpose, RunKind
from oitcheck.pipeline.rounds import counted
from oitcheck.pipeline.workspace import Workspace
from oitcheck.store import Store
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
    runs = store.runs(round_name)
    open_run = next((run for run in runs if run.finished_at is None), None)
    if open_run is not None:
        store.add_targets(open_run.id, urls, Purpose.EVIDENCE)
        left = tuple(store.pending(open_run.id, Purpose.EVIDENCE, limit=1_000_000))
        return Planned(open_run.id, open_run.kind, True, left, estimate(left, network))
    if wish == "fresh":
        kind, wanted = RunKind.FRESH, urls
    elif wish == "again":
        kind, wanted = RunKind.AGAIN, tuple(url for url in urls if url in undecided)
    else:
        seen = {
            capture.url
            for capture in store.captures_of(urls, round_name)
            if capture.purpose is Purpose.EVIDENCE
        }
        kind = RunKind.AGAIN if runs else RunKind.FIRST
        wanted = tuple(url for url in urls if url not in seen)
    if not wanted:
        return None
    run = store.create_run(round_name, kind, now)
    store.add_targets(run, wanted, Purpose.EVIDENCE)
    return Planned(run, kind, False, wanted, estimate(wanted, network))


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
