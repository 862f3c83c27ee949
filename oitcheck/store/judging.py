"""Rows of renditions, documents, inputs, judgements, decisions; and where a round stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from oitcheck.model import (
    BlobRef,
    Decision,
    Outcome,
    RecordRef,
    Rendition,
    RenditionKind,
    RunKind,
)
from oitcheck.store.fetching import blob_row, record_columns
from oitcheck.store.schema import (
    blob,
    capture,
    decision,
    document,
    input_,
    judgement,
    rendition,
    round_event,
    run,
    submission,
)
from oitcheck.store.statements import chunks, insert_new, put
from oitcheck.store.values import Ruling, StoredJudgement


def add_rendition(
    connection: Connection, given: Rendition, body: BlobRef | None, record: RecordRef | None
) -> None:
    if body is not None:
        insert_new(connection, blob, [blob_row(body)])
    connection.execute(
        insert(rendition).values(
            capture=given.capture,
            kind=given.kind.value,
            sha256=given.sha256 or None,
            media_type=given.media_type,
            taken_at=given.taken_at,
            final_url=given.final_url,
            detail=given.detail,
            **record_columns(body, record),
        )
    )


def renditions(connection: Connection, captures: Iterable[int]) -> tuple[Rendition, ...]:
    found: list[Rendition] = []
    for keys in chunks(dict.fromkeys(captures)):
        query = (
            select(rendition)
            .where(rendition.c.capture.in_(keys))
            .order_by(rendition.c.capture, rendition.c.id)
        )
        found += [
            Rendition(
                capture=row.capture,
                kind=RenditionKind(row.kind),
                sha256=row.sha256 or "",
                media_type=row.media_type,
                taken_at=row.taken_at,
                final_url=row.final_url,
                detail=row.detail,
            )
            for row in connection.execute(query)
        ]
    return tuple(found)


def find_document(connection: Connection, sha256: str, key: str) -> str | None:
    query = select(document.c.text).where(document.c.sha256 == sha256, document.c.reader_key == key)
    return connection.execute(query).scalar()


def documents_held(connection: Connection, key: str) -> frozenset[str]:
    query = select(document.c.sha256).where(document.c.reader_key == key)
    return frozenset(connection.execute(query).scalars())


def put_document(connection: Connection, sha256: str, key: str, text: str) -> None:
    put(connection, document, {"sha256": sha256, "reader_key": key, "text": text})


def put_input(connection: Connection, text: str) -> str:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    insert_new(connection, input_, [{"sha256": sha256, "text": text}])
    return sha256


def find_input(connection: Connection, sha256: str) -> str | None:
    return connection.execute(select(input_.c.text).where(input_.c.sha256 == sha256)).scalar()


def add_judgement(
    connection: Connection, round_name: str, as_of: datetime, sha256: str, text: str, at: datetime
) -> None:
    insert_new(
        connection,
        judgement,
        [{"round": round_name, "as_of": as_of, "sha256": sha256, "text": text, "made_at": at}],
    )


def judgements(connection: Connection, round_name: str) -> tuple[StoredJudgement, ...]:
    query = select(judgement).where(judgement.c.round == round_name).order_by(judgement.c.id)
    return tuple(StoredJudgement(**row) for row in connection.execute(query).mappings())


def add_decision(
    connection: Connection,
    round_name: str,
    agency: str,
    indicator: str,
    given: Decision,
) -> None:
    connection.execute(
        insert(decision).values(
            round=round_name,
            agency=agency,
            indicator=indicator,
            outcome=given.outcome.value,
            by=given.by,
            at=datetime.fromisoformat(given.at),
            why=given.why,
        )
    )


def decisions(
    connection: Connection, round_name: str, until: datetime | None
) -> tuple[Ruling, ...]:
    query = select(decision).where(decision.c.round == round_name)
    if until is not None:
        query = query.where(decision.c.at <= until)
    return tuple(
        Ruling(
            id=row.id,
            round=row.round,
            agency=row.agency,
            indicator=row.indicator,
            decision=Decision(Outcome(row.outcome), row.by, _second(row.at), row.why),
        )
        for row in connection.execute(query.order_by(decision.c.at, decision.c.id))
    )


def _second(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def last_event(connection: Connection, round_name: str) -> datetime | None:
    queries = (
        select(func.max(submission.c.received_at)).where(submission.c.round == round_name),
        select(func.max(capture.c.taken_at))
        .join(run, run.c.id == capture.c.run)
        .where(run.c.round == round_name, run.c.kind != RunKind.WATCH.value),
        select(func.max(decision.c.at)).where(decision.c.round == round_name),
        select(func.max(round_event.c.at)).where(round_event.c.round == round_name),
    )
    found = (connection.execute(query).scalar() for query in queries)
    return max((at for at in found if at is not None), default=None)


def indexed_ends(connection: Connection) -> dict[str, int]:
    ends: dict[str, int] = {}
    for table in (capture, rendition):
        end = func.max(table.c.record_offset + table.c.record_length)
        query = (
            select(table.c.record_file, end)
            .where(table.c.record_file.is_not(None))
            .group_by(table.c.record_file)
        )
        for file, value in connection.execute(query):
            ends[file] = max(ends.get(file, 0), int(value))
    held = select(blob.c.file, func.max(blob.c.offset + blob.c.length)).group_by(blob.c.file)
    for file, value in connection.execute(held):
        ends[file] = max(ends.get(file, 0), int(value))
    return ends
