"""What stands round a number that could be a year, and says that it is something else."""

from __future__ import annotations

import re

from oitcheck.thai.words import NUMBER_LABELS, UNITS

_LABELS = "|".join(re.escape(word) for word in sorted(NUMBER_LABELS, key=len, reverse=True))
# By how the words before a number end, and by the first letter after it, most need no search.
_LABEL_ENDS = tuple(word.rstrip(".") for word in NUMBER_LABELS)
_UNIT_BEGINS = frozenset(unit[0] for unit in UNITS)
# วันที่, ปีที่ and the like end with a label's letters but are none.
_LABEL = re.compile(rf"(?:^|[^ก-๎a-z]|(?<=[ก-๎]))(?<!วัน)(?:{_LABELS}) ?[.:]? ?$", re.IGNORECASE)
_SHORT_LABEL = re.compile(r"(?:^|[\s/(])ว ?\.? ?$")
_PLATE = re.compile("ทะเบียน(?:รถ)? ?[0-9]?[ก-ฮ]{1,3}[ -]?$")
_UNIT = re.compile(rf" ?(?:{'|'.join(re.escape(unit) for unit in UNITS)})", re.IGNORECASE)
_UNIT_FALSE = re.compile(
    r" ?(?:ปี ?งบ|ฉบับ(?:แก้|ทบทวน|ที่|เพิ่ม|ปรับ|สมบูรณ์|ประชาชน)|หน้าที่|คนพิการ|ตัวชี้วัด|งานที่|เรื่องร้อง"
    r"|เรื่อง |งบ|จุดแข็ง|หน่วยงาน|ข้อมูล|ข้อบัญญัติ|ข้อกำหนด|ข้อตกลง|รายงาน|รายละเอียด|รายชื่อ|รายได้|รายจ่าย"
    r"|รายไตรมาส|รายเดือน|เดือน ?(?=[ก-๎])|องค์กรปกครอง|ม\.[คต]|พัน(?:ธ|ธุ์)|ต้นแบบ|ต้นฉบับ|วันที่|ร้อยเอ็ด|สายงาน"
    r"|ครั้งที่|ตำบล|รูปแบบ|จุดเน้น|แสนสุข|น\.ส)"
)
_CHAINED_BEFORE = re.compile(r"(?:[0-9A-Za-z][.,/:_-]|[/#$฿=@\\:])$")
_CHAINED_AFTER = re.compile(r"[.,/:_-][0-9]|[/@\\]|[A-Za-z_]")
_HEX_BEFORE, _HEX = re.compile("[0-9a-f]{1,40}$"), re.compile("[0-9a-f]{1,40}")
_VERSION = re.compile(
    r"(?:(?<![a-z])(?:version|ver|v|release|rev|build)|เวอร์ชั่?น|รุ่น(?:ที่)?)[ .:]*$", re.I
)
_THAI_LETTER = re.compile("[ก-ฮ]")
_DOCUMENT = re.compile(
    r"(?:ที่|no\.?|ว)[\s._-]*[0-9]+[\s_/-]*$|(?:^|[\s._/-])ว[\s._-]*$", re.IGNORECASE
)


def counts(text: str, end: int) -> bool:
    """Whether a unit follows, as in ``2,569 บาท`` or ``68 คน``."""
    tail = text[end : end + 16]
    if tail[:2].lstrip(" ")[:1].lower() not in _UNIT_BEGINS:
        return False
    return bool(_UNIT.match(tail)) and not _UNIT_FALSE.match(tail)


def labelled(text: str, start: int) -> bool:
    """Whether what comes before names a number: a telephone, a section, a document, a sum."""
    head = text[max(0, start - 24) : start]
    if "ทะเบียน" in head and _PLATE.search(head):
        return True
    if not head.rstrip(" .:").lower().endswith(_LABEL_ENDS):
        return False
    return bool(_label(head)) or bool(_SHORT_LABEL.search(head))


def _label(head: str) -> bool:
    match = _LABEL.search(head)
    if match is None:
        return False
    # The label must be a word of its own, not the end of one (ปีที่, ประมาณที่): for the short
    # ones what stands before it in the same run of Thai letters decides.
    word = match[0].rstrip(" .:").lstrip(" \n\t(/-")
    if word not in ("ที่", "ว", "ต่อ", "สาย", "รวม", "เงิน", "ข้อ", "หมู่", "ชั้น", "ห้อง", "อ่าน", "เลข"):
        return True
    before = head[: head.rindex(word)]
    return not "ก" <= before[-1:] <= "๎"


def chained_before(text: str, start: int) -> bool:
    """Whether the number at ``start`` goes on a chain: 0-4451-2569, 12/2568, :2568."""
    head = text[max(0, start - 2) : start]
    return bool(_CHAINED_BEFORE.search(head))


def chained_after(text: str, end: int) -> bool:
    """Whether a chain goes on after the number: 2568-1, 2568.50, 2568/7, 2568v2."""
    return bool(_CHAINED_AFTER.match(text, end, end + 2))


def document_number(text: str, start: int) -> bool:
    """Whether a year-like number ends a document's number, as in คำสั่งที่-15-2568."""
    return bool(_DOCUMENT.search(text[max(0, start - 24) : start]))


def in_hash(text: str, start: int, end: int) -> bool:
    """Whether the number stands inside a row of hexadecimal digits that holds other figures too."""
    before, after = _HEX_BEFORE.search(text, max(0, start - 40), start), _HEX.match(text, end)
    around = (before[0] if before else "") + (after[0] if after else "")
    letters = sum(map(str.isalpha, around))
    return 0 < letters < len(around) and len(around) >= 4


def version(text: str, start: int) -> bool:
    """Whether a row of numbers with dots is that of a program: Version 1.2.2025."""
    return bool(_VERSION.search(text, max(0, start - 16), start))


def thai_line(text: str, start: int, end: int) -> bool:
    """Whether the number's line holds Thai (or nothing else at all)."""
    left = max(text.rfind("\n", 0, start) + 1, start - 200)
    right = text.find("\n", end, end + 200)
    line = text[left : right if right >= 0 else end + 200]
    return bool(_THAI_LETTER.search(line)) or line.strip(" ()[]") == text[start:end]
