"""The command `discover`: an agency's own OIT page becomes a link list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oitcheck.cli.app import (
    JsonOption,
    WorkspaceOption,
    app,
    note,
    now,
    say,
    show_json,
    whole_number,
)
from oitcheck.cli.places import open_workspace
from oitcheck.discovery import SURE, Row
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.discovering import Discovered, discover_file, discover_site
from oitcheck.report import safe
from oitcheck.report.link_list import Line, table, workbook

_SHOWN = 12
_PERCENT = 100


@app.command()
def discover(
    context: typer.Context,
    page: Annotated[
        str, typer.Argument(help="ลิงก์ของหน้า OIT หรือไฟล์ .html ที่บันทึกไว้ / the page, or a saved file")
    ],
    year: Annotated[
        int,
        typer.Option(
            "--year", parser=whole_number, help="ปี พ.ศ. ของรายการ / the list's year, B.E."
        ),
    ] = 0,
    track: Annotated[str, typer.Option(help="ชุดเกณฑ์ / the catalogue's track")] = "",
    agency: Annotated[str, typer.Option(help="รหัสหน่วยงาน / the agency's code")] = "",
    base: Annotated[
        str, typer.Option(help="ที่อยู่เดิมของไฟล์ที่บันทึกไว้ / where a saved file came from")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="ไฟล์ .xlsx หรือ .csv / the list to write")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """อ่านรายการลิงก์จากหน้า OIT ของหน่วยงาน / Read the link list from an agency's own OIT page.

    ได้ไฟล์ที่นำเข้าด้วย oitcheck import ได้ทันที แถวที่ควรตรวจสอบมีสีและบอกเหตุผล
    """
    if out is not None and out.suffix.lower() not in (".xlsx", ".csv"):
        raise OitcheckError(f"{out}: ไม่รู้จักชนิดไฟล์นี้", "ใช้ชื่อที่ลงท้ายด้วย .xlsx หรือ .csv")
    place = open_workspace(context, workspace)
    if Path(page).suffix.lower() in (".html", ".htm") and "://" not in page:
        found = discover_file(place, Path(page), base, year, track, agency)
    else:
        found = discover_site(place, page, year, track, agency, now, note)
    if out is not None:
        _write(found, out)
    if as_json:
        show_json(_as_dict(found))
        return
    _tell(found, out)


def _tell(found: Discovered, out: Path | None) -> None:
    items = len({row.indicator for row in found.rows if row.url})
    total = len(found.catalogue.indicators)
    say(f"{safe.shown(found.page)}")
    links = len(found.sure) + len(found.unsure)
    say(f"พบลิงก์ {links} ลิงก์ ของ {items} จาก {total} ข้อ (ปี {found.catalogue.year})")
    if out is None:
        for row in found.sure:
            say(f"✓ {row.indicator:<4} {_percent(row):>3}%  {safe.shown(row.url)}")
    if found.unsure:
        say(f"ควรตรวจสอบก่อนใช้ {len(found.unsure)} ลิงก์")
        for row in found.unsure[:_SHOWN]:
            say(f"△ {row.indicator:<4} {_percent(row):>3}%  {safe.shown(row.url)}")
            say(f"      {_why(row)}")
        if len(found.unsure) > _SHOWN:
            say(f"  และอีก {len(found.unsure) - _SHOWN} ลิงก์")
    if found.missing:
        say(f"ไม่พบลิงก์ของ {len(found.missing)} ข้อ: {', '.join(found.missing)}")
    if out is not None:
        say(f"บันทึกแล้ว: {out}")
        if found.agency is None:
            say("ยังไม่ทราบว่าเป็นของหน่วยงานใด ใส่รหัสหรือชื่อหน่วยงานในไฟล์ก่อน หรือระบุ --agency")
        say(f"ขั้นต่อไป: ตรวจแถวที่มีสี แล้ว oitcheck import {out} --round 1")
    else:
        note("บันทึกเป็นรายการลิงก์ด้วย: -o รายการ.xlsx")


def _write(found: Discovered, out: Path) -> None:
    code = found.agency.code if found.agency else ""
    name = found.agency.name if found.agency else ""
    lines = [
        Line(
            indicator=row.indicator,
            url=row.url,
            note=row.words,
            percent=_percent(row) if row.url else None,
            why=_why(row),
            sure=bool(row.url) and row.confidence > SURE,
        )
        for row in found.rows
    ]
    body = (
        table(lines, code, name)
        if out.suffix.lower() == ".csv"
        else workbook(lines, code, name, f"ลิงก์ OIT {found.catalogue.year}", now())
    )
    out.write_bytes(body)


def _percent(row: Row) -> int:
    return round(row.confidence * _PERCENT)


def _why(row: Row) -> str:
    return "; ".join(words.th for words in row.reasons)


def _as_dict(found: Discovered) -> dict[str, object]:
    return {
        "page": found.page,
        "year": found.catalogue.year,
        "agency": found.agency.code if found.agency else "",
        "missing": list(found.missing),
        "rows": [
            {
                "indicator": row.indicator,
                "url": row.url,
                "words": row.words,
                "confidence": row.confidence,
                "reasons": [words.th for words in row.reasons],
                "reasons_en": [words.en for words in row.reasons],
            }
            for row in found.rows
        ],
    }
