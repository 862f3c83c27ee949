"""Which years evidence speaks for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck.dating import Place, Source, Strength, date_evidence, stated, years_of
from oitcheck.model import Block, DateMention, Document, Edge, Href, Region
from oitcheck.thai import dates

URL = "http://www.nongkhwang.go.th/plan/detail.php?id=41"


def document(text: str, **more: object) -> Document:
    return Document("a" * 64, "case", "pdf", text=text, dates=dates.find(text), **more)  # type: ignore[arg-type]


def mention(text: str) -> DateMention:
    (found,) = dates.find(text)
    return found


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("ปีงบประมาณ พ.ศ. 2569", {2569}),
        ("ประจำปี 2568", {2568}),
        ("9 ธันวาคม 2567", {2567, 2568}),
        ("5 พฤษภาคม 2569", {2569}),
        ("เดือนตุลาคม 2567", {2567, 2568}),
        ("พ.ศ. 2566 - 2570", {2566, 2567, 2568, 2569, 2570}),
        ("ต.ค.64 - มี.ค.65", {2565}),
        ("1 ตุลาคม 2567 - 30 กันยายน 2568", {2568}),
    ],
)
def test_years_that_a_mention_may_speak_for(text: str, years: set[int]) -> None:
    assert years_of(mention(text)) == years


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_speaks_for_its_calendar_number_and_its_fiscal_year(day: date) -> None:
    found = years_of(DateMention(day, day, "day", "be", "arabic", 0, 1, "x", 1.0))
    number = day.year + 543
    assert found == ({number, number + 1} if day.month >= 10 else {number})


def test_only_content_counts() -> None:
    text = "เมนู ปี 2569\nแผนงาน\nปรับปรุงล่าสุด ปี 2569"
    first, second = text.index("แผน"), text.index("ปรับปรุง")
    page = document(
        text,
        blocks=(
            Block(0, first, Region.MENU),
            Block(first, second, Region.CONTENT),
            Block(second, len(text), Region.FOOTER),
        ),
        links=(Href("/x", "ข่าวปี 2569", region=Region.ASIDE),),
    )
    assert date_evidence(Source(URL, page)).mentions == ()


def test_what_stands_at_the_beginning_is_strong_and_further_down_weak() -> None:
    page = document("แผนงาน ปีงบประมาณ 2569 " + "ก " * 400 + "ปีงบประมาณ 2567")
    seen = date_evidence(Source(URL, page))
    assert [(m.strength, m.place) for m in seen.mentions] == [
        (Strength.STRONG, Place.OPENING),
        (Strength.WEAK, Place.TEXT),
    ]
    assert seen.strong([2569]) and not seen.weak([2569])
    assert [m.years for m in seen.weak([2567])] == [frozenset({2567})]


def test_upload_folders_and_notes_are_hints_and_file_names_are_strong() -> None:
    url = "http://www.nongkhwang.go.th/uploads/2026/01/plan-2567.pdf"
    seen = date_evidence(Source(url, None), note="ปี 2569")
    assert {(m.place, m.strength) for m in seen.mentions} >= {
        (Place.FILE_NAME, Strength.STRONG),
        (Place.NOTE, Strength.HINT),
    }
    assert not seen.strong([2569]) and not seen.weak([2569])


def test_the_name_of_a_page_in_its_address_is_weak() -> None:
    seen = date_evidence(Source("http://www.nongkhwang.go.th/แผนจัดซื้อ-ปี-2569", None))
    assert [m.strength for m in seen.mentions] == [Strength.WEAK]


def test_a_cited_law_is_a_hint_and_in_a_title_never_more_than_weak() -> None:
    cited = document("คำสั่งเทศบาล ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540 จึงแต่งตั้ง")
    assert [m.strength for m in date_evidence(Source(URL, cited)).mentions] == [Strength.HINT]
    title = "ระเบียบเทศบาลว่าด้วยการเก็บเอกสาร พ.ศ. 2569"
    own = document(title, title=title)
    seen = date_evidence(Source(URL, own))
    assert [m.place for m in seen.weak([2569])] == [Place.TITLE]
    assert not seen.other([2570])
    budget = "ข้อบัญญัติงบประมาณรายจ่าย ประจำปี พ.ศ. 2569"
    assert date_evidence(Source(URL, document(budget))).strong([2569])


def test_an_attachment_is_named_as_the_source() -> None:
    edge = Edge(URL, "http://x.go.th/a.pdf", "a.pdf", "แผนปี 2569", "", 1)
    (seen,) = date_evidence(Source(URL, None), [Source(edge.child, None, edge)]).mentions
    assert (seen.source, seen.main, seen.place) == (edge.child, False, Place.ANCHOR)
    assert [m.years for m in stated(edge.child, edge.anchor)] == [frozenset({2569})]


@given(st.permutations(range(4)))
def test_the_order_of_attachments_does_not_matter(order: list[int]) -> None:
    sources = [
        Source(
            f"http://x.go.th/{n}.pdf",
            document(f"รายงาน ปีงบประมาณ {2566 + n}"),
            Edge(URL, f"http://x.go.th/{n}.pdf", "", f"ไฟล์ปี {2567 + n}", "", n),
        )
        for n in range(4)
    ]
    usual = date_evidence(Source(URL, None), sources)
    assert date_evidence(Source(URL, None), [sources[n] for n in order]) == usual
