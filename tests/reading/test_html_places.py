"""What a page's text is tied to: the element it stands in, what opens it, what is beside a link."""

from __future__ import annotations

import pytest
from lxml import html as parser

from oitcheck import reading
from oitcheck.model import Document


def read(markup: str) -> Document:
    return reading.read(markup.encode(), "html", sha256="0", reader="test")


def contexts(document: Document) -> dict[str, str]:
    return {link.href: link.context for link in document.links}


def test_an_xpath_leads_from_every_block_to_its_element() -> None:
    markup = (
        "<html><body><nav><a href='/'>หน้าแรก</a></nav><div><p>หนึ่ง</p><p>สอง</p>"
        "<ul><li>ก</li><li>ข</li></ul></div><div><h2>หัวข้อ</h2><table><tr><th>ที่</th><th>ชื่อ</th></tr>"
        "<tr><td>1</td><td>แผน</td></tr></table><o:p>จาก Word</o:p></div></body></html>"
    )
    document = read(markup)
    tree = parser.document_fromstring(markup)
    assert len(document.blocks) == 9
    for block in document.blocks:
        (element,) = tree.xpath(block.xpath)
        first = document.text[block.start : block.end].split("\t")[0]
        assert first in "".join(element.itertext()), block
    assert document.blocks[2].xpath == "/html/body/div[1]/p[2]"


def test_a_path_of_endless_length_is_left_out() -> None:
    document = read("<div>" * 300 + "<p>ลึก</p>" + "</div>" * 300 + "<p>ตื้น</p>")
    assert [block.xpath == "" for block in document.blocks] == [True, False]


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='display:none'>ซ่อนไว้</p>",
        "<p hidden>ซ่อน<b>ไว้</b></p>",
        "<div style='position:absolute; left:-9999px'><p>ซ่อนไว้</p></div>",
        "<p style='color:#fff; background:white'>ซ่อนไว้</p>",
        "<p style='background-color: #FFFFFF; color: rgb(255, 255, 255)'>ซ่อนไว้</p>",
    ],
)
def test_what_is_not_seen_is_kept_apart(markup: str) -> None:
    document = read(f"<p>เห็น</p>{markup}<script>var x = 1</script>")
    assert document.text == "เห็น"
    assert document.hidden == "ซ่อนไว้"


def test_letters_in_another_colour_than_their_background_are_seen() -> None:
    markup = "<p style='color:#fff;background:#036'>เห็น</p><p style='color:white'>ด้วย</p>"
    assert read(markup).text == "เห็น\nด้วย"


def test_hidden_text_is_bounded() -> None:
    assert len(read(f"<p>ก</p><div hidden>{'ข ' * 60_000}</div>").hidden) <= 20_000


def test_a_link_in_a_tab_is_known_by_the_words_of_the_tab() -> None:
    document = read(
        "<h2>รายงานผล</h2>"
        "<ul><li><a href='#y68'>ปี 2568</a></li><li><a href='#y69'>ปี 2569</a></li></ul>"
        "<div id='y68' class='tab-pane' style='display:none'><a href='a.pdf'>รายงาน</a></div>"
        "<div id='y69' class='tab-pane active'><h3>รอบ 6 เดือน</h3><a href='b.pdf'>รายงาน</a></div>"
        "<p><a href='c.pdf'>อื่น ๆ</a></p>"
    )
    found = contexts(document)
    assert found["a.pdf"] == "รายงานผล › ปี 2568"
    assert found["b.pdf"] == "รายงานผล › ปี 2569 › รอบ 6 เดือน"
    assert found["c.pdf"] == "รายงานผล"


def test_a_link_in_an_accordion_is_known_by_its_bar() -> None:
    document = read(
        "<details><summary>ปีงบประมาณ 2569</summary><a href='a.pdf'>แผน</a></details>"
        "<button aria-controls='p2'>ปีงบประมาณ 2568</button>"
        "<div id='p2' class='collapse'><p><a href='b.pdf'>แผน</a></p></div>"
        "<a href='#main'>ข้ามไปเนื้อหา</a><div id='main'><a href='c.pdf'>แผน</a></div>"
    )
    found = contexts(document)
    assert found["a.pdf"] == "ปีงบประมาณ 2569"
    assert found["b.pdf"] == "ปีงบประมาณ 2568"
    assert "ข้ามไป" not in found["c.pdf"].split(" › ")[0]


def test_the_rest_of_the_row_belongs_to_a_link_up_to_the_next_one() -> None:
    document = read(
        "<table><tr><th>ชื่อ</th><th>วันที่</th></tr>"
        "<tr><td><a href='a.pdf'>รายงาน</a></td><td>5 พ.ค. 2569</td></tr></table>"
        "<p><a href='b.pdf'>แผน</a> (เผยแพร่ 1 ม.ค. 2568) <a href='c.pdf'>ผล</a> (2569)</p>"
    )
    found = contexts(document)
    assert found["a.pdf"] == "5 พ.ค. 2569"
    assert "2568" in found["b.pdf"] and "2569" not in found["b.pdf"]
    assert found["c.pdf"].endswith("(2569)")


@pytest.mark.parametrize(
    ("markup", "href"),
    [
        ("<script>PDFObject.embed('/f/plan.pdf', '#v')</script>", "/f/plan.pdf"),
        ("<script>$('#d').FlowPaperViewer({config:{PDFFile : escape('a/แผน.pdf'),x:1}})</script>",
         "a/แผน.pdf"),
        ("<script>var c = {SwfFile:'docs/x.swf'}</script>", "docs/x.swf"),
        ('<script>var o={"source":"https:\\/\\/www.x.go.th\\/a.pdf","h":1}</script>',
         "https://www.x.go.th/a.pdf"),
        ("<object><param name='movie' value='v.swf?file=/f/a.pdf'></object>", "/f/a.pdf"),
        ("<div data-pdf-url='/f/b.pdf'></div>", "/f/b.pdf"),
        ("<div data-url='download.php?id=12'></div>", "download.php?id=12"),
    ],
)  # fmt: skip
def test_the_file_of_a_viewer_is_named(markup: str, href: str) -> None:
    document = read(f"<h1>แผน</h1>{markup}")
    assert ("embed", href) in [(link.kind, link.href) for link in document.links]
    found, _ = reading.attachments(document, "http://www.x.go.th/p/", 30)
    assert len(found) == 1


def test_a_script_about_other_things_names_no_file() -> None:
    document = read("<p>ก</p><script>if (href.endsWith('.pdf')) { track('file: x') }</script>")
    assert document.links == ()


def test_the_viewer_of_a_house_that_keeps_its_file_is_told() -> None:
    document = read("<p>ก</p><iframe src='https://e.issuu.com/embed.html?d=x'></iframe>")
    assert "foreign-viewer:issuu.com" in document.markers


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>" * 900 + "ก",
        "<a href='a.pdf'>ก</a> " * 30_000,
        "<p>" + "<i>ก</i>" * 40_000,
        "<div id='x' class='tab'>" * 1000 + "<a href='#x'>ก</a>" * 1000,
        "<script>" + "file:'" * 40_000 + "</script><p>ก</p>",
        "<script>" + "file = 'a" + ".pdf " * 50_000 + "</script><p>ก</p>",
        "<p style='" + "color:" * 40_000 + "'>ก</p>",
    ],
)
def test_markup_made_to_be_slow_is_read_to_its_end(markup: str) -> None:
    assert "ก" in read(markup).text
