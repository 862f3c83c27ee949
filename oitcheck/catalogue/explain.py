"""What an item asks for, as plain text and as JSON, out of its catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from oitcheck.catalogue.confirming import last_word, rule_digest
from oitcheck.catalogue.values import Catalogue, Confirmation, Element, Indicator, Way
from oitcheck.catalogue.words import (
    ACTIONS,
    FILE_KINDS,
    PERIODS,
    status,
    way_text,
    years_text,
)
from oitcheck.thai.format import datetime_text

_LABELS: dict[str, tuple[str, str]] = {
    "item": ("ข้อ", "Item"),
    "catalogue": ("เกณฑ์การประเมิน OIT ประจำปีงบประมาณ", "Catalogue of fiscal year"),
    "revision": ("ฉบับแก้ไขที่", "revision"),
    "group": ("ตัวชี้วัดย่อย", "Group"),
    "year": ("ปีของข้อมูล", "Data year"),
    "worded": ("ตามแหล่งที่มา", "In the words of the source"),
    "formats": ("รูปแบบไฟล์", "Formats"),
    "status": ("สถานะ", "Status"),
    "elements": ("องค์ประกอบด้านข้อมูล", "Elements"),
    "if_any": ("เฉพาะกรณีที่มี", "only where there is such a thing"),
    "period": ("ช่วงเวลา", "Period"),
    "kinds": ("เฉพาะหน่วยงานประเภท", "Only agencies of the kind"),
    "see": ("โปรแกรมมองหา", "A machine looks for"),
    "unseen": ("เจ้าหน้าที่ต้องดูเอง", "only a person can see it"),
    "person": ("เจ้าหน้าที่ต้องดูเอง", "For a person"),
    "checks": ("ใช้เฉพาะการตรวจ", "Only the checks"),
    "note": ("หมายเหตุ", "Note"),
    "doubt": ("ข้อสงสัย", "Doubtful"),
    "sources": ("แหล่งที่มา", "Sources"),
    "trail": ("การยืนยัน", "Confirmations"),
    "changed": ("เนื้อหาเปลี่ยนไปหลังยืนยัน", "the rule has changed since"),
    "by": ("โดย", "by"),
}
_CAP = (
    "ผลเรื่องปีของข้อมูลจึงเป็นเพียงการรอเจ้าหน้าที่ตรวจสอบ",
    "the year of the data leads to a review at most",
)


def explain_indicator(indicator: Indicator, catalogue: Catalogue, lang: str) -> str:
    """Name, group, years, every element with how it is seen, what only a person can see, who
    confirmed what. ``lang``: th or en; ends without a newline."""
    at = 1 if lang == "en" else 0
    label = {key: words[at] for key, words in _LABELS.items()}
    group = next((name for code, name in catalogue.groups if code == indicator.group), None)
    stands = status(indicator.confirmed, lang)
    lines = [
        f"{label['item']} {indicator.code}: {indicator.name.in_language(lang)}",
        f"{label['catalogue']} {catalogue.year}"
        f" ({catalogue.id} {label['revision']} {catalogue.revision})",
        f"{label['group']} {indicator.group} {group.in_language(lang) if group else ''}".rstrip(),
        f"{label['year']}: {years_text(indicator.data_year, catalogue, lang)}",
    ]
    if indicator.data_year_text:
        lines.append(f"{label['worded']}: {indicator.data_year_text}")
    if indicator.formats:
        lines.append(f"{label['formats']}: {indicator.formats}")
    lines.append(f"{label['status']}: {stands}" + ("" if indicator.confirmed else f" {_CAP[at]}"))
    if indicator.doubt and not indicator.confirmed:
        lines.append(f"{label['doubt']}: {indicator.doubt}")
    if indicator.checks:
        lines.append(f"{label['checks']}: {', '.join(indicator.checks)}")
    if indicator.elements:
        lines += ["", f"{label['elements']}:"]
    for number, element in enumerate(indicator.elements, start=1):
        lines.append(f"{number}. {element.text.in_language(lang)}")
        lines += [f"   {line}" for line in _element(element, indicator, catalogue, lang, label)]
    if indicator.elements:
        lines.append("")
    lines += [f"{label['person']}: {task}" for task in indicator.for_a_person]
    if indicator.note:
        lines.append(f"{label['note']}: {indicator.note}")
    if indicator.sources:
        lines.append(f"{label['sources']}: {_cited(indicator.sources, catalogue)}")
    trail = [one for one in catalogue.confirmations if one.code == indicator.code]
    if trail:
        lines.append(f"{label['trail']}:")
        lines += [f"- {_said(one, lang, label)}" for one in trail]
    changed = ", ".join(changed_rules(catalogue, indicator))
    if changed:
        lines.append(f"{label['changed']}: {changed}")
    return "\n".join(lines)


def _element(
    element: Element, indicator: Indicator, catalogue: Catalogue, lang: str, label: dict[str, str]
) -> Iterable[str]:
    stands = f"[{element.id}] {status(element.confirmed, lang)}"
    yield stands + (f" · {label['if_any']}" if element.if_any else "")
    asked = []
    if element.data_year:
        asked.append(f"{label['year']}: {years_text(element.data_year, catalogue, lang)}")
    if element.period:
        asked.append(f"{label['period']}: {PERIODS[element.period].in_language(lang)}")
    if element.kinds:
        asked.append(f"{label['kinds']}: {', '.join(element.kinds)}")
    if element.formats:
        named = " + ".join(FILE_KINDS[kind].in_language(lang) for kind in element.formats)
        asked.append(f"{label['formats']}: {named}")
    yield from asked
    for number, way in enumerate(element.see):
        joint = label["see"] if not number else ("หรือ", "or")[lang == "en"]
        yield f"{joint}: {way_text(way, lang)}"
    if not element.see:
        yield label["unseen"]
    if element.note:
        yield f"{label['note']}: {element.note}"
    if element.sources and element.sources != indicator.sources:
        yield f"{label['sources']}: {_cited(element.sources, catalogue)}"


def _cited(keys: tuple[str, ...], catalogue: Catalogue) -> str:
    names = dict(catalogue.sources)
    return "; ".join(names.get(key, key) for key in keys)


def _said(one: Confirmation, lang: str, label: dict[str, str]) -> str:
    what = f"{one.code} {one.element}".rstrip()
    action = ACTIONS[one.action].in_language(lang)
    at = one.at if lang == "en" else datetime_text(datetime.fromisoformat(one.at))
    return f"{what}: {action} {at} {label['by']} {one.by} ({one.source})"


def changed_rules(catalogue: Catalogue, item: Indicator) -> list[str]:
    """The rules of an item (``O12``, ``O12 map``) that were changed after they were confirmed."""
    found = []
    rules: list[tuple[Indicator | Element, str]] = [(item, "")]
    rules += [(one, one.id) for one in item.elements]
    for rule, element in rules:
        last = last_word(catalogue, item.code, element)
        if last and last.action == "confirm" and last.digest != rule_digest(rule):
            found.append(f"{item.code} {element}".rstrip())
    return found


def indicator_dict(indicator: Indicator, catalogue: Catalogue) -> dict[str, Any]:
    """The same facts for JSON; ``years`` are the data years in plain Thai words."""
    groups = dict(catalogue.groups)
    return {
        "catalogue": catalogue.id,
        "year": catalogue.year,
        "track": catalogue.track,
        "revision": catalogue.revision,
        "code": indicator.code,
        "group": indicator.group,
        "group_name": groups[indicator.group].th if indicator.group in groups else "",
        "name": {"th": indicator.name.th, "en": indicator.name.en},
        "data_year": list(indicator.data_year),
        "years": years_text(indicator.data_year, catalogue, "th"),
        "data_year_text": indicator.data_year_text,
        "confirmed": indicator.confirmed,
        "confidence": indicator.confidence,
        "formats": indicator.formats,
        "checks": list(indicator.checks),
        "for_a_person": list(indicator.for_a_person),
        "note": indicator.note,
        "doubt": indicator.doubt,
        "sources": list(indicator.sources),
        "elements": [_element_dict(one, indicator, catalogue) for one in indicator.elements],
        "confirmations": [
            {
                "element": one.element,
                "action": one.action,
                "source": one.source,
                "by": one.by,
                "at": one.at,
                "before": one.before,
                "digest": one.digest,
            }
            for one in catalogue.confirmations
            if one.code == indicator.code
        ],
        "changed_since_confirmed": changed_rules(catalogue, indicator),
    }


def _element_dict(element: Element, indicator: Indicator, catalogue: Catalogue) -> dict[str, Any]:
    rules = element.data_year or indicator.data_year
    return {
        "id": element.id,
        "text": {"th": element.text.th, "en": element.text.en},
        "confirmed": element.confirmed,
        "sources": list(element.sources),
        "data_year": list(rules),
        "years": years_text(rules, catalogue, "th"),
        "period": element.period,
        "kinds": list(element.kinds),
        "formats": list(element.formats),
        "if_any": element.if_any,
        "see": [_way_dict(way) for way in element.see],
        "note": element.note,
    }


def _way_dict(way: Way) -> dict[str, Any]:
    return {
        "words": way_text(way, "th"),
        "phrases": [list(group) for group in way.phrases],
        "detector": way.detector,
        "columns": [list(group) for group in way.columns],
        "roles": list(way.roles),
    }
