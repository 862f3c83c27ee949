"""Commands around ITAS: where agencies stand in it, and what they typed into it."""

from __future__ import annotations

from pathlib import Path
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
from oitcheck.cli.commands import Subcommands
from oitcheck.cli.moments import moment_to_look_at, since_time
from oitcheck.cli.places import open_workspace
from oitcheck.cli.problems import as_json_rows, show_problems
from oitcheck.cli.roles import role_if_any
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.itas import import_states, set_state, write_states_form
from oitcheck.pipeline.itas_lists import compare_lists, write_comparison
from oitcheck.pipeline.itas_standing import in_itas

group = typer.Typer(cls=Subcommands, rich_markup_mode=None, pretty_exceptions_enable=False)
app.add_typer(group, name="itas")


@group.callback()
def itas() -> None:
    """สถานะในระบบ ITAS และลิงก์ที่กรอกใน ITAS / Standing in ITAS, links typed into it."""


@group.command()
def show(
    context: typer.Context,
    district: Annotated[str, typer.Option(help="เฉพาะอำเภอ / one district only")] = "",
    at: Annotated[str, typer.Option("--now", help="ดู ณ เวลานี้ / as if it were this time")] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """สถานะของแต่ละหน่วยงานเทียบกับแผน / Where each agency stands, against the plan."""
    place = open_workspace(context, workspace)
    found = in_itas(place, moment_to_look_at(at) if at else now(), district)
    if as_json:
        show_json(found.as_dict())
        return
    for line in found.lines():
        say(line)


@group.command("set")
def set_(
    context: typer.Context,
    agency: Annotated[str, typer.Argument(help="รหัสหรือชื่อหน่วยงาน / code or name")],
    state: Annotated[
        str,
        typer.Argument(
            help="ลงทะเบียน Admin, ลงทะเบียนผู้บริหาร, ตอบแล้ว, ส่งขออนุมัติ, อนุมัติแล้ว "
            "/ admin-registered, approver-registered, answered, sent, approved"
        ),
    ],
    at: Annotated[
        str, typer.Option(help='เมื่อใด เช่น "2569-06-09" / when (default: known now)')
    ] = "",
    by: Annotated[str, typer.Option(help="ตำแหน่งผู้บันทึก ไม่ใช่ชื่อบุคคล / by which role")] = "",
    undo: Annotated[
        bool, typer.Option("--undo", help="ยกเลิกสถานะที่บันทึกผิด / it had not been reached")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """บันทึกสถานะของหน่วยงานด้วยมือ / Note an agency's state by hand."""
    place = open_workspace(context, workspace)
    when = since_time(at) if at else None
    role = role_if_any(by)
    with place.lock():
        lines = set_state(place, agency, state, at=when, by=role, undo=undo, now=now())
    for line in lines:
        say(line)


@group.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="XLSX CSV XLS ODS DOCX")],
    at: Annotated[
        str, typer.Option(help='ข้อมูล ณ วันที่ สำหรับช่องที่ไม่มีวันที่ เช่น "2569-06-09" / day of the list')
    ] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """นำเข้าสถานะจากตาราง / Import states from a table."""
    place = open_workspace(context, workspace)
    listed = since_time(at) if at else None
    with place.lock():
        done = import_states(place, file, listed, now())
    if as_json:
        show_json(
            {
                "added": done.added,
                "said": done.said,
                "agencies": list(done.agencies),
                "problems": as_json_rows(done.problems),
            }
        )
    else:
        show_problems(done.problems)
        say(f"อ่านได้ {done.said} สถานะ จาก {len(done.agencies)} หน่วยงาน บันทึกใหม่ {done.added} สถานะ")
    if not done.agencies:
        raise OitcheckError(
            f"{file.name}: ไม่มีสถานะที่นำเข้าได้",
            "แก้ไขตามข้อความข้างต้น หรือใช้แบบฟอร์มจาก: oitcheck itas template FILE.xlsx",
        )


@group.command()
def template(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="ไฟล์ XLSX ปลายทาง / the XLSX to write")],
    workspace: WorkspaceOption = None,
) -> None:
    """สร้างแบบฟอร์มสถานะของทุกหน่วยรับการประเมิน / Write the empty form."""
    count = write_states_form(open_workspace(context, workspace), file)
    say(f"สร้างแบบฟอร์มแล้ว: {file} ({count} หน่วยงาน)")


@group.command()
def compare(
    context: typer.Context,
    against: Annotated[
        str, typer.Option(help="ครั้งที่ส่งจังหวัด (ไม่ระบุ: ครั้งล่าสุด) / the round handed in")
    ] = "",
    agency: Annotated[str, typer.Option(help="เฉพาะหน่วยงาน / one agency only")] = "",
    out: Annotated[Path | None, typer.Option(help="ไฟล์ XLSX ปลายทาง / the XLSX to write")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """เทียบลิงก์ที่กรอกใน ITAS กับที่ส่งจังหวัด / Links typed into ITAS against those handed in."""
    place = open_workspace(context, workspace)
    found = compare_lists(place, checked_round(against) if against else "", agency)
    if out is not None:
        write_comparison(found, out)
    if as_json:
        show_json(found.as_dict())
        return
    for line in found.lines():
        say(line)
    if out is not None:
        say(f"\nสร้างไฟล์แล้ว: {out}")
