"""Import: what agencies handed in goes from their files into the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oitcheck.errors import OitcheckError
from oitcheck.intake import Problem, read_agencies, read_files
from oitcheck.model import RoundState
from oitcheck.pipeline.rounds import refuse_frozen, terms_of
from oitcheck.pipeline.rules import rules_of_round
from oitcheck.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Imported:
    """``stored`` submissions changed something, ``unchanged`` repeat what is known already.

    ``late``: how many agencies' stored ones came after the deadline or the closing; ``closed``:
    the round is closed.
    """

    stored: int
    unchanged: int
    links: int
    agencies: tuple[str, ...]
    new_agencies: tuple[str, ...]
    problems: tuple[Problem, ...]
    late: int = 0
    closed: bool = False


def import_files(
    workspace: Workspace,
    files: Sequence[Path],
    round_name: str,
    *,
    received_at: datetime | None,
    whole: bool,
    now: datetime,
    checklist: str = "",
) -> Imported:
    """Read link lists and store what they hand in for a round. The caller holds the lock.

    ``checklist``: name of the one that a new round is for; a round that is there keeps its own.
    Raises `OitcheckError` for a frozen round before anything is read.
    """
    check_files(files)
    with workspace.store() as store:
        rules = rules_of_round(workspace, store, round_name, checklist)
        holding = terms_of(store, rules.plan, round_name)
        refuse_frozen(holding)
        read = read_files(
            files,
            catalogue=rules.catalogue,
            agencies=store.agencies(),
            round=round_name,
            received_at=received_at,
            now=now,
            whole=whole,
        )
        if read.submissions:  # a list that says nothing settles no track
            store.ensure_round(round_name, rules.catalogue.year, rules.catalogue.track)
        store.put_agencies(read.new_agencies, now)
        stored = [store.add_submission(submission) for submission in read.submissions]
        late = {one.agency for one in stored if one and holding.lateness(one.received_at)}
    return Imported(
        stored=sum(1 for item in stored if item),
        unchanged=sum(1 for item in stored if not item),
        links=sum(len(e.links) for s in read.submissions for e in s.entries),
        agencies=tuple(sorted({s.agency for s in read.submissions})),
        new_agencies=tuple(agency.name for agency in read.new_agencies),
        problems=read.problems,
        late=len(late),
        closed=holding.state is RoundState.CLOSED,
    )


def import_agencies(workspace: Workspace, file: Path, now: datetime) -> tuple[int, list[Problem]]:
    """Read the registry file into the store; how many agencies it names, and its bad rows."""
    check_files([file])
    agencies, problems = read_agencies(file)
    with workspace.store() as store:
        store.put_agencies(agencies, now)
    return len(agencies), list(problems)


def check_files(files: Sequence[Path]) -> None:
    """Raises `OitcheckError` that names the first file that is not there."""
    for file in files:
        if not file.exists():
            raise OitcheckError(f"{file}: ไม่พบไฟล์นี้", "ตรวจสอบชื่อไฟล์และโฟลเดอร์")
        if file.is_dir():
            raise OitcheckError(f"{file}: เป็นโฟลเดอร์ ไม่ใช่ไฟล์", f"ระบุไฟล์ข้างใน เช่น {file}/*.xlsx")
