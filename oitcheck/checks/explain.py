"""What a check means, as plain text, out of its META."""

from __future__ import annotations

from collections.abc import Mapping

from oitcheck.checks.meta import Meta, of_oit
from oitcheck.model import Outcome, Over, Scope

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


def explain_check(meta: Meta, lang: str) -> str:
    """Title, meaning, why it matters, and every reason with what to do; ends without a newline.

    ``lang``: th or en. The braces in the sentences stand for what a finding fills in.
    """
    at = _index(lang)
    lines = [
        f"{meta.id}: {meta.title.in_language(lang)}",
        "",
        meta.means.in_language(lang),
        ("เหตุผล: ", "Why it matters: ")[at] + of_oit(meta.why).in_language(lang),
    ]
    if meta.scope is not Scope.AGENCY:
        lines.append(("การสรุปผล: ", "Rolled up: ")[at] + _OVER[meta.over][at])
    if "data-year" in meta.rests_on:
        lines.append(
            (
                "หากปีของข้อมูลในเกณฑ์ยังไม่ยืนยัน จะไม่สรุปว่าต้องแก้ไข",
                "Where the item's data year is not confirmed, this never ends as a failure.",
            )[at]
        )
    if "element" in meta.rests_on:
        lines.append(
            (
                "หากองค์ประกอบด้านข้อมูลในเกณฑ์ยังไม่ยืนยัน จะไม่สรุปว่าต้องแก้ไข",
                "Where the item's element is not confirmed, this never ends as a failure.",
            )[at]
        )
    for code, reason in meta.reasons.items():
        lines += [
            "",
            f"{code} [{_OUTCOMES[reason.outcome][at]}]",
            f"  {of_oit(reason.message).in_language(lang)}",
        ]
        if reason.who != "nobody":
            lines.append(f"  -> {of_oit(reason.fix).in_language(lang)}")
        lines += [
            f"  {kind} -> {of_oit(one.fix).in_language(lang)}"
            for kind, one in reason.particular.items()
            if one.who != "nobody"
        ]
    return "\n".join(lines)


def _index(lang: str) -> int:
    return 1 if lang == "en" else 0
