"""Two agencies' sites on loopback that can be switched, and a workspace whose round holds them."""

from __future__ import annotations

import csv
import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

from oitcheck.cli.main import _run

ONE, TWO = "http://www.one.go.th", "http://www.two.go.th"
PLAN = f"{ONE}/plan"
NEWS = f"{TWO}/news"
FILE = f"{TWO}/file.pdf"
PDF = Path(__file__).resolve().parents[1] / "province" / "files" / "o12-2568.pdf"
_FRAME = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head>
<body><nav><ul><li><a href="/">หน้าแรก</a></li></ul></nav><main>{content}
<p>ผู้เข้าชม {count} ครั้ง ขณะนี้เวลา 10:{count:02d} น.</p></main><footer>อบต.</footer></body></html>"""
TEXT = (
    "<h1>แผนพัฒนาท้องถิ่น พ.ศ. {year}</h1><p>องค์การบริหารส่วนตำบลจัดทำแผนพัฒนาท้องถิ่น ประจำปีงบประมาณ "
    "พ.ศ. {year} เพื่อใช้เป็นกรอบในการจัดทำงบประมาณรายจ่ายประจำปี โดยผ่านความเห็นชอบของสภาแล้ว</p>"
    "<p>ยุทธศาสตร์ที่ 1 โครงสร้างพื้นฐาน จำนวน 12 โครงการ</p><p>ยุทธศาสตร์ที่ 2 คุณภาพชีวิต จำนวน 8 โครงการ</p>"
    '<p><a href="/download/plan.pdf">ดาวน์โหลดแผน</a></p>'
)


def page(content: str, title: str = "แผนพัฒนา", count: int = 0) -> bytes:
    return _FRAME.format(title=title, content=content, count=count).encode()


GOOD = TEXT.format(year=2569)


@dataclass
class Web:
    """``pages``: content by URL; a number is an answer with that status, None hangs up."""

    port: int = 0
    pages: dict[str, str | bytes | int | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                url = f"http://{self.headers.get('Host', '').partition(':')[0]}{self.path}"
                web.asked.append(url)
                found = web.pages.get(url, 404)
                if found is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                status, kind, body = 200, "text/html; charset=utf-8", b"<h1>no</h1>"
                if isinstance(found, int):
                    status = found
                elif isinstance(found, bytes):
                    kind, body = "application/pdf", found
                else:
                    # a clock and a counter: no two looks are the same bytes
                    body = page(found, count=len(web.asked) % 60)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        return Handler


@contextmanager
def serving() -> Iterator[Web]:
    web = Web()
    web.pages = {
        f"{ONE}/": "<p>หน้าแรก</p>",
        f"{TWO}/": "<p>หน้าแรก</p>",
        PLAN: GOOD,
        f"{ONE}/download/plan.pdf": PDF.read_bytes(),
        NEWS: GOOD,
        FILE: PDF.read_bytes(),
    }
    with ThreadingHTTPServer(("127.0.0.1", 0), web.handler()) as server:
        web.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()


@dataclass(frozen=True)
class Told:
    code: int
    stdout: str
    stderr: str


def oitcheck(*arguments: str | Path) -> Told:
    """The command line as a user calls it, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", ["oitcheck", *map(str, arguments)]),
    ):
        code = _run()
    return Told(code, out.getvalue(), err.getvalue())


def lay(root: Path, port: int, *settings: str, plan: str = "") -> Path:
    """A workspace of 2569; round 1 holds three links of two agencies."""
    folder = root / "งาน"
    words = ["--plan", plan] if plan else []
    assert oitcheck("init", folder, "--province", "ตัวอย่าง", "--year", "2569", *words).code == 0
    path = folder / "oitcheck.toml"
    text = path.read_text(encoding="utf-8")
    network = (
        f'[network]\nhosts = {{ "*" = "127.0.0.1:{port}" }}\nallow_private = ["127.0.0.0/8"]\n'
        "delay = 0.0\ndelay_per_address = 0.0\ntimeout = 3.0\n"
    )
    text = text.replace("[network]\n", network + "".join(f"{one}\n" for one in settings))
    text = text.replace("[browser]\n", '[browser]\nscreenshots = "none"\n')
    path.write_text(text, encoding="utf-8", newline="\n")
    _table(
        root / "agencies.csv",
        ["รหัสหน่วยงาน", "หน่วยงาน", "ประเภท", "อำเภอ", "เว็บไซต์"],
        ["A1", "อบต.หนึ่ง", "อบต.", "เมือง", "www.one.go.th"],
        ["A2", "เทศบาลตำบลสอง", "เทศบาล", "เมือง", "www.two.go.th"],
    )
    _table(
        root / "links.csv",
        ["รหัสหน่วยงาน", "หน่วยงาน", "ข้อ", "ลิงก์"],
        ["A1", "อบต.หนึ่ง", "O6", PLAN],
        ["A2", "เทศบาลตำบลสอง", "O6", NEWS],
        ["A2", "เทศบาลตำบลสอง", "O12", FILE],
    )
    for words in (("agencies", root / "agencies.csv"), ("import", root / "links.csv")):
        told = oitcheck("-w", folder, *words)
        assert told.code == 0, told
    return folder


def _table(path: Path, *rows: list[str]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
