"""Judge: the stored evidence of a round, as of an instant, becomes a Judgement."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from oitcheck import __version__
from oitcheck.errors import OitcheckError
from oitcheck.judge import RoundFacts, judge, owners_of_hosts
from oitcheck.model import Decision, Judgement
from oitcheck.pipeline.evidence import EvidenceLoader, silence
from oitcheck.pipeline.reading import reader_of
from oitcheck.pipeline.rounds import counted, terms_of
from oitcheck.pipeline.rules import catalogues_of, rules_of_round
from oitcheck.pipeline.workspace import Workspace
from oitcheck.store import Store
from oitcheck.submissions import courses, resolve, supplied_courses, with_suppliers

log = logging.getLogger("oitcheck.judge")


def judge_round(
    workspace: Workspace,
    store: Store,
    round_name: str,
    as_of: datetime | None,
    only: Collection[str] = (),
) -> tuple[Judgement, int]:
    """The judgement, and how many checks broke. ``as_of`` None: the latest stored event.

    ``only``: ids of the agencies that are wanted; none for all of them. Each is judged the same
    either way.
    Raises `OitcheckError` for a round in which nothing has happened by then.
    """
    settings = workspace.settings()
    rules = rules_of_round(workspace, store, round_name)
    moment = as_of or store.last_event(round_name)
    names, submissions = counted(store, round_name, moment)
    if moment is None:
        raise OitcheckError(
            f"การส่งลิงก์ ครั้งที่ {round_name} ยังไม่มีข้อมูล",
            f"นำเข้าก่อนด้วย: oitcheck import FILE --round {round_name}",
        )
    agencies = store.agencies()
    own = resolve(names, submissions, moment)
    answers = with_suppliers(own, agencies)
    holding = terms_of(store, rules.plan, round_name, moment)
    found = courses(names, submissions, moment, holding)
    courses_of = supplied_courses(found, own, answers)
    quiet = silence(store.captures(round_name, moment, watched=False))
    faults = 0

    def broken(subject: str, trouble: Exception) -> None:
        nonlocal faults
        faults += 1
        log.error("check failed: %s", subject, exc_info=trouble)

    catalogues = catalogues_of(workspace, rules, (agency.track for agency in agencies))
    reader = reader_of(workspace)
    inputs = {
        "catalogue": store.put_input(rules.catalogue_text),
        "plan": store.put_input(rules.plan_text),
        "settings": store.put_input(_settings_that_judge(workspace)),
        "registry": store.put_input("\n".join(repr(agency) for agency in agencies)),
        "rounds": store.put_input(
            "\n".join(map(repr, store.office.round_events(round_name, moment)))
        ),
        "reader": " ".join(reader.keys),
    }
    facts = RoundFacts(
        province=settings.workspace.province,
        year=settings.workspace.year,
        round=round_name,
        as_of=moment,
        tool_version=__version__,
        inputs=inputs,
        deadline=holding.end,
        attempts=settings.network.attempts,
        attempt_span_seconds=settings.network.attempt_span_seconds,
        silent_windows=quiet.windows,
        run_silent=quiet.runs,
        other_hosts=owners_of_hosts(agencies),
        off=settings.checks.off,
    )
    loaders = {
        track: EvidenceLoader(store, round_name, moment, catalogue, answers, reader, courses_of)
        for track, catalogue in catalogues.items()
    }
    evidence = (
        loaded
        for agency in agencies
        if not only or agency.id in only
        for loaded in loaders[agency.track].agencies([agency])
    )
    judgement = judge(
        facts,
        evidence,
        catalogues,
        decisions=_decisions(store, round_name, moment),
        on_fault=broken,
    )
    return judgement, faults


def _settings_that_judge(workspace: Workspace) -> str:
    """The settings that a verdict depends on, and no port or path of this machine."""
    settings = workspace.settings()
    about, network = settings.workspace, settings.network
    values = {
        "province": about.province,
        "year": about.year,
        "track": about.track,
        "attempts": network.attempts,
        "attempt_span": network.attempt_span,
        "checks.off": list(settings.checks.off),
    }
    return "".join(f"{key} = {value!r}\n" for key, value in sorted(values.items()))


def _decisions(store: Store, round_name: str, until: datetime) -> dict[tuple[str, str], Decision]:
    return {
        (ruling.agency, ruling.indicator): ruling.decision
        for ruling in store.decisions(round_name, until)
    }


def log_to(path: Path) -> None:
    """Send the tracebacks of broken checks to a file of the workspace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
