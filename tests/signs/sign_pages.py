"""Pages as the real reader reads them, and captures of them, for tests of signs."""

from __future__ import annotations

from datetime import UTC, datetime

from oitcheck import reading
from oitcheck.model import Capture, Document, Purpose

PAGE = "http://www.nongkhwang.go.th/plan"
PROSE = "<p>" + "เทศบาลดำเนินโครงการก่อสร้างถนนและระบบระบายน้ำในเขตเทศบาลตามแผนพัฒนา " * 12 + "</p>"
HEADER = (
    '<header><a href="/login">เข้าสู่ระบบ</a><form><input type="search" name="q"></form></header>'
    '<nav><a href="/">หน้าแรก</a><a href="/oit">OIT</a></nav>'
)


def read(html: str) -> Document:
    return reading.read(html.encode(), "html", sha256="a" * 64, reader="case")


def page(body: str, title: str = "เทศบาล", head: str = "") -> Document:
    return read(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>")


def seen(
    url: str = PAGE,
    status: int = 200,
    final_url: str = "",
    headers: tuple[tuple[str, str], ...] = (),
) -> Capture:
    return Capture(
        id=1,
        run=1,
        url=url,
        attempt=1,
        purpose=Purpose.EVIDENCE,
        taken_at=datetime(2026, 5, 5, tzinfo=UTC),
        final_url=final_url or url,
        status=status,
        headers=headers,
        media_type="text/html",
        sha256="a" * 64,
    )
