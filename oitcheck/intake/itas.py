"""Lists of where agencies stand in ITAS: a column for each state, or one column สถานะ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from oitcheck.intake import files, stacked
from oitcheck.intake.containers import Refused
from oitcheck.intake.files import guarded
from oitcheck.intake.grid import Cell, Grid, Row
from oitcheck.intake.headings import Meaning
from oitcheck.intake.moments import BANGKOK, moment
from oitcheck.intake.plain_form import Column, write_form
from oitcheck.intake.problems import Problem, problem
from oitcheck.intake.register import Register
from oitcheck.intake.stacked import Stacked
from oitcheck.itas import STATE_WORDS, before, claim, state_in, ticked
from oitcheck.itas.words import names_registration
from oitcheck.model import Agency, ItasState, Origin, Role
from oitcheck.thai.digits import to_arabic

_OWNERS: frozenset[Meaning] = frozenset({"agency", "agency_code"})
_AS_OF = re.compile(r"ณ\s*วันที่\s*(?P<day>.+)", re.DOTALL)
_FORM = re.compile(r"ปีงบประมาณ พ\.ศ\.:\s*(\d{4})\s*\|\s*สถานะในระบบ ITAS")
_TOTAL = re.compile(r"^(?:รวม|ยอดรวม|total)", re.IGNORECASE)
_BUDDHIST = 543


def form_line(year: int) -> str:
    """The line of our own form that says for which year it is."""
    return f"ปีงบประมาณ พ.ศ.: {year} | สถานะในระบบ ITAS"


@dataclass(frozen=True, slots=True)
class ItasStatement:
    """What a list says about one state of one agency.

    ``at``: aware, in UTC, None where the list gives no day. ``dated`` False: ``at`` is the day of
    the list itself, by which the state was reached.
    """

    agency: str
    state: ItasState
    reached: bool
    at: datetime | None
    dated: bool
    where: Origin


@dataclass(slots=True)
class _Columns:
    """Columns by what they hold; ``negative`` ones say with a tick that it is not reached."""

    code: int | None
    name: int | None
    states: dict[int, ItasState] = field(default_factory=dict)
    negative: set[int] = field(default_factory=set)
    status: int | None = None
    date: int | None = None
    unclear: list[str] = field(default_factory=list)


def read_itas(
    path: Path, *, agencies: Sequence[Agency], year: int, now: datetime
) -> tuple[tuple[ItasStatement, ...], tuple[Problem, ...]]:
    """What a list (XLSX, CSV, XLS, ODS, DOCX table) says, and what is wrong in it.

    ``agencies`` is the registry, which is not empty; ``year`` the fiscal year (B.E.). A state
    that two cells disagree about is left out. Nothing that a file holds raises.
    """
    reader = _Reader(agencies, year, now)
    try:
        for grid in files.tables(path, reader.problems):
            reader.read(grid)
    except Refused as refused:
        reader.problems.append(problem(refused.code, Origin(path.name), **refused.facts))
    return reader.statements(), (*reader.problems, *reader.register.problems())


class _Reader:
    def __init__(self, agencies: Sequence[Agency], year: int, now: datetime) -> None:
        self.register = Register(agencies)
        self.problems: list[Problem] = []
        self._suppliers = {one.id for one in agencies if one.role is Role.SUPPLIER}
        self._year, self._now = year, now
        self._starts = datetime(year - _BUDDHIST - 1, 10, 1, tzinfo=BANGKOK)
        self._said: dict[tuple[str, ItasState], ItasStatement] = {}
        self._refused: set[tuple[str, ItasState]] = set()

    def read(self, grid: Grid) -> None:
        rows = list(guarded(iter(grid.rows)))
        heading = stacked.find(rows, _OWNERS, _is_heading)
        columns = _columns(heading) if heading else None
        if grid.hidden:
            if columns:
                self._complain("hidden-sheet", grid.origin(), kept=True)
            return
        if heading is None or columns is None:
            self._complain("itas-no-heading" if rows else "empty-sheet", grid.origin())
            return
        for text in columns.unclear:
            self._complain("itas-column", grid.origin(heading.row), text, kept=True)
        above = [cell.text for row in heading.above for cell in row.cells.values()]
        theirs = next((int(m[1]) for t in above if (m := _FORM.search(to_arabic(t)))), self._year)
        if theirs != self._year:
            self._complain("other-year", grid.origin(), theirs=theirs, ours=self._year)
            return
        day = _as_of(above)
        for row in heading.rest:
            self._row(columns, row, grid.origin(row.number), day)

    def statements(self) -> tuple[ItasStatement, ...]:
        """What no two cells disagree about; complains of "not yet" before "done"."""
        kept = {at: one for at, one in self._said.items() if at not in self._refused}
        for (agency, state), one in kept.items():
            for earlier in before(state) if one.reached else ():
                other = kept.get((agency, earlier))
                if other is not None and not other.reached:
                    words = {"earlier": STATE_WORDS[earlier], "later": STATE_WORDS[state]}
                    self._complain("itas-order", other.where, kept=True, **words)
        return tuple(kept.values())

    def _row(self, columns: _Columns, row: Row, where: Origin, day: datetime | None) -> None:
        texts = {cell.text for cell in row.cells.values()}
        if len(texts) < 2 and len(row.cells) > 1:
            return  # a line of its own, merged over the table
        filled = [c for c in (*columns.states, columns.status) if c is not None and c in row.cells]
        if not filled:
            return
        code = row.text(columns.code) if columns.code is not None else ""
        name = " ".join(row.text(columns.name).split()) if columns.name is not None else ""
        if _TOTAL.match(name) or (_TOTAL.match(code) and not name):
            return
        if not (code or name):
            if not any(_TOTAL.match(text) for text in texts):
                self._complain("itas-no-agency", where)
            return
        agency = self.register.find(code, name, where)
        if agency is None:
            return
        if agency in self._suppliers:
            self._complain("itas-supplier", where, name or code)
            return
        self._states(columns, row, where, agency, day)

    def _states(
        self, columns: _Columns, row: Row, where: Origin, agency: str, day: datetime | None
    ) -> None:
        own = row.cells.get(columns.date) if columns.date is not None else None
        of_row = moment(own) if own else None
        if own and of_row is None and ticked(own.text) is not False:
            self._complain("itas-day", where, own.text, kept=True)
        for column, state in columns.states.items():
            cell = row.cells.get(column)
            if cell is not None:
                self._cell(columns, column, state, cell, where, agency, of_row or day, bool(of_row))
        word = row.text(columns.status) if columns.status is not None else ""
        said = claim(word)
        if not word or (said is None and ticked(word) is False):
            return
        if said is None:
            self._complain("itas-word", where, word)
            return
        inside = moment(Cell(word))
        at = inside or of_row or day
        for state in said.states:
            self._say(ItasStatement(agency, state, said.reached, at, bool(inside or of_row), where))

    def _cell(
        self,
        columns: _Columns,
        column: int,
        state: ItasState,
        cell: Cell,
        where: Origin,
        agency: str,
        other: datetime | None,
        other_dated: bool,
    ) -> None:
        told = claim(cell.text) if cell.at is None else None
        if told is not None and state not in told.states:
            # "รออนุมัติ" below "สถานะการตอบ" says more than that something was or was not answered
            for other_state in told.states:
                inside = moment(cell)
                self._say(
                    ItasStatement(
                        agency,
                        other_state,
                        told.reached,
                        inside or other,
                        inside is not None or other_dated,
                        where,
                    )
                )
            known = {earlier for one in told.states if told.reached for earlier in before(one)}
            if state in known or ticked(cell.text) is not False:
                return
        says = ticked(cell.text) if cell.at is None else True
        own = moment(cell) if says is not False else None
        if says is None and own is None:
            self._complain("itas-unreadable", where, cell.text, column=STATE_WORDS[state])
            return
        reached = says is not False
        if column in columns.negative:
            if not reached:
                return
            reached, own = False, None
        dated = own is not None or other_dated
        self._say(ItasStatement(agency, state, reached, own or other, dated, where))

    def _say(self, one: ItasStatement) -> None:
        words = STATE_WORDS[one.state]
        if one.reached and one.at is not None:
            if one.at > self._now:
                self._complain("itas-future", one.where, state=words)
                return
            if one.at < self._starts:
                self._complain("itas-other-year", one.where, state=words, year=self._year)
                return
        at = (one.agency, one.state)
        held = self._said.get(at)
        if held is None:
            self._said[at] = one
            return
        same_day = held.at == one.at or not (held.dated and one.dated)
        if held.reached == one.reached and (same_day or not one.reached):
            if one.dated and not held.dated:
                self._said[at] = one
            return
        self._refused.add(at)
        same_row = held.where == one.where
        other = "อีกช่องหนึ่งในแถวเดียวกัน" if same_row else f"แถว {held.where.row}"
        self._complain("itas-conflict", one.where, state=words, other=other)

    def _complain(
        self, code: str, where: Origin, value: str = "", *, kept: bool = False, **facts: Any
    ) -> None:
        self.problems.append(problem(code, where, value, kept=kept, **facts))


def _columns(heading: Stacked) -> _Columns | None:
    """None where no column says how far an agency has got."""
    found = _Columns(heading.column("agency_code"), heading.column("agency"))
    for column, texts in sorted(heading.texts.items()):
        if column in (found.code, found.name):
            continue
        parts = [*reversed(texts), " ".join(texts)]
        state = next((named for text in parts if (named := state_in(text))), None)
        if state is not None:
            found.states[column] = state
            if len(texts) > 1 and ticked(texts[-1]) is False:
                found.negative.add(column)
        elif any("วันที่" in text for text in texts):
            found.date = column if found.date is None else found.date
        elif found.status is None and any(
            "สถานะ" in one or "status" in one.lower() for one in texts
        ):
            found.status = column
        elif any(names_registration(text) for text in texts):
            found.unclear.append(" ".join(texts))
    return found if found.states or found.status is not None else None


def _is_heading(texts: Sequence[str]) -> bool:
    """Whether a row names several states; below a heading it would have one status at most."""
    return sum(state_in(text) is not None for text in texts) > 1


def _as_of(texts: Sequence[str]) -> datetime | None:
    """The day of the list, from "ข้อมูล ณ วันที่ ..." above the heading."""
    for text in texts:
        match = _AS_OF.search(to_arabic(text))
        day = moment(Cell(match["day"])) if match else None
        if day is not None:
            return day
    return None


def write_itas_form(path: Path, agencies: Sequence[Agency], year: int) -> None:
    """The empty form (XLSX) with all assessed ``agencies``, in their order."""
    fill = ("แล้ว", "ยัง")
    prompt = "เลือก แล้ว หรือ ยัง หรือพิมพ์วันที่ เช่น 9 มิ.ย. 2569 เว้นว่างหากไม่ทราบ"
    columns = (
        Column("รหัสหน่วยงาน", 16, given=True),
        Column("หน่วยงาน", 42, given=True),
        Column("อำเภอ", 18, given=True),
        *(Column(word, 18, fill, prompt, centred=True) for word in STATE_WORDS.values()),
    )
    lines = (
        f"สถานะของหน่วยรับการประเมินในระบบ ITAS ประจำปีงบประมาณ พ.ศ. {year}",
        form_line(year),
        "วิธีกรอก: ใส่วันที่ที่ถึงสถานะนั้น เช่น 9 มิ.ย. 2569 หากไม่ทราบวันที่ให้เลือก แล้ว "
        "หากยังไม่ถึงให้เลือก ยัง หากไม่ทราบให้เว้นว่าง",
    )
    rows = [(one.code, one.name, one.district) for one in agencies if one.role is Role.ASSESSED]
    write_form(path, "ITAS", lines, columns, [(*row, *[""] * len(STATE_WORDS)) for row in rows])
