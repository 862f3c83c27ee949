"""Are the procurement forms of sixteen columns complete: every heading there, no cell blank?

Means: in each table that is such a form (ITA-o12, ITA-o13), of a page, a workbook, a CSV or a Word
file, every heading that the item's catalogue lists is there, at least one procurement is listed,
and no cell of a procurement is blank. Every form that is seen must hold.
Why: the form may not be altered, and a cell that is left blank may count as missing data.
Not judged: items whose catalogue asks for no such form; forms in PDF files and pictures, whose
cells no program reads; whether what stands in a cell is true; the order of the columns; whether
the form is there as workbook and as PDF. A heading may be worded in a way that the program does
not know, and a cell may be merged with its neighbour: what rests on an unconfirmed element, and
every blank cell, goes to a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from oitcheck import form16, signs
from oitcheck.catalogue import Element, Indicator, Words
from oitcheck.checks.evidence import Context, LinkEvidence
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import Capture, Document, Fact, Finding, Outcome, Over, Scope
from oitcheck.thai.mask import mask_citizen_numbers

_FILL_IN = Words(
    "กรอกข้อมูลให้ครบทุกช่องตามตำแหน่งที่แจ้ง ช่องที่ผสานกันให้กรอกซ้ำทุกแถว แล้วเผยแพร่ไฟล์ใหม่แทนไฟล์เดิม",
    "Fill in the cells that are listed, in merged cells in every row, and publish the new file "
    "instead.",
)
META = Meta(
    id="procurement-form",
    version=1,
    scope=Scope.LINK,
    over=Over.EACH,
    needs=frozenset({"documents"}),
    title=Words("แบบรายการจัดซื้อจัดจ้างครบทุกช่อง", "The procurement form is complete"),
    means=Words(
        "ตารางตามแบบที่เกณฑ์กำหนดมีหัวคอลัมน์ครบ มีรายการจัดซื้อจัดจ้าง และไม่มีช่องที่เว้นว่าง",
        "The table of the form that is asked for has all its headings, lists procurements and "
        "leaves no cell blank.",
    ),
    why=Words(
        "แบบกำหนดให้กรอกข้อมูลทุกช่องและไม่แก้ไขหัวคอลัมน์ ช่องที่เว้นว่างอาจถือว่าข้อมูลไม่ครบ",
        "The form is to be filled in everywhere and its headings left as they are; a blank cell "
        "may count as missing data.",
    ),
    rests_on=frozenset({"element"}),
    reasons={
        "complete": Reason(
            Outcome.PASS,
            Words(
                "แบบมีหัวคอลัมน์ครบ {rows} รายการ ไม่พบช่องที่เว้นว่าง",
                "The form has all its headings; {rows} procurements, no cell blank.",
            ),
            NOTHING,
            "nobody",
        ),
        "missing-headings": Reason(
            Outcome.FAIL,
            Words(
                "แบบที่เผยแพร่ไม่มีหัวคอลัมน์ {missing} (พบ {found} จาก {of} หัวคอลัมน์)",
                "The form lacks the headings {missing} ({found} of {of} are there).",
            ),
            Words(
                "ใช้แบบฟอร์มที่กำหนดโดยไม่แก้ไขหัวคอลัมน์ กรอกข้อมูลให้ครบ แล้วเผยแพร่แทนไฟล์เดิม",
                "Use the form as it is given, fill it in and publish it instead of this file.",
            ),
            "unit",
            brief=Words("แบบที่เผยแพร่มีหัวคอลัมน์ไม่ครบ", "The form lacks headings."),
        ),
        "blank-cells": Reason(
            Outcome.REVIEW,
            Words(
                "แบบที่เผยแพร่มีช่องที่เว้นว่าง {blanks} ช่อง ใน {entries} จาก {rows} รายการ",
                "The form has {blanks} blank cells, in {entries} of {rows} procurements.",
            ),
            _FILL_IN,
            "unit",
            brief=Words("แบบที่เผยแพร่มีช่องที่เว้นว่าง", "The form has blank cells."),
        ),
        "bare-rows": Reason(
            Outcome.REVIEW,
            Words(
                "แบบที่เผยแพร่มีแถวที่มีเพียงลำดับที่โดยไม่มีข้อมูล {bare} แถว (ลำดับที่ {numbers})",
                "The form has {bare} rows with a number and no data (numbers {numbers}).",
            ),
            Words(
                "ลบแถวที่ไม่ใช้ หรือกรอกข้อมูลให้ครบ แล้วเผยแพร่ไฟล์ใหม่แทนไฟล์เดิม",
                "Delete the rows that are not used or fill them in, and publish the new file "
                "instead.",
            ),
            "unit",
        ),
        "no-rows": Reason(
            Outcome.REVIEW,
            Words(
                "แบบที่เผยแพร่มีแต่หัวคอลัมน์ ไม่พบรายการจัดซื้อจัดจ้าง เจ้าหน้าที่จะเปิดดู",
                "The form has its headings and lists no procurement; a person will look.",
            ),
            Words(
                "กรอกรายการให้ครบ หากไม่มีรายการให้ระบุเป็นข้อความว่าไม่มีการจัดซื้อจัดจ้างในช่วงใด",
                "List the procurements; where there were none, say so in words and for which time.",
            ),
            "unit",
        ),
        "not-asked": Reason(
            Outcome.SKIP,
            Words(
                "เกณฑ์ของ{item}นี้ไม่กำหนดแบบรายการจัดซื้อจัดจ้าง",
                "This {item} asks for no procurement form.",
            ),
            NOTHING,
            "nobody",
        ),
        "no-form": Reason(
            Outcome.SKIP,
            Words(
                "ไม่พบตารางตามแบบในเอกสารที่อ่านเป็นตารางได้ จึงไม่ได้ตรวจช่องที่เว้นว่าง",
                "No table of the form was found in what can be read as tables, so its cells were "
                "not looked at.",
            ),
            NOTHING,
            "nobody",
        ),
    },
)

LEAST = 12
"""Columns of the known form that an element must ask for, so that it is the form that it means."""
MOST_FORMS = 10
MOST_ENTRIES = 12
_NAME = 40
_MORE_NUMBERS = 8


def check(subject: LinkEvidence, context: Context) -> tuple[Finding, ...]:
    asked = asked_by(context.indicator)
    if asked is None:
        return (META.finding("not-asked"),)
    element, wanted = asked
    found: list[Finding] = []
    for document, capture, url in _documents(subject):
        for form in form16.forms(document):
            if len(found) < MOST_FORMS:
                found += _findings(form, document, capture, url, element.id, wanted)
    if found:
        return tuple(found)
    capture = subject.content_capture
    facts: dict[str, Fact] = {"url": subject.link.url}
    return (
        META.finding(
            "no-form", key=element.id, capture=capture.id if capture else None, facts=facts
        ),
    )


def asked_by(indicator: Indicator) -> tuple[Element, tuple[str, ...]] | None:
    """The element of an item that asks for the form, and the columns of `form16.COLUMNS` that its
    catalogue lists; None where the item asks for none."""
    for element in indicator.elements:
        for way in element.see:
            asked = {form16.named(words) for group in way.columns for words in group} - {""}
            if len(asked) >= LEAST:
                return element, tuple(name for name, _ in form16.COLUMNS if name in asked)
    return None


def _documents(subject: LinkEvidence) -> Iterator[tuple[Document, Capture | None, str]]:
    if subject.page is not None:
        yield subject.page, subject.content_capture, subject.link.url
    seen = {subject.page.sha256} if subject.page else set()
    for attachment in subject.own_attachments:
        document = attachment.document
        if isinstance(document, Document) and document.sha256 not in seen:
            seen.add(document.sha256)
            yield document, attachment.capture, attachment.edge.child


def _findings(
    form: form16.Form,
    document: Document,
    capture: Capture | None,
    url: str,
    element: str,
    wanted: tuple[str, ...],
) -> Iterator[Finding]:
    table = document.tables[form.table]
    missing = [name for name in form.missing if name in wanted]
    blanks = [blank for blank in form.blanks if blank.column in wanted]
    common: dict[str, Fact] = {"url": url, "sheet": _sheet(document, form.page), "rows": form.rows}
    reasons: dict[str, dict[str, Fact]] = {}
    if missing:
        facts: dict[str, Fact] = {"found": len(wanted) - len(missing), "of": len(wanted)}
        reasons["missing-headings"] = facts | {"missing": missing}
    if blanks:
        per_entry = [list(cells) for _, cells in groupby(blanks, key=lambda blank: blank.entry)]
        reasons["blank-cells"] = {
            "blanks": len(blanks),
            "entries": len(per_entry),
            "cells": [_told(cells, form) for cells in per_entry[:MOST_ENTRIES]],
        }
    if form.bare and form.rows:
        more = ["…"] if len(form.bare) > _MORE_NUMBERS else []
        reasons["bare-rows"] = {
            "bare": len(form.bare),
            "numbers": [*form.bare[:_MORE_NUMBERS], *more],
        }
    if not form.rows:
        reasons["no-rows"] = {}
    for reason, facts in (reasons or {"complete": {}}).items():
        yield META.finding(
            reason,
            key=element,
            capture=capture.id if capture else None,
            document=document.sha256,
            where=signs.place(document, table.start, table.start),
            facts=common | facts,
        )


def _told(cells: list[form16.Blank], form: form16.Form) -> str:
    """The blank cells of one procurement, parted by tabs: how manieth it is, what it is called,
    and each column as its number in the table and its heading."""
    name = mask_citizen_numbers(" ".join(form.names[cells[0].entry - 1].split()))[:_NAME]
    return "\t".join([str(cells[0].entry), name, *(f"{one.place} {one.column}" for one in cells)])


def _sheet(document: Document, page: int) -> str:
    """The name of the sheet or file that a form stands in; empty where there are none."""
    return next((p.label for p in document.pages if p.number == page), "") if page else ""
