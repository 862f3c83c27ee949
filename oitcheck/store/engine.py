"""The connection to the database, and its trouble in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    StatementError,
)

from oitcheck.errors import OitcheckError

BUSY_SECONDS = 30
_WRITES = "oitcheck_writes"
_TURN = text("SELECT pg_advisory_xact_lock(1869182051)")

# Words of SQLite's own messages, and what they mean to the person at the keyboard.
_SQLITE_TROUBLE = (
    ("file is not a database", "this is no database", "name the workspace's oitcheck.db"),
    ("malformed", "the database is damaged", "unpack the last copy made with: oitcheck pack"),
    (
        "disk i/o error",
        "ดิสก์อ่านหรือเขียนไม่ได้ หรือเต็ม",
        "ตรวจสอบดิสก์และพื้นที่ว่าง แล้วสั่งซ้ำ งานที่ทำไปแล้วถูกเก็บไว้",
    ),
    ("is full", "พื้นที่ดิสก์เต็ม", "เพิ่มพื้นที่ว่าง แล้วสั่งซ้ำ งานที่ทำไปแล้วถูกเก็บไว้"),
    ("locked", "another program holds the database", "wait until it ends"),
    ("readonly", "the database can't be written to", "check the rights of the file and folder"),
    ("unable to open", "the database can't be opened", "check that the folder exists"),
)


class Database:
    """An engine with a transaction for reading and one for writing.

    ``name`` is what error messages call it: a path, or a URL without its password.
    """

    def __init__(self, given: str | Path) -> None:
        url = _url(given)
        self.name = url.database or "" if url.drivername == "sqlite" else url.render_as_string()
        self.path = Path(self.name) if url.drivername == "sqlite" else None
        self.engine = _engine(url, self.name)
        self._writer = self.engine.execution_options(**{_WRITES: True})
        if self.dialect == "postgresql":
            # It waits for its turn below and must then see what the one before it has stored.
            self._writer = self._writer.execution_options(isolation_level="READ COMMITTED")

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database from its first statement on."""
        with self._plain_words(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is stored whole or not at all; writers take turns."""
        with self._plain_words(), self._writer.begin() as connection:
            if self.dialect == "postgresql":
                connection.execute(_TURN)
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.DatabaseError) as trouble:
            if _breaks_a_rule(trouble):
                raise ValueError(f"can't be stored: {_one_line(trouble.args[0])}") from trouble
            told = _told(self.name, trouble)
            if told is None:
                raise
            raise told from trouble
        except StatementError as wrapped:
            # What a column says of a value, such as a naive datetime.
            if isinstance(wrapped.orig, ValueError):
                raise wrapped.orig from None
            raise


def _url(given: str | Path) -> URL:
    if isinstance(given, Path) or "://" not in given:
        return URL.create("sqlite", database=str(given))
    try:
        url = make_url(given)
    except ArgumentError:
        raise OitcheckError(
            "the database's URL can't be read", "like postgresql://USER@HOST/NAME"
        ) from None
    backend = url.get_backend_name()
    if backend == "sqlite":
        return url.set(drivername="sqlite")
    if backend not in ("postgresql", "postgres"):
        raise OitcheckError(
            f"a {backend} database can't be used", "SQLite or PostgreSQL; leave it empty for SQLite"
        )
    return url.set(drivername="postgresql+pg8000")


def _engine(url: URL, name: str) -> Engine:
    if url.drivername == "sqlite":
        if not url.database or url.database == ":memory:":
            raise OitcheckError("the database needs a file", "name the workspace's oitcheck.db")
        if Path(url.database).is_dir():
            raise OitcheckError(f"{name}: a folder, no database", "name the file oitcheck.db in it")
        engine = sqlalchemy.create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
        return engine
    try:
        # One state per transaction, as SQLite gives it: a report never sees half a change.
        return sqlalchemy.create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    except ModuleNotFoundError:
        raise OitcheckError(
            "PostgreSQL needs the package pg8000", "pip install oitcheck[postgresql]"
        ) from None


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    # Python's own BEGIN comes too late for a consistent read; _on_sqlite_begin does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys=ON")
    # Reports read while a crawl writes.
    cursor.execute("PRAGMA journal_mode=WAL")
    # FULL, not NORMAL: with WAL, NORMAL may lose the last commits in a power cut, and a decision
    # or a submission that the screen has confirmed must not vanish. Crawls commit in batches,
    # so one sync per commit doesn't show (bench/store.py).
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    # IMMEDIATE: a writer waits at its start, where busy_timeout helps. A read transaction that
    # turns into a write one fails at once when somebody else has written in between.
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _told(name: str, trouble: DBAPIError | sqlite3.DatabaseError) -> OitcheckError | None:
    """``trouble`` in one line for a person, or None where it is a fault of the program."""
    cause = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    if isinstance(cause, sqlite3.Error):
        said = str(cause).lower()
        for words, meaning, hint in _SQLITE_TROUBLE:
            if words in said:
                return OitcheckError(f"{name}: {meaning}", hint)
        return None
    if isinstance(trouble, InterfaceError | OperationalError):
        return OitcheckError(f"{name}: {_one_line(cause)}", "check that the server runs")
    if _code(trouble)[:2] in ("08", "28", "3D", "53", "57"):
        facts = cause.args[0] if cause is not None else {}
        return OitcheckError(f"{name}: {_one_line(facts.get('M', ''))}", "ask who runs the server")
    return None


def _breaks_a_rule(trouble: DBAPIError | sqlite3.DatabaseError) -> bool:
    """Whether a row was refused: its key is taken, or what it points to is not there."""
    # pg8000 calls only the first of these an IntegrityError; the server's code tells.
    return isinstance(trouble, IntegrityError) or _code(trouble).startswith("23")


def _code(trouble: DBAPIError | sqlite3.DatabaseError) -> str:
    """PostgreSQL's five characters, or nothing."""
    cause = trouble.orig if isinstance(trouble, DBAPIError) else None
    facts = cause.args[0] if cause is not None and cause.args else None
    return str(facts.get("C", "")) if isinstance(facts, dict) else ""


def _one_line(words: object) -> str:
    return " ".join(str(words).split())
