"""Windows as official letters write them, with the precision of the plan and no more."""

from __future__ import annotations

import pytest

from oitcheck.plan import Window, closing_words, parse_plan, window_words
from oitcheck.thai.digits import thai_prose

WINDOWS = {
    '{ from = "2026-03-02", to = "2026-03-31" }': "วันที่ ๒ - ๓๑ มีนาคม ๒๕๖๙",
    '{ from = "2026-03-02", to = "2026-06-10" }': "วันที่ ๒ มีนาคม ๒๕๖๙ ถึงวันที่ ๑๐ มิถุนายน ๒๕๖๙",
    '{ from = "2025-12-30", to = "2026-01-02" }': "วันที่ ๓๐ ธันวาคม ๒๕๖๘ ถึงวันที่ ๒ มกราคม ๒๕๖๙",
    '{ from = "2026-03-12", to = "2026-03-12" }': "วันที่ ๑๒ มีนาคม ๒๕๖๙",
    '{ to = "2026-05-05" }': "ภายในวันที่ ๕ พฤษภาคม ๒๕๖๙",
    '{ to = "2026-08-07T17:00" }': "ภายในวันที่ ๗ สิงหาคม ๒๕๖๙ เวลา ๑๗.๐๐ น.",
    '{ from = "2026-08-01", to = "2026-08-07T17:00" }': (
        "วันที่ ๑ สิงหาคม ๒๕๖๙ ถึงวันที่ ๗ สิงหาคม ๒๕๖๙ เวลา ๑๗.๐๐ น."
    ),
    '{ from = "2026-08-07", to = "2026-08-07T17:00" }': "วันที่ ๗ สิงหาคม ๒๕๖๙ ถึงเวลา ๑๗.๐๐ น.",
    '{ from = "2026-08-07T09:00", to = "2026-08-07T17:00" }': (
        "วันที่ ๗ สิงหาคม ๒๕๖๙ เวลา ๐๙.๐๐ - ๑๗.๐๐ น."
    ),
    '{ from = "2026-08-01T09:00", to = "2026-08-07" }': (
        "วันที่ ๑ สิงหาคม ๒๕๖๙ เวลา ๐๙.๐๐ น. ถึงวันที่ ๗ สิงหาคม ๒๕๖๙"
    ),
    '{ from = "2025-11-01" }': "วันที่ ๑ พฤศจิกายน ๒๕๖๘ เป็นต้นไป",
    '{ from = "2026-03", to = "2026-03" }': "เดือนมีนาคม ๒๕๖๙",
    '{ from = "2026-02", to = "2026-03" }': "เดือนกุมภาพันธ์ - มีนาคม ๒๕๖๙",
    '{ from = "2025-11", to = "2026-03" }': "เดือนพฤศจิกายน ๒๕๖๘ ถึงเดือนมีนาคม ๒๕๖๙",
    '{ to = "2026-03" }': "ภายในเดือนมีนาคม ๒๕๖๙",
    '{ from = "2026-03" }': "เดือนมีนาคม ๒๕๖๙ เป็นต้นไป",
}


def window(toml: str) -> Window:
    text = f"""
[plan]
id = "p"
province = "ตัวอย่าง"
year = 2569
[[step]]
id = "s"
kind = "other"
text = "ขั้นตอน"
province = {toml}
"""
    found = parse_plan(text, "plan.toml").steps[0].province
    assert found is not None
    return found


@pytest.mark.parametrize(("toml", "words"), WINDOWS.items())
def test_a_window_is_said_as_the_plan_gives_it(toml: str, words: str) -> None:
    assert window_words(window(toml)) == words


def test_no_window_is_a_dash_and_arabic_digits_can_be_had() -> None:
    assert window_words(None) == "-"
    assert window_words(window('{ to = "2026-05-05" }'), thai_digits=False) == (
        "ภายในวันที่ 5 พฤษภาคม 2569"
    )


def test_a_closing_is_said_as_a_point_in_time() -> None:
    assert closing_words(window('{ to = "2026-06-30T17:00" }')) == (
        "ในวันที่ ๓๐ มิถุนายน ๒๕๖๙ เวลา ๑๗.๐๐ น."
    )
    assert closing_words(window('{ from = "2026-03-02", to = "2026-06-30" }')) == (
        "ในวันที่ ๓๐ มิถุนายน ๒๕๖๙"
    )
    assert closing_words(window('{ to = "2026-03" }')) == "ในเดือนมีนาคม ๒๕๖๙"
    assert closing_words(window('{ from = "2026-03-02" }')) == ""


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("ปี 2569 จำนวน 1,250 ข้อ (26)", "ปี ๒๕๖๙ จำนวน ๑,๒๕๐ ข้อ (๒๖)"),
        ("ข้อ O12 และ O1", "ข้อ O12 และ O1"),
        (
            "ดู https://www.example.go.th/a?id=12 ปี 2569",
            "ดู https://www.example.go.th/a?id=12 ปี ๒๕๖๙",
        ),
        ("ita2@province1.go.th 12", "ita2@province1.go.th ๑๒"),
        ("ที่ 223/2566\nเวลา 17.00 น.", "ที่ ๒๒๓/๒๕๖๖\nเวลา ๑๗.๐๐ น."),
    ],
)
def test_digits_of_prose_become_thai_but_not_those_of_codes_and_addresses(
    given: str, wanted: str
) -> None:
    assert thai_prose(given) == wanted
