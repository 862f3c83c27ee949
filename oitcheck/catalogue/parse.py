"""A catalogue from the text of its TOML file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from oitcheck.catalogue.values import (
    CONFIDENCES,
    DATA_YEARS,
    DETECTORS,
    FILE_KINDS,
    PERIODS,
    Catalogue,
    Confirmation,
    Element,
    Indicator,
    Way,
    Words,
)
from oitcheck.kinds import KINDS
from oitcheck.toml_reader import Reader, Table

CATALOGUE_KEYS = (
    "id", "year", "track", "revision", "status", "note", "drafted_from", "sources", "groups",
)  # fmt: skip
INDICATOR_KEYS = (
    "code", "group", "name", "data_year", "data_year_text", "status", "confidence", "sources",
    "formats", "checks", "note", "doubt", "for_a_person", "element",
)  # fmt: skip
ELEMENT_KEYS = (
    "id", "text", "status", "sources", "data_year", "period", "kinds", "formats", "if_any", "see",
    "note",
)  # fmt: skip
WAY_KEYS = ("phrases", "detector", "columns", "roles")
CONFIRMATION_KEYS = ("code", "element", "action", "source", "by", "at", "before", "digest")
STATUSES = ("confirmed", "unverified")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def parse_catalogue(
    text: str, where: str, known_checks: Collection[str] | None = None
) -> Catalogue:
    """A catalogue from ``text``; ``where`` names the file in complaints.

    ``known_checks``: ids that ``checks`` of an item may name (None: not looked at). Raises
    `oitcheck.toml_reader.BadData` with everything that is wrong, each by line and key.
    """
    reader = Reader(text, where)
    root = reader.root()
    root.known(("catalogue", "indicator", "confirmation"))
    head = root.table("catalogue", required=True)
    head.known(CATALOGUE_KEYS)
    year = head.number("year")
    if year and not 2500 <= year <= 2700:
        ce = f" เช่น year = {year + 543}" if 1950 <= year <= 2150 else ""
        head.complain("year", f"{year} ไม่ใช่ปีพุทธศักราช", f"ระบุปี พ.ศ.{ce}")
    groups = {code: _words(head.table("groups"), code) for code in head.table("groups").values}
    sources = head.table("sources")
    for key in sources.values:
        sources.text(key)
    known = set(sources.values)
    indicators: list[Indicator] = []
    for raw in root.tables("indicator"):
        item = _indicator(raw, groups, known, known_checks)
        if item.code and any(item.code == other.code for other in indicators):
            raw.complain("code", f"{item.code} มีซ้ำสองแห่ง", "ลบหรือแก้รหัสข้อที่ซ้ำ")
        indicators.append(item)
    if not indicators:
        root.complain("indicator", "ไม่มีข้อใดในเกณฑ์นี้", "เพิ่ม [[indicator]]")
    confirmations = tuple(_confirmation(raw, indicators) for raw in root.tables("confirmation"))
    found = Catalogue(
        id=head.text("id"),
        year=year,
        track=head.text("track"),
        revision=head.number("revision"),
        confirmed=head.one_of("status", ("confirmed", "provisional")) == "confirmed",
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        groups=tuple(groups.items()),
        sources=tuple((key, str(value)) for key, value in sources.values.items()),
        indicators=tuple(indicators),
        note=head.text("note", ""),
        drafted_from=head.text("drafted_from", ""),
        confirmations=confirmations,
    )
    reader.done()
    # only now is every code known to have a number
    return replace(found, indicators=tuple(sorted(indicators, key=lambda item: item.number)))


def _indicator(
    raw: Table,
    groups: Mapping[str, Words],
    sources: Collection[str],
    known_checks: Collection[str] | None,
) -> Indicator:
    code = raw.text("code")
    if code and not re.fullmatch(r"O[1-9]\d?", code):
        raw.complain("code", f"{code!r} ไม่ใช่รหัสข้อ", "แก้เป็น O ตามด้วยเลขอารบิก เช่น O12")
    at = raw.named(f"{code}: ") if code else raw
    at.known(INDICATOR_KEYS)
    group = at.text("group")
    if group and group not in groups:
        at.complain(
            "group",
            f"ไม่มี {group!r} ใน catalogue.groups",
            f"เลือกจาก {', '.join(groups)}" if groups else "เพิ่มใน [catalogue.groups]",
        )
    years = at.some_of("data_year", DATA_YEARS)
    if not years and "data_year" not in at.values:
        at.complain("data_year", "ไม่ได้ระบุ", f"ระบุจาก {', '.join(DATA_YEARS)}")
    elif at.values.get("data_year") == []:
        at.complain("data_year", "ว่าง", f"ระบุจาก {', '.join(DATA_YEARS)}")
    checks = at.texts("checks")
    for check in checks if known_checks is not None else ():
        if known_checks is not None and check not in known_checks:
            at.complain(
                "checks", f"ไม่มีการตรวจ {check!r}", f"เลือกจาก {', '.join(sorted(known_checks))}"
            )
    elements: list[Element] = []
    for part in at.tables("element"):
        element = _element(part, code, sources)
        if element.id and any(element.id == other.id for other in elements):
            part.complain("id", f"{element.id} มีซ้ำสองแห่ง", "ตั้งรหัสองค์ประกอบใหม่ให้ไม่ซ้ำ")
        elements.append(element)
    return Indicator(
        code=code,
        group=group,
        name=_words(at, "name"),
        data_year=years,
        confirmed=at.one_of("status", STATUSES) == "confirmed",
        sources=_sources(at, sources),
        confidence=at.one_of("confidence", CONFIDENCES, "") if "confidence" in at else "",
        data_year_text=at.text("data_year_text", ""),
        formats=at.text("formats", ""),
        note=at.text("note", ""),
        for_a_person=at.texts("for_a_person"),
        elements=tuple(elements),
        checks=checks,
        doubt=at.text("doubt", ""),
    )


def _element(raw: Table, code: str, sources: Collection[str]) -> Element:
    slug = raw.text("id")
    at = raw.named(f"{code}: {slug}: ") if slug else raw
    at.known(ELEMENT_KEYS)
    if slug and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        at.complain("id", f"{slug!r} ไม่ใช่รหัส", "ใช้ a ถึง z, 0 ถึง 9 และ - เท่านั้น")
    confirmed = at.one_of("status", STATUSES) == "confirmed"
    cited = _sources(at, sources)
    if confirmed and not cited:
        at.complain("sources", "ยืนยันแล้วแต่ไม่มีแหล่งที่มา", "ระบุแหล่งที่มา หรือแก้ status เป็น unverified")
    return Element(
        id=slug,
        text=_words(at, "text"),
        confirmed=confirmed,
        sources=cited,
        data_year=at.some_of("data_year", DATA_YEARS),
        period=at.one_of("period", PERIODS, "") if "period" in at else "",
        kinds=at.some_of("kinds", KINDS),
        formats=at.some_of("formats", FILE_KINDS),
        if_any=at.flag("if_any"),
        see=tuple(_way(way) for way in at.tables("see")),
        note=at.text("note", ""),
    )


def _way(raw: Table) -> Way:
    raw.known(WAY_KEYS)
    way = Way(
        phrases=raw.text_lists("phrases"),
        detector=raw.one_of("detector", DETECTORS, "") if "detector" in raw else "",
        columns=raw.text_lists("columns"),
        roles=raw.texts("roles"),
    )
    if not way.phrases and not way.detector:
        raw.complain("", "ไม่มีทั้ง phrases และ detector", "ระบุอย่างใดอย่างหนึ่ง")
    if way.columns and way.detector != "table":
        raw.complain("columns", 'ใช้กับ detector = "table" เท่านั้น', "ลบ หรือแก้ detector")
    if way.detector == "table" and not way.columns:
        raw.complain("columns", "ตารางต้องระบุหัวคอลัมน์", 'เช่น columns = [["ชื่อรายการ", "รายการ"]]')
    if way.roles and way.detector != "person":
        raw.complain("roles", 'ใช้กับ detector = "person" เท่านั้น', "ลบ หรือแก้ detector")
    return way


def _confirmation(raw: Table, indicators: Collection[Indicator]) -> Confirmation:
    raw.known(CONFIRMATION_KEYS)
    found = Confirmation(
        code=raw.text("code"),
        element=raw.text("element", ""),
        action=raw.one_of("action", ("confirm", "withdraw")),
        source=raw.text("source"),
        by=raw.text("by"),
        at=raw.text("at"),
        before=raw.one_of("before", STATUSES),
        digest=raw.text("digest"),
    )
    if found.at and not _is_instant(found.at):
        raw.complain("at", f"{found.at!r} ไม่ใช่เวลา UTC", "เช่น 2026-03-05T08:30:00Z")
    item = next((one for one in indicators if one.code == found.code), None)
    if found.code and item is None:
        raw.complain("code", f"ไม่มีข้อ {found.code} ในเกณฑ์นี้", "แก้หรือลบรายการยืนยันนี้")
    return found


def _is_instant(text: str) -> bool:
    try:
        return bool(_INSTANT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _sources(at: Table, known: Collection[str]) -> tuple[str, ...]:
    cited = at.texts("sources")
    for key in cited:
        if key not in known:
            at.complain("sources", f"ไม่มี {key} ใน catalogue.sources", "เพิ่มแหล่งที่มา หรือแก้ชื่อให้ตรง")
    return cited


def _words(at: Table, key: str) -> Words:
    value = at.values.get(key)
    if isinstance(value, Mapping) and isinstance(value.get("th"), str) and value["th"].strip():
        en = value.get("en", "")
        if isinstance(en, str) and set(value) <= {"th", "en"}:
            return Words(value["th"], en)
    at.complain(key, "ต้องมีข้อความไทยและอังกฤษ", f'เช่น {key} = {{ th = "...", en = "..." }}')
    return Words("")
