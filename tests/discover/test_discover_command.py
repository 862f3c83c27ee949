"""From an agency's page to a list that is imported: the command, over a real server."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cli_process
import make_pages
import pytest
from cli_process import Done

from oitcheck.crawl.browser import find_browser
from oitcheck.pipeline.workspace import Workspace
from oitcheck.settings import Browser

TITLE, PAGE, TRUTH = make_pages.table()
HOST = "www.nongsamet-sample.go.th"
LANDING = (
    "<html><title>อบต.</title><main><p>ยินดีต้อนรับ</p><a href='/ita/2568'>ITA 2568</a>"
    "<a href='/ita/2569'>ITA ปี 2569</a></main></html>"
)
SHELL = "<title>OIT</title><body><div id='app'></div><script src='/app.js'></script></body>"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    pages = {
        "/": (LANDING, "text/html"),
        "/ita/2569": (PAGE, "text/html"),
        "/shell": (SHELL, "text/html"),
        "/app.js": (f"document.body.innerHTML = {json.dumps(PAGE)};", "text/javascript"),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, kind = pages.get(self.path, ("<h1>404</h1>", "text/html"))
            data = body.encode()
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def workspace(tmp_path: Path, port: int) -> Workspace:
    made = Workspace.init(tmp_path / "ws", province="ตัวอย่าง", year=2569)
    text = made.settings_file.read_text(encoding="utf-8")
    network = (
        f'[network]\nhosts = {{ "*.go.th" = "127.0.0.1:{port}" }}\nhosts_tls = {{}}\n'
        'allow_private = ["127.0.0.0/8"]\ndelay = 0.0\ntimeout = 5.0\n'
    )
    made.settings_file.write_text(text.replace("[network]\n", network), encoding="utf-8")
    registry = tmp_path / "agencies.csv"
    registry.write_text(
        f"รหัสหน่วยงาน,หน่วยงาน,เว็บไซต์\n7001,องค์การบริหารส่วนตำบลหนองเสม็ด,{HOST}\n", encoding="utf-8"
    )
    assert oitcheck(made, "agencies", registry).returncode == 0
    return made


def oitcheck(workspace: Workspace, *arguments: str | Path) -> Done:
    return cli_process.oitcheck("-w", workspace.root, *arguments)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_it_writes_is_imported_as_it_is(
    workspace: Workspace, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"รายการ{suffix}"
    told = oitcheck(workspace, "discover", f"http://{HOST}/", "-o", out)
    assert told.returncode == 0, told.stderr
    assert f"http://{HOST}/ita/2569" in told.stdout, "the list behind the landing page"
    assert "26 จาก 26 ข้อ" in told.stdout
    taken = oitcheck(workspace, "import", out, "--round", "1", "--json")
    assert taken.returncode == 0, taken.stderr
    done = json.loads(taken.stdout)
    assert (done["links"], done["problems"], done["new_agencies"]) == (len(TRUTH), [], [])
    with workspace.store() as store:
        (handed_in,) = store.submissions("1")
    links = {(link.indicator, link.url) for entry in handed_in.entries for link in entry.links}
    assert links == set(TRUTH)


@pytest.mark.skipif(find_browser(Browser()) is None, reason="no chromium-headless-shell")
def test_a_page_that_a_script_fills_is_drawn_first(workspace: Workspace) -> None:
    told = oitcheck(workspace, "discover", f"http://{HOST}/shell", "--json")
    assert told.returncode == 0, told.stderr
    rows = json.loads(told.stdout)["rows"]
    assert {(row["indicator"], row["url"]) for row in rows} == set(TRUTH)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ไม่ใช่ลิงก์"], "ไม่ใช่ลิงก์เว็บไซต์"),
        ([f"http://{HOST}/missing"], "ไม่มีหน้านี้"),
        (["http://10.0.0.1/oit"], "ภายใน"),
        ([f"http://{HOST}/ita/2569", "--agency", "9999"], "ไม่มีหน่วยงานนี้ในทะเบียน"),
        ([f"http://{HOST}/ita/2569", "-o", "x.docx"], ".xlsx"),
        (["ไม่มี.html", "--base", "https://www.a.go.th/"], "ไม่พบไฟล์"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    workspace: Workspace, arguments: list[str], says: str
) -> None:
    told = oitcheck(workspace, "discover", *arguments)
    assert told.returncode == 2
    assert says in told.stderr.strip().splitlines()[-1], told.stderr
    assert "Traceback" not in told.stderr


def test_a_saved_page_is_read_outside_any_workspace(tmp_path: Path) -> None:
    saved = tmp_path / "oit.html"
    saved.write_text(PAGE, encoding="utf-8")
    words = ("--base", f"https://{HOST}/oit", "--year", "2569", "--json")
    told = cli_process.oitcheck("discover", saved, *words, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert len(json.loads(told.stdout)["rows"]) == len(TRUTH)


def test_a_page_is_fetched_outside_any_workspace(tmp_path: Path, port: int) -> None:
    """With the settings of the environment; nothing is left behind but the list."""
    settings = {
        "OITCHECK_NETWORK_ALLOW_PRIVATE": "127.0.0.0/8",
        "OITCHECK_NETWORK_DELAY": "0",
    }
    page = f"http://127.0.0.1:{port}/ita/2569"
    words = ("--year", "2569", "--agency", "7001", "-o", "list.csv")
    told = cli_process.oitcheck("discover", page, *words, cwd=tmp_path, env=settings)
    assert told.returncode == 0, told.stderr
    assert "26 จาก 26 ข้อ" in told.stdout
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]
    assert "7001" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
