"""Commands on evidence checklists: list, show, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from oitcheck.checklist import Checklist, Exhibit, Level, parse_checklist
from oitcheck.cli.app import JsonOption, WorkspaceOption, app, say, show_json
from oitcheck.cli.commands import Subcommands
from oitcheck.cli.places import open_workspace
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.rules import checklist_names, load_checklist
from oitcheck.toml_reader import BadData, Complaint

group = typer.Typer(cls=Subcommands, no_args_is_help=False, rich_markup_mode=None)
app.add_typer(group, name="checklist")


@group.callback()
def checklist() -> None:
    """รายการเอกสารประกอบตามระดับ / Evidence checklists: levels, criteria, exhibits."""


@group.command("list")
def list_(
    context: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """รายการที่มี / Which there are."""
    folder = open_workspace(context, workspace).indicators
    found = [load_checklist(folder, name)[0] for name in checklist_names(folder)]
    if as_json:
        show_json([_head(one) for one in found])
        return
    for one in found:
        say(f"{one.id}: {one.title or one.id}")
        say(
            f"  จังหวัด{one.province} ปี พ.ศ. {one.year} {len(one.levels)} ระดับ "
            f"{len(list(one.exhibits()))} เอกสาร"
        )


@group.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="เช่น checklist-samutprakan-2567")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ระดับ เกณฑ์ เอกสาร และข้อสังเกตของต้นทาง / Levels, criteria, exhibits, oddities."""
    found, _ = load_checklist(open_workspace(context, workspace).indicators, name)
    if as_json:
        show_json(_head(found) | {"levels": [_level(level) for level in found.levels]})
        return
    for line in _lines(found):
        say(line)


@group.command()
def check(
    file: Annotated[Path, typer.Argument(help="ไฟล์ TOML ของรายการ / the checklist's file")],
    as_json: JsonOption = False,
) -> None:
    """ตรวจไฟล์ บอกทุกจุดที่ผิดเป็นรายบรรทัด / All that is wrong in a file, by line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise OitcheckError(f"{file}: ไม่ใช่ UTF-8", "บันทึกไฟล์เป็น UTF-8") from None
    except FileNotFoundError:
        raise OitcheckError(f"{file}: ไม่พบไฟล์นี้", "ตรวจสอบชื่อไฟล์และโฟลเดอร์") from None
    wrong: tuple[Complaint, ...] = ()
    exhibits = 0
    try:
        exhibits = len(list(parse_checklist(text, file.name).exhibits()))
    except BadData as trouble:
        wrong = trouble.complaints
    if as_json:
        show_json({"exhibits": exhibits, "complaints": [_complaint(one) for one in wrong]})
    else:
        for one in wrong:
            say(str(one))
    if wrong:
        raise OitcheckError(f"{file}: ต้องแก้ไข {len(wrong)} จุด", "แก้ไขตามรายการข้างต้น แล้วตรวจใหม่")
    if not as_json:
        say(f"{file}: ใช้ได้ {exhibits} เอกสาร")


def _lines(found: Checklist) -> list[str]:
    lines = [found.title or found.id, f"({found.id}) ปี พ.ศ. {found.year} รุ่น {found.revision}"]
    lines += [f"ที่มา: {found.source}"] if found.source else []
    lines += [found.note] if found.note else []
    for level in found.levels:
        lines += ["", f"ระดับ {level.number} {level.text}"]
        for criterion in level.criteria:
            lines.append(f"  {f'เกณฑ์ {criterion.number}'.strip()}: {criterion.text}")
            lines += [f"    {part.number} {part.text}".rstrip() for part in criterion.parts]
        for exhibit in level.exhibits:
            without = "" if exhibit.number else " (ต้นทางไม่ให้เลข)"
            lines.append(f"  เอกสาร {exhibit.code}{without}: {exhibit.name}")
    if found.oddities:
        lines += ["", "ข้อสังเกตของต้นทาง"]
        lines += [f"  - {oddity}" for oddity in found.oddities]
    return lines


def _head(found: Checklist) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": found.title,
        "province": found.province,
        "year": found.year,
        "revision": found.revision,
        "source": found.source,
        "note": found.note,
        "oddities": list(found.oddities),
        "exhibits": len(list(found.exhibits())),
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "number": level.number,
        "text": level.text,
        "criteria": [
            {
                "number": one.number,
                "text": one.text,
                "parts": [{"number": part.number, "text": part.text} for part in one.parts],
            }
            for one in level.criteria
        ],
        "exhibits": [_exhibit(one) for one in level.exhibits],
    }


def _exhibit(one: Exhibit) -> dict[str, Any]:
    day = one.date.isoformat() if one.date else None
    return {
        "code": one.code,
        "number": one.number,
        "name": one.name,
        "date": day[:7] if day and one.precision == "month" else day,
    }


def _complaint(one: Complaint) -> dict[str, Any]:
    return {"line": one.line, "key": one.key, "trouble": one.trouble, "hint": one.hint}
