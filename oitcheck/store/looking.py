"""Captures seen from one side only: what a run has asked, what was asked for comparison, and what
an earlier run holds of a URL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, case, select

from oitcheck.model import Capture, Purpose, RunKind
from oitcheck.store.columns import url_key
from oitcheck.store.engine import Database
from oitcheck.store.fetching import capture_from
from oitcheck.store.schema import capture, run
from oitcheck.store.statements import chunks
from oitcheck.store.values import Asked, Held

_PAGE = 500
_SLOW_DOWN = (429, 503)


class Looking:
    """``store.looking``; one method, one transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def captures_for(
        self,
        purposes: Collection[Purpose],
        round_name: str,
        until: datetime | None = None,
        urls: Iterable[str] | None = None,
    ) -> tuple[Capture, ...]:
        """Captures of these purposes in the round, of ``urls`` (normalised) if given, in the order
        of storing; a watch's never count."""
        found: list[Capture] = []
        pages = [None] if urls is None else chunks(dict.fromkeys(map(url_key, urls)))
        with self._db.read() as connection:
            for keys in pages:
                found += _captures_for(connection, purposes, round_name, until, keys)
        return tuple(sorted(found, key=lambda item: item.id))

    def asked(self, run_id: int) -> Iterator[Asked]:
        """What the run has asked so far, in the order of storing; no more than a few hundred of
        them stand in memory."""
        after = 0
        while True:
            with self._db.read() as connection:
                page = _asked(connection, run_id, after, _PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].id

    def held(self, run_id: int, urls: Iterable[str]) -> dict[str, Held]:
        """By URL the newest body that an earlier run holds of it, where it came without trouble
        and with a validator (ETag, Last-Modified). A watch's don't count."""
        with self._db.read() as connection:
            return _held(connection, run_id, urls)


def _asked(connection: Connection, run_id: int, after: int, limit: int) -> list[Asked]:
    # of most captures the headers are not needed, and they are long
    headers = case((capture.c.status.in_(_SLOW_DOWN), capture.c.headers))
    query = (
        select(
            capture.c.id,
            capture.c.url,
            capture.c.purpose,
            capture.c.status,
            capture.c.media_type,
            capture.c.problem_code,
            headers.label("headers"),
        )
        # "+ 0": by the order of ids, a stretch at a time, not by sorting all of the run each time
        .where(capture.c.run + 0 == run_id, capture.c.id > after)
        .order_by(capture.c.id)
        .limit(limit)
    )
    return [
        Asked(
            row.id,
            row.url,
            Purpose(row.purpose),
            row.status,
            row.media_type,
            row.problem_code is None,
            _header(row.headers or (), "retry-after"),
        )
        for row in connection.execute(query)
    ]


def _captures_for(
    connection: Connection,
    purposes: Collection[Purpose],
    round_name: str,
    until: datetime | None,
    keys: Sequence[str] | None,
) -> list[Capture]:
    query = (
        select(capture)
        .join(run, run.c.id == capture.c.run)
        .where(
            run.c.round == round_name,
            run.c.kind != RunKind.WATCH.value,
            capture.c.purpose.in_([purpose.value for purpose in purposes]),
        )
        .order_by(capture.c.id)
    )
    if until is not None:
        query = query.where(capture.c.taken_at <= until)
    if keys is not None:
        query = query.where(capture.c.url_key.in_(keys))
    return [capture_from(row) for row in connection.execute(query)]


def _held(connection: Connection, run_id: int, urls: Iterable[str]) -> dict[str, Held]:
    earlier = list(
        connection.execute(
            select(run.c.id).where(run.c.id < run_id, run.c.kind != RunKind.WATCH.value)
        ).scalars()
    )
    found: dict[str, Held] = {}
    for keys in chunks(map(url_key, urls)) if earlier else ():
        query = (
            select(capture)
            .where(
                capture.c.run.in_(earlier),
                capture.c.url_key.in_(keys),
                capture.c.purpose.in_([Purpose.EVIDENCE.value, Purpose.ATTACHMENT.value]),
                capture.c.sha256.is_not(None),
                capture.c.problem_code.is_(None),
            )
            .order_by(capture.c.id.desc())
        )
        for row in connection.execute(query):
            _note(found, capture_from(row))
    return {url: one for url, one in found.items() if one.etag or one.last_modified}


def _note(found: dict[str, Held], seen: Capture) -> None:
    """Newest first. A 304 may come without the validators of the body that it confirms: then
    those of the capture before it hold, as long as address and body are the same."""
    etag, modified = _header(seen.headers, "etag"), _header(seen.headers, "last-modified")
    known = found.get(seen.url)
    if known is None:
        found[seen.url] = Held(
            seen.sha256, seen.media_type, seen.final_url or seen.url, etag, modified
        )
    elif not (known.etag or known.last_modified) and (
        known.sha256 == seen.sha256 and known.final_url == (seen.final_url or seen.url)
    ):
        found[seen.url] = Held(known.sha256, known.media_type, known.final_url, etag, modified)


def _header(headers: Iterable[Sequence[str]], name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")
