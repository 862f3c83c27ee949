"""Agencies, names of items and short views of an intake, shared by its tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from oitcheck.intake import Intake
from oitcheck.model import Agency

NOW = datetime(2026, 5, 6, 3, 0, tzinfo=UTC)
NAMES = {
    1: "โครงสร้างและอำนาจหน้าที่", 2: "ข้อมูลผู้บริหาร", 3: "ข้อมูลการติดต่อ", 4: "ข่าวประชาสัมพันธ์",
    5: "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", 10: "แผนการใช้จ่ายงบประมาณประจำปี", 12: "คู่มือการให้บริการ",
    21: "การขับเคลื่อนจริยธรรม",
}  # fmt: skip
AGENCIES = (
    Agency("tt", "TT", "เทศบาลตำบลตัวอย่าง", hosts=("www.example.go.th",)),
    Agency("nk", "NK", "องค์การบริหารส่วนตำบลหนองแก", hosts=("www.nk.go.th",)),
)

Read = Callable[..., Intake]


def said(intake: Intake) -> dict[str, dict[str, list[str]]]:
    """agency -> item -> URLs as given; an empty list for what is withdrawn."""
    return {
        one.agency: {entry.indicator: [link.given for link in entry.links] for entry in one.entries}
        for one in intake.submissions
    }


def codes(intake: Intake) -> list[str]:
    return [one.code for one in intake.problems]
