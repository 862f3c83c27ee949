"""An HTML tree as a flat list of nodes with what is seen of each: hidden, chars, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from oitcheck.model import Region
from oitcheck.reading.html_hidden import is_hidden
from oitcheck.reading.html_names import NO_NAMES, Names, names
from oitcheck.reading.links import may_link
from oitcheck.reading.region_words import LONG_LABEL, evidence, words

Element = etree._Element

# Not <head>: where a page leaves out <body>, the parser keeps <nav> or <main> in the head, and
# what else stands there (title, script, style) is in the list itself.
NO_TEXT = words(
    "script style noscript template svg select option textarea iframe object noframes "
    "datalist canvas audio video math title applet frameset"
)
BLOCK = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset head h1 h2 h3 h4 h5 h6 header hr html "
    "legend li main marquee menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_TARGET = re.compile(r"#([\w.:-]+)")
_TARGETS = ("href", "data-target", "data-bs-target", "data-toggle-target")
_CONTROLS = frozenset((*_TARGETS, "aria-controls", "onclick"))
_CONTROL_TAGS = words("a button div li h2 h3 h4 h5 span label")
_BY_ID = re.compile(r"""['"]#?([\w.:-]{2,})['"]""")
_NESTING = re.compile(
    r"</?(?:div|font|span|b|i|u|center|strong|em|small|big|table|tbody|tr|td|ul|li|dl|dd|section|"
    r"blockquote|form)\b[^>]*>",
    re.I,
)
_LONG_PATH = 500
_CONTROL_WORDS = 120
_SMALL_CONTROL = 20
_QUOTE = "'"
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_NAMES = frozenset(("class", "id", "role"))
_NOTHING: dict[str, str] = {}
PARTS = words("table tr td th")
_STEPS = BLOCK | {"br"}
_PLAIN = BLOCK - PARTS - {"details"}


@dataclass(slots=True, eq=False)
class Node:
    """One element. Counts are of what is seen, with all descendants, white space not counted.

    ``parent`` and ``last`` (the last descendant) are places in the list. ``attributes`` must not
    be changed. ``hidden``: by style or attribute;
    ``silent``: its text is never shown (script, select, ...). ``documents`` counts links that look
    like documents or reports. ``nth``: its place, from 1, among the elements of its name with the
    same parent. ``opened_by``: the words of the tab or the accordion's bar that opens it.
    ``linking``: it may be a link, `links.of_element` tells. ``stepping``: it is more than a stretch
    of the line it stands in; ``plain``: it only begins and ends lines.
    """

    tag: str
    attributes: dict[str, str]
    parent: int
    names: Names
    _texts: list[str]
    _first: int
    hidden: bool = field(default=False, init=False)
    silent: bool = field(default=False, init=False)
    panel: bool = field(default=False, init=False)
    in_link: bool = field(default=False, init=False)
    linking: bool = field(default=False, init=False)
    stepping: bool = field(default=False, init=False)
    plain: bool = field(default=False, init=False)
    pre: bool = field(default=False, init=False)
    heading: int = field(default=0, init=False)
    last: int = field(default=0, init=False)
    chars: int = field(default=0, init=False)
    link_chars: int = field(default=0, init=False)
    links: int = field(default=0, init=False)
    documents: int = field(default=0, init=False)
    data_table: bool = field(default=False, init=False)
    region: Region = field(default=Region.CONTENT, init=False)
    nth: int = field(default=1, init=False)
    opened_by: str = field(default="", init=False)
    _after: int = field(default=0, init=False)

    @property
    def seen(self) -> bool:
        return not (self.hidden or self.silent)

    @property
    def inner(self) -> str:
        """All text under the element, what a script says too; white space as it is only where the
        element is silent."""
        return "".join(self._texts[self._first : self._after])

    @property
    def words(self) -> str:
        """All text under the element, white space folded."""
        return " ".join(self.inner.split())


# What a page says from its beginning to its end: an element opens (True), it closes (False), a line
# ends at an edge of a plain block (None, once where several meet), or a text stands directly in it.
# White space in texts is folded to single spaces, except under <pre>.
Step = tuple[Node, str | bool | None]


def parse(text: str) -> Element | None:
    """The tree of ``text``, or None if there is nothing in it. Never raises for bad markup."""
    if not text.strip():
        return None
    root, cut = _tree(text)
    if cut:
        # Nested deeper than the parser goes at all (2,048), so it stopped: such pages are broken
        # lists of unclosed layout elements, and their text matters more than their layout.
        root, _ = _tree(_NESTING.sub("<br>", text))
    return root


def _tree(text: str) -> tuple[Element | None, bool]:
    """The tree, and whether the parser gave up before the end."""
    # The text goes in as UTF-8 bytes with the charset forced, so that no meta tag and no XML
    # declaration can make lxml guess again. huge_tree: real pages nest deeper than 256.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_blank_text=False, no_network=True
    )
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    cut = len(parser.error_log.filter_from_fatals()) > 0
    return (root if root is not None and isinstance(root.tag, str) else None), cut


def flatten(root: Element) -> tuple[list[Node], list[Step]]:
    """All elements in document order, counts summed up; and the steps of all that are stepping,
    with the texts of all that are not silent."""
    nodes: list[Node] = []
    steps = _Steps()
    texts: list[str] = []
    named_alike: dict[tuple[int, str], int] = {}
    inside = -1
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            node = _node(element, inside, texts)
            key = (inside, node.tag)
            node.nth = named_alike[key] = named_alike.get(key, 0) + 1
            if inside >= 0 and nodes[inside].silent:
                node.silent = True
            inside = len(nodes)
            nodes.append(node)
            steps.mark(node, opens=True)
            text = element.text
        else:
            if event == "end":
                node = nodes[inside]
                node.last = len(nodes) - 1
                node._after = len(texts)
                steps.mark(node, opens=False)
                inside = node.parent
            if inside < 0:
                continue
            node = nodes[inside]
            text = element.tail
        if not text:
            continue
        if node.silent:
            texts.append(text)
        else:
            written = _counted(text, node)
            texts.append(written)
            steps.text(node, written)
    _settle(nodes)
    _count(nodes)
    return nodes, steps.taken


class _Steps:
    """The steps of a page, those left out that say nothing."""

    def __init__(self) -> None:
        self.taken: list[Step] = []
        self._after_block = self._after_edge = False

    def mark(self, node: Node, *, opens: bool) -> None:
        """An element opens or closes."""
        if node.plain:
            if not self._after_edge:
                self.taken.append((node, None))
            self._after_block = self._after_edge = True
        elif node.stepping:
            self.taken.append((node, opens))
            self._after_block = node.tag in BLOCK
            self._after_edge = False

    def text(self, node: Node, written: str) -> None:
        """A text; white space at the edge of a block is none."""
        if written != " " or not self._after_block:
            self.taken.append((node, written))
            self._after_block = self._after_edge = False


def _counted(text: str, node: Node) -> str:
    """A text that stands in ``node``, its white space folded; its length is the node's."""
    said = text.split()
    if not said:
        return text if node.pre else " "
    written = " ".join(said)
    node.chars += len(written) - len(said) + 1
    if node.pre:
        return text
    if text[0].isspace():
        written = " " + written
    return written + " " if text[-1].isspace() else written


def children(nodes: list[Node], place: int) -> Iterator[int]:
    """Places of the child elements of the node at ``place``."""
    child = place + 1
    while child <= nodes[place].last:
        yield child
        child = nodes[child].last + 1


def ancestors(nodes: list[Node], place: int) -> Iterator[int]:
    """Places from the parent up to the root."""
    place = nodes[place].parent
    while place >= 0:
        yield place
        place = nodes[place].parent


def xpath(nodes: list[Node], node: Node, known: dict[int, str]) -> str:
    """The way to an element from the root, ``/html/body/div[2]/p[1]``; empty where it would be
    longer than 500 characters. ``known`` keeps the ways to places of ``nodes`` from call to call.
    """
    above: list[int] = []
    place = node.parent
    while place >= 0 and place not in known:
        above.append(place)
        place = nodes[place].parent
    way = known[place] if place >= 0 else "/"
    for place in reversed(above):
        way = known[place] = _step(way, nodes[place])
    return _step(way, node).removeprefix("/")


def _step(way: str, node: Node) -> str:
    if not way or len(way) > _LONG_PATH:
        return ""
    tag = node.tag
    if tag in ("html", "body", "head"):
        return f"{way}/{tag}"
    # a name with a colon or worse ("o:p") can stand in a test only
    name = tag if tag.isalnum() and tag.isascii() else f"*[name()='{tag.replace(_QUOTE, '')}']"
    return f"{way}/{name}[{node.nth}]"


def _node(element: Element, parent: int, texts: list[str]) -> Node:
    """An element by itself."""
    tag = str(element.tag)  # in lower case, as all names that the parser of HTML gives
    items = element.items()
    if not items:
        node = Node(tag, _NOTHING, parent, NO_NAMES, texts, len(texts))
        node.plain = tag in _PLAIN
        node.stepping = tag in _STEPS
    else:
        # A dict of their own: every later question to lxml would build a proxy first.
        attributes: dict[str, str] = dict(items)  # type: ignore[arg-type]
        told = NO_NAMES
        if not _NAMES.isdisjoint(attributes):
            get = attributes.get
            told = names(get("class", ""), get("id", ""), get("role", ""))
        node = Node(tag, attributes, parent, told, texts, len(texts))
        node.pre = told.pre
        node.linking = may_link(tag, attributes)
        # whether a control opens it shows only when the whole page is known
        node.stepping = tag in _STEPS or node.linking or "id" in attributes
        node.plain = tag in _PLAIN and not node.linking and "id" not in attributes
    if tag in NO_TEXT:
        node.silent = True
    elif tag == "pre":
        node.pre = True
    return node


def _settle(nodes: list[Node]) -> None:
    """What an element is by its place in the page and by the controls that open it."""
    controlled = _controlled(nodes)
    for node in nodes:
        tag = node.tag
        if node.parent >= 0:
            above = nodes[node.parent]
            node.hidden = above.hidden
            node.in_link = above.in_link
            node.panel = above.panel
            node.heading = above.heading
        if node.attributes:
            _of_attributes(node, controlled)
        if tag in _HEADINGS:
            node.heading = int(tag[1])
        elif tag == "dialog" and "open" not in node.attributes and not node.hidden:
            _hide(node, controlled)
        elif tag == "summary" and nodes[node.parent].tag == "details":
            bar = nodes[node.parent]
            bar.opened_by = bar.opened_by or node.words[:_CONTROL_WORDS]


def _of_attributes(node: Node, controlled: dict[str, str]) -> None:
    """What an element's attributes say: whether it is seen, what opens it, what it is."""
    attributes, told = node.attributes, node.names
    if not node.hidden and is_hidden(node.tag, attributes, told):
        _hide(node, controlled)
    if told.identity in controlled and (node.panel or told.panel):
        node.opened_by = controlled[told.identity]
    if node.tag == "a" and attributes.get("href"):
        node.in_link = True
    if told.heading:
        node.heading = told.heading


def _hide(node: Node, controlled: dict[str, str]) -> None:
    """A hidden element is not seen, unless it is a panel that one click opens."""
    told = node.names
    if (told.panel or told.identity in controlled) and not told.never_panel:
        node.panel = True
    else:
        node.hidden = True


def _controlled(nodes: list[Node]) -> dict[str, str]:
    """Ids that some control of the page opens, with the control's words: their hidden text is
    one click away."""
    ids: dict[str, str] = {}
    for place, node in enumerate(nodes):
        attributes = node.attributes
        if not attributes or node.tag not in _CONTROL_TAGS or _CONTROLS.isdisjoint(attributes):
            continue
        opened: list[str] = []
        for name in _TARGETS:
            target = attributes.get(name)
            if target and target[0] == "#" and (match := _TARGET.match(target)):
                opened.append(match[1])
        if "aria-controls" in attributes:
            opened += attributes["aria-controls"].split()
        if "onclick" in attributes:
            opened += _BY_ID.findall(attributes["onclick"])
        if opened:
            inner = sum(1 for _ in islice(children(nodes, place), _SMALL_CONTROL))
            said = node.words[:_CONTROL_WORDS] if inner < _SMALL_CONTROL else ""
            for identity in opened:
                if not ids.get(identity):
                    ids[identity] = said
    return ids


def _count(nodes: list[Node]) -> None:
    """Sum up, from the last element back, so that each is whole when it is added to its parent."""
    for node in reversed(nodes):
        if node.hidden:
            node.chars = 0
        elif node.in_link:
            node.link_chars = node.chars
            if node.tag == "a" and not node.silent and (href := node.attributes.get("href")):
                node.links += 1
                node.documents += node.chars > LONG_LABEL or evidence(href, node.words)
        if node.parent >= 0 and (node.chars or node.links):
            above = nodes[node.parent]
            above.chars += node.chars
            above.link_chars += node.link_chars
            above.links += node.links
            above.documents += node.documents
