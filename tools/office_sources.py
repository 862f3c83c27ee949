"""A letter, a workbook and a set of slides in Thai as flat OpenDocument, from which LibreOffice
makes files of other kinds for the tests (make_producers.py, make_kinds.py)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

HEADING = "แผนปฏิบัติการป้องกันการทุจริต"
PARAGRAPHS = (
    "ด้วยองค์การบริหารส่วนตำบลบ้านสวน ได้จัดทำแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๙ "
    "เพื่อใช้เป็นกรอบในการดำเนินงานที่โปร่งใสและตรวจสอบได้ ตามแนวทางที่สำนักงาน ป.ป.ช. กำหนด "
    "โดยผ่านความเห็นชอบของที่ประชุมเมื่อวันที่ ๑๕ ธันวาคม ๒๕๖๘ และให้ถือปฏิบัติอย่างเคร่งครัด",
    "ผู้บริหารและเจ้าหน้าที่ทุกคนต้องไม่รับของขวัญจากการปฏิบัติหน้าที่ น้ำใจที่ให้กันในโอกาสสำคัญ "
    "ต้องไม่เกินที่กฎหมายกำหนด ผู้ใดฝ่าฝืนถือว่ากระทำผิดวินัย",
)
BREAKS = (
    "การป้องกันการ|ทุจริต ประจำปี", "งานที่|โปร่งใส", "ความ|เห็นชอบ", "อย่าง|เคร่งครัด", "คุณธรรม|จริยธรรม",
    "ช่อง|ทาง", "ให้|เป็นปัจจุบัน", "ผิด|วินัย",
)  # fmt: skip
"""Where the page breaks lines, seen on a picture of it; where a space stands it tells nothing."""
SECOND = "งบประมาณที่ได้รับจัดสรร"
GRID = (
    ("ที่", "โครงการ", "งบประมาณ (บาท)", "ระยะเวลา"),
    ("1", "ฝึกอบรมคุณธรรมจริยธรรม", "25,000.00", "ม.ค. – มี.ค. 2569"),
    ("2", "ประชาสัมพันธ์ช่องทางร้องเรียน", "5,000.00", "ตลอดปีงบประมาณ"),
    ("3", "ปรับปรุงเว็บไซต์ให้เป็นปัจจุบัน", "12,500.50", "ภายใน 31 พ.ค. 2569"),
)
SIGNED = "ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2569"
SHEETS: tuple[tuple[str, Sequence[Sequence[str]]], ...] = (
    (
        "จัดซื้อ ม.ค. 69",
        (
            ("ลำดับ", "งานที่จัดซื้อหรือจ้าง", "วงเงิน (บาท)", "วิธี", "ผู้ได้รับคัดเลือก", "วันที่ทำสัญญา"),
            ("1", "ซื้อวัสดุสำนักงาน", "4,850.00", "เฉพาะเจาะจง", "ร้านตัวอย่างเครื่องเขียน", "9 ม.ค. 2569"),
            ("2", "จ้างซ่อมเครื่องปรับอากาศ", "12,000.00", "เฉพาะเจาะจง", "บริษัท ก จำกัด", "15 ม.ค. 2569"),
            ("3", "ซื้อน้ำมันเชื้อเพลิง", "30,000.00", "เฉพาะเจาะจง", "ปั๊ม ข", "30 ม.ค. 2569"),
        ),
    ),
    (
        "สรุป",
        (
            ("เดือน", "จำนวนงาน", "รวม (บาท)"),
            ("ธันวาคม ๒๕๖๘", "๗", "๑๑๒,๔๐๐.๐๐"),
            ("มกราคม ๒๕๖๙", "๓", "๔๖,๘๕๐.๐๐"),
        ),
    ),
)
SLIDES = ("นโยบายไม่รับของขวัญ ปี 2569", "ประกาศ ณ วันที่ 5 มกราคม 2569")
FORM = (
    (
        "ที่", "ปีงบประมาณ", "ชื่อหน่วยงาน", "อำเภอ", "จังหวัด", "กระทรวง", "ประเภทหน่วยงาน",
        "ชื่อรายการของงานที่ซื้อหรือจ้าง", "วงเงินงบประมาณที่ได้รับจัดสรร (บาท)", "แหล่งที่มาของงบประมาณ",
        "สถานะการจัดซื้อจัดจ้าง", "วิธีการจัดซื้อจัดจ้าง", "ราคากลาง (บาท)",
        "ราคาที่ตกลงซื้อหรือจ้าง (บาท)", "รายชื่อผู้ประกอบการที่ได้รับการคัดเลือก",
        "เลขที่โครงการในระบบ e-GP",
    ),
    (
        "1", "2568", "เทศบาลตำบลตัวอย่าง", "เมือง", "สุรินทร์", "มหาดไทย", "อปท.", "จ้างซ่อมถนน",
        "500000", "เงินรายได้", "สิ้นสุดสัญญา", "เฉพาะเจาะจง", "498000", "497000", "ร้านตัวอย่าง",
        "68019000001",
    ),
    (
        "2", "2568", "เทศบาลตำบลตัวอย่าง", "เมือง", "สุรินทร์", "มหาดไทย", "อปท.", "ซื้อวัสดุไฟฟ้า",
        "20000", "เงินรายได้", "สิ้นสุดสัญญา", "", "19500", "19500", "ร้านไฟฟ้า", "68029000002",
    ),
)  # fmt: skip
"""The form ITA-o12 with two rows, one cell of the second (วิธีการ) blank."""

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


def letter_text() -> str:
    """What `letter` shows, in reading order, lines broken as they are on its page in Laksaman."""
    grid = "\n".join(" ".join(row) for row in GRID)
    text = "\n".join((HEADING, PARAGRAPHS[0], SECOND, grid, PARAGRAPHS[1], SIGNED))
    for words in BREAKS:
        text = text.replace(words.replace("|", ""), words.replace("|", "\n"), 1)
    return text


def workbook_text() -> str:
    """What `workbook` shows, sheet by sheet."""
    return "\n".join(" ".join(row) for _, rows in SHEETS for row in rows)


def letter(font: str = "Laksaman", heading_font: str = "Garuda") -> str:
    """Two headings, two paragraphs set in both margins, a table; A4."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="cell">{_line(words, "cell-text")}'
            "</table:table-cell>"
            for words in row
        )
        + "</table:table-row>"
        for row in GRID
    )
    columns = '<table:table-column table:number-columns-repeated="4"/>'
    table = f'<table:table table:name="t">{columns}{cells}</table:table>'
    first, second = (_line(words, "body") for words in PARAGRAPHS)
    heads = [
        f'<text:h text:style-name="head" text:outline-level="{level}">{escape(words)}</text:h>'
        for level, words in ((1, HEADING), (2, SECOND))
    ]
    inside = "".join((heads[0], first, heads[1], table, second, _line(SIGNED, "body")))
    styles = (
        _style("body", "paragraph", font, 15, 'fo:text-align="justify" fo:text-indent="1.5cm"')
        + _style("cell-text", "paragraph", font, 13)
        + _style("head", "paragraph", heading_font, 16, 'fo:text-align="center"', bold=True)
        + '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties'
        ' fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
    )
    return _flat("text", f"<office:text>{inside}</office:text>", styles)


def workbook(font: str = "Norasi", sheets: Sequence[tuple[str, object]] = SHEETS) -> str:
    """Sheets of text cells, each printed on a page of its own."""
    made = []
    for name, rows in sheets:
        lines = "".join(
            "<table:table-row>"
            + "".join(
                '<table:table-cell table:style-name="cell" office:value-type="string">'
                f"{_line(words) if words else ''}</table:table-cell>"
                for words in row
            )
            + "</table:table-row>"
            for row in rows  # type: ignore[attr-defined]
        )
        wide = max(len(row) for row in rows)  # type: ignore[attr-defined]
        columns = (
            f'<table:table-column table:style-name="wide" table:number-columns-repeated="{wide}"/>'
        )
        made.append(f'<table:table table:name="{escape(name)}">{columns}{lines}</table:table>')
    styles = (
        _style("cell", "table-cell", font, 11)
        + '<style:style style:name="wide" style:family="table-column">'
        '<style:table-column-properties style:column-width="4.4cm"/></style:style>'
    )
    layout = (
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
        'style:print-page-order="ttb" style:scale-to-X="1" style:scale-to-Y="0" fo:margin="1cm"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles><style:master-page "
        'style:name="Default" style:page-layout-name="L"><style:header style:display="false"/>'
        '<style:footer style:display="false"/></style:master-page></office:master-styles>'
    )
    inside = f"<office:spreadsheet>{''.join(made)}</office:spreadsheet>"
    return _flat("spreadsheet", inside, styles, layout)


def slides() -> str:
    """A text box on each of two slides."""
    pages = "".join(
        f'<draw:page draw:name="s{number}"><draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" '
        f'svg:height="4cm"><draw:text-box>{_line(words)}</draw:text-box></draw:frame></draw:page>'
        for number, words in enumerate(SLIDES)
    )
    return _flat("presentation", f"<office:presentation>{pages}</office:presentation>", "")


def _line(words: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{escape(words)}</text:p>"


def _style(
    name: str, family: str, font: str, points: int, more: str = "", *, bold: bool = False
) -> str:
    weight = ' style:font-weight-complex="bold"' if bold else ""
    paragraph = f"<style:paragraph-properties {more}/>" if more else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}">{paragraph}'
        f'<style:text-properties style:font-name="{font}" style:font-name-complex="{font}" '
        f'fo:font-size="{points}pt" style:font-size-complex="{points}pt" fo:language="en" '
        f'style:language-complex="th" style:country-complex="TH"{weight}/></style:style>'
    )


def _flat(kind: str, inside: str, styles: str, before: str = "") -> str:
    fonts = "".join(
        f'<style:font-face style:name="{name}" svg:font-family="{name}"/>'
        for name in ("Laksaman", "Garuda", "Norasi")
    )
    if not before:
        before = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    else:
        before = before.replace(
            "<office:automatic-styles>", f"<office:automatic-styles>{styles}", 1
        )
    # automatic styles come before master styles, and both before the body
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:font-face-decls>'
        f"{fonts}</office:font-face-decls>{before}<office:body>{inside}</office:body>"
        "</office:document>"
    )
