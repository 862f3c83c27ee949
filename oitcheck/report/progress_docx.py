"""The progress report as a Word file: A4 landscape, TH Sarabun, headings on every page."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from oitcheck.plan import NO_WINDOW
from oitcheck.report.files import settled
from oitcheck.report.progress import HEADINGS, SIGNATURE, Progress, Row

FONT = "TH Sarabun New"
# What Word takes where the font is missing: the same face under its other names first.
_STAND_INS = "TH SarabunPSK,TH SarabunIT๙,Sarabun,Laksaman,Cordia New"
_TITLE, _HEAD, _BODY = 18, 16, 14
"""Points."""
_WIDTHS = (18, 38, 38, 78, 65, 30)
"""Millimetres of the columns: an A4 page on its side between margins of 15."""
# as wide as the stand-ins are: TH Sarabun itself is smaller
_LETTERS_A_MM = 0.4
_TOGETHER = 14
"""Rows of up to so many lines stay on one page."""
_NOT_NEEDED = ("thumbnail", "stylesWithEffects", "extended-properties", "customXml")
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def docx_bytes(report: Progress) -> bytes:
    """The file. The same report gives the same bytes."""
    document = Document()
    _drop_what_the_template_brings(document)
    _styles(document)
    _page(document)
    heading = document.add_paragraph(report.title, style="Heading 1")
    heading.alignment = _CENTRE
    _table(document, report.rows)
    _below(document, report.below)
    _properties(document, report)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue(), report.as_of)


def _drop_what_the_template_brings(document: Any) -> None:
    """A picture of an empty page, a second set of styles, the name of another program."""
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _NOT_NEEDED:
                del owner.rels[key]
    fonts = next(
        part for part in document.part.package.iter_parts() if "fontTable" in part.partname
    )
    known = (
        f'<w:font w:name="{FONT}"><w:altName w:val="{_STAND_INS}"/><w:charset w:val="DE"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
    fonts._blob = fonts.blob.replace(b"</w:fonts>", known.encode())


def _styles(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.remove(defaults.find(qn("w:pPrDefault")))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(run):
        run.remove(child)
    _font(run, _BODY)
    for name, size, bold in (("Normal", _BODY, False), ("Heading 1", _TITLE, True)):
        style = document.styles[name]
        properties = style.element.get_or_add_rPr()
        for child in list(properties):
            properties.remove(child)
        _font(properties, size, bold=bold)
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(6 if bold else 0)
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.widow_control = True
    settings = document.settings.element
    for kind, attributes in (
        ("w:themeFontLang", {"w:val": "en-US", "w:bidi": "th-TH"}),
        ("w:zoom", {"w:percent": "100"}),
    ):
        found = settings.find(qn(kind))
        for key in list(found.attrib):
            del found.attrib[key]
        for key, value in attributes.items():
            found.set(qn(key), value)


def _font(properties: Any, size: int, *, bold: bool = False) -> None:
    """Thai letters and digits take the complex-script half of every property (w:cs, w:szCs)."""
    fonts = OxmlElement("w:rFonts")
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    properties.append(fonts)
    for name in ("w:b", "w:bCs") if bold else ():
        properties.append(OxmlElement(name))
    for name in ("w:sz", "w:szCs"):
        points = OxmlElement(name)
        points.set(qn("w:val"), str(2 * size))
        properties.append(points)
    language = OxmlElement("w:lang")
    for script, tag in (("w:val", "en-US"), ("w:eastAsia", "en-US"), ("w:bidi", "th-TH")):
        language.set(qn(script), tag)
    properties.append(language)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:fmt"), "thaiNumbers")
    # the schema wants it between margins and columns
    section._sectPr.find(qn("w:pgMar")).addnext(numbers)
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.add_run("หน้า ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("1", "๑"), ("end", "")):
        run = line.add_run()
        if kind == "1":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)


def _table(document: Any, rows: Sequence[Row]) -> None:
    table = document.add_table(rows=1, cols=len(HEADINGS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _margins(table)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    head = table.rows[0]
    for cell, text in zip(head.cells, HEADINGS, strict=True):
        _fill(cell, (text,), centred=True, size=_HEAD, bold=True)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        shade = OxmlElement("w:shd")
        for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E7EBF1")):
            shade.set(qn(key), value)
        # the schema wants it before the vertical alignment
        cell._tc.get_or_add_tcPr().find(qn("w:vAlign")).addprevious(shade)
    _mark(head, "w:cantSplit", "w:tblHeader")
    for row in rows:
        made = table.add_row()
        texts = _texts(row)
        for place, (cell, lines) in enumerate(zip(made.cells, texts, strict=True)):
            _fill(cell, lines, centred=place in (0, 5) or lines == (NO_WINDOW,))
            if place == 3 and len(lines) > 1:
                for run in cell.paragraphs[0].runs:
                    run.underline = True
        # the first one has less room, and would leave the title alone on its page
        if _lines(texts) <= (_TOGETHER if row is not rows[0] else _TOGETHER // 2):
            _mark(made, "w:cantSplit")
    for made in table.rows:
        for cell, width in zip(made.cells, _WIDTHS, strict=True):
            cell.width = Mm(width)


def _margins(table: Any) -> None:
    """Narrower than Word's own, so that the long Thai words of the headings are not torn."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        one = OxmlElement(side)
        one.set(qn("w:w"), "70")
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _texts(row: Row) -> tuple[tuple[str, ...], ...]:
    return (
        (row.number,),
        (row.commission,),
        (row.province,),
        row.step,
        row.result or ("",),
        (row.state_words,),
    )


def _lines(texts: Sequence[Sequence[str]]) -> int:
    """About how many lines the tallest cell of a row has."""
    return max(
        sum(
            max(1, -(-sum(unicodedata.category(one) != "Mn" for one in text) // letters))
            for text in lines
        )
        for lines, letters in (
            (lines, int(width * _LETTERS_A_MM)) for lines, width in zip(texts, _WIDTHS, strict=True)
        )
    )


def _fill(
    cell: Any, lines: Sequence[str], *, centred: bool = False, size: int = 0, bold: bool = False
) -> None:
    for place, text in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = _CENTRE if centred else None
        run = paragraph.add_run(text)
        if size:
            _font(run._r.get_or_add_rPr(), size, bold=bold)


def _mark(row: Any, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _below(document: Any, lines: Sequence[str]) -> None:
    """The lines under the table, and where the head of the office signs; never torn apart."""
    for place, text in enumerate(lines):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.space_before = Pt(0 if place else 6)
        paragraph.paragraph_format.keep_with_next = True
    for place, text in enumerate(SIGNATURE):
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.space_before = Pt(4 if place else 24)
        paragraph.paragraph_format.left_indent = Mm(165)
        paragraph.paragraph_format.keep_with_next = place < len(SIGNATURE) - 1


def _properties(document: Any, report: Progress) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = report.title, "oitcheck", ""
    about.last_modified_by, about.language, about.revision = "oitcheck", "th-TH", 1
    about.created = about.modified = report.as_of.astimezone(UTC).replace(tzinfo=None)
