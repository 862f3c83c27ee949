"""Alembic at work: makes the tables, or adds what newer versions of the program have added."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from oitcheck.errors import OitcheckError
from oitcheck.store.engine import Database


def upgrade(database: Database) -> None:
    """Bring the schema up to the newest. Raises `OitcheckError` as `migrate` tells."""
    config = Config()
    config.set_main_option("script_location", "oitcheck.store:migrations")
    scripts = ScriptDirectory.from_config(config)
    with database.read() as connection:
        _check(connection, scripts, database.name)
    with database.write() as connection:
        # Another process may have done it while this one waited for its turn.
        _check(connection, scripts, database.name)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _check(connection: Connection, scripts: ScriptDirectory, name: str) -> None:
    found = MigrationContext.configure(connection).get_current_heads()
    if not found:
        # oitcheck's first migration makes all its tables at once: none of them may be there.
        if inspect(connection).get_table_names():
            raise OitcheckError(
                f"{name}: a database of another program", "use an empty one, or a new workspace"
            )
        return
    known = {script.revision for script in scripts.walk_revisions()}
    if not set(found) <= known:
        raise OitcheckError(
            f"{name}: made by a newer oitcheck (schema {', '.join(found)})",
            "install the newest version",
        )
