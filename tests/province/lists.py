"""The link lists as agencies send them: a different form each, made when they are needed."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from .agencies import REGISTRY_HEADINGS, SITES, Site, registry_rows
from .kinds import Item
from .truth import holding

RECEIVED = {1: "2026-05-05 15:30", 2: "2026-06-05 15:30"}
"""When the lists came (local time), for --received."""

_LONG_HEADINGS = ("รหัสหน่วยงาน", "หน่วยงาน", "ตัวชี้วัด", "ลิงก์", "คำอธิบาย", "วันที่ส่ง")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_CODES = ("O{n}", "o{n}", "O.{n}", "{n:02}", "OIT {n}", "{n}.", "ข้อ O{n}", "{n:03}")

_FORMS: dict[int, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    1: (
        ("long-cp874", "รวมลิงก์ OIT ครั้งที่ 1.csv", ("nongbua", "huaisai", "kaset")),
        ("sheets", "เทศบาล ครั้งที่ 1.xlsx", ("donkaeo", "thaluang")),
        ("columns", "แบบตรวจ OIT อบต.บ้านใหม่ ครั้งที่ 1.xlsx", ("banmai",)),
        ("word", "แบบตรวจ OIT อบต.โนนสูง ครั้งที่ 1.docx", ("nonsung",)),
        ("one-cell", "ทม.ตัวอย่าง และ อบจ.ตัวอย่าง ครั้งที่ 1.csv", ("mueang", "pao")),
        ("hidden", "ทต.คลองใหญ่ ครั้งที่ 1.xlsx", ("khlongyai",)),
    ),
    2: (
        ("long-utf8", "รวมลิงก์ OIT ครั้งที่ 2.csv", ("nongbua", "banmai", "kaset", "huaisai")),
        ("sheets", "เทศบาล ครั้งที่ 2.xlsx", ("thaluang", "khlongyai")),
        ("columns", "แบบตรวจ OIT ทต.ดอนแก้ว ครั้งที่ 2.xlsx", ("donkaeo",)),
        ("word", "แบบตรวจ OIT อบต.โนนสูง ครั้งที่ 2.docx", ("nonsung",)),
        ("one-cell", "ทม.ตัวอย่าง ครั้งที่ 2.csv", ("mueang",)),
        ("hidden", "อบจ.ตัวอย่าง ครั้งที่ 2.xlsx", ("pao",)),
    ),
}


def write_registry(path: Path) -> Path:
    """The province's registry of agencies: CSV with Thai headings (UTF-8 with BOM)."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REGISTRY_HEADINGS)
        writer.writerows(registry_rows())
    return path


def build_lists(folder: Path, state: int) -> list[Path]:
    """Write the lists of collection ``state`` into ``folder``; the files in order of import."""
    folder.mkdir(parents=True, exist_ok=True)
    everything = holding(state)
    makers = {
        "long-cp874": _long_cp874, "long-utf8": _long_utf8, "sheets": _sheets,
        "columns": _columns, "word": _word, "one-cell": _one_cell, "hidden": _hidden,
    }  # fmt: skip
    made: list[Path] = []
    for form, name, keys in _FORMS[state]:
        parts = [(SITES[key], _handed(everything[key])) for key in keys]
        makers[form](folder / name, parts)
        made.append(folder / name)
    return made


Handed = list[tuple[str, list[tuple[str, str]]]]
Parts = list[tuple[Site, Handed]]


def _handed(items: dict[str, Item]) -> Handed:
    """(item, [(what stands in the URL cell, note), ...]) of what the list names."""
    made: Handed = []
    for indicator, item in items.items():
        if item.handed == "yes":
            made.append((indicator, [(link.url, link.note) for link in item.links]))
        elif item.handed == "withdrawn":
            made.append((indicator, [("-", "ขอถอนลิงก์")]))
        elif item.handed == "invalid":
            made.append((indicator, [(item.typed, "")]))
    return made


def _code(indicator: str) -> str:
    """The item's code in one of the spellings found in the field."""
    number = int(indicator[1:])
    return _CODES[number % len(_CODES)].format(n=number)


def _rows(parts: Parts, received: str) -> Iterable[tuple[str, ...]]:
    for site, handed in parts:
        for indicator, links in handed:
            for url, note in links:
                yield site.code, site.name, _code(indicator), url, note, received


def _long_cp874(path: Path, parts: Parts) -> None:
    with path.open("w", encoding="cp874", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_LONG_HEADINGS)
        writer.writerows(_rows(parts, "5 พ.ค. 2569"))


def _long_utf8(path: Path, parts: Parts) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_LONG_HEADINGS)
        writer.writerows(_rows(parts, ""))


def _one_cell(path: Path, parts: Parts) -> None:
    """Several URLs in one cell, one a line; UTF-8 with BOM, semicolons as Excel here writes."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("รหัสหน่วยงาน", "หน่วยงาน", "ข้อ", "LINK", "หมายเหตุ"))
        for site, handed in parts:
            for indicator, links in handed:
                urls = "\n".join(url for url, _ in links)
                writer.writerow((site.code, site.name, _code(indicator), urls, links[0][1]))


def _sheets(path: Path, parts: Parts) -> None:
    """One sheet per agency, title rows above the heading, the item's cell merged over its rows."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for site, handed in parts:
        sheet = book.create_sheet(site.short)
        sheet.append(["แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"])
        sheet.append([f"หน่วยงาน: {site.name}"])
        sheet.merge_cells("A1:D1")
        sheet.append([])
        sheet.append(["ที่", "ข้อ", "ลิงก์ (URL)", "หมายเหตุ"])
        for order, (indicator, links) in enumerate(handed, 1):
            first = sheet.max_row + 1
            for url, note in links:
                sheet.append([order, indicator.lower(), url, note])
            if len(links) > 1:
                last = sheet.max_row
                for column in "AB":
                    for row in range(first + 1, last + 1):
                        sheet[f"{column}{row}"] = None
                    sheet.merge_cells(f"{column}{first}:{column}{last}")
    book.save(path)


def _columns(path: Path, parts: Parts) -> None:
    """One row per item with five URL columns under a merged heading; Thai digits; every item has
    its row, also where nothing is handed in."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    site, handed = parts[0]
    sheet.append([f"แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) {site.name}"])
    sheet.append([f"หน่วยงาน: {site.name}"])
    sheet.append(["ข้อ", "รายการข้อมูล", "ลิงก์ (URL)", None, None, None, None, "คำอธิบาย"])
    sheet.append([None, None, "๑", "๒", "๓", "๔", "๕", None])
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("C3:G3")
    for column in "ABH":
        sheet.merge_cells(f"{column}3:{column}4")
    given = dict(handed)
    for number in range(1, 27):
        links = given.get(f"O{number}", [])
        if not links and len(given) < 20:
            continue
        urls = [url for url, _ in links] + [None] * (5 - len(links))
        label = f"O{number}".translate(_THAI_DIGITS)
        sheet.append([label, links[0][1] if links else "", *urls, ""])
    book.save(path)


def _hidden(path: Path, parts: Parts) -> None:
    """The URL stands behind the cell's text as a hyperlink; the code is a number."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    site, handed = parts[0]
    sheet.append([f"หน่วยงาน: {site.name}"])
    sheet.append(["ข้อ", "ประเด็น", "LINK", "LINK", "หมายเหตุ"])
    for indicator, links in handed:
        sheet.append([int(indicator[1:]), links[0][1]])
        for column, (url, _) in enumerate(links, 3):
            cell = sheet.cell(sheet.max_row, column)
            cell.value = "คลิกที่นี่" if "://" in url else url
            if "://" in url:
                cell.hyperlink = url
    book.save(path)


def _word(path: Path, parts: Parts) -> None:
    """A Word table under a title line; some links typed, some behind the words."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    letter = Document()
    for site, handed in parts:
        letter.add_paragraph(f"หน่วยงาน: {site.name}")
        table = letter.add_table(1, 3)
        for cell, text in zip(table.rows[0].cells, ("ตัวชี้วัด", "ลิงก์", "หมายเหตุ"), strict=True):
            cell.text = text
        for indicator, links in handed:
            cells = table.add_row().cells
            cells[0].text = f"OIT {indicator[1:]}".translate(_THAI_DIGITS)
            cells[2].text = links[0][1]
            for number, (url, _) in enumerate(links):
                place = cells[1].paragraphs[0] if not number else cells[1].add_paragraph()
                if int(indicator[1:]) % 4 or "://" not in url:
                    place.add_run(url)
                    continue
                part = letter.part
                link = OxmlElement("w:hyperlink")
                link.set(qn("r:id"), part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True))
                run, words = OxmlElement("w:r"), OxmlElement("w:t")
                words.text = "ดูข้อมูล"
                run.append(words)
                link.append(run)
                place._p.append(link)
    letter.save(str(path))
