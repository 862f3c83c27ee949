"""Which level of an evidence checklist has an agency reached?

Means: for every level of the checklist, how many of its exhibits are complete and which are not,
laid before the person who rates the level.
Why: the checklist's document says what each level asks for, and not how levels add up (whether
all below must be complete, or one missing exhibit spoils a level). Only a person can say.
Not judged: the level itself, and whether an exhibit proves the level's criteria. A catalogue
without levels gets no finding, nor does a supplier, which has no level of its own.
"""

from __future__ import annotations

from oitcheck.catalogue import Words
from oitcheck.checklist import Level
from oitcheck.checks.evidence import AgencyContext, JudgedAgency
from oitcheck.checks.meta import Meta, Reason
from oitcheck.model import Fact, Finding, Outcome, Over, Role, Scope, Verdict

_PERSON = Words(
    "เจ้าหน้าที่จังหวัดพิจารณาระดับจากเกณฑ์ของระดับและเอกสารที่มี",
    "The provincial office rates the level by its criteria and the exhibits.",
)

META = Meta(
    id="level",
    version=1,
    scope=Scope.AGENCY,
    over=Over.EACH,
    needs=frozenset({"links"}),
    title=Words("ระดับของรายการเอกสาร", "The level of the checklist"),
    means=Words(
        "แสดงว่าแต่ละระดับมีเอกสารครบถ้วน (ตรวจเบื้องต้น) กี่รายการ และรายการใดยังไม่ครบ เพื่อให้เจ้าหน้าที่พิจารณา",
        "Shows how many exhibits of each level are complete, and which are not, for a person.",
    ),
    why=Words(
        "เอกสารต้นทางไม่ได้กำหนดวิธีรวมระดับ จึงให้เจ้าหน้าที่เป็นผู้พิจารณา",
        "The source does not say how levels add up, so a person rates them.",
    ),
    reasons={
        "all-complete": Reason(
            Outcome.REVIEW,
            Words(
                "ระดับ {level}: เอกสารครบถ้วนทั้ง {exhibits} รายการ (ตรวจเบื้องต้น)",
                "Level {level}: all exhibits are complete ({exhibits}, preliminary check).",
            ),
            _PERSON,
            "province",
        ),
        "some-open": Reason(
            Outcome.REVIEW,
            Words(
                "ระดับ {level}: เอกสารครบถ้วน {complete} จาก {exhibits} รายการ ยังไม่ครบถ้วน: {open}",
                "Level {level}: {complete} of {exhibits} exhibits are complete; open: {open}.",
            ),
            _PERSON,
            "province",
        ),
        "none-asked": Reason(
            Outcome.REVIEW,
            Words(
                "ระดับ {level}: รายการเอกสารไม่ได้กำหนดเอกสารของระดับนี้",
                "Level {level}: the checklist names no exhibit for it.",
            ),
            _PERSON,
            "province",
        ),
    },
)


def check(subject: JudgedAgency, context: AgencyContext) -> tuple[Finding, ...]:
    if context.agency.role is Role.SUPPLIER:
        return ()
    verdicts = {verdict.indicator: verdict for verdict in subject.verdicts}
    return tuple(_level(level, verdicts) for level in context.catalogue.levels)


def _level(level: Level, verdicts: dict[str, Verdict]) -> Finding:
    """``missing``: no link was given; ``to_mend`` and ``waiting``: one was, and has trouble."""
    stands: dict[str, list[str]] = {"complete": [], "to_mend": [], "waiting": [], "missing": []}
    for exhibit in level.exhibits:
        stands[_state(verdicts.get(exhibit.code))].append(exhibit.code)
    opened = [exhibit.code for exhibit in level.exhibits if exhibit.code not in stands["complete"]]
    facts: dict[str, Fact] = {
        "level": level.number,
        "exhibits": len(level.exhibits),
        "complete": len(stands["complete"]),
        "open": opened,
        "to_mend": stands["to_mend"],
        "waiting": stands["waiting"],
        "missing": stands["missing"],
    }
    reason = "some-open" if opened else "all-complete" if level.exhibits else "none-asked"
    return META.finding(reason, key=str(level.number), facts=facts)


def _state(verdict: Verdict | None) -> str:
    if verdict is None or not verdict.links:
        return "missing"
    if verdict.outcome is Outcome.PASS:
        return "complete"
    return "to_mend" if verdict.outcome is Outcome.FAIL else "waiting"
