"""From a table's rows to what they say: agency, item, links, withdrawal, when it came in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from oitcheck import codes
from oitcheck.catalogue import Catalogue
from oitcheck.intake import cells, headings, moments
from oitcheck.intake.files import guarded
from oitcheck.intake.grid import Grid, Row
from oitcheck.intake.headings import Heading, Title
from oitcheck.intake.items import Asked, Items
from oitcheck.intake.problems import Problem, problem
from oitcheck.intake.register import Register
from oitcheck.intake.said import STATUS_NOT_YET, Said, no_url
from oitcheck.model import Origin

_TITLE_ROWS = 40
_DEFAULT_SHEET = ("sheet", "ชีต", "แผ่นงาน", "แผ่น", "table", "ตาราง", "worksheet")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row says about one item of one agency; no links means withdrawn."""

    agency: str
    indicator: str
    links: tuple[tuple[str, str], ...]
    note: str
    received: datetime | None
    where: Origin


@dataclass(slots=True)
class _Held:
    """What blank cells take over from the rows above them in the same block."""

    agency_code: str = ""
    agency: str = ""
    indicator: str = ""
    complained: bool = False

    def end_block(self) -> None:
        self.indicator = ""


@dataclass(slots=True)
class Reader:
    """Reads grids one after another; complaints go to ``problems``, ``rows`` counts data rows."""

    catalogue: Catalogue
    register: Register
    round: str
    now: datetime
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    bad_rows: int = 0
    _items: Items = field(init=False)
    _last: Heading | None = None
    _title: Title = field(default_factory=Title)
    _held: _Held = field(default_factory=_Held)

    def __post_init__(self) -> None:
        self._items = Items(self.catalogue)

    def read(self, grid: Grid) -> Iterator[Statement]:
        """The statements of one sheet. Raises `Refused` where the file breaks in the middle."""
        before = self._title
        self._title = Title()
        self._held = _Held()
        for line in grid.before:
            headings.title(self._title, line)
        rows = guarded(iter(grid.rows))
        early: list[Row] = []
        heading: Heading | None = None
        last: Row | None = None
        for row in rows:
            heading = headings.find(row)
            if heading:
                break
            early.append(row)
            if len(early) >= _TITLE_ROWS:
                break
        if heading:
            for row in early:
                headings.title_row(self._title, row)
            early = []
        elif grid.continues and self._last and not grid.before:
            heading, self._title = self._last, before
        else:
            heading = _guess(early, self._items)
        if heading is None:
            self._complain_of_no_heading(grid, empty=not early)
            return
        self._last = heading
        if not self._form_fits(grid):
            return
        fresh = not early
        for row in itertools.chain(early, rows):
            again = headings.find(row)
            if again:
                heading = self._last = again
                continue
            if fresh and headings.under(heading, row):
                continue
            fresh = False
            if last is not None and row.number > last.number + 1:
                self._held.end_block()
            last = row
            statement = self._row(grid, heading, row)
            if statement:
                yield statement

    def _complain_of_no_heading(self, grid: Grid, *, empty: bool) -> None:
        if grid.hidden:
            return
        plain = grid.sheet.casefold().strip(" 0123456789๐๑๒๓๔๕๖๗๘๙()")
        if empty and plain in _DEFAULT_SHEET and grid.sheet.casefold().strip() not in (
            "sheet1", "sheet", "ชีต1", "แผ่น1",
        ):  # fmt: skip
            return
        self._complain("empty-sheet" if empty else "no-heading", grid.origin())

    def _form_fits(self, grid: Grid) -> bool:
        title = self._title
        if title.is_form and title.year != self.catalogue.year:
            self._complain("other-year", grid.origin(), theirs=title.year, ours=self.catalogue.year)
            return False
        if title.is_form and title.round != self.round:
            self._complain(
                "other-round", grid.origin(), kept=True, theirs=title.round, ours=self.round
            )
        return True

    def _row(self, grid: Grid, heading: Heading, row: Row) -> Statement | None:
        where = grid.origin(row.number)
        if self._is_section(heading, row):
            return None
        said = Said(heading, row)
        if not said.anything:
            return None
        if self._title.is_form and not said.form_says_something:
            return None
        self.rows += 1
        code, fatal = self._indicator(said, where)
        if fatal:
            return self._bad_row(fatal)
        if code is None:
            if not (said.found.good or said.found.bad or said.withdraws):
                self.rows -= 1
                return None
            missing = "item-unreadable" if said.indicator else "item-missing"
            return self._bad_row(self._trouble(missing, where, said.indicator or said.name))
        found = said.found
        for kind, text in found.bad:
            self.problems.append(problem(f"url-{kind}", where, text))
        for href in found.differs:
            self._complain("hyperlink-differs", where, href, kept=True)
        withdraws = said.withdraws
        if not found.good and not withdraws:
            return self._bad_row(None if found.bad else no_url(said, where))
        agency = self._agency(grid, said, where)
        if agency is None:
            self.bad_rows += 1
            return None
        if said.status == STATUS_NOT_YET and found.good:
            self._complain("status-and-links", where, kept=True)
        for _, url in found.good:
            self.register.saw_link(agency, url)
        links = () if withdraws else tuple(found.good)
        note = said.note(self._items)
        return Statement(agency, code, links, note, self._received(said, where), where)

    def _indicator(self, said: Said, where: Origin) -> tuple[str | None, Problem | None]:
        """The item's code; or a complaint that ends the row; or neither: the row names none."""
        items = self._items
        by_name = items.by_name(said.name) or items.by_name(said.indicator)
        try:
            by_code = items.by_code(said.indicator) if said.indicator else None
            if by_code is None and not by_name and said.name and not said.indicator:
                by_code = items.at_start(said.name)
        except codes.SeveralItems:
            return None, self._trouble("item-several", where, said.indicator or said.name)
        if by_code is None and by_name is None:
            return self._without_code(said, where)
        code = by_code or by_name or ""
        if self.catalogue.indicator(code) is None:
            self._held.indicator = ""
            return None, self._unknown(code, said, where)
        if by_code:
            self._compare_name(by_code, said, where)
        self._held.indicator = code
        return code, None

    def _without_code(self, said: Said, where: Origin) -> tuple[str | None, Problem | None]:
        """A row that names no item: it goes on with the one above, or says something unclear."""
        items, given = self._items, bool(said.found.good or said.withdraws)
        own_name = bool(said.name) and not said.name_filled
        if given and not said.indicator and not (own_name and items.named_by_name):
            return (self._held.indicator, None) if self._held.indicator else (None, None)
        self._held.indicator = ""
        value = said.indicator or said.name
        if not given:
            return None, None
        owners = items.owners(said.name) or items.owners(said.indicator)
        if owners:
            shared = ", ".join(owners)
            return None, self._trouble("item-shared", where, value, codes=shared, one=owners[0])
        asked = items.criterion("", said.name or said.indicator)
        if asked:
            return None, self._not_an_exhibit(asked, where, value)
        rounded = items.rounded(said.indicator)
        if rounded:
            return None, self._trouble("item-rounded", where, value, by_code=rounded)
        near = self.catalogue.indicator(items.nearest(said.name or said.indicator) or "")
        if near is None:
            return None, None
        facts = {"by_code": near.code, "name": near.name.th}
        return None, self._trouble("item-near", where, value, **facts)

    def _unknown(self, code: str, said: Said, where: Origin) -> Problem | None:
        """The complaint about a code that no item has; none about a criterion without links, which
        the form itself prints between the exhibits."""
        value = said.indicator or said.name
        asked = self._items.criterion(code, "")
        if asked is None:
            return self._trouble("item-unknown", where, value, year=self.catalogue.year)
        given = said.found.good or said.found.bad or said.withdraws
        return self._not_an_exhibit(asked, where, value) if given else None

    def _not_an_exhibit(self, asked: Asked, where: Origin, value: str) -> Problem:
        return self._trouble("item-criterion", where, value, **_facts(asked))

    def _compare_name(self, by_code: str, said: Said, where: Origin) -> None:
        """Notice where the name beside a code is that of something else."""
        owners = self._items.owners(said.name) or self._items.owners(said.indicator)
        if owners and by_code not in owners:
            told = ", ".join(owners)
            facts = {"item": self.catalogue.item.th, "by_code": by_code, "by_name": told}
            self._complain("item-differs", where, said.name, kept=True, **facts)
            return
        asked = None if owners else self._items.criterion("", said.name or said.indicator)
        item = self.catalogue.indicator(by_code)
        if asked and item:
            facts = {"by_code": by_code, "name": item.name.th, **_facts(asked)}
            value = said.name or said.indicator
            self._complain("item-criterion-name", where, value, kept=True, **facts)

    def _trouble(self, code: str, where: Origin, value: str, **facts: Any) -> Problem:
        """A complaint about an item, in the words that the catalogue has for its items."""
        items = self.catalogue.indicators
        return problem(
            code,
            where,
            value,
            item=self.catalogue.item.th,
            column=self._items.column,
            first=items[0].code if items else "-",
            last=items[-1].code if items else "-",
            **facts,
        )

    def _agency(self, grid: Grid, said: Said, where: Origin) -> str | None:
        held = self._held
        if said.agency_code or said.agency:
            held.agency_code, held.agency = said.agency_code, said.agency
        if held.agency_code or held.agency:
            return self.register.find(held.agency_code, held.agency, where)
        title = self._title
        if title.agency_code or title.agency:
            return self.register.find(title.agency_code, title.agency, where)
        stem = grid.file.rsplit(".", 1)[0]
        for text in (*title.loose, grid.sheet, stem):
            found = self.register.known(text)
            if found:
                return found
        sheet = grid.sheet.strip()
        plain = sheet.casefold().strip(" 0123456789๐๑๒๓๔๕๖๗๘๙()")
        if sheet and plain not in (*_DEFAULT_SHEET, "oit", "ita", "", "data", "links"):
            return self.register.find("", sheet, where)
        if not held.complained:
            held.complained = True
            self._complain("agency-missing", grid.origin())
        return None

    def _is_section(self, heading: Heading, row: Row) -> bool:
        """A line of its own between the rows: whose the next ones are, or a group's name."""
        texts = {cell.text for cell in row.cells.values()}
        if len(texts) != 1 or any(cell.hrefs for cell in row.cells.values()):
            return False
        text = texts.pop()
        if cells.has_url(text) or min(row.cells) in (*heading.of("url"),):
            return False
        section = Title()
        headings.title(section, text)
        named = section.agency or (self.register.known(text) and text) or ""
        if not (named or section.agency_code) or heading.of("agency") or heading.of("agency_code"):
            return False
        self._held = _Held(agency_code=section.agency_code, agency=named)
        return True

    def _received(self, said: Said, where: Origin) -> datetime | None:
        if said.received is None:
            return None
        at = moments.moment(said.received)
        if at is None or at > self.now:
            code = "bad-date" if at is None else "future-date"
            self._complain(code, where, said.received.text, kept=True)
            return None
        return at

    def _bad_row(self, trouble: Problem | None) -> Statement | None:
        self.bad_rows += 1
        if trouble:
            self.problems.append(trouble)
        return None

    def _complain(
        self, code: str, where: Origin, value: str = "", *, kept: bool = False, **facts: Any
    ) -> None:
        self.problems.append(problem(code, where, value, kept=kept, **facts))


def _facts(asked: Asked) -> dict[str, Any]:
    return {
        "criterion": f"เกณฑ์ {asked.number}".strip(),
        "level": asked.level,
        "exhibits": ", ".join(asked.exhibits),
    }


def _guess(rows: list[Row], names: Items) -> Heading | None:
    """Columns of a table without a heading: where the URLs are, and where codes are beside them."""
    urls: dict[int, int] = {}
    items: dict[int, int] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if cells.has_url(cell.text):
                urls[column] = urls.get(column, 0) + 1
            elif len(cell.text) <= 200:
                try:
                    found = names.by_code(cell.text) or names.by_name(cell.text)
                except codes.SeveralItems:
                    found = None
                if found:
                    items[column] = items.get(column, 0) + 1
    if not urls or not items:
        return None
    heading = Heading({max(items, key=lambda one: (items[one], -one)): "indicator"})
    heading.columns.update(dict.fromkeys(urls, "url"))
    return heading
