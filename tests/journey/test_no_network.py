"""A run without a network blames nobody: what can't be reached from here is no fault of theirs."""

from __future__ import annotations

import csv
import json
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
Run = Callable[..., "subprocess.CompletedProcess[str]"]

# The manners of a real list: long Thai paths, home pages, social media, files, ports, two hosts.
LINKS = {
    "O1": ["https://www.rail-sample.or.th/เกี่ยวกับ/โครงสร้างองค์กร", "https://www.rail-sample.or.th/"],
    "O2": ["https://www.rail-sample.or.th/ผู้บริหาร"],
    "O3": ["https://www.rail-sample.or.th/uploads/2568/แผนยุทธศาสตร์ 2566-2570.pdf"],
    "O4": ["www.rail-sample.or.th/contact?id=1&year=2568#map"],
    "O5": ["https://www.facebook.com/railsample"],
    "O6": ["http://ita.rail-sample.or.th:8080/file.php?name=o6.xlsx"],
    "O7": ["https://drive.google.com/file/d/1AbCdEf/view?usp=sharing"],
    "O10": [
        "https://www.rail-sample.or.th/ita/2568/o10",
        "https://www.rail-sample.or.th/ita/2568/o10b",
    ],
}


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepared(folder: Path, run_oitcheck: Run, settings: str) -> Path:
    workspace, links = folder / "ws", folder / "รายการลิงก์.csv"
    with links.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["รหัสหน่วยงาน", "หน่วยงาน", "ตัวชี้วัด", "ลิงก์", "คำอธิบาย"])
        for code, urls in LINKS.items():
            for url in urls:
                rows.writerow(["RAIL", "สถาบันระบบรางตัวอย่าง (องค์การมหาชน)", code, url, ""])
    run_oitcheck("init", workspace, "--province", "ตัวอย่าง", "--year", "2568")
    file = workspace / "oitcheck.toml"
    text = file.read_text(encoding="utf-8").replace("[network]\n", f"[network]\n{settings}")
    file.write_text(text, encoding="utf-8", newline="\n")
    done = run_oitcheck("-w", workspace, "import", links, "--received", "2568-05-05", "--json")
    facts = json.loads(done.stdout)
    assert facts["links"] == sum(len(urls) for urls in LINKS.values())
    assert facts["problems"] == []
    return workspace


def reachable(workspace: Path) -> list[dict[str, Any]]:
    path = workspace / "out" / "round-1" / "judgement.json"
    judgement = json.loads(path.read_text(encoding="utf-8"))
    return [
        finding
        for agency in judgement["agencies"]
        for verdict in agency["verdicts"]
        for link in verdict["links"]
        for finding in link["findings"]
        if finding["check"] == "reachable"
    ]


def test_a_run_in_which_nothing_answers_blames_nobody(tmp_path: Path, run_oitcheck: Run) -> None:
    port = closed_port()
    settings = (
        f'hosts = {{ "*" = "127.0.0.1:{port}" }}\n'
        f'hosts_tls = {{ "*" = "127.0.0.1:{port}" }}\n'
        'allow_private = ["127.0.0.0/8"]\n'
        # nobody is there to be polite to, and the pauses before second tries grow with the delay
        "delay = 0.0\ndelay_per_address = 0.0\n"
    )
    workspace = prepared(tmp_path, run_oitcheck, settings)
    started = time.monotonic()
    done = run_oitcheck("-w", workspace, "run")
    assert time.monotonic() - started < 120
    assert "Traceback" not in done.stderr
    found = reachable(workspace)
    assert len(found) == sum(len(urls) for urls in LINKS.values())
    assert {(item["outcome"], item["reason"]) for item in found} == {("error", "no-network")}
    # nor does a second try of the same silence
    run_oitcheck("-w", workspace, "run", "--again")
    assert {item["outcome"] for item in reachable(workspace)} == {"error"}


def test_addresses_of_this_machine_are_refused_and_nothing_is_sent(
    tmp_path: Path, run_oitcheck: Run
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        workspace = tmp_path / "ws"
        run_oitcheck("init", workspace, "--province", "ตัวอย่าง", "--year", "2568")
        given = {
            "O1": f"http://127.0.0.1:{port}/",
            "O2": f"http://localhost:{port}/",
            "O3": f"http://2130706433:{port}/",
            "O4": f"http://[::ffff:127.0.0.1]:{port}/",
            "O5": "http://169.254.169.254/latest/meta-data",
        }
        lines = ["รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์"]
        lines += [f"A1,เทศบาลตัวอย่าง,{code},{url}" for code, url in given.items()]
        (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8")
        run_oitcheck("-w", workspace, "import", tmp_path / "list.csv")
        run_oitcheck("-w", workspace, "run")
        with pytest.raises(TimeoutError):
            server.accept()
    assert len(reachable(workspace)) == len(given)
    assert "ok" not in {item["reason"] for item in reachable(workspace)}
