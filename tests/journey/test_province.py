"""The whole job on the sample province comes to the truth, and to the same bytes again."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from journey_paths import FIRST_DAY, PROVINCE, Journey

from oitcheck.pipeline import sample
from oitcheck.pipeline.workspace import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
Found = dict[tuple[str, str, str], tuple[str, str]]


def reasons(findings: list[dict[str, Any]]) -> str:
    """``check:reason`` of every finding that is neither pass nor skip."""
    told = {f"{f['check']}:{f['reason']}" for f in findings if f["outcome"] not in ("pass", "skip")}
    return " ".join(sorted(told)) or "-"


def found(folder: Path) -> Found:
    judgement = json.loads((folder / "judgement.json").read_text(encoding="utf-8"))
    rows: Found = {}
    for agency in judgement["agencies"]:
        for verdict in agency["verdicts"]:
            key = (agency["code"], verdict["indicator"])
            rows[*key, ""] = (verdict["outcome"], reasons(verdict["findings"]))
            for link in verdict["links"]:
                rows[*key, link["url"]] = (link["outcome"], reasons(link["findings"]))
    return rows


def truth(state: int) -> Found:
    path = PROVINCE / f"truth-{state}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["agency"], row["indicator"], row["url"]): (
                row["outcome"],
                " ".join(sorted(row["reasons"].split())),
            )
            for row in csv.DictReader(file)
        }


@pytest.mark.parametrize("state", [1, 2])
def test_every_verdict_and_every_link_equals_the_truth(journey: Journey, state: int) -> None:
    expected, got = truth(state), found(journey.round(str(state)))
    assert len(expected) > 400
    wrong = {
        key: (got.get(key), expected.get(key))
        for key in sorted(expected.keys() | got.keys())
        if got.get(key) != expected.get(key)
    }
    assert not wrong, "\n".join(f"{key}: got {g}, truth {t}" for key, (g, t) in wrong.items())


@pytest.mark.parametrize("state", ["1", "2"])
def test_judging_again_without_sockets_gives_the_same_bytes(
    journey: Journey, tmp_path: Path, state: str
) -> None:
    workspace = tmp_path / "moved"
    shutil.copytree(journey.folder, workspace)
    again = workspace / "out" / f"round-{state}"
    before = pages(again)
    (again / "judgement.json").unlink()
    for command in ("judge", "report"):
        done = subprocess.run(
            [sys.executable, "-c", NO_SOCKETS, "-w", str(workspace), command, "--round", state],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert pages(again) == before


NO_SOCKETS = """
import socket, sys
def refuse(*_, **__):
    raise RuntimeError("a socket was opened")
socket.socket.connect = socket.socket.connect_ex = socket.socket.bind = refuse
socket.create_connection = socket.getaddrinfo = refuse
from oitcheck.cli import main
main()
"""


def pages(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_packed_workspace_judges_to_the_same_bytes_at_another_path(
    journey: Journey, tmp_path: Path, run_oitcheck: Run
) -> None:
    run_oitcheck("-w", journey.folder, "pack", tmp_path / "งาน.zip")
    run_oitcheck("unpack", tmp_path / "งาน.zip", tmp_path / "elsewhere")
    moved = tmp_path / "elsewhere" / "out" / "round-2" / "judgement.json"
    before = moved.read_bytes()
    moved.unlink()
    run_oitcheck("-w", tmp_path / "elsewhere", "judge", "--round", "2")
    assert moved.read_bytes() == before
    assert before == (journey.round("2") / "judgement.json").read_bytes()


def test_a_second_run_fetches_nothing_and_changes_nothing(
    journey: Journey, tmp_path: Path, run_oitcheck: Run
) -> None:
    workspace = tmp_path / "copy"
    shutil.copytree(journey.folder, workspace)
    before = pages(workspace / "out")
    done = run_oitcheck("-w", workspace, "run", "--round", "2")
    assert "ทุกรายการถูกเปิดแล้ว" in done.stderr
    assert pages(workspace / "out") == before


def test_the_same_lists_imported_twice_change_nothing(
    journey: Journey, tmp_path: Path, run_oitcheck: Run
) -> None:
    workspace = tmp_path / "copy"
    shutil.copytree(journey.folder, workspace)
    lists = sorted((workspace / "lists").glob("*ครั้งที่ 2*"))
    done = run_oitcheck(
        "-w",
        workspace,
        "import",
        *lists,
        "--round",
        "2",
        "--received",
        "2026-06-05 15:30",
        "--json",
    )
    facts = json.loads(done.stdout)
    assert facts["stored"] == 0
    assert facts["unchanged"] > 0
    before = (journey.round("2") / "judgement.json").read_bytes()
    run_oitcheck("-w", workspace, "judge", "--round", "2")
    assert (workspace / "out/round-2/judgement.json").read_bytes() == before


def test_as_of_a_day_before_the_crawl_blames_nobody(
    journey: Journey, tmp_path: Path, run_oitcheck: Run
) -> None:
    workspace = tmp_path / "copy"
    shutil.copytree(journey.folder, workspace)
    run_oitcheck("-w", workspace, "judge", "--round", "1", "--as-of", "2026-05-05")
    for (_, _, url), (outcome, why) in found(workspace / "out/round-1").items():
        if url:
            assert outcome in ("error", "review"), why
            assert "reachable:not-fetched" in why


def test_compare_names_what_was_mended_and_what_broke(journey: Journey, run_oitcheck: Run) -> None:
    done = run_oitcheck("-w", journey.folder, "compare", "1", "2", "--json")
    changes = {
        (item["change"], item["agency"], item["indicator"])
        for item in json.loads(done.stdout)["changes"]
    }
    first, second = truth(1), truth(2)
    bad = ("fail", "review", "error")
    expected = {
        (agency, indicator): (first[agency, indicator, ""][0], second[agency, indicator, ""][0])
        for agency, indicator, url in first
        if not url and (agency, indicator, "") in second
    }
    mended = {key for key, (a, b) in expected.items() if a in bad and b not in bad}
    broken = {key for key, (a, b) in expected.items() if a not in bad and b in bad}
    assert len({c for c in changes if c[0] == "mended"}) == len(mended) > 10
    assert len({c for c in changes if c[0] == "broken"}) == len(broken) > 3


def test_status_names_deadlines_and_who_has_not_handed_in(
    journey: Journey, run_oitcheck: Run
) -> None:
    done = run_oitcheck("-w", journey.folder, "status", "--now", "2026-05-01")
    assert done.stdout.startswith("ยืนยันเกณฑ์จากคู่มือ ป.ป.ช.: ยืนยันแล้ว 26 จาก 26 ข้อ\n")
    assert "ไม่ได้กำหนดเวลา" in done.stdout
    assert "ยังไม่ส่ง" in done.stdout


def test_the_forms_that_go_out_come_back_without_a_question(
    journey: Journey, tmp_path: Path, run_oitcheck: Run
) -> None:
    workspace = tmp_path / "copy"
    shutil.copytree(journey.folder, workspace)
    done = run_oitcheck("-w", workspace, "template", "--round", "2", "--json")
    forms = json.loads(done.stdout)["files"]
    assert len(forms) == 10
    back = run_oitcheck("-w", workspace, "import", *forms, "--round", "2", "--json")
    facts = json.loads(back.stdout)
    assert facts["problems"] == []
    assert len(facts["agencies"]) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_in_the_middle_and_started_again_it_has_the_same_captures(
    journey: Journey, tmp_path: Path, run_oitcheck: Run
) -> None:
    workspace = tmp_path / "killed"
    with sample.websites(1) as sites:
        registry, lists = sample.lay(workspace, 1, sites, FIRST_DAY)
        run_oitcheck("-w", workspace, "agencies", registry)
        run_oitcheck(
            "-w", workspace, "import", *lists, "--round", "1", "--received", "2026-05-05 15:30"
        )
        child = subprocess.Popen(
            [sys.executable, "-m", "oitcheck", "-w", str(workspace), "crawl", "--round", "1"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        while child.poll() is None and captured(workspace) < 40:
            time.sleep(0.02)
        child.kill()
        child.wait()
        cut_short = captured(workspace)
        run_oitcheck("-w", workspace, "crawl", "--round", "1")
    assert 40 <= cut_short < captured(workspace)
    assert seen(workspace) == seen(journey.folder)


def captured(workspace: Path) -> int:
    with sqlite3.connect(workspace / "oitcheck.db", timeout=30) as database:
        return int(database.execute("select count(*) from capture").fetchone()[0])


def seen(workspace: Path) -> set[tuple[Any, ...]]:
    """What a run saw; pages with a ticker differ in their bytes, so the status stands for them."""
    with sqlite3.connect(workspace / "oitcheck.db", timeout=30) as database:
        rows = database.execute(
            "select url, purpose, status, media_type from capture where run = 1"
        ).fetchall()
    return {(url, purpose, media) for url, purpose, status, media in rows if status < 500}


def test_a_second_writer_is_refused_and_told_the_pid(journey: Journey, run_oitcheck: Run) -> None:
    with Workspace(journey.folder).lock():
        done = run_oitcheck("-w", journey.folder, "judge", "--round", "1", check=False)
    assert done.returncode == 2
    assert str(os.getpid()) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_blocked_run_would_have_noticed_a_socket() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_SOCKETS.replace("main()", "socket.create_connection(())")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "a socket was opened" in done.stderr
