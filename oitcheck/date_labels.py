"""The label that a date bears: what the words just before it (or in brackets after it) say it is.

Labels of a page's own day: data as of, signed or announced, updated, published. Labels of other
days: a deadline, a cited letter's, a founding, a birthday, a copyright line's, the clock's.
"""

from __future__ import annotations

import re
from enum import StrEnum

from oitcheck.model import DateMention


class Label(StrEnum):
    CLOCK = "clock"
    COPYRIGHT = "copyright"
    BIRTH = "birth"
    FOUNDING = "founding"
    CITED = "cited"
    AS_OF = "as-of"
    SIGNED = "signed"
    DATED = "dated"
    UPDATED = "updated"
    PUBLISHED = "published"
    DEADLINE = "deadline"


_REACH = 90
_WEEKDAY = r"(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)(?:ที่)?|[A-Z][a-z]{2,8}day)"
# What may stand between a label and its day: a colon, a cell's or line's end, the hour, a weekday.
_FILL = (
    r"(?:ข้อมูล|เว็บไซต์|เนื้อหา|เมื่อ|ล่าสุด|วันที่|(?:สิ้น|ใน)?เดือน|สิ้น|ณ|on|at|date|[\s:|/–,()\[\]*-]|"
    rf"เวลา\s?\d\d?[.:]\d\d\s?(?:น\.)?|{_WEEKDAY})*$"
)
_UPDATE = r"ปรับปรุง|แก้ไข|อัปเดต|อัพเดต|อัพเดท|อัปเดท|(?:last )?(?:updated?|modified)"
_PUBLISH = (
    r"เผยแพร่|โพสต์|โพสท์|ลงประกาศ|ลงข่าว|ประกาศเมื่อ|สร้าง|เขียน|นำเข้า|บันทึก|"
    r"(?:posted|publish(?:ed)?|created)(?: date)?|date (?:posted|published)"
)
_OTHERS = r"(?:ตาม|อ้างถึง|หนังสือ|ระเบียบ|มติ|พระราช|สัญญา|แก้ไขเพิ่มเติม)"

_BEFORE: tuple[tuple[Label, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.I))
    for label, pattern in (
        (
            Label.AS_OF,
            r"(?:(?:ข้อมูล|สถานะ|รายงาน|สรุป|ยอด|ผล|คงเหลือ)\s*(?:ล่าสุด\s*)?(?:ณ|ถึง|as of)|\bas of\b)"
            rf"\s*{_FILL}",
        ),
        (
            Label.UPDATED,
            rf"(?:^|[\n\t|•·/–-]|\s)\s*(?:วันที่\s?)?(?:{_UPDATE})(?:ข้อมูล|เว็บไซต์|เนื้อหา|หน้า|ครั้ง)*{_FILL}",
        ),
        (
            Label.PUBLISHED,
            rf"(?:^|[\n\t|•·/–-]|\s)\s*(?:วันที่\s?)?(?:{_PUBLISH})(?:โดย[^\n\d]{{0,40}}?(?:เมื่อ|วันที่|on))?{_FILL}",
        ),
        (
            Label.CITED,
            rf"{_OTHERS}[^\n]{{0,75}}(?:ลง\s?วันที่|(?:^|\s|[ก-๙])(?:เมื่อ)(?:วันที่)?|ฉบับ)\s*$",
        ),
        (
            Label.SIGNED,
            r"(?:ประกาศ|ให้ไว้|สั่ง|ลงนาม|ลงชื่อ|ทำ)\s*ณ\s*(?:วันที่\s*)?$|"
            r"(?:^|\n)\s*ลง\s?วันที่\s*[:\s]*$|วันที่\s?(?:ประกาศ|ลงนาม|ออกหนังสือ|ในประกาศ)\s*[:\s]*(?:วันที่\s*)?$|"
            r"(?:^|\n|\s)รายงาน(?:ผล)?(?:เมื่อ)?\s?(?:วันที่\s*)?$",
        ),
        (Label.DATED, r"ลง\s?วันที่\s*[:\s]*$"),
        (Label.CLOCK, r"วันนี้(?:[\s:]|วันที่)*$"),
        (Label.BIRTH, rf"(?:(?<!เหตุ)เกิด(?:เมื่อ)?|\bborn\b|\bbirth ?(?:day|date)?\b){_FILL}"),
        (
            Label.FOUNDING,
            rf"(?:จัดตั้ง|ก่อตั้ง|ยกฐานะ|ยกระดับ(?:เป็น|จาก)|established|founded)[^\n\d]{{0,40}}?{_FILL}",
        ),
        (
            Label.DEADLINE,
            r"(?:ภายใน|(?<!ข้อมูล)ถึง|ไม่เกิน|ก่อน|ครบกำหนด|สิ้นสุด|หมดเขต|ปิดรับสมัคร)\s*(?:วัน)?(?:ที่)?\s*$|"
            r"\b(?:by|before|deadline:?|due:?)\s*$",
        ),
    )
)
_AFTER: tuple[tuple[Label, re.Pattern[str]], ...] = (
    (Label.UPDATED, re.compile(rf"\s*\((?:{_UPDATE})(?:ล่าสุด)?", re.I)),
    (Label.PUBLISHED, re.compile(rf"\s*\((?:{_PUBLISH})", re.I)),
)
_COPYRIGHT = re.compile(r"(?:©|copyright|\(c\)|ลิขสิทธิ์|all rights? reserved)[^\n|]{0,40}$", re.I)
_RIGHTS = re.compile(r"[^\n]{0,20}(?:สงวนลิขสิทธิ์|all rights? reserved|©)", re.I)


_SECONDS = re.compile(r"\s*(?:เวลา\s*)?\d\d?[.:]\d\d[.:]\d\d")
_LEAD = re.compile(
    rf"(?:(?:ณ|ลง|ใน|เมื่อ)\s?)?(?:{_WEEKDAY}|วันที่|วัน(?=\s))?\s*(?:ประจำเดือน|ในเดือน|เดือน)?\s*"
)
_FROM_A_DAY = re.compile(rf"{_LEAD.pattern}[0-9๐-๙]")
_ON_A_WEEKDAY = re.compile(_WEEKDAY)
_CITING = re.compile("ตาม|อ้างถึง")


def of(m: DateMention, before: str, after: str, *, named: bool = False) -> Label | None:
    """The label of a mention by the text before and after it; the first of the list that fits.

    ``before`` and ``after`` are short (see `date_words.around`). Years bear no label of a day but
    the copyright line's; a year or longer is no clock's and no deadline's. ``named``: the words
    name the page: the day after ลงวันที่ is the page's own unless they cite something.
    """
    if m.precision in ("year", "fiscal-year", "range", "half", "quarter"):
        rights = _COPYRIGHT.search(before) or _RIGHTS.match(after)
        if rights and m.precision == "year":
            return Label.COPYRIGHT
        return None
    head = before[-_REACH:] + (lead[0] if (lead := _LEAD.match(m.raw)) else "")
    if m.precision == "day":
        for label, pattern in _AFTER:
            if pattern.match(after):
                return label
    for label, pattern in _BEFORE:
        if pattern.search(head):
            own = label is Label.CITED and named and not _CITING.search(head)
            return Label.SIGNED if own else label
    if _ON_A_WEEKDAY.match(m.raw) and _SECONDS.match(after):
        return Label.CLOCK
    return None


# The form of a letter, an order of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526: a line with
# the number, then its day, then เรื่อง; in a memorandum number and day share a line.
_BEFORE_SUBJECT = re.compile(r"[ \t]*\n\s*เรื่อง(?=[ \t:])")
_OF_A_LETTER = re.compile(r"(?:[ \t]*|\s*ที่[ \t][^\n]{0,80}[ \t])$")
_LONGEST_LINE = 120


def of_a_letter(m: DateMention, text: str) -> bool:
    """Whether a day stands where a letter or a memorandum bears its own."""
    if m.precision != "day" or not _BEFORE_SUBJECT.match(text, m.end):
        return False
    line = text[max(0, m.start - _LONGEST_LINE) : m.start].rpartition("\n")
    return bool(_OF_A_LETTER.fullmatch(line[2]))


def window(m: DateMention, longest: int) -> bool:
    """Whether a mention is a span of days, of at most ``longest``, as of a meeting or of handing
    in; months in a row are a period."""
    short = m.precision == "range" and (m.last - m.first).days < longest
    return short and bool(_FROM_A_DAY.match(m.raw))
