from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import postgres_server
import pytest
from samples import entry, failed, handed_in, later, prepared, run_of
from sqlalchemy import text

from oitcheck.errors import OitcheckError
from oitcheck.store import Store, open_store


def _refusal(given: str | Path) -> str:
    with pytest.raises(OitcheckError) as caught:
        open_store(given).close()
    told = str(caught.value)
    assert "\n" not in told
    return told


def _set_revision(store: Store, revision: str) -> None:
    with store._db.write() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))


def test_a_database_is_opened_again_with_what_it_holds(database: str) -> None:
    with open_store(database) as store:
        prepared(store)
    with open_store(database) as store:
        assert [item.name for item in store.rounds()] == ["1"]


def test_a_database_newer_than_the_program_is_refused(database: str) -> None:
    with open_store(database) as store:
        _set_revision(store, "9999")
    assert "newer oitcheck (schema 9999)" in _refusal(database)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photos (id)")
    assert "another program" in _refusal(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


@pytest.mark.postgresql
def test_a_server_database_of_another_program_is_refused(postgres_url: str) -> None:
    from oitcheck.store.engine import Database

    database = Database(postgres_url)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE photos (id int)"))
    database.close()
    assert "another program" in _refusal(postgres_url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "oitcheck.db"
    path.write_text("เอกสาร" * 1000, encoding="utf-8")
    assert "no database" in _refusal(path)
    path.write_bytes(b"PK\x03\x04" + os.urandom(5000))
    assert "no database" in _refusal(path)


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "oitcheck.db"
    with open_store(path) as store:
        run = run_of(store)
        store.add_targets(run, [f"https://a.go.th/{n}" for n in range(3000)])
    data = bytearray(path.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert "damaged" in _refusal(path)


def test_a_database_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "oitcheck.db"
    with open_store(path) as store:
        run = run_of(store)
        store.add_targets(run, [f"https://a.go.th/{n}" for n in range(3000)])
    os.truncate(path, path.stat().st_size // 2)
    assert "damaged" in _refusal(path)


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    assert "folder" in _refusal(tmp_path)
    assert "can't be opened" in _refusal(tmp_path / "none" / "oitcheck.db")


def test_other_databases_and_nonsense_are_refused() -> None:
    assert "mysql" in _refusal("mysql://root@localhost/x")
    assert "can't be read" in _refusal("post gres://:::")


def test_a_server_that_is_not_there_is_told_in_one_line_without_the_password() -> None:
    with closing(__import__("socket").socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = _refusal(f"postgresql://me:geheim@127.0.0.1:{port}/x")
    assert "geheim" not in told
    assert "server" in told


@pytest.mark.postgresql
def test_a_database_that_the_server_does_not_have_is_told_in_one_line(postgres_port: int) -> None:
    told = _refusal(postgres_server.url(postgres_port, "nowhere"))
    assert 'database "nowhere" does not exist' in told


@pytest.mark.postgresql
def test_a_plain_postgresql_url_uses_pg8000(postgres_url: str) -> None:
    with open_store(postgres_url.replace("+pg8000", "")) as store:
        prepared(store)
    with open_store(postgres_url) as store:
        assert len(store.rounds()) == 1


def test_reports_read_one_state_while_a_crawl_writes(database: str) -> None:
    with open_store(database) as writer, open_store(database) as reader:
        run = run_of(writer)
        writer.add_capture(failed(run, "https://a.go.th/0"))
        with reader._db.read() as connection:
            count = text("SELECT count(*) FROM capture")
            assert connection.execute(count).scalar() == 1
            for n in range(1, 50):
                writer.add_capture(failed(run, f"https://a.go.th/{n}", at=later(n)))
            assert connection.execute(count).scalar() == 1
        assert len(list(reader.captures("1"))) == 50


def test_a_store_serves_several_threads(database: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with open_store(database) as store, ThreadPoolExecutor(8) as pool:
        run = run_of(store)

        def one(n: int) -> None:
            store.add_capture(failed(run, f"https://a.go.th/{n}"))
            store.add_submission(handed_in(entry("O1", f"http://{n}/"), at=later(n)))

        list(pool.map(one, range(40)))
        assert len(list(store.captures("1"))) == 40
        versions = [item.version for item in store.submissions(["1"])]
        assert sorted(versions) == list(range(1, len(versions) + 1))


def test_sqlite_syncs_each_commit_and_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    with open_store(tmp_path / "oitcheck.db") as store, store._db.read() as connection:

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        found = [pragma(n) for n in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")]
        assert found == ["wal", 1, 2, 30_000]


def test_opening_needs_no_alembic_ini_and_no_current_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from oitcheck.store import open_store; print(open_store(sys.argv[1]).rounds())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "oitcheck.db")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "()"
    assert done.stderr == ""
