"""What the office keeps by hand: nothing of it is lost, nothing changed, nothing kept twice."""

from __future__ import annotations

from datetime import date

import pytest
from alembic import command
from alembic.config import Config
from samples import AGENCY, NOON, later, prepared

from oitcheck.errors import OitcheckError
from oitcheck.model import (
    Contact,
    ItasEvent,
    ItasState,
    RoundChange,
    RoundEvent,
    RoundState,
    StepNote,
    round_state,
)
from oitcheck.store import Store, open_store
from oitcheck.store.engine import Database


def reached(state: ItasState, hours: float = 0, **more: bool) -> ItasEvent:
    return ItasEvent(AGENCY.id, state, later(hours), later(100), "itas.xlsx:1", "ผู้ตรวจ", **more)


def test_a_round_is_open_until_it_is_closed_and_can_be_opened_again(store: Store) -> None:
    prepared(store)
    done = [
        RoundEvent("1", RoundChange.CLOSED, later(1), "ผู้ตรวจ", "ครบกำหนด"),
        RoundEvent("1", RoundChange.DEADLINE, later(2), "ผู้ตรวจ", "เลื่อน", later(48), True),
        RoundEvent("1", RoundChange.OPENED, later(3)),
        RoundEvent("1", RoundChange.FROZEN, later(4)),
    ]
    for event in done:
        store.office.add_round_event(event)
    kept = store.office.round_events("1")
    assert list(kept) == done
    states = [round_state(kept, later(hour)) for hour in (0, 1, 2, 3, 4)]
    assert states == [
        RoundState.OPEN,
        RoundState.CLOSED,
        RoundState.CLOSED,
        RoundState.OPEN,
        RoundState.FROZEN,
    ]
    assert store.office.round_events("1", later(1)) == tuple(done[:1])


def test_an_event_of_a_round_that_is_not_there_is_refused(store: Store) -> None:
    prepared(store)
    with pytest.raises(OitcheckError, match="ครั้งที่ 9"):
        store.office.add_round_event(RoundEvent("9", RoundChange.CLOSED, NOON))


def test_what_is_known_of_itas_already_is_not_kept_twice(store: Store) -> None:
    prepared(store)
    first = reached(ItasState.ADMIN_REGISTERED)
    assert store.office.add_itas_events([first, first]) == 1
    assert store.office.add_itas_events([first]) == 0
    assert store.office.add_itas_events([reached(ItasState.SENT, undone=True)]) == 0
    undone = reached(ItasState.ADMIN_REGISTERED, 2, undone=True)
    assert store.office.add_itas_events([undone, reached(ItasState.ANSWERED, 3)]) == 2
    assert store.office.itas_events() == (first, undone, reached(ItasState.ANSWERED, 3))
    assert store.office.itas_events(later(1)) == (first,)


def test_an_unknown_agency_keeps_the_whole_list_of_itas_out(store: Store) -> None:
    prepared(store)
    stranger = ItasEvent("nobody", ItasState.SENT, NOON, NOON)
    with pytest.raises(OitcheckError, match="nobody"):
        store.office.add_itas_events([reached(ItasState.ANSWERED), stranger])
    assert store.office.itas_events() == ()


def test_the_newest_note_of_a_step_holds(store: Store) -> None:
    first = StepNote("iit", NOON, "doing", "แจ้งเวียนแล้ว", "หนังสือ", "สร 0017/123", date(2026, 3, 5))
    second = StepNote("iit", later(1), "done", "บรรทัดหนึ่ง\nบรรทัดสอง", by="ผู้ตรวจ")
    store.office.add_step_note(first)
    store.office.add_step_note(second)
    assert store.office.step_notes() == {"iit": second}
    assert store.office.step_notes(NOON) == {"iit": first}


def test_a_new_list_of_contacts_replaces_those_of_the_agencies_that_it_names(store: Store) -> None:
    finance = Contact(AGENCY.id, "กองคลัง", "เมือง", ("O11", "O12"), "044 000 000", "x@example.go.th")
    other = Contact("a2", "สำนักปลัด", "ปราสาท")
    coordinator = Contact("", "ท้องถิ่นอำเภอ", "เมือง")
    store.office.put_contacts([finance, other, coordinator])
    assert store.office.contacts() == (finance, other, coordinator)
    changed = Contact(AGENCY.id, "กองคลังและพัสดุ", "เมือง", ("O12",))
    store.office.put_contacts([changed])
    assert store.office.contacts() == (other, coordinator, changed)


def test_a_database_of_the_first_schema_is_brought_up_to_date(database: str) -> None:
    config = Config()
    config.set_main_option("script_location", "oitcheck.store:migrations")
    old = Database(database)
    with old.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    old.close()
    with open_store(database) as store:
        prepared(store)
        assert store.office.add_itas_events([reached(ItasState.APPROVED)]) == 1
