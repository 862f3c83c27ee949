"""The values of a catalogue: items, their elements, and how a machine may see them."""

from __future__ import annotations

from dataclasses import dataclass

from oitcheck.checklist import Level

DATA_YEARS = ("N", "N-1", "covers-N", "current")
"""Which year evidence must show: this fiscal year, the one before, a range of years that contains
this one, or none as long as it is in force."""

PERIODS = ("year", "first-half", "to-31-march", "months", "months-first-half")
"""Which part of the data year: all of it, its first six months, its state on 31 March, every month
of it, every month of its first half."""

DETECTORS = (
    "telephone",
    "email",
    "postal-address",
    "map",
    "table",
    "two-way-channel",
    "person",
    "amount",
    "period",
    "signed-order",
    "bilingual",
    "nothing-to-report",
)
"""What a machine can look for besides phrases. ``table`` has ``columns``, ``person`` ``roles``."""

FILE_KINDS = ("pdf", "xlsx", "xls", "docx", "csv", "image", "html")

CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Words:
    """The same text in Thai and English; ``en`` may be empty where no English name is known."""

    th: str
    en: str = ""

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" and self.en else self.th


ITEM = Words("ข้อ", "item")
"""What an item of OIT is called before its code, and in "this item"."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a machine may see an element.

    ``phrases``: groups of synonyms; every group must be met by one of its own. ``detector``: one
    of `DETECTORS` or empty; with phrases beside it both must hold. ``columns``: groups of synonyms
    of a table's headings. ``roles``: posts that a person may hold.
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    detector: str = ""
    columns: tuple[tuple[str, ...], ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One of the facts that an indicator must show.

    ``data_year`` empty: that of the indicator. ``period``: one of `PERIODS` or empty. ``kinds``:
    agency kinds that must show it, empty for all. ``formats``: kinds of file that must all be
    there. ``if_any``: only where there is such a thing. ``see``: any one way is enough; none: only
    a person can see it. ``sources``: keys of `Catalogue.sources`.
    """

    id: str
    text: Words
    confirmed: bool
    sources: tuple[str, ...] = ()
    data_year: tuple[str, ...] = ()
    period: str = ""
    kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    if_any: bool = False
    see: tuple[Way, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One item, such as O12.

    ``data_year``: which years the evidence must show, any of them will do (`DATA_YEARS`).
    ``confirmed``: the owner of the criteria has confirmed name and data year; an unconfirmed rule
    never leads to ``fail``. ``checks``: ids of the checks that apply, empty for all.
    ``for_a_person``: what a machine can't see. ``data_year_text`` and ``formats`` are the rules as
    the source words them. ``doubt``: what is doubtful in a draft.
    """

    code: str
    group: str
    name: Words
    data_year: tuple[str, ...]
    confirmed: bool
    sources: tuple[str, ...] = ()
    confidence: str = ""
    data_year_text: str = ""
    formats: str = ""
    note: str = ""
    for_a_person: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    checks: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def number(self) -> int:
        """The 12 of O12, by which a catalogue's file is put in order; only OIT's codes have one.
        Whatever comes after asks `Catalogue.place`."""
        return int(self.code[1:])

    def element(self, element_id: str) -> Element | None:
        return next((one for one in self.elements if one.id == element_id), None)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A line of the audit trail: who confirmed an item or an element (or took that back), from
    which source, when (RFC 3339, UTC). ``before`` is the status until then, ``digest`` that of the
    rule that was confirmed, so that a later change of the rule shows."""

    code: str
    element: str
    action: str
    source: str
    by: str
    at: str
    before: str
    digest: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The items of one (fiscal year, track), in the order in which they are read.

    ``sha256`` is that of the TOML text; ``groups`` maps 9.1 ... 10.2 to their names. ``confirmed``
    is what the file says of itself as a whole; what may fail rests on each item's own. ``item`` is
    what its items are called. One made of an evidence checklist has a ``title`` of its own and
    ``levels``, whose numbers are its groups.
    """

    id: str
    year: int
    track: str
    revision: int
    confirmed: bool
    sha256: str
    groups: tuple[tuple[str, Words], ...]
    sources: tuple[tuple[str, str], ...]
    indicators: tuple[Indicator, ...]
    note: str = ""
    drafted_from: str = ""
    confirmations: tuple[Confirmation, ...] = ()
    title: str = ""
    item: Words = ITEM
    levels: tuple[Level, ...] = ()

    @property
    def rated_by_a_person(self) -> bool:
        """Levels are for a person to rate: there are no points, and only those who hand something
        in have a part in it."""
        return bool(self.levels)

    def indicator(self, code: str) -> Indicator | None:
        return next((item for item in self.indicators if item.code == code), None)

    def place(self, code: str) -> int:
        """Where the item stands, from 0; what is no item of this catalogue comes last."""
        places = (n for n, item in enumerate(self.indicators) if item.code == code)
        return next(places, len(self.indicators))
