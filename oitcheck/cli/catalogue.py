"""The commands around catalogues: list, show, check, new, export, import, confirm."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from oitcheck.catalogue import Catalogue
from oitcheck.catalogue.confirming import confirmed_count
from oitcheck.catalogue.editing import Ruling, rule_of
from oitcheck.catalogue.explain import explain_indicator, indicator_dict
from oitcheck.catalogue.values import Indicator
from oitcheck.cli.app import (
    JsonOption,
    LangOption,
    WorkspaceOption,
    app,
    language,
    note,
    now,
    say,
    show_json,
    whole_number,
)
from oitcheck.cli.commands import Subcommands
from oitcheck.cli.places import open_workspace
from oitcheck.cli.roles import checked_role
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.catalogues import (
    Listed,
    catalogue_summary,
    check_file,
    confirm_rules,
    export_catalogue,
    import_catalogue,
    item_code,
    listed,
    own_file,
    write_draft,
)
from oitcheck.pipeline.rules import catalogue_for

group = typer.Typer(
    cls=Subcommands,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(group, name="catalogue")

YearOption = Annotated[
    int,
    typer.Option(
        help="ปีงบประมาณ พ.ศ. / fiscal year, B.E.",
        parser=whole_number,
        metavar="<int>",
        show_default=False,
    ),
]
TrackOption = Annotated[str, typer.Option(help="ชุดเกณฑ์ เช่น standard, ovec / the track")]
SourceOption = Annotated[str, typer.Option(help='ยืนยันจากที่ใด เช่น "คู่มือ หน้า 45" / where it stands')]
ByOption = Annotated[str, typer.Option(help="ตำแหน่งผู้ยืนยัน ไม่ใช่ชื่อบุคคล / a post, not a name")]
OutOption = Annotated[Path | None, typer.Option(help="ไฟล์ปลายทาง / the file to write")]


@group.callback(invoke_without_command=True)
def catalogue(context: typer.Context) -> None:
    """เกณฑ์: ดู ตรวจ ร่าง ยืนยัน และแลกเปลี่ยนกับ Excel / Catalogues: list, check, draft, confirm."""
    if context.invoked_subcommand is None:
        note(context.get_help())
        raise typer.Exit(2)


@group.command("list")
def list_(
    context: typer.Context,
    year: YearOption = 0,
    track: TrackOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ข้อของเกณฑ์ และเกณฑ์ที่มี / The items of a catalogue, and the catalogues there are."""
    place = open_workspace(context, workspace)
    held = catalogue_for(place, year, track).catalogue
    others = listed(place.indicators)
    if as_json:
        show_json(
            {
                "catalogue": catalogue_summary(place, held),
                "catalogues": [_listed_dict(one) for one in others],
            }
        )
        return
    done, total = confirmed_count(held)
    own = own_file(place, held)
    say(f"เกณฑ์การประเมิน OIT ประจำปีงบประมาณ {held.year} ({_named(held)})")
    say(f"{own}" if own else "ที่มากับโปรแกรม")
    say(f"ยืนยันแล้ว {done} จาก {total} ข้อ")
    names = dict(held.groups)
    shown = ""
    for item in held.indicators:
        if item.group != shown:
            shown = item.group
            say()
            say(f"{shown} {names[shown].th}")
        say(f"  {_item_line(item)}")
    say()
    say("เกณฑ์ที่มี:")
    for one in others:
        say(f"  {_listed_line(one)}")


def _named(held: Catalogue) -> str:
    return f"{held.id} ฉบับแก้ไขที่ {held.revision}"


def _item_line(item: Indicator) -> str:
    count = len(item.elements)
    done = sum(one.confirmed for one in item.elements)
    said = f"{count} องค์ประกอบ ยืนยันแล้ว {done}" if count else "ยังไม่มีองค์ประกอบ"
    state = "ยืนยันแล้ว" if item.confirmed else "ยังไม่ยืนยัน"
    return f"{item.code:<4}{state} · {said} · {item.name.th}"


def _listed_line(one: Listed) -> str:
    where = one.file or "ที่มากับโปรแกรม"
    if one.catalogue is None:
        return f"{one.name} ใช้ไม่ได้: {one.trouble}"
    done, total = confirmed_count(one.catalogue)
    return f"{one.name} ฉบับแก้ไขที่ {one.catalogue.revision} ยืนยันแล้ว {done} จาก {total} ข้อ · {where}"


def _listed_dict(one: Listed) -> dict[str, object]:
    about: dict[str, object] = {"name": one.name, "file": one.file or None, "trouble": one.trouble}
    if one.catalogue is not None:
        done, total = confirmed_count(one.catalogue)
        about |= {
            "year": one.catalogue.year,
            "track": one.catalogue.track,
            "revision": one.catalogue.revision,
            "confirmed": done,
            "items": total,
        }
    return about


@group.command()
def show(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="ข้อ เช่น O12")],
    year: YearOption = 0,
    track: TrackOption = "",
    lang: LangOption = "th",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ข้อหนึ่งข้อ พร้อมองค์ประกอบและการยืนยัน / An item with its elements and confirmations."""
    spoken = language(lang)
    held = catalogue_for(open_workspace(context, workspace), year, track).catalogue
    found = rule_of(held, item_code(item))
    assert isinstance(found, Indicator)
    if as_json:
        show_json(indicator_dict(found, held))
        return
    say(explain_indicator(found, held, spoken))


@group.command()
def check(
    file: Annotated[Path, typer.Argument(help="ไฟล์เกณฑ์ .toml หรือ .xlsx / the file")],
    as_json: JsonOption = False,
) -> None:
    """ตรวจไฟล์เกณฑ์ บอกบรรทัดและคีย์ที่ผิด / Check a file: every fault by line and key."""
    found = check_file(file)
    complaints = [str(one) for one in found.complaints]
    if as_json:
        show_json({"complaints": complaints, "remarks": list(found.remarks)})
    else:
        for line in complaints:
            say(line)
        for remark in found.remarks:
            say(f"{file}: ข้อสังเกต: {remark}")
    if found.catalogue is None:
        raise OitcheckError(
            f"{file}: ใช้ไม่ได้ มีที่ต้องแก้ {len(complaints)} แห่ง", "แก้ไขตามรายการข้างต้น แล้วตรวจใหม่"
        )
    if not as_json:
        done, total = confirmed_count(found.catalogue)
        say(f"{file}: ใช้ได้ {_named(found.catalogue)} ยืนยันแล้ว {done} จาก {total} ข้อ")


@group.command()
def new(
    context: typer.Context,
    origin: Annotated[str, typer.Option("--from", help="เกณฑ์ต้นแบบ เช่น oit-2568")],
    year: Annotated[
        int,
        typer.Option(
            help="ปีงบประมาณ พ.ศ. ของร่าง / the draft's year", parser=whole_number, metavar="<int>"
        ),
    ],
    track: TrackOption = "",
    out: OutOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """ร่างเกณฑ์ปีใหม่จากปีก่อน ทำเครื่องหมายทุกแห่งที่ต้องตรวจ / Draft a year from an earlier one."""
    place = open_workspace(context, workspace)
    with nullcontext() if out else place.lock():
        path, made = write_draft(place, origin, year, track, out)
    say(f"ร่างเกณฑ์แล้ว: {path}")
    say(f"{len(made.indicators)} ข้อ ยังไม่ยืนยันทั้งหมด บรรทัดที่ต้องตรวจมีเครื่องหมาย # ตรวจสอบ:")
    say('ขั้นต่อไป: ตรวจกับคู่มือ แล้วสั่ง oitcheck catalogue confirm O1 --source "..." --by ตำแหน่ง')


@group.command()
def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="เกณฑ์ เช่น oit-2568 (เว้นได้)")],
    file: Annotated[Path | None, typer.Argument(metavar="FILE.xlsx", help="ไฟล์ปลายทาง")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """ส่งออกเกณฑ์เป็น Excel / Write a catalogue as an Excel file."""
    # with one argument it is the file, and the catalogue is the workspace's
    wanted, path = (name, file) if file else ("", Path(name))
    made = export_catalogue(open_workspace(context, workspace), wanted, path)
    say(f"ส่งออก {_named(made)} แล้ว: {path}")
    say(f"แก้ไขใน Excel แล้วนำเข้าด้วย: oitcheck catalogue import {path}")


@group.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="ไฟล์ .xlsx จาก export")],
    source: SourceOption = "",
    by: ByOption = "",
    out: OutOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """นำเกณฑ์จาก Excel กลับเข้าโฟลเดอร์งาน / Take a catalogue back from Excel."""
    place = open_workspace(context, workspace)
    role = checked_role(by) if by or source else ""
    with nullcontext() if out else place.lock():
        done = import_catalogue(place, file, out, _one_line(source), role, _instant())
    if as_json:
        show_json(
            {
                "file": str(done.path) if done.path else None,
                "revision": done.catalogue.revision if done.catalogue else None,
                "ruled": list(done.ruled),
                "changed_since_confirmed": list(done.changed),
                "complaints": [str(one) for one in done.complaints],
            }
        )
    if done.catalogue is None:
        for complaint in done.complaints:
            note(str(complaint))
        raise OitcheckError(
            f"{file}: ไม่ได้นำเข้า มีที่ต้องแก้ {len(done.complaints)} แห่ง",
            "แก้ไขตามข้อความข้างต้น แล้วนำเข้าใหม่",
        )
    if as_json:
        return
    if done.path is None:
        say(f"เหมือน {_named(done.catalogue)} ที่ใช้อยู่ ไม่มีอะไรเปลี่ยน")
        return
    say(f"นำเข้าแล้ว: {_named(done.catalogue)} {done.path}")
    if done.ruled:
        say(f"บันทึกการยืนยัน {len(done.ruled)} รายการ: {', '.join(done.ruled)}")
    for rule in done.changed:
        say(f"{rule}: เนื้อหาเปลี่ยนไปหลังยืนยัน ให้ยืนยันใหม่")


@group.command()
def confirm(
    context: typer.Context,
    item: Annotated[str, typer.Argument(help="ข้อ เช่น O12")],
    element: Annotated[str, typer.Argument(help="รหัสองค์ประกอบ / the element")] = "",
    source: SourceOption = "",
    by: ByOption = "",
    elements: Annotated[
        bool, typer.Option("--elements", help="ยืนยันทุกองค์ประกอบของข้อด้วย / its elements, too")
    ] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="ถอนการยืนยัน / take it back")] = False,
    year: YearOption = 0,
    track: TrackOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ยืนยันข้อหรือองค์ประกอบกับคู่มือ / Confirm an item or an element with the manual."""
    role = checked_role(by)
    if not source.strip():
        raise OitcheckError("--source: ไม่ได้ระบุที่มา", 'เช่น --source "คู่มือ หน้า 45"')
    if element and elements:
        raise OitcheckError("--elements ใช้กับทั้งข้อ", f"สั่งโดยไม่ระบุ {element} หรือไม่ใช้ --elements")
    ruling = Ruling(_one_line(source), role, _instant(), withdraw)
    place = open_workspace(context, workspace)
    with place.lock():
        done = confirm_rules(
            place, item, element, ruling, with_elements=elements, year=year, track=track
        )
    confirmed, total = confirmed_count(done.catalogue)
    if as_json:
        show_json(
            {
                "file": str(done.path) if done.path else None,
                "revision": done.catalogue.revision,
                "rules": list(done.rules),
                "confirmed": confirmed,
                "items": total,
            }
        )
        return
    what = ", ".join(done.rules)
    if done.path is None:
        state = "ยังไม่ได้ยืนยัน" if withdraw else "ยืนยันไว้แล้วจากที่มาเดียวกัน"
        say(f"{what}: {state} ไม่มีอะไรเปลี่ยน")
    else:
        say(f"{'ถอนการยืนยัน' if withdraw else 'ยืนยัน'}แล้ว: {what} ({ruling.source})")
        say(f"บันทึกใน {done.path} {_named(done.catalogue)}")
    say(f"ยืนยันแล้ว {confirmed} จาก {total} ข้อ")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _instant() -> str:
    return now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
