"""Brings a database up to this program's schema, or says in one line why that can't be."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from oitcheck.errors import OitcheckError
from oitcheck.store.engine import Database

SCHEMA = "0002"
"""The newest revision in `migrations`."""

# A whole check of a file reads all of it: worth it only while that takes no time.
_CHECK_UP_TO = 32 * 1024 * 1024


def migrate(database: Database) -> None:
    """Make the tables, or add what newer versions of the program have added.

    Raises `OitcheckError` for a database that is newer than the program, for one of another
    program, and for a damaged file.
    """
    if database.path is not None:
        _check_file(database)
    with database.read() as connection:
        if _revisions(connection) == [SCHEMA]:
            return
    # Alembic takes longer to import than a database to open, so only where there is work for it.
    from oitcheck.store.upgrading import upgrade  # noqa: PLC0415

    upgrade(database)


def _revisions(connection: Connection) -> list[str]:
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _check_file(database: Database) -> None:
    assert database.path is not None
    small = not database.path.exists() or database.path.stat().st_size <= _CHECK_UP_TO
    with database.read() as connection:
        if not small:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
            return
        answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if answer != "ok":
        raise OitcheckError(
            f"{database.name}: the database is damaged",
            "unpack the last copy made with: oitcheck pack",
        )
