"""Stores on both databases: each test that asks for `store` or `database` runs twice."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import postgres_server
import pytest

from oitcheck.store import Store, open_store

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_port() -> Iterator[int]:
    folder = postgres_server.binaries()
    if folder is None:
        reason = "no PostgreSQL server is installed (apt-get install postgresql)"
        if os.environ.get("OITCHECK_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with postgres_server.running(folder) as port:
        yield port


@pytest.fixture
def postgres_url(postgres_port: int) -> Iterator[str]:
    """An empty database of its own."""
    name = f"test_{next(_numbers)}"
    postgres_server.run_sql(postgres_port, f"CREATE DATABASE {name}")
    yield postgres_server.url(postgres_port, name)
    postgres_server.run_sql(postgres_port, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a database may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "oitcheck.db")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened
