"""The store: everything a workspace remembers except the bodies themselves.

One object serves all threads of a process; each method is one transaction. Datetimes are aware
and come back in UTC; a naive one raises `ValueError`, and so does a row whose key is taken or that
points to nothing. What was handed in, seen and ruled can be
added and read, never changed or taken away: the database refuses it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from oitcheck.model import (
    Agency,
    BlobRef,
    Capture,
    Decision,
    Edge,
    Purpose,
    RecordRef,
    Rendition,
    RunKind,
    Submission,
)
from oitcheck.store import copying, fetching, handed_in, judging, registry
from oitcheck.store.columns import url_key
from oitcheck.store.engine import Database
from oitcheck.store.looking import Looking
from oitcheck.store.migrate import migrate
from oitcheck.store.office import Office
from oitcheck.store.schema import run as run_table
from oitcheck.store.statements import chunks
from oitcheck.store.values import AgencyName, NewCapture, Round, Ruling, Run, StoredJudgement

_PAGE = 500


def open_store(url_or_path: str | Path) -> Store:
    """The store at a path (SQLite, made if missing) or at a ``postgresql://`` URL, migrated.

    Raises `OitcheckError` for a file that is no database or is damaged, for a database of
    another program or of a newer oitcheck, and for a server that can't be reached.
    """
    database = Database(url_or_path)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Store(database)


class Store:
    """Made by `open_store`; `close` it, or use it in a ``with`` statement."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.office = Office(database)
        self.looking = Looking(database)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def copy_to(self, path: Path) -> None:
        """A consistent copy as a new SQLite file, whatever this database is."""
        copying.copy_to_sqlite(self._db, path)

    # Agencies and rounds

    def agencies(self) -> tuple[Agency, ...]:
        """All agencies, by id."""
        with self._db.read() as connection:
            return registry.agencies(connection)

    def put_agencies(self, agencies: Iterable[Agency], at: datetime | None = None) -> None:
        """Add agencies, or change those whose id is known; a former name or code is kept.

        ``at`` is the instant from which a new name holds: now, unless given.
        """
        with self._db.write() as connection:
            registry.put_agencies(connection, agencies, at or datetime.now(UTC))

    def agency_names(self, agency: str | None = None) -> tuple[AgencyName, ...]:
        """Every code and name that agencies bear or bore, oldest first."""
        with self._db.read() as connection:
            return registry.agency_names(connection, agency)

    def rounds(self) -> tuple[Round, ...]:
        """All rounds in the order in which they were made."""
        with self._db.read() as connection:
            return registry.rounds(connection)

    def ensure_round(self, name: str, year: int, track: str = "standard") -> Round:
        """The round of that name, made if missing.

        Raises `OitcheckError` when it is there for another year or track.
        """
        with self._db.write() as connection:
            return registry.ensure_round(connection, Round(name, year, track))

    # Submissions

    def add_submission(self, submission: Submission) -> Submission | None:
        """Store it as the agency's next version of that round (its ``version`` is ignored).

        None when it changes nothing: its entries equal what the agency's submissions give for
        these indicators as of its ``received_at``, and a whole one leaves nothing out. URL,
        string as given, note and order count; the file, sheet and row don't.
        """
        with self._db.write() as connection:
            return handed_in.add(connection, submission)

    def submissions(
        self, round_names: Sequence[str], received_by: datetime | None = None
    ) -> tuple[Submission, ...]:
        """Rounds in the order given, within one by ``received_at``, then version."""
        with self._db.read() as connection:
            return handed_in.submissions(connection, round_names, received_by)

    # Runs and targets

    def create_run(self, round_name: str, kind: RunKind, started_at: datetime) -> int:
        with self._db.write() as connection:
            return fetching.create_run(connection, round_name, kind, started_at)

    def run(self, run_id: int) -> Run:
        """Raises `KeyError` for an unknown id."""
        with self._db.read() as connection:
            found = fetching.runs(connection, run_table.c.id == run_id)
        if not found:
            raise KeyError(run_id)
        return found[0]

    def runs(self, round_name: str, until: datetime | None = None) -> tuple[Run, ...]:
        """Runs of the round, oldest first; ``until``: those that had started by then."""
        where = [run_table.c.round == round_name]
        if until is not None:
            where.append(run_table.c.started_at <= until)
        with self._db.read() as connection:
            return fetching.runs(connection, *where)

    def finish_run(self, run_id: int, finished_at: datetime) -> None:
        with self._db.write() as connection:
            fetching.finish_run(connection, run_id, finished_at)

    def add_targets(
        self, run_id: int, urls: Iterable[str], purpose: Purpose = Purpose.EVIDENCE
    ) -> None:
        """Normalised URLs to fetch; those that are targets already are passed over."""
        with self._db.write() as connection:
            fetching.add_targets(connection, run_id, urls, purpose)

    def target_count(self, run_id: int) -> int:
        """Targets of the run, of every purpose."""
        with self._db.read() as connection:
            return fetching.target_count(connection, run_id)

    def pending(
        self,
        run_id: int,
        purpose: Purpose = Purpose.EVIDENCE,
        after: str = "",
        limit: int = 1000,
    ) -> list[str]:
        """Targets of that purpose without a capture of it in that run.

        In a fixed order that mixes the hosts; ``after`` is the last URL of the page before.
        """
        with self._db.read() as connection:
            return fetching.pending(connection, run_id, purpose, after, limit)

    def pending_attachments(self, run_id: int, after: str = "", limit: int = 1000) -> list[str]:
        """Children of the run's edges without any capture in that run; paged like `pending`."""
        with self._db.read() as connection:
            return fetching.pending_attachments(connection, run_id, after, limit)

    # Captures

    def add_capture(
        self,
        capture: Capture,
        blob: BlobRef | None = None,
        edges: Sequence[Edge] = (),
        record: RecordRef | None = None,
    ) -> int:
        """Store a capture (its id is ignored) with its body's place and its edges; the new id.

        ``record`` is the WARC record of a fetch that brought no body. Raises `ValueError` for a
        (run, url, attempt, purpose) that is stored already, and for a body nobody has stored.
        """
        return self.add_captures([NewCapture(capture, blob, tuple(edges), record)])[0]

    def add_captures(self, captures: Sequence[NewCapture]) -> list[int]:
        """Several captures in one transaction, all or none; their ids in the same order."""
        with self._db.write() as connection:
            return fetching.add_captures(connection, captures)

    def captures(
        self,
        round_name: str,
        until: datetime | None = None,
        *,
        after: int = 0,
        run: int = 0,
        watched: bool = True,
    ) -> Iterator[Capture]:
        """All captures of the round's runs, in the order in which they were stored.

        ``after``: those with a higher id. ``run``: those of one run. ``watched`` False: without
        those of watches, which are many and which nobody judges.
        """
        while True:
            with self._db.read() as connection:
                page = fetching.captures(
                    connection,
                    round_name,
                    until,
                    after=after,
                    limit=_PAGE,
                    run_id=run,
                    watched=watched,
                )
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].id

    def captures_of(
        self,
        urls: Iterable[str],
        round_name: str,
        until: datetime | None = None,
        *,
        watched: bool = True,
    ) -> tuple[Capture, ...]:
        """Captures of these normalised URLs in the round, in the order of storing; ``watched`` as
        in `captures`."""
        found: list[Capture] = []
        with self._db.read() as connection:
            for keys in chunks(dict.fromkeys(map(url_key, urls))):
                found += fetching.captures(
                    connection, round_name, until, keys=keys, watched=watched
                )
        return tuple(sorted(found, key=lambda item: item.id))

    def capture(self, capture_id: int) -> Capture | None:
        with self._db.read() as connection:
            return fetching.capture_of(connection, capture_id)

    def record(self, capture_id: int) -> RecordRef | None:
        """The WARC record of that very fetch: what proves what was seen, and when."""
        with self._db.read() as connection:
            return fetching.record_of(connection, capture_id)

    def edges(
        self,
        round_name: str,
        parents: Collection[str] | None = None,
        until: datetime | None = None,
    ) -> Iterator[tuple[int, Edge]]:
        """(run, edge) of the round, by capture and place on the page; of ``parents`` if given."""
        keys = None if parents is None else {url_key(parent) for parent in parents}
        after = 0
        while True:
            with self._db.read() as connection:
                after, page = fetching.edges(
                    connection, round_name, until, after=after, limit=_PAGE, keys=keys
                )
            yield from page
            if not after:
                return

    def blob(self, sha256: str) -> BlobRef | None:
        """Where the body with this sha256 stands."""
        with self._db.read() as connection:
            return fetching.find_blob(connection, sha256)

    def blobs(self, names: Collection[str]) -> dict[str, BlobRef]:
        """Where the bodies with these sha256 stand, those that are held; at most a few hundred."""
        with self._db.read() as connection:
            return fetching.find_blobs(connection, names)

    def indexed_ends(self) -> dict[str, int]:
        """For each file of the archive: the end of its last record that the database knows."""
        with self._db.read() as connection:
            return judging.indexed_ends(connection)

    # Renditions and documents

    def add_rendition(
        self, rendition: Rendition, blob: BlobRef | None = None, record: RecordRef | None = None
    ) -> None:
        """``blob`` None: nothing came of it (``detail`` says why), or the body is held already."""
        with self._db.write() as connection:
            judging.add_rendition(connection, rendition, blob, record)

    def renditions(self, capture_ids: Iterable[int]) -> tuple[Rendition, ...]:
        """By capture, then in the order of storing."""
        with self._db.read() as connection:
            return judging.renditions(connection, capture_ids)

    def document(self, sha256: str, reader_key: str) -> str | None:
        """The text that `put_document` has stored."""
        with self._db.read() as connection:
            return judging.find_document(connection, sha256, reader_key)

    def documents_held(self, reader_key: str) -> frozenset[str]:
        """The sha256 of all bodies that have a document of that key."""
        with self._db.read() as connection:
            return judging.documents_held(connection, reader_key)

    def put_document(self, sha256: str, reader_key: str, text: str) -> None:
        """Keep what was read from a body; a cache, so a later text replaces the earlier one."""
        self.put_documents(reader_key, {sha256: text})

    def put_documents(self, reader_key: str, texts: Mapping[str, str]) -> None:
        """The same for many bodies, by sha256, in one transaction."""
        with self._db.write() as connection:
            for sha256, text in texts.items():
                judging.put_document(connection, sha256, reader_key, text)

    # Judgements and decisions

    def put_input(self, text: str) -> str:
        """Keep a text that a judgement rests on; its sha256 (hex, of the UTF-8 bytes)."""
        with self._db.write() as connection:
            return judging.put_input(connection, text)

    def input(self, sha256: str) -> str:
        """Raises `KeyError` where no such text was stored."""
        with self._db.read() as connection:
            found = judging.find_input(connection, sha256)
        if found is None:
            raise KeyError(sha256)
        return found

    def add_judgement(
        self, round_name: str, as_of: datetime, sha256: str, body_text: str, made_at: datetime
    ) -> None:
        """Keep a judgement; the same one (by sha256) made again is kept once."""
        with self._db.write() as connection:
            judging.add_judgement(connection, round_name, as_of, sha256, body_text, made_at)

    def judgements(self, round_name: str) -> tuple[StoredJudgement, ...]:
        """Oldest first."""
        with self._db.read() as connection:
            return judging.judgements(connection, round_name)

    def add_decision(
        self, round_name: str, agency: str, indicator: str, decision: Decision
    ) -> None:
        """Keep a person's ruling; an earlier one on the same verdict stays beside it."""
        with self._db.write() as connection:
            judging.add_decision(connection, round_name, agency, indicator, decision)

    def decisions(self, round_name: str, until: datetime | None = None) -> tuple[Ruling, ...]:
        """In order of time: the last one on a verdict holds."""
        with self._db.read() as connection:
            return judging.decisions(connection, round_name, until)

    def last_event(self, round_name: str) -> datetime | None:
        """The round's latest submission, capture, decision, or change of the round itself; what a
        watch saw is none of it."""
        with self._db.read() as connection:
            return judging.last_event(connection, round_name)
