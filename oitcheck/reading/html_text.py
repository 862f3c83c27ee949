"""The visible text of a page, with its blocks, links and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from oitcheck.model import Block, Href, Region, Table
from oitcheck.reading.html_tree import BLOCK, Element, Node, xpath
from oitcheck.reading.links import Found, in_script, of_element

_SPACES = re.compile(r"[\s\u00a0]+")
_CONTEXT = 200
_AFTER = 100
_HIDDEN = 20_000
_MAX_SPAN = 50
_CELLS = frozenset(("td", "th"))
_MANY_LINKS_IN_CELL = 4
_LONG_CELL = 600
_RICH = frozenset(("h1", "h2", "h3", "ul", "ol", "iframe", "form"))


def mark_tables(nodes: list[Node]) -> None:
    """Tell tables of data from tables that only lay the page out."""
    held: set[int] = set()  # tables that hold a table: they lay the page out
    above: list[int] = []
    for place, node in enumerate(nodes):
        if node.tag != "table":
            continue
        while above and nodes[above[-1]].last < place:
            above.pop()
        held.update(above[-1:])
        above.append(place)
    for place, node in enumerate(nodes):
        if node.tag != "table" or not node.seen or place in held:
            continue
        part = nodes[place + 1 : node.last + 1]
        if node.attributes.get("role") == "presentation":
            continue
        cells = [inner for inner in part if inner.tag in _CELLS]
        if len(cells) < 2:
            continue
        if any(inner.tag in ("th", "thead", "caption") for inner in part):
            node.data_table = True
            continue
        if any(inner.tag in _RICH for inner in part):
            continue
        crowded = [
            cell for cell in cells if cell.links >= _MANY_LINKS_IN_CELL or cell.chars > _LONG_CELL
        ]
        node.data_table = not crowded


@dataclass(slots=True)
class _Cells:
    """A data table that is being read."""

    start: int
    rows: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Anchor:
    pieces: list[str]
    found: Found
    region: Region
    before: str
    under: str
    order: int


class PageText:
    """Collects the text of one page; `walk` once, then read the fields.

    Inline elements are joined without a space (the digits of a year can be split over spans),
    blocks by a newline, cells of a data table by a tab. White space is folded, NBSP is a space.
    Texts of select lists, of fallback content (noscript, iframe, object) and ``alt`` texts are
    not part of the text; the alt text of a picture stands in its `Href.text`.
    """

    def __init__(self, nodes: list[Node]) -> None:
        self._nodes = nodes
        self._out: list[str] = []
        self._length = 0
        self._pending = ""
        self._line_start = 0
        self._line: list[str] = []
        self._line_region = Region.CONTENT
        self._line_heading = 0
        self._line_node: Node | None = None
        self._line_links: list[tuple[int, int, int]] = []
        self._heading = ""
        self._ways: dict[int, str] = {}
        self._panels: list[tuple[str, str]] = []
        self._hidden: list[str] = []
        self._hidden_length = 0
        self._anchors: list[_Anchor] = []
        self._open_anchors: set[int] = set()
        self._open_panels: set[int] = set()
        self._cell: list[str] | None = None
        self._tables: list[_Cells] = []
        self._links: list[tuple[int, Href]] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.images = 0

    @property
    def text(self) -> str:
        return "".join(self._out)

    @property
    def links(self) -> tuple[Href, ...]:
        """Links in the order of the page."""
        return tuple(link for _, link in sorted(self._links, key=lambda pair: pair[0]))

    @property
    def hidden(self) -> str:
        """What stands in the page and is not seen, a line a block; at most 20,000 characters."""
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(self._hidden).split("\0"))
        return "\n".join(filter(None, lines))[:_HIDDEN]

    def walk(self, root: Element) -> None:
        """Read the tree that the nodes were made from."""
        place = -1
        stack: list[Node] = []
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                place += 1
                node = self._nodes[place]
                stack.append(node)
                self._open(node)
                if element.text:
                    self._take(str(element.text), node)
                continue
            if event == "end":
                self._close(stack.pop())
            if element.tail and stack:
                self._take(str(element.tail), stack[-1])
        self._end_line()

    def _take(self, text: str, node: Node) -> None:
        if node.silent:
            return
        if not node.hidden:
            self._put(text, node)
        elif self._hidden_length < _HIDDEN:
            self._hidden.append(text.replace("\0", ""))
            self._hidden_length += len(text.strip())

    def _open(self, node: Node) -> None:
        tag = node.tag
        if tag in BLOCK:
            self._open_block(node)
        elif tag == "br" and node.seen:
            self._break(" " if self._cell is not None else "\n")
        if node.hidden:
            if tag in BLOCK:
                self._hidden.append("\0")
            return
        if node.opened_by:
            self._open_panel(node)
        found = of_element(node.attributes, tag)
        if found is None:
            return
        if self._pending == "\n":  # the heading right above the link counts already
            self._end_line()
        order = len(self._links) + len(self._anchors)
        if tag == "a" and found.kind in ("a", "onclick"):
            self._open_anchors.add(id(node))
            self._anchors.append(
                _Anchor([], found, node.region, self._before(), self._under(), order)
            )
            return
        if tag == "img":
            self._picture(node, found, order)
        elif not node.silent or tag in ("iframe", "object", "embed", "frame"):
            self._add(found, node.region, order, self._before(), self._under())

    def _open_panel(self, node: Node) -> None:
        if self._cell is not None:
            return
        self._break("\n")
        self._end_line()
        self._open_panels.add(id(node))
        self._panels.append((node.opened_by, self._heading))
        self._heading = ""

    def _close_panel(self, node: Node) -> None:
        self._open_panels.discard(id(node))
        self._break("\n")
        self._end_line()
        _, self._heading = self._panels.pop()

    def _under(self) -> str:
        """The headings that stand over this place: of the page, of the panel, in the panel."""
        if not self._panels:
            return self._heading
        said = [part for opened_by, outer in self._panels for part in (outer, opened_by)]
        return " › ".join(dict.fromkeys(filter(None, (*said, self._heading))))[-_CONTEXT:]

    def _picture(self, node: Node, found: Found, order: int) -> None:
        if node.region is Region.CONTENT and found.large:
            self.images += 1
        if self._anchors and found.text:
            self._anchors[-1].found.spare = found.text
        if found.href and found.large:
            self._add(found, node.region, order, self._before(), self._under())

    def _open_block(self, node: Node) -> None:
        if self._cell is not None and node.tag not in ("tr", "td", "th", "table"):
            self._break(" ")
            return
        if node.data_table:
            self._break("\n")
            self._tables.append(_Cells(self._length))
        elif node.tag in _CELLS and self._in_data_table(node):
            self._break("\t")
            self._cell = []
            return
        self._break("\n")

    def _close(self, node: Node) -> None:
        tag = node.tag
        if tag == "a" and id(node) in self._open_anchors:
            self._open_anchors.discard(id(node))
            self._close_anchor()
        if node.opened_by and id(node) in self._open_panels:
            self._close_panel(node)
        if tag not in BLOCK:
            return
        if tag in _CELLS and self._cell is not None:
            self._close_cell(node)
            return
        if self._cell is not None and tag not in ("tr", "table"):
            self._break(" ")
            return
        if tag == "tr" and self._tables and self._tables[-1].row:
            self._tables[-1].rows.append(self._tables[-1].row)
            self._tables[-1].row = []
        self._break("\n")
        if node.data_table and self._tables:
            self._end_line()
            done = self._tables.pop()
            if done.rows:
                rows = tuple(tuple(row) for row in done.rows)
                start = min(done.start + 1, self._length) if done.start else 0
                self.tables.append(Table(rows, start, self._length))

    def _close_anchor(self) -> None:
        anchor = self._anchors.pop()
        text = _SPACES.sub(" ", "".join(anchor.pieces)).strip() or anchor.found.spare
        anchor.found.text = text
        self._add(anchor.found, anchor.region, anchor.order, anchor.before, anchor.under)

    def _close_cell(self, node: Node) -> None:
        text = _SPACES.sub(" ", "".join(self._cell or [])).strip()
        self._cell = None
        if not self._tables:
            return
        self._tables[-1].row.append(text)
        span = node.attributes.get("colspan", "1")
        if span.isdecimal() and len(span) < 6:
            self._tables[-1].row.extend([""] * (min(int(span), _MAX_SPAN) - 1))

    def _in_data_table(self, node: Node) -> bool:
        if not self._tables or node.hidden:
            return False
        above = node
        while above.parent >= 0:
            above = self._nodes[above.parent]
            if above.tag == "table":
                return above.data_table
        return False

    def _put(self, text: str, node: Node) -> None:
        if node.tag == "pre" or ("pre" in node.named and "pre" in node.named.split()):
            for index, line in enumerate(text.splitlines()):
                if index:
                    self._break("\n")
                self._put_folded(_SPACES.sub(" ", line), node)
            return
        if text.isspace():  # the indentation of the source: every second text of most pages
            if node.region is not self._line_region and self._line:
                self._break("\n")
            self._pending = self._pending or " "
            self._also(" ")
            return
        self._put_folded(_SPACES.sub(" ", text), node)

    def _put_folded(self, text: str, node: Node) -> None:
        if node.region is not self._line_region and self._line:
            self._break("\n")
        if text.startswith(" "):
            text = text[1:]
            self._pending = self._pending or " "
            self._also(" ")
        if not text:
            return
        trailing = text.endswith(" ")
        if trailing:
            text = text[:-1]
        if self._pending == "\n":
            self._end_line()
        separator = self._pending if self._line else ("\n" if self._length else "")
        if not self._line:
            self._line_start = self._length + len(separator)
            self._line_region = node.region
            self._line_heading = 0
            self._line_node = node
        self._line_heading = self._line_heading or node.heading
        self._out.append(separator + text)
        self._length += len(separator) + len(text)
        self._line.append((separator if self._line else "") + text)
        self._pending = " " if trailing else ""
        self._also(text + (" " if trailing else ""))

    def _also(self, text: str) -> None:
        for anchor in self._anchors:
            anchor.pieces.append(text)
        if self._cell is not None:
            self._cell.append(text)

    def _break(self, separator: str) -> None:
        if separator == "\n" or (separator == "\t" and self._pending != "\n"):
            self._pending = separator
        else:
            self._pending = self._pending or separator
        self._also(" ")

    def _end_line(self) -> None:
        if not self._line:
            return
        self.blocks.append(
            Block(
                self._line_start,
                self._length,
                self._line_region,
                self._line_heading,
                xpath(self._nodes, self._line_node, self._ways) if self._line_node else "",
            )
        )
        if self._line_links:
            self._add_what_follows()
        if self._line_heading and self._line_region is Region.CONTENT:
            self._heading = "".join(self._line)[:_CONTEXT]
        self._line = []
        self._pending = ""

    def _add_what_follows(self) -> None:
        """The rest of the line after a link, up to the next link to elsewhere, is its context:
        the date in the last cell of a row."""
        line = "".join(self._line)
        until, next_href, next_start = len(line), "", len(line)
        for place, start, end in reversed(self._line_links):
            order, link = self._links[place]
            if next_href and link.href != next_href:
                until = next_start
            after = line[end : min(until, end + _AFTER)].strip(" \t|-–:")
            if after and link.region is Region.CONTENT:
                self._links[place] = (
                    order,
                    replace(link, context=" › ".join(filter(None, (link.context, after)))),
                )
            next_href, next_start = link.href, start
        self._line_links = []

    def _before(self) -> str:
        if self._pending == "\n":
            return ""
        return "".join(self._line[-20:])[-_CONTEXT:].strip()

    def _add(self, found: Found, region: Region, order: int, before: str, under: str) -> None:
        # A heading of the content says nothing about a menu or a footer.
        parts = [under] if region is Region.CONTENT and under else []
        if before:
            parts.append(before)
        context = " › ".join(parts)
        if self._line and self._pending != "\n" and region is Region.CONTENT:
            end = self._length - self._line_start
            start = max(0, end - len(found.text))
            self._line_links.append((len(self._links), start, end))
        self._links.append(
            (order, Href(found.href, found.text, context, region, found.kind)),
        )
        for opened in in_script(found):
            self._links.append((order, Href(opened, found.text, context, region, "onclick")))
