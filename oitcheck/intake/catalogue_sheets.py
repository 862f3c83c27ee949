"""The worksheets of a catalogue: which column holds which key of its TOML file, in which manner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from oitcheck.catalogue.values import Words
from oitcheck.catalogue.words import (
    ACTIONS,
    CONFIDENCES,
    DETECTORS,
    FILE_KINDS,
    PERIODS,
    STATUS,
    YEAR_RULES,
)
from oitcheck.kinds import KINDS

Manner = Literal["text", "code", "number", "list", "lists", "word", "words", "yes"]
"""``text`` as it is; ``code`` one entry of a list; ``list``, ``lists``: see `catalogue_cells`;
``word`` one of a vocabulary, ``words`` some, one a line; ``yes`` or nothing."""

YES = "ใช่"


@dataclass(frozen=True, slots=True)
class Column:
    """``key``: that of the TOML table (``name.th`` in the table inside it). ``choices``: from the
    value in the file to the word in the cell. ``width`` in units of Excel."""

    key: str
    heading: str
    manner: Manner
    width: float
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``name`` is that of the tables that its rows are, ``frozen`` the columns that stay."""

    name: str
    title: str
    columns: tuple[Column, ...]
    frozen: int = 1

    def heading(self, key: str) -> str:
        """The heading over ``key``, or over the first of the keys inside it; empty for none."""
        return next(
            (one.heading for one in self.columns if one.key.split(".")[0] == key.split(".")[0]), ""
        )


def _thai(words: Mapping[str, Words]) -> dict[str, str]:
    return {value: said.th for value, said in words.items()}


_ITEM_STATUS = {"confirmed": STATUS[True].th, "unverified": STATUS[False].th}
_HEAD_STATUS = {"confirmed": STATUS[True].th, "provisional": STATUS[False].th}
_KINDS = dict(zip(KINDS, KINDS, strict=True))

HEAD = Sheet(
    "catalogue",
    "เกณฑ์",
    (
        Column("id", "รหัสเกณฑ์", "code", 16, True, hint="ไม่ต้องแก้"),
        Column("year", "ปีงบประมาณ พ.ศ.", "number", 12, True),
        Column("track", "ชุดเกณฑ์", "code", 14, True, hint="standard คือชุดทั่วไป"),
        Column("revision", "ฉบับแก้ไขที่", "number", 11, True, hint="ไม่ต้องแก้ โปรแกรมเพิ่มให้เมื่อนำเข้า"),
        Column("status", "สถานะของเกณฑ์", "word", 24, True, _HEAD_STATUS),
        Column("note", "หมายเหตุ", "text", 60),
        Column("drafted_from", "ร่างจากเกณฑ์", "code", 16),
    ),
)
SOURCES = Sheet(
    "sources",
    "แหล่งที่มา",
    (
        Column("key", "รหัสแหล่งที่มา", "code", 16, True, hint="ใช้อ้างในแผ่นงาน ข้อ และ องค์ประกอบ"),
        Column("text", "แหล่งที่มา", "text", 100, True),
    ),
)
GROUPS = Sheet(
    "groups",
    "ตัวชี้วัดย่อย",
    (
        Column("key", "รหัสตัวชี้วัดย่อย", "code", 16, True, hint="เป็นข้อความ เช่น 9.1 หรือ 10.10"),
        Column("th", "ชื่อตัวชี้วัดย่อย", "text", 60, True),
        Column("en", "ชื่อภาษาอังกฤษ", "text", 50),
    ),
)
ITEMS = Sheet(
    "indicator",
    "ข้อ",
    (
        Column("code", "ข้อ", "code", 7, True, hint="O ตามด้วยเลขอารบิก เช่น O12"),
        Column("group", "ตัวชี้วัดย่อย", "code", 11, True, hint="รหัสจากแผ่นงาน ตัวชี้วัดย่อย"),
        Column("name.th", "ชื่อข้อ", "text", 44, True),
        Column("name.en", "ชื่อภาษาอังกฤษ", "text", 36),
        Column("data_year", "ปีของข้อมูล", "words", 24, True, _thai(YEAR_RULES)),
        Column("data_year_text", "ปีของข้อมูลตามแหล่งที่มา", "text", 26),
        Column("status", "สถานะ", "word", 22, True, _ITEM_STATUS),
        Column("confidence", "ความมั่นใจ", "word", 11, False, _thai(CONFIDENCES)),
        Column("sources", "แหล่งที่มา", "list", 11, hint="รหัสแหล่งที่มา บรรทัดละหนึ่งรหัส"),
        Column("formats", "รูปแบบไฟล์ตามแหล่งที่มา", "text", 24),
        Column("checks", "ใช้เฉพาะการตรวจ", "list", 16, hint="รหัสการตรวจ ว่างคือใช้ทั้งหมด"),
        Column("note", "หมายเหตุ", "text", 36),
        Column("doubt", "ข้อสงสัย", "text", 36),
        Column("for_a_person", "เจ้าหน้าที่ต้องดูเอง", "list", 44, hint="บรรทัดละหนึ่งเรื่อง"),
    ),
)
ELEMENTS = Sheet(
    "element",
    "องค์ประกอบ",
    (
        Column("code", "ข้อ", "code", 7, True),
        Column("id", "รหัสองค์ประกอบ", "code", 22, True, hint="a-z 0-9 และ - ไม่ซ้ำกันในข้อ"),
        Column("text.th", "องค์ประกอบด้านข้อมูล", "text", 56, True),
        Column("text.en", "ภาษาอังกฤษ", "text", 40),
        Column("status", "สถานะ", "word", 22, True, _ITEM_STATUS),
        Column("sources", "แหล่งที่มา", "list", 11, hint="ยืนยันแล้วต้องมีอย่างน้อยหนึ่งแหล่ง"),
        Column("data_year", "ปีของข้อมูล", "words", 24, False, _thai(YEAR_RULES), "ว่างคือตามข้อ"),
        Column("period", "ช่วงเวลา", "word", 26, False, _thai(PERIODS)),
        Column("kinds", "ประเภทหน่วยงาน", "words", 16, False, _KINDS, "ว่างคือทุกประเภท"),
        Column("formats", "รูปแบบไฟล์", "words", 15, False, _thai(FILE_KINDS), "ต้องมีครบทุกรูปแบบที่ระบุ"),
        Column("if_any", "เฉพาะกรณีที่มี", "yes", 11),
        Column("note", "หมายเหตุ", "text", 36),
    ),
    frozen=2,
)
WAYS = Sheet(
    "see",
    "วิธีมองเห็น",
    (
        Column("code", "ข้อ", "code", 7, True),
        Column("id", "รหัสองค์ประกอบ", "code", 22, True),
        Column("detector", "สิ่งที่มองหา", "word", 28, False, _thai(DETECTORS)),
        Column(
            "phrases", "คำที่ต้องพบ", "lists", 60, hint="ต้องพบทุกบรรทัด คำในบรรทัดเดียวกันคั่นด้วย | ใช้แทนกันได้"
        ),
        Column("columns", "หัวคอลัมน์ของตาราง", "lists", 44, hint="หนึ่งคอลัมน์ต่อบรรทัด คำใช้แทนกันคั่นด้วย |"),
        Column("roles", "ตำแหน่งของบุคคล", "list", 30, hint="บรรทัดละหนึ่งตำแหน่ง"),
    ),
    frozen=2,
)
TRAIL = Sheet(
    "confirmation",
    "การยืนยัน",
    (
        Column("code", "ข้อ", "code", 7, True),
        Column("element", "รหัสองค์ประกอบ", "code", 22),
        Column("action", "การดำเนินการ", "word", 16, True, _thai(ACTIONS)),
        Column("source", "แหล่งที่มา", "text", 40, True),
        Column("by", "โดย (ตำแหน่ง)", "text", 32, True),
        Column("at", "เวลา (UTC)", "code", 24, True),
        Column("before", "สถานะก่อนหน้า", "word", 24, True, _ITEM_STATUS),
        Column("digest", "ลายพิมพ์ของเนื้อหา", "code", 22, True),
    ),
)
SHEETS = (HEAD, SOURCES, GROUPS, ITEMS, ELEMENTS, WAYS, TRAIL)
GUIDE = "คำอธิบาย"
