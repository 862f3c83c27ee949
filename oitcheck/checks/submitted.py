"""Has the agency handed in a link for this item?

Means: the agency's newest list of the round gives at least one URL for the item, or an earlier
list of the same round did and the newer one left the item alone (it carries over).
Why: an item without a link scores 0, whatever the website shows.
Not judged: whether the list came late (the round decides what it takes in), and what the links
show (the other checks).
"""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.checks.evidence import Context, IndicatorEvidence, rfc3339
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import AnswerStatus, Fact, Finding, Outcome, Over, Scope, Verdict

META = Meta(
    id="submitted",
    version=1,
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


def check(subject: IndicatorEvidence, context: Context) -> tuple[Finding, ...]:
    answer = subject.answer
    facts: dict[str, Fact] = {"indicator": context.indicator.code}
    if answer is not None:
        facts |= {"links": len(answer.links), "round": answer.round}
    if context.deadline is not None:
        facts["deadline_at"] = rfc3339(context.deadline)
    if answer is not None and answer.status is AnswerStatus.WITHDRAWN:
        reason = "withdrawn"
    elif answer is not None and answer.links:
        reason = "carried" if answer.status is AnswerStatus.CARRIED else "given"
    elif context.deadline is not None and context.as_of < context.deadline:
        reason = "not-yet"
    else:
        reason = "none"
    return (META.finding(reason, facts=facts),)


def not_yet(verdict: Verdict) -> bool:
    """Whether all that a verdict says is that nothing has come and the deadline lies ahead."""
    return verdict.outcome is Outcome.REVIEW and any(
        finding.check == META.id and finding.reason == "not-yet" for finding in verdict.findings
    )
