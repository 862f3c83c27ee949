"""A draft of a coming year moves what is meant for the year and marks what a person must see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from any_catalogue import SMALL

from oitcheck.catalogue import Catalogue, Way, Words, parse_catalogue
from oitcheck.catalogue.drafting import SOURCE, draft, move_years

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "indicators").glob("oit-*.toml"))


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("แผนประจำปี พ.ศ. 2568", "แผนประจำปี พ.ศ. 2570"),
        ("พ.ศ.2568 และ ต.ค.2567", "พ.ศ.2570 และ ต.ค.2569"),
        ("รายงานปี ๒๕๖๗", "รายงานปี ๒๕๖๙"),
        ("Report, B.E. 2567 (2024)", "Report, B.E. 2569 (2026)"),
        ("1 ตุลาคม 2567 ถึง 31 มีนาคม 2568", "1 ตุลาคม 2569 ถึง 31 มีนาคม 2570"),
        ("ต.ค. 67 - มี.ค. ๖๘", "ต.ค. 69 - มี.ค. ๗๐"),
        ("ครั้งที่ 1/2568", "ครั้งที่ 1/2570"),
        ("ประเมินภายใน ม.ค. 2569", "ประเมินภายใน ม.ค. 2571"),
        (
            "ระเบียบกระทรวงการคลัง พ.ศ. 2560 ประจำปีงบประมาณ พ.ศ. 2568",
            "ระเบียบกระทรวงการคลัง พ.ศ. 2560 ประจำปีงบประมาณ พ.ศ. 2570",
        ),
    ],
)
def test_years_of_the_assessment_move(text: str, moved: str) -> None:
    assert move_years(text, 2568, 2).text == moved


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. 2540", ("2540",)),
        ("พระราชบัญญัติการอำนวยความสะดวก พ.ศ. 2568", ("2568",)),
        ("ระเบียบกระทรวงมหาดไทย พ.ศ. ๒๕๖๗", ("๒๕๖๗",)),
        ("แผนพัฒนา พ.ศ. 2566-2570", ("2566", "2570")),
        ("แผน (พ.ศ. 2566 - พ.ศ. 2570)", ("2566", "2570")),
        ("ปี 2567 ถึง 2568", ("2567", "2568")),
        ("ปี 2568-70", ("2568",)),
        ("ตั้งแต่ปี 2561", ("2561",)),
    ],
)
def test_years_of_laws_ranges_and_others_stay_and_are_told(
    text: str, kept: tuple[str, ...]
) -> None:
    found = move_years(text, 2568, 2)
    assert (found.text, found.kept, found.moved) == (text, kept, ())


@pytest.mark.parametrize("text", ["วงเงิน 2568,000 บาท", "เลขที่ ๑๒๕๖๘", "3.2568", "", "ปัจจุบัน"])
def test_numbers_that_are_no_years_are_left_alone(text: str) -> None:
    found = move_years(text, 2568, 2)
    assert (found.text, found.kept, found.moved) == (text, (), ())


def from_2569(catalogue: Catalogue, year: int = 2571, track: str = "") -> tuple[str, Catalogue]:
    text = draft(catalogue, year, track)
    return text, parse_catalogue(text, "x")


def test_nothing_in_a_draft_is_confirmed_and_it_names_where_it_comes_from() -> None:
    _, made = from_2569(SMALL)
    assert (made.id, made.year, made.revision, made.confirmed) == ("oit-2571", 2571, 1, False)
    assert made.drafted_from == "oit-2569"
    assert made.sources == ((SOURCE, "เกณฑ์ปี 2569 (oit-2569) ยังไม่ยืนยันกับคู่มือ"),)
    assert made.confirmations == ()
    assert made.groups == SMALL.groups
    for item in made.indicators:
        assert not item.confirmed
        assert item.sources == (SOURCE,)
        assert "oit-2569" in item.doubt
        assert not any(element.confirmed for element in item.elements)


def test_what_a_rule_asks_for_moves_with_the_year_and_each_such_line_is_marked() -> None:
    item = SMALL.indicators[0]
    way = Way(phrases=(("ปี 2569", "๒๕๖๙"), ("2566-2570",)))
    element = replace(
        item.elements[0],
        text=Words("โทรศัพท์ปี 2569", "Telephone of B.E. 2569"),
        see=(Way(detector="telephone"), way),
        note="ตาม พ.ร.บ. ตัวอย่าง พ.ศ. 2560",
    )
    text, made = from_2569(
        replace(SMALL, indicators=(replace(item, elements=(element,), note="ปี 2568"),))
    )
    (moved,) = made.indicators
    assert moved.name == Words("ข้อมูลการติดต่อ ประจำปี พ.ศ. 2571", "Contact information, B.E. 2571")
    assert moved.data_year_text == "2571 หรือ 2570"
    assert moved.note == "ปี 2570"
    assert moved.elements[0].see[1].phrases == (("ปี 2571", "๒๕๗๑"), ("2566-2570",))
    marked = {
        line.split(" = ")[0].strip(" {"): line.rsplit("  # ตรวจสอบ: ", 1)[1]
        for line in text.splitlines()
        if "  # ตรวจสอบ: " in line
    }
    assert marked == {
        "name": "เลื่อนปี 2569 เป็น 2571",
        "data_year": "ปีของข้อมูลอาจต่างจาก oit-2569",
        "data_year_text": "เลื่อนปี 2569 เป็น 2571, 2568 เป็น 2570",
        "note": "ไม่ได้เลื่อนปี 2560",
        "text": "เลื่อนปี 2569 เป็น 2571",
        "phrases": "เลื่อนปี 2569 เป็น 2571, ๒๕๖๙ เป็น ๒๕๗๑, ไม่ได้เลื่อนปี 2566, 2570",
    }
    assert 'note = "ปี 2570"  # ตรวจสอบ: เลื่อนปี 2568 เป็น 2570' in text
    assert "ไม่ได้เลื่อนปี" in moved.doubt
    assert "2566, 2570" in moved.doubt


def test_a_note_on_where_a_rule_was_found_keeps_its_years() -> None:
    notes = ("สันนิษฐานจากข้อ O8 ปี 2569 ซึ่งคู่กัน", "ไม่พบแหล่งที่มาของปี 2569", "แบบของปี 2569")
    items = tuple(
        replace(SMALL.indicators[1], code=f"O{n}", note=note) for n, note in enumerate(notes, 1)
    )
    text, made = from_2569(replace(SMALL, indicators=items))
    assert [item.note for item in made.indicators] == [*notes[:2], "แบบของปี 2571"]
    assert f'note = "{notes[0]}"  # ตรวจสอบ: ไม่ได้เลื่อนปี 2569' in text


def test_another_track_of_the_same_year_moves_nothing() -> None:
    text, made = from_2569(SMALL, 2569, "ovec")
    assert (made.id, made.track) == ("oit-2569-ovec", "ovec")
    assert [item.name for item in made.indicators] == [item.name for item in SMALL.indicators]
    assert "เลื่อนปี" not in text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_catalogue_can_be_drafted_from(path: Path) -> None:
    source = parse_catalogue(path.read_text(encoding="utf-8"), path.name)
    _, made = from_2569(source, 2570)
    assert [item.code for item in made.indicators] == [item.code for item in source.indicators]
    for old, new in zip(source.indicators, made.indicators, strict=True):
        assert [one.id for one in old.elements] == [one.id for one in new.elements]
        assert new.name.th == move_years(old.name.th, source.year, 2570 - source.year).text
