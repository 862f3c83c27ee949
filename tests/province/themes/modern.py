# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""A site of today: HTML5 elements, cards, an off-canvas menu."""

from __future__ import annotations

from datetime import date
from html import escape

from ..agencies import Site
from ..chrome import MENU, Page, menu_path, news, short_day, spam_block, thai_day, visitors

CSS = """
*{box-sizing:border-box}body{margin:0;font:17px/1.75 'Noto Sans Thai','Loma','Laksaman',sans-serif;
color:#1f2937;background:#f8fafc}a{color:var(--c)}.topbar{background:var(--d);color:#fff;
font-size:14px;padding:6px 20px;display:flex;justify-content:space-between}.topbar a{color:#fff}
header .brand{display:flex;gap:16px;align-items:center;max-width:1200px;margin:auto;padding:18px 20px}
header .brand img{width:72px}header h2{margin:0;font-size:26px;color:var(--d)}nav{background:#fff;
border-top:3px solid var(--c);border-bottom:1px solid #e2e8f0}nav ul{max-width:1200px;margin:auto;
padding:0 12px;list-style:none;display:flex;flex-wrap:wrap}nav li{position:relative}nav a{
display:block;padding:10px 12px;text-decoration:none;color:#1f2937;font-size:15px}
nav ul ul{display:none}.layout{max-width:1200px;margin:24px auto;padding:0 20px;display:grid;
grid-template-columns:minmax(0,1fr) 320px;gap:28px}.crumb{font-size:14px;color:#64748b}
main .card{background:#fff;border:1px solid #e2e8f0;border-radius:14px;padding:26px 30px}
main h1{font-size:27px;line-height:1.4;color:var(--d);margin:4px 0 6px}.date{color:#64748b;
font-size:14px}main table{border-collapse:collapse;width:100%;font-size:15px}main td,main th{
border:1px solid #cbd5e1;padding:7px 10px;vertical-align:top}main th{background:#f1f5f9}
aside section{background:#fff;border:1px solid #e2e8f0;border-radius:14px;padding:14px 18px;
margin-bottom:18px;font-size:15px}aside h3{margin:0 0 8px;font-size:17px;color:var(--d)}
aside ul{margin:0;padding-left:18px}aside small{display:block;color:#64748b}.ticker{background:#ecfdf5;
padding:6px 20px;font-size:14px}footer{background:#0f172a;color:#cbd5e1;padding:28px 20px;
text-align:center;font-size:14px}.cookie-consent{background:#1e293b;color:#fff;padding:10px 20px;
font-size:14px}[hidden]{display:none}@media(max-width:820px){.layout{
grid-template-columns:minmax(0,1fr)}}
"""


def body(site: Site, page: Page, today: date) -> str:
    """What stands inside <body>; the script-only site builds the same with its script."""
    menu = "".join(
        f'<li><a href="#">{group}</a><ul>'
        + "".join(
            f'<li><a href="{menu_path(g, n, site.look)}">{name}</a></li>'
            for n, name in enumerate(names)
        )
        + "</ul></li>"
        for g, (group, names) in enumerate(MENU)
    )
    latest = "".join(
        f'<li><a href="{menu_path(9, n, site.look)}">{head}</a><small>{day}</small></li>'
        for n, (head, day) in enumerate(news(site, today))
    )
    posted = f'<p class="date">เผยแพร่เมื่อ {page.posted}</p>' if page.posted else ""
    spam = spam_block() if page.spam else ""
    return f"""<div class="topbar"><span>โทร. {site.telephone}</span><span class="social">
<a href="https://www.facebook.com/{site.key}.sample">Facebook</a> <a href="https://line.me/R/ti/p/@{site.key}">LINE</a></span></div>
<header><div class="brand"><img src="/assets/logo.svg" alt="ตราสัญลักษณ์"><div><h2>{site.name}</h2>
<span>อำเภอ{site.district} จังหวัดตัวอย่าง</span></div></div></header>
<nav aria-label="เมนูหลัก"><ul><li><a href="/">หน้าแรก</a></li>{menu}</ul></nav>
<div class="ticker">{thai_day(today)} · {news(site, today)[0][0]}</div>
<div class="layout"><main><div class="crumb breadcrumb"><a href="/">หน้าแรก</a> / {" / ".join(page.crumbs)}</div>
<div class="card"><h1>{escape(page.title)}</h1>{posted}<div class="article__body">{page.html}{spam}</div></div></main>
<aside><section role="search"><input type="search" placeholder="ค้นหา"><p hidden>ไม่พบข้อมูล</p></section>
<section><h3>ข่าวล่าสุด</h3><ul>{latest}</ul></section>
<section class="visitors"><h3>สถิติผู้เข้าชม</h3>วันนี้ 143 คน ทั้งหมด {visitors(site, today):,} คน</section></aside></div>
<footer>ปรับปรุงล่าสุด {short_day(today)} · ผู้เข้าชม {visitors(site, today):,} คน<br>{site.name} {site.email}<br>
© {today.year} สงวนลิขสิทธิ์</footer>
<div class="cookie-consent" role="dialog">เราใช้คุกกี้เพื่อให้เว็บไซต์ทำงานได้อย่างเหมาะสม <button>ยอมรับทั้งหมด</button></div>"""


def render(site: Site, page: Page, today: date) -> bytes:
    """The page as UTF-8 HTML."""
    return f"""<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.title)} | {site.name}</title><link rel="stylesheet" href="/assets/site.css">
<style>:root{{--c:{site.colour};--d:{site.dark}}}</style></head><body>
{body(site, page, today)}
</body></html>
""".encode()
