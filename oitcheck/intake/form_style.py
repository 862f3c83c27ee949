"""How the forms look that are sent out, and how texts get into them."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "TH Sarabun New"
_LINE = Side(style="thin", color="8A8A8A")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
BAND = PatternFill("solid", fgColor="1F3A5F")
LOCKED = PatternFill("solid", fgColor="EEF1F5")


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """A text stays a text, whatever it begins with; Excel doesn't hold control characters."""
    if not text:
        return
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text[0] in "=+-@\t\r":
        cell.quotePrefix = True


def protect(sheet: Worksheet) -> None:
    """Lock what isn't to be filled in, without a password; looks may still be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.formatCells = False
    sheet.protection.insertHyperlinks = False


def print_set_up(sheet: Worksheet, heading: int, last: int, columns: int) -> None:
    """A4 landscape, as wide as the page; the heading's row on each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{last}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    footer: Any = sheet.oddFooter
    footer.center.text = "หน้า &P จาก &N"
