"""Commands around a workspace: init, agencies, template, import, pack, unpack, doctor."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from oitcheck.catalogue.confirming import confirmed_count
from oitcheck.cli.app import (
    ChecklistOption,
    JsonOption,
    RoundOption,
    WorkspaceOption,
    app,
    note,
    now,
    say,
    show_json,
    whole_number,
)
from oitcheck.cli.moments import received_time
from oitcheck.cli.places import open_workspace
from oitcheck.cli.problems import as_json_rows, show_problems
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.doctor import examine
from oitcheck.pipeline.forms import write_forms
from oitcheck.pipeline.handing_in import Imported, import_agencies, import_files
from oitcheck.pipeline.pack import pack as pack_workspace
from oitcheck.pipeline.pack import unpack as unpack_workspace
from oitcheck.pipeline.starting import new_workspace
from oitcheck.report import round_title
from oitcheck.thai.format import datetime_text


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="โฟลเดอร์งานใหม่ / the new workspace")],
    province: Annotated[str, typer.Option(help="ชื่อจังหวัด / the province")],
    year: Annotated[
        int,
        typer.Option(
            help="ปีงบประมาณ พ.ศ. เช่น 2569 / fiscal year, B.E.",
            parser=whole_number,
            metavar="<int>",
        ),
    ],
    plan: Annotated[str, typer.Option(help="แผนของจังหวัด เช่น plan-surin-2569")] = "",
    track: Annotated[str, typer.Option(help="ชุดเกณฑ์ / the track")] = "standard",
    origin: Annotated[
        str,
        typer.Option(
            "--from", help="ปีที่ยังไม่มีเกณฑ์: ร่างจากเกณฑ์นี้ เช่น oit-2569 / draft the criteria from it"
        ),
    ] = "",
) -> None:
    """สร้างโฟลเดอร์งาน / Make a workspace."""
    rules = new_workspace(
        folder, province=province, year=year, plan=plan, track=track, origin=origin
    )
    confirmed, total = confirmed_count(rules.catalogue)
    say(f"สร้างโฟลเดอร์งานแล้ว: {folder}")
    say(f"เกณฑ์: ปี {year} ยืนยันแล้ว {confirmed} จาก {total} ข้อ (ดู: oitcheck catalogue list)")
    if rules.catalogue.note:
        say(f"  {rules.catalogue.note}")
    say(f"ขั้นต่อไป: oitcheck -w {folder} agencies FILE")


@app.command()
def agencies(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="ทะเบียนหน่วยงาน CSV หรือ XLSX / the registry")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """นำเข้าทะเบียนหน่วยงาน / Import the registry of agencies."""
    place = open_workspace(context, workspace)
    with place.lock():
        count, problems = import_agencies(place, file, now())
    if as_json:
        show_json({"agencies": count, "problems": as_json_rows(problems)})
    else:
        show_problems(problems)
        say(f"ทะเบียนหน่วยงาน: {count} หน่วยงาน")
    if not count:
        raise OitcheckError(f"{file}: ไม่มีหน่วยงานที่นำเข้าได้", "แก้ไขตามข้อความข้างต้น แล้วนำเข้าใหม่")


@app.command()
def template(
    context: typer.Context,
    round_name: RoundOption = "1",
    checklist: ChecklistOption = "",
    workspace: WorkspaceOption = None,
    out: Annotated[Path | None, typer.Option(help="โฟลเดอร์ปลายทาง / where to put them")] = None,
    as_json: JsonOption = False,
) -> None:
    """สร้างแบบฟอร์ม XLSX ให้หน่วยงานกรอกลิงก์ / Write the forms to send out."""
    place = open_workspace(context, workspace)
    written = write_forms(place, round_name, out, checklist)
    if as_json:
        show_json({"files": [str(path) for path in written]})
        return
    say(f"สร้างแบบฟอร์ม {len(written)} ไฟล์ ที่ {written[0].parent}")


@app.command("import")
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="CSV XLSX XLS ODS DOCX")],
    round_name: RoundOption = "1",
    received: Annotated[
        str, typer.Option(help='วันเวลาที่ได้รับ เช่น "2569-05-05 15:30" / when it came')
    ] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="รายการนี้แทนของเดิมทั้งหมด / replaces all before it")
    ] = False,
    checklist: ChecklistOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """นำเข้ารายการลิงก์ที่หน่วยงานส่ง / Import the link lists that agencies handed in."""
    came = received_time(received) if received else None
    if came is not None and came > now() + timedelta(days=1):
        note(f"วันที่ได้รับ {datetime_text(came)} อยู่ในอนาคต หากพิมพ์ผิดให้นำเข้าใหม่ด้วยวันที่ที่ถูกต้อง")
    place = open_workspace(context, workspace)
    with place.lock():
        done = import_files(
            place,
            files,
            round_name,
            received_at=came,
            whole=whole,
            now=now(),
            checklist=checklist,
        )
    if as_json:
        show_json(
            {
                "stored": done.stored,
                "unchanged": done.unchanged,
                "late": done.late,
                "links": done.links,
                "agencies": list(done.agencies),
                "new_agencies": list(done.new_agencies),
                "problems": as_json_rows(done.problems),
            }
        )
    else:
        _import_lines(done, round_name)
    if not done.agencies:
        _nothing_read(files)


def _import_lines(done: Imported, round_name: str) -> None:
    show_problems(done.problems)
    say(f"อ่านได้ {done.links} ลิงก์ จาก {len(done.agencies)} หน่วยงาน")
    if done.new_agencies:
        say(f"เพิ่มหน่วยงานใหม่ในทะเบียน (รอยืนยัน) {len(done.new_agencies)} แห่ง")
    if done.stored:
        say(f"บันทึกแล้ว {done.stored} รายการส่ง สำหรับการส่งลิงก์ ครั้งที่ {round_name}")
    if done.closed:
        say(f"{round_title(round_name, 'th')} ปิดรับลิงก์แล้ว สิ่งที่ได้รับหลังจากนั้นนับว่าส่งหลังกำหนด")
    if done.late:
        say(f"ส่งหลังกำหนด {done.late} หน่วยงาน")
    if done.unchanged:
        say(f"เหมือนที่มีอยู่แล้ว {done.unchanged} รายการส่ง ไม่มีอะไรเปลี่ยน")
    if done.problems:
        say(f"ข้อความแจ้งเตือน {len(done.problems)} รายการ ดูด้านบน")


@app.command()
def pack(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="ไฟล์ zip ปลายทาง / the zip to write")],
    workspace: WorkspaceOption = None,
) -> None:
    """รวมโฟลเดอร์งานเป็นไฟล์เดียว / Pack the workspace into one file."""
    pack_workspace(open_workspace(context, workspace), target)
    say(f"บรรจุแล้ว: {target}")


@app.command()
def unpack(
    source: Annotated[Path, typer.Argument(help="ไฟล์ zip จาก pack")],
    folder: Annotated[Path, typer.Argument(help="โฟลเดอร์ใหม่ / the new folder")],
) -> None:
    """คลี่โฟลเดอร์งานจากไฟล์ที่ pack ไว้ / Unpack a packed workspace."""
    unpack_workspace(source, folder)
    say(f"คลี่แล้ว: {folder}")


@app.command()
def doctor(
    context: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """ตรวจความพร้อมของเครื่องและโปรแกรม / Check what this machine has."""
    place = open_workspace(context, workspace)
    parts = examine(place if place.exists() else None)
    if as_json:
        show_json([part.as_dict() for part in parts])
        return
    for part in parts:
        say(part.line())
        for line in part.mend_lines():
            say(f"      {line}")


def _nothing_read(files: list[Path]) -> NoReturn:
    names = ", ".join(file.name for file in files[:3]) + (" ..." if files[3:] else "")
    raise OitcheckError(
        f"{names}: ไม่มีรายการที่นำเข้าได้", "ตรวจสอบว่ากรอกลิงก์ในไฟล์แล้ว แก้ไขตามข้อความข้างต้น แล้วนำเข้าใหม่"
    )
