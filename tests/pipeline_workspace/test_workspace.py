from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
import tomllib
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oitcheck import settings
from oitcheck.errors import OitcheckError
from oitcheck.model import Problem, ProblemCode
from oitcheck.pipeline.settings_file import new_settings_text
from oitcheck.pipeline.workspace import Workspace

HOLDER = """
import sys, time
from pathlib import Path
from oitcheck.pipeline.workspace import Workspace
with Workspace(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569, plan="plan-surin-2569")


def test_a_new_workspace_is_private_and_complete(workspace: Workspace) -> None:
    assert sorted(path.name for path in workspace.root.iterdir()) == [
        "evidence",
        "indicators",
        "oitcheck.db",
        "oitcheck.toml",
        "out",
    ]
    if os.name != "nt":
        assert stat.S_IMODE(workspace.root.stat().st_mode) == 0o700
    about = workspace.settings({}).workspace
    assert (about.province, about.year, about.plan) == ("สุรินทร์", 2569, "plan-surin-2569")
    with workspace.store() as store:
        assert store.rounds() == ()


def test_a_workspace_is_never_made_over_another(workspace: Workspace) -> None:
    before = workspace.settings_file.read_bytes()
    with pytest.raises(OitcheckError, match="is a workspace already"):
        Workspace.init(workspace.root, province="ตรัง", year=2568)
    assert workspace.settings_file.read_bytes() == before


def test_a_year_of_the_common_era_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OitcheckError, match="2026 is no year of the Buddhist Era"):
        Workspace.init(tmp_path / "ws", province="ตรัง", year=2026)
    assert not (tmp_path / "ws").exists()


def test_a_folder_that_can_not_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OitcheckError, match="can't be made"):
        Workspace.init(tmp_path / "file" / "ws", province="ตรัง", year=2569)


def test_the_settings_file_shows_every_setting_with_its_default() -> None:
    text = new_settings_text({"province": "ตรัง", "year": 2569})
    assert settings.parse(text).network == settings.Network()
    shown = tomllib.loads(re.sub(r"(?m)^#(?=[a-z_]+ = )", "", text))
    defaults = settings.Settings()
    for section in fields(defaults):
        group = getattr(defaults, section.name)
        assert list(shown[section.name]) == [item.name for item in fields(group)]
        for item in fields(group):
            if f"{section.name}.{item.name}" in ("workspace.province", "workspace.year"):
                continue
            default = getattr(group, item.name)
            value = shown[section.name][item.name]
            assert (tuple(value) if isinstance(default, tuple) else value) == default


@pytest.mark.parametrize("name", ['"; drop', "a\\b\"c'd", "ตรัง\n[network]\ndelay = 0", "\x7f\x00"])
def test_no_province_name_breaks_the_settings_file(tmp_path: Path, name: str) -> None:
    workspace = Workspace.init(tmp_path / "ws", province=name, year=2569)
    assert workspace.settings({}).network.delay == 1.0
    assert workspace.settings({}).workspace.province == re.sub("[\n\x7f\x00]", " ", name)


def test_what_is_no_workspace_is_told_in_one_line(tmp_path: Path) -> None:
    for call in (Workspace(tmp_path).settings, Workspace(tmp_path).store, Workspace(tmp_path).lock):
        with pytest.raises(OitcheckError, match="no workspace"):
            call()
    assert list(tmp_path.iterdir()) == []


def test_the_archive_of_a_workspace_is_its_evidence_folder(workspace: Workspace) -> None:
    with workspace.archive() as archive:
        trouble = Problem(ProblemCode.DNS, transient=True)
        record = archive.append_failure("http://x/", trouble, datetime(2026, 5, 5, tzinfo=UTC))
    assert (workspace.evidence / record.file).is_file()


def test_a_second_process_is_refused_and_told_the_pid_of_the_first(workspace: Workspace) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace.root)], stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(OitcheckError, match=f"process {holder.pid} is working"):
            workspace.lock().__enter__()
    finally:
        holder.kill()
        holder.communicate(timeout=20)
    # The dead process left its pid behind, and it holds nothing.
    deadline = time.monotonic() + 10
    while True:
        try:
            with workspace.lock():
                assert (workspace.root / "oitcheck.lock").read_text("ascii").strip() == str(
                    os.getpid()
                )
            break
        except OitcheckError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_lock_is_let_go_of_when_the_work_fails(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError), workspace.lock():
        raise RuntimeError
    with workspace.lock():
        pass
