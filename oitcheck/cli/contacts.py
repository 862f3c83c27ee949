"""The command `contacts`: who answers for what, by function."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oitcheck.cli.app import JsonOption, WorkspaceOption, app, say, show_json
from oitcheck.cli.places import open_workspace
from oitcheck.cli.problems import as_json_rows, show_problems
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.contacts import contacts_of, import_contacts, write_form


@app.command()
def contacts(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="รายชื่อที่จะนำเข้า XLSX CSV XLS ODS DOCX / the list to import")
    ] = None,
    item: Annotated[str, typer.Option(help="ใครรับผิดชอบข้อนี้ เช่น O12 / who answers for it")] = "",
    agency: Annotated[str, typer.Option(help="เฉพาะหน่วยงาน / one agency only")] = "",
    template: Annotated[
        Path | None, typer.Option(help="เขียนแบบฟอร์มว่างลงไฟล์ XLSX นี้ / write the empty form")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ผู้ประสานงานตามส่วนงาน / Who answers for what, by function."""
    place = open_workspace(context, workspace)
    if template is not None:
        say(f"สร้างแบบฟอร์มแล้ว: {template} ({write_form(place, template)} หน่วยงาน)")
        return
    if file is None:
        found = contacts_of(place, item=item, agency=agency)
        if as_json:
            show_json(found.as_dict())
            return
        for line in found.lines():
            say(line)
        return
    with place.lock():
        done = import_contacts(place, file)
    if as_json:
        show_json(
            {
                "contacts": done.contacts,
                "agencies": done.agencies,
                "districts": done.districts,
                "problems": as_json_rows(done.problems),
            }
        )
    else:
        show_problems(done.problems)
        say(
            f"บันทึกผู้ประสานงาน {done.contacts} รายการ ของ {done.agencies} หน่วยงาน "
            f"และ {done.districts} อำเภอ"
        )
    if not done.contacts:
        raise OitcheckError(
            f"{file.name}: ไม่มีผู้ประสานงานที่นำเข้าได้",
            "แก้ไขตามข้อความข้างต้น หรือใช้แบบฟอร์มจาก: oitcheck contacts --template FILE.xlsx",
        )
