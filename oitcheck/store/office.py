"""Rows of what the office keeps by hand. Reached as `Store.office`; each method one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from oitcheck.errors import OitcheckError
from oitcheck.model import Contact, ItasEvent, ItasState, RoundChange, RoundEvent, StepNote
from oitcheck.store.engine import Database
from oitcheck.store.schema import agency, contact, itas_event, round_, round_event, step_note


class Office:
    """Events and notes can be added and read, never changed: a correction is a newer one."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add_round_event(self, event: RoundEvent) -> None:
        """Raises `OitcheckError` for a round that is not there."""
        with self._db.write() as connection:
            known = connection.execute(select(round_.c.name)).scalars().all()
            if event.round not in known:
                raise OitcheckError(
                    f"ยังไม่มีการส่งลิงก์ ครั้งที่ {event.round}",
                    f"ที่มี: {', '.join(known)}" if known else "สั่ง import หรือ round open ก่อน",
                )
            connection.execute(
                insert(round_event).values(
                    round=event.round,
                    change=event.change.value,
                    at=event.at,
                    by=event.by,
                    why=event.why,
                    deadline=event.deadline,
                    has_hour=event.has_hour,
                )
            )

    def round_events(
        self, round_name: str | None = None, until: datetime | None = None
    ) -> tuple[RoundEvent, ...]:
        """In order of time; of one round if named; those done by ``until`` if given."""
        query = select(round_event).order_by(round_event.c.at, round_event.c.id)
        if round_name is not None:
            query = query.where(round_event.c.round == round_name)
        if until is not None:
            query = query.where(round_event.c.at <= until)
        with self._db.read() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            RoundEvent(**{**_without_id(row), "change": RoundChange(row["change"])}) for row in rows
        )

    def add_itas_events(self, events: Iterable[ItasEvent]) -> int:
        """Keep what is new; how many that were. One that says what holds already is none."""
        added = 0
        with self._db.write() as connection:
            known = set(connection.execute(select(agency.c.id)).scalars())
            holding = {(one.agency, one.state): one for one in _itas_events(connection)}
            for event in events:
                if event.agency not in known:
                    raise OitcheckError(f"ไม่มีหน่วยงาน {event.agency} ในทะเบียน", "ตรวจสอบรหัสหน่วยงาน")
                held = holding.get((event.agency, event.state))
                if (held.at, held.undone) == (event.at, event.undone) if held else event.undone:
                    continue
                holding[event.agency, event.state] = event
                added += 1
                connection.execute(
                    insert(itas_event).values(
                        agency=event.agency,
                        state=event.state.value,
                        at=event.at,
                        noted_at=event.noted_at,
                        source=event.source,
                        by=event.by,
                        undone=event.undone,
                    )
                )
        return added

    def itas_events(self, until: datetime | None = None) -> tuple[ItasEvent, ...]:
        """In the order of writing; ``until``: those that happened by then."""
        with self._db.read() as connection:
            return tuple(
                event for event in _itas_events(connection) if until is None or event.at <= until
            )

    def add_step_note(self, note: StepNote) -> None:
        with self._db.write() as connection:
            connection.execute(
                insert(step_note).values(
                    step=note.step,
                    at=note.at,
                    state=note.state,
                    result=note.result,
                    document=note.document,
                    number=note.number,
                    date=note.date.isoformat() if note.date else "",
                    by=note.by,
                )
            )

    def step_notes(self, until: datetime | None = None) -> dict[str, StepNote]:
        """The newest note of each step, of those written by ``until`` if given."""
        query = select(step_note).order_by(step_note.c.at, step_note.c.id)
        if until is not None:
            query = query.where(step_note.c.at <= until)
        with self._db.read() as connection:
            rows = connection.execute(query).mappings().all()
        return {
            row["step"]: StepNote(
                **{
                    **_without_id(row),
                    "date": dt.date.fromisoformat(row["date"]) if row["date"] else None,
                }
            )
            for row in rows
        }

    def put_contacts(self, contacts: Iterable[Contact]) -> None:
        """Replace the contacts of every agency, and of every district's coordinator, named."""
        given = tuple(contacts)
        with self._db.write() as connection:
            for owner, district in {(one.agency, one.district) for one in given}:
                where = contact.c.agency == owner
                if not owner:
                    where &= contact.c.district == district
                connection.execute(delete(contact).where(where))
            for one in given:
                connection.execute(
                    insert(contact).values(
                        agency=one.agency,
                        district=one.district,
                        function=one.function,
                        indicators=list(one.indicators),
                        telephone=one.telephone,
                        email=one.email,
                    )
                )

    def contacts(self) -> tuple[Contact, ...]:
        """In the order of the list they came from."""
        with self._db.read() as connection:
            rows = connection.execute(select(contact).order_by(contact.c.id)).mappings().all()
        return tuple(
            Contact(**{**_without_id(row), "indicators": tuple(row["indicators"])}) for row in rows
        )


def _itas_events(connection: Any) -> list[ItasEvent]:
    rows = connection.execute(select(itas_event).order_by(itas_event.c.id)).mappings()
    return [ItasEvent(**{**_without_id(row), "state": ItasState(row["state"])}) for row in rows]


def _without_id(row: Any) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "id"}
