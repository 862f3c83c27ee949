"""The visible text of a page, with its blocks, links and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from oitcheck.model import Block, Href, Region, Table
from oitcheck.reading.html_tree import BLOCK, PARTS, Node, Step, xpath
from oitcheck.reading.links import Found, in_script, of_element

_CONTEXT = 200
_AFTER = 100
_HIDDEN = 20_000
_MAX_SPAN = 50
_PIECES_BEFORE = 20
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
    node: Node
    piece: int
    found: Found
    region: Region
    before: str
    under: str
    order: int


class PageText:
    """Collects the text of one page; `follow` its steps once, then read the fields.

    Inline elements are joined without a space (the digits of a year can be split over spans),
    blocks by a newline, cells of a data table by a tab. White space is folded, NBSP is a space.
    Texts of select lists, of fallback content (noscript, iframe, object) and ``alt`` texts are
    not part of the text; the alt text of a picture stands in its `Href.text`.
    """

    def __init__(self, nodes: list[Node]) -> None:
        self._nodes = nodes
        # The text in pieces, each with the separator before it; a line is a stretch of them.
        self._out: list[str] = []
        self._length = 0
        self._pending = ""
        self._line_piece = 0
        self._line_start = 0
        self._line_node: Node | None = None
        self._line_region = Region.CONTENT
        self._line_heading = 0
        self._line_links: list[tuple[int, int, int]] = []
        self._heading = ""
        self._ways: dict[int, str] = {}
        self._panels: list[tuple[Node, str]] = []
        self._hidden: list[str] = []
        self._hidden_length = 0
        self._anchors: list[_Anchor] = []
        self._cell = -1
        self._in_data: list[bool] = []
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
        lines = (" ".join(line.split()) for line in "".join(self._hidden).split("\0"))
        return "\n".join(filter(None, lines))[:_HIDDEN]

    def follow(self, steps: list[Step]) -> None:
        """Read a whole page."""
        for node, step in steps:
            if step is True:
                self._open(node)
            elif step is False:
                self._close(node)
            elif step is None:
                self._edge()
            elif node.hidden:
                if self._hidden_length < _HIDDEN:
                    self._hidden.append(step.replace("\0", ""))
                    self._hidden_length += len(step.strip())
            elif node.pre:
                self._put_lines(step, node)
            elif step == " ":  # the indentation of the source: every second text of most pages
                self._pending = self._pending or " "
                if node.region is not self._line_region and self._line_node:
                    self._pending = "\n"
            else:
                self._put(step, node)
        self._end_line()

    def _edge(self) -> None:
        """A block begins or ends."""
        self._break()
        if self._hidden and self._hidden[-1] != "\0":
            self._hidden.append("\0")

    def _open(self, node: Node) -> None:
        tag = node.tag
        if tag in PARTS:
            self._open_part(node)
        elif tag in BLOCK:
            self._edge()
        elif tag == "br" and node.seen:
            self._break()
        if node.hidden:
            return
        if node.opened_by:
            self._open_panel(node)
        if node.linking and (found := of_element(node.attributes, tag)):
            self._open_link(node, found)

    def _open_link(self, node: Node, found: Found) -> None:
        if self._pending == "\n":  # the heading right above the link counts already
            self._end_line()
        order = len(self._links) + len(self._anchors)
        region = node.region
        if node.tag == "a" and found.kind in ("a", "onclick"):
            place = (self._before(), self._under(), order)
            self._anchors.append(_Anchor(node, len(self._out), found, region, *place))
        elif node.tag == "img":
            self._picture(node, found, order)
        elif not node.silent or node.tag in ("iframe", "object", "embed", "frame"):
            self._add(found, region, order, self._before(), self._under())

    def _open_panel(self, node: Node) -> None:
        if self._cell >= 0:
            return
        self._pending = "\n"
        self._end_line()
        self._panels.append((node, self._heading))
        self._heading = ""

    def _close_panel(self) -> None:
        self._pending = "\n"
        self._end_line()
        _, self._heading = self._panels.pop()

    def _under(self) -> str:
        """The headings that stand over this place: of the page, of the panel, in the panel."""
        if not self._panels:
            return self._heading
        said = [part for node, outer in self._panels for part in (outer, node.opened_by)]
        return " › ".join(dict.fromkeys(filter(None, (*said, self._heading))))[-_CONTEXT:]

    def _picture(self, node: Node, found: Found, order: int) -> None:
        if node.region is Region.CONTENT and found.large:
            self.images += 1
        if self._anchors and found.text:
            self._anchors[-1].found.spare = found.text
        if found.href and found.large:
            self._add(found, node.region, order, self._before(), self._under())

    def _open_part(self, node: Node) -> None:
        """A part of a table opens."""
        tag = node.tag
        if tag == "table":
            self._in_data.append(node.data_table)
        if tag in _CELLS and self._in_data and self._in_data[-1] and not node.hidden:
            if self._pending != "\n":
                self._pending = "\t"
            self._cell = len(self._out)
            return
        self._pending = "\n"
        if node.data_table:
            self._tables.append(_Cells(self._length))
        if node.hidden:
            self._hidden.append("\0")

    def _close(self, node: Node) -> None:
        tag = node.tag
        if tag == "a" and self._anchors and node is self._anchors[-1].node:
            self._close_anchor()
        if self._panels and node is self._panels[-1][0]:
            self._close_panel()
        if tag in PARTS:
            self._close_part(node)
        elif tag in BLOCK:
            self._edge()

    def _close_part(self, node: Node) -> None:
        """A part of a table closes."""
        tag = node.tag
        if tag in _CELLS and self._cell >= 0:
            self._close_cell(node)
            return
        if tag == "table":
            self._in_data.pop()
        self._pending = "\n"
        if node.hidden:
            self._hidden.append("\0")
        if not self._tables:
            return
        if tag == "tr" and self._tables[-1].row:
            self._tables[-1].rows.append(self._tables[-1].row)
            self._tables[-1].row = []
        if node.data_table:
            self._close_table()

    def _close_table(self) -> None:
        self._end_line()
        done = self._tables.pop()
        if done.rows:
            rows = tuple(tuple(row) for row in done.rows)
            start = min(done.start + 1, self._length) if done.start else 0
            self.tables.append(Table(rows, start, self._length))

    def _close_anchor(self) -> None:
        anchor = self._anchors.pop()
        anchor.found.text = self._since(anchor.piece) or anchor.found.spare
        self._add(anchor.found, anchor.region, anchor.order, anchor.before, anchor.under)

    def _close_cell(self, node: Node) -> None:
        text = self._since(self._cell)
        self._cell = -1
        if not self._tables:
            return
        self._tables[-1].row.append(text)
        span = node.attributes.get("colspan", "")
        if span.isdecimal() and len(span) < 6:
            self._tables[-1].row.extend([""] * (min(int(span), _MAX_SPAN) - 1))

    def _since(self, piece: int) -> str:
        """The text from a piece on, in one line."""
        pieces = self._out[piece:]
        if len(pieces) == 1:
            return pieces[0].strip()
        return " ".join("".join(pieces).split())

    def _put_lines(self, text: str, node: Node) -> None:
        """A text whose line ends count."""
        for index, line in enumerate(text.splitlines()):
            if index:
                self._pending = "\n"
            if folded := _folded(line):
                self._put(folded, node)

    def _put(self, text: str, node: Node) -> None:
        """A text, not empty, whose white space is single spaces."""
        if node.region is not self._line_region and self._line_node:
            self._pending = "\n"
        if text[0] == " ":
            text = text[1:]
            self._pending = self._pending or " "
            if not text:
                return
        trailing = text[-1] == " "
        if trailing:
            text = text[:-1]
        if self._pending == "\n":
            self._end_line()
        if self._line_node:
            piece = self._pending + text
            self._line_heading = self._line_heading or node.heading
        else:
            piece = "\n" + text if self._length else text
            self._line_piece = len(self._out)
            self._line_start = self._length + len(piece) - len(text)
            self._line_region = node.region
            self._line_heading = node.heading
            self._line_node = node
        self._out.append(piece)
        self._length += len(piece)
        self._pending = " " if trailing else ""

    def _break(self) -> None:
        """A line ends; in a cell, which is one line, a word."""
        self._pending = "\n" if self._cell < 0 else self._pending or " "

    def _end_line(self) -> None:
        node = self._line_node
        if node is None:
            return
        self.blocks.append(
            Block(
                self._line_start,
                self._length,
                self._line_region,
                self._line_heading,
                xpath(self._nodes, node, self._ways),
            )
        )
        if self._line_links:
            self._add_what_follows()
        if self._line_heading and self._line_region is Region.CONTENT:
            self._heading = self._line()[:_CONTEXT]
        self._line_node = None
        self._pending = ""

    def _line(self, latest: int = 0) -> str:
        """The open line, or its ``latest`` pieces."""
        first = max(self._line_piece, len(self._out) - latest) if latest else self._line_piece
        line = "".join(self._out[first:])
        # the separator before the first piece is not part of the line
        return line.removeprefix("\n") if first == self._line_piece else line

    def _add_what_follows(self) -> None:
        """The rest of the line after a link, up to the next link to elsewhere, is its context:
        the date in the last cell of a row."""
        line = self._line()
        until, next_href, next_start = len(line), "", len(line)
        for place, start, end in reversed(self._line_links):
            order, link = self._links[place]
            if next_href and link.href != next_href:
                until = next_start
            after = line[end : min(until, end + _AFTER)].strip(" \t|-–:")
            if after and link.region is Region.CONTENT:
                context = " › ".join(filter(None, (link.context, after)))
                link = Href(link.href, link.text, context, link.region, link.kind)
                self._links[place] = (order, link)
            next_href, next_start = link.href, start
        self._line_links = []

    def _before(self) -> str:
        if self._pending == "\n" or not self._line_node:
            return ""
        return self._line(_PIECES_BEFORE)[-_CONTEXT:].strip()

    def _add(self, found: Found, region: Region, order: int, before: str, under: str) -> None:
        # A heading of the content says nothing about a menu or a footer.
        parts = [under] if region is Region.CONTENT and under else []
        if before:
            parts.append(before)
        context = " › ".join(parts)
        if self._line_node and self._pending != "\n" and region is Region.CONTENT:
            end = self._length - self._line_start
            start = max(0, end - len(found.text))
            self._line_links.append((len(self._links), start, end))
        self._links.append(
            (order, Href(found.href, found.text, context, region, found.kind)),
        )
        for opened in in_script(found):
            self._links.append((order, Href(opened, found.text, context, region, "onclick")))


def _folded(text: str) -> str:
    """``text`` with each stretch of white space as one space."""
    written = " ".join(text.split())
    if not written:
        return " " if text else ""
    return " " * text[0].isspace() + written + " " * text[-1].isspace()
