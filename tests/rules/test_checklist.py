"""The checklist of Samut Prakan 2567 as its document gives it, and what the loader refuses."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from oitcheck.checklist import Checklist, parse_checklist
from oitcheck.toml_reader import BadData

ROOT = Path(__file__).resolve().parents[2]
HEAD = '[checklist]\nid = "c"\nprovince = "x"\nyear = 2567\nrevision = 1\n'
LEVEL = '[[level]]\nnumber = 1\ntext = "x"\n'
CRITERION = '[[level.criterion]]\nnumber = ""\ntext = "x"\n'
DOCUMENT = '[[level.document]]\ncode = "1.1"\nnumber = "1.1"\nname = "x"\n'


def samut_prakan() -> Checklist:
    path = ROOT / "indicators" / "checklist-samutprakan-2567.toml"
    return parse_checklist(path.read_text(encoding="utf-8"), path.name)


def test_five_levels_with_23_exhibits_from_1_1_to_5_6() -> None:
    found = samut_prakan()
    assert [level.number for level in found.levels] == [1, 2, 3, 4, 5]
    assert [len(level.exhibits) for level in found.levels] == [1, 7, 1, 8, 6]
    codes = [one.code for one in found.exhibits()]
    assert len(codes) == len(set(codes)) == 23
    assert (codes[0], codes[-1]) == ("1.1", "5.6")
    assert (found.province, found.year, found.revision) == ("สมุทรปราการ", 2567, 1)


def test_one_exhibit_bears_no_number_but_can_be_named() -> None:
    found = samut_prakan()
    assert [one.code for one in found.exhibits() if not one.number] == ["3-x"]
    assert all(one.code == one.number for one in found.exhibits() if one.number)
    assert found.exhibit("3-x") == found.levels[2].exhibits[0]
    assert found.levels[2].number == 3


def test_criteria_and_exhibits_of_the_same_number_are_kept_apart() -> None:
    found = samut_prakan()
    criteria = {one.number for level in found.levels for one in level.criteria if one.number}
    assert criteria == {"3.1", "3.2", "4.1", "4.2", "5.1", "5.2"}
    both = criteria & {one.code for one in found.exhibits()}
    assert both == {"4.1", "4.2", "5.1", "5.2"}
    assert all(any(number in oddity for oddity in found.oddities) for number in both)
    invitation = found.exhibit("4.1")
    assert invitation is not None and invitation.name.startswith("หนังสือเชิญประชุม")
    assert found.exhibit("3.1") is None


def test_a_level_with_one_criterion_has_no_number_for_it_and_parts_are_kept() -> None:
    found = samut_prakan()
    assert [[one.number for one in level.criteria] for level in found.levels[:2]] == [[""], [""]]
    parts = {
        one.number: [part.number for part in one.parts]
        for level in found.levels
        for one in level.criteria
        if one.parts
    }
    assert parts == {"3.2": ["(1)", "(2)"], "5.1": ["(1)", "(2)"], "5.2": ["(1)", "(2)"]}


def test_days_in_names_are_data_and_a_month_stays_a_month() -> None:
    found = samut_prakan()
    given = Counter((one.date, one.precision) for one in found.exhibits() if one.date)
    assert given == {
        (date(2023, 11, 24), "day"): 4,
        (date(2023, 10, 17), "day"): 2,
        (date(2024, 1, 17), "day"): 5,
        (date(2024, 1, 26), "day"): 1,
        (date(2024, 1, 1), "month"): 1,
    }
    again = [
        one.code
        for level in found.levels[3:]
        for one in level.exhibits
        if one.date == date(2024, 1, 17)
    ]
    assert again == ["4.1", "4.2", "4.3", "5.5", "5.6"]


def test_it_says_that_how_levels_add_up_is_not_known() -> None:
    assert "ไม่บอกว่าระดับรวมกันอย่างไร" in samut_prakan().note


def test_a_small_checklist_is_read() -> None:
    found = parse_checklist(HEAD + LEVEL + CRITERION + DOCUMENT, "c.toml")
    assert found.levels[0].exhibits[0].code == "1.1"
    assert found.exhibit("9.9") is None
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (HEAD.replace("2567", "2024") + LEVEL + CRITERION, 4, "2024 ไม่ใช่ปีพุทธศักราช"),
        (HEAD.replace("year = 2567\n", "") + LEVEL + CRITERION, 1, "checklist.year: ไม่ได้ระบุ"),
        (HEAD, 0, "ไม่มีระดับใด"),
        (HEAD + LEVEL, 6, "ไม่มีเกณฑ์"),
        (HEAD + LEVEL.replace("1", "2") + CRITERION, 7, "แก้เป็น 1"),
        (HEAD + LEVEL + CRITERION + CRITERION, 10, "ไม่ได้ระบุ ทั้งที่ระดับนี้มีหลายเกณฑ์"),
        (HEAD + LEVEL + CRITERION + DOCUMENT + DOCUMENT, 17, "1.1 มีซ้ำสองแห่ง"),
        (HEAD + LEVEL + CRITERION + DOCUMENT.replace('"1.1"\nn', '"1 ก"\nn'), 13, "code"),
        (HEAD + LEVEL + CRITERION + DOCUMENT + 'date = "2024-02-30"\n', 16, "กุมภาพันธ์ มี 29 วัน"),
        (HEAD + LEVEL + CRITERION + DOCUMENT + 'date = "2024-13"\n', 16, "ไม่มีเดือนที่ 13"),
        (HEAD + LEVEL + CRITERION + DOCUMENT + 'date = "2567-01-17"\n', 16, "เช่น 2024-01"),
        (HEAD + LEVEL + CRITERION + DOCUMENT + 'date = "17 ม.ค. 67"\n', 16, "ไม่ใช่วันที่"),
        (HEAD + LEVEL + CRITERION + DOCUMENT + 'dates = "2024-01"\n', 16, "date?"),
        (HEAD + LEVEL + CRITERION + 'parts = [\n  { nummer = "1" },\n]\n', 13, "number?"),
    ],
)  # fmt: skip
def test_a_broken_checklist_is_refused_by_line_and_key(text: str, line: int, told: str) -> None:
    with pytest.raises(BadData) as caught:
        parse_checklist(text, "c.toml")
    complaint = caught.value.complaints[0]
    assert (complaint.line, "\n" in str(caught.value)) == (line, False)
    assert told in str(caught.value)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(BadData) as caught:
        parse_checklist(
            HEAD.replace('id = "c"\n', "")
            + LEVEL
            + CRITERION
            + DOCUMENT.replace('name = "x"\n', "")
            + 'date = "?"\n',
            "c.toml",
        )
    assert len(caught.value.complaints) == 3
