"""Commands around the plan: status, calendar."""

from __future__ import annotations

from typing import Annotated

import typer

from oitcheck.cli.app import (
    JsonOption,
    WorkspaceOption,
    app,
    checked_round,
    now,
    say,
    show_json,
)
from oitcheck.cli.moments import moment_to_look_at
from oitcheck.cli.places import open_workspace
from oitcheck.pipeline.standing import standing
from oitcheck.pipeline.standing_json import as_dict
from oitcheck.pipeline.standing_words import lines

NowOption = Annotated[
    str,
    typer.Option(
        "--now",
        help="ดู ณ เวลานี้ ถ้าระบุเพียงวัน คือสิ้นวันนั้น / as if it were this time",
    ),
]


@app.command()
def status(
    context: typer.Context,
    at: NowOption = "",
    round_name: Annotated[
        str, typer.Option("--round", help="เฉพาะครั้งที่ส่งลิงก์นี้ / only this round")
    ] = "",
    district: Annotated[
        str, typer.Option("--district", help="เฉพาะหน่วยงานในอำเภอนี้ / only this district")
    ] = "",
    whole: Annotated[
        bool, typer.Option("--all", help="แสดงรายการทั้งหมด ไม่ตัด / whole lists")
    ] = False,
    oddities: Annotated[
        bool, typer.Option("--oddities", help="แสดงข้อสังเกตในเอกสารแผน / what is odd in the plan")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """กำหนดการ และหน่วยงานที่ยังไม่ส่ง / Deadlines, and who has not handed in."""
    found = standing(
        open_workspace(context, workspace),
        moment_to_look_at(at) if at else now(),
        checked_round(round_name) if round_name else "",
        district.strip(),
    )
    if as_json:
        show_json(as_dict(found))
        return
    for line in lines(found, whole=whole, oddities=oddities):
        say(line)
