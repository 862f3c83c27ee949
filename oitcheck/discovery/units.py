"""A page as a line of units: the smallest blocks, their words, their links, what they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from oitcheck.thai.digits import to_arabic

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|button|caption|center|d[dlt]|details|div|fieldset|"
    r"figcaption|figure|footer|form|h[1-6r]|header|li|main|nav|[ou]l|p|pre|section|summary|"
    r"table|tbody|t[dhr]|tfoot|thead"
)
_DEAD = frozenset(("script", "style", "template", "noscript", "select", "option", "svg", "title"))
# Whole parts that are the site's and not the list's; by tag, role, or a name that says so.
_OUTSIDE_TAGS = frozenset(("nav", "footer", "aside"))
_OUTSIDE_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|topmenu|mainmenu|footer|sidebar|side-bar|breadcrumbs?|"
    r"ticker|marquee|social|share|pagination|pager|widget-area)(?:$|[-_ ])",
    re.I,
)
_HEADING = re.compile(r"h[1-6]")
_OPENS = ("data-bs-target", "data-target", "aria-controls", "href")
_MAY_OPEN = re.compile(r"#[\w\u0E00-\u0E7F:.-]+")
_YEAR = re.compile(r"(?<!\d)(25[4-9]\d)(?!\d)")
_OF_YEAR = "data-oitcheck-year"
_FEW_ROWS = 3
_MENU_CODE = re.compile(r"\W*(?:OIT\s*)?O\s*[-._]?\s*(\d{1,2})(?!\d)", re.I)
_MENU_ITEMS = 5
_CODED = re.compile(r"^\W*\(?\s*(?:OIT\s*[-.:#]?\s*)?O\s*[-._]?\s*\d", re.I)
_ICON_TEXT = re.compile(r"^(?:\s|[\W_])*$")


@dataclass(slots=True)
class Anchor:
    """A link. ``text``: its own words, else those of a picture in it or its title; ``empty``:
    there were none, and ``picture``: but a picture. ``joined``: its words run on from those of the
    link before it."""

    href: str
    text: str
    empty: bool
    picture: bool
    joined: bool
    inside: tuple[int, ...]
    order: int


@dataclass(slots=True)
class Unit:
    """``inside``: numbers of the elements around it, the outermost first. ``heading``: 1 to 6, or
    0; ``opens``: ids of the parts that it folds out."""

    text: str
    heading: int
    inside: tuple[int, ...]
    order: int
    anchors: list[Anchor] = field(default_factory=list)
    opens: tuple[str, ...] = ()


@dataclass(slots=True)
class Page:
    """``starts``: element number by id, for parts that something folds out; ``rows``: numbers of
    elements that hold what belongs together (a row of a table, an item of a list); ``columns``:
    Buddhist year by number of the cell, in tables with a column for each year."""

    title: str
    units: list[Unit]
    starts: dict[str, int]
    rows: frozenset[int]
    columns: dict[int, int] = field(default_factory=dict)

    @property
    def anchors(self) -> Iterator[tuple[Unit, Anchor]]:
        for unit in self.units:
            for anchor in unit.anchors:
                yield unit, anchor


def is_coded(unit: Unit) -> bool:
    """Whether a unit begins with an item's code, of whichever year."""
    return bool(_CODED.match(to_arabic(unit.text)))


def read(markup: str) -> Page:
    """The page's units in reading order, without menu, footer and side box."""
    soup = BeautifulSoup(markup, "lxml")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    walk = _Walk()
    _spread_rows(soup)
    _year_columns(soup)
    walk.element(soup, ())  # a parser may leave content in the head
    walk.end()
    return Page(title, walk.units, walk.starts, frozenset(walk.rows), walk.columns)


def _spread_rows(soup: BeautifulSoup) -> None:
    """A cell that spans rows says the same in each: its words are put before the rows it spans."""
    for table in soup.find_all("table"):
        for row in table.find_all("tr"):
            for cell in row.find_all(["td", "th"], recursive=False):
                span = str(cell.get("rowspan", "1"))
                words = cell.get_text(" ", strip=True)
                if not span.isdecimal() or int(span) < 2 or len(words) > 300:
                    continue
                for follower in row.find_next_siblings("tr", limit=min(int(span), 60) - 1):
                    copy = soup.new_tag("td")
                    copy.string = words
                    follower.insert(0, copy)


def _year_columns(soup: BeautifulSoup) -> None:
    """Cells under a head that names one year are marked with it, where several years have one."""
    for table in soup.find_all("table"):
        rows = table.find_all("tr")
        years: dict[int, str] = {}
        for place, cell in _cells(rows[0]) if len(rows) > _FEW_ROWS else ():
            named = set(_YEAR.findall(to_arabic(cell.get_text(" ", strip=True))))
            if len(named) == 1:
                years[place] = named.pop()
        if len(set(years.values())) < 2:
            continue
        for row in rows[1:]:
            for place, cell in _cells(row):
                if place in years:
                    cell[_OF_YEAR] = years[place]


def _cells(row: Tag) -> Iterator[tuple[int, Tag]]:
    place = 0
    for cell in row.find_all(["td", "th"], recursive=False):
        yield place, cell
        span = str(cell.get("colspan", "1"))
        place += min(int(span), 60) if span.isdecimal() else 1


class _Walk:
    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.starts: dict[str, int] = {}
        self.rows: set[int] = set()
        self.columns: dict[int, int] = {}
        self._count = 0
        self._anchors = 0
        self._words: list[str] = []
        self._links: list[Anchor] = []
        self._inside: tuple[int, ...] = ()
        self._heading = 0
        self._opens: list[str] = []
        self._in_menu = False

    def element(self, element: Tag, inside: tuple[int, ...]) -> None:
        name = element.name
        if name in _DEAD:
            return
        if not self._in_menu and _is_outside(element):
            if _lists_items(element):
                self._in_menu = True
                self.element(element, inside)
                self._in_menu = False
            return
        self._count += 1
        number = self._count
        if name in ("tr", "li", "details", "dd") or _is_card(element):
            self.rows.add(number)
        if year := str(element.get(_OF_YEAR, "")):
            self.columns[number] = int(year)
        identity = str(element.get("id", ""))
        if identity:
            self.starts.setdefault(identity, number)
        around = (*inside, number)
        block = bool(_BLOCKS.fullmatch(name))
        if block:
            self.end()
            self._inside = around
            heading = self._heading
            self._heading = int(name[1]) if _HEADING.fullmatch(name) else heading
        opened = _opened(element)
        if opened:
            self._opens.append(opened)
        if name == "a" and not opened:
            self._anchor(element, around)
        elif name == "br":
            self._words.append(" ")
        for child in element.children:
            if isinstance(child, Tag):
                self.element(child, around)
            elif isinstance(child, NavigableString) and not isinstance(child, Comment):
                if not self._words and not self._links:
                    self._inside = around
                self._words.append(str(child))
        if block:
            self.end()
            self._inside = inside
            self._heading = heading

    def _anchor(self, element: Tag, inside: tuple[int, ...]) -> None:
        href = str(element.get("href", "")).strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
            return
        own = element.get_text(" ", strip=True)
        spare = "" if own else _spare(element)
        written = "".join(self._words)
        joined = bool(self._links) and bool(own) and written.rstrip(" ") == written != ""
        self._anchors += 1
        if not self._words and not self._links:
            self._inside = inside
        self._links.append(
            Anchor(
                href=href,
                text=" ".join((own or spare).split()),
                empty=not own and not spare,
                picture=element.find(["img", "svg", "i"]) is not None,
                joined=joined and not self._apart and self._links[-1].href != href,
                inside=inside,
                order=self._anchors,
            )
        )
        if spare:
            self._words.append(f" {spare} ")

    @property
    def _apart(self) -> bool:
        """Whether something stands between the last link's words and here."""
        last = self._links[-1].text if self._links else ""
        written = " ".join("".join(self._words).split())
        return not last or not written.endswith(last)

    def end(self) -> None:
        """What was gathered becomes a unit."""
        text = " ".join("".join(self._words).split())
        if text or self._links:
            unit = Unit(text, self._heading, self._inside, len(self.units), self._links)
            unit.opens = tuple(self._opens)
            self.units.append(unit)
        self._words, self._links, self._opens = [], [], []


def _is_outside(element: Tag) -> bool:
    if element.name in _OUTSIDE_TAGS or element.get("role") in ("navigation", "contentinfo"):
        return True
    if element.name in ("html", "body", "main", "article", "table"):
        return False
    names = " ".join([*(element.get("class") or ()), str(element.get("id", ""))])
    # a tab strip is called a nav in Bootstrap, and its tabs belong to the list
    return bool(_OUTSIDE_NAMES.search(names)) and "nav-tabs" not in names and "tab" not in names


def _lists_items(element: Tag) -> bool:
    """Whether a menu is the list itself: one page for each item behind it."""
    codes = (
        _MENU_CODE.match(to_arabic(a.get_text(" ", strip=True))) for a in element.find_all("a")
    )
    return len({int(code[1]) for code in codes if code}) >= _MENU_ITEMS


def _is_card(element: Tag) -> bool:
    names = " ".join(element.get("class") or ())
    return bool(
        re.search(
            r"(?:^|\s)(?:card|panel|accordion-item|elementor-toggle-item|elementor-accordion-item|"
            r"wp-block-group|wp-block-file|toggle|item|ita-item|oit-item)(?:$|\s)",
            names,
        )
    )


def _opened(element: Tag) -> str:
    """The id of the part that an element folds out or shows, or empty."""
    if element.name not in ("a", "button", "div", "h2", "h3", "h4", "h5", "li", "span", "summary"):
        return ""
    for name in _OPENS:
        value = str(element.get(name, "")).strip()
        if name == "aria-controls" and value:
            return value
        if _MAY_OPEN.fullmatch(value):
            return value[1:]
    return ""


def _spare(element: Tag) -> str:
    """The words of a link without text: its title, or those of the picture in it."""
    title = str(element.get("title") or element.get("aria-label") or "")
    picture = element.find("img")
    alt = str(picture.get("alt", "")) if isinstance(picture, Tag) else ""
    words = " ".join((title or alt).split())
    return "" if _ICON_TEXT.match(words) else words
