"""One row by the meaning of its columns."""

from __future__ import annotations

from oitcheck.intake import cells, headings
from oitcheck.intake.grid import Cell, Row
from oitcheck.intake.headings import Heading
from oitcheck.intake.items import Items
from oitcheck.intake.problems import Problem, problem
from oitcheck.model import Origin

STATUS_SEND, STATUS_WITHDRAW, STATUS_NOT_YET = "ส่งลิงก์", "ถอน", "ยังไม่มีข้อมูล"
UNIT_MARK = "ผู้รับผิดชอบ: "
_BLANK = Cell()


class Said:
    """One row by the meaning of its columns."""

    def __init__(self, heading: Heading, row: Row) -> None:
        def one(meaning: headings.Meaning) -> Cell:
            columns = heading.of(meaning)
            return row.cells.get(columns[0], _BLANK) if columns else _BLANK

        self.agency_code = one("agency_code").text
        self.agency = one("agency").text
        self.indicator = one("indicator").text
        name = one("name")
        self.name, self.name_filled = name.text, name.filled
        self.status = one("status").text.strip()
        self.unit = one("unit").text
        received = one("received")
        self.received = received if received.text or received.at else None
        self.notes = [row.text(column) for column in heading.of("note") if row.text(column)]
        self.url_cells = [row.cells[c] for c in heading.of("url") if c in row.cells]
        if not self.url_cells:
            self.url_cells = [
                cell
                for column, cell in sorted(row.cells.items())
                if column not in heading.columns and cells.has_url(cell.text)
            ]
        else:
            self.url_cells += [
                cell
                for column, cell in sorted(row.cells.items())
                if column not in heading.columns
                and (cells.has_url(cell.text) or cell.hrefs)
                and column > heading.of("url")[0]
            ]
        self.found = _links(self.url_cells)
        if not (self.found.good or self.found.bad or self.withdraws):
            self._look_behind_texts(row)
        self.anything = any(
            (self.agency_code, self.agency, self.indicator, self.name, self.url_cells, self.notes)
        )

    @property
    def withdraws(self) -> bool:
        if self.status == STATUS_WITHDRAW:
            return True
        return bool(self.url_cells) and all(
            cells.withdraws(cell.text) and not cell.hrefs for cell in self.url_cells
        )

    @property
    def form_says_something(self) -> bool:
        """Whether a row of our own form was filled in; an empty one names nothing."""
        return bool(self.url_cells or self.status in (STATUS_SEND, STATUS_WITHDRAW))

    @property
    def says_none(self) -> bool:
        return any(cells.says_none(cell.text) for cell in self.url_cells)

    def note(self, items: Items) -> str:
        """Explanation, what else stood beside the URLs, the row's own name, who is responsible."""
        parts = [*self.notes, *self.found.notes]
        if self.name and not self.notes and not items.owners(self.name) and not self.name_filled:
            parts.append(self.name)
        for cell in self.url_cells:
            parts.extend(text for text, _ in cell.hrefs if text and not cells.has_url(text))
        if self.unit:
            parts.append(UNIT_MARK + self.unit)
        return " · ".join(dict.fromkeys(" ".join(part.split()) for part in parts))

    def _look_behind_texts(self, row: Row) -> None:
        """Links hidden behind the name or another cell count where the URL columns give none."""
        behind = [cell for _, cell in sorted(row.cells.items()) if cell.hrefs]
        shown = [
            cell
            for _, cell in sorted(row.cells.items())
            if not cell.hrefs and cells.has_url(cell.text)
        ]
        if behind or shown:
            self.url_cells = behind + shown
            self.found = _links(self.url_cells)


def _links(url_cells: list[Cell]) -> cells.Found:
    """All cells' URLs, each once; a dash or ไม่มี beside real URLs says nothing."""
    together = cells.Found()
    seen: set[str] = set()
    for cell in url_cells:
        if not cell.hrefs and (cells.withdraws(cell.text) or cells.says_none(cell.text)):
            continue
        found = cells.read(cell)
        for given, url in found.good:
            if url not in seen:
                seen.add(url)
                together.good.append((given, url))
        together.bad += found.bad
        together.notes += found.notes
        together.differs += found.differs
    return together


def no_url(said: Said, where: Origin) -> Problem:
    """The complaint about a row without any link."""
    if said.says_none:
        return problem("none-word", where, said.indicator or said.name)
    return problem("no-url", where, said.indicator or said.name)
