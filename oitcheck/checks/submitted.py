"""Has the agency handed in a link for this item?

Means: the agency's newest list gives at least one URL for the item, or an earlier list, of this
round or one before, did and the newer one left the item alone (it carries over).
Why: an item without a link scores 0, whatever the website shows.
Not judged: what came late (it is said, and counts all the same), and what the links show (the
other checks). An item without a link is ยังไม่ส่ง on every page, before the deadline and after it:
nothing on the agency's website is at fault.
"""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.checks.evidence import Context, IndicatorEvidence, rfc3339
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import (
    AnswerChange,
    AnswerStatus,
    Fact,
    Finding,
    Outcome,
    Over,
    Scope,
    Verdict,
)

META = Meta(
    id="submitted",
    version=2,
    scope=Scope.INDICATOR,
    over=Over.EACH,
    needs=frozenset({"links"}),
    title=Words("มีลิงก์ที่หน่วยงานส่ง", "A link was handed in"),
    means=Words(
        "หน่วยงานส่งลิงก์ (URL) ของข้อนี้มาแล้วอย่างน้อยหนึ่งลิงก์",
        "The agency has handed in at least one link (URL) for this item.",
    ),
    why=Words(
        "{item}ที่ไม่มีลิงก์ ผู้ประเมินไม่มีหน้าเว็บไซต์ให้เปิดตรวจ จึงไม่มีหลักฐานการเปิดเผยข้อมูลของ{item}นั้น",
        "Without a link there is nothing to open, and so no evidence for the {item}.",
    ),
    reasons={
        "given": Reason(
            Outcome.PASS,
            Words("หน่วยงานส่งลิงก์แล้ว {links} ลิงก์", "Links handed in: {links}."),
            NOTHING,
            "nobody",
        ),
        "carried": Reason(
            Outcome.PASS,
            Words(
                "ใช้ลิงก์เดิม {links} ลิงก์ จากการส่งลิงก์ ครั้งที่ {round} เนื่องจากรายการล่าสุดไม่ได้แก้ไข{item}นี้",
                "Links carried over from collection {round}: {links}; "
                "the newest list leaves this {item} as it was.",
            ),
            NOTHING,
            "nobody",
        ),
        "late": Reason(
            Outcome.PASS,
            Words(
                "หน่วยงานส่งลิงก์แล้ว {links} ลิงก์ โดยส่งหลังวันครบกำหนดส่ง",
                "Links handed in after the deadline: {links}.",
            ),
            NOTHING,
            "nobody",
        ),
        "after-closing": Reason(
            Outcome.PASS,
            Words(
                "หน่วยงานส่งลิงก์แล้ว {links} ลิงก์ โดยส่งหลังจังหวัดปิดรับลิงก์",
                "Links handed in after the collection was closed: {links}.",
            ),
            NOTHING,
            "nobody",
        ),
        "none": Reason(
            Outcome.FAIL,
            Words(
                "ไม่มีลิงก์ของ{item} {indicator} ในรายการที่หน่วยงานส่ง",
                "The agency's list has no link for {item} {indicator}.",
            ),
            Words(
                "ส่งลิงก์หน้าเว็บไซต์หลักที่เปิดเผยข้อมูลของ{item} {indicator}",
                "Hand in the link of the page on the main website that shows {item} {indicator}.",
            ),
            "agency",
            brief=Words("ไม่มีลิงก์ในรายการที่หน่วยงานส่ง", "The list has no link for the item."),
        ),
        "withdrawn": Reason(
            Outcome.FAIL,
            Words(
                "หน่วยงานถอนลิงก์ของ{item} {indicator} แล้ว และยังไม่ได้ส่งลิงก์ใหม่แทน",
                "The agency has taken back its link for {item} {indicator} and given no other.",
            ),
            Words(
                "ส่งลิงก์ใหม่ของ{item} {indicator} แทนลิงก์ที่ถอน",
                "Hand in a new link for {item} {indicator} in its place.",
            ),
            "agency",
            brief=Words("ถอนลิงก์แล้วยังไม่ส่งลิงก์ใหม่", "A link was taken back and not replaced."),
        ),
        "withdrawn-in-time": Reason(
            Outcome.REVIEW,
            Words(
                "หน่วยงานถอนลิงก์ของ{item} {indicator} แล้ว และยังไม่ได้ส่งลิงก์ใหม่แทน (ยังไม่ถึงวันครบกำหนดส่ง)",
                "The agency has taken back its link for {item} {indicator} and given no other yet; "
                "the deadline has not passed.",
            ),
            Words(
                "ส่งลิงก์ใหม่ของ{item} {indicator} แทนลิงก์ที่ถอน ภายในวันครบกำหนดส่ง",
                "Hand in a new link for {item} {indicator} in its place before the deadline.",
            ),
            "agency",
            brief=Words(
                "ถอนลิงก์แล้วยังไม่ส่งลิงก์ใหม่ (ยังไม่ถึงวันครบกำหนดส่ง)",
                "A link was taken back and not replaced; the deadline has not passed.",
            ),
        ),
        "not-yet": Reason(
            Outcome.REVIEW,
            Words(
                "ยังไม่ส่งลิงก์ของ{item} {indicator} (ยังไม่ถึงวันครบกำหนดส่ง)",
                "No link for {item} {indicator} yet; the deadline has not passed.",
            ),
            Words(
                "ส่งลิงก์ของ{item} {indicator} ภายในวันครบกำหนดส่ง",
                "Hand in the link for {item} {indicator} before the deadline.",
            ),
            "agency",
        ),
    },
)


NO_LINK = frozenset({"none", "not-yet", "withdrawn", "withdrawn-in-time"})
"""The reasons of an item for which no link is there to open."""
IN_TIME = frozenset({"not-yet", "withdrawn-in-time"})
"""Those of them that hold only until the deadline."""


def check(subject: IndicatorEvidence, context: Context) -> tuple[Finding, ...]:
    facts: dict[str, Fact] = {"indicator": context.indicator.code, **_facts_of(subject)}
    if context.deadline is not None:
        facts["deadline_at"] = rfc3339(context.deadline)
    return (META.finding(_reason(subject, context), facts=facts),)


def _reason(subject: IndicatorEvidence, context: Context) -> str:
    answer, course = subject.answer, subject.course
    in_time = context.deadline is not None and context.as_of < context.deadline
    if answer is not None and answer.status is AnswerStatus.WITHDRAWN:
        return "withdrawn-in-time" if in_time else "withdrawn"
    if answer is None or not answer.links:
        return "not-yet" if in_time else "none"
    if course is not None and course.late is not None:
        return "late" if course.late.after == "deadline" else "after-closing"
    return "carried" if answer.status is AnswerStatus.CARRIED else "given"


def _facts_of(subject: IndicatorEvidence) -> dict[str, Fact]:
    answer, course = subject.answer, subject.course
    facts: dict[str, Fact] = {}
    if answer is not None:
        facts |= {"links": len(answer.links), "round": answer.round}
    else:
        facts["change"] = str(AnswerChange.MISSING)
    if course is not None:
        facts |= {
            "change": str(course.change),
            "change_in_round": str(course.change_in_round),
        }
        if course.since is not None:
            facts["received_at"] = rfc3339(course.since)
        if course.late is not None:
            facts |= {"late_days": course.late.days, "late_minutes": course.late.minutes}
    return facts


def not_handed_in(verdict: Verdict) -> bool:
    """Whether no link is there to open (never given, or taken back): ยังไม่ส่ง, before the
    deadline and after it, and never counted among what must be mended on a website."""
    return not verdict.links and any(
        finding.check == META.id and finding.reason in NO_LINK for finding in verdict.findings
    )
