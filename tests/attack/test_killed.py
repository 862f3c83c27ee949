"""kill -9 at any moment of the main job, a full disk, a database that somebody else holds."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from oitcheck.archive import Archive
from oitcheck.pipeline.handing_in import import_files
from oitcheck.pipeline.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

PAGES, HOSTS = 5, 4
AT_ONCE = HOSTS * 2
Links = dict[str, tuple[str, list[tuple[str, str]]]]


@dataclass
class Sites:
    """Small websites on loopback: pages with two documents each, none of which compress."""

    asked: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def handler(self) -> type[BaseHTTPRequestHandler]:
        sites = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                key = f"{self.headers.get('Host', '').partition(':')[0]}{self.path}"
                sites.asked[key] += 1
                time.sleep(0.03)
                body, kind, status = _answer(key)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that is killed hangs up."""


def _answer(key: str) -> tuple[bytes, str, int]:
    name = key.rpartition("/")[2].partition("?")[0]
    if name.endswith(".txt"):
        noise = random.Random(key).randbytes(30_000).hex()
        return f"แผนปฏิบัติการ ประจำปี 2569 {noise}".encode(), "text/plain; charset=utf-8", 200
    if name.isdigit():
        links = "".join(f'<a href="/{name}-{n}.csv.txt?download=1">แผน {n}</a>' for n in (1, 2))
        text = "<p>แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569 ขององค์การบริหารส่วนตำบล</p>"
        page = f"<html><title>แผน {name}</title><main><h1>{key}</h1>{text * 3}{links}</main></html>"
        return page.encode(), "text/html; charset=utf-8", 200
    return b"<h1>404</h1>", "text/html", 404


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    made = Sites()
    server = _Server(("127.0.0.1", 0), made.handler())
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def workspace_at(folder: Path, sites: Sites) -> Workspace:
    workspace = Workspace.init(folder, province="ตัวอย่าง", year=2569)
    text = workspace.settings_file.read_text(encoding="utf-8")
    network = (
        f'[network]\nhosts = {{ "*" = "127.0.0.1:{sites.port}" }}\n'
        'allow_private = ["127.0.0.0/8"]\ndelay = 0.0\ndelay_per_address = 0.0\n'
        "concurrency_per_host = 2\n"
    )
    workspace.settings_file.write_text(text.replace("[network]\n", network), encoding="utf-8")
    rows = [
        f"A{host},เทศบาล {host},O{page},http://www.site{host}.go.th/{page}"
        for host in range(1, HOSTS + 1)
        for page in range(1, PAGES + 1)
    ]
    links = folder / "list.csv"
    links.write_text("\n".join(["รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์", *rows]) + "\n", encoding="utf-8")
    import_files(workspace, [links], "1", received_at=None, whole=False, now=datetime.now(UTC))
    return workspace


def start(
    workspace: Workspace, *arguments: str, before: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "oitcheck", "-w", str(workspace.root), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "OITCHECK_BROWSER_SCREENSHOTS": "none"},
        preexec_fn=before,
    )


def judged(workspace: Workspace) -> Links:
    """What was found of every link, without what names a run."""
    path = workspace.root / "out" / "round-1" / "judgement.json"
    found: Links = {}
    for agency in json.loads(path.read_text(encoding="utf-8"))["agencies"]:
        for verdict in agency["verdicts"]:
            for link in verdict["links"]:
                reasons = [(one["check"], one["reason"]) for one in link["findings"]]
                found[link["url"]] = (link["outcome"], reasons)
    return found


def bodies_of(workspace: Workspace) -> set[str]:
    """The bodies that the captures name, each read from the archive."""
    archive = Archive(workspace.root / "evidence")
    with workspace.store() as store:
        bodies = {capture.sha256 for capture in store.captures("1") if capture.sha256}
        for sha256 in bodies:
            blob = store.blob(sha256)
            assert blob is not None
            assert archive.body(blob) is not None
    return bodies


@dataclass(frozen=True)
class Whole:
    """What one run finds and keeps, how many requests it makes, and how long it takes."""

    links: Links
    bodies: set[str]
    requests: int
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    workspace = workspace_at(tmp_path_factory.mktemp("whole") / "ws", sites)
    sites.asked.clear()
    began = time.monotonic()
    done = start(workspace, "run")
    _, err = done.communicate(timeout=120)
    assert done.returncode == 0, err
    seconds = time.monotonic() - began
    links, bodies = judged(workspace), bodies_of(workspace)
    assert len(links) == HOSTS * PAGES
    assert len(bodies) >= 3 * len(links)
    assert max(sites.asked.values()) <= 2  # once, and once more by an ordinary browser's name
    return Whole(links, bodies, sum(sites.asked.values()), seconds)


@pytest.mark.slow
def test_a_job_that_is_killed_again_and_again_ends_as_if_it_never_was(
    sites: Sites, undisturbed: Whole, tmp_path: Path
) -> None:
    workspace = workspace_at(tmp_path / "ws", sites)
    sites.asked.clear()
    kills = 0
    for part in (0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        job = start(workspace, "run")
        try:
            job.communicate(timeout=undisturbed.seconds * part)
            break
        except subprocess.TimeoutExpired:
            os.killpg(job.pid, signal.SIGKILL)
            job.communicate()
            kills += 1
    last = start(workspace, "run")
    _, err = last.communicate(timeout=120)
    assert last.returncode == 0, err
    assert kills >= 2
    assert judged(workspace) == undisturbed.links
    assert bodies_of(workspace) == undisturbed.bodies
    # only what was under way when it was killed is asked for again
    assert sum(sites.asked.values()) <= undisturbed.requests + kills * AT_ONCE


@pytest.mark.slow
def test_a_full_disk_is_told_in_one_line_and_loses_nothing(
    sites: Sites, undisturbed: Whole, tmp_path: Path
) -> None:
    workspace = workspace_at(tmp_path / "ws", sites)

    def no_larger_files() -> None:
        size = max(p.stat().st_size for p in workspace.root.rglob("*") if p.is_file())
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, size + 200_000))

    job = start(workspace, "run", before=no_larger_files)
    _, err = job.communicate(timeout=120)
    assert job.returncode in (2, 3), err
    last = err.strip().splitlines()[-1]
    assert last.startswith("oitcheck:"), err
    assert "Traceback" not in err
    again = start(workspace, "run")
    _, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert judged(workspace) == undisturbed.links
    assert bodies_of(workspace) == undisturbed.bodies


def test_a_database_that_somebody_holds_for_a_moment_is_waited_for(
    sites: Sites, undisturbed: Whole, tmp_path: Path
) -> None:
    workspace = workspace_at(tmp_path / "ws", sites)
    holder = sqlite3.connect(workspace.root / "oitcheck.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    job = start(workspace, "run")
    time.sleep(2.5)
    holder.execute("COMMIT")
    holder.close()
    _, err = job.communicate(timeout=120)
    assert job.returncode == 0, err
    assert judged(workspace) == undisturbed.links
