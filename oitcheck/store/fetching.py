"""Rows of runs, their targets, and what they saw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select, update

from oitcheck.model import (
    BlobRef,
    Capture,
    Edge,
    Hop,
    Problem,
    ProblemCode,
    Purpose,
    RecordRef,
    RunKind,
    Tls,
)
from oitcheck.store.columns import url_key
from oitcheck.store.schema import blob, capture, edge, run, target
from oitcheck.store.statements import IN_AT_ONCE, chunks, insert_new
from oitcheck.store.values import NewCapture, Run


def create_run(connection: Connection, round_name: str, kind: RunKind, at: datetime) -> int:
    key = connection.execute(
        insert(run).values(round=round_name, kind=kind.value, started_at=at)
    ).inserted_primary_key
    assert key is not None
    return int(key[0])


def runs(connection: Connection, *where: Any) -> tuple[Run, ...]:
    query = select(run).where(*where).order_by(run.c.id)
    return tuple(
        Run(**{**row, "kind": RunKind(row["kind"])}) for row in connection.execute(query).mappings()
    )


def finish_run(connection: Connection, run_id: int, at: datetime) -> None:
    connection.execute(update(run).where(run.c.id == run_id).values(finished_at=at))


def add_targets(connection: Connection, run_id: int, urls: Iterable[str], purpose: Purpose) -> None:
    for chunk in chunks(urls, 5000):
        insert_new(
            connection,
            target,
            [
                {"run": run_id, "purpose": purpose.value, "url_key": url_key(url), "url": url}
                for url in chunk
            ],
        )


def target_count(connection: Connection, run_id: int) -> int:
    query = select(func.count()).select_from(target).where(target.c.run == run_id)
    return int(connection.execute(query).scalar_one())


def pending(
    connection: Connection, run_id: int, purpose: Purpose, after: str, limit: int
) -> list[str]:
    seen = exists().where(
        capture.c.run == target.c.run,
        capture.c.url_key == target.c.url_key,
        capture.c.purpose == target.c.purpose,
    )
    query = (
        select(target.c.url)
        .where(target.c.run == run_id, target.c.purpose == purpose.value, ~seen)
        .order_by(target.c.url_key)
        .limit(limit)
    )
    if after:
        query = query.where(target.c.url_key > url_key(after))
    return list(connection.execute(query).scalars())


def pending_attachments(connection: Connection, run_id: int, after: str, limit: int) -> list[str]:
    seen = exists().where(capture.c.run == edge.c.run, capture.c.url_key == edge.c.child_key)
    query = (
        select(func.min(edge.c.child))
        .where(edge.c.run == run_id, ~seen)
        .group_by(edge.c.child_key)
        .order_by(edge.c.child_key)
        .limit(limit)
    )
    if after:
        query = query.where(edge.c.child_key > url_key(after))
    return list(connection.execute(query).scalars())


def add_captures(connection: Connection, given: Sequence[NewCapture]) -> list[int]:
    bodies = {item.blob.sha256: blob_row(item.blob) for item in given if item.blob is not None}
    insert_new(connection, blob, list(bodies.values()))
    if not given:
        return []
    statement = insert(capture).returning(capture.c.id, sort_by_parameter_order=True)
    keys = list(connection.execute(statement, [_capture_row(item) for item in given]).scalars())
    insert_new(
        connection,
        edge,
        [
            {
                "run": item.capture.run,
                "parent_key": url_key(found.parent),
                "child_key": url_key(found.child),
                "capture": key,
                "parent": found.parent,
                "child": found.child,
                "href": found.href,
                "anchor": found.anchor,
                "context": found.context,
                "position": found.order,
            }
            for key, item in zip(keys, given, strict=True)
            for found in item.edges
        ],
    )
    return keys


def _capture_row(given: NewCapture) -> dict[str, Any]:
    seen, body = given.capture, given.blob
    if body is not None and seen.sha256 not in ("", body.sha256):
        raise ValueError(f"{seen.url}: the capture names another body than the one given")
    problem = seen.problem
    return {
        "run": seen.run,
        "url_key": url_key(seen.url),
        "url": seen.url,
        "attempt": seen.attempt,
        "purpose": seen.purpose.value,
        "taken_at": seen.taken_at,
        "final_url": seen.final_url,
        "status": seen.status,
        "headers": [list(pair) for pair in seen.headers],
        "hops": [[hop.url, hop.status, hop.location] for hop in seen.hops],
        "problem_code": problem.code.value if problem else None,
        "problem_transient": problem.transient if problem else None,
        "problem_detail": problem.detail if problem else None,
        "tls": asdict(seen.tls) if seen.tls else None,
        "ip": seen.ip,
        "elapsed_ms": seen.elapsed_ms,
        "media_type": seen.media_type,
        "sha256": seen.sha256 or None,
        "size": seen.size,
        "left_out": seen.left_out,
        **record_columns(body, given.record),
    }


def record_columns(body: BlobRef | None, record: RecordRef | None) -> dict[str, Any]:
    """Where the fetch's own record stands: as given, or as the body's reference knows it."""
    if record is None and body is not None:
        record = body.record or RecordRef(body.file, body.offset, body.length)
    return {
        "record_file": record.file if record else None,
        "record_offset": record.offset if record else None,
        "record_length": record.length if record else None,
    }


def blob_row(body: BlobRef) -> dict[str, Any]:
    return {
        "sha256": body.sha256,
        "size": body.size,
        "media_type": body.media_type,
        "file": body.file,
        "offset": body.offset,
        "length": body.length,
        "digest": body.digest,
    }


def find_blob(connection: Connection, sha256: str) -> BlobRef | None:
    row = connection.execute(select(blob).where(blob.c.sha256 == sha256)).mappings().first()
    return None if row is None else BlobRef(**row)


def find_blobs(connection: Connection, names: Collection[str]) -> dict[str, BlobRef]:
    rows = connection.execute(select(blob).where(blob.c.sha256.in_(sorted(names)))).mappings()
    return {row["sha256"]: BlobRef(**row) for row in rows}


def captures(
    connection: Connection,
    round_name: str,
    until: datetime | None,
    *,
    after: int = 0,
    limit: int | None = None,
    keys: list[str] | None = None,
    run_id: int = 0,
    watched: bool = True,
) -> list[Capture]:
    query = (
        select(capture)
        .join(run, run.c.id == capture.c.run)
        .where(run.c.round == round_name, capture.c.id > after)
        .order_by(capture.c.id)
        .limit(limit)
    )
    if until is not None:
        query = query.where(capture.c.taken_at <= until)
    if keys is not None:
        query = query.where(capture.c.url_key.in_(keys))
    if run_id:
        query = query.where(capture.c.run == run_id)
    if not watched:
        query = query.where(run.c.kind != RunKind.WATCH.value)
    return [capture_from(row) for row in connection.execute(query)]


def capture_of(connection: Connection, capture_id: int) -> Capture | None:
    row = connection.execute(select(capture).where(capture.c.id == capture_id)).first()
    return None if row is None else capture_from(row)


def record_of(connection: Connection, capture_id: int) -> RecordRef | None:
    query = select(capture.c.record_file, capture.c.record_offset, capture.c.record_length).where(
        capture.c.id == capture_id, capture.c.record_file.is_not(None)
    )
    row = connection.execute(query).first()
    return None if row is None else RecordRef(row[0], row[1], row[2])


def capture_from(row: Row[Any]) -> Capture:
    """A row of the capture table as the model's value."""
    return Capture(
        id=row.id,
        run=row.run,
        url=row.url,
        attempt=row.attempt,
        purpose=Purpose(row.purpose),
        taken_at=row.taken_at,
        final_url=row.final_url,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        hops=tuple(Hop(url, status, location) for url, status, location in row.hops),
        problem=Problem(ProblemCode(row.problem_code), row.problem_transient, row.problem_detail)
        if row.problem_code
        else None,
        tls=Tls(**row.tls) if row.tls else None,
        ip=row.ip,
        elapsed_ms=row.elapsed_ms,
        media_type=row.media_type,
        sha256=row.sha256 or "",
        size=row.size,
        left_out=row.left_out,
    )


def edges(
    connection: Connection,
    round_name: str,
    until: datetime | None,
    *,
    after: int,
    limit: int,
    keys: Collection[str] | None,
) -> tuple[int, list[tuple[int, Edge]]]:
    """Edges seen by the next ``limit`` captures after ``after``, and the last of these (0: end)."""
    page = (
        select(edge.c.capture)
        .distinct()
        .join(capture, capture.c.id == edge.c.capture)
        .join(run, run.c.id == edge.c.run)
        .where(run.c.round == round_name, edge.c.capture > after)
        .order_by(edge.c.capture)
        .limit(limit)
    )
    if until is not None:
        page = page.where(capture.c.taken_at <= until)
    if keys is not None and len(keys) <= IN_AT_ONCE:
        page = page.where(edge.c.parent_key.in_(keys))
    wanted = list(connection.execute(page).scalars())
    query = (
        select(edge)
        .where(edge.c.capture.in_(wanted))
        .order_by(edge.c.capture, edge.c.position, edge.c.child_key)
    )
    found = [
        (row.run, Edge(row.parent, row.child, row.href, row.anchor, row.context, row.position))
        for row in connection.execute(query)
        if keys is None or row.parent_key in keys
    ]
    return (wanted[-1] if wanted else 0), found
