"""The values that an agency's page is made of."""

from __future__ import annotations

from dataclasses import dataclass

from oitcheck.report.standing import Item, State


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision in words."""

    state: State
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One link (or the lack of one) of one item that a cause concerns.

    ``details``: what was seen at this link, a sentence each. ``supplied``: names of the agencies
    that supplied it to this one's answer; empty for its own.
    """

    item: Item
    state: State
    first_of_item: bool
    url: str = ""
    note: str = ""
    origin: str = ""
    document_url: str = ""
    when: str = ""
    details: tuple[str, ...] = ()
    snippet: str = ""
    snippet_page: int = 0
    from_start: bool = False
    picture: str = ""
    marks: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    ruling: Ruling | None = None
    supplied: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing to mend or to wait for. ``number`` counts from 1 within its section.

    ``supplier``: who acts instead of the agency, by name; empty where ``who`` says it.
    ``shared``: that other agencies have the same trouble at the same place; empty where not.
    """

    number: int
    items: tuple[Item, ...]
    codes: str
    check: str
    seen: str
    why: str
    fix: str
    who: str
    message: str
    rows: tuple[Row, ...]
    ruling: Ruling | None
    supplier: str = ""
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """An item that needs one line only."""

    item: Item
    text: str
    marks: tuple[str, ...]
    ruling: Ruling | None
    supplied: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All sections of an agency's page. ``supplied``: codes of the items that rest on links of
    ``suppliers`` other agencies."""

    fix: tuple[Cause, ...]
    wait: tuple[Cause, ...]
    failed: tuple[Cause, ...]
    complete: tuple[Short, ...]
    unsent: tuple[Short, ...]
    skipped: tuple[Short, ...]
    suppliers: int = 0
    supplied: str = ""
