"""Brings a database up to this program's schema, or says in one line why that can't be."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from oitcheck.errors import OitcheckError
from oitcheck.store.engine import Database

# A whole check of a file reads all of it: worth it only while that takes no time.
_CHECK_UP_TO = 32 * 1024 * 1024


def migrate(database: Database) -> None:
    """Make the tables, or add what newer versions of the program have added.

    Raises `OitcheckError` for a database that is newer than the program, for one of another
    program, and for a damaged file.
    """
    if database.path is not None:
        _check_file(database)
    config = Config()
    config.set_main_option("script_location", "oitcheck.store:migrations")
    scripts = ScriptDirectory.from_config(config)
    with database.read() as connection:
        if _revision(connection, scripts, database.name) == scripts.get_current_head():
            return
    with database.write() as connection:
        # Another process may have done it while this one waited for its turn.
        _revision(connection, scripts, database.name)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection, scripts: ScriptDirectory, name: str) -> str | None:
    found = MigrationContext.configure(connection).get_current_heads()
    if not found:
        # oitcheck's first migration makes all its tables at once: none of them may be there.
        if inspect(connection).get_table_names():
            raise OitcheckError(
                f"{name}: a database of another program", "use an empty one, or a new workspace"
            )
        return None
    known = {script.revision for script in scripts.walk_revisions()}
    if not set(found) <= known:
        raise OitcheckError(
            f"{name}: made by a newer oitcheck (schema {', '.join(found)})",
            "install the newest version",
        )
    return found[0]


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
