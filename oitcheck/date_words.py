"""The words round a date that say whose it is: a law's, a cited plan's, the assessment's.

What decides which years evidence speaks for (`dating`) and which date is a page's own
(`chosen_date`) reads them from here, so that both take the same words for the same thing.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from oitcheck import signs
from oitcheck.model import DateMention

YEAR = re.compile(r"(?<!\d)(?:25\d\d|๒๕[๐-๙]{2})(?!\d)")
_NAMED_LAW = (
    r"พระราชบัญญัติ|พ\.\s?ร\.\s?บ\.|พระราชกฤษฎีกา|พ\.\s?ร\.\s?ฎ\.|รัฐธรรมนูญ|กฎกระทรวง|ประมวลกฎหมาย|"
    r"ระเบียบ|ข้อบังคับ|ข้อบัญญัติ|กฎ\s?ก\.พ\.|ว่าด้วย|(?:ประกอบ(?:กับ)?|และ)(?:ประกาศ|คำสั่ง)"
)
_LAW = re.compile(rf"(?:{_NAMED_LAW}|แก้ไขเพิ่มเติม|ฉบับที่|มาตรา)")
# ฉบับที่ 3 ปี 2569 is an issue of a journal: a law's year is พ.ศ. 2569, or a number alone.
_LAW_BY_NAME = re.compile(f"(?:{_NAMED_LAW})")
_NAME = re.compile(r"\s*\S*")
# What begins another clause: at once, or at the beginning of a word after the law's name.
_OTHER_CLAUSE = re.compile(
    r"จึง|ดังนั้น|ทั้งนี้|กำหนดให้|บัญญัติ(?:ให้|ว่า)|ได้จัดทำ|ได้ดำเนินการ|(?:ใน|ของ|สำหรับ|ประจำ)ปี"
)
_OTHER_WORD = re.compile(
    r"\s(?:ได้|ให้|ขอ(?!ง)|ซึ่ง|โดย|เพื่อ|สำหรับ|ประจำ|เมื่อ|ตั้งแต่|ระหว่าง|ผลการ|รายงาน|แผน|นโยบาย|ประกาศ|คำสั่ง|"
    r"เทศบาล|องค์การบริหารส่วน|อบต|อบจ|จังหวัด|อำเภอ|หน่วยงาน)"
)
_AND_YEAR = re.compile(r"\s*(?:,|และ|,\s*และ)?\s*(?:พ\.\s?ศ\.)?\s*")
LAW_REACH = 170
FILED = re.compile(
    r"^\W*(?:หมวด(?:หมู่)?(?!ที่|\s*[0-9๐-๙])|ป้ายกำกับ|แท็ก|อยู่ในหมวด|categor(?:y|ies)|tags?|posted in|"
    r"filed under)\s*:?\s",
    re.I,
)
CITED_PLAN = re.compile(
    r"(?:ยุทธศาสตร์ชาติ|เศรษฐกิจและสังคมแห่งชาติ|แผนแม่บท|แผนการปฏิรูป|แผนปฏิรูป)[^\n]{0,60}$"
)
ASSESSMENT = re.compile(r"(?:\bITA\b|\bOIT\b|การประเมินคุณธรรม)[^\n]{0,60}$", re.I)
_BARE = re.compile(r"25[4-9]\d|๒๕[๔-๙][๐-๙]|20[0-4]\d")
_LABEL_ENDS = re.compile(r"\s*(?:$|[|)\]»:•·–-])")
_LEADING = re.compile(r"(?:ประจำเดือน|ลง\s?วันที่|ณ\s*วันที่|วันที่)?\s*")
# More than the widest stretch that a pattern above can take in.
_REACH = 200


def around(text: str, m: DateMention) -> tuple[str, str]:
    """The little before and after a mention that the words of a label can stand in."""
    after = text[m.end : m.end + 20].partition("\n")[0]
    return text[max(0, m.start - _REACH) : m.start], after


def leading(m: DateMention) -> str:
    """The words that a mention begins with, before its first figure or month."""
    match = _LEADING.match(m.raw)
    return match[0] if match else ""


def bare(m: DateMention, before: str, after: str) -> bool:
    """Whether a number is all that ends a label: "แผนการจัดซื้อจัดจ้าง 2569"."""
    if m.confidence >= signs.LEAST_CONFIDENCE or not _BARE.fullmatch(m.raw):
        return False
    return bool(_LABEL_ENDS.match(after)) and not of_a_law(m, before)


def of_a_law(m: DateMention, before: str) -> bool:
    """Whether a year is that of a law, a regulation or an edition named before it, in one line.

    A law is cited as its name and its year: the first year after the name is the law's, a later one
    is not unless it goes on (``พ.ศ. 2539 และ 2542``) or another law, an amendment or a notice under
    it is named between; nor is the year of another clause (``ตามระเบียบ... จึงจัดทำแผน พ.ศ. 2569``).
    """
    if m.precision not in ("year", "fiscal-year") or "ปีงบ" in m.raw or "ประจำ" in m.raw:
        return False
    if before.rstrip().endswith("ประจำปี") or m.raw.startswith("ในปี"):
        return False
    parts = YEAR.split(before[-LAW_REACH:])
    while len(parts) > 1 and _AND_YEAR.fullmatch(parts[-1]):
        parts.pop()
    tail = parts[-1]
    named = _LAW_BY_NAME if "ปี" in m.raw else _LAW
    ends = [found.end() for found in named.finditer(tail)]
    if not ends or _OTHER_CLAUSE.search(tail, ends[-1]):
        return False
    name = _NAME.match(tail, ends[-1])
    return not _OTHER_WORD.search(tail, name.end() if name else ends[-1])


def spans_years(m: DateMention) -> bool:
    """Whether a mention is a range over more than a year."""
    return m.precision == "range" and (m.last - m.first).days > 400


def address(url: str) -> tuple[str, str]:
    """The last part of the path, and everything else that is no host, percent-decoded."""
    parts = urlsplit(url)
    path, _, name = unquote(parts.path, errors="replace").rstrip("/").rpartition("/")
    return name, " ".join(filter(None, (path.strip("/"), unquote(parts.query, errors="replace"))))
