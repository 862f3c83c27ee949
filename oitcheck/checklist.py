"""A province's evidence checklist: levels, what each asks for, and the exhibits that prove it.

An exhibit is what the form calls a document of evidence; a Document is what was read from a body.
Criteria and exhibits are numbered apart: criterion 4.1 and exhibit 4.1 have nothing to do with
each other. How levels add up is not data: the level reached is for a person to say.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from oitcheck.thai.fiscal import BUDDHIST_ERA
from oitcheck.thai.words import MONTHS
from oitcheck.toml_reader import Reader, Table

Precision = Literal["day", "month"]


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-item of a criterion; ``number`` as printed, such as ``(1)``."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a level asks for. ``number`` is empty where the level's only criterion bears none."""

    number: str
    text: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One document of evidence that is asked for. ``code`` names it and is unique in the
    checklist; ``number`` is what is printed (empty for one without). ``date`` is the day that its
    name gives, or the first of the month where ``precision`` is ``month``."""

    code: str
    number: str
    name: str
    date: date | None = None
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Level:
    """One level, from 1 up."""

    number: int
    text: str
    criteria: tuple[Criterion, ...]
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """``year`` of the Buddhist Era; ``oddities``: what is odd in the source."""

    id: str
    province: str
    year: int
    revision: int
    sha256: str
    levels: tuple[Level, ...]
    title: str = ""
    source: str = ""
    note: str = ""
    oddities: tuple[str, ...] = ()

    def exhibits(self) -> Iterator[Exhibit]:
        """All exhibits in the order of the levels."""
        for level in self.levels:
            yield from level.exhibits

    def exhibit(self, code: str) -> Exhibit | None:
        return next((one for one in self.exhibits() if one.code == code), None)


HEAD_KEYS = ("id", "province", "year", "revision", "title", "source", "note", "oddities")
LEVEL_KEYS = ("number", "text", "criterion", "document")
CRITERION_KEYS = ("number", "text", "parts")
PART_KEYS = ("number", "text")
EXHIBIT_KEYS = ("code", "number", "name", "date")
_CODE = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)+")
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def parse_checklist(text: str, where: str) -> Checklist:
    """A checklist from ``text``; ``where`` names the file in complaints.

    Dates are CE: ``2023-11-24`` (a day) or ``2024-01`` (a month). Raises
    `oitcheck.toml_reader.BadData` with everything that is wrong, each by line and key.
    """
    reader = Reader(text, where)
    root = reader.root()
    root.known(("checklist", "level"))
    head = root.table("checklist", required=True)
    head.known(HEAD_KEYS)
    year = head.number("year")
    if year and not 2500 <= year <= 2700:
        head.complain("year", f"{year} ไม่ใช่ปีพุทธศักราช", "ระบุปี พ.ศ. เช่น year = 2567")
    tables = list(root.tables("level"))
    if not tables:
        root.complain("level", "ไม่มีระดับใดในรายการนี้", "เพิ่ม [[level]]")
    seen: dict[str, set[str]] = {"criterion": set(), "document": set()}
    levels = tuple(_level(raw, place, seen) for place, raw in enumerate(tables, start=1))
    found = Checklist(
        id=head.text("id"),
        province=head.text("province"),
        year=year,
        revision=head.number("revision"),
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        levels=levels,
        title=head.text("title", ""),
        source=head.text("source", ""),
        note=head.text("note", ""),
        oddities=head.texts("oddities"),
    )
    reader.done()
    return found


def _level(raw: Table, place: int, seen: dict[str, set[str]]) -> Level:
    at = raw.named(f"level {place}: ")
    at.known(LEVEL_KEYS)
    number = at.number("number")
    if number and number != place:
        at.complain("number", f"เป็น {number} แต่อยู่ลำดับที่ {place}", f"เรียงระดับ หรือแก้เป็น {place}")
    criteria = list(at.tables("criterion"))
    if not criteria:
        at.complain("criterion", "ไม่มีเกณฑ์ของระดับนี้", "เพิ่ม [[level.criterion]]")
    return Level(
        number=number,
        text=at.text("text"),
        criteria=tuple(_criterion(one, len(criteria) == 1, seen["criterion"]) for one in criteria),
        exhibits=tuple(_exhibit(one, seen["document"]) for one in at.tables("document")),
    )


def _criterion(raw: Table, alone: bool, seen: set[str]) -> Criterion:
    raw.known(CRITERION_KEYS)
    number = raw.text("number", "")
    if not number and not alone:
        raw.complain("number", "ไม่ได้ระบุ ทั้งที่ระดับนี้มีหลายเกณฑ์", 'เช่น number = "3.1"')
    _once(raw, "number", number, seen)
    parts = []
    for part in raw.tables("parts"):
        part.known(PART_KEYS)
        parts.append(Part(part.text("number", ""), part.text("text")))
    return Criterion(number, raw.text("text"), tuple(parts))


def _exhibit(raw: Table, seen: set[str]) -> Exhibit:
    code = raw.text("code")
    at = raw.named(f"document {code}: ") if code else raw
    at.known(EXHIBIT_KEYS)
    if code and not _CODE.fullmatch(code):
        at.complain(
            "code", f"{code!r} ใช้เป็นรหัสไม่ได้", "ใช้ตัวเลขหรืออักษรอังกฤษ คั่นด้วยจุดหรือขีด เช่น 4.1 หรือ 3-x"
        )
    _once(at, "code", code, seen)
    day, precision = _date(at)
    return Exhibit(code, at.text("number", ""), at.text("name"), day, precision)


def _once(at: Table, key: str, value: str, seen: set[str]) -> None:
    if value and value in seen:
        at.complain(key, f"{value} มีซ้ำสองแห่ง", "ตั้งใหม่ให้ไม่ซ้ำ")
    seen.add(value)


def _date(at: Table) -> tuple[date | None, Precision]:
    if "date" not in at:
        return None, "day"
    given = at.values["date"]
    match = _DATE.fullmatch(str(given))
    if not match:
        at.complain("date", f"{given!r} ไม่ใช่วันที่", "เช่น 2023-11-24 หรือ 2024-01")
        return None, "day"
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    if not 1950 <= year <= 2150:
        ce = year - BUDDHIST_ERA
        hint = f"ใช้ปี ค.ศ. เช่น {ce}-{match[2]}" if 1950 <= ce <= 2150 else "แก้ปี"
        at.complain("date", f"{given} ไม่ใช่ปีคริสต์ศักราช", hint)
    elif not 1 <= month <= 12:
        at.complain("date", f"ไม่มีเดือนที่ {month}", "เดือนคือ 01 ถึง 12")
    elif not 1 <= day <= (days := calendar.monthrange(year, month)[1]):
        name = MONTHS[month - 1]
        at.complain("date", f"ไม่มีวันที่ {day} {name}", f"{name} มี {days} วัน")
    else:
        return date(year, month, day), "day" if match[3] else "month"
    return None, "day"
