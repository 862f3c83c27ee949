"""The list as typed into ITAS (round ``itas``) against what was handed in to the province."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from oitcheck.errors import OitcheckError
from oitcheck.intake import split_notes
from oitcheck.itas import Item, Match, NoteMatch, Pair, Shift, compare, shift_of
from oitcheck.model import Agency, Answer, Link, Role
from oitcheck.pipeline.agencies import assessed, registry_of
from oitcheck.pipeline.crawling import answers_of, judged_answers
from oitcheck.pipeline.rules import rules_of
from oitcheck.pipeline.typed_agency import find_agency
from oitcheck.pipeline.workspace import Workspace
from oitcheck.report import round_title, safe
from oitcheck.report.files import put
from oitcheck.report.typed_in import (
    ALL_SAME,
    DIFFERENCE_WORDS,
    MATCH_WORDS,
    NEITHER,
    NOT_HANDED,
    NOT_TYPED,
    NOTE_WORDS,
    STANDS,
    Compared,
    stands_of,
    workbook,
)
from oitcheck.store import Store
from oitcheck.thai.places import district_title

ITAS = "itas"
_NOTE_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Lists:
    """``against``: the round of what was handed in. ``chosen``: its name was not given.

    ``suppliers_typed``: suppliers that the list of ITAS has links for: they have no answer there.
    """

    against: str
    chosen: bool
    compared: tuple[Compared, ...]
    suppliers_typed: int
    one_only: bool
    agency_names: Mapping[str, str]
    item_names: Mapping[str, str]
    made: datetime

    def counts(self) -> Counter[Match]:
        return Counter(p.match for one in self.compared for item in one.items for p in item.pairs)

    def as_dict(self) -> dict[str, Any]:
        counted = self.counts()
        return {
            "against": self.against,
            "counts": {str(match): counted[match] for match in Match},
            "agencies": [
                {
                    "id": one.agency.id,
                    "code": one.agency.code,
                    "name": one.agency.name,
                    "district": one.agency.district,
                    "shift": _shift_dict(shift_of(one.items)),
                    "items": [_item_dict(item, one.agency) for item in one.items],
                }
                for one in self.compared
            ],
        }

    def lines(self) -> list[str]:
        title = round_title(self.against, "th")
        lines = [f"เทียบ{round_title(ITAS, 'th')} กับ{title}{' (ครั้งล่าสุด)' if self.chosen else ''}"]
        stands = Counter(stands_of(one) for one in self.compared)
        lines.append(
            f"หน่วยรับการประเมิน {len(self.compared)} หน่วยงาน: "
            + ", ".join(f"{word} {stands[word]}" for word in STANDS if stands[word])
        )
        counted = self.counts()
        lines.append(
            "ลิงก์ (URL): " + ", ".join(f"{word} {counted[m]}" for m, word in MATCH_WORDS.items())
        )
        notes = Counter(item.note for one in self.compared for item in one.items)
        said = [f"{NOTE_WORDS[n]} {notes[n]} ข้อ" for n in NoteMatch if NOTE_WORDS[n] and notes[n]]
        lines += [f"คำอธิบาย: {', '.join(said)}"] if said else []
        if self.suppliers_typed:
            lines.append(
                f"รายการ ITAS มีลิงก์ของหน่วยงานเจ้าของข้อมูล {self.suppliers_typed} หน่วยงาน ไม่นำมาเทียบ "
                "เพราะลิงก์ของหน่วยงานเหล่านี้อยู่ในคำตอบของจังหวัด"
            )
        differing = [one for one in self.compared if self.one_only or stands_of(one) != ALL_SAME]
        for district, group in groupby(differing, key=lambda one: one.agency.district):
            lines += ["", district_title(district)]
            for one in group:
                lines += self._agency(one)
        return lines

    def _agency(self, one: Compared) -> Iterator[str]:
        name = f"{one.agency.code} {one.agency.name}".strip()
        counted = Counter(pair.match for item in one.items for pair in item.pairs)
        stands = stands_of(one)
        said = ", ".join(f"{word} {counted[m]}" for m, word in MATCH_WORDS.items() if counted[m])
        if stands in (NOT_TYPED, NOT_HANDED, NEITHER):
            links = f" ({counted.total()} ลิงก์)" if counted else ""
            yield f"  {name}: {stands}{links}"
            return
        yield f"  {name}: {said}"
        shift = shift_of(one.items)
        if shift is not None:
            way = "ถัดไป" if shift.by > 0 else "ก่อนหน้า"
            yield (
                f"    {shift.count} ลิงก์อยู่ในข้อ{way} {abs(shift.by)} ข้อใน ITAS "
                "ตรวจสอบว่าไม่ได้กรอกเลื่อนแถว"
            )
        for item in one.items:
            for pair in item.pairs:
                if pair.match is not Match.SAME and (
                    pair.match is not Match.WRITTEN or self.one_only
                ):
                    yield f"    {item.indicator} {self._pair(pair, one.agency)}"
            if item.note in (NoteMatch.CHANGED, NoteMatch.MISSING):
                yield f"    {item.indicator} {_note_text(item)}"

    def _pair(self, pair: Pair, agency: Agency) -> str:
        word = MATCH_WORDS[pair.match]
        handed = _shown(pair.handed)
        if pair.handed is not None and pair.handed.agency != agency.id:
            handed += f" (จาก{self.agency_names.get(pair.handed.agency, '')})"
        differs = ", ".join(DIFFERENCE_WORDS[one] for one in pair.differs)
        if pair.match is Match.MOVED and pair.handed and pair.typed:
            where = f"ส่งจังหวัดในข้อ {pair.handed.indicator} แต่ใน ITAS อยู่ข้อ {pair.typed.indicator}"
            return f"{word}: {handed} {where}" + (f" (เขียนต่างกันที่ {differs})" if differs else "")
        if pair.match is Match.MISSING:
            return f"{word}: {handed}"
        if pair.match is Match.EXTRA:
            return f"{word}: {_shown(pair.typed)}"
        because = f" ต่างกันที่ {differs}" if differs else ""
        # as they were typed: read alike, two spellings of one address would look the same
        if pair.match is Match.WRITTEN and pair.handed and pair.typed:
            given = (safe.line(pair.handed.given), safe.line(pair.typed.given))
            return f"{word}{because}: ส่งจังหวัด {given[0]} → ITAS {given[1]}"
        return f"{word}: ส่งจังหวัด {handed} → ITAS {_shown(pair.typed)}"


def compare_lists(workspace: Workspace, against: str = "", agency: str = "") -> Lists:
    """Every assessed agency (or one) item by item; ``against``: the newest numbered round.

    Raises `OitcheckError` where one of the two lists isn't there yet.
    """
    catalogue = rules_of(workspace).catalogue
    with workspace.store() as store:
        everyone = registry_of(store)
        if all(one.name != ITAS for one in store.rounds()):
            raise OitcheckError(
                "ยังไม่มีรายการลิงก์ที่กรอกในระบบ ITAS",
                f"นำเข้าก่อนด้วย: oitcheck import FILE --round {ITAS}",
            )
        typed = answers_of(store, ITAS, None)
        round_name = against or _newest(store)
        handed = judged_answers(store, round_name, None)
    if round_name == ITAS:
        raise OitcheckError("เทียบรายการ ITAS กับตัวเองไม่ได้", "ระบุครั้งที่ส่งจังหวัด เช่น --against 2")
    wanted = (find_agency(everyone, agency),) if agency else everyone
    if agency and wanted[0].role is Role.SUPPLIER:
        raise OitcheckError(
            f"{wanted[0].name} เป็นหน่วยงานเจ้าของข้อมูล ไม่มีคำตอบของตนเองในระบบ ITAS",
            "เทียบคำตอบของจังหวัดแทน",
        )
    ours, theirs = _by_agency(handed), _by_agency(typed)
    suppliers = {one.id for one in everyone if one.role is Role.SUPPLIER}
    return Lists(
        round_name,
        not against,
        tuple(
            Compared(one, compare(ours.get(one.id, {}), theirs.get(one.id, {})))
            for one in assessed(wanted)
        ),
        len(suppliers & theirs.keys()),
        bool(agency),
        {one.id: one.name for one in everyone},
        {item.code: item.name.th for item in catalogue.indicators},
        max(
            (answer.received_at for answer in (*handed.values(), *typed.values())),
            default=datetime(2000, 1, 1, tzinfo=UTC),
        ),
    )


def write_comparison(lists: Lists, path: Path) -> None:
    """Write the comparison as XLSX. Raises `OitcheckError` when the file can't be written."""
    title = f"เทียบลิงก์ที่กรอกใน ITAS กับ{round_title(lists.against, 'th')}"
    body = workbook(
        lists.compared,
        notice=f"{title} | จับคู่ตามหน้าเว็บเดียวกันของแต่ละข้อ",
        item_names=lists.item_names,
        agency_names=lists.agency_names,
        made=lists.made,
    )
    put(path, body, f"oitcheck itas compare --out {path}")


def _newest(store: Store) -> str:
    numbered = [one.name for one in store.rounds() if one.name.isascii() and one.name.isdigit()]
    if not numbered:
        raise OitcheckError(
            "ยังไม่มีการส่งลิงก์ครั้งใดให้เทียบ", "นำเข้าก่อนด้วย: oitcheck import FILE --round 1"
        )
    return max(numbered, key=int)


def _by_agency(
    answers: Mapping[tuple[str, str], Answer],
) -> dict[str, dict[str, tuple[Link, ...]]]:
    """agency -> item -> links, without the note's part on who is responsible."""
    found: dict[str, dict[str, tuple[Link, ...]]] = defaultdict(dict)
    for (agency, indicator), answer in answers.items():
        if answer.links:
            found[agency][indicator] = tuple(
                replace(link, note=split_notes([link.note])[0]) for link in answer.links
            )
    return dict(found)


def _shown(link: Link | None) -> str:
    return safe.shown(link.url) if link else ""


def _note_text(item: Item) -> str:
    if item.note is NoteMatch.MISSING:
        return f"{NOTE_WORDS[item.note]}: ส่งจังหวัด “{_short(item.handed_note)}”"
    return (
        f"{NOTE_WORDS[item.note]}: ส่งจังหวัด “{_short(item.handed_note)}” "
        f"→ ITAS “{_short(item.typed_note)}”"
    )


def _short(text: str) -> str:
    plain = safe.line(text)
    return plain if len(plain) <= _NOTE_SHOWN else plain[: _NOTE_SHOWN - 1] + "…"


def _shift_dict(shift: Shift | None) -> dict[str, int] | None:
    return {"by": shift.by, "count": shift.count} if shift else None


def _item_dict(item: Item, agency: Agency) -> dict[str, Any]:
    return {
        "indicator": item.indicator,
        "note": str(item.note),
        "handed_note": item.handed_note,
        "typed_note": item.typed_note,
        "pairs": [
            {
                "match": str(pair.match),
                "handed": _link_dict(pair.handed, agency),
                "typed": _link_dict(pair.typed, agency),
                "differs": [str(one) for one in pair.differs],
            }
            for pair in item.pairs
        ],
    }


def _link_dict(link: Link | None, agency: Agency) -> dict[str, str] | None:
    if link is None:
        return None
    return {
        "indicator": link.indicator,
        "url": link.url,
        "given": link.given,
        "origin": str(link.origin),
        "supplier": link.agency if link.agency != agency.id else "",
    }
