"""DOCX: tables with merged cells and hyperlinks; the lines above a table are its title."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document as open_document
from docx.oxml.ns import qn

from oitcheck.intake.grid import Cell, Grid, Row

_FIELD = re.compile(r'HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_MAX_TITLE_LINES = 30


def grids(body: bytes, name: str) -> Iterator[Grid]:
    """One `Grid` for each outermost table, called ตาราง 1, ตาราง 2 ..."""
    document = open_document(io.BytesIO(body))
    relations = document.part.rels
    targets = {
        key: relation.target_ref for key, relation in relations.items() if relation.is_external
    }
    above: list[str] = []
    count = 0
    for element in document.element.body:
        if element.tag == qn("w:tbl"):
            count += 1
            yield Grid(
                name,
                f"ตาราง {count}",
                _rows(element, targets),
                continues=count > 1,
                before=tuple(above[-_MAX_TITLE_LINES:]),
            )
            above = []
        else:
            above.extend(line for line in _text(element).split("\n") if line.strip())


def _rows(table: Any, targets: dict[str, str]) -> Iterator[Row]:
    open_cells: dict[int, Cell] = {}
    for number, row in enumerate(_children(table, "w:tr"), start=1):
        column = 0
        found: dict[int, Cell] = {}
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        if before is not None:
            column += int(before.get(qn("w:val")) or 0)
        for element in _children(row, "w:tc"):
            span, merge = _shape(element)
            if merge == "continue":
                cell = open_cells.get(column, Cell())
            else:
                cell = _cell(element, targets)
                open_cells.pop(column, None)
                if merge == "restart":
                    open_cells[column] = Cell(cell.text, cell.hrefs, filled=True)
            for extra in range(span):
                if cell.text or cell.hrefs:
                    found[column + extra] = (
                        cell if not extra else Cell(cell.text, cell.hrefs, filled=True)
                    )
            column += span
        if found:
            yield Row(number, found)


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Children of this tag, also those within a content control (w:sdt)."""
    for child in element:
        if child.tag == qn(tag):
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _children(content, tag)


def _shape(cell: Any) -> tuple[int, str]:
    span, merge = 1, ""
    properties = cell.find(qn("w:tcPr"))
    if properties is not None:
        grid = properties.find(qn("w:gridSpan"))
        if grid is not None:
            span = min(200, max(1, int(grid.get(qn("w:val")) or 1)))
        vertical = properties.find(qn("w:vMerge"))
        if vertical is not None:
            merge = vertical.get(qn("w:val")) or "continue"
    return span, merge


def _cell(element: Any, targets: dict[str, str]) -> Cell:
    hrefs: list[tuple[str, str]] = []
    for link in element.iter(qn("w:hyperlink")):
        href = targets.get(link.get(qn("r:id")) or "", "")
        anchor = link.get(qn("w:anchor"))
        if anchor:
            href = f"{href}#{anchor}"
        if href:
            hrefs.append((_text(link).strip(), href))
    for field in element.iter(qn("w:fldSimple")):
        match = _FIELD.search(field.get(qn("w:instr")) or "")
        if match:
            hrefs.append((_text(field).strip(), match[1]))
    instructions = "".join(part.text or "" for part in element.iter(qn("w:instrText")))
    hrefs.extend(("", match[1]) for match in _FIELD.finditer(instructions))
    return Cell(_text(element).strip(), tuple(hrefs))


def _text(element: Any) -> str:
    """Visible text; paragraphs and line breaks become new lines, deleted text is left out."""
    parts: list[str] = []
    for node in element.iter(qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab"), qn("w:p")):
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:tab"):
            parts.append(" ")
        else:
            parts.append("\n")
    return re.sub(r"\n+", "\n", "".join(parts)).strip("\n")
