"""Link lists of agencies: files in, submissions and complaints out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from oitcheck.catalogue import Catalogue
from oitcheck.intake import files
from oitcheck.intake.containers import Refused
from oitcheck.intake.problems import Problem, problem
from oitcheck.intake.register import Register
from oitcheck.intake.rows import Reader, Statement
from oitcheck.model import Agency, Entry, Link, Origin, Submission


@dataclass(frozen=True, slots=True)
class Counts:
    """``rows``: data rows met; ``bad_rows``: those that gave nothing; ``links``: agency x item x
    URL, each once; ``withdrawn``: items taken back."""

    files: int
    sheets: int
    rows: int
    bad_rows: int
    links: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that a set of files says.

    ``submissions`` have version 0 (the store counts); ``new_agencies`` is what an empty registry
    grew; ``problems`` in the order of files, sheets and rows, those with ``kept`` are notices.
    """

    submissions: tuple[Submission, ...]
    new_agencies: tuple[Agency, ...]
    problems: tuple[Problem, ...]
    counts: Counts


@dataclass(slots=True)
class _Item:
    links: dict[str, tuple[str, list[str], Origin]] = field(default_factory=dict)
    withdrawn_at: Origin | None = None


_Batches = dict[tuple[str, datetime], dict[str, _Item]]


def read_files(
    paths: Iterable[Path],
    *,
    catalogue: Catalogue,
    agencies: Sequence[Agency],
    round: str,
    received_at: datetime | None,
    now: datetime,
    whole: bool,
) -> Intake:
    """Read link lists of any accepted form and kind; nothing that a file holds raises.

    When a list came in: the row's own date, else ``received_at``, else ``now`` (all aware). An
    agency gets one submission for each such instant, with ``whole`` one in all. An empty
    ``agencies`` grows from the lists; otherwise unknown ones are complaints. An item whose URLs
    are all bad is not named, so that what was handed in for it before still holds.
    """
    register = Register(agencies)
    reader = Reader(catalogue, register, round, now)
    batches: _Batches = {}
    file_count = sheets = 0
    given = received_at or now
    for path in paths:
        file_count += 1
        for statement in _statements(path, reader):
            if isinstance(statement, Statement):
                key = (statement.agency, given if whole else statement.received or given)
                _note(batches.setdefault(key, {}), statement, reader.problems)
            else:
                sheets += statement
    submissions = _submissions(batches, catalogue, round, now, whole)
    problems = [*reader.problems, *register.problems()]
    order = {
        name: index for index, name in enumerate(dict.fromkeys(p.where.file for p in problems))
    }
    problems.sort(key=lambda one: order[one.where.file])
    entries = [entry for submission in submissions for entry in submission.entries]
    counts = Counts(
        files=file_count,
        sheets=sheets,
        rows=reader.rows,
        bad_rows=reader.bad_rows,
        links=sum(len(entry.links) for entry in entries),
        withdrawn=sum(entry.withdrawn for entry in entries),
    )
    return Intake(submissions, register.new_agencies(), tuple(problems), counts)


def _statements(path: Path, reader: Reader) -> Iterator[Statement | int]:
    """The file's statements; a 1 for each sheet read."""
    try:
        for grid in files.tables(path, reader.problems):
            yield 1
            yield from reader.read(grid)
    except Refused as refused:
        reader.problems.append(problem(refused.code, Origin(path.name), **refused.facts))


def _note(items: dict[str, _Item], statement: Statement, problems: list[Problem]) -> None:
    item = items.setdefault(statement.indicator, _Item())
    if not statement.links:
        item.withdrawn_at = statement.where
    for given, url in statement.links:
        held = item.links.setdefault(url, (given, [], statement.where))
        if statement.note and statement.note not in held[1]:
            held[1].append(statement.note)
    if item.withdrawn_at and item.links:
        where = max(item.withdrawn_at, statement.where)
        problems.append(problem("withdraw-and-links", where, statement.indicator, kept=True))
        item.withdrawn_at = None


def _submissions(
    batches: _Batches, catalogue: Catalogue, round_name: str, now: datetime, whole: bool
) -> tuple[Submission, ...]:
    made = []
    for (agency, received), items in sorted(batches.items(), key=lambda pair: pair[0]):
        entries = []
        for indicator in sorted(items, key=catalogue.place):
            item = items[indicator]
            links = tuple(
                Link(agency, indicator, url, given, " · ".join(notes), where, order)
                for order, (url, (given, notes, where)) in enumerate(item.links.items())
            )
            entries.append(Entry(indicator, links, withdrawn=not links))
        made.append(Submission(agency, round_name, 0, received, now, whole, tuple(entries)))
    return tuple(made)
