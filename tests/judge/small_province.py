"""A province of three agencies as evidence in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from oitcheck import reading
from oitcheck.catalogue import Catalogue, Indicator, Words
from oitcheck.checks.evidence import AgencyEvidence, IndicatorEvidence, LinkEvidence
from oitcheck.judge import RoundFacts, judge
from oitcheck.model import (
    Agency,
    Answer,
    AnswerStatus,
    Capture,
    Link,
    Origin,
    Purpose,
    Verdict,
)

START = datetime(2026, 5, 5, 2, 0, tzinfo=UTC)
DEADLINE = START + timedelta(hours=8)
AS_OF = START + timedelta(days=3)


def indicator(number: int, *, confirmed: bool = True, rule: str = "N") -> Indicator:
    return Indicator(f"O{number}", "9.1", Words(f"ข้อมูล {number}"), (rule,), confirmed)


def catalogue(*items: Indicator) -> Catalogue:
    groups = (("9.1", Words("ข้อมูลพื้นฐาน")),)
    return Catalogue("oit-2569", 2569, "standard", 1, True, "c" * 64, groups, (), items)


def facts(**changes: object) -> RoundFacts:
    usual = RoundFacts(
        province="ตัวอย่าง",
        year=2569,
        round="1",
        as_of=AS_OF,
        tool_version="0.1.0",
        inputs={"plan": "p" * 64, "catalogue": "c" * 64},
        deadline=DEADLINE,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def link(agency: str, code: str, order: int = 0, path: str = "plan") -> Link:
    url = f"http://www.{agency}.go.th/{path}"
    return Link(agency, code, url, url, "", Origin("แบบ.xlsx", "O", order + 2), order)


def page(year: int, minutes: int = 0, number: int = 1) -> tuple[Capture, object]:
    html = f"<main><h1>แผนงาน ปีงบประมาณ {year}</h1><p>เทศบาลมีโครงการก่อสร้างถนนจำนวนมาก</p></main>"
    sha = f"{year}{number}".ljust(64, "0")
    document = reading.read(html.encode(), "html", sha256=sha, reader="case")
    return capture(number, minutes, sha256=sha), document


def capture(number: int, minutes: int = 0, **more: object) -> Capture:
    given = {
        "id": number,
        "run": 1,
        "url": "http://www.a1.go.th/plan",
        "attempt": number,
        "purpose": Purpose.EVIDENCE,
        "taken_at": START + timedelta(minutes=minutes),
        "status": 200,
    } | more
    return Capture(**given)  # type: ignore[arg-type]


def evidence(agency: str, code: str, year: int, order: int = 0) -> LinkEvidence:
    seen, document = page(year, number=order + 1)
    return LinkEvidence(link(agency, code, order, f"p{order}"), (seen,), document)  # type: ignore[arg-type]


def answered(item: Indicator, *links: LinkEvidence) -> IndicatorEvidence:
    given = tuple(one.link for one in links)
    answer = Answer("a1", item.code, AnswerStatus.GIVEN, given, "1", 1, START)
    return IndicatorEvidence(item, answer, links)


def agency(name: str = "a1", code: str = "5001", **more: object) -> Agency:
    return Agency(name, code, f"เทศบาล {name}", hosts=(f"www.{name}.go.th",), **more)  # type: ignore[arg-type]


def judged_one(item: IndicatorEvidence, **changes: object) -> Verdict:
    found = judge(
        facts(**changes),
        [AgencyEvidence(agency(), (item,))],
        {"standard": catalogue(item.indicator)},
    )
    return found.agencies[0].verdicts[0]


def a_province() -> tuple[list[AgencyEvidence], dict[str, Catalogue]]:
    items = [indicator(1), indicator(2, rule="current"), indicator(10, confirmed=False)]
    agencies = []
    for number in (1, 2, 10):
        name = f"a{number}"
        first = answered(items[0], evidence(name, "O1", 2569), evidence(name, "O1", 2568, 1))
        second = answered(items[2], evidence(name, "O10", 2567))
        agencies.append(AgencyEvidence(agency(name, f"A{number}"), (first, second)))
    return agencies, {"standard": catalogue(*items)}
