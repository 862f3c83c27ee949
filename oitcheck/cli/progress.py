"""The progress report, and what the office keeps of the plan's steps."""

from __future__ import annotations

from datetime import date
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
from oitcheck.cli.commands import Subcommands
from oitcheck.cli.moments import as_of_time, day
from oitcheck.cli.places import open_workspace
from oitcheck.cli.roles import checked_role
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.progress import make_progress
from oitcheck.pipeline.steps import export_steps, import_steps, kept_steps, set_step

steps = typer.Typer(cls=Subcommands, no_args_is_help=True, rich_markup_mode=None)
app.add_typer(steps, name="step")

ByOption = Annotated[str, typer.Option("--by", help="ตำแหน่งผู้บันทึก ไม่ใช่ชื่อ / who, by role")]


@app.command()
def progress(
    context: typer.Context,
    months: Annotated[
        int,
        typer.Option(
            help="รอบ 6 หรือ 12 เดือน / 6 or 12 months", parser=whole_number, metavar="<int>"
        ),
    ] = 6,
    as_of: Annotated[
        str, typer.Option("--as-of", help="ข้อมูล ณ วันนี้ เช่น 2569-03-31 (ไม่ระบุ: วันนี้ แต่ไม่เกินวันสิ้นรอบ)")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="โฟลเดอร์ปลายทาง / where to put it")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """รายงานความก้าวหน้าตามแผน DOCX XLSX HTML / The progress report of the plan.

    บอกสถานะ ณ วันที่กำหนด ขั้นตอนที่เริ่มหลังสิ้นรอบแสดงเป็น ยังไม่ถึงกำหนด
    """
    if months == 6:
        half = True
    elif months == 12:
        half = False
    else:
        raise OitcheckError(f"--months {months}: มีเฉพาะรอบ 6 เดือน และ 12 เดือน", "--months 6 หรือ 12")
    made = make_progress(
        open_workspace(context, workspace),
        6 if half else 12,
        as_of_time(as_of) if as_of else None,
        out,
        now(),
    )
    if as_json:
        show_json(made.as_dict())
    else:
        for line in made.lines():
            say(line)
    for remark in made.remarks():
        note(remark)


@steps.callback()
def step() -> None:
    """ผลการดำเนินการของขั้นตอนในแผน / What was done for the steps of the plan."""


@steps.command("list")
def list_(
    context: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """ขั้นตอนทั้งหมด และที่บันทึกไว้ / All steps, and what is kept of them."""
    found = kept_steps(open_workspace(context, workspace))
    if as_json:
        show_json([kept.as_dict() for kept in found])
        return
    for kept in found:
        say(kept.line())


@steps.command("set")
def set_(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="STEP", help="รหัสหรือเลขข้อ เช่น training หรือ 3")],
    by: ByOption,
    state: Annotated[
        str | None,
        typer.Option(help='done, doing, not-due; ว่าง ("") = ให้ระบบดูจากช่วงเวลาและข้อมูล'),
    ] = None,
    result: Annotated[str | None, typer.Option(help="ผลการดำเนินการ / what was done")] = None,
    document: Annotated[str | None, typer.Option(help="เอกสาร เช่น คำสั่งจังหวัด...")] = None,
    number: Annotated[str | None, typer.Option(help="เลขที่ เช่น 223/2566")] = None,
    dated: Annotated[
        str | None, typer.Option("--date", help="ลงวันที่ เช่น 2566-01-16 หรือ 16 มกราคม 2566")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """บันทึกผลของขั้นตอนหนึ่ง ที่ไม่ระบุคงเดิม / Keep what was done; the rest stays."""
    given = {"state": state, "result": result, "document": document, "number": number}
    changes: dict[str, str | date | None] = {
        name: value for name, value in given.items() if value is not None
    }
    if dated is not None:
        changes["date"] = day(dated) if dated.strip() else None
    role = checked_role(by)
    place = open_workspace(context, workspace)
    with place.lock():
        kept, remarks = set_step(place, which, changes, role, now())
    for remark in remarks:
        note(remark)
    if as_json:
        found = next(one for one in kept_steps(place) if one.step.id == kept.step)
        show_json(found.as_dict())
        return
    say(f"บันทึกแล้ว: {kept.step}")


@steps.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="ไฟล์ XLSX ปลายทาง / the file to write")],
    workspace: WorkspaceOption = None,
) -> None:
    """ส่งออกเป็น XLSX ให้กรอกใน Excel / Write a sheet to fill in with Excel."""
    count = export_steps(open_workspace(context, workspace), file)
    say(f"เขียนแล้ว {count} ขั้นตอน: {file}")


@steps.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="ไฟล์จาก step export / the filled sheet")],
    by: ByOption,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """นำเข้าไฟล์ที่กรอกแล้ว หากมีแถวที่ผิดจะไม่นำเข้าเลย / Read the filled sheet, all or nothing."""
    role = checked_role(by)
    place = open_workspace(context, workspace)
    with place.lock():
        done = import_steps(place, file, role, now())
    for problem in done.problems:
        note(str(problem))
    wrong = sum(not problem.kept for problem in done.problems)
    if wrong:
        raise OitcheckError(
            f"{file}: มี {wrong} แถวที่ต้องแก้ไข จึงยังไม่นำเข้า", "แก้ไขตามข้อความข้างต้น แล้วนำเข้าใหม่"
        )
    if as_json:
        show_json({"stored": done.stored, "problems": [str(one) for one in done.problems]})
        return
    say(f"นำเข้าแล้ว {done.stored} ขั้นตอน" if done.stored else "เหมือนที่บันทึกไว้แล้ว ไม่มีอะไรเปลี่ยน")
