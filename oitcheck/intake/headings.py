"""Which column means what, by its heading; and what the title rows above say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from oitcheck.codes import key
from oitcheck.intake import cells
from oitcheck.intake.grid import Row
from oitcheck.thai.digits import to_arabic

Meaning = Literal[
    "agency_code", "agency", "indicator", "number", "name", "url", "note", "received", "status",
    "unit", "kind", "district", "role", "hosts", "track", "item-status",
]  # fmt: skip

_EXACT: Mapping[Meaning, tuple[str, ...]] = {
    "agency_code": (
        "รหัสหน่วยงาน", "รหัส", "agency_code", "agency code", "รหัสหน่วยรับการประเมิน", "code",
        "รหัสอปท", "รหัส อปท.",
    ),
    "agency": (
        "หน่วยงาน", "ชื่อหน่วยงาน", "agency", "หน่วยรับการประเมิน", "ชื่อหน่วยรับการประเมิน", "ส่วนราชการ",
        "ชื่อส่วนราชการ", "อปท.", "ชื่อ อปท.", "agency name", "organization", "หน่วยงานเจ้าของข้อมูล",
    ),
    "indicator": (
        "ตัวชี้วัด", "ข้อ", "indicator", "ข้อที่", "oit", "ข้อ oit", "รหัสตัวชี้วัด", "รหัสข้อ", "ตัวชี้วัดย่อย",
        "ตัวชี้วัดที่", "item", "ตัวชี้วัด/ข้อ", "ข้อ/ตัวชี้วัด", "ข้อ (oit)", "แบบวัด oit", "ข้อตัวชี้วัด", "o",
        "ข้อคำถาม", "รหัส oit", "indicator code", "เลขเอกสาร", "เลขที่เอกสาร", "รหัสเอกสาร", "เอกสารที่",
    ),
    "number": ("ลำดับ", "ลำดับที่", "ที่", "no", "no.", "เลขที่", "#"),
    "name": (
        "รายการข้อมูล", "รายการ", "ข้อมูล", "ชื่อข้อมูล", "ชื่อรายการ", "ประเด็น", "เรื่อง", "name", "ชื่อตัวชี้วัด",
        "ประเด็นการตรวจ", "ชื่อข้อ", "หัวข้อ", "ชื่อเอกสาร", "รายการเอกสาร", "เอกสารประกอบ", "เอกสาร",
    ),
    "note": (
        "คำอธิบาย", "หมายเหตุ", "note", "notes", "remark", "remarks", "รายละเอียด",
        "ตำแหน่งบนหน้าเว็บ/คำอธิบาย", "ตำแหน่งบนหน้าเว็บ", "description", "คำชี้แจง", "คำอธิบายเพิ่มเติม",
    ),
    "received": ("วันที่ส่ง", "received_at", "received", "วันส่ง", "วันที่รับ", "วันที่ได้รับ", "วันที่จัดส่ง"),
    "status": ("สถานะ", "status"),
    "unit": (
        "หน่วยงาน/กอง/ฝ่ายที่รับผิดชอบ", "ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "หน่วยงานผู้รับผิดชอบ",
        "กอง/ฝ่าย", "กอง/ฝ่ายที่รับผิดชอบ", "ฝ่ายที่รับผิดชอบ", "กองที่รับผิดชอบ", "unit",
    ),
    "kind": ("ประเภท", "kind", "ประเภทหน่วยงาน", "type"),
    "district": ("อำเภอ", "district"),
    "role": ("บทบาท", "role"),
    "hosts": ("เว็บไซต์", "hosts", "host", "เว็บไซต์หลัก", "website", "เว็บไซต์หน่วยงาน"),
    "track": ("แบบวัด", "track", "กลุ่มแบบวัด"),
}  # fmt: skip

_BY_KEY: dict[str, Meaning] = {}
_URL = re.compile(
    r"(?:ที่อยู่|ช่องทาง|ข้อมูล)?(?:ลิงก์|ลิงค์|ลิ้งก์|ลิ้งค์|ลิงก|link|links|url|urls)"
    r"(?:url|link|ลิงก์|ข้อมูล|หลักฐาน|เว็บไซต์|ที่ส่ง|ที่เผยแพร่|ที่หน่วยงานส่ง|ที่|หน้าเว็บ)*\d*"
)
_AGENCY_TITLE = re.compile(
    r"^(?:ชื่อ)?(?:หน่วยงาน|หน่วยรับการประเมิน|ส่วนราชการ|agency)(?:\s*[:：=]\s*|\s+)(?P<name>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CODE_TITLE = re.compile(r"รหัสหน่วยงาน\s*[:：=]?\s*(?P<code>[^\s|]+)")
_FORM_TITLE = re.compile(
    r"รหัสหน่วยงาน:\s*(?P<code>[^|]*?)\s*\|\s*ปีงบประมาณ พ\.ศ\.:\s*(?P<year>\d{4})\s*\|"
    r"\s*การส่งลิงก์:\s*(?P<round>[^|]+?)\s*$"
)


def form_line(code: str, year: int, round_name: str) -> str:
    """The line of our own form that says whose it is; `title` reads it again."""
    return f"รหัสหน่วยงาน: {code} | ปีงบประมาณ พ.ศ.: {year} | การส่งลิงก์: {round_name}"


@dataclass(slots=True)
class Heading:
    """``columns``: the meaning of each column from 0, several may mean ``url``."""

    columns: dict[int, Meaning] = field(default_factory=dict)

    def of(self, meaning: Meaning) -> list[int]:
        return [column for column, found in sorted(self.columns.items()) if found == meaning]


@dataclass(slots=True)
class Title:
    """What rows above the heading say about the whole table; empty where they don't."""

    agency_code: str = ""
    agency: str = ""
    year: int = 0
    round: str = ""
    loose: list[str] = field(default_factory=list)

    @property
    def is_form(self) -> bool:
        return self.year > 0


@lru_cache(maxsize=20_000)
def meaning(text: str) -> Meaning | None:
    """What a column with this heading holds; None for a heading that isn't known."""
    if not text or len(text) > 120:
        return None
    if not _BY_KEY:
        _BY_KEY.update({key(word): name for name, words in _EXACT.items() for word in words})
        _BY_KEY["#"] = "number"
    folded = key(to_arabic(text)) or text.strip()
    exact = _BY_KEY.get(folded)
    if exact:
        return exact
    if _URL.fullmatch(folded):
        return "url"
    without_brackets = key(to_arabic(re.sub(r"\(.*?\)", "", text, flags=re.DOTALL)))
    if without_brackets != folded and without_brackets:
        return _BY_KEY.get(without_brackets) or (
            "url" if _URL.fullmatch(without_brackets) else None
        )
    return None


def find(row: Row) -> Heading | None:
    """The row's meaning as a heading; None when it isn't one.

    A heading names at least two different things, one of them an item, its name or a URL, and
    holds no URL itself.
    """
    if any(cells.has_url(cell.text) for cell in row.cells.values()):
        return None
    heading = Heading()
    for column, cell in row.cells.items():
        found = meaning(cell.text)
        if found:
            heading.columns[column] = found
    meanings = set(heading.columns.values())
    if len(meanings) < 2 or not meanings & {"indicator", "name", "url", "number"}:
        return None
    if "indicator" not in meanings:
        for column in heading.of("number")[:1]:
            heading.columns[column] = "indicator"
    _only_first(heading)
    return heading


def find_registry(row: Row) -> Heading | None:
    """The heading of a registry of agencies: a name, and at least one thing more."""
    heading = Heading()
    for column, cell in row.cells.items():
        found: Meaning | None = meaning(cell.text)
        if found == "name":
            found = "agency"
        if found:
            heading.columns[column] = found
    meanings = set(heading.columns.values())
    if "agency" not in meanings or len(meanings - {"number"}) < 2:
        return None
    return heading


def under(heading: Heading, row: Row) -> bool:
    """Whether ``row`` is a second row of the heading (numbers or names of the URL columns)."""
    names = 0
    for column, cell in row.cells.items():
        text = to_arabic(cell.text).strip()
        if column in heading.of("url") or column not in heading.columns:
            if not (re.fullmatch(r"\(?\d{1,2}\)?", text) or meaning(text) == "url"):
                return False
            names += 1
        elif not cell.filled or meaning(text) != heading.columns[column]:
            return False
    for column, cell in row.cells.items():
        if meaning(cell.text) == "url":
            heading.columns[column] = "url"
    return names > 0


def title(title_: Title, text: str) -> None:
    """Learn from one text above the heading (or from a line of its own between the rows)."""
    plain = to_arabic(text).strip()
    form = _FORM_TITLE.search(plain)
    if form:
        title_.agency_code = "" if form["code"] in ("", "-") else form["code"]
        title_.year, title_.round = int(form["year"]), form["round"]
        return
    code = _CODE_TITLE.search(plain)
    if code:
        title_.agency_code = title_.agency_code or code["code"].strip(" ,)")
        plain = plain[: code.start()].strip(" ,|(")
        text = plain
    named = _AGENCY_TITLE.match(text.strip())
    if named and not title_.agency:
        title_.agency = named["name"].strip(" .…_")
    elif plain and len(plain) < 300:
        title_.loose.append(text.strip())


def title_row(title_: Title, row: Row) -> None:
    """Learn from a row above the heading: its texts together, and each by itself."""
    texts = list(dict.fromkeys(cell.text for _, cell in sorted(row.cells.items()) if cell.text))
    title(title_, " ".join(texts))
    if len(texts) > 1:
        title_.loose.extend(text for text in texts if len(text) < 300)


def _only_first(heading: Heading) -> None:
    """One column for each meaning but URL and note: a second one of a kind has no meaning."""
    seen: set[Meaning] = set()
    for column in sorted(heading.columns):
        found = heading.columns[column]
        if found in seen and found not in ("url", "note"):
            del heading.columns[column]
        seen.add(found)
