"""The commands of ``oitcheck round``: list, open, close, freeze, deadline."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from oitcheck.cli.app import JsonOption, WorkspaceOption, app, checked_round, note, now, say
from oitcheck.cli.app import show_json as print_json
from oitcheck.cli.commands import Subcommands
from oitcheck.cli.moments import deadline_time
from oitcheck.cli.places import open_workspace
from oitcheck.cli.roles import role_if_any
from oitcheck.errors import OitcheckError
from oitcheck.model import RoundChange, RoundState, RunKind
from oitcheck.pipeline import rounds
from oitcheck.pipeline.round_list import RoundLine, list_rounds
from oitcheck.pipeline.rounds import Noted
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import Terms, Window, deadline_window
from oitcheck.plan.wording import end_text
from oitcheck.report import round_title
from oitcheck.store import Run
from oitcheck.thai.format import datetime_text

_HELP = "การส่งลิงก์แต่ละครั้ง: เปิด ปิด ยุติ กำหนดวันส่ง / Rounds: open, close, freeze, deadlines."
_FAR = timedelta(days=400)
_STATES = {
    RoundState.OPEN: "เปิดรับลิงก์",
    RoundState.CLOSED: "ปิดรับลิงก์แล้ว (ที่ส่งมาหลังจากนี้รับไว้ และนับว่าส่งช้า)",
    RoundState.FROZEN: "ยุติการรับลิงก์แล้ว (ไม่รับเพิ่ม)",
}
_KINDS = {
    RunKind.FIRST: "ครั้งแรก",
    RunKind.AGAIN: "ตรวจซ้ำ",
    RunKind.FRESH: "เปิดใหม่ทุกลิงก์",
    RunKind.FREEZE: "บันทึก ณ เวลาปิดระบบ",
    RunKind.WATCH: "เฝ้าดู",
}

group = typer.Typer(cls=Subcommands, help=_HELP, rich_markup_mode=None)
app.add_typer(group, name="round")

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="ครั้งที่ เช่น 1, 2, itas หรือชื่ออื่น / the round")
]
WhyOption = Annotated[str, typer.Option("--why", help="เหตุผล / why")]
ByOption = Annotated[
    str,
    typer.Option("--by", callback=role_if_any, help="ตำแหน่งผู้สั่ง ไม่ใช่ชื่อบุคคล / by which role"),
]


@group.callback(invoke_without_command=True)
def _round(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        note(context.get_help())
        raise typer.Exit(2)


@group.command("list")
def list_(
    context: typer.Context, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """ทุกครั้ง: สถานะ วันครบกำหนดส่ง และสิ่งที่ได้รับ / All rounds: state, deadline, what came in."""
    found = list_rounds(open_workspace(context, workspace))
    if as_json:
        print_json({"rounds": [line.as_dict() for line in found]})
        return
    if not found:
        say("ยังไม่มีการส่งลิงก์ (เริ่มด้วย: oitcheck import FILE --round 1 หรือ oitcheck round open NAME)")
    for position, line in enumerate(found):
        if position:
            say()
        for text in _lines(line):
            say(text)


@group.command("open")
def open_(
    context: typer.Context,
    name: NameArgument,
    deadline: Annotated[
        str, typer.Option("--deadline", help='วันครบกำหนดส่ง เช่น "2569-05-05 16:30" / when it is due')
    ] = "",
    why: WhyOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """เปิดครั้งใหม่ หรือเปิดรับลิงก์อีกครั้ง / Make a round, or open one again."""
    place, round_name, at = open_workspace(context, workspace), checked_round(name), now()
    window = deadline_window(*deadline_time(deadline)) if deadline else None
    with place.lock():
        done = rounds.open_round(place, round_name, window, by=by, why=why, now=at)
    _remark_on(window, at)
    _told(done, as_json, "เปิดรับลิงก์อยู่แล้ว ไม่มีอะไรเปลี่ยน")


@group.command()
def close(
    context: typer.Context,
    name: NameArgument,
    why: WhyOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ปิดรับลิงก์: ที่ส่งมาหลังจากนี้รับไว้ และนับว่าส่งช้า / Close: what comes is taken, and late."""
    done = _end(open_workspace(context, workspace), name, RoundChange.CLOSED, by, why)
    _told(done, as_json, "ปิดรับลิงก์อยู่แล้ว ไม่มีอะไรเปลี่ยน")


@group.command()
def freeze(
    context: typer.Context,
    name: NameArgument,
    why: WhyOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """ยุติการรับลิงก์: ไม่รับเพิ่ม ตรวจและออกรายงานได้ตามเดิม / Freeze: nothing more is taken."""
    done = _end(open_workspace(context, workspace), name, RoundChange.FROZEN, by, why)
    _told(done, as_json, "ยุติการรับลิงก์อยู่แล้ว ไม่มีอะไรเปลี่ยน")


@group.command()
def deadline(
    context: typer.Context,
    name: NameArgument,
    date: Annotated[
        str, typer.Argument(help='วัน เช่น 2569-05-05 หรือ "2569-05-05 16:30" / the day')
    ] = "",
    plan: Annotated[bool, typer.Option("--plan", help="กลับไปใช้วันตามแผน / the plan's day")] = False,
    why: WhyOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """กำหนดวันครบกำหนดส่งเอง หรือใช้ตามแผน / Set the deadline by hand, or as the plan has it."""
    if bool(date) == plan:
        raise OitcheckError(
            "ระบุวันครบกำหนดส่ง หรือ --plan อย่างใดอย่างหนึ่ง",
            f'เช่น oitcheck round deadline {name} "2569-05-05 16:30"',
        )
    place, round_name, at = open_workspace(context, workspace), checked_round(name), now()
    window = None if plan else deadline_window(*deadline_time(date))
    with place.lock():
        done = rounds.set_deadline(place, round_name, window, by=by, why=why, now=at)
    _remark_on(window, at)
    same = "ใช้วันตามแผนอยู่แล้ว" if plan else "กำหนดไว้เป็นวันดังกล่าวอยู่แล้ว"
    _told(done, as_json, f"{same} ไม่มีอะไรเปลี่ยน")


def _end(place: Workspace, name: str, change: RoundChange, by: str, why: str) -> Noted:
    round_name = checked_round(name)
    with place.lock():
        return rounds.end_round(place, round_name, change, by=by, why=why, now=now())


def _remark_on(window: Window | None, at: datetime) -> None:
    """Say so where a deadline looks like a slip of the finger."""
    last = window.last if window else None
    if window is None or last is None:
        return
    if last <= at:
        note(f"{end_text(window)} ผ่านมาแล้ว ลิงก์ที่ได้รับหลังจากนั้นนับว่าส่งช้า หากพิมพ์ผิดให้กำหนดใหม่")
    elif last - at > _FAR:
        note(f"{end_text(window)} อีกนานกว่าหนึ่งปี หากพิมพ์ผิดให้กำหนดใหม่")


def _told(done: Noted, as_json: bool, nothing: str) -> None:
    if as_json:
        window = done.terms.deadline
        print_json(
            {
                "round": done.terms.round,
                "state": str(done.terms.state),
                "changed": done.changed,
                "made": done.made,
                "changes": [str(change) for change in done.changes],
                "deadline": window
                and {
                    "at": window.last.isoformat() if window.last else None,
                    "has_hour": window.has_hour,
                    "set": "by-hand" if done.terms.by_hand else "plan",
                },
            }
        )
        return
    said = f"สร้าง{round_title(done.terms.round, 'th')} แล้ว" if done.made else ""
    title = said or round_title(done.terms.round, "th")
    say(f"{title}: {nothing}" if not done.changed else title if said else f"{title}: บันทึกแล้ว")
    say(f"  {_STATES[done.terms.state]}")
    say(f"  {_deadline(done.terms)}")


def _lines(line: RoundLine) -> list[str]:
    came = f"ส่งแล้ว {line.handed_in} จาก {line.agencies} หน่วยงาน"
    more = (("ส่งช้า", line.late), ("เปลี่ยนหรือถอนลิงก์", line.changed), ("ใช้ลิงก์เดิม", line.carried))
    return [
        f"{round_title(line.terms.round, 'th')}: {_STATES[line.terms.state]}",
        f"  {_deadline(line.terms)}",
        "  " + "  ".join((came, *(f"{what} {count}" for what, count in more if count))),
        f"  {_run(line.last_run)}",
    ]


def _deadline(terms: Terms) -> str:
    if terms.deadline is None:
        return "ไม่มีวันครบกำหนดส่ง"
    set_by = "กำหนดเอง" if terms.by_hand else "ตามแผน"
    return f"วันครบกำหนดส่ง ({set_by}): {end_text(terms.deadline)}"


def _run(run: Run | None) -> str:
    if run is None:
        return "ยังไม่ได้เปิดลิงก์"
    ended = datetime_text(run.finished_at) if run.finished_at else "ยังไม่เสร็จ"
    return f"เปิดลิงก์ล่าสุด ({_KINDS[run.kind]}): {datetime_text(run.started_at)} ถึง {ended}"
