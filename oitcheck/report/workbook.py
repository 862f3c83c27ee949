"""findings.xlsx: what was found, for sorting and filtering in Excel."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from oitcheck.catalogue import Catalogue
from oitcheck.model import AgencyVerdicts, Finding, LinkVerdict, Role, Verdict
from oitcheck.report import safe
from oitcheck.report.gaps import capture_of
from oitcheck.report.moments import Moments
from oitcheck.report.province import by_district, counts
from oitcheck.report.speech import Speech
from oitcheck.report.standing import STATES, Item, State, items_of, state, state_of
from oitcheck.report.words import ReportWords

_CELL = 32_000  # Excel takes 32,767 characters
_URL = 2_000  # Excel takes 2,079 in a hyperlink
_HYPERLINKS = 60_000  # Excel takes 65,530 on a sheet
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FONT = "Tahoma"  # shows Thai on every Windows and Office
_TONES: Mapping[State, tuple[str, str]] = {
    "fail": ("FDE8E6", "8C1D18"),
    "review": ("FFF3D1", "6B4300"),
    "pass": ("E3F3E6", "1B5E20"),
    "unsent": ("E8ECF0", "37474F"),
    "error": ("ECE6F6", "4527A0"),
    "skip": ("F4F4F4", "595959"),
}
_THIN = Border(bottom=Side(style="thin", color="D5DAE0"))
_PLAIN = Font(name=_FONT, size=10)
_LINKED = Font(name=_FONT, size=10, color="0B5394", underline="single")
_TOP = Alignment(vertical="top", wrap_text=True)
_FLAT = Alignment(vertical="top")


class Book:
    """Writes both sheets. The same judgement gives the same bytes."""

    def __init__(
        self,
        speech: Speech,
        words: ReportWords,
        moments: Moments,
        catalogues: Mapping[str, Catalogue],
    ) -> None:
        self._speech = speech
        self._words = words
        self._moments = moments
        self._catalogues = catalogues
        self._fills = {
            name: (
                PatternFill("solid", start_color=fill),
                Font(name=_FONT, size=10, bold=True, color=f),
            )
            for name, (fill, f) in _TONES.items()
        }

    def bytes(self, agencies: Sequence[AgencyVerdicts], as_of: datetime, notice: str) -> bytes:
        """The file. ``as_of`` is its date of making, ``notice`` its first line."""
        book = Workbook(write_only=True)
        stamp = as_of.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        book.properties.creator = "oitcheck"
        book.properties.created = stamp
        book.properties.modified = stamp
        book.properties.title = safe.line(self._words("document.title"))
        ordered = by_district(agencies)
        self._summary(book.create_sheet(self._words("sheet.summary")), ordered, notice)
        self._findings(book.create_sheet(self._words("sheet.findings")), ordered)
        return _packed(book)

    def _summary(
        self, sheet: WriteOnlyWorksheet, agencies: Sequence[AgencyVerdicts], notice: str
    ) -> None:
        heads = [self._words(f"sheet.{key}") for key in ("code", "agency", "district", "role")]
        heads += [self._words(f"state.{name}") for name in STATES]
        _shape(sheet, (16, 44, 20, 24, *(17 for _ in STATES)), row=3, last=3 + len(agencies))
        sheet.append([_cell(sheet, notice, Font(name=_FONT, size=10, italic=True), Alignment())])
        sheet.append([])
        sheet.append(_headings(sheet, heads))
        for agency in agencies:
            role = "supplier" if agency.role == Role.SUPPLIER else "assessed"
            row = [
                _cell(sheet, text)
                for text in (
                    agency.code,
                    agency.name,
                    agency.district,
                    self._words(f"document.{role}"),
                )
            ]
            for name, number in counts(agency).items():
                cell = _cell(sheet, number)
                if number:
                    cell.fill, cell.font = self._fills[name]
                row.append(cell)
            sheet.append(row)

    def _findings(self, sheet: WriteOnlyWorksheet, agencies: Sequence[AgencyVerdicts]) -> None:
        keys = ("code", "agency", "district", "indicator", "name", "item_result", "outcome")
        keys += ("finding", "fix", "who", "url", "when", "origin", "check", "reason", "decision")  # type: ignore[assignment]
        widths = (14, 34, 16, 8, 36, 20, 20, 46, 40, 22, 46, 24, 28, 24, 16, 30)
        rows = list(self._rows(agencies))
        _shape(sheet, widths, row=1, last=1 + len(rows))
        sheet.append(_headings(sheet, [self._words(f"sheet.{key}") for key in keys]))
        linked = 0
        for agency, item, verdict, finding, link in rows:
            outcome = state_of(finding.outcome)
            if finding.check == "submitted" and finding.reason == "not-yet":
                outcome = "unsent"
            url = link.url or link.given if link else ""
            captured = capture_of(finding, link) if link else None
            stands = state(verdict)
            cells = [
                _cell(sheet, agency.code, alignment=_FLAT),
                _cell(sheet, agency.name),
                _cell(sheet, agency.district, alignment=_FLAT),
                _cell(sheet, item.code, alignment=_FLAT),
                _cell(sheet, item.name),
                _cell(sheet, self._words(f"state.{stands}")),
                _cell(sheet, self._words(f"state.{outcome}")),
                _cell(sheet, self._speech.seen(finding, indicator=item.code, url=safe.shown(url))),
                _cell(sheet, self._speech.fix(finding, indicator=item.code, url=safe.shown(url))),
                _cell(sheet, self._words(f"who.{self._speech.who(finding)}")),
                _cell(sheet, url, alignment=_FLAT),
                _cell(sheet, self._moments.instant(captured.taken_at) if captured else ""),
                _cell(sheet, link.origin if link else ""),
                _cell(sheet, self._speech.title(finding.check)),
                _cell(sheet, finding.reason, alignment=_FLAT),
                _cell(sheet, self._decision(verdict)),
            ]
            cells[5].fill, cells[5].font = self._fills[stands]
            cells[6].fill, cells[6].font = self._fills[outcome]
            if linked < _HYPERLINKS and len(url) <= _URL and safe.href(url):
                cells[10].hyperlink = url
                cells[10].font = _LINKED
                linked += 1
            sheet.append(cells)

    def _rows(
        self, agencies: Iterable[AgencyVerdicts]
    ) -> Iterator[tuple[AgencyVerdicts, Item, Verdict, Finding, LinkVerdict | None]]:
        for agency in agencies:
            catalogue = self._catalogues.get(agency.catalogue_id)
            items = items_of(agency.verdicts, catalogue, self._words.lang)
            for verdict in sorted(agency.verdicts, key=lambda one: items[one.indicator].number):
                item = items[verdict.indicator]
                for finding in verdict.findings:
                    yield agency, item, verdict, finding, None
                for link in verdict.links:
                    for finding in link.findings:
                        yield agency, item, verdict, finding, link

    def _decision(self, verdict: Verdict) -> str:
        ruling = verdict.decision
        if ruling is None:
            return ""
        said = self._words(f"state.{state_of(ruling.outcome)}")
        return f"{said} ({ruling.by}, {self._moments.stored(ruling.at)}): {ruling.why}"


def _cell(
    sheet: WriteOnlyWorksheet,
    value: str | int,
    font: Font = _PLAIN,
    alignment: Alignment = _TOP,
) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        text = safe.text(value)[:_CELL]
        cell.value = text
        cell.data_type = "s"  # never a formula, whatever it begins with
        if text[:1] in ("=", "+", "-", "@", "\t"):
            cell.quotePrefix = True
    else:
        cell.value = value
    cell.font = font
    cell.alignment = alignment
    cell.border = _THIN
    return cell


def _headings(sheet: WriteOnlyWorksheet, texts: Iterable[str]) -> list[WriteOnlyCell]:
    cells = []
    for text in texts:
        cell = _cell(sheet, text, Font(name=_FONT, size=10, bold=True, color="FFFFFF"))
        cell.fill = PatternFill("solid", start_color="1D3A5F")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cells.append(cell)
    return cells


def _shape(sheet: WriteOnlyWorksheet, widths: Sequence[int], row: int, last: int) -> None:
    """Widths, the frozen heading in ``row``, a filter to row ``last``, A4 across, repeated head."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"C{row + 1}"
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(widths))}{max(last, row)}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _packed(book: Workbook) -> bytes:
    """The book as a zip whose entries carry no clock."""
    raw = io.BytesIO()
    # save() would put the present time into the properties; the writer beneath it does not.
    ExcelWriter(book, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED)).save()
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            made.writestr(entry, given.read(name))
    return out.getvalue()
