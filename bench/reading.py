"""Reading: milliseconds for a dense page of 130 KB, ours beside lxml alone and BeautifulSoup.

    python bench/reading.py

The page is made here: a menu of 100 links, a sidebar, a table of 700 rows, a footer. All three
read the same bytes in the same run, one after the other, round by round; the figure is the
median of processor time, which other work on the machine moves less than the clock.
ours / lxml: what text, regions, links, tables and dates cost on top of parsing.
ours / soup: below 1 means that the whole Document costs less than BeautifulSoup's bare tree.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import lxml.html
from bs4 import BeautifulSoup

from oitcheck import reading

ROUNDS = 9
FILES = Path(__file__).parent.parent / "tests" / "reading" / "files"


def page() -> bytes:
    """About 130 KB of markup, most of it table cells and links."""
    menu = "".join(
        f'<li class="menu-item"><a href="/m/{n}">รายการที่ {n}</a></li>' for n in range(100)
    )
    row = (
        '<tr><td>{n}</td><td><a href="/f/{n}.pdf">แผนงานที่ {n} ปี 2569</a></td>'
        "<td><span>1</span>,000.00</td><td>กองคลัง</td></tr>"
    )
    rows = "".join(row.replace("{n}", str(n)) for n in range(700))
    return (
        f"<html><head><title>แผน</title></head><body><nav><ul>{menu}</ul></nav><main><h1>แผน</h1>"
        f"<table><tr><th>ที่</th><th>ชื่อ</th><th>บาท</th><th>หน่วย</th></tr>{rows}</table></main>"
        "<footer>ปรับปรุงล่าสุด 5 พฤษภาคม 2569</footer></body></html>"
    ).encode()


def times(work: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds of each, measured in turn."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, run in work.items():
            gc.collect()  # the garbage of the one must not be swept in the turn of the next
            start = time.process_time()
            run()
            taken[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(values) for name, values in taken.items()}


def main() -> None:
    body = page()
    text = body.decode()
    found = times(
        {
            "lxml alone": lambda: lxml.html.document_fromstring(text),
            "ours": lambda: reading.read(body, "html", sha256="0", reader="bench"),
            "BeautifulSoup(lxml)": lambda: BeautifulSoup(text, "lxml"),
        }
    )
    print(f"page: {len(body) / 1000:.0f} KB, median of {ROUNDS} rounds")
    for name, value in found.items():
        print(f"{name:22}{value:8.1f} ms")
    print(f"ours / lxml alone     {found['ours'] / found['lxml alone']:8.1f}")
    print(f"ours / BeautifulSoup  {found['ours'] / found['BeautifulSoup(lxml)']:8.2f}")
    for name in ("plan.pdf", "report.pdf"):
        pdf = (FILES / name).read_bytes()
        pages = len(reading.read(pdf, "pdf", sha256="0", reader="bench").pages)
        took = times({name: lambda pdf=pdf: reading.read(pdf, "pdf", sha256="0", reader="bench")})
        print(f"{name:22}{took[name] / pages:8.1f} ms a page")


if __name__ == "__main__":
    main()
