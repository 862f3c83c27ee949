"""An HTML tree as a flat list of nodes with what is seen of each: hidden, chars, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from oitcheck.model import Region
from oitcheck.reading.region_words import evidence, words

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
_PANEL = re.compile(
    r"(?:^|[\s_-])(?:tabs?|tabpanel|pane|panel|accordion|collaps\w*|toggle|toggler|faq|spoiler|"
    r"tabcontent|tab-?content|tabpane|su-spoiler)(?:$|[\s_-])"
)
_NEVER_PANEL = re.compile(r"search|popup|cookie|consent|login|dialog|lightbox|loading|preload")
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:d-none|hidden|sr-only|screen-reader-text|visually-hidden|visuallyhidden|hide|"
    r"joomla-hidden|uk-hidden|elementor-screen-only)(?:$|\s)"
)
_SHOWN_AGAIN = re.compile(r"(?:^|\s)(?:d-\w+-\w+|(?:sm|md|lg|xl):\S+)")
_STYLE_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"(?:left|top|right|text-indent|margin-left|margin-top)\s*:\s*-\d{4,}|"
    r"font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
)
_NO_SIZE = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)")
_CUT_OFF = re.compile(r"overflow\s*:\s*hidden")
_TARGET = re.compile(r"#([\w.:-]+)")
_TARGETS = ("href", "data-target", "data-bs-target", "data-toggle-target")
_CONTROLS = frozenset((*_TARGETS, "aria-controls", "onclick"))
_BY_ID = re.compile(r"""['"]#?([\w.:-]{2,})['"]""")
_NESTING = re.compile(
    r"</?(?:div|font|span|b|i|u|center|strong|em|small|big|table|tbody|tr|td|ul|li|dl|dd|section|"
    r"blockquote|form)\b[^>]*>",
    re.I,
)
_SPACES = re.compile(r"\s+")
_LONG_PATH = 500
_CONTROL_WORDS = 120
_SMALL_CONTROL = 20
_QUOTE = "'"
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)")
_COLOUR_NAMES = {"white": "#ffffff", "black": "#000000", "rgb(255,255,255)": "#ffffff"}


@dataclass(slots=True)
class Node:
    """One element. Counts are of what is seen, with all descendants, white space not counted.

    ``parent`` and ``last`` (the last descendant) are places in the list. ``named`` is class, id
    and role in lower case. ``hidden``: by style or attribute; ``silent``: its text is never
    shown (script, select, ...). ``documents`` counts links that look like documents or reports.
    ``nth``: its place, from 1, among the elements of its name with the same parent. ``opened_by``:
    the words of the tab or the accordion's bar that opens it.
    """

    element: Element
    tag: str
    attributes: dict[str, str]
    parent: int
    named: str
    hidden: bool = False
    silent: bool = False
    panel: bool = False
    in_link: bool = False
    heading: int = 0
    last: int = 0
    chars: int = 0
    link_chars: int = 0
    links: int = 0
    documents: int = 0
    data_table: bool = False
    region: Region = Region.CONTENT
    nth: int = 1
    opened_by: str = ""

    @property
    def seen(self) -> bool:
        return not (self.hidden or self.silent)


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


def flatten(root: Element) -> list[Node]:
    """All elements in document order, counts summed up."""
    nodes: list[Node] = []
    open_nodes: list[int] = []
    counted: list[dict[str, int]] = [{}]
    controlled = _controlled(root)
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event != "start":
            if event == "end":
                nodes[open_nodes.pop()].last = len(nodes) - 1
                counted.pop()
            if element.tail and open_nodes:
                _add_length(nodes[open_nodes[-1]], element.tail)
            continue
        parent = open_nodes[-1] if open_nodes else -1
        node = _node(element, parent, nodes[parent] if parent >= 0 else None, controlled)
        siblings = counted[-1]
        node.nth = siblings[node.tag] = siblings.get(node.tag, 0) + 1
        counted.append({})
        if element.text:
            _add_length(node, element.text)
        open_nodes.append(len(nodes))
        nodes.append(node)
    _count(nodes)
    return nodes


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


def folded(element: Element) -> str:
    """All text under an element, white space folded."""
    text = "".join(element.itertext()) if len(element) else element.text  # type: ignore[arg-type]
    return _SPACES.sub(" ", text or "").strip()


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


def _controlled(root: Element) -> dict[str, str]:
    """Ids that some control of the page opens, with the control's words: their hidden text is
    one click away."""
    ids: dict[str, str] = {}
    for element in root.iter("a", "button", "div", "li", "h2", "h3", "h4", "h5", "span", "label"):
        attributes = element.attrib
        if _CONTROLS.isdisjoint(attributes.keys()):
            continue
        opened: list[str] = []
        for name in _TARGETS:
            value = str(attributes.get(name, ""))
            if value.startswith("#") and (match := _TARGET.match(value)):
                opened.append(match[1])
        opened += str(attributes.get("aria-controls", "")).split()
        if "onclick" in attributes:
            opened += _BY_ID.findall(str(attributes["onclick"]))
        if opened:
            said = folded(element) if len(element) < _SMALL_CONTROL else ""
            for identity in opened:
                if not ids.get(identity):
                    ids[identity] = said[:_CONTROL_WORDS]
    return ids


def _node(element: Element, parent: int, above: Node | None, controlled: dict[str, str]) -> Node:
    tag = str(element.tag).lower()
    # A dict of their own: every later question to lxml would build a proxy first.
    attributes: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
    identity = attributes.get("id", "")
    named = ""
    if attributes:
        named = f"{attributes.get('class', '')} {identity} {attributes.get('role', '')}"
        named = named.strip().lower()
    node = Node(element, tag, attributes, parent, named)
    if above is not None:
        node.hidden, node.silent, node.in_link = above.hidden, above.silent, above.in_link
        node.heading, node.panel = above.heading, above.panel
    node.silent = node.silent or tag in NO_TEXT
    if not node.hidden and (attributes or tag == "dialog") and _is_hidden(tag, attributes, named):
        opened = identity in controlled or _PANEL.search(named) is not None
        if opened and not _NEVER_PANEL.search(named):
            node.panel = True
        else:
            node.hidden = True
    if identity in controlled and (node.panel or _PANEL.search(named)):
        node.opened_by = controlled[identity]
    elif tag == "details":
        bar = next(element.iterchildren("summary"), None)
        node.opened_by = "" if bar is None else folded(bar)[:_CONTROL_WORDS]
    if tag == "a" and attributes.get("href"):
        node.in_link = True
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        node.heading = int(tag[1])
    elif named and ("contentheading" in named or "componentheading" in named):
        node.heading = 2
    return node


def _is_hidden(tag: str, attributes: dict[str, str], named: str) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if tag == "input" and attributes.get("type", "").lower() == "hidden":
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style", "").lower()
    if style:
        if _STYLE_HIDDEN.search(style):
            return True
        if _NO_SIZE.search(style) and _CUT_OFF.search(style):
            return True
        if "color" in style and _unseen_colour(style):
            return True
    if not named:
        return False
    by_name = _hidden_by_name(named)
    return attributes.get("aria-hidden") == "true" if by_name is None else by_name


@lru_cache(maxsize=10_000)  # a site's pages share their class names
def _hidden_by_name(named: str) -> bool | None:
    """Whether names hide an element; None: a dialog that aria-hidden hides."""
    words = named.split()
    dialog = "dialog" in words or "modal" in words
    if dialog and "show" not in words and "in" not in words and "modal-dialog" not in words:
        return True if "modal" in words else None
    return bool(_HIDDEN_CLASS.search(named)) and not _SHOWN_AGAIN.search(named)


def _unseen_colour(style: str) -> bool:
    """Letters in the colour of their own background, where one style gives both."""
    letters, ground = _COLOUR.search(style), _BACKGROUND.search(style)
    return bool(letters and ground and _colour(letters[1]) == _colour(ground[1]))


def _colour(written: str) -> str:
    written = "".join(written.split())
    written = _COLOUR_NAMES.get(written, written)
    if len(written) == 4 and written[0] == "#":
        return "#" + "".join(sign * 2 for sign in written[1:])
    return written


def _count(nodes: list[Node]) -> None:
    for node in nodes:
        if not node.seen:
            continue
        if node.in_link:
            node.link_chars = node.chars
        if node.tag == "a" and node.attributes.get("href"):
            node.links = 1
            node.documents = int(evidence(node.attributes["href"], folded(node.element)))
    for node in reversed(nodes):
        if node.parent >= 0:
            above = nodes[node.parent]
            above.chars += node.chars
            above.link_chars += node.link_chars
            above.links += node.links
            above.documents += node.documents


def _add_length(node: Node, text: object) -> None:
    written = str(text)
    if not written.isspace() and not (node.hidden or node.silent):
        node.chars += len("".join(written.split()))
