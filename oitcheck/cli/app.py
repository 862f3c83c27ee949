"""The Typer application, and what every command shares."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oitcheck import __version__
from oitcheck.cli.commands import Commands
from oitcheck.errors import OitcheckError

if TYPE_CHECKING:
    from oitcheck.report import Language

app = typer.Typer(
    name="oitcheck",
    cls=Commands,
    help="ตรวจข้อมูล OIT ที่หน่วยงานเผยแพร่บนเว็บไซต์ แล้วแจ้งว่าต้องแก้ไขอะไร อย่างไร\n\n"
    "Checks what public agencies publish for OIT, and tells each one what to mend.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "-w",
        "--workspace",
        envvar="OITCHECK_WORKSPACE",
        help="โฟลเดอร์งาน / the workspace (default: this folder)",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="พิมพ์ผลเป็น JSON / print JSON")]
RoundOption = Annotated[
    str, typer.Option("--round", help="ครั้งที่ส่งลิงก์ เช่น 1, 2 หรือ itas / the round")
]
LangOption = Annotated[str, typer.Option("--lang", help="ภาษาของรายงาน th หรือ en / th or en")]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="จบด้วยรหัส 1 เมื่อพบสิ่งที่ต้องแก้ไข / exit 1 when there are gaps")
]


@app.callback(invoke_without_command=True)
def _everywhere(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    version: Annotated[bool, typer.Option("--version", help="แสดงรุ่นของโปรแกรม")] = False,
) -> None:
    if version:
        say(f"oitcheck {__version__}")
        raise typer.Exit
    context.obj = workspace


def say(text: str = "") -> None:
    """A line of the result, on stdout."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """A line about the work, on stderr."""
    sys.stderr.write(text + "\n")


def show_json(value: Any) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def language(lang: str) -> Language:
    if lang == "th":
        return "th"
    if lang == "en":
        return "en"
    raise OitcheckError(f"--lang {lang}: there is no such language", "th or en")


def now() -> datetime:
    return datetime.now(UTC)
