"""Ctrl-C in the middle of a crawl: it ends soon, says so, leaves no process, and goes on later."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from oitcheck.pipeline.handing_in import import_files
from oitcheck.pipeline.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def test_ctrl_c_in_a_crawl_ends_soon_with_its_line_and_no_orphan(tmp_path: Path) -> None:
    workspace = Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        text = workspace.settings_file.read_text(encoding="utf-8")
        held = (
            f'[network]\nhosts = {{ "*" = "127.0.0.1:{port}" }}\nallow_private = ["127.0.0.0/8"]\n'
        )
        workspace.settings_file.write_text(text.replace("[network]\n", held), encoding="utf-8")
        links = tmp_path / "list.csv"
        links.write_text(
            "รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์\nA1,เทศบาลหนึ่ง,O1,http://www.one.go.th/a\n", "utf-8"
        )
        import_files(workspace, [links], "1", received_at=None, whole=False, now=datetime.now(UTC))
        started = subprocess.Popen(
            [sys.executable, "-m", "oitcheck", "-w", str(workspace.root), "run"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            # a shell that starts the tests in the background has them and their children ignore it
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        silent.settimeout(60)
        connection, _ = silent.accept()  # the crawl is under way and waits for an answer
        children = psutil.Process(started.pid).children(recursive=True)
        before = time.monotonic()
        os.killpg(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=40)
        connection.close()
    assert started.returncode == 130
    assert time.monotonic() - before < 20
    assert out == ""
    assert "หยุดตามคำสั่ง" in err.splitlines()[-1]
    assert "Traceback" not in err
    assert children
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not alive
    with workspace.store() as store:
        assert [run.finished_at for run in store.runs("1")] == [None]
