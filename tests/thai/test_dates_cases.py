"""Every row of the case table, and the mentions of whole texts."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import pytest

from oitcheck.thai import dates

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NEIGHBOUR = ROOT.parent / "shared" / "dates" / "dev.tsv"


class Case(NamedTuple):
    where: str
    text: str
    wanted: tuple[str, str, str]


def cases(path: Path) -> list[Case]:
    found = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            where, text, *wanted = line.split("\t")
            found.append(Case(where, text, (wanted[0], wanted[1], wanted[2])))
    return found


def best(text: str, filename: bool) -> tuple[str, str, str]:
    mentions = dates.ranked(dates.find(text, filename=filename))
    if not mentions:
        return ("-", "-", "-")
    top = mentions[0]
    return (top.precision, top.first.isoformat(), top.last.isoformat())


CASES = cases(HERE / "dates.tsv")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.where}:{case.text}" for case in CASES])
def test_case_reads_as_the_table_says(case: Case) -> None:
    assert best(case.text, case.where == "filename") == case.wanted


def test_case_table_has_no_row_twice() -> None:
    keys = [(case.where, case.text) for case in CASES]
    assert len(keys) == len(set(keys))


@pytest.mark.skipif(not NEIGHBOUR.exists(), reason="no case file beside the checkout")
def test_case_file_beside_the_checkout_holds_too() -> None:
    wrong = [
        case
        for case in cases(NEIGHBOUR)
        if best(case.text, case.where == "filename") != case.wanted
    ]
    assert wrong == []


def test_all_mentions_of_a_text_in_order_of_position() -> None:
    text = (
        "ประกาศ ณ วันที่ ๙ ธันวาคม ๒๕๖๗ เรื่อง แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568 "
        "โทร. 0-4451-2039 ต่อ 2568 (ปรับปรุงล่าสุด 12/02/2569)"
    )
    found = dates.find(text)
    assert [(each.raw, each.precision) for each in found] == [
        ("ณ วันที่ ๙ ธันวาคม ๒๕๖๗", "day"),
        ("ประจำปีงบประมาณ พ.ศ. 2568", "fiscal-year"),
        ("12/02/2569", "day"),
    ]


def test_script_and_calendar_are_told() -> None:
    (thai,) = dates.find("๑๕ มีนาคม ๒๕๖๘")
    (arabic,) = dates.find("15 ตุลาคม 2024")
    (mixed,) = dates.find("๑๕ มีนาคม 2568")
    assert (thai.script, thai.calendar) == ("thai", "be")
    assert (arabic.script, arabic.calendar) == ("arabic", "ce")
    assert (mixed.script, mixed.calendar) == (None, "be")


def test_offsets_point_into_the_text_as_given_not_into_its_normal_form() -> None:
    text = "สํา นักงาน\u200b วันที่ 13 มี\u0e35นาคม 2568\u200b จบ"
    (found,) = dates.find(text)
    assert found.raw == "วันที่ 13 มี\u0e35นาคม 2568" == text[found.start : found.end]


def test_a_line_break_joins_a_date_only_where_words_say_so() -> None:
    (said,) = dates.find("วันที่ ๑๕\nมีนาคม ๒๕๖๘")
    assert (said.precision, said.first.day) == ("day", 15)
    (month,) = dates.find("ลำดับ 5\nมีนาคม 2568")
    assert month.precision == "month"
    (fiscal,) = dates.find("ประจำปีงบประมาณ\nพ.ศ. 2568")
    assert fiscal.precision == "fiscal-year"


def test_a_bare_year_is_less_sure_than_a_year_that_is_named() -> None:
    (bare,) = dates.find("รายงานผล 2568")
    (named,) = dates.find("รายงานผล พ.ศ. 2568")
    assert bare.confidence < 0.5 < 0.9 < named.confidence


def test_ranked_puts_the_surest_first_and_keeps_every_mention() -> None:
    found = dates.find("รายงาน 2567 ข้อมูล ณ วันที่ 31 มีนาคม 2569")
    assert [each.precision for each in found] == ["year", "day"]
    assert [each.precision for each in dates.ranked(found)] == ["day", "year"]


def test_a_digit_of_another_alphabet_is_no_year() -> None:
    assert dates.find("ปี ٢٥٦٨") == ()


@pytest.mark.parametrize("part", ["2568 ", "1 ", "2568-", "ไตรมาส 1 (", "พ.ศ. 2568 "])
def test_twice_as_many_numbers_take_no_more_than_about_twice_as_long(part: str) -> None:
    def seconds(times: int) -> float:
        text = part * times
        taken = []
        for _ in range(3):
            start = time.process_time()
            dates.find(text)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(8000) < 4 * 3 * seconds(2000)  # four times the text; a square would be 16


HOSTILE = (
    "1/1/", "1 ", "1", "๑/๑/", "ม.ค.", "พ.ศ. ", "-", "2569 - ", "12 ", "12/12/", "2568 ", "2568/",
    "ปี 2568 ", "ม.ค. 12 ", "ไตรมาส 1 (", "25", "ปีงบประมาณ ", "1 มกราคม 2569 - ", "(12 ",
    "31/01/2568 ", "2568\n", "2568, ", "ถึง 2568 ", "2568 ถึง ", "12:", "12ab ", "พ.ศ. 2 5 6 8 ",
    "โทร. 0-4451-2568 ", "12 กรกรฎาคม 2568 ",
)  # fmt: skip


def calls_for(text: str, *, filename: bool = False) -> int:
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        dates.find(text, filename=filename)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("filename", [False, True])
def test_four_times_a_hostile_text_takes_at_most_about_four_times_the_calls(
    part: str, filename: bool
) -> None:
    def calls(length: int) -> int:
        return calls_for(part * (length // len(part)), filename=filename)

    calls(3000)  # what is cached once is cached before the count
    assert calls(12_000) <= 4.4 * calls(3000) + 500


def mixed(pieces: str, length: int) -> str:
    """Pieces in an order of chance, their last figure or a letter changed: nothing stands twice."""
    chance = random.Random(7)
    text: list[str] = []
    for _ in range(length):
        piece = chance.choice(pieces.split("|"))
        place = chance.randrange(len(piece))
        new = chance.choice("0123456789" if piece[place].isdigit() else "กคมยนา/- ")
        text.append(piece[:place] + new + piece[place + 1 :])
    return "".join(text)


@pytest.mark.parametrize(
    "pieces",
    [
        "2568-|ค.ศ.", "1/2|ปี |ปี", "12/5/|กรกฏาคม|ถึง", "ส.ค.69|และ", "2540\t|1", "12 |เม.ย|นาม",
        "ไตรมาสที่ |2568|(|ม.ค.", "รอบ 6 เดือน|2568 ", "๖๘|มกราคม |๒๕๖๘", "12 กรกฎาคม 2568 ",
        "พ.ศ. |2 5 6 8|ํา", "0-4451-2568 |16 Feb 2026 |โทร.",
    ],
)  # fmt: skip
def test_four_times_a_mix_takes_at_most_about_four_times_the_calls(pieces: str) -> None:
    text = mixed(pieces, 4000)
    calls_for(text)
    assert calls_for(text) <= 4.4 * calls_for(text[: len(text) // 4]) + 1000


@pytest.mark.parametrize("part", ["2568 ", "ปี 2568 ", "12 ", "2569 - ", "31/01/2568\n"])
def test_a_text_that_says_the_same_again_and_again_is_read_at_its_ends(part: str) -> None:
    calls_for(part * 500)
    assert calls_for(part * 10_000) <= calls_for(part * 500) + 100
    found = dates.find(f"ประกาศ ณ วันที่ 5 มกราคม 2569\n\n{part * 1000}\n\nประจำเดือนมีนาคม 2568")
    assert (found[0].precision, found[-1].precision) == ("day", "month")
    assert len(found) <= 120


def test_a_long_row_of_numbers_of_any_kind_is_a_pattern() -> None:
    chance = random.Random(3)
    years = [str(chance.randrange(2540, 2580)) for _ in range(2000)]
    for sign in (" ", ", ", "\n", "-", "/"):
        assert len(dates.find(sign.join(years))) <= 40
    dated = [f"{chance.randrange(1, 28)}/{chance.randrange(1, 12)}/{year}" for year in years]
    assert len(dates.find(" ".join(dated))) == len(dated)


def test_a_date_behind_a_long_row_of_numbers_is_still_read() -> None:
    for row in ("1 " * 3000, "1/1/" * 3000, "2569 - " * 500, "12/" * 1000):
        found = dates.find(f"{row}\n\nประกาศ ณ วันที่ 5 มกราคม 2569 {row}")
        assert [m.raw for m in found] == ["ณ วันที่ 5 มกราคม 2569"], row[:8]
