"""The items of one (fiscal year, track): what an agency is asked to publish."""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oitcheck.errors import OitcheckError


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


DATA_YEARS = ("N", "N-1", "covers-N", "current")
_CATALOGUE_KEYS = {"id", "year", "track", "revision", "status", "note", "sources", "groups"}
_INDICATOR_KEYS = {
    "code",
    "group",
    "name",
    "data_year",
    "data_year_text",
    "status",
    "confidence",
    "sources",
    "formats",
    "note",
    "for_a_person",
    "element",
}
_ELEMENT_KEYS = {"id", "text", "status", "source", "data_year"}


def parse_catalogue(text: str, where: str) -> Catalogue:
    """A catalogue from the text of its TOML file; ``where`` names it in errors.

    Raises `OitcheckError` that names the file and the key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise OitcheckError(f"{where}: not valid TOML: {trouble}", "mend that line") from None
    reader = _Reader(where)
    reader.known(data, {"catalogue", "indicator"}, "")
    head = reader.table(data, "catalogue", "")
    reader.known(head, _CATALOGUE_KEYS, "catalogue.")
    confirmed = reader.one_of(head, "status", ("confirmed", "provisional"), "catalogue.")
    year = reader.number(head, "year", "catalogue.")
    if not 2500 <= year <= 2700:
        raise reader.error("catalogue.year", f"{year} is no Buddhist year")
    groups = tuple(
        (group, reader.words(names, f"catalogue.groups.{group}"))
        for group, names in reader.table(head, "groups", "catalogue.").items()
    )
    indicators: list[Indicator] = []
    for position, raw in enumerate(data.get("indicator", []), start=1):
        item = _indicator(reader, raw, f"indicator {position}: ", confirmed == "confirmed")
        if item.group not in dict(groups):
            raise reader.error(f"{item.code}: group", f"{item.group!r} is not in catalogue.groups")
        if any(item.code == other.code for other in indicators):
            raise reader.error(item.code, "stands twice")
        indicators.append(item)
    if not indicators:
        raise reader.error("indicator", "the catalogue has no items")
    return Catalogue(
        id=reader.text(head, "id", "catalogue."),
        year=year,
        track=reader.text(head, "track", "catalogue."),
        revision=reader.number(head, "revision", "catalogue."),
        confirmed=confirmed == "confirmed",
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        groups=groups,
        sources=tuple(
            (key, str(value)) for key, value in reader.table(head, "sources", "catalogue.").items()
        ),
        indicators=tuple(sorted(indicators, key=lambda item: item.number)),
        note=str(head.get("note", "")),
    )


def _indicator(reader: _Reader, raw: Any, at: str, trusted: bool) -> Indicator:
    if not isinstance(raw, Mapping):
        raise reader.error(at, "must be a table")
    code = reader.text(raw, "code", at)
    if not re.fullmatch(r"O[1-9]\d?", code):
        raise reader.error(f"{at}code", f"{code!r} is not like O12")
    at = f"{code}: "
    reader.known(raw, _INDICATOR_KEYS, at)
    status = reader.one_of(raw, "status", ("confirmed", "unverified"), at)
    return Indicator(
        code=code,
        group=reader.text(raw, "group", at),
        name=reader.words(raw.get("name"), f"{at}name"),
        data_year=_data_years(reader, raw, at),
        confirmed=trusted and status == "confirmed",
        sources=reader.texts(raw, "sources", at),
        confidence=str(raw.get("confidence", "")),
        data_year_text=str(raw.get("data_year_text", "")),
        formats=str(raw.get("formats", "")),
        note=str(raw.get("note", "")),
        for_a_person=reader.texts(raw, "for_a_person", at),
        elements=tuple(_element(reader, part, at) for part in raw.get("element", [])),
    )


def _element(reader: _Reader, raw: Any, at: str) -> Element:
    if not isinstance(raw, Mapping):
        raise reader.error(f"{at}element", "must be a table")
    reader.known(raw, _ELEMENT_KEYS, f"{at}element.")
    return Element(
        id=reader.text(raw, "id", f"{at}element."),
        text=reader.words(raw.get("text"), f"{at}element.text"),
        confirmed=reader.one_of(raw, "status", ("confirmed", "unverified"), at) == "confirmed",
        source=str(raw.get("source", "")),
        data_year=_data_years(reader, raw, f"{at}element.") if "data_year" in raw else (),
    )


def _data_years(reader: _Reader, raw: Mapping[str, Any], at: str) -> tuple[str, ...]:
    years = reader.texts(raw, "data_year", at)
    unknown = [year for year in years if year not in DATA_YEARS]
    if unknown or not years:
        raise reader.error(f"{at}data_year", f"give some of {', '.join(DATA_YEARS)}")
    return years


class _Reader:
    """Typed access to parsed TOML, with errors that name file and key."""

    def __init__(self, where: str) -> None:
        self.where = where

    def error(self, key: str, trouble: str) -> OitcheckError:
        return OitcheckError(f"{self.where}: {key}: {trouble}", "mend that line of the catalogue")

    def known(self, table: Mapping[str, Any], keys: set[str], at: str) -> None:
        for key in table:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, n=1)
                raise self.error(f"{at}{key}", f"unknown key{f', {near[0]}?' if near else ''}")

    def table(self, table: Mapping[str, Any], key: str, at: str) -> Mapping[str, Any]:
        value = table.get(key)
        if not isinstance(value, Mapping):
            raise self.error(f"{at}{key}", "must be a table")
        return value

    def text(self, table: Mapping[str, Any], key: str, at: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{at}{key}", "must be a text")
        return value

    def texts(self, table: Mapping[str, Any], key: str, at: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise self.error(f"{at}{key}", "must be a list of texts")
        return tuple(value)

    def number(self, table: Mapping[str, Any], key: str, at: str) -> int:
        value = table.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"{at}{key}", "must be a whole number")
        return value

    def one_of(self, table: Mapping[str, Any], key: str, choices: tuple[str, ...], at: str) -> str:
        value = self.text(table, key, at)
        if value not in choices:
            raise self.error(f"{at}{key}", f"{value!r} is none of {', '.join(choices)}")
        return value

    def words(self, value: Any, at: str) -> Words:
        if not isinstance(value, Mapping) or not isinstance(value.get("th"), str):
            raise self.error(at, 'must be like { th = "...", en = "..." }')
        return Words(value["th"], str(value.get("en", "")))
