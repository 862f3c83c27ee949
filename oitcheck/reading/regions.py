"""Which part of a page each element belongs to: content, menu, header, footer, aside, ticker.

Three kinds of evidence, the stronger first: tags and roles; class names and ids (believed only
for elements that do not hold the page's main part); and, for old pages with nothing but tables,
link density, columns and the short phrases that footers, counters and side boxes consist of.
A list of links to documents under a heading is content, however dense its links are.
"""

from __future__ import annotations

import re

from oitcheck.model import Region
from oitcheck.reading import misnamed
from oitcheck.reading import region_words as words
from oitcheck.reading.html_names import NO_NAMES
from oitcheck.reading.html_tree import Node, ancestors, children

_GROUPS = words.words("div td table ul ol dl section center p form tbody tr menu dir font")
_COLUMNS = frozenset(("td", "div", "section"))
_SMALL = frozenset(("a", "span", "b", "img", "input"))
_NOTHING_GIVEN: tuple[Region | None, bool] = (None, False)
_LISTS = frozenset(("ul", "ol", "nav"))
_DENSE = 0.7
_PROSE = 150
_MANY_LINKS = 5
_SHORT_LABEL = 32
_WHOLE_PAGE = 0.85
_NARROW_PERCENT = 30
_NARROW_PIXELS = 260
_FOOTER_CHARS = 900
_NEARLY_NOTHING = 40
_PHRASE_CHARS = 60
_SMALL_TABLE = 400
_IMPRINT_CHARS = 250
_LATE = 0.8
_WIDTH = re.compile(r"[0-9]{1,5}(?:px|%)?")


def assign(nodes: list[Node]) -> None:
    """Set ``region`` of every node."""
    main = _main_places(nodes)
    protected = _with_ancestors(nodes, main)
    given = [
        _by_markup(nodes, place, main, protected)
        if node.names is not NO_NAMES or node.tag in words.TAGS
        else _NOTHING_GIVEN
        for place, node in enumerate(nodes)
    ]
    _inherit(nodes, given)
    if _content_chars(nodes) < _NEARLY_NOTHING:
        _withdraw_names(nodes, given)
    lead = _lead_heading(nodes)
    lead_part = _part_of(nodes, lead)
    _restore_lists(nodes, given, lead, lead_part)
    for place, region in _by_phrases(nodes, lead_part, protected).items():
        _set(nodes, place, region)
    for place, region in _by_links(nodes, lead, lead_part, protected).items():
        _set(nodes, place, region)


def _main_places(nodes: list[Node]) -> frozenset[int]:
    """Elements that hold the main part by their own word: <main>, article, entry-content ..."""
    found = set()
    articles = [place for place, node in enumerate(nodes) if node.tag == "article" and node.seen]
    # class="main" on the table that holds header, menus and all names no main part.
    whole = (nodes[0].chars or 1) * _WHOLE_PAGE
    for place, node in enumerate(nodes):
        told = node.names
        by_word = node.tag == "main" or (told.main_word and node.chars <= whole)
        if (by_word or told.main) and node.seen and node.tag not in ("body", "html"):
            found.add(place)
    if len(articles) == 1:
        found.add(articles[0])
    outside = {"nav", "footer", "aside", "marquee", "dialog"}
    return frozenset(
        place
        for place in found
        if not any(nodes[above].tag in outside for above in ancestors(nodes, place))
    )


def _with_ancestors(nodes: list[Node], places: frozenset[int]) -> frozenset[int]:
    held = set(places)
    for place in places:
        held.update(ancestors(nodes, place))
    return frozenset(held)


def _by_markup(
    nodes: list[Node], place: int, main: frozenset[int], protected: frozenset[int]
) -> tuple[Region | None, bool]:
    """The region that an element's own tag, role and names give, and whether that is strong."""
    node = nodes[place]
    if node.tag in ("html", "body") or place in main or node.heading:
        return None, False
    role = node.names.role
    if role is not None and place not in protected:
        return role, True
    by_tag = words.TAGS.get(node.tag)
    if by_tag is not None and place not in protected:
        if by_tag is Region.HEADER and _heads_content(nodes, place, main):
            return None, False
        return by_tag, True
    region = node.names.region
    if region is None or place in protected or node.tag in _SMALL:
        return None, False
    page = nodes[0].chars or 1
    inside = any(above in main for above in ancestors(nodes, place))
    if node.chars > page * _WHOLE_PAGE and region is not Region.MENU and _has_heading(nodes, place):
        return None, False
    if inside and region is Region.HEADER:
        return None, False
    return region, False


def _heads_content(nodes: list[Node], place: int, main: frozenset[int]) -> bool:
    named = nodes[place].names.written
    if any(part in named for part in ("entry-header", "page-header", "post-header", "article-")):
        return True
    return any(above in main or nodes[above].tag == "article" for above in ancestors(nodes, place))


def _has_heading(nodes: list[Node], place: int) -> bool:
    return any(node.heading and node.seen for node in nodes[place : nodes[place].last + 1])


def _inherit(nodes: list[Node], given: list[tuple[Region | None, bool]]) -> None:
    for node, (own, _) in zip(nodes, given, strict=True):
        above = nodes[node.parent].region if node.parent >= 0 else Region.CONTENT
        node.region = above
        if own is not None and (
            above is Region.CONTENT
            or own is Region.TICKER
            or (above is Region.HEADER and own is Region.MENU)
        ):
            node.region = own


def _withdraw_names(nodes: list[Node], given: list[tuple[Region | None, bool]]) -> None:
    """Nearly no content: some class name misled. Believe tags, roles, menus and footers only."""
    rest = nodes[0].chars - nodes[0].link_chars
    if rest < _NEARLY_NOTHING:
        return
    kept = [
        (
            region
            if strong
            or region is Region.FOOTER
            or (region in (Region.MENU, Region.TICKER) and not misnamed.prose(nodes[place]))
            or "cookie" in nodes[place].names.written
            else None,
            strong,
        )
        for place, (region, strong) in enumerate(given)
    ]
    _inherit(nodes, kept)


def _restore_lists(
    nodes: list[Node],
    given: list[tuple[Region | None, bool]],
    lead: int | None,
    lead_part: int | None,
) -> None:
    """ "latest-news", "menu-list" under the page's own heading, and nothing else there: content."""
    if lead is None or lead_part is None:
        return
    last = nodes[lead_part].last
    inner = range(lead_part + 1, last + 1)
    shown = _content_chars(nodes, lead_part)
    near = misnamed.end_of_box(nodes, lead)
    lists = [p for p in inner if p <= near and misnamed.published(nodes[p], given[p])]
    if lists and shown <= nodes[lead].chars + _NEARLY_NOTHING:
        for place in lists:
            given[place] = (None, False)
        _inherit(nodes, given)


def _content_chars(nodes: list[Node], part: int = 0) -> int:
    """Characters of the content in a part of the page."""
    aside = sum(
        node.chars
        for node in nodes[part + 1 : nodes[part].last + 1]
        if node.region is not Region.CONTENT and nodes[node.parent].region is Region.CONTENT
    )
    return nodes[part].chars - aside


def _set(nodes: list[Node], place: int, region: Region) -> None:
    for node in nodes[place : nodes[place].last + 1]:
        if node.region is Region.CONTENT:
            node.region = region


def _lead_heading(nodes: list[Node]) -> int | None:
    """The heading of the page's own matter: the first in the content that no side box has."""
    best: tuple[int, int] | None = None
    for place, node in enumerate(nodes):
        if not node.heading or not node.chars or not node.seen:
            continue
        if node.region is not Region.CONTENT:
            continue
        if nodes[node.parent].heading:
            continue
        text = node.words
        if words.MENU_HEADING.fullmatch(text) or words.ASIDE_HEADING.fullmatch(text):
            continue
        rank = min(node.heading, 3)
        if best is None or rank < best[0]:
            best = (rank, place)
    return best[1] if best else None


def _part_of(nodes: list[Node], lead: int | None) -> int | None:
    """The closest element around the lead heading that holds clearly more than the heading."""
    if lead is None:
        return None
    for above in ancestors(nodes, lead):
        if nodes[above].chars >= nodes[lead].chars * 2 + 10:
            return None if nodes[above].tag in ("body", "html") else above
    return None


def _by_phrases(
    nodes: list[Node], lead_part: int | None, protected: frozenset[int]
) -> dict[int, Region]:
    """Boxes that a short phrase gives away: "ข่าวล่าสุด" over a list, a copyright line."""
    page = nodes[0].chars or 1
    found: dict[int, Region] = {}
    table_end = -1
    for place, node in enumerate(nodes):
        if node.data_table and node.chars > _SMALL_TABLE:
            table_end = max(table_end, node.last)
        if place <= table_end or not 0 < node.chars <= _IMPRINT_CHARS:
            continue
        if node.region is not Region.CONTENT or not node.seen:
            continue
        if node.chars > _PHRASE_CHARS:
            if node.tag in _COLUMNS and _is_imprint(nodes, place, protected):
                found[place] = Region.FOOTER
            continue
        if node.parent >= 0 and nodes[node.parent].chars == node.chars:
            continue
        if place in protected:
            continue
        text = node.words
        if words.claims_rights(text) or words.counts_visitors(text):
            box = _box(nodes, place, page * 0.5, protected, lead_part)
            late = place > len(nodes) * 0.4 and nodes[box].chars <= _FOOTER_CHARS
            if late and not _holds_data(nodes, box):
                found[box] = Region.FOOTER
        elif words.ASIDE_HEADING.fullmatch(text) or words.MENU_HEADING.fullmatch(text):
            if lead_part is not None and _is_lead(nodes, place):
                continue
            box = _box(nodes, place, page * 0.6, protected, lead_part)
            if box != place and nodes[box].chars > node.chars:
                menu = words.MENU_HEADING.fullmatch(text)
                found[box] = Region.MENU if menu else Region.ASIDE
    return found


def _is_imprint(nodes: list[Node], place: int, protected: frozenset[int]) -> bool:
    """The last cell of an old page: name, address and telephone over the copyright line."""
    node = nodes[place]
    if place in protected:
        return False
    late = place > len(nodes) * _LATE and node.chars * 2 < nodes[0].chars
    if not late or node.documents or _has_heading(nodes, place):
        return False
    return words.claims_rights(node.words)


def _is_lead(nodes: list[Node], place: int) -> bool:
    return nodes[place].heading == 1


def _holds_data(nodes: list[Node], place: int) -> bool:
    part = nodes[place : nodes[place].last + 1]
    return any(node.data_table and node.chars > 60 for node in part) or (
        nodes[place].documents >= 3
    )


def _box(
    nodes: list[Node],
    place: int,
    limit: float,
    protected: frozenset[int],
    lead_part: int | None,
) -> int:
    """The closest block around ``place`` that holds more than it, within ``limit`` characters."""
    box = place
    for above in ancestors(nodes, place):
        node = nodes[above]
        if node.tag in ("body", "html", "main", "article") or node.chars > limit:
            break
        if above in protected or (lead_part is not None and above <= lead_part <= node.last):
            break
        box = above
        if node.tag in _COLUMNS or node.tag in ("table", "ul", "center", "li"):
            grown = node.chars > nodes[place].chars * 1.5 + 5
            if grown:
                break
    return box


def _by_links(
    nodes: list[Node], lead: int | None, lead_part: int | None, protected: frozenset[int]
) -> dict[int, Region]:
    """Unmarked groups of links that lead around the site, and the columns beside the content."""
    page = nodes[0].chars or 1
    found: dict[int, Region] = {}
    skip_to = -1
    for place, node in enumerate(nodes):
        if node.links < _MANY_LINKS or place <= skip_to or node.tag not in _GROUPS:
            continue
        if not node.seen or node.region is not Region.CONTENT or place in protected:
            continue
        if lead is not None and place <= lead <= node.last:
            continue
        in_lead = lead_part is not None and lead_part < place <= nodes[lead_part].last
        if not _is_menu(nodes, place, page, in_lead=in_lead):
            continue
        before = lead is None or place < lead
        found[place] = Region.MENU if before else Region.ASIDE
        skip_to = node.last
    return found


def _is_menu(nodes: list[Node], place: int, page: int, *, in_lead: bool) -> bool:
    node = nodes[place]
    density = node.link_chars / max(1, node.chars)
    share = node.documents / node.links
    label = node.link_chars / node.links
    if density < _DENSE:
        return _is_narrow(nodes, place) and density >= 0.5 and not in_lead
    if _is_mixed(nodes, place):
        return False
    home = _begins_at_home(nodes, place)
    if home and share < 0.5:
        return True
    if node.chars > page * _WHOLE_PAGE or in_lead:
        return False
    if _is_narrow(nodes, place):
        return True
    return share < 0.3 and label <= _SHORT_LABEL


def _is_mixed(nodes: list[Node], place: int) -> bool:
    """Whether a column inside holds documents or prose: then it is not all one menu."""
    inner = place + 1
    while inner <= nodes[place].last:
        node = nodes[inner]
        if node.tag in _LISTS:
            inner = node.last + 1
            continue
        if node.tag in _COLUMNS and node.seen and node.region is Region.CONTENT:
            listing = node.documents >= 2 and node.documents >= node.links * 0.5
            prose = node.chars - node.link_chars >= _PROSE and node.links * 30 < node.chars
            if listing or prose:
                return True
        inner += 1
    return False


def _begins_at_home(nodes: list[Node], place: int) -> bool:
    seen = 0
    for node in nodes[place : nodes[place].last + 1]:
        if node.tag == "a" and node.links and node.seen:
            if words.HOME.fullmatch(node.words):
                return True
            seen += 1
            if seen == 3:
                return False
    return False


def _is_narrow(nodes: list[Node], place: int) -> bool:
    """A column of a layout table that its width attribute makes a side column."""
    for above in (place, *ancestors(nodes, place)):
        node = nodes[above]
        if node.tag not in ("td", "div"):
            continue
        width = node.attributes.get("width", "").strip()
        if _WIDTH.fullmatch(width) and width.endswith("%"):
            return int(width[:-1]) <= _NARROW_PERCENT
        if _WIDTH.fullmatch(width):
            siblings = [c for c in children(nodes, node.parent) if nodes[c].tag == node.tag]
            return int(width.removesuffix("px")) <= _NARROW_PIXELS and len(siblings) > 1
        if node.tag == "td":
            return False
    return False
