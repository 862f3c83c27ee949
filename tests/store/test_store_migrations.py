from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from samples import AGENCY, body, edge, entry, handed_in, page, run_of
from sqlalchemy import inspect, text

from oitcheck.model import (
    Decision,
    ItasEvent,
    ItasState,
    Outcome,
    Rendition,
    RenditionKind,
    RoundChange,
    RoundEvent,
    StepNote,
)
from oitcheck.store import Store
from oitcheck.store.migrate import SCHEMA
from oitcheck.store.schema import APPEND_ONLY, metadata

URL = "https://a.go.th/"


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    with store._db.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences: list[Any] = compare_metadata(context, metadata)
    assert differences == []


def test_a_difference_would_be_seen(store: Store) -> None:
    with store._db.write() as connection:
        connection.execute(text("ALTER TABLE run ADD COLUMN extra INTEGER"))
        connection.execute(text("DROP INDEX ix_edge_capture"))
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [item[0] for item in compare_metadata(context, metadata)]
    assert sorted(differences) == ["add_index", "remove_column"]


def _filled(store: Store) -> Store:
    run = run_of(store)
    store.add_submission(handed_in(entry("O1", URL)))
    key = store.add_capture(page(run, URL, sha256="a" * 64), body("a"), [edge(URL, URL + "1")])
    store.add_rendition(Rendition(key, RenditionKind.DOM, "", "", run_time(store, run)))
    store.put_input("x")
    store.add_judgement("1", run_time(store, run), "b" * 64, "{}", run_time(store, run))
    ruling = Decision(Outcome.PASS, "r", "2026-06-01T00:00:00Z", "")
    store.add_decision("1", AGENCY.id, "O1", ruling)
    at = run_time(store, run)
    store.office.add_round_event(RoundEvent("1", RoundChange.CLOSED, at))
    store.office.add_itas_events([ItasEvent(AGENCY.id, ItasState.SENT, at, at)])
    store.office.add_step_note(StepNote("iit", at))
    return store


def run_time(store: Store, run: int) -> Any:
    return store.run(run).started_at


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_evidence_can_not_be_changed_or_taken_away(store: Store, table: str) -> None:
    _filled(store)
    column = metadata.tables[table].columns.keys()[-1]
    for sql in (f'UPDATE "{table}" SET "{column}" = "{column}"', f'DELETE FROM "{table}"'):
        with (
            pytest.raises(ValueError, match=f"{table} is append-only"),
            store._db.write() as connection,
        ):
            connection.execute(text(sql))
    with store._db.read() as connection:
        assert connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar() == 1


def test_the_interface_has_no_way_to_change_or_delete_evidence() -> None:
    public = [name for name in vars(Store) if not name.startswith("_")]
    assert not [name for name in public if name.startswith(("delete", "remove", "update", "set"))]
    assert {name for name in public if name.startswith("put")} == {
        "put_agencies",
        "put_document",
        "put_documents",
        "put_input",
    }


def test_every_table_of_the_database_is_in_the_schema(store: Store) -> None:
    with store._db.read() as connection:
        found = set(inspect(connection).get_table_names())
    assert found == {*metadata.tables, "alembic_version"}


def test_the_schema_that_needs_no_alembic_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "oitcheck.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA
