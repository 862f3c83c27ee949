"""The command `show`: one document as it is read, for a person to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oitcheck.cli.app import JsonOption, LangOption, WorkspaceOption, app, language, note, now, say
from oitcheck.cli.places import open_workspace
from oitcheck.pipeline.showing import check_out, default_path, look
from oitcheck.report.showing import view_of, write_show
from oitcheck.report.showing_json import json_text


@app.command()
def show(
    context: typer.Context,
    given: Annotated[
        str, typer.Argument(metavar="URL|FILE", help="ลิงก์ หรือไฟล์ในเครื่อง / a link or a file")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            help="ไฟล์ .html ที่จะเขียน (ไม่ระบุ: ใน out/show) / the page to write",
        ),
    ] = None,
    lang: LangOption = "th",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ดูเอกสารหนึ่งฉบับตามที่โปรแกรมอ่าน พร้อมวันที่ที่พบ / Look at one document as it is read.

    เขียนหน้าเว็บหนึ่งไฟล์: ชนิดของเอกสาร ข้อความทีละหน้า วันที่ที่พบพร้อมความหมาย ตาราง และลิงก์
    ไม่ตัดสินว่าผ่านหรือไม่ และไม่เก็บไว้เป็นหลักฐาน เมื่อใช้ --json จะเขียนหน้าเว็บเฉพาะเมื่อระบุ --out
    """
    tongue = language(lang)
    place = open_workspace(context, workspace)
    if out is not None:
        check_out(out, given)
    evidence = look(place, given, now, note)
    view = view_of(evidence)
    if out is not None or not as_json:
        path = out or default_path(place, evidence)
        write_show(view, path, tongue)
        (note if as_json else say)(str(path))
    if as_json:
        say(json_text(view))
