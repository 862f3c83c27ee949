"""HTML to text: what is seen, joined as a browser shows it, with links and markers."""

from __future__ import annotations

import pytest

from oitcheck import reading
from oitcheck.model import Document, Region


def read(markup: str | bytes) -> Document:
    body = markup.encode() if isinstance(markup, str) else markup
    return reading.read(body, "html", sha256="0", reader="test")


def test_inline_parts_are_joined_without_a_space_and_blocks_with_a_line_break() -> None:
    markup = (
        "<p>ปี พ.ศ. <span>25</span><!-- x --><b>6<i>9</i></b></p><p>ต่อ&nbsp;&nbsp;ไป</p>ท้าย<br>ใหม่"
    )
    assert read(markup).text == "ปี พ.ศ. 2569\nต่อ ไป\nท้าย\nใหม่"


def test_blocks_cover_the_whole_text_and_headings_carry_their_level() -> None:
    document = read("<h1>หัว</h1><p>เนื้อหา</p><h3>ย่อย</h3>ท้าย")
    parts = [(document.text[b.start : b.end], b.heading) for b in document.blocks]
    assert parts == [("หัว", 1), ("เนื้อหา", 0), ("ย่อย", 3), ("ท้าย", 0)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>X</script>",
        "<style>X</style>",
        "<noscript>X</noscript>",
        "<template>X</template>",
        "<div hidden>X</div>",
        "<div style='DISPLAY : none'><p>X</p></div>",
        "<span style='visibility:hidden'>X</span>",
        "<div class='modal fade' aria-hidden='true'>X</div>",
        "<dialog>X</dialog>",
        "<select><option>X</option></select>",
        "<textarea>X</textarea>",
        "<iframe src='a.html'>X</iframe>",
        "<object data='a.pdf'><p>X</p></object>",
        "<div style='position:absolute;left:-5000px'>X</div>",
        "<div style='height:0;overflow:hidden'>X</div>",
        "<span class='screen-reader-text'>X</span>",
        "<img alt='X' src='a.png'>",
        "<!-- X -->",
        "<input type='hidden' value='X'>",
        "<div id='search-popup' style='display:none'>X</div><a href='#search-popup'></a>",
    ],
)
def test_what_a_visitor_does_not_see_is_no_text(hidden: str) -> None:
    assert read(f"<p>ก่อน</p>{hidden}<p>หลัง</p>").text == "ก่อน\nหลัง"


@pytest.mark.parametrize(
    "panel",
    [
        "<div class='tab-pane' style='display:none'>X</div>",
        "<div role='tabpanel' hidden>X</div>",
        "<div class='accordion-collapse collapse'>X</div>",
        "<a href='#more'></a><div id='more' style='display:none'>X</div>",
        "<h3 onclick=\"toggle('a7')\"></h3><div id='a7' style='display:none'>X</div>",
        "<details><summary></summary>X</details>",
    ],
)
def test_a_panel_that_one_click_opens_is_text(panel: str) -> None:
    assert read(f"<p>ก่อน</p>{panel}").text == "ก่อน\nX"


def test_hidden_panels_are_counted_once_each() -> None:
    panel = "<div class='tab-pane' style='display:none'><p>X</p></div>"
    assert "hidden-panels:2" in read(panel * 2).markers


def test_a_data_table_gives_rows_and_lines_with_tabs() -> None:
    document = read(
        "<p>ก</p><table><tr><th>เดือน</th><th>บาท</th></tr><tr><td><p>ต.ค.</p><p>68</p></td><td>1</td></tr>"
        "<tr><td colspan=2>รวม</td></tr></table><p>ข</p>"
    )
    assert document.text == "ก\nเดือน\tบาท\nต.ค. 68\t1\nรวม\nข"
    (table,) = document.tables
    assert table.rows == (("เดือน", "บาท"), ("ต.ค. 68", "1"), ("รวม", ""))
    assert document.text[table.start : table.end] == "เดือน\tบาท\nต.ค. 68\t1\nรวม"


def test_links_carry_text_context_region_and_kind() -> None:
    document = read(
        """<base href="/x/"><nav><a href=/>หน้าแรก</a></nav><h2>แผนปี 2569</h2><ul>
        <li>ฉบับที่ 1 <a href="a b.pdf">แผน <b>25</b>69</a></li></ul><iframe src="v.html"></iframe>
        <img src="big.jpg" alt="ภาพประกาศ"><a href="#"><img src="i.png" alt="ไอคอน" width=16></a>
        <a href="javascript:void(window.open('w.pdf'))">เปิด</a>
        <div onclick="location.href='l.php'">ไป</div>
        <meta http-equiv=refresh content="5; url='next.html'">"""
    )
    assert document.base == "/x/"
    found = [(k.href, k.text, k.kind, k.region) for k in document.links]
    content = Region.CONTENT
    assert found == [
        ("/", "หน้าแรก", "a", Region.MENU),
        ("a b.pdf", "แผน 2569", "a", content),
        ("v.html", "", "iframe", content),
        ("big.jpg", "ภาพประกาศ", "img", content),
        ("#", "ไอคอน", "a", content),
        ("w.pdf", "เปิด", "onclick", content),
        ("l.php", "", "onclick", content),
        ("next.html", "", "meta-refresh", content),
    ]
    assert document.links[1].context == "แผนปี 2569 › ฉบับที่ 1"
    assert document.quality.images == 1


def test_markers_name_what_signs_rest_on() -> None:
    shell = read(
        "<html lang=TH><meta name=generator content='Vue  3'><body><div id=app></div>"
        "<noscript>Please enable JavaScript</noscript><script></script><input type=password>"
    )
    assert shell.markers == (
        "empty-root:app",
        "form-password",
        "generator:Vue 3",
        "lang:th",
        "noscript-warning",
    )
    assert shell.quality.scripts == 1
    frames = read("<frameset><frame src=menu.htm><frame src=main.htm></frameset>")
    assert "frameset" in frames.markers
    assert [(k.href, k.kind) for k in frames.links] == [
        ("menu.htm", "frame"),
        ("main.htm", "frame"),
    ]


def test_hidden_links_to_other_hosts_are_counted() -> None:
    spam = "".join(f'<a href="https://s{n}.example.com/">x</a>' for n in range(7))
    own = '<a href="https://www.example.go.th/a">y</a>'
    document = read(f"{own}{own}<div style='display:none'>{spam}{own}</div>")
    assert "hidden-links:7" in document.markers


def test_the_footer_line_is_text_but_no_content() -> None:
    document = read("<p>เนื้อหา</p><div>ปรับปรุงล่าสุด 5 พฤษภาคม 2569</div>")
    assert "2569" in document.text
    assert document.quality.content_chars == len("เนื้อหา")
    assert [str(mention.first) for mention in document.dates] == ["2026-05-05"]


def test_dates_point_into_the_text() -> None:
    document = read("<p>ประกาศ ณ วันที่ ๕ พฤษภาคม พ.ศ. ๒๕๖๙</p>")
    (mention,) = document.dates
    assert document.text[mention.start : mention.end] == mention.raw
    assert str(mention.first) == "2026-05-05"


def test_the_charset_is_found_whatever_the_page_says() -> None:
    text = "<meta charset=iso-8859-1><p>ประกาศใช้แผน ปี ๒๕๖๙</p>"
    for charset, name in (("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp874", "cp874")):
        document = read(text.encode(charset))
        assert (document.text, document.quality.charset) == ("ประกาศใช้แผน ปี ๒๕๖๙", name)
    declared = read('<?xml version="1.0" encoding="tis-620"?><p>ไทย</p>')
    assert declared.text == "ไทย"
    wide = read(b"\xff\xfe" + "<p>ไทย</p>".encode("utf-16-le"))
    assert (wide.text, wide.quality.charset) == ("ไทย", "utf-16-le")


def test_utf8_that_was_cut_off_is_still_utf8() -> None:
    body = ("<p>" + "ข้อมูลสาธารณะ " * 30).encode()[:-2]
    assert read(body).quality.charset == "utf-8-damaged"


def test_glyphs_of_old_windows_fonts_become_thai_letters() -> None:
    document = read("<p>ป\uf702 \uf70aที่\x00</p>")
    assert document.text == "ปี ่ที่"
    assert document.quality.garbled == 0
    assert read("<p>\ue001\ue002ก\ufffd</p>").quality.garbled == 0.75


@pytest.mark.slow
def test_ten_megabytes_and_deep_nesting_are_read() -> None:
    row = "<tr><td>เดือนตุลาคม 2568</td><td>1,000</td></tr>"
    big = "<table>" + row * (10_000_000 // len(row.encode())) + "</table>"
    assert read(big).quality.content_chars > 1_000_000
    deep = "<div>" * 5000 + "ลึก" + "</div>" * 5000 + "<p>ท้าย</p>"
    assert "ท้าย" in read(deep).text
    unclosed = "<font><b><table><tr><td>" * 3000 + "ลึก"
    read(unclosed)


def test_nothing_gives_an_empty_document() -> None:
    for body in (b"", b" \n", b"<!-- -->", b"<?xml?>", b"\x00"):
        assert read(body).text == ""
