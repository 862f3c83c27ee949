"""The items of one (fiscal year, track): what an agency is asked to publish."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same text in Thai and English; ``en`` may be empty where no English name is known."""

    th: str
    en: str = ""

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" and self.en else self.th


@dataclass(frozen=True, slots=True)
class Element:
    """One of the facts that an indicator must show (filled by later catalogues)."""

    id: str
    text: Words
    confirmed: bool
    source: str = ""
    data_year: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One item, such as O12.

    ``data_year``: which years the evidence must show, any of them will do: ``N`` (the fiscal year
    of the catalogue), ``N-1``, ``covers-N`` (a range that contains N), or ``current`` (no year
    asked, as long as it is in force). ``confirmed``: the owner of the criteria has confirmed name
    and data year; an unconfirmed rule never leads to ``fail``. ``for_a_person``: what a machine
    can't see. ``data_year_text`` is the rule as the source words it.
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

    @property
    def number(self) -> int:
        return int(self.code[1:])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``sha256`` is that of the TOML text; ``groups`` maps 9.1 ... 10.2 to their names."""

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

    def indicator(self, code: str) -> Indicator | None:
        return next((item for item in self.indicators if item.code == code), None)
