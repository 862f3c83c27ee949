"""What the page and the JSON hold of a Document: bounds, masks, words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import show_samples as samples

from oitcheck import reading
from oitcheck.model import (
    Block,
    Document,
    Field,
    Href,
    Member,
    Page,
    ReadFailure,
    Region,
    Table,
)
from oitcheck.pipeline.showing import default_path
from oitcheck.pipeline.workspace import Workspace
from oitcheck.report.showing import MOST_LINKS, html, view_of
from oitcheck.report.showing_json import as_dict
from oitcheck.report.showing_values import Evidence, ShowWords
from oitcheck.report.shown import MOST_CELLS, masked, shown
from oitcheck.thai import dates
from oitcheck.thai.mask import mask_mobile_numbers

READING = Path(reading.__file__).parent
LRM = "\u200e"


def text_of(document: Document) -> str:
    """All text that is shown, dates in brackets."""
    return "".join(
        f"[{piece.text}]" if piece.date else piece.text
        for leaf in shown(document).leaves
        for stretch in leaf.stretches
        for part in stretch.parts
        for piece in part.pieces
    )


def made(text: str, **more: object) -> Document:
    return Document("0" * 64, "r", "html", text=text, dates=dates.find(text), **more)


def seen(document: Document, **more: object) -> Evidence:
    return Evidence("a.html", document.media, 9, "0" * 64, document, **more)


@pytest.mark.parametrize(
    ("given", "hidden"),
    [
        ("โทร 081-234-5678 ครับ", "โทร 081-xxx-xxxx ครับ"),
        ("0812345678", "081xxxxxxx"),
        ("๐๘๑-๒๓๔-๕๖๗๘", "๐๘๑-xxx-xxxx"),
        ("08-1234-5678", "08-1xxx-xxxx"),
        ("+66 81 234 5678", "+66 81 xxx xxxx"),
        ("06 1234 5678", "06 1xxx xxxx"),
        ("โทร 0-4451-1234", "โทร 0-4451-1234"),
        ("044-511-234", "044-511-234"),
        ("1 081-234-56789", "1 081-234-56789"),
        ("เลขที่ 20812345678", "เลขที่ 20812345678"),
    ],
)
def test_a_mobile_number_is_masked_and_an_office_number_is_not(given: str, hidden: str) -> None:
    assert mask_mobile_numbers(given) == hidden


def test_an_invisible_mark_between_digits_hides_no_number_and_moves_no_date() -> None:
    number = samples.CITIZEN[:5] + LRM + samples.CITIZEN[5:]
    document = made(f"{LRM * 3}เลข {number} ลงวันที่ 5 พ.ค. 2569 จบ")
    assert masked(document.text).startswith("เลข 1xxxxxxxxxxxx ลง")
    assert re.fullmatch(r"เลข 1x{12} \[ลงวันที่ 5 พ\.ค\. 2569\] จบ", text_of(document))


def test_the_whole_text_is_shown_also_where_no_block_claims_it() -> None:
    text = "ก่อน หัว กลาง ท้าย"
    blocks = (Block(5, 8, heading=2), Block(14, 18, Region.FOOTER))
    assert text_of(made(text, blocks=blocks)) == text


def test_a_table_whose_cells_are_not_in_the_text_stands_apart() -> None:
    document = made("ก ข ค", tables=(Table((("ก", "ฮ"), ("081-234-5678", "")), 0, 5),))
    found = shown(document)
    assert text_of(document) == "ก ข ค"
    assert [[[p.text for p in cell] for cell in row] for row in found.apart[0].rows] == [
        [["ก"], ["ฮ"]],
        [["081-xxx-xxxx"], [""]],
    ]


def test_what_hangs_on_a_document_is_shown_masked() -> None:
    number = samples.CITIZEN
    document = made(
        "เนื้อหา",
        hidden=f"ซ่อน {number}",
        members=(
            Member(f"{number}.pdf", 10, "pdf", 2),
            Member("ใน.zip", 20, "zip", 0, "nested"),
            Member("x", 1, "", 0, "a-new-reason"),
        ),
        fields=(Field("บัตร", number, 1), Field("ว่าง", "", 1)),
        metadata=(("title", number), ("created", "2026-11-22T03:04"), ("odd", "x")),
        pages=(Page(1, 0, 7, f"แฟ้ม {number}"),),
        markers=("form-password", "brand-new:5"),
    )
    view = view_of(seen(document))
    page = html(view, "th")
    for text in (page, html(view, "en"), json.dumps(as_dict(view), ensure_ascii=False)):
        assert number not in text
        assert text.count("1xxxxxxxxxxxx") >= 5
        assert "brand-new:5" in text, "a marker without words stands as it is"
    for words in ("ซ่อน", "ไฟล์บีบอัดซ้อนกัน", "a-new-reason", "22\u00a0พฤศจิกายน\u00a02569", "(ว่าง)"):
        assert words in page


def test_lists_are_cut_and_say_so() -> None:
    cell = (tuple("ก" for _ in range(100)),)
    document = made(
        "\n".join("\t".join(row) for row in cell * 100),
        links=tuple(Href(f"https://www.a.go.th/{n}", "x") for n in range(1000)),
        tables=(Table(cell * 100, 0, 100 * 200 - 1),),
    )
    view = view_of(seen(document))
    assert len(view.links) == MOST_LINKS
    assert view.cut["links"] == (MOST_LINKS, 1000)
    assert view.cut["cells"] == (MOST_CELLS, 10_000)
    page = html(view, "th")
    assert f"แสดง {MOST_LINKS} จาก 1,000 ลิงก์" in page
    assert len(re.findall("<t[dh][ >]", page)) == MOST_CELLS


def test_every_marker_of_the_readers_has_words() -> None:
    said = ShowWords("th")
    told = re.findall(r"``([a-z-]+)[:`]", (READING / "markers.py").read_text().split('"""')[1])
    written = {
        name
        for file in READING.glob("*.py")
        for name in re.findall(
            r'f?"([a-z]+-[a-z-]+)(?::\{|", \w)', file.read_text(encoding="utf-8")
        )
        if name.startswith(
            ("pages-", "members-", "text-", "unreadable-", "hidden-", "ocr-", "rows-")
        )
    } | {"file-damaged"}
    assert len(told) > 10 and {"pages-left-out", "pages-not-read"} <= written
    assert [
        name for name in {*told, *written} if said.known("marker", name, value="") is None
    ] == []


@pytest.mark.parametrize("reason", ["timeout", "memory", "crash", "encrypted", "broken"])
def test_a_failure_is_told_in_words_and_says_whose_fault(reason: str) -> None:
    failure = ReadFailure("0" * 64, "r", reason, f"<b> {samples.CITIZEN}")
    evidence = Evidence("a.pdf", "pdf", 9, "0" * 64, failure)
    page = html(view_of(evidence), "th")
    ours = reason in ("timeout", "memory", "crash")
    assert ("ไม่ใช่ความผิดของหน่วยงาน" in page) is ours
    assert "&lt;b&gt; 1xxxxxxxxxxxx" in page


def test_text_before_the_first_page_and_after_the_last_is_shown() -> None:
    document = made("คำนำ หนึ่ง สอง ท้าย", pages=(Page(1, 5, 10), Page(2, 11, 14)))
    assert text_of(document) == document.text


def test_the_page_of_a_link_has_one_name_and_no_number_in_it(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    url = f"https://www.a.go.th/{samples.CITIZEN}.pdf"
    link = seen(made("ก"), is_link=True)
    first = default_path(place, replace(link, name=url))
    assert first == default_path(place, replace(link, name=url, sha256="1" * 64))
    assert samples.CITIZEN not in str(first)
    one, other = (replace(link, name="x.pdf", is_link=False, sha256=c * 64) for c in "ab")
    assert default_path(place, one) != default_path(place, other), "files of one name"


def test_the_date_that_is_chosen_stands_above_the_list_with_its_reason() -> None:
    body = (
        "<h1>แผนป้องกันการทุจริต ปีงบประมาณ 2569</h1><p>ตามพระราชบัญญัติ พ.ศ. 2561</p>"
        "<p>ประกาศ ณ วันที่ 5 พฤษภาคม พ.ศ. 2569</p>"
    ).encode()
    document = reading.read(body, "html", sha256="0" * 64, reader="test")
    view = view_of(Evidence("a.html", "html", len(body), "0" * 64, document))
    page = html(view, "th")
    assert "วันที่ของเอกสารนี้ที่โปรแกรมเลือก" in page and "มีคำว่าประกาศ ณ วันที่ หรือลงวันที่" in page
    assert as_dict(view)["chosen"]["first"] == "2026-05-05"
    assert "labelled as announced" in html(view, "en")


def test_a_link_stands_with_its_heading_and_its_row_and_no_number_of_a_person() -> None:
    boxes = "".join(f"<td>{digit}</td>" for digit in samples.CITIZEN)
    head = "<tr><th>ที่</th><th>รายการ</th><th>ไฟล์</th></tr>"
    thai = "%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"
    row = f"<tr><td>1</td><td>แผน ปี 2569</td><td><a href='/{thai}'>เปิด</a></td></tr>"
    rest = "<td>ก</td><td>ข</td><td>ค</td><td><a href='/b.pdf'>เปิด</a></td>"
    more = f"<tr>{boxes}{rest}</tr>"
    page = f"<main><h2>เอกสารดาวน์โหลด</h2><table>{head}{row}{more}</table></main>"
    view = view_of(seen(reading.read(page.encode(), "html", sha256="0" * 64, reader="r")))
    first, second = view.links
    assert (first.context, first.address) == ("เอกสารดาวน์โหลด › 1 | แผน ปี 2569", "/แผน.pdf")
    assert "x | x | ก" in second.context and not re.search(r"\d", second.context)
    assert [one["context"] for one in as_dict(view)["links"]] == [first.context, second.context]
    assert first.context in html(view, "th").replace("\N{NO-BREAK SPACE}", " ")
