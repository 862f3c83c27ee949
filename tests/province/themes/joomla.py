# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""A Joomla site of the older kind: modules left and right, tables of icons, component area."""

from __future__ import annotations

from datetime import date
from html import escape

from ..agencies import Site
from ..chrome import MENU, Page, menu_path, news, short_day, spam_block, thai_day, visitors

CSS = """
body{margin:0;background:#dbe4f0 ;font:15px/1.65 'Loma','Garuda',Tahoma,sans-serif;color:#333}
#wrapper{width:1120px;max-width:100%;margin:0 auto;background:#fff;box-shadow:0 0 12px #0003}
#ja-header{background:linear-gradient(90deg,var(--d),var(--c));color:#fff;padding:26px;display:flex;
align-items:center;gap:16px}#ja-header img{width:90px}#ja-header h1{margin:0;font-size:29px}
#ja-mainnav{background:#222}#ja-mainnav ul.menu{margin:0;padding:0;list-style:none;display:flex;
flex-wrap:wrap}#ja-mainnav a{color:#fff;padding:9px 14px;display:block;text-decoration:none}
#ja-mainnav ul ul{display:none}.newsflash{background:#eef3fb;padding:5px 14px;font-size:14px;
white-space:nowrap;overflow:hidden}#ja-container{display:grid;
grid-template-columns:210px minmax(0,1fr) 210px;gap:14px;padding:14px}
.moduletable{border:1px solid #cdd8e8;margin-bottom:12px;font-size:14px}
.moduletable h3{margin:0;background:var(--c);color:#fff;padding:6px 10px;font-size:15px}
.moduletable ul{margin:6px 0;padding-left:22px}.breadcrumb{font-size:13px;color:#777}
.item-page h2{color:var(--d);font-size:23px;border-bottom:1px dotted #aaa;margin:8px 0}
.article-info{font-size:13px;color:#777;margin-bottom:10px}.item-page table{border-collapse:collapse;
width:100%;font-size:14px}.item-page td,.item-page th{border:1px solid #bbb;padding:4px 8px;
vertical-align:top}.item-page th{background:#e8eef7}.attachmentsContainer{background:#f6f8fb;
border:1px solid #cdd8e8;padding:8px}#ja-footer{background:#222;color:#bbb;font-size:13px;
padding:16px;text-align:center}.hidden{display:none}.cookie-bar{background:#fffbe6;padding:6px 14px;
font-size:13px}@media(max-width:760px){#ja-container{grid-template-columns:minmax(0,1fr)}}
"""


def render(site: Site, page: Page, today: date) -> bytes:
    """The page as UTF-8 HTML."""

    def items(groups: range) -> str:
        return "".join(
            f'<li class="item-{200 + g * 10 + n + 1}"><a href="'
            f'{escape(menu_path(g, n, "joomla"))}">{name}</a></li>'
            for g in groups
            for n, name in enumerate(MENU[g][1])
        )

    top = "".join(f'<li class="parent"><a href="#">{group}</a></li>' for group, _ in MENU)
    latest = "".join(
        f'<li><a href="/index.php?option=com_content&amp;view=article&amp;id={900 + n}">{head}</a>'
        f" <small>{day}</small></li>"
        for n, (head, day) in enumerate(news(site, today))
    )
    info = (
        '<dl class="article-info muted"><dd class="published">เผยแพร่เมื่อ: '
        f'{page.posted}</dd><dd class="hits">ฮิต: 412</dd></dl>'
        if page.posted
        else ""
    )
    spam = spam_block() if page.spam else ""
    return f"""<!DOCTYPE html>
<html xml:lang="th-th" lang="th-th" dir="ltr"><head>
<base href="{site.root}/index.php">
<meta http-equiv="content-type" content="text/html; charset=utf-8">
<meta name="generator" content="Joomla! - Open Source Content Management">
<title>{escape(page.title)} - {site.name}</title>
<link rel="stylesheet" href="/templates/ja_purity/css/template.css" type="text/css">
<style>:root{{--c:{site.colour};--d:{site.dark}}}</style></head>
<body id="bd"><div id="wrapper"><div id="ja-header"><img src="/assets/logo.svg" alt="logo">
<div><h1>{site.name}</h1>อำเภอ{site.district} จังหวัดตัวอย่าง</div></div>
<div id="ja-mainnav"><ul class="menu nav"><li><a href="/">หน้าหลัก</a></li>{top}</ul></div>
<div class="newsflash"><marquee>{thai_day(today)} :: {news(site, today)[1][0]} ({short_day(today)})</marquee>
</div><div id="ja-container"><div id="ja-col1" class="sidebar-left"><div class="moduletable_menu">
<div class="moduletable"><h3>เมนูหลัก</h3><ul class="menu">{items(range(0, 5))}</ul></div></div></div>
<div id="ja-contentwrap"><div class="breadcrumb">คุณอยู่ที่: <a href="/">หน้าหลัก</a> » {" » ".join(page.crumbs)}</div>
<div id="ja-current-content" class="component"><div class="item-page" itemscope><div class="page-header">
<h2 itemprop="name">{escape(page.title)}</h2></div>{info}
<div itemprop="articleBody">{page.html}{spam}</div></div></div></div>
<div id="ja-col2" class="sidebar-right"><div class="moduletable"><h3>ค้นหา</h3>
<form action="/index.php" method="post" class="search"><input name="searchword" size="18">
<span class="hidden">ไม่พบข้อมูล</span></form></div>
<div class="moduletable"><h3>ข่าวล่าสุด</h3><ul class="latestnews">{latest}</ul></div>
<div class="moduletable"><h3>ลิงก์ที่เกี่ยวข้อง</h3><ul class="menu">{items(range(5, 10))}</ul></div>
<div class="moduletable"><h3>ผู้เยี่ยมชม</h3><div class="vcounter">วันนี้ 143<br>เมื่อวาน 151<br>
ทั้งหมด {visitors(site, today):,}</div></div>
<div class="moduletable social"><a href="https://www.facebook.com/{site.key}.sample">Facebook</a></div></div></div>
<div id="ja-footer">ปรับปรุงล่าสุด {short_day(today)} ผู้เข้าชม {visitors(site, today):,}<br>{site.name}
โทร {site.telephone}<br>Copyright © {today.year} Joomla Template</div>
<div class="cookie-bar">เว็บไซต์นี้ใช้คุกกี้ <button>ตกลง</button></div></div></body></html>
""".encode()
