"""What a check or an item means, as plain text, out of META and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from oitcheck.catalogue import Catalogue, Indicator
from oitcheck.checks.meta import Meta
from oitcheck.model import Outcome, Over

_OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.PASS: ("ครบถ้วน (ตรวจเบื้องต้น)", "pass"),
    Outcome.FAIL: ("ต้องแก้ไข", "fail"),
    Outcome.REVIEW: ("รอเจ้าหน้าที่ตรวจสอบ", "review"),
    Outcome.SKIP: ("ไม่เกี่ยวข้องกับหน่วยงานนี้", "skip"),
    Outcome.ERROR: ("ระบบตรวจไม่สำเร็จ (มิใช่ข้อบกพร่องของหน่วยงาน)", "error"),
}
_OVER: Mapping[Over, tuple[str, str]] = {
    Over.EACH: ("ทุกลิงก์ของข้อต้องเป็นไปตามนี้", "every link of the item must hold"),
    Over.ANY: ("มีหนึ่งลิงก์ของข้อเป็นไปตามนี้ก็เพียงพอ", "one link of the item is enough"),
    Over.UNION: ("ดูเอกสารทั้งหมดของข้อรวมกัน", "all documents of the item together"),
}
_YEARS: Mapping[str, tuple[str, str]] = {
    "N": ("ข้อมูลปี {n}", "data of {n}"),
    "N-1": ("ข้อมูลปี {before}", "data of {before}"),
    "covers-N": ("ช่วงปีที่ครอบคลุมปี {n}", "a range of years that covers {n}"),
    "current": ("ฉบับที่มีผลบังคับใช้อยู่ (ไม่กำหนดปี)", "what is in force (no year asked)"),
}
_PROVISIONAL = (
    "ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช. ผลเรื่องปีของข้อมูลจึงเป็นเพียงการรอเจ้าหน้าที่ตรวจสอบ",
    "not confirmed with the commission's manual: the year of the data leads to a review at most",
)


def explain_check(meta: Meta, lang: str) -> str:
    """Title, meaning, why it matters, and every reason with what to do; ends without a newline.

    ``lang``: th or en. The braces in the sentences stand for what a finding fills in.
    """
    at = _index(lang)
    lines = [
        f"{meta.id}: {meta.title.in_language(lang)}",
        "",
        meta.means.in_language(lang),
        ("เหตุผล: ", "Why it matters: ")[at] + meta.why.in_language(lang),
        ("การสรุปผล: ", "Rolled up: ")[at] + _OVER[meta.over][at],
    ]
    if "data-year" in meta.rests_on:
        lines.append(
            (
                "หากปีของข้อมูลในเกณฑ์ยังไม่ยืนยัน จะไม่สรุปว่าต้องแก้ไข",
                "Where the item's data year is not confirmed, this never ends as a failure.",
            )[at]
        )
    for code, reason in meta.reasons.items():
        lines += [
            "",
            f"{code} [{_OUTCOMES[reason.outcome][at]}]",
            f"  {reason.message.in_language(lang)}",
        ]
        if reason.who != "nobody":
            lines.append(f"  -> {reason.fix.in_language(lang)}")
    return "\n".join(lines)


def explain_indicator(indicator: Indicator, catalogue: Catalogue, lang: str) -> str:
    """Name, group, the years asked for, elements and what only a person can see."""
    at = _index(lang)
    group = next(
        (name.in_language(lang) for code, name in catalogue.groups if code == indicator.group), ""
    )
    years = (" / ", " or ")[at].join(
        _YEARS[word][at].format(n=catalogue.year, before=catalogue.year - 1)
        for word in indicator.data_year
    )
    lines = [
        f"{('ข้อ', 'Item')[at]} {indicator.code}: {indicator.name.in_language(lang)}",
        f"{('เกณฑ์การประเมิน OIT ประจำปีงบประมาณ', 'Catalogue of fiscal year')[at]} {catalogue.year}"
        f" ({catalogue.id})",
        f"{('ตัวชี้วัดย่อย', 'Group')[at]} {indicator.group} {group}".rstrip(),
        f"{('ปีของข้อมูล', 'Data year')[at]}: {years}",
    ]
    if indicator.data_year_text:
        lines.append(
            f"{('ตามแหล่งที่มา', 'In the words of the source')[at]}: {indicator.data_year_text}"
        )
    if indicator.formats:
        lines.append(f"{('รูปแบบไฟล์', 'Formats')[at]}: {indicator.formats}")
    if not indicator.confirmed:
        lines.append(_PROVISIONAL[at])
    for element in indicator.elements:
        lines.append(f"- {element.text.in_language(lang)}")
    for task in indicator.for_a_person:
        lines.append(f"{('เจ้าหน้าที่ต้องดูเอง', 'For a person')[at]}: {task}")
    if indicator.note:
        lines.append(indicator.note)
    if indicator.sources:
        names = dict(catalogue.sources)
        cited = "; ".join(names.get(source, source) for source in indicator.sources)
        lines.append(f"{('แหล่งที่มา', 'Sources')[at]}: {cited}")
    return "\n".join(lines)


def _index(lang: str) -> int:
    return 1 if lang == "en" else 0
