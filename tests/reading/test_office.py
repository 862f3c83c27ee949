"""Office formats: OpenDocument, RTF, PowerPoint, Word and CSV; what hostile ones do."""

# ruff: noqa: E501 - samples of markup stay on one line
from __future__ import annotations

import io
import random
import time
import zipfile
import zlib

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import dc, draw, style, table, text
from odf.opendocument import OpenDocumentText

from oitcheck import reading
from oitcheck.model import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ฮา">{}]>'.format(
    "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
)


def read(body: bytes, name: str = "", declared: str = "") -> Document:
    media = reading.sniff(body, declared, name)
    document = reading.read(body, media, sha256="0", reader="test", name=name)
    stands(document)
    return document


def reason(body: bytes, name: str = "") -> str:
    with pytest.raises(reading.Unreadable) as caught:
        read(body, name)
    return caught.value.reason


def stands(document: Document) -> None:
    size = len(document.text)
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= size
        position = block.end
    for part in (*document.pages, *document.tables):
        assert 0 <= part.start <= part.end <= size
    assert reading.codec.loads(reading.codec.dumps(document)) == document


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def saved(document: object) -> bytes:
    out = io.BytesIO()
    write = getattr(document, "write", None) or document.save  # type: ignore[attr-defined]
    write(out)
    return out.getvalue()


def odt() -> bytes:
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text="แผนปี 2569"))
    page = style.PageLayout(name="L")
    document.automaticstyles.addElement(page)
    master = style.MasterPage(name="Standard", pagelayoutname=page)
    header = style.Header()
    header.addElement(text.P(text="ที่ว่าการอำเภอตัวอย่าง"))
    master.addElement(header)
    document.masterstyles.addElement(master)
    document.text.addElement(text.H(outlinelevel=2, text="ประกาศ"))
    first = text.P(text="ลงวันที่ ")
    first.addElement(text.Span(text="5"))
    first.addElement(text.S(c=2))
    first.addText("พฤษภาคม 2569 ")
    first.addElement(text.A(href="https://www.example.go.th/a.pdf", text="แผน"))
    frame = draw.Frame(width="5cm", height="1cm")
    box = draw.TextBox()
    box.addElement(text.P(text="ในกรอบ"))
    frame.addElement(box)
    first.addElement(frame)
    document.text.addElement(first)
    listed = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="ข้อหนึ่ง"))
    listed.addElement(item)
    document.text.addElement(listed)
    grid = table.Table()
    for cells in (("ก", "ข"), ("", "ค")):
        row = table.TableRow()
        for number, words in enumerate(cells):
            if words == "":
                cell = table.CoveredTableCell()
            elif words == "ก":
                cell = table.TableCell(numberrowsspanned=2)
            else:
                cell = table.TableCell(numbercolumnsrepeated=1 + number)
            if words:
                cell.addElement(text.P(text=words))
            row.addElement(cell)
        grid.addElement(row)
    document.text.addElement(grid)
    return saved(document)


def test_an_opendocument_text_gives_everything_a_reader_sees() -> None:
    document = read(odt(), "a.doc")
    assert (document.media, document.title) == ("odt", "แผนปี 2569")
    assert document.text.split("\n") == [
        "ประกาศ",
        "ลงวันที่ 5 พฤษภาคม 2569 แผน",
        "ในกรอบ",
        "ข้อหนึ่ง",
        "ก\tข\tข",
        "ก\tค\tค",
        "ที่ว่าการอำเภอตัวอย่าง",
    ]
    assert document.blocks[0].heading == 2
    assert document.tables[0].rows == (("ก", "ข", "ข"), ("ก", "ค", "ค"))
    assert [(link.href, link.text) for link in document.links] == [
        ("https://www.example.go.th/a.pdf", "แผน")
    ]
    assert [str(found.first) for found in document.dates] == ["2026-05-05"]


LOCK = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_opendocument_behind_a_password_is_locked_and_not_broken(kind: str) -> None:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    parts = {"mimetype": mimetype, "content.xml": b"\x93\x17", "META-INF/manifest.xml": LOCK}
    assert reason(zipped(parts)) == "encrypted"


def sheet(*rows: str) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<o:c xmlns:o="{names}:office:1.0" xmlns:t="{names}:table:1.0" '
        f'xmlns:x="{names}:text:1.0" xmlns:s="{names}:style:1.0">'
        '<s:style s:name="gone"><s:table-properties t:display="false"/></s:style>'
        f'<t:table t:name="หนึ่ง">{"".join(rows)}</t:table>'
        '<t:table t:name="ซ่อน" t:style-name="gone"><t:table-row><t:table-cell><x:p>ลับ</x:p>'
        "</t:table-cell></t:table-row></t:table></o:c>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content})


@pytest.mark.parametrize("times", ["²", "9" * 5000, "-1", "0", "x", ""])
def test_an_odd_count_of_repeats_never_makes_a_sheet_broken(times: str) -> None:
    cell = f'<t:table-cell t:number-columns-repeated="{times}"><x:p>ก</x:p></t:table-cell>'
    document = read(sheet(f'<t:table-row t:number-rows-repeated="{times}">{cell}</t:table-row>'))
    assert (document.media, document.text[:1]) == ("ods", "ก")
    assert len(document.tables[0].rows) <= 1000
    assert [page.label for page in document.pages] == ["หนึ่ง"]


def test_a_comment_on_a_cell_is_not_the_cell() -> None:
    note = "<o:annotation><x:p>จดไว้</x:p></o:annotation>"
    cell = f"<t:table-cell>{note}<x:p>ก<x:s/>ข</x:p><x:p>ค</x:p></t:table-cell>"
    assert read(sheet(f"<t:table-row>{cell}</t:table-row>")).text == "ก ข ค"


def test_repeated_cells_of_a_small_sheet_never_become_gigabytes() -> None:
    cell = f'<t:table-cell t:number-columns-repeated="200"><x:p>{"ก" * 30_000}</x:p></t:table-cell>'
    rows = [f'<t:table-row t:number-rows-repeated="1000">{cell}</t:table-row>'] * 40
    document = read(sheet(*rows))
    assert "rows-left-out" in document.markers
    assert len(document.text) < 40_000_000


THAI = "แผน"
ANSI = "".join(f"\\'{byte:02x}" for byte in THAI.encode("cp874"))
RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fnil\fcharset222 Angsana;}}"
    r"{\colortbl;\red0;}{\stylesheet{\s1 heading 1;}}{\info{\author Nobody}{\title x}}"
    r"{\header\pard หัว \par}"
    rf"\pard\f1 {ANSI} \u3611?\u3637? 2569\par"
    r"{\uc2\u3611\'bb\'bb}{\v hidden}{\*\generator Riched20;}{\pict\wmetafile8 0102030405}"
    r"{\field{\*\fldinst{HYPERLINK "
    r'"https://www.example.go.th/a.pdf"}}{\fldrslt{link}}}\par'
    rf"\trowd\intbl {ANSI}\cell\intbl b\cell\row\trowd\intbl c\par d\cell\cell\row\pard"
    r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt box\par}}{\shprslt box\par}}"
    r"\{end\}\~\bin4 }}{{ \line last\par}"
).encode("cp874")


def test_rich_text_gives_its_thai_its_tables_and_its_links() -> None:
    document = read(RTF, "a.doc", "application/msword")
    assert document.media == "rtf"
    assert document.text.split("\n") == [
        "แผน ปี 2569",
        "ปlink",
        "แผน\tb",
        "c d",
        "box",
        "{end}",
        "last",
        "หัว",
    ]
    assert document.tables[0].rows == (("แผน", "b"), ("c d", ""))
    assert [(link.href, link.text) for link in document.links] == [
        ("https://www.example.go.th/a.pdf", "link")
    ]


def test_thai_rich_text_is_thai_even_in_a_font_said_to_be_latin() -> None:
    body = rf"{{\rtf1\ansi\ansicpg874{{\fonttbl{{\f0\fcharset0 Arial;}}}}\f0 {ANSI}}}"
    assert read(body.encode()).text == THAI
    assert read(rb"{\rtf1\ansi\ansicpg1252 caf\'e9\u-10179?\u-8704?}").text == "café😀"


def test_rich_text_nested_deep_is_refused_and_long_is_read_in_linear_time() -> None:
    assert reason(b"{\\rtf1" + b"{" * 1_000_000) == "broken"
    assert read(b"{\\rtf1 " + b"{x}" * 1000 + b"}").text == "x" * 1000
    started = time.monotonic()
    document = read(b"{\\rtf1 " + b"\\u3585?" * 300_000 + b"\\par " * 1000)
    assert len(document.text) == 300_000
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("body", [b"{\\rtf", b"{\\rtf1", b"{\\rtf1}", b"{\\rtf1\\u", b"{\\rtf1\\'"])
def test_rich_text_cut_short_is_empty_or_broken(body: bytes) -> None:
    try:
        assert read(body).text == ""
    except reading.Unreadable as trouble:
        assert trouble.reason == "broken"


def slide(inside: str) -> str:
    return f'<p:sld xmlns:p="p" xmlns:a="{A}" xmlns:r="r"><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:sld>'


def said(words: str) -> str:
    return f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>"


def test_slides_give_groups_tables_links_and_notes() -> None:
    cells = "".join(f"<a:tc><a:txBody>{said(word)}</a:txBody></a:tc>" for word in ("ก", "ข"))
    group = (
        f"<p:grpSp><p:grpSp><p:sp><p:txBody>{said('ในกลุ่ม')}</p:txBody></p:sp></p:grpSp></p:grpSp>"
    )
    click = '<a:p><a:r><a:rPr><a:hlinkClick r:id="r2"/></a:rPr><a:t>เปิด</a:t></a:r></a:p>'
    number = f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr>{said("7")}</p:sp>'
    relations = (
        '<Relationships><Relationship Id="r1" Type="x/notesSlide" Target="../notesSlides/n1.xml"/>'
        '<Relationship Id="r2" Type="x/hyperlink" Target="https://a.go.th/" TargetMode="External"/>'
        "</Relationships>"
    )
    frame = f"<p:graphicFrame><a:graphic><a:tbl><a:tr>{cells}</a:tr></a:tbl></a:graphic></p:graphicFrame>"
    document = read(
        zipped(
            {
                "ppt/slides/slide1.xml": slide(group + frame + click),
                "ppt/slides/_rels/slide1.xml.rels": relations,
                "ppt/notesSlides/n1.xml": slide(f"<p:sp>{said('บันทึก')}</p:sp>{number}"),
                "ppt/slides/slide2.xml": slide(said("สอง")),
            }
        )
    )
    assert document.text == "ในกลุ่ม\nก\tข\nเปิด\nบันทึก\nสอง"
    assert (document.tables[0].rows, document.tables[0].page) == ((("ก", "ข"),), 1)
    assert [link.href for link in document.links] == ["https://a.go.th/"]
    first, second = document.pages
    assert document.text[first.start : first.end].endswith("บันทึก")
    assert document.text[second.start : second.end] == "สอง"


def letter() -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "หัวกระดาษ 2569"
    document.sections[0].footer.paragraphs[0].text = "1"
    paragraph = document.add_paragraph("ย่อหน้า ")
    box = f"<w:txbxContent {W}><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<mc:AlternateContent {W} xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    run = paragraph.add_run()
    run._r.append(parse_xml(both))
    for part in (
        "<w:ins {W}><w:r><w:t>เพิ่ม</w:t></w:r></w:ins>",
        "<w:del {W}><w:r><w:delText>ลบ</w:delText></w:r></w:del>",
        "<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(part.replace("{W}", W)))
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>ในช่องกรอก</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    grid = document.add_table(3, 3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "ก"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "ข"
    grid.cell(2, 2).add_table(1, 1).cell(0, 0).text = "ซ้อน"
    return saved(document)


def test_a_letter_gives_boxes_controls_insertions_and_headers_once() -> None:
    document = read(letter())
    lines = document.text.split("\n")
    assert lines[:3] == ["ย่อหน้า เพิ่ม", "ในกล่อง", "ในช่องกรอก"]
    assert lines[-2:] == ["ซ้อน", "หัวกระดาษ 2569"]
    assert document.tables[0].rows[:2] == (("ก", "ข", ""), ("ก", "", ""))
    assert document.tables[1].rows == (("ซ้อน",),)
    assert "ซ่อน" not in document.text


def test_a_table_of_three_thousand_rows_is_read_in_seconds() -> None:
    cells = "<w:tc><w:p><w:r><w:t>ก</w:t></w:r></w:p></w:tc>" * 16
    rows = f"<w:tr>{cells}</w:tr>" * 3000
    xml = f"<w:document {W}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    started = time.monotonic()
    document = read(zipped({"word/document.xml": xml}))
    assert len(document.tables[0].rows) == 3000
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("รายการ;บาท\nวัสดุ;5,000\n".encode("cp874"), (("รายการ", "บาท"), ("วัสดุ", "5,000"))),
        ("sep=,\nก,ข\n1,2\n".encode(), (("ก", "ข"), ("1", "2"))),
        ("\ufeffก\tข\tค\n1\t\t3\n".encode("utf-16-le"), (("ก", "ข", "ค"), ("1", "", "3"))),
        ('ก,ข,ค\n"1,5",x,\n"2\n3",y,z\n'.encode(), (("ก", "ข", "ค"), ("1,5", "x", ""), ("2 3", "y", "z"))),
    ],
)  # fmt: skip
def test_rows_are_told_by_content_whatever_the_name(
    body: bytes, rows: tuple[tuple[str, ...], ...]
) -> None:
    assert read(body, "download", "application/octet-stream").tables[0].rows == rows


@pytest.mark.parametrize(
    "words",
    [
        "User-agent: *\nDisallow: /admin\n",
        "เรียน ท่านผู้อำนวยการ, ด้วยอำเภอ\nขอเชิญประชุม\nณ ห้องประชุม 1, ชั้น 2, ศาลากลาง\n",
        '{"a": 1,\n "b": 2,\n "c": 3}\n',
        "หนึ่งบรรทัด, สอง",
    ],
)
def test_prose_and_code_are_no_tables(words: str) -> None:
    assert read(words.encode(), "a.txt", "text/plain").tables == ()


def test_a_quote_that_is_never_closed_is_no_crash() -> None:
    assert read(b'a;b\n1;"' + b"x" * 300_000, "a.csv", "text/csv").media == "text"


def test_a_zip_whose_data_is_damaged_is_sniffed_and_never_raises() -> None:
    good = io.BytesIO()
    with zipfile.ZipFile(good, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    body = bytearray(good.getvalue())
    start = body.index(b"mimetype") + len("mimetype")
    body[start : start + 20] = b"\xff" * 20
    with pytest.raises(zlib.error), zipfile.ZipFile(io.BytesIO(body)) as archive:
        archive.read("mimetype")
    assert reading.sniff(bytes(body), "", "a.odt") in ("odt", "zip")


@pytest.mark.parametrize(
    ("parts", "media"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.text-template"}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.graphics"}, "other"),
        ({"xl/workbook.bin": b""}, "other"),
        ({"a.txt": b"x"}, "zip"),
    ],
)
def test_the_kind_of_a_zipped_format_is_told_by_its_parts(
    parts: dict[str, str | bytes], media: str
) -> None:
    assert reading.sniff(zipped(parts), "", "a.xlsx") == media


def entry(name: str, kind: int = 2) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return written.ljust(64, b"\0") + bytes((len(written), 0, kind)) + bytes(61)


@pytest.mark.parametrize(
    ("names", "media"),
    [
        (["Root Entry", "Workbook"], "xls"),
        (["Root Entry", "WordDocument", "1Table"], "doc"),
        (["Root Entry", "WordDocument", "ObjectPool", "Workbook"], "doc"),
        (["Root Entry", "Workbook", "MBD0001A2B3", "WordDocument"], "xls"),
        (["Root Entry", "PowerPoint Document"], "doc"),
    ],
)
def test_a_letter_in_a_bookish_font_is_no_workbook(names: list[str], media: str) -> None:
    body = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    body += b"".join(entry(name) for name in names) + "Bookman Old Style".encode("utf-16-le")
    assert reading.sniff(body, "", "a.doc") == media


BOMBS = {
    "docx": {"word/document.xml": f"{LAUGHS}<w:document {W}><w:body><w:p>&i;</w:p></w:body></w:document>"},
    "odt": {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"{LAUGHS}<r>&i;</r>"},
    "ods": {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": f"{LAUGHS}<r>&i;</r>"},
    "xlsx": {"xl/workbook.xml": f"{LAUGHS}<r>&i;</r>"},
    "pptx": {"ppt/slides/slide1.xml": f"{LAUGHS}<r>&i;</r>"},
}  # fmt: skip


@pytest.mark.parametrize("media", BOMBS)
def test_entities_that_blow_up_are_refused_at_once(media: str) -> None:
    body = zipped(dict(BOMBS[media]))
    assert reading.sniff(body, "", "x") == media
    started = time.monotonic()
    assert reason(body) == "broken"
    utf16 = {
        name: part.encode("utf-16") if isinstance(part, str) and part.startswith("<?") else part
        for name, part in BOMBS[media].items()
    }
    assert reason(zipped(utf16)) == "broken"
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("media", BOMBS)
def test_a_part_that_unpacks_to_too_much_is_refused(media: str) -> None:
    bomb = {name: part for name, part in BOMBS[media].items() if name == "mimetype"}
    name = next(name for name in BOMBS[media] if name != "mimetype")
    assert reason(zipped({**bomb, name: bytes(60_000_000)})) == "broken"


def test_deep_xml_is_refused_and_never_a_crash() -> None:
    deep = "<w:sdt>" * 5000 + "</w:sdt>" * 5000
    xml = f"<w:document {W}><w:body>{deep}</w:body></w:document>"
    assert reason(zipped({"word/document.xml": xml})) == "broken"


SEEDS = [
    odt(),
    letter(),
    RTF,
    sheet("<t:table-row><t:table-cell><x:p>ก</x:p></t:table-cell></t:table-row>"),
]


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_a_file_cut_off_anywhere_raises_nothing_but_unreadable(seed: int) -> None:
    body = SEEDS[seed]
    for size in range(0, len(body), max(1, len(body) // 60)):
        try:
            read(body[:size], "a.doc", "application/octet-stream")
        except reading.Unreadable as trouble:
            assert trouble.reason in ("broken", "unsupported")


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(range(len(SEEDS))), st.randoms(use_true_random=False))
def test_damaged_office_files_raise_nothing_but_unreadable(
    seed: int, chance: random.Random
) -> None:
    body = bytearray(SEEDS[seed])
    for _ in range(chance.randint(1, 30)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    try:
        read(bytes(body))
    except reading.Unreadable:
        return


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["{", "}", "\\par ", "\\cell", "\\row", "\\intbl ", "\\pard ", "\\u3585?", "\\u-10179", "\\'a1",
             "{\\*\\x ", "{\\field{\\*\\fldinst HYPERLINK \"a\"}{\\fldrslt ", "ก", "x\n", "\\bin9 ", "\\uc9",
             "{\\header ", "\\itap2 ", "\\nestcell", "{\\fonttbl{\\f1\\cpg99999 x;}}", "\\f1 ", "\\\\", "\\"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_any_rich_text_gives_offsets_that_hold(parts: list[str]) -> None:
    try:
        read(("{\\rtf1 " + "".join(parts)).encode("cp874"))
    except reading.Unreadable as trouble:
        assert trouble.reason == "broken"
