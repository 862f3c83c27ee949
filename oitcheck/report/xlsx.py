"""A small writer of Excel files: text, numbers, a few styles, web links.

Its bytes depend on nothing but what is put in (no clock), and a sheet of 100,000 rows takes
seconds; both are more than the general libraries give. Office Open XML, ECMA-376 part 1.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from oitcheck.report import safe
from oitcheck.thai import columns

LONGEST_TEXT = 32_000  # Excel takes 32,767 characters in a cell
LONGEST_LINK = 2_000  # and 2,079 in a hyperlink
MOST_LINKS = 60_000  # and 65,530 hyperlinks on a sheet
_LINE_HEIGHT, _TALLEST = 14, 230  # points
_FITS = 1.05  # letters of 10 points to a unit of column width
_FORMULA = ("=", "+", "-", "@")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TWO_PLACES = 2  # the built-in format 0.00
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, slots=True)
class Style:
    """Colours are RRGGBB; an empty ``fill`` is none. ``points``: numbers have two places."""

    ink: str = "1B2430"
    fill: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    wrap: bool = False
    line: bool = True
    points: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text or a number; ``link`` is a web address that `safe.href` has let through."""

    value: str | int | Decimal
    style: str
    link: str = ""


@dataclass(slots=True)
class Sheet:
    """``head``: the row (from 1) of the headings, frozen with ``frozen`` columns and repeated."""

    title: str
    widths: Sequence[int]
    head: int
    frozen: int
    rows: list[Sequence[Cell]] = field(default_factory=list)


def pack(
    sheets: Sequence[Sheet], styles: dict[str, Style], font: str, title: str, made: datetime
) -> bytes:
    """The file's bytes; ``made`` becomes its date of making."""
    writer = _Writer(styles, font)
    parts: dict[str, str] = {}
    for number, sheet in enumerate(sheets, start=1):
        body, links = writer.sheet(sheet)
        parts[f"xl/worksheets/sheet{number}.xml"] = body
        if links:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _relations(
                [(f"{_DOC}/hyperlink", link, True) for link in links]
            )
    count = len(sheets)
    parts["xl/workbook.xml"] = _workbook(sheets)
    parts["xl/_rels/workbook.xml.rels"] = _relations(
        [(f"{_DOC}/worksheet", f"worksheets/sheet{n}.xml", False) for n in range(1, count + 1)]
        + [(f"{_DOC}/styles", "styles.xml", False)]
        + [(f"{_DOC}/sharedStrings", "sharedStrings.xml", False)]
    )
    parts["xl/styles.xml"] = writer.styles()
    parts["xl/sharedStrings.xml"] = writer.strings()
    parts["docProps/core.xml"] = _properties(title, made)
    head = {
        "[Content_Types].xml": _content_types(count),
        "_rels/.rels": _relations(
            [
                (f"{_DOC}/officeDocument", "xl/workbook.xml", False),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
            ]
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made_file:
        for name, text in (head | parts).items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            made_file.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


class _Writer:
    """Collects texts and styles that cells refer to by number."""

    def __init__(self, styles: dict[str, Style], font: str) -> None:
        self._styles = styles
        self._font = font
        self._texts: dict[str, int] = {}
        # Every style stands twice: as it is, and for texts that must never become formulas.
        self._numbers = {name: 1 + 2 * place for place, name in enumerate(styles)}

    def sheet(self, sheet: Sheet) -> tuple[str, list[str]]:
        """The sheet's XML, and the targets of its links in the order of their ids."""
        letters = [_column(place) for place in range(len(sheet.widths))]
        links: dict[str, str] = {}
        lines: list[str] = []
        for number, row in enumerate(sheet.rows, start=1):
            cells = []
            for letter, cell in zip(letters, row, strict=False):
                place = f"{letter}{number}"
                if isinstance(cell.value, int | Decimal):
                    style = self._numbers[cell.style]
                    cells.append(f'<c r="{place}" s="{style}"><v>{cell.value}</v></c>')
                    continue
                text = safe.text(cell.value)[:LONGEST_TEXT]
                style = self._numbers[cell.style] + text.startswith(_FORMULA)
                if not text:
                    cells.append(f'<c r="{place}" s="{style}"/>')
                    continue
                shared = self._texts.setdefault(text, len(self._texts))
                cells.append(f'<c r="{place}" s="{style}" t="s"><v>{shared}</v></c>')
                if cell.link and len(cell.link) <= LONGEST_LINK and len(links) < MOST_LINKS:
                    links[place] = cell.link
            high = self._height(row, sheet.widths)
            tall = f' ht="{high}" customHeight="1"' if high else ""
            lines.append(f'<row r="{number}"{tall}>{"".join(cells)}</row>')
        widths = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(sheet.widths, start=1)
        )
        linked = "".join(
            f'<hyperlink ref="{place}" r:id="rId{number}"/>'
            for number, place in enumerate(links, start=1)
        )
        xml = (
            f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_DOC}">'
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView workbookViewId="0">'
            f'<pane xSplit="{sheet.frozen}" ySplit="{sheet.head}" '
            f'topLeftCell="{letters[sheet.frozen]}{sheet.head + 1}" activePane="bottomRight" '
            'state="frozen"/></sheetView></sheetViews>'
            f"<cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData>"
            f'<autoFilter ref="{_filtered(sheet)}"/>'
            + (f"<hyperlinks>{linked}</hyperlinks>" if linked else "")
            + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" '
            'footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        )
        return xml, list(links.values())

    def _height(self, row: Sequence[Cell], widths: Sequence[float]) -> int:
        """Points for a row whose longest cell runs over several lines; 0 where one line does.

        Not every program measures rows when it opens a file.
        """
        lines = 1
        for cell, width in zip(row, widths, strict=False):
            if isinstance(cell.value, str) and self._styles[cell.style].wrap:
                lines = max(lines, -(-columns.width(cell.value) // max(1, int(width * _FITS))))
        return 0 if lines == 1 else min(_TALLEST, _LINE_HEIGHT * lines + 3)

    def strings(self) -> str:
        texts = "".join(
            f'<si><t xml:space="preserve">{escape(_LOOKS_ESCAPED.sub("_x005F_", text))}</t></si>'
            for text in self._texts
        )
        return f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(self._texts)}">{texts}</sst>'

    def styles(self) -> str:
        fonts = [f'<font><sz val="10"/><name val="{self._font}"/></font>']
        fills = ['<fill><patternFill patternType="none"/></fill>']
        fills.append('<fill><patternFill patternType="gray125"/></fill>')
        xfs = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']
        for style in self._styles.values():
            fonts.append(
                f"<font>{'<b/>' * style.bold}{'<i/>' * style.italic}{'<u/>' * style.underline}"
                f'<sz val="10"/><color rgb="FF{style.ink}"/><name val="{self._font}"/></font>'
            )
            fill = 0
            if style.fill:
                fill = len(fills)
                fills.append(
                    f'<fill><patternFill patternType="solid"><fgColor rgb="FF{style.fill}"/>'
                    "</patternFill></fill>"
                )
            for quoted in ("", ' quotePrefix="1"'):
                xfs.append(
                    f'<xf numFmtId="{_TWO_PLACES * style.points}" fontId="{len(fonts) - 1}" '
                    f'fillId="{fill}" applyNumberFormat="{int(style.points)}" '
                    f'borderId="{int(style.line)}" xfId="0"{quoted} applyFont="1" applyFill="1" '
                    'applyBorder="1" applyAlignment="1">'
                    f'<alignment vertical="top" wrapText="{int(style.wrap)}"/></xf>'
                )
        empty = "<border><left/><right/><top/><bottom/><diagonal/></border>"
        ruled = (
            '<border><left/><right/><top/><bottom style="thin"><color rgb="FFD5DAE0"/></bottom>'
            "<diagonal/></border>"
        )
        return (
            f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
            f'<fonts count="{len(fonts)}">{"".join(fonts)}</fonts>'
            f'<fills count="{len(fills)}">{"".join(fills)}</fills>'
            f'<borders count="2">{empty}{ruled}</borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            "</cellStyleXfs>"
            f'<cellXfs count="{len(xfs)}">{"".join(xfs)}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )


def _workbook(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.title)} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, start=1)
    )
    names = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">'
        f"{escape(_quoted(sheet.title))}!{_absolute(_filtered(sheet))}</definedName>"
        for n, sheet in enumerate(sheets)
    ) + "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">'
        f"{escape(_quoted(sheet.title))}!${sheet.head}:${sheet.head}</definedName>"
        for n, sheet in enumerate(sheets)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _filtered(sheet: Sheet) -> str:
    last = max(len(sheet.rows), sheet.head)
    return f"A{sheet.head}:{_column(len(sheet.widths) - 1)}{last}"


def _absolute(area: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _column(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _relations(targets: Sequence[tuple[str, str, bool]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target={quoteattr(target)}'
        f"{' TargetMode=' + quoteattr('External') if external else ''}/>"
        for n, (kind, target, external) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        f'ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        f'ContentType="{_SHEET_TYPE}.sheet.main+xml"/>{parts}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{_SHEET_TYPE}.sharedStrings+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _properties(title: str, made: datetime) -> str:
    stamp = f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(safe.line(title))}</dc:title><dc:creator>oitcheck</dc:creator>{times}"
        "</cp:coreProperties>"
    )
