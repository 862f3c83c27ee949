"""What the office notes of ITAS: states of agencies, by hand and from lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from oitcheck.errors import OitcheckError
from oitcheck.intake import Problem, problem, read_itas, write_itas_form
from oitcheck.itas import STATE_WORDS, Progress, claim, progress
from oitcheck.model import Agency, ItasEvent, ItasState, Role
from oitcheck.pipeline.agencies import assessed, registry_of
from oitcheck.pipeline.handing_in import check_files
from oitcheck.pipeline.itas_standing import agency_in_itas
from oitcheck.pipeline.rules import rules_of
from oitcheck.pipeline.typed_agency import find_agency
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import BANGKOK
from oitcheck.thai.format import datetime_text, short_date


def set_state(
    workspace: Workspace,
    agency_word: str,
    state_word: str,
    *,
    at: datetime | None,
    by: str,
    undo: bool,
    now: datetime,
) -> list[str]:
    """Note by hand that a state was reached, or (``undo``) that it was not; what to show of it.

    The caller holds the lock. Raises `OitcheckError` for a word or a day that can't be meant.
    """
    said = claim(state_word)
    if said is None or not said.reached:
        words = ", ".join(STATE_WORDS.values())
        raise OitcheckError(
            f"ไม่รู้จักสถานะ {state_word}", f"ใช้: {words} (หากยังไม่ถึงสถานะให้ใช้ --undo กับสถานะที่บันทึกผิด)"
        )
    rules = rules_of(workspace)
    if at is not None:
        _check_day(at, rules.catalogue.year, now)
    with workspace.store() as store:
        agency = find_agency(registry_of(store), agency_word)
        if agency.role is Role.SUPPLIER:
            raise OitcheckError(
                f"{agency.name} เป็นหน่วยงานเจ้าของข้อมูล ไม่มีสถานะของตนเองในระบบ ITAS",
                "แก้บทบาทของหน่วยงานในทะเบียนก่อน หากเป็นหน่วยรับการประเมิน",
            )
        if undo:
            _check_noted(agency, said.states, _holding(store.office.itas_events()))
        added = store.office.add_itas_events(
            ItasEvent(agency.id, state, at or now, now, "บันทึกด้วยมือ", by, undo)
            for state in said.states
        )
        held = progress(store.office.itas_events(), now).get(agency.id, Progress())
    done = "ยกเลิกแล้ว" if undo else "บันทึกแล้ว" if added else "บันทึกไว้อยู่แล้ว"
    states = ", ".join(STATE_WORDS[state] for state in said.states)
    return [f"{done}: {states}", *agency_in_itas(agency, held, rules.plan, now).lines()]


def _check_day(at: datetime, year: int, now: datetime) -> None:
    if at > now:
        raise OitcheckError(f"--at {short_date(_day(at))} อยู่ในอนาคต", "ระบุวันที่ที่ถึงสถานะนั้นแล้ว")
    if (_day(at).year, _day(at).month) < (year - 544, 10):
        raise OitcheckError(
            f"--at {short_date(_day(at))} อยู่ก่อนปีงบประมาณ พ.ศ. {year}", "ตรวจสอบปีของวันที่"
        )


def _check_noted(
    agency: Agency,
    states: Iterable[ItasState],
    holding: Mapping[tuple[str, ItasState], ItasEvent],
) -> None:
    for state in states:
        held = holding.get((agency.id, state))
        if held is None or held.undone:
            raise OitcheckError(
                f"{agency.name}: ไม่มีบันทึกว่าถึงสถานะ {STATE_WORDS[state]} จึงไม่มีอะไรให้ยกเลิก",
                "ดูสถานะที่บันทึกไว้ด้วย: oitcheck itas show",
            )


@dataclass(frozen=True, slots=True)
class ImportedStates:
    """``added`` events are new; ``said`` counts what the file says, new or not."""

    added: int
    said: int
    agencies: tuple[str, ...]
    problems: tuple[Problem, ...]


def import_states(
    workspace: Workspace, file: Path, listed_at: datetime | None, now: datetime
) -> ImportedStates:
    """Keep what a list says of the states that agencies reached. The caller holds the lock.

    ``listed_at``: the day of the list, for what it gives no day for; without one a state without
    a day counts as known from ``now``. What the list says a second time adds nothing.
    """
    check_files([file])
    year = rules_of(workspace).catalogue.year
    if listed_at is not None:
        _check_day(listed_at, year, now)
    with workspace.store() as store:
        agencies = registry_of(store)
        statements, found = read_itas(file, agencies=agencies, year=year, now=now)
        holding = _holding(store.office.itas_events())
        codes = {one.id: one.code or one.name for one in agencies}
        problems = list(found)
        events = []
        for one in statements:
            held = holding.get((one.agency, one.state))
            facts = {"agency": codes[one.agency], "state": STATE_WORDS[one.state]}
            facts["word"] = f'"{STATE_WORDS[one.state]}"'
            if held is not None:
                facts["at"] = datetime_text(held.at)
            if not one.reached:
                if held is not None and not held.undone:
                    problems.append(problem("itas-held", one.where, kept=True, **facts))
                continue
            day = one.at if one.at is not None else listed_at
            if held is not None and held.undone and (day is None or day <= held.at):
                problems.append(problem("itas-undone", one.where, kept=True, **facts))
                continue
            known_by_then = held is not None and (day is None or held.at <= day)
            if known_by_then and held is not None and not held.undone and not one.dated:
                continue
            at = day or now
            noted_at = now if one.dated else at
            events.append(ItasEvent(one.agency, one.state, at, noted_at, str(one.where)))
        added = store.office.add_itas_events(events)
    return ImportedStates(
        added, len(statements), tuple(sorted({one.agency for one in statements})), tuple(problems)
    )


def write_states_form(workspace: Workspace, path: Path) -> int:
    """The empty form with all assessed agencies; how many they are."""
    year = rules_of(workspace).catalogue.year
    with workspace.store() as store:
        listed = assessed(registry_of(store))
    write_itas_form(path, listed, year)
    return len(listed)


def _holding(events: Iterable[ItasEvent]) -> dict[tuple[str, ItasState], ItasEvent]:
    return {(event.agency, event.state): event for event in events}


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
