"""Who answers for what, by function: lists of contacts of agencies and of districts."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oitcheck.catalogue import Catalogue
from oitcheck.codes import key
from oitcheck.intake import files, headings, stacked
from oitcheck.intake.containers import Refused
from oitcheck.intake.files import guarded
from oitcheck.intake.grid import Grid, Row
from oitcheck.intake.headings import Meaning
from oitcheck.intake.plain_form import Column, write_form
from oitcheck.intake.problems import Problem, problem
from oitcheck.intake.register import Register
from oitcheck.intake.stacked import Stacked
from oitcheck.model import Agency, Contact, Origin
from oitcheck.thai.digits import to_arabic
from oitcheck.thai.people import person_title
from oitcheck.thai.places import district_key

DISTRICT_FUNCTION = "ผู้ประสานงานอำเภอ"
AGENCY_FUNCTION = "ผู้ประสานงานของหน่วยงาน"

_OWNERS: frozenset[Meaning] = frozenset({"agency", "agency_code"})
_WORDS: Mapping[str, tuple[str, ...]] = {
    "function": (
        "ส่วนงาน", "ส่วนงาน (กอง/ฝ่าย)", "กอง/สำนัก", "สำนัก/กอง", "กอง", "ตำแหน่ง", "ส่วนงาน/ตำแหน่ง",
        "ส่วนงานที่รับผิดชอบ", "กลุ่มงาน", "ฝ่าย/กลุ่มงาน", "ผู้ประสานงาน", "function",
    ),
    "items": (
        "ข้อที่รับผิดชอบ", "ข้อ oit ที่รับผิดชอบ", "รับผิดชอบข้อ", "ข้อที่รับผิดชอบ (oit)", "ตัวชี้วัดที่รับผิดชอบ", "items",
    ),
    "telephone": (
        "โทรศัพท์", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", "เบอร์โทร", "โทร", "โทร.", "เบอร์ติดต่อ",
        "หมายเลขติดต่อ", "telephone", "phone", "tel", "tel.",
    ),
    "email": ("อีเมล", "อีเมล์", "e-mail", "email", "ไปรษณีย์อิเล็กทรอนิกส์", "จดหมายอิเล็กทรอนิกส์"),
}  # fmt: skip
_BY_KEY = {key(word): name for name, words in _WORDS.items() for word in words}
_OF_MEANING: Mapping[Meaning, str] = {"unit": "function", "indicator": "items"}
_PERSON_COLUMN = re.compile("ชื่อ(?!หน่วยงาน|ส่วน|กอง|ตำแหน่ง|หน่วยรับ|อำเภอ)|นามสกุล|name$")
_ITEM_WORD = re.compile(r"ข้อที่|ข้อ|ตัวชี้วัดย่อยที่|ตัวชี้วัดย่อย|ตัวชี้วัด|oit", re.IGNORECASE)
_LETTER = re.compile(r"o\s*\.?\s*(?=\d)", re.IGNORECASE)
_SPLIT = re.compile(r"[\s,;/、&]+|และ|กับ")
_RANGE = re.compile(r"(O?)(\d{1,3})(?:-(O?)(\d{1,3}))?")
_GROUP = re.compile(r"(?:9|10)\.\d")
_EVERY = frozenset({"ทุกข้อ", "ทั้งหมด", "all"})
_TELEPHONE = re.compile(r"[0-9][0-9 ()-]{2,}[0-9]")
_IN_TELEPHONE = re.compile(r"ต่อ|โทรสาร|โทรศัพท์|โทร|มือถือ|ถึง|และ|หรือ|ext|tel|[0-9\s()+/,.;:#-]", re.I)
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[A-Za-z]{2,}")


_Owner = tuple[str, str]
"""Agency id, or empty and the key of a district."""


@dataclass(slots=True)
class _Columns:
    code: int | None
    agency: int | None
    district: int | None
    others: dict[str, int] = field(default_factory=dict)
    of_people: list[str] = field(default_factory=list)


def read_contacts(
    path: Path, *, agencies: Sequence[Agency], catalogues: Mapping[str, Catalogue]
) -> tuple[tuple[Contact, ...], tuple[Problem, ...]]:
    """The contacts of a list (XLSX, CSV, XLS, ODS, DOCX table), and what is wrong in it.

    ``agencies`` is the registry, which is not empty; ``catalogues`` by track. A row without an
    agency is the coordinator of its district. A row that names a person is refused. An agency or
    district of which a row was refused has none of its rows here: what is kept of it would
    otherwise be replaced by a part of the list. Nothing that a file holds raises.
    """
    reader = _Reader(agencies, catalogues)
    try:
        for grid in files.tables(path, reader.problems):
            reader.read(grid)
    except Refused as refused:
        reader.problems.append(problem(refused.code, Origin(path.name), **refused.facts))
    contacts = reader.whole()
    return contacts, (*reader.problems, *reader.register.problems())


class _Reader:
    def __init__(self, agencies: Sequence[Agency], catalogues: Mapping[str, Catalogue]) -> None:
        self.register = Register(agencies)
        self.problems: list[Problem] = []
        self.contacts: dict[Contact, None] = {}
        self._agencies = {agency.id: agency for agency in agencies}
        self._districts = {district_key(one.district): one.district for one in agencies}
        self._districts.pop("", None)
        self._catalogues = catalogues
        self._refused: dict[_Owner, Origin] = {}

    def read(self, grid: Grid) -> None:
        rows = list(guarded(iter(grid.rows)))
        heading = stacked.find(rows, _OWNERS, lambda texts: False)
        columns = _columns(heading) if heading else None
        if grid.hidden:
            if columns:
                self._complain("hidden-sheet", grid.origin(), kept=True)
            return
        if heading is None or columns is None:
            self._complain("contact-no-heading" if rows else "empty-sheet", grid.origin())
            return
        for text in columns.of_people:
            self._complain("contact-person-column", grid.origin(heading.row), text, kept=True)
        for row in heading.rest:
            self._row(columns, row, grid.origin(row.number))

    def whole(self) -> tuple[Contact, ...]:
        """The contacts of whom every row could be read; a complaint for each of the others."""
        counted = Counter(_owner(one) for one in self.contacts)
        for owner, where in self._refused.items():
            if counted[owner]:
                agency, district = owner
                named = self._agencies[agency].name if agency else self._districts[district]
                self._complain("contact-part", where, named, rows=counted[owner])
        return tuple(one for one in self.contacts if _owner(one) not in self._refused)

    def _row(self, columns: _Columns, row: Row, where: Origin) -> None:
        def text(column: int | None) -> str:
            return " ".join(row.text(column).split()) if column is not None else ""

        said = {name: text(column) for name, column in columns.others.items()}
        said = {name: "" if value in ("-", "–") else value for name, value in said.items()}
        if not any(said.values()) or len({cell.text for cell in row.cells.values()}) < 2:
            return
        code, name, district = text(columns.code), text(columns.agency), text(columns.district)
        merged = columns.district is not None and row.cells.get(columns.district)
        if merged and merged.filled and not (code or name):
            district = ""
        title = next((found for one in said.values() if (found := person_title(one))), "")
        if title:
            # the name itself is not repeated anywhere
            self._complain("contact-person", where, f"{title} …")
            taken = False
        elif code or name:
            taken = self._of_agency(code, name, said, where)
        elif district:
            taken = self._of_district(district, said, where)
        else:
            self._complain("contact-no-owner", where)
            taken = False
        if not taken:
            for owner in self._owners(code, name, district):
                self._refused.setdefault(owner, where)

    def _owners(self, code: str, name: str, district: str) -> list[_Owner]:
        """Whose the row may be: where code and name contradict each other, both agencies."""
        if code or name:
            ids = (self.register.known(code), self.register.known(name))
            return [(one, "") for one in ids if one is not None]
        word = district_key(district)
        return [("", word)] if word in self._districts else []

    def _of_agency(self, code: str, name: str, said: Mapping[str, str], where: Origin) -> bool:
        """Whether the row was taken."""
        found = self.register.find(code, name, where)
        if found is None:
            return False
        agency = self._agencies[found]
        items = self._items(said.get("items", ""), agency.track, where)
        if items is None:
            return False
        function = said.get("function", "")
        if items and not function:
            self._complain("contact-no-function", where, agency.name)
            return False
        self._keep(agency.id, function or AGENCY_FUNCTION, agency.district, items, said, where)
        return True

    def _of_district(self, word: str, said: Mapping[str, str], where: Origin) -> bool:
        district = self._districts.get(district_key(word))
        if district is None:
            close = difflib.get_close_matches(district_key(word), self._districts, n=3, cutoff=0.5)
            names = " / ".join(self._districts[one] for one in close)
            near = f"ใกล้เคียงกับ {names}" if names else "แก้ชื่ออำเภอให้ตรงกับทะเบียนหน่วยงาน"
            self._complain("contact-district", where, word, near=near)
            return False
        self._keep("", said.get("function") or DISTRICT_FUNCTION, district, (), said, where)
        return True

    def _keep(
        self,
        agency: str,
        function: str,
        district: str,
        items: tuple[str, ...],
        said: Mapping[str, str],
        where: Origin,
    ) -> None:
        telephone = self._telephone(said.get("telephone", ""), where)
        email = said.get("email", "")
        if email and not _EMAIL.fullmatch(email):
            self._complain("contact-email", where, email, kept=True)
            email = ""
        self.contacts[Contact(agency, function, district, items, telephone, email)] = None

    def _telephone(self, given: str, where: Origin) -> str:
        text = to_arabic(given)
        found = _TELEPHONE.search(text)
        if found is None or _IN_TELEPHONE.sub("", text):
            if given:
                self._complain("contact-telephone", where, given, kept=True)
            return ""
        number = found[0].strip()
        # Excel takes the 0 in front of a number away: 44511111 was 044511111, 812345678 a mobile
        if number.isdecimal() and number[0] not in "01" and len(number) in (8, 9):
            text = text.replace(number, f"0{number}", 1)
            self._complain("contact-zero", where, given, kept=True, number=f"0{number}")
        return text

    def _items(self, given: str, track: str, where: Origin) -> tuple[str, ...] | None:
        """Codes in the order of the catalogue; None (and a complaint) for what can't be read."""
        catalogue = self._catalogues.get(track) or next(iter(self._catalogues.values()))
        known = [item.code for item in catalogue.indicators]
        if "".join(given.split()).casefold() in _EVERY:
            return tuple(known)
        wanted: set[str] = set()
        for token in _tokens(given):
            group = _GROUP.fullmatch(token)
            numbers = _numbers(token)
            if group:
                found = [item.code for item in catalogue.indicators if item.group == group[0]]
            elif numbers is None:
                self._complain("contact-item", where, token)
                return None
            else:
                found = [f"O{number}" for number in numbers]
            if not found or not set(found) <= set(known):
                self._complain(
                    "contact-item-unknown",
                    where,
                    token,
                    year=catalogue.year,
                    first=known[0],
                    last=known[-1],
                )
                return None
            wanted.update(found)
        return tuple(code for code in known if code in wanted)

    def _complain(
        self, code: str, where: Origin, value: str = "", *, kept: bool = False, **facts: Any
    ) -> None:
        self.problems.append(problem(code, where, value, kept=kept, **facts))


def _owner(one: Contact) -> _Owner:
    return (one.agency, "" if one.agency else district_key(one.district))


def write_contacts_form(path: Path, agencies: Sequence[Agency], year: int) -> None:
    """The empty form (XLSX): a row for each of ``agencies`` and each district, and spare ones."""
    columns = (
        Column("รหัสหน่วยงาน", 16, given=True),
        Column("หน่วยงาน", 42, given=True),
        Column("อำเภอ", 18, given=True),
        Column("ส่วนงาน (กอง/ฝ่าย)", 30),
        Column("ข้อที่รับผิดชอบ", 24),
        Column("โทรศัพท์", 24),
        Column("อีเมล", 32),
    )
    lines = (
        f"ผู้ประสานงาน OIT ตามส่วนงาน ประจำปีงบประมาณ พ.ศ. {year}",
        "วิธีกรอก: หนึ่งแถวต่อหนึ่งส่วนงาน เพิ่มแถวท้ายตารางได้โดยใส่รหัสหน่วยงานซ้ำ ข้อที่รับผิดชอบใส่เช่น O11-O13, O18 "
        "เว้นว่างหากเป็นผู้ประสานงานของหน่วยงาน แถวที่ไม่มีหน่วยงานคือผู้ประสานงานของอำเภอ "
        "ระบุส่วนงานหรือตำแหน่ง ไม่ระบุชื่อบุคคล",
    )
    districts = dict.fromkeys(one.district for one in agencies if one.district)
    rows = [("", "", district, "", "", "", "") for district in districts]
    rows += [(one.code, one.name, one.district, "", "", "", "") for one in agencies]
    write_form(path, "ผู้ประสานงาน", lines, columns, rows, spare=max(20, len(agencies)))


def items_text(items: Sequence[str]) -> str:
    """Codes for people to read, runs drawn together: ``O11-O13, O18``."""
    numbers = sorted(int(code[1:]) for code in items if code[1:].isdecimal())
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"O{run[0]}-O{run[-1]}" if len(run) > 2 else ", ".join(f"O{n}" for n in run) for run in runs
    )


def _columns(heading: Stacked) -> _Columns | None:
    """None where there is neither a function nor a way to reach anybody."""
    found = _Columns(
        heading.column("agency_code"), heading.column("agency"), heading.column("district")
    )
    for column, texts in sorted(heading.texts.items()):
        if column in (found.code, found.agency, found.district):
            continue
        text = " ".join(texts)
        plain = key(to_arabic(text))
        short = key(to_arabic(re.sub(r"\(.*?\)", "", text)))
        meaning = headings.meaning(text)
        name = _BY_KEY.get(plain) or _BY_KEY.get(short)
        if name is None and meaning is not None:
            name = _OF_MEANING.get(meaning)
        if name is not None and name not in found.others:
            found.others[name] = column
        elif name is None and _PERSON_COLUMN.search(plain):
            found.of_people.append(text)
    return found if found.others else None


def _tokens(given: str) -> list[str]:
    """``O11-O13``, ``O18``, ``9.2`` ... of a cell that names items."""
    text = _ITEM_WORD.sub(" ", to_arabic(given))
    text = re.sub(r"\s*(?:[-–—]|ถึง)\s*", "-", _LETTER.sub("O", text))
    return [token for part in _SPLIT.split(text) if (token := part.strip(" .:"))]


def _numbers(token: str) -> range | None:
    """The numbers of ``O11-O13`` or ``11``; None for what is no item.

    A second number that is smaller is a part of an item (``O21-3``), unless it has its letter.
    """
    found = _RANGE.fullmatch(token)
    if found is None:
        return None
    first, last = int(found[2]), int(found[4] or found[2])
    if first <= last:
        return range(first, last + 1)
    return None if found[3] else range(first, first + 1)
