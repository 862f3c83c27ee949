"""Statements that both databases understand but SQLAlchemy spells per dialect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Item = TypeVar("Item")

# SQLite takes 32,766 bound values per statement and PostgreSQL's wire protocol 65,535.
IN_AT_ONCE = 500


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert ``rows``; those whose key is there already stay as they are."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        # With RETURNING SQLAlchemy sends a thousand rows at once, without it one by one.
        key = next(iter(table.primary_key))
        statement = postgresql.insert(table).on_conflict_do_nothing().returning(key)
        connection.execute(statement, rows)
    else:
        connection.execute(sqlite.insert(table).on_conflict_do_nothing(), rows)


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert ``row``, or replace everything but the primary key of the one that is there."""
    keys = [column.name for column in table.primary_key]
    changed = {name: value for name, value in row.items() if name not in keys}
    if connection.dialect.name == "postgresql":
        connection.execute(
            postgresql.insert(table)
            .values(row)
            .on_conflict_do_update(index_elements=keys, set_=changed)
        )
    else:
        connection.execute(
            sqlite.insert(table)
            .values(row)
            .on_conflict_do_update(index_elements=keys, set_=changed)
        )


def chunks(items: Iterable[Item], size: int = IN_AT_ONCE) -> Iterator[list[Item]]:
    """``items`` in lists of at most ``size``."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk
