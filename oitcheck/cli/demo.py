"""The demo: the main job on the sample province, both collections."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from oitcheck.cli.app import app, note, now, say
from oitcheck.cli.crawling import whole_job
from oitcheck.crawl.browser import RunningBrowser, find_browser
from oitcheck.errors import OitcheckError
from oitcheck.pipeline import sample
from oitcheck.pipeline.comparing import compare_rounds
from oitcheck.pipeline.handing_in import import_agencies, import_files
from oitcheck.pipeline.main_job import MainJob
from oitcheck.pipeline.workspace import Workspace
from oitcheck.plan import BANGKOK
from oitcheck.settings import Browser


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="โฟลเดอร์งานของการสาธิต")] = Path("demo-workspace"),
) -> None:
    """สาธิตทั้งงานกับจังหวัดตัวอย่างในเครื่องนี้ / The whole job on a sample province."""
    sample.province_folder()
    _make_room(folder)
    started = time.monotonic()
    today = datetime.now(BANGKOK).date()
    workspace = Workspace(folder)
    sandboxed = _has_sandbox()
    for state in (1, 2):
        with sample.websites(state) as sites:
            registry, lists = sample.lay(folder, state, sites, today)
            folder.chmod(0o700)
            if not sandboxed:
                _switch_sandbox_off(workspace)
            name = str(state)
            with workspace.lock():
                import_agencies(workspace, registry, now())
                received = datetime.now(UTC) - timedelta(days=2 - state)
                done = import_files(
                    workspace, lists, name, received_at=received, whole=False, now=now()
                )
            say(f"\nการส่งลิงก์ ครั้งที่ {name}: {done.links} ลิงก์ จาก {len(done.agencies)} หน่วยงาน")
            job = MainJob(workspace, name, now)
            for line in whole_job(job).lines():
                say(line)
            say(f"รายงานจังหวัด: {job.index.resolve()}")
    say()
    for line in compare_rounds(workspace, "1", "2").lines():
        say(line)
    say(f"\nใช้เวลา {time.monotonic() - started:.0f} วินาที  โฟลเดอร์งาน: {folder.resolve()}")


def _make_room(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / sample.MARKER).is_file():
            raise OitcheckError(f"{folder}: มีไฟล์อยู่แล้วและไม่ใช่โฟลเดอร์สาธิต", "ระบุโฟลเดอร์อื่น")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / sample.MARKER).write_text("", encoding="utf-8")


def _has_sandbox() -> bool:
    """Whether the browser's sandbox works here; where it can't, the demo goes without it."""
    executable = find_browser(Browser())
    if executable is None:
        return True
    try:
        with RunningBrowser(executable, 9, sandbox=True):
            return True
    except OitcheckError:
        note("แซนด์บ็อกซ์ของเบราว์เซอร์ใช้ไม่ได้ในเครื่องนี้ การสาธิตเปิดเฉพาะเว็บไซต์ตัวอย่าง จึงปิดไว้")
        return False


def _switch_sandbox_off(workspace: Workspace) -> None:
    text = workspace.settings_file.read_text(encoding="utf-8")
    workspace.settings_file.write_text(
        f"{text}\n[browser]\nsandbox = false\n", encoding="utf-8", newline="\n"
    )
