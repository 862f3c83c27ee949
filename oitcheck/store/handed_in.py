"""Rows of submissions: what agencies handed in, version by version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from oitcheck.model import Entry, Link, Origin, Submission
from oitcheck.store.columns import storable
from oitcheck.store.schema import entry, link, submission
from oitcheck.store.statements import chunks

# What of an answer counts when two are compared. The file it came from doesn't: the same list
# under another name changes nothing.
Content = tuple[bool, tuple[tuple[str, str, str], ...]]


def submissions(
    connection: Connection,
    rounds: Sequence[str],
    received_by: datetime | None,
    agency: str | None = None,
) -> tuple[Submission, ...]:
    found: list[Submission] = []
    for name in rounds:
        query = select(submission).where(submission.c.round == name)
        if received_by is not None:
            query = query.where(submission.c.received_at <= received_by)
        if agency is not None:
            query = query.where(submission.c.agency == agency)
        query = query.order_by(submission.c.received_at, submission.c.version, submission.c.agency)
        rows = connection.execute(query).mappings().all()
        entries = _entries(connection, {row["id"]: row["agency"] for row in rows})
        found += [
            Submission(
                agency=row["agency"],
                round=row["round"],
                version=row["version"],
                received_at=row["received_at"],
                imported_at=row["imported_at"],
                whole=row["whole"],
                entries=tuple(entries.get(row["id"], ())),
            )
            for row in rows
        ]
    return tuple(found)


def add(connection: Connection, given: Submission) -> Submission | None:
    """Store ``given`` as the agency's next version; None when it would change nothing.

    It is compared with what holds at its own ``received_at``: a list that is imported late
    counts from the day it came, and content that held on that day already changes no later day.
    """
    past = submissions(connection, [given.round], given.received_at, given.agency)
    if _changes_nothing(given, _holding(past)):
        return None
    version = connection.execute(
        select(func.coalesce(func.max(submission.c.version), 0) + 1).where(
            submission.c.round == given.round, submission.c.agency == given.agency
        )
    ).scalar_one()
    stored = replace(given, version=version)
    made = connection.execute(
        insert(submission).values(
            round=stored.round,
            agency=stored.agency,
            version=stored.version,
            received_at=stored.received_at,
            imported_at=stored.imported_at,
            whole=stored.whole,
        )
    ).inserted_primary_key
    assert made is not None
    key = int(made[0])
    if not stored.entries:
        return stored
    entries = [
        {
            "submission": key,
            "position": position,
            "indicator": item.indicator,
            "withdrawn": item.withdrawn,
        }
        for position, item in enumerate(stored.entries)
    ]
    statement = insert(entry).returning(entry.c.id, sort_by_parameter_order=True)
    entry_keys = connection.execute(statement, entries).scalars().all()
    links: list[dict[str, Any]] = []
    for entry_key, item in zip(entry_keys, stored.entries, strict=True):
        links += [
            {
                "entry": entry_key,
                "position": part.order,
                "url": part.url,
                "given": part.given,
                "note": part.note,
                "origin_file": part.origin.file,
                "origin_sheet": part.origin.sheet,
                "origin_row": part.origin.row,
            }
            for part in item.links
        ]
    if links:
        connection.execute(insert(link).returning(link.c.id), links)
    return stored


def _entries(connection: Connection, agencies: dict[int, str]) -> dict[int, list[Entry]]:
    """Entries of the submissions whose keys are given, with the agency of each."""
    links: dict[int, list[Link]] = {}
    heads: list[tuple[int, int, str, bool]] = []
    for keys in chunks(agencies):
        query = (
            select(entry.c.id, entry.c.submission, entry.c.indicator, entry.c.withdrawn)
            .where(entry.c.submission.in_(keys))
            .order_by(entry.c.submission, entry.c.position)
        )
        heads += [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]
    owner = {key: (agencies[parent], indicator) for key, parent, indicator, _ in heads}
    for keys in chunks(owner):
        linked = select(link).where(link.c.entry.in_(keys)).order_by(link.c.entry, link.c.id)
        for row in connection.execute(linked).mappings():
            agency, indicator = owner[row["entry"]]
            links.setdefault(row["entry"], []).append(
                Link(
                    agency=agency,
                    indicator=indicator,
                    url=row["url"],
                    given=row["given"],
                    note=row["note"],
                    origin=Origin(row["origin_file"], row["origin_sheet"], row["origin_row"]),
                    order=row["position"],
                )
            )
    found: dict[int, list[Entry]] = {}
    for key, parent, indicator, withdrawn in heads:
        item = Entry(indicator, tuple(links.get(key, ())), withdrawn)
        found.setdefault(parent, []).append(item)
    return found


def _content(item: Entry) -> Content:
    return item.withdrawn, tuple(
        (storable(part.url), storable(part.given), storable(part.note)) for part in item.links
    )


def _holding(past: Iterable[Submission]) -> dict[str, Content]:
    """What holds for each indicator after ``past``, which is in order of time."""
    holding: dict[str, Content] = {}
    for item in past:
        if item.whole:
            holding = dict.fromkeys(holding, (True, ()))
        holding |= {part.indicator: _content(part) for part in item.entries}
    return holding


def _changes_nothing(given: Submission, holding: dict[str, Content]) -> bool:
    named = {item.indicator: _content(item) for item in given.entries}
    if given.whole and any(
        not withdrawn for key, (withdrawn, _) in holding.items() if key not in named
    ):
        return False
    return all(holding.get(indicator) == content for indicator, content in named.items())
