"""A whole submission to a checklist of one level, out of the description in a case file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from oitcheck.catalogue import Catalogue, catalogue_of
from oitcheck.checklist import Checklist, Criterion, Exhibit, Level
from oitcheck.checks.evidence import AgencyContext, AgencyEvidence, JudgedAgency
from oitcheck.model import Agency, LinkVerdict, Outcome, Role, Verdict


def agency_context_of(case: dict[str, Any]) -> AgencyContext:
    return AgencyContext(2567, _catalogue(case), _agency(case), datetime(2024, 5, 1, tzinfo=UTC))


def judged_agency_of(case: dict[str, Any]) -> JudgedAgency:
    verdicts = tuple(_verdict(code, outcome) for code, outcome in case["level"]["exhibits"].items())
    return JudgedAgency(AgencyEvidence(_agency(case)), verdicts)


def _agency(case: dict[str, Any]) -> Agency:
    return Agency("p", "11", "จังหวัดตัวอย่าง", "จังหวัด", role=Role(case.get("role", "assessed")))


def _catalogue(case: dict[str, Any]) -> Catalogue:
    given = case["level"]
    exhibits = tuple(Exhibit(code, code, f"เอกสาร {code}") for code in given["exhibits"])
    level = Level(given.get("number", 1), "ระดับตัวอย่าง", (Criterion("", "เกณฑ์"),), exhibits)
    return catalogue_of(Checklist("checklist-x", "ตัวอย่าง", 2567, 1, "c" * 64, (level,)))


def _verdict(code: str, outcome: str) -> Verdict:
    if outcome == "none":
        return Verdict(code, Outcome.FAIL, "none", None, (), ())
    url = f"http://www.example.go.th/{code}"
    link = LinkVerdict(url, url, "", "", Outcome(outcome), (), ())
    return Verdict(code, Outcome(outcome), "given", None, (), (link,))
