"""The vocabulary of the catalogues as people read it: the Thai word, and the English one."""

from __future__ import annotations

from collections.abc import Mapping

from oitcheck.catalogue.values import Catalogue, Way, Words

STATUS: Mapping[bool, Words] = {
    True: Words("ยืนยันแล้ว", "confirmed"),
    False: Words("ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช.", "not confirmed with the commission's manual"),
}
YEAR_RULES: Mapping[str, Words] = {
    "N": Words("ปีงบประมาณนี้", "this fiscal year"),
    "N-1": Words("ปีก่อนหน้า", "the year before"),
    "covers-N": Words("ช่วงปีที่ครอบคลุมปีงบประมาณนี้", "a range of years that covers this one"),
    "current": Words("ฉบับที่มีผลบังคับใช้อยู่ (ไม่กำหนดปี)", "what is in force (no year asked)"),
}
PERIODS: Mapping[str, Words] = {
    "year": Words("ตลอดปีงบประมาณ", "the whole fiscal year"),
    "first-half": Words("หกเดือนแรก (1 ต.ค. ถึง 31 มี.ค.)", "first six months (1 Oct to 31 Mar)"),
    "to-31-march": Words("ข้อมูล ณ วันที่ 31 มี.ค.", "as of 31 March"),
    "months": Words("ทุกเดือนของปีงบประมาณ", "each month of the fiscal year"),
    "months-first-half": Words("ทุกเดือน ต.ค. ถึง มี.ค.", "each month from October to March"),
}
DETECTORS: Mapping[str, Words] = {
    "telephone": Words("หมายเลขโทรศัพท์", "a telephone number"),
    "email": Words("อีเมล", "an e-mail address"),
    "postal-address": Words("ที่อยู่ไปรษณีย์พร้อมจังหวัด", "a postal address with its province"),
    "map": Words("แผนที่", "a map"),
    "table": Words("ตารางที่มีหัวคอลัมน์", "a table with the columns"),
    "two-way-channel": Words("ช่องทางสื่อสารสองทาง", "a channel that answers"),
    "person": Words("บุคคลพร้อมตำแหน่งและรูปถ่าย", "a person with position and portrait"),
    "amount": Words("จำนวนเงิน", "an amount of money"),
    "period": Words("ช่วงเวลา", "a period of time"),
    "signed-order": Words("ลายมือชื่อและวันที่ของประกาศหรือคำสั่ง", "signature and date of an order"),
    "bilingual": Words("ประกาศภาษาไทยและภาษาอังกฤษ", "a notice in Thai and English"),
    "nothing-to-report": Words("ข้อความว่าไม่มีรายการ", "words that say there is nothing to report"),
}
FILE_KINDS: Mapping[str, Words] = {
    "pdf": Words("PDF"),
    "xlsx": Words("Excel (.xlsx)"),
    "xls": Words("Excel (.xls)"),
    "docx": Words("Word (.docx)"),
    "csv": Words("CSV"),
    "image": Words("ภาพ", "an image"),
    "html": Words("หน้าเว็บ", "a web page"),
}
CONFIDENCES: Mapping[str, Words] = {
    "high": Words("สูง", "high"),
    "medium": Words("ปานกลาง", "medium"),
    "low": Words("ต่ำ", "low"),
}
ACTIONS: Mapping[str, Words] = {
    "confirm": Words("ยืนยัน", "confirmed"),
    "withdraw": Words("ถอนการยืนยัน", "withdrawn"),
}


def status(confirmed: bool, lang: str) -> str:
    return STATUS[confirmed].in_language(lang)


def years_text(rules: tuple[str, ...], catalogue: Catalogue, lang: str) -> str:
    """The years that ``rules`` (`DATA_YEARS`) ask for in plain years: ``ข้อมูลปี 2569/2568``."""
    n = catalogue.year
    plain = [str(n if rule == "N" else n - 1) for rule in rules if rule in ("N", "N-1")]
    parts = []
    if plain:
        parts.append(("ข้อมูลปี " if lang != "en" else "data of ") + "/".join(plain))
    if "covers-N" in rules:
        parts.append(f"ช่วงปีที่ครอบคลุมปี {n}" if lang != "en" else f"a range of years that covers {n}")
    if "current" in rules:
        parts.append(YEAR_RULES["current"].in_language(lang))
    return (" / " if lang != "en" else " or ").join(parts)


_SHOWN = 4


def _some(group: tuple[str, ...], lang: str) -> list[str]:
    """Its first words; how many more there are, where one more would not be shorter."""
    left = len(group) - _SHOWN
    if left < 2:
        return [f"“{word}”" for word in group]
    more = f"{left} more" if lang == "en" else f"คำอื่นอีก {left} คำ"
    return [*(f"“{word}”" for word in group[:_SHOWN]), more]


def way_text(way: Way, lang: str) -> str:
    """A way to see an element, in words: ``คำว่า “ก” หรือ “ข” และ “ค”``; long lists are cut."""
    either, both = (" หรือ ", " และ ") if lang != "en" else (" or ", " and ")

    def groups(lists: tuple[tuple[str, ...], ...], alone: bool) -> str:
        said = [either.join(_some(group, lang)) for group in lists]
        if len(said) > 1 or not alone:
            said = [f"({one})" if either in one else one for one in said]
        return both.join(said)

    parts = []
    if way.detector:
        extra = groups(way.columns or ((way.roles,) if way.roles else ()), not way.phrases)
        parts.append(f"{DETECTORS[way.detector].in_language(lang)} {extra}".rstrip())
    if way.phrases:
        label = "คำว่า " if lang != "en" else "the words "
        parts.append(label + groups(way.phrases, not way.detector))
    return both.join(parts)
