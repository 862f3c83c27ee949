"""Workspaces for the tests of status and calendar: a province's agencies, some of their lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from oitcheck.cli.moments import received_time
from oitcheck.model import Agency, Entry, Link, Origin, Role, RoundChange, RoundEvent, Submission
from oitcheck.pipeline.workspace import Workspace

Called = Callable[..., tuple[int, str]]
"""Calls the program with arguments, in this process: exit code, and what it complained of."""

AGENCIES = (
    Agency("p", "P1", "จังหวัดตัวอย่าง", "จังหวัด", "เมือง"),
    Agency("s1", "S1", "สำนักงานเกษตรจังหวัด", "ส่วนราชการ", "เมือง", Role.SUPPLIER),
    Agency("s2", "S2", "สำนักงานที่ดินจังหวัด", "ราชการส่วนภูมิภาค", "เมือง", Role.SUPPLIER),
    Agency("a1", "A1", "องค์การบริหารส่วนตำบลไพรขลา", "อบต.", "ชุมพลบุรี"),
    Agency("a2", "A2", "เทศบาลตำบลสระขุด", "เทศบาลตำบล", "ชุมพลบุรี"),
    Agency("a3", "A3", "องค์การบริหารส่วนตำบลเชื้อเพลิง", "อบต.", "ปราสาท"),
    Agency("x", "X1", "หน่วยงานที่ไม่บอกประเภท", "", "ปราสาท"),
)


def office(
    folder: Path, plan: str, year: int = 2569, agencies: tuple[Agency, ...] = ()
) -> Workspace:
    """A workspace with ``agencies`` and no lists yet."""
    place = Workspace.init(folder, province="ตัวอย่าง", year=year, plan=plan)
    with place.store() as store:
        store.put_agencies(agencies)
    return place


def hand_in(place: Workspace, round_name: str, when: dict[str, str], url: str = "a") -> None:
    """A list of one link from each agency at the time (in Bangkok) given for it; ``url`` empty:
    the link is taken back."""
    with place.store() as store:
        store.ensure_round(round_name, 2569)
        for agency, text in when.items():
            came = received_time(text)
            address = f"https://www.example.go.th/{url}"
            link = Link(agency, "O1", address, address, "", Origin("list.xlsx", "", 2), 0)
            entry = Entry("O1", (link,)) if url else Entry("O1", (), withdrawn=True)
            store.add_submission(Submission(agency, round_name, 1, came, came, False, (entry,)))


def move_deadline(
    place: Workspace, round_name: str, at: str, last: datetime, has_hour: bool
) -> None:
    with place.store() as store:
        store.ensure_round(round_name, 2569)
        store.office.add_round_event(
            RoundEvent(
                round_name,
                RoundChange.DEADLINE,
                received_time(at) - timedelta(seconds=1),
                by="หัวหน้าสำนักงานจังหวัด",
                deadline=last,
                has_hour=has_hour,
            )
        )
