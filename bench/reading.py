"""Reading: milliseconds a page of HTML, ours beside lxml alone and BeautifulSoup.

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
from oitcheck.garbage import collected_seldom
from oitcheck.reading.html import read_html

ROUNDS = 15
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


def listing() -> bytes:
    """100 KB as an agency's page of O12 has them: about 2,000 elements with class names, a menu,
    a table of 136 contracts with a file and a date each, a side box of news, indented source."""
    menu = "".join(
        f'<li class="menu-item menu-item-{n}"><a href="/index.php/menu/{n}.html" title="เมนู {n}">'
        f"<span>เมนูที่ {n}</span></a></li>\n      "
        for n in range(110)
    )
    row = (
        '<tr class="row-{n}">\n        <td class="col-1 text-center">{n}</td>\n        '
        '<td class="col-2"><a href="/files/2569/{n}.pdf" target="_blank" class="file">'
        "จ้างก่อสร้างถนนคอนกรีตเสริมเหล็ก สายที่ {n}</a></td>\n        "
        '<td class="col-3"><strong>1,{n}00.00</strong> บาท</td>\n        <td>กองช่าง</td>\n        '
        "<td>{day} พฤษภาคม 2569</td><td></td>\n      </tr>\n      "
    )
    numbered = (row.replace("{n}", str(n)) for n in range(136))
    rows = "".join(one.replace("{day}", str(n % 28 + 1)) for n, one in enumerate(numbered))
    news = "".join(
        f'<div class="card news-item">\n        <h3 class="card-title"><a href="/news/{n}">'
        f"ประกาศ เรื่อง ผลการดำเนินงาน ครั้งที่ {n}</a></h3>\n        "
        f'<div class="meta"><i class="fa fa-calendar"></i> '
        f'<span class="date">1{n % 9} เม.ย. 69</span></div>\n      </div>\n      '
        for n in range(70)
    )
    return (
        '<!doctype html><html lang="th"><head><meta charset="utf-8">'
        "<title>สรุปผลการจัดซื้อจัดจ้าง</title>"
        '<link rel="stylesheet" href="/a.css"><script>var a = 1;</script></head><body class="home">'
        '<header class="site-header"><img src="/logo.png" alt="ตรา"></header>'
        f'<nav class="main-nav"><ul class="menu">{menu}</ul></nav><div class="container">'
        f'<main id="content"><h1>สรุปผลการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2569</h1>'
        "<table><thead><tr><th>ที่</th><th>งาน</th><th>วงเงิน</th><th>หน่วยงาน</th><th>วันที่</th><th>"
        f'หมายเหตุ</th></tr></thead><tbody>{rows}</tbody></table></main><aside class="sidebar">'
        f"<h2>ข่าวล่าสุด</h2>{news}</aside></div>"
        "<footer>ปรับปรุงล่าสุด 5 พฤษภาคม 2569</footer></body></html>"
    ).encode()


def measured(work: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Milliseconds of each round of each, measured in turn, the least first."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, run in work.items():
            gc.collect()  # the garbage of the one must not be swept in the turn of the next
            start = time.process_time()
            run()
            taken[name].append((time.process_time() - start) * 1000)
    return {name: sorted(values) for name, values in taken.items()}


def times(work: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds of each."""
    return {name: statistics.median(values) for name, values in measured(work).items()}


def main() -> None:
    collected_seldom()  # as the processes do that read
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
    body = listing()
    elements = sum(1 for _ in lxml.html.document_fromstring(body.decode()).iter())
    rounds = measured(
        {
            "lxml alone": lambda: lxml.html.document_fromstring(body.decode()),
            "without dates": lambda: read_html(body, sha256="0", reader="bench"),
            "with dates": lambda: reading.read(body, "html", sha256="0", reader="bench"),
            "BeautifulSoup(lxml)": lambda: BeautifulSoup(body.decode(), "lxml"),
        }
    )
    dates = len(reading.read(body, "html", sha256="0", reader="bench").dates)
    print(f"listing: {len(body) / 1000:.0f} KB, {elements} elements, {dates} dates")
    for name, values in rounds.items():
        least, value = values[0], statistics.median(values)
        print(f"{name:22}{value:8.1f} ms{1000 / value:8.0f} pages/s and core, least {least:.1f} ms")
    for name in ("plan.pdf", "report.pdf"):
        pdf = (FILES / name).read_bytes()
        pages = len(reading.read(pdf, "pdf", sha256="0", reader="bench").pages)
        took = times({name: lambda pdf=pdf: reading.read(pdf, "pdf", sha256="0", reader="bench")})
        print(f"{name:22}{took[name] / pages:8.1f} ms a page")


if __name__ == "__main__":
    main()
