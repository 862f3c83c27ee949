# ruff: noqa: E501 - markup reads better whole
"""Writes the pages of tests/discover/pages: ten ways in which agencies build their list, each with
the truth beside it, and pages that only look like a list.

    python tests/discover/make_pages.py

The markups are those of the field (tables, lists, accordions, page builders, vendors' own); names
are shortened, mistyped and numbered as people do; the agencies are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

FOLDER = Path(__file__).with_name("pages")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
NAMES = {
    1: "โครงสร้างและอำนาจหน้าที่",
    2: "ข้อมูลผู้บริหาร",
    3: "ข้อมูลการติดต่อ",
    4: "ข่าวประชาสัมพันธ์",
    5: "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน",
    6: "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณ ประจำปี พ.ศ. 2569",
    7: "รายงานผลการดำเนินงานประจำปี พ.ศ. 2568",
    8: "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่",
    9: "คู่มือการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ",
    10: "E-Service",
    11: "สรุปผลการจัดซื้อจัดจ้างรายเดือน ปีงบประมาณ พ.ศ. 2569",
    12: "รายงานสรุปผลการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2568",
    13: "หลักเกณฑ์และแผนการบริหารและพัฒนาทรัพยากรบุคคล",
    14: "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล ประจำปี 2568",
    15: "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม",
    16: "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    17: "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    18: "ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริต",
    19: "ผลการเปิดโอกาสให้เกิดการมีส่วนร่วม",
    20: "ประกาศนโยบาย No Gift Policy",
    21: "การประเมินความเสี่ยงการทุจริต ปี 2569",
    22: "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริต",
    23: "แผนปฏิบัติการป้องกันการทุจริต",
    24: "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี 2568",
    25: "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร",
    26: "รายงานผลการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
}
MENU = "".join(
    f'<li><a href="/menu/{n}">{w}</a></li>'
    for n, w in enumerate(
        ("หน้าแรก", "ข้อมูลผู้บริหาร", "แผนพัฒนาท้องถิ่น", "ข่าวประชาสัมพันธ์", "การจัดซื้อจัดจ้าง", "ติดต่อเรา"), 1
    )
)
Truth = list[tuple[str, str]]


def site(title: str, host: str, body: str, *, sidebar: str = "") -> str:
    return f"""<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>{title}</title></head>
<body>
<header><div class="logo">{host}</div></header>
<nav class="navbar"><ul class="menu">{MENU}</ul></nav>
<div class="container">{sidebar}
<div class="content">
{body}
</div></div>
<footer><p>สงวนลิขสิทธิ์ โทร 044-511111 <a href="https://www.facebook.com/sample">Facebook</a> <a href="/sitemap">แผนผังเว็บไซต์</a></p><p>ผู้เข้าชม 12,569 คน</p></footer>
</body></html>
"""


def table() -> tuple[str, str, Truth]:
    """A table with group rows, codes in the first column, the words "ดูข้อมูล" as links."""
    host = "www.nongsamet-sample.go.th"
    rows, truth = [], []
    for n, name in NAMES.items():
        if n in (1, 8, 11):
            rows.append(f'<tr><th colspan="3">ตัวชี้วัดย่อยที่ 9.{n // 4 + 1}</th></tr>')
        links = [f"https://{host}/oit69/o{n:02}.php"]
        if n in (6, 13):
            links.append(f"https://{host}/files/o{n}-2.pdf")
        cells = " ".join(f'<a href="{escape(link)}" target="_blank">ดูข้อมูล</a>' for link in links)
        rows.append(f"<tr><td>O{n}</td><td>{name}</td><td>{cells}</td></tr>")
        truth += [(f"O{n}", link) for link in links]
    body = f"<h1>การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2569</h1><table border=1><tr><th>ข้อ</th><th>ข้อมูล</th><th>ลิงก์</th></tr>{''.join(rows)}</table>"
    return "OIT 2569", site("OIT 2569", host, body), truth


def plain_list() -> tuple[str, str, Truth]:
    """A list whose links carry code and name."""
    host = "www.banrai-sample.go.th"
    items, truth = [], []
    for n, name in NAMES.items():
        href = f"/index.php/ita69/{200 + n}-o{n}"
        items.append(f'<li><a href="{href}">O{n} {name}</a></li>')
        truth.append((f"O{n}", f"https://{host}{href}"))
    return (
        "ITA 2569",
        site("ITA 2569 - อบต.บ้านไร่", host, f"<h2>ITA ปี 2569</h2><ul>{''.join(items)}</ul>"),
        truth,
    )


def nested() -> tuple[str, str, Truth]:
    """Nested lists: the code above, one or more files below it; Thai digits."""
    host = "www.thungkula-sample.go.th"
    items, truth = [], []
    for n, name in NAMES.items():
        inner = []
        for part in range(1, 2 + n % 3):
            href = f"https://{host}/datacenter/doc_download/a_{n:03}{part}.pdf"
            inner.append(f'<li><a href="{href}">เอกสารที่ {part}</a></li>')
            truth.append((f"O{n}", href))
        code = f"ข้อ O{n}".translate(THAI) if n % 2 else f"ข้อ O{n}"
        items.append(f"<li><span>{code} {name}</span><ul>{''.join(inner)}</ul></li>")
    return (
        "เปิดเผยข้อมูล",
        site(
            "การเปิดเผยข้อมูลสาธารณะ",
            host,
            f"<h3>การประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปี 2569</h3><ol>{''.join(items)}</ol>",
        ),
        truth,
    )


def accordion() -> tuple[str, str, Truth]:
    """Bootstrap's accordion: headings fold out parts that stand elsewhere by their ids."""
    host = "www.khokyang-sample.go.th"
    heads, parts, truth = [], [], []
    for n, name in NAMES.items():
        href = f"http://{host}/page.php?mod=oit&id={n}&year=2569"
        heads.append(
            f'<div class="panel-heading"><h4 class="panel-title"><a data-toggle="collapse" href="#collapse{n}">O{n}. {name}</a></h4></div>'
        )
        parts.append(
            f'<div id="collapse{n}" class="panel-collapse collapse"><div class="panel-body"><p>คลิกเพื่อเปิดข้อมูล</p><a class="btn" href="{escape(href)}">เปิดดู</a></div></div>'
        )
        truth.append((f"O{n}", href))
    body = f"<h1>OIT 2569</h1><div class='row'><div class='col'>{''.join(heads)}</div><div class='col'>{''.join(parts)}</div></div>"
    return "OIT", site("OIT | ทต.โคกยาง", host, body), truth


def details() -> tuple[str, str, Truth]:
    """details and summary; the code is typed O.1, o2, O-3, 04."""
    host = "www.sampleriver.go.th"
    items, truth = [], []
    shapes = ("O.{n}", "o{n}", "O-{n}", "O {n}", "OIT {n}")
    for n, name in NAMES.items():
        code = shapes[n % 5].format(n=n)
        href = f"https://{host}/?page_id={1000 + n}"
        items.append(
            f'<details><summary>{code} : {name}</summary><p><a href="{escape(href)}">{name[:30]}</a></p></details>'
        )
        truth.append((f"O{n}", href))
    return "ITA69", site("ITA 2569", host, f"<h2>ข้อมูล ITA ประจำปี 2569</h2>{''.join(items)}"), truth


def builder() -> tuple[str, str, Truth]:
    """A page builder's cards: a heading, then buttons; below it the list of the year before."""
    host = "www.phochai-sample.go.th"
    truth: Truth = []

    def cards(year: int, keep: bool) -> str:
        made = []
        for n, name in NAMES.items():
            href = f"https://{host}/ita{year}/o{n}/"
            made.append(
                f'<div class="wp-block-group"><h4 class="wp-block-heading">O{n} {name if keep else "ข้อมูลปีก่อน " + str(n)}</h4><div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="{href}">คลิกดูรายละเอียด</a></div></div></div>'
            )
            if keep:
                truth.append((f"O{n}", href))
        return "".join(made)

    body = f'<h2 class="wp-block-heading">ITA 2569</h2><div class="wp-block-columns">{cards(2569, True)}</div><h2 class="wp-block-heading">ITA 2568</h2><div class="wp-block-columns">{cards(2568, False)}</div>'
    return "ITA", site("ITA – เทศบาลตำบลโพธิ์ชัย", host, body), truth


def split_anchors() -> tuple[str, str, Truth]:
    """Word's HTML pasted in: one text over two links to one address, empty links, stray spans."""
    host = "www.donyai-sample.go.th"
    lines, truth = [], []
    for n, name in NAMES.items():
        href = f"http://{host}/UserFiles/files/O{n}.pdf"
        half = len(name) // 2
        body = f'<a href="{href}"><span style="font-size:14pt">O{n} {name[:half]}</span></a><a href="{href}"><span>{name[half:]}</span></a>'
        if n in (5, 9):
            body += '<a href="http://old.example.go.th/stale.pdf"></a>'
        lines.append(f'<p class="MsoNormal">{body}</p>')
        truth.append((f"O{n}", href))
    return (
        "แบบ OIT",
        site(
            "แบบ OIT ปี 2569",
            host,
            f"<p><b>แบบตรวจการเปิดเผยข้อมูลสาธารณะ OIT 2569</b></p>{''.join(lines)}",
        ),
        truth,
    )


def icons() -> tuple[str, str, Truth]:
    """A table in which rows are grouped by rowspan and the links are pictures without words."""
    host = "www.kutkhao-sample.go.th"
    rows, truth = [], []
    for n, name in NAMES.items():
        links = (
            [f"https://{host}/oit/{n}/a", f"https://{host}/oit/{n}/b"]
            if n % 4 == 0
            else [f"https://{host}/oit/{n}/a"]
        )
        span = f' rowspan="{len(links)}"'
        for number, href in enumerate(links):
            first = f"<td{span}>O{n}</td><td{span}>{name}</td>" if number == 0 else ""
            alt = "ดาวน์โหลด" if n % 2 else ""
            rows.append(
                f'<tr>{first}<td><a href="{href}"><img src="/img/pdf.png" alt="{alt}" width="24"></a></td></tr>'
            )
            truth.append((f"O{n}", href))
    return (
        "OIT",
        site("OIT ปีงบประมาณ 2569", host, f"<h1>OIT ประจำปี 2569</h1><table>{''.join(rows)}</table>"),
        truth,
    )


def menu_pages() -> tuple[str, str, Truth]:
    """One page per item behind a menu of tabs; numbers without the letter."""
    host = "www.nonglai-sample.go.th"
    items, truth = [], []
    for n, name in NAMES.items():
        href = f"https://{host}/oit-2569/item-{n}"
        items.append(
            f'<div class="item"><div class="no">{n:02}</div><a href="{href}">{n}. {name}</a></div>'
        )
        truth.append((f"O{n}", href))
    side = '<aside class="sidebar"><ul><li><a href="/oit-2568/item-1">1. โครงสร้าง</a></li></ul></aside>'
    return (
        "OIT 2569",
        site("ข้อมูล OIT 2569", host, f"<h2>รายการ OIT 2569</h2>{''.join(items)}", sidebar=side),
        truth,
    )


def headings() -> tuple[str, str, Truth]:
    """Headings in bold paragraphs with lists of files below; two sections of years by tabs."""
    host = "www.lamplai-sample.go.th"
    truth: Truth = []

    def section(year: int, keep: bool) -> str:
        made = []
        for n, name in NAMES.items():
            made.append(f"<h4><strong>O{n} {name}</strong></h4><ul>")
            for part in range(1, 3 if n % 5 == 0 else 2):
                href = f"https://{host}/wp-content/uploads/{year - 543}/04/o{n}-{part}.pdf"
                made.append(f'<li><a href="{href}">{name[:24]} ({part})</a></li>')
                if keep:
                    truth.append((f"O{n}", href))
            made.append("</ul>")
        return "".join(made)

    tabs = '<ul class="nav nav-tabs"><li><a href="#y69" data-toggle="tab">ITA 2569</a></li><li><a href="#y67" data-toggle="tab">ITA 2567</a></li></ul>'
    body = f'{tabs}<div class="tab-content"><div id="y67" class="tab-pane">{section(2567, False)}</div><div id="y69" class="tab-pane">{section(2569, True)}</div></div>'
    return "ITA", site("การประเมิน ITA", host, body), truth


def lines_with_breaks() -> tuple[str, str, Truth]:
    """An old vendor's page: one cell, everything in lines with br, links named "คลิก"."""
    host = "www.samrong-sample.go.th"
    lines, truth = [], []
    for n, name in NAMES.items():
        href = f"http://{host}/site/index.php?option=com_content&view=article&id={n + 70}"
        lines.append(f'<div>O{n}&nbsp;{name}&nbsp;<a href="{escape(href)}">คลิก</a><br></div>')
        truth.append((f"O{n}", href))
    return (
        "OIT 69",
        site(
            "OIT 2569 อบต.สำโรง",
            host,
            f"<table><tr><td><center>OIT ประจำปีงบประมาณ 2569</center>{''.join(lines)}</td></tr></table>",
        ),
        truth,
    )


PAGES: dict[str, Callable[[], tuple[str, str, Truth]]] = {
    "table": table, "plain-list": plain_list, "nested-list": nested, "accordion": accordion,
    "details": details, "page-builder": builder, "split-anchors": split_anchors, "icons": icons,
    "menu-pages": menu_pages, "headings-and-tabs": headings, "lines": lines_with_breaks,
}  # fmt: skip


def adversaries() -> dict[str, str]:
    """Pages that hold no list of 2569."""
    old = {
        1: "โครงสร้าง",
        2: "ข้อมูลผู้บริหาร",
        3: "อำนาจหน้าที่",
        4: "แผนยุทธศาสตร์",
        5: "ข้อมูลการติดต่อ",
        6: "กฎหมายที่เกี่ยวข้อง",
        7: "ข่าวประชาสัมพันธ์",
        8: "Q&A",
        9: "Social Network",
        10: "แผนดำเนินงานประจำปี",
        11: "รายงานการกำกับติดตามการดำเนินงาน รอบ 6 เดือน",
        12: "รายงานผลการดำเนินงานประจำปี",
    }
    other_year = "".join(
        f'<li><a href="/ita2566/o{n}">O{n} {name}</a></li>' for n, name in old.items()
    )
    law = "".join(
        f"<p>ข้อ {n} ให้หน่วยงานดำเนินการตามระเบียบ <a href='/law/{n}'>อ่านต่อ</a></p>"
        for n in range(1, 15)
    )
    pager = "".join(f'<a href="/news?page={n}">{n}</a> ' for n in range(1, 27))
    news = "".join(
        f'<li><a href="/news/{n}">{n} มกราคม 2569 ข่าวประชาสัมพันธ์ กิจกรรมจิตอาสา ครั้งที่ {n}</a></li>'
        for n in range(1, 20)
    )
    phones = "".join(
        f"<tr><td>{n}</td><td>กองช่าง</td><td><a href='/tel/{n}'>044-5111{n:02}</a></td></tr>"
        for n in range(1, 12)
    )
    return {
        "other-year": site(
            "ITA 2566", "www.old-sample.go.th", f"<h1>ITA 2566</h1><ul>{other_year}</ul>"
        ),
        "law": site(
            "ระเบียบ", "www.law-sample.go.th", f"<h1>ระเบียบสำนักนายกรัฐมนตรี พ.ศ. 2569</h1>{law}"
        ),
        "news-and-pager": site(
            "ข่าว",
            "www.news-sample.go.th",
            f"<h1>ข่าวประชาสัมพันธ์</h1><ul>{news}</ul><div>{pager}</div>",
        ),
        "telephones": site(
            "โทรศัพท์",
            "www.tel-sample.go.th",
            f"<h1>หมายเลขโทรศัพท์ ปี 2569</h1><table>{phones}</table>",
        ),
        "other-years-titles": site(
            "OIT",
            "www.mixed-sample.go.th",
            "<h1>OIT</h1><ul>"
            + "".join(
                f'<li><a href="/x/{n}">O{n} {name} ปี 2567</a></li>' for n, name in old.items()
            )
            + "</ul>",
        ),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        _, html, truth = make()
        (FOLDER / f"{name}.html").write_text(html, encoding="utf-8", newline="\n")
        rows = "".join(f"{item}\t{url}\n" for item, url in truth)
        (FOLDER / f"{name}.tsv").write_text(rows, encoding="utf-8", newline="\n")
    for name, html in adversaries().items():
        (FOLDER / f"no-list-{name}.html").write_text(html, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
