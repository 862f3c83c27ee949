"""The tests' own way to start the command line gives what a fresh interpreter gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import cli_process
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it forks")
WHERE = """
import json, os, sys, threading
print(json.dumps({
    "folder": os.getcwd(), "path": sys.path[0], "variable": os.environ.get("OITCHECK_WORKSPACE"),
    "same": os.environ == {**os.environ}, "threads": threading.active_count(),
    "stdin": sys.stdin.read(), "leader": os.getpid() == os.getsid(0),
    "reactor": "twisted.internet.reactor" in sys.modules,
    "commands": [name for name in sys.modules if name.startswith("oitcheck.cli.")],
    "open": sorted(int(name) for name in os.listdir("/proc/self/fd"))[:-1],
}))
"""


def fresh(*words: str, folder: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "oitcheck", *words],
        capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False, cwd=folder,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def forked(*words: str, folder: Path) -> tuple[int, str, str]:
    cli_process._started.update(words)
    done = cli_process.oitcheck(*words, cwd=folder)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("dates", "ลงวันที่ ๕ พ.ค. ๒๕๖๙", "--json"),
        ("dates",),
        ("explain", "O12", "--year", "2569"),
        ("status",),
        ("dats",),
        ("round", "--help"),
        ("init", "ws", "--province", "ก", "--year", "2026"),
    ],
)
def test_a_fork_says_and_ends_as_a_fresh_process(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert forked(*words, folder=tmp_path) == fresh(*words, folder=tmp_path)


def test_the_first_call_of_a_command_and_one_with_python_settings_are_fresh(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def never() -> None:
        raise AssertionError("it forked")

    monkeypatch.setattr(cli_process, "_running", never)
    monkeypatch.setattr(cli_process, "_started", set())
    assert cli_process.oitcheck("-w", tmp_path, "dates", "x").returncode == 0
    assert cli_process.oitcheck("dates", "x", env={"PYTHONUTF8": "1"}).returncode == 0
    with pytest.raises(AssertionError, match="it forked"):
        cli_process.oitcheck("dates", "x")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_a_fork_has_its_own_folder_variables_streams_and_session(tmp_path: Path) -> None:
    env = {"OITCHECK_WORKSPACE": "งาน", "PATH": os.environ["PATH"]}
    done = cli_process._running().call(["", "-c", WHERE], str(tmp_path), env, 60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name.rpartition(".")[2] for name in told.pop("commands")} == {"app", "commands", "main"}
    assert told == {
        "folder": str(tmp_path), "path": str(tmp_path), "variable": "งาน", "same": True,
        "threads": 1, "stdin": "", "leader": True, "reactor": False, "open": [0, 1, 2],
    }  # fmt: skip


def test_what_takes_too_long_is_killed_with_its_children(tmp_path: Path) -> None:
    code = "import subprocess; print('began', flush=True); subprocess.run(['sleep', '600'])"
    server = cli_process._running()
    with pytest.raises(subprocess.TimeoutExpired) as late:
        server.call(["", "-c", code], str(tmp_path), dict(os.environ), 3.0)
    assert late.value.output == b"began\n"
    assert forked("dates", "x", folder=tmp_path)[0] in (0, 1)
    assert cli_process._running() is server


def test_calls_from_several_threads_take_turns(tmp_path: Path) -> None:
    told: list[tuple[int, str, str]] = []
    threads = [
        threading.Thread(target=lambda: told.append(forked("explain", "O1", folder=tmp_path)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 3 and len(set(told)) == 1 and told[0][0] == 0
