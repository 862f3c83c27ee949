"""The sites of a province that proves its levels, and the list that it hands in."""

from __future__ import annotations

import csv
import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch

from oitcheck.cli.main import _run
from oitcheck.report import round_folder

CHECKLIST = "checklist-samutprakan-2567"
ROUND = "หลักฐาน"
SITE = "http://www.province.go.th"
PDF = Path(__file__).resolve().parents[1] / "province" / "files" / "o12-2568.pdf"

_FRAME = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>จังหวัดตัวอย่าง</title>
</head><body><header><p>จังหวัดตัวอย่าง</p></header><nav><ul><li><a href="/">หน้าแรก</a></li>
<li><a href="/ita">ITA</a></li></ul></nav><main>{content}</main>
<footer><p>ศาลากลางจังหวัดตัวอย่าง</p></footer></body></html>"""
_MEMO = (
    "<h1>{title}</h1><p>ที่ประชุมคณะทำงานขับเคลื่อนการประเมิน ITA ของจังหวัดมีมติรับทราบผลการประเมินปีก่อน "
    "และมอบหมายหน่วยงานที่เกี่ยวข้องจัดทำแผนยกระดับการประเมิน พร้อมรายงานความคืบหน้าเป็นรายเดือน "
    "ตามเอกสารแนบท้ายบันทึกข้อความฉบับนี้ ซึ่งเผยแพร่ในเว็บไซต์ของจังหวัดแล้ว</p>"
)


def page(path: str) -> tuple[int, str, bytes]:
    """Status, type and body; ``/dead`` is gone, ``/empty`` has a frame and nothing in it."""
    if path == "/order.pdf":
        return 200, "application/pdf", PDF.read_bytes()
    if path == "/dead" or SITE + path not in {link for _, _, link in ROWS}:
        return 404, "text/html", "ไม่พบหน้า".encode()
    content = "" if path == "/empty" else _MEMO.format(title=f"เอกสาร {path.strip('/')}")
    return 200, "text/html; charset=utf-8", _FRAME.format(content=content).encode()


@contextmanager
def sites() -> Iterator[int]:
    """Serve them on loopback; gives the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = page(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


_CRITERION = "การจัดทำแนวทางและมาตรการในการยกระดับผลการประเมิน ITA ของส่วนราชการระดับจังหวัด"
ROWS = (
    # number, name, link
    ("๑.๑", "บันทึกข้อความ (มอบหมายภารกิจ)", f"{SITE}/memo"),
    ("2.1", "", f"{SITE}/order.pdf"),
    ("ข้อ 2.2", "หนังสือเชิญประชุม 24 พ.ย. 2566", f"{SITE}/dead"),
    ("เอกสาร 2.3", "", f"{SITE}/empty"),
    ("2.4", "", f"{SITE}/picture"),
    ("", "คำรับรองการปฏิบัติราชการและการประเมินผลการปฏิบัติราชการ ITA", f"{SITE}/promise"),
    ("4.0", "แบบ 4 แนวทางและมาตรการในการยกระดับผลการการประเมิน ITA", f"{SITE}/form-4"),
    ("4.1", _CRITERION, f"{SITE}/invitation"),
    ("3.1", "การจัดทำคำรับรอง", f"{SITE}/criterion"),
    ("", "รายงานการประชุม 17 ม.ค. 2567", f"{SITE}/which-report"),
    ("5.6", "ภาพประกอบการประชุมคณะทำงาน 17 ม.ค. 67", f"{SITE}/picture"),
)  # fmt: skip
"""4.1 bears the name of a criterion, 3.1 is one, and two exhibits share the nameless row's name."""

GIVEN = ("1.1", "2.1", "2.2", "2.3", "2.4", "3-x", "4.0", "4.1", "5.6")


@dataclass(frozen=True)
class Told:
    stdout: str
    stderr: str


def oitcheck(*arguments: str | Path, code: int = 0) -> Told:
    """The command line as a user calls it, in this process: starting one takes a second."""
    out, err = io.StringIO(), io.StringIO()
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", ["oitcheck", *map(str, arguments)]),
    ):
        ended = _run()
    told = Told(out.getvalue(), err.getvalue())
    assert ended == code, told
    return told


@dataclass(frozen=True)
class Laid:
    """A workspace of 2567 with a registry of three agencies; ``links`` is the province's list."""

    folder: Path
    links: Path

    @property
    def out(self) -> Path:
        return round_folder(self.folder / "out", ROUND)


@dataclass(frozen=True)
class Done:
    """``imported``: what the import said, results and complaints; ``ran``: the run."""

    laid: Laid
    imported: str
    ran: str


def lay(root: Path, port: int) -> Laid:
    folder, registry, links = root / "งาน", root / "ทะเบียน.csv", root / "รายการ.csv"
    oitcheck("init", folder, "--province", "ตัวอย่าง", "--year", "2567")
    settings = folder / "oitcheck.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace(
        "[network]\n",
        f'[network]\nhosts = {{ "*" = "127.0.0.1:{port}" }}\nallow_private = ["127.0.0.0/8"]\n'
        "delay = 0.0\ndelay_per_address = 0.0\n",
    ).replace("[browser]\n", '[browser]\nscreenshots = "none"\n')
    settings.write_text(text, encoding="utf-8", newline="\n")
    _table(
        registry,
        ["รหัสหน่วยงาน", "หน่วยงาน", "ประเภท", "อำเภอ", "เว็บไซต์"],
        ["P1", "จังหวัดตัวอย่าง", "จังหวัด", "เมือง", "www.province.go.th"],
        ["T1", "เทศบาลตำบลหนึ่ง", "เทศบาล", "เมือง", "www.one.go.th"],
        ["T2", "เทศบาลตำบลสอง", "เทศบาล", "เมือง", "www.two.go.th"],
    )
    _table(
        links,
        ["หน่วยงาน", "เลขเอกสาร", "เอกสารประกอบ", "ลิงก์"],
        *(["จังหวัดตัวอย่าง", *row] for row in ROWS),
    )
    oitcheck("-w", folder, "agencies", registry)
    return Laid(folder, links)


def _table(path: Path, *rows: list[str]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
