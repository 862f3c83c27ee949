"""The command `lint`: a link list before it is handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oitcheck.cli.app import (
    JsonOption,
    StrictOption,
    WorkspaceOption,
    app,
    note,
    now,
    say,
    show_json,
    whole_number,
)
from oitcheck.cli.places import open_workspace
from oitcheck.cli.problems import as_json_rows
from oitcheck.linting import WORDS, Complaint, Severity
from oitcheck.pipeline.linting import Linted, lint_files
from oitcheck.report import safe

_MARKS = {Severity.MUST: "✗ ต้องแก้ไข", Severity.LOOK: "△ ควรตรวจสอบ"}


@app.command()
def lint(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="CSV XLSX XLS ODS DOCX")],
    year: Annotated[
        int,
        typer.Option(
            "--year", parser=whole_number, help="ปี พ.ศ. ของเกณฑ์ / the catalogue's year, B.E."
        ),
    ] = 0,
    track: Annotated[str, typer.Option(help="ชุดเกณฑ์ / the catalogue's track")] = "",
    strict: StrictOption = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ตรวจรายการลิงก์ก่อนส่ง โดยไม่เปิดลิงก์ / Check a list before it is handed in, fetching nothing.

    ใช้ได้โดยไม่ต้องมีโฟลเดอร์งาน บอกว่าเซลล์ใดควรแก้ไข เพราะอะไร และแก้อย่างไร
    """
    found = lint_files(open_workspace(context, workspace), files, year, track, now())
    must = sum(one.severity is Severity.MUST for one in found.complaints)
    must += sum(not problem.kept for problem in found.problems)
    if as_json:
        show_json(_as_dict(found))
    else:
        _tell(found, must)
    if strict and must:
        raise typer.Exit(1)


def _tell(found: Linted, must: int) -> None:
    for problem in found.problems:
        mark = _MARKS[Severity.LOOK if problem.kept else Severity.MUST]
        say(f"{mark}  {problem}")
    by_severity = sorted(found.complaints, key=lambda one: one.severity is not Severity.MUST)
    several = len(found.names) > 1
    for one in by_severity:
        text = WORDS[one.code]
        whose = f" {found.names.get(one.agency, '')}" if several else ""
        about = f" {one.indicator} {safe.shown(one.url)}" if one.url else ""
        say(f"{_MARKS[one.severity]}  {one.where}{whose}{about}")
        say(f"    {text.seen.th.format(**one.facts)}")
        say(f"    → {text.fix.th.format(**one.facts)}")
    look = len(found.complaints) + len(found.problems) - must
    if must or look:
        note(f"ลิงก์ {found.links} ลิงก์: ต้องแก้ไข {must} จุด ควรตรวจสอบ {look} จุด")
    else:
        say(f"ลิงก์ {found.links} ลิงก์: ไม่พบสิ่งที่ต้องแก้ไข (ยังไม่ได้เปิดลิงก์)")


def _as_dict(found: Linted) -> dict[str, object]:
    return {
        "year": found.year,
        "links": found.links,
        "problems": as_json_rows(found.problems),
        "complaints": [_complaint(one, found) for one in found.complaints],
    }


def _complaint(one: Complaint, found: Linted) -> dict[str, object]:
    text = WORDS[one.code]
    return {
        "file": one.where.file,
        "sheet": one.where.sheet,
        "row": one.where.row,
        "agency": found.names.get(one.agency, ""),
        "indicator": one.indicator,
        "url": one.url,
        "code": one.code,
        "severity": str(one.severity),
        "message": text.seen.th.format(**one.facts),
        "hint": text.fix.th.format(**one.facts),
        "message_en": text.seen.en.format(**one.facts),
        "hint_en": text.fix.en.format(**one.facts),
    }
