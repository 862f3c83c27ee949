"""Copies a database into a new SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert, select

from oitcheck.errors import OitcheckError
from oitcheck.store.engine import Database
from oitcheck.store.migrate import migrate
from oitcheck.store.schema import metadata

_ROWS = 1000


def copy_to_sqlite(source: Database, path: Path) -> None:
    """Make ``path`` a copy of ``source`` as of one instant, in a single file without a journal.

    SQLite is copied page by page, PostgreSQL table by table. Raises `OitcheckError` where
    ``path`` is there already.
    """
    if path.exists():
        raise OitcheckError(f"{path}: is there already", "name a new file")
    if source.path is not None:
        with (
            closing(sqlite3.connect(source.path, timeout=30)) as old,
            closing(sqlite3.connect(path)) as new,
        ):
            old.backup(new)
    else:
        _copy_tables(source, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as new:
        new.execute("PRAGMA journal_mode=DELETE")


def _copy_tables(source: Database, path: Path) -> None:
    target = Database(path)
    try:
        migrate(target)
        with source.read() as old, target.write() as new:
            for table in metadata.sorted_tables:
                query = select(table).order_by(*table.primary_key)
                rows = old.execute(query.execution_options(yield_per=_ROWS))
                for page in rows.mappings().partitions(_ROWS):
                    new.execute(insert(table), [dict(row) for row in page])
    finally:
        target.close()
