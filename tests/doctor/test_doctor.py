"""The doctor names each part with its state and what mends it, whatever is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

import pytest

from oitcheck.pipeline import doctor
from oitcheck.pipeline.doctor import Part, examine
from oitcheck.pipeline.workspace import Workspace

SYSTEMS = {"Debian", "macOS", "Windows"}
Usage = namedtuple("Usage", "total used free")


def open_to_all(folder: Path) -> None:
    """As root the browser runs as somebody else, who must get to what it starts."""
    while folder != Path(tempfile.gettempdir()) and folder != folder.parent:
        folder.chmod(0o755)
        folder = folder.parent


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569, plan="plan-surin-2569")


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not started where the test is about something else."""
    monkeypatch.setattr(doctor, "find_browser", lambda _: None)


def parts(workspace: Workspace | None = None) -> dict[str, Part]:
    found = examine(workspace)
    assert len({part.name for part in found}) == len(found)
    for part in found:
        assert part.name and part.state and "\n" not in part.state
        if not part.good:
            assert set(part.mend) == SYSTEMS and all(part.mend.values()), part
            assert len(part.mend_lines()) == 3
        else:
            assert part.mend_lines() == []
    return {part.name: part for part in found}


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium-headless-shell"), reason="no browser")
def test_every_part_is_there_within_seconds(workspace: Workspace) -> None:
    started = time.monotonic()
    found = parts(workspace)
    assert time.monotonic() - started < 5
    assert list(found) == [
        "Python",
        "เบราว์เซอร์",
        "แซนด์บ็อกซ์ของเบราว์เซอร์",
        "ระบบอ่านเอกสารสแกน (tesseract)",
        "โปรแกรมอ่านไฟล์ .doc",
        "ฟอนต์ไทย",
        "พื้นที่ว่างในดิสก์",
        "ฐานข้อมูล",
        "นาฬิกา",
    ]
    assert found["เบราว์เซอร์"].good and "Chromium" in found["เบราว์เซอร์"].state


def test_with_an_empty_path_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("oitcheck.crawl.browser._PLACES", ())
    found = parts()
    for name, package in {
        "เบราว์เซอร์": "chromium-headless-shell",
        "แซนด์บ็อกซ์ของเบราว์เซอร์": "chromium-headless-shell",
        "ระบบอ่านเอกสารสแกน (tesseract)": "tesseract-ocr-tha",
    }.items():
        assert not found[name].good
        assert (
            f"apt-get install {package}" in found[name].mend["Debian"]
            or package in (found[name].mend["Debian"])
        )


@pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for the programs")
@pytest.mark.parametrize(
    ("cry", "bad", "good"),
    [
        ("echo No usable sandbox >&2; exit 1", "แซนด์บ็อกซ์ของเบราว์เซอร์", "เบราว์เซอร์"),
        ("echo missing library >&2; exit 1", "เบราว์เซอร์", ""),
    ],
)
def test_a_browser_that_does_not_start_is_told_from_its_sandbox(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cry: str, bad: str, good: str
) -> None:
    chromium = tmp_path / "chromium"
    starts = (
        'for a in "$@"; do case "$a" in --no-sandbox) plain=1;; '
        "--user-data-dir=*) d=${a#*=};; esac; done; "
        '[ -n "$plain" ] && { printf "1\\n/x" > "$d/DevToolsActivePort"; sleep 30; }\n'
    )
    chromium.write_text(f"#!/bin/sh\n{starts if good else ''}{cry}\n", encoding="utf-8")
    chromium.chmod(0o755)
    open_to_all(tmp_path)
    monkeypatch.setattr(doctor, "find_browser", lambda _: chromium)
    found = parts()
    assert not found[bad].good
    assert cry.split(" >&2")[0].removeprefix("echo ") in found[bad].state
    if good:
        assert found[good].good


@pytest.mark.usefixtures("no_browser")
def test_a_language_that_ocr_lacks_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "_output", lambda command: "List of languages:\neng\nosd\n")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    part = parts()["ระบบอ่านเอกสารสแกน (tesseract)"]
    assert not part.good and "tha" in part.state and "eng" not in part.state


@pytest.mark.usefixtures("no_browser")
def test_a_program_that_hangs_or_prints_rubbish_is_no_traceback(tmp_path: Path) -> None:
    assert doctor._output([str(tmp_path / "not-there"), "--version"]) == ""
    assert doctor._output([sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'\\xff')"])


@pytest.mark.usefixtures("no_browser")
def test_a_nearly_full_disk_a_missing_font_and_a_wrong_clock_are_told(
    monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**10, 10**10 - 10**6, 10**6))
    monkeypatch.setattr(doctor, "_THAI_FONTS", ())
    monkeypatch.setattr(doctor, "_FONT_FOLDERS", ())
    found = parts(workspace)
    assert not found["พื้นที่ว่างในดิสก์"].good and "0.0 GiB" in found["พื้นที่ว่างในดิสก์"].state
    assert not found["ฟอนต์ไทย"].good


@pytest.mark.usefixtures("no_browser")
@pytest.mark.parametrize("harm", ["damaged", "folder", "gone", "settings", "newer"])
def test_trouble_with_the_workspace_is_a_part_not_the_end(workspace: Workspace, harm: str) -> None:
    if harm == "damaged":
        workspace.db.write_bytes(b"not a database" * 500)
    elif harm == "newer":
        import sqlite3

        with sqlite3.connect(workspace.db) as connection:
            connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    elif harm == "settings":
        workspace.settings_file.write_text("[browzer]\n", encoding="utf-8")
    else:
        workspace.db.unlink()
        if harm == "folder":
            workspace.db.mkdir()
    found = parts(workspace)
    assert not found["ฐานข้อมูล"].good
    assert ("ค่าที่ตั้งไว้" in found) == (harm == "settings")
    if harm == "gone":
        assert not workspace.db.exists(), "the doctor makes nothing"


@pytest.mark.usefixtures("no_browser")
def test_it_changes_nothing(workspace: Workspace) -> None:
    before = workspace.db.read_bytes()
    parts(workspace)
    assert workspace.db.read_bytes() == before


def test_the_command_prints_json_and_lines(tmp_path: Path) -> None:
    environment = os.environ | {"PATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    for flag in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "oitcheck", "doctor", *flag],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        if flag:
            told = json.loads(done.stdout)
            assert all(set(part) == {"name", "good", "state", "mend"} for part in told)
        else:
            assert "[ขาด] เบราว์เซอร์" in done.stdout
            assert "Debian: apt-get install chromium-headless-shell" in done.stdout
