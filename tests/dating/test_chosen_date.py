"""Which date of a page is its own: every case of the table, and laws of the ranking."""

from __future__ import annotations

import time
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.chosen_date import Choice, Why, choose, of_words
from oitcheck.model import Document
from oitcheck.reading import read
from oitcheck.thai import dates
from oitcheck.thai import format as written

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "chosen.toml").read_text("utf-8")
)["case"]


PAGES_ONLY = [case for case in CASES if "html" in case]


def chosen(case: dict[str, Any]) -> Choice:
    media = "html" if "html" in case else "text"
    page = read(case[media].encode(), media, sha256="a" * 64, reader="case")
    return choose(page, url=case.get("url", ""), label=case.get("label", ""))


def shown(choice: Choice) -> tuple[str, str]:
    if choice.best is None:
        return "", ""
    m = choice.best.mention
    days = (m.first.isoformat(), m.last.isoformat())
    return (days[0] if days[0] == days[1] else "/".join(days)), str(choice.best.main)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case_gives_the_date_and_the_reason_of_the_table(case: dict[str, Any]) -> None:
    assert shown(chosen(case)) == (case["date"], case["reason"])


DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
PAGES = st.sampled_from(PAGES_ONLY)


@given(PAGES, DAYS)
def test_a_ticker_with_todays_date_never_changes_the_choice(
    case: dict[str, Any], day: date
) -> None:
    ticker = f"<marquee>วันนี้วันที่ {written.date(day)} ยินดีต้อนรับ</marquee>"
    html = case["html"].replace("<body>", "<body>" + ticker)
    assert html != case["html"]
    assert shown(chosen(case | {"html": html})) == shown(chosen(case))


@given(PAGES, st.randoms(use_true_random=False))
def test_the_order_in_which_dates_and_blocks_are_given_is_no_matter(
    case: dict[str, Any], chance: Random
) -> None:
    page = read(case["html"].encode(), "html", sha256="a" * 64, reader="case")

    def mixed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(items, len(items)))

    other = replace(page, dates=mixed(page.dates), blocks=mixed(page.blocks), links=())
    assert choose(other, label="ปี 2560 และ ปี 2561") == choose(page, label="ปี 2560 และ ปี 2561")


@given(PAGES, DAYS)
def test_metadata_and_folders_come_after_any_date_of_the_page(
    case: dict[str, Any], day: date
) -> None:
    page = read(case["html"].encode(), "html", sha256="a" * 64, reader="case")
    own = choose(page).best
    hinted = replace(page, metadata=(("created", day.isoformat()), ("title", "ปี 2550")))
    found = choose(hinted, url=f"https://x.go.th/{day.isoformat()}/view.html")
    assert found.best is not None
    if own is None:
        assert found.best.mention.source in ("url", "metadata")
        assert (found.best.mention.first, found.best.main) == (day, Why.ADDRESS)
    else:
        assert (found.best.mention, found.best.usable) == (own.mention, True)


@given(PAGES, DAYS, DAYS)
def test_a_date_far_below_leaves_the_order_of_the_others_as_it_was(
    case: dict[str, Any], one: date, two: date
) -> None:
    page = read(case["html"].encode(), "html", sha256="a" * 64, reader="case")
    before = choose(page).candidates
    text = page.text + "\n" + "ก" * 250 + f"\n{written.date(one)}\n{written.date(two)}"
    more = replace(page, text=text, dates=dates.find(text))
    known = {each.mention for each in before}
    kept = [each.mention for each in choose(more).candidates if each.mention in known]
    days = {one, two}
    if not any({m.first, m.last} == {day} for m in known for day in days):
        assert kept == [each.mention for each in before]


def test_a_link_label_a_file_name_and_metadata_alone() -> None:
    found = choose(None, url="https://x.go.th/2567/plan-2568.pdf", label="แผน ปี 2569")
    assert [(str(c.main), c.mention.source, c.mention.raw) for c in found.candidates] == [
        ("in-link-label", "label", "ปี 2569"),
        ("in-file-name", "file-name", "2568"),
        ("in-address", "url", "2567"),
    ]
    assert choose(None, url="http://[broken").best is None


def test_what_ocr_read_without_the_digit_model_stands_behind_what_is_sure() -> None:
    text = "ปี 2561\nปี 2569"
    first, second = dates.find(text)
    doubted = replace(first, source="ocr", confidence=0.3)
    page = Document("a" * 64, "case", "pdf", text=text, dates=(doubted, second))
    found = choose(page)
    assert [c.mention for c in found.candidates] == [second, doubted]
    assert Why.DOUBTFUL in found.candidates[1].reasons


def test_four_times_as_many_dates_take_no_more_than_about_four_times_as_long() -> None:
    def seconds(times: int) -> float:
        text = "ปรับปรุงล่าสุด วันที่ 5 มกราคม 2569 ตามระเบียบ พ.ศ. 2560\n" * times
        page = Document("a" * 64, "case", "pdf", text=text, dates=dates.find(text))
        taken = []
        for _ in range(3):
            start = time.process_time()
            choose(page)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(2000) < 3 * 4 * seconds(500)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("โปรดชำระภายในวันที่ 30 มิถุนายน 2569", ("in-opening", "deadline")),
        ("รับสมัครถึงวันที่ 30 มิถุนายน 2569", ("in-opening", "deadline")),
        ("ตามมติคณะรัฐมนตรีเมื่อวันที่ 3 เมษายน 2561", ("in-opening", "cited-document")),
        ("อ้างถึง หนังสือจังหวัด ลงวันที่ 3 เมษายน 2561", ("in-opening", "cited-document")),
        ("จัดตั้งเมื่อวันที่ 30 มีนาคม 2539", ("founding", "in-opening")),
        ("เหตุเกิดเมื่อวันที่ 30 มีนาคม 2569", ("in-opening", "unlabelled-day")),
        ("เกิดเมื่อ 30 มีนาคม 2510", ("birth", "in-opening")),
        ("วันนี้ 30 มีนาคม 2569", ("in-ticker", "in-opening")),
        ("ข้อมูล ณ สิ้นเดือนมีนาคม 2569", ("labelled-as-of", "in-opening")),
        ("ประชุมวันที่ 1 - 3 ธันวาคม 2568", ("in-opening", "span-of-days")),
        ("Publish Date: 2026-02-16", ("labelled-published", "in-opening")),
        ("ตามประกาศสภา ลงวันที่ 30 มกราคม 2569", ("in-opening", "cited-document")),
        ("ด้วยประกาศสภา ลงวันที่ 30 มกราคม 2569", ("in-opening", "cited-document")),
        ("\t๑๙ มกราคม ๒๕๖๙\nเรื่อง การประเมิน", ("labelled-signed", "in-opening")),
        ("ที่ ตย 1/ว 2  วันที่ 19 ม.ค. 2569\n\nเรื่อง ขอข้อมูล", ("labelled-signed", "in-opening")),
        ("ประชุม 19 ม.ค. 2569\nเรื่อง ที่ประธานแจ้ง", ("in-opening", "unlabelled-day")),
        ("19 ม.ค. 2569\nเรื่องร้องเรียน", ("in-opening", "unlabelled-day")),
    ],
)
def test_words_round_a_date_give_its_reasons(text: str, reasons: tuple[str, ...]) -> None:
    (only,) = of_words(text).candidates
    assert tuple(map(str, only.reasons)) == reasons
