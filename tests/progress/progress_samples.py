"""Small values for tests of the progress report, all of invented places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from oitcheck.model import (
    Agency,
    AgencyVerdicts,
    ItasEvent,
    ItasState,
    Judgement,
    Outcome,
    Role,
    Verdict,
)
from oitcheck.plan import BANGKOK, Plan, parse_plan
from oitcheck.report.progress import Progress, Row, build
from oitcheck.report.progress_data import Kept

CHONBURI, SURIN = "plan-chonburi-2566", "plan-surin-2569"
CHIANGMAI, SAMUTPRAKAN = "plan-chiangmai-2567", "plan-samutprakan-2569"


def plan(name: str) -> Plan:
    text = files("oitcheck.indicators").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return parse_plan(text, f"{name}.toml")


def at(day: str, hour: int = 0, minute: int = 0) -> datetime:
    """A moment in Bangkok."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=BANGKOK)


def agencies(number: int, kind: str = "อบต.", role: Role = Role.ASSESSED) -> tuple[Agency, ...]:
    return tuple(
        Agency(f"{kind}{n}", f"{n:04}", f"{kind}สมมุติ{'กขคงจฉชซ'[n - 1]}", kind, f"ที่{n % 3}", role)
        for n in range(1, number + 1)
    )


def reached(state: ItasState, moment: datetime, *who: Agency, undone: bool = False) -> list[Any]:
    return [ItasEvent(one.id, state, moment, moment, undone=undone) for one in who]


def judgement(
    moment: datetime, of: Iterable[tuple[Agency, Mapping[str, Outcome]]], round_name: str = "1"
) -> Judgement:
    return Judgement(
        province="สุรินทร์",
        year=2569,
        round=round_name,
        as_of=f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        tool_version="1",
        inputs={},
        findings=(),
        agencies=tuple(
            AgencyVerdicts(
                id=agency.id,
                code=agency.code,
                name=agency.name,
                role=agency.role,
                kind=agency.kind,
                district=agency.district,
                catalogue_id="oit-2569",
                catalogue_sha256="0" * 64,
                findings=(),
                verdicts=tuple(
                    Verdict(code, outcome, "given", None, (), ())
                    for code, outcome in verdicts.items()
                ),
            )
            for agency, verdicts in of
        ),
    )


def report(name: str, kept: Kept, months: Any = 6) -> Progress:
    found = plan(name)
    return build(found, found.province, months, kept)


def row(made: Progress, step: str) -> Row:
    return next(one for one in made.rows if one.id == step)
