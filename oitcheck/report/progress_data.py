"""What the data says about a step of a plan: who handed in, what was found, how far ITAS is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from oitcheck.itas import progress
from oitcheck.kinds import applies
from oitcheck.model import Agency, ItasEvent, ItasState, Judgement, Role, StepNote
from oitcheck.plan import BANGKOK, Plan, Step, Terms, Window, terms
from oitcheck.report.moments import local_day, parse
from oitcheck.report.province import counts
from oitcheck.report.standing import State
from oitcheck.report.writing import round_title
from oitcheck.submissions import Came, who_hands_in
from oitcheck.thai import sorting
from oitcheck.thai.format import date as day_words
from oitcheck.thai.places import district_title

_NAMED = 5
"""Up to so many agencies are named; of more it is said how many there are in each district."""

_BY_HAND = ("survey", "meeting", "order", "publicity", "publish", "check", "clarify", "other")
_JUDGED = ("self-check", "mock-score", "follow-up")
_PARTS_OF_ANSWER: tuple[tuple[ItasState, str], ...] = (
    (ItasState.ANSWERED, "ตอบแล้ว"),
    (ItasState.SENT, "ยื่นขออนุมัติแล้ว"),
    (ItasState.APPROVED, "ผู้บริหารอนุมัติแล้ว"),
)
_PARTS_OF_REGISTER: tuple[tuple[ItasState, str], ...] = (
    (ItasState.ADMIN_REGISTERED, "ผู้ดูแลระบบ (Admin) ลงทะเบียนแล้ว"),
    (ItasState.APPROVER_REGISTERED, "ผู้บริหาร (ผู้อนุมัติข้อมูล) ลงทะเบียนแล้ว"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a workspace holds by ``as_of`` (aware; 24:00 of the last day that counts).

    ``handed_in``: round -> agency id -> what it handed in for that round. ``terms``: how each
    round is collected; one that has none here, as the plan says. ``judgements``: the newest of
    each round. ``itas``: in the order of writing. ``notes``: by step id.
    """

    as_of: datetime
    agencies: tuple[Agency, ...] = ()
    handed_in: Mapping[str, Mapping[str, Came]] = field(default_factory=dict)
    terms: Mapping[str, Terms] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    itas: tuple[ItasEvent, ...] = ()
    notes: Mapping[str, StepNote] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences about a step. ``done``: the data says that nothing of it is left to do.

    ``counts_verdicts``: they tell results of the preliminary check.
    """

    sentences: tuple[str, ...] = ()
    done: bool = False
    counts_verdicts: bool = False


def told(step: Step, plan: Plan, kept: Kept, begun: datetime | None) -> Told:
    """What the data has to say about ``step`` and its parts by ``kept.as_of``.

    ``begun``: when the step begins, if the plan says; checks made before it are none of its.
    Steps of surveys, meetings, orders and the commission's own work say nothing: they are kept
    by hand.
    """
    if step.kind in _BY_HAND:
        return Told()
    sentences: list[str] = []
    done: list[bool] = []
    verdicts = False
    whole = [step, *step.within]
    for one in whole:
        if not one.round or not kept.agencies:
            continue
        holding = kept.terms.get(one.round) or terms(one.round, plan, ())
        if _has_come(one.round, holding.end, kept):
            said, complete = _collected(holding, _agencies(kept, one.kinds or step.kinds), kept)
            sentences.append(said)
            done.append(complete)
            found = _judged(kept.judgements.get(one.round), kept, one.kinds or step.kinds)
            sentences += found
            verdicts = verdicts or bool(found)
    collects = any(one.round for one in whole)
    if kept.itas and not collects:
        kinds = {one.kind for one in whole} | {f"close {one.closes}" for one in whole if one.closes}
        for stages, words in (
            (_PARTS_OF_REGISTER, {"register", "close register"}),
            (_PARTS_OF_ANSWER, {"answer", "close oit"}),
        ):
            agencies = _assessed(_agencies(kept, step.kinds))
            if kinds & words and agencies:
                said, complete = _in_itas(agencies, stages, kept)
                sentences.append(said)
                done.append(complete)
    if not collects and (step.kind in _JUDGED or (step.kind == "answer" and not _judges(plan))):
        after = begun if step.kind in _JUDGED else None
        found = _judged(_newest(kept.judgements, after), kept, step.kinds)
        sentences += found
        verdicts = verdicts or bool(found)
    return Told(tuple(sentences), bool(done) and all(done), verdicts)


def _judges(plan: Plan) -> bool:
    """Whether a plan has steps of their own that results of the check belong to."""
    return any(step.round for step in plan.all_steps()) or any(
        step.kind in _JUDGED for step in plan.steps
    )


def _agencies(kept: Kept, kinds: Iterable[str]) -> tuple[Agency, ...]:
    """Those that a step for ``kinds`` concerns, in the order of lists: district, name."""
    wanted = tuple(kinds)
    found = [one for one in kept.agencies if applies(wanted, one.kind) is not False]
    return tuple(sorted(found, key=lambda one: (sorting.key(one.district), sorting.key(one.name))))


def _assessed(agencies: tuple[Agency, ...]) -> tuple[Agency, ...]:
    return tuple(one for one in agencies if one.role == Role.ASSESSED)


def _has_come(round_name: str, end: datetime | None, kept: Kept) -> bool:
    """Whether there is something to tell of a collection: links came, or its time is over."""
    came = kept.handed_in.get(round_name)
    return bool(came) or (came is not None and end is not None and kept.as_of >= end)


def _collected(holding: Terms, agencies: tuple[Agency, ...], kept: Kept) -> tuple[str, bool]:
    came = kept.handed_in.get(holding.round, {})
    asked = who_hands_in(agencies, came)
    missing = tuple(one for one in asked if one.id not in came)
    late = tuple(one for one in asked if one.id in came and came[one.id].late)
    said = [
        f"{round_title(holding.round, 'th')} ณ {_day(kept.as_of)}",
        f"ส่งแล้ว {len(asked) - len(missing):,} จาก {len(asked):,} หน่วยงาน",
    ]
    if holding.by_hand and holding.deadline and holding.deadline.last:
        said.insert(1, f"(วันครบกำหนดส่งเปลี่ยนเป็น{_due(holding.deadline, holding.deadline.last)})")
    if late:
        said.append(f"ในจำนวนนี้ส่งหลังวันครบกำหนดส่ง {_who(late)}")
    if missing:
        said.append(f"ยังไม่ส่ง {_who(missing)}")
    return " ".join(said), bool(asked) and not missing


def _in_itas(
    agencies: tuple[Agency, ...], stages: tuple[tuple[ItasState, str], ...], kept: Kept
) -> tuple[str, bool]:
    stands = progress(kept.itas, kept.as_of)
    reached = {
        state: {agency for agency, of in stands.items() if of.of(state)} for state, _ in stages
    }
    all_of = f"จาก {len(agencies):,} หน่วยรับการประเมิน"
    said = [f"ในระบบ ITAS ณ {_day(kept.as_of)}"]
    for state, words in stages:
        number = sum(one.id in reached[state] for one in agencies)
        said.append(f"{words} {number:,} {all_of}")
        all_of = "หน่วยรับการประเมิน"
    missing = tuple(
        one for one in agencies if any(one.id not in reached[state] for state, _ in stages)
    )
    if missing:
        what = "ยังไม่อนุมัติ" if stages is _PARTS_OF_ANSWER else "ยังลงทะเบียนไม่ครบ"
        said.append(f"{what} {_who(missing)}")
    return " ".join(said), not missing


def _newest(judgements: Mapping[str, Judgement], after: datetime | None) -> Judgement | None:
    found = [
        (parse(one.as_of), name)
        for name, one in judgements.items()
        if after is None or parse(one.as_of) >= after
    ]
    return judgements[max(found)[1]] if found else None


def _judged(judgement: Judgement | None, kept: Kept, kinds: Iterable[str]) -> list[str]:
    """One sentence with the counts of a judgement; none where nothing was judged."""
    if judgement is None:
        return []
    concerned = {one.id for one in _agencies(kept, kinds)}
    agencies = [one for one in judgement.agencies if one.id in concerned]
    # suppliers' links are judged in the province's own answer, too: they don't count twice
    agencies = [one for one in agencies if one.role == Role.ASSESSED] or agencies
    totals: Counter[State] = Counter()
    for agency in agencies:
        totals.update(counts(agency))
    items = sum(number for state, number in totals.items() if state != "skip")
    if not items:
        return []
    said = [
        f"ผลการตรวจเบื้องต้น ({round_title(judgement.round, 'th')}) ณ {_day(parse(judgement.as_of))}",
        f"{len(agencies):,} หน่วยงาน {items:,} ข้อ: ครบถ้วน {totals['pass']:,} ข้อ",
        f"ต้องแก้ไข {totals['fail']:,} ข้อ รอเจ้าหน้าที่ตรวจสอบ {totals['review']:,} ข้อ",
    ]
    if totals["unsent"]:
        said.append(f"ยังไม่ส่ง {totals['unsent']:,} ข้อ")
    if totals["error"]:
        said.append(f"ระบบตรวจไม่สำเร็จ {totals['error']:,} ข้อ (มิใช่ข้อบกพร่องของหน่วยงาน)")
    return [" ".join(said)]


def _who(agencies: tuple[Agency, ...]) -> str:
    count = f"{len(agencies):,} หน่วยงาน"
    if len(agencies) <= _NAMED:
        return f"{count} ได้แก่ {', '.join(one.name for one in agencies)}"
    districts = Counter(district_title(one.district) for one in agencies)
    return f"{count} แยกเป็น {', '.join(f'{name} {n:,}' for name, n in districts.items())}"


def _day(moment: datetime) -> str:
    return f"วันที่ {day_words(local_day(moment))}"


def _due(window: Window, last: datetime) -> str:
    if not window.has_hour:
        return _day(last)
    local = last.astimezone(BANGKOK)
    return f"วันที่ {day_words(local.date())} เวลา {local:%H.%M} น."
