"""Files to look at, and a server whose pages are fetched through the guard. No person is real."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import openpyxl
from PIL import Image

CITIZEN = "1101400000006"
MOBILE = "081-234-5678"
PAGE = f"""<!doctype html><html lang="th"><head><title>ผู้ชนะการเสนอราคา</title></head><body>
<nav><ul><li><a href="/">หน้าแรก</a><li><a href="/news">ข่าว ปี 2560</a></ul></nav>
<main><h1>ประกาศผู้ชนะการเสนอราคา</h1><p>ประกาศ ณ วันที่ ๑๕ มกราคม พ.ศ. ๒๕๖๙</p>
<p>เลขประจำตัว {CITIZEN} โทร {MOBILE} สำนักงาน 044-511-234</p>
<table><tr><th>รายการ</th><th>วันที่</th></tr><tr><td>วัสดุ</td><td>3 ก.พ. 2569</td></tr></table>
<p><a href="/plan.pdf">แผน</a> <a href="/p?id={CITIZEN}">บุคคล</a>
<a href="javascript:alert(1)">สคริปต์</a> &lt;script&gt;alert(1)&lt;/script&gt;</p></main>
<footer><p>ปรับปรุงล่าสุด 9 มี.ค. 2569</p></footer></body></html>"""


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "แผนจัดซื้อ"
    sheet.append(["โครงการ", "วันที่ลงนาม", "ผู้ประสาน"])
    sheet.append(["จัดซื้อวัสดุ", "5 พ.ค. 2569", CITIZEN])
    sheet.append([*CITIZEN])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def scan() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 300), "gray").save(made, "PDF")
    return made.getvalue()


@contextmanager
def server(pages: dict[str, str], redirects: dict[str, str]) -> Iterator[tuple[int, list[str]]]:
    """Port, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = pages.get(self.path, "").encode()
            there = redirects.get(self.path)
            self.send_response(302 if there else 200 if body else 404)
            if there:
                self.send_header("Location", there)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield made.server_address[1], asked
    finally:
        made.shutdown()
        made.server_close()
