# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""A vendor's CMS that dozens of councils share: nested tables, <font>, ready-made sidebars."""

from __future__ import annotations

from datetime import date
from html import escape

from ..agencies import Site
from ..chrome import MENU, Page, menu_path, news, short_day, spam_block, thai_day, visitors

CSS = """
body{margin:0;background:#e5e0d5;font:14px/1.6 Tahoma,'Loma','Garuda',sans-serif}
a{color:#003399;text-decoration:none}a:hover{color:#c00}.main{width:1100px;max-width:100%;
background:#fff}.bar{background:var(--d)}.bar a{color:#fff;padding:8px 10px;display:inline-block}
.side{width:200px;background:#faf7f0;vertical-align:top}.side .t{background:var(--c);color:#fff;
padding:6px 8px;font-weight:bold}.side td{padding:3px 8px;border-bottom:1px dotted #ccc;font-size:13px}
.box{padding:12px 16px;vertical-align:top}.topic{color:var(--d);font-size:20px;font-weight:bold}
.box table[border]{border-collapse:collapse;width:100%}.box table[border] td,.box table[border] th{
padding:4px 7px;border:1px solid #aaa;vertical-align:top}.run{background:#fff3cd;padding:4px 12px}
.foot{background:var(--d);color:#fff;text-align:center;padding:12px;font-size:13px}
.social a{display:inline-block;background:#444;color:#fff;padding:2px 8px;margin:2px}
"""


def render(site: Site, page: Page, today: date) -> bytes:
    """The page as UTF-8 HTML in nested tables without HTML5 elements."""

    def rows(groups: range) -> str:
        return "".join(
            f'<tr><td class="t">{MENU[g][0]}</td></tr>'
            + "".join(
                f'<tr><td>&raquo; <a href="{escape(menu_path(g, n, "vendor"))}">{name}</a></td></tr>'
                for n, name in enumerate(MENU[g][1])
            )
            for g in groups
        )

    bar = "".join(
        f'<a href="{escape(menu_path(g, 0, "vendor"))}">{group}</a>'
        for g, (group, _) in enumerate(MENU[:7])
    )
    latest = "".join(
        f'<tr><td><a href="/list_data.php?cat=99&amp;id={n}">{head}</a><br><font color="#888888" size="1">'
        f"[{day}]</font></td></tr>"
        for n, (head, day) in enumerate(news(site, today))
    )
    posted = (
        f'<font size="2" color="#777777">วันที่ลงข้อมูล : {page.posted}</font><br>'
        if page.posted
        else ""
    )
    spam = spam_block() if page.spam else ""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{site.name} อำเภอ{site.district} จังหวัดตัวอย่าง : {escape(page.title)}</title>
<link href="/css/vendor.css" rel="stylesheet" type="text/css">
<style>:root{{--c:{site.colour};--d:{site.dark}}}</style></head><body>
<table class="main" align="center" cellpadding="0" cellspacing="0"><tr><td>
<table width="100%" cellpadding="12" class="header" style="background:linear-gradient(90deg,{site.dark},{site.colour})"><tr>
<td width="100"><img src="/assets/logo.svg" width="86"></td>
<td><font color="#ffffff" size="6"><b>{site.name}</b></font><br><font color="#ffffff" size="4">
อำเภอ{site.district} จังหวัดตัวอย่าง โทร. {site.telephone}</font></td></tr></table></td></tr>
<tr><td class="bar topmenu"><a href="/">หน้าแรก</a>{bar}</td></tr>
<tr><td class="run"><marquee scrollamount="4"><font color="#990000">{thai_day(today)} ขอต้อนรับสู่{site.name}
 {news(site, today)[2][0]}</font></marquee></td></tr>
<tr><td><table width="100%" cellpadding="0" cellspacing="0"><tr><td class="side leftmenu">
<table width="100%" cellspacing="0">{rows(range(0, 5))}</table></td>
<td class="box"><div class="pathway"><font size="2">หน้าแรก &gt; {" &gt; ".join(page.crumbs)}</font></div>
<table width="100%"><tr><td><font class="topic" color="{site.dark}"><h1 style="font-size:21px;margin:6px 0">{escape(page.title)}</h1></font>
{posted}<hr size="1" color="{site.colour}"></td></tr>
<tr><td class="detail-content"><font size="3">{page.html}</font>{spam}</td></tr></table></td>
<td class="side rightmenu"><table width="100%" cellspacing="0"><tr><td class="t">ค้นหา</td></tr>
<tr><td><form class="search"><input size="14"><span style="display:none">ไม่พบข้อมูล</span></form></td></tr></table>
<table width="100%" cellspacing="0"><tr><td class="t">ข่าวล่าสุด</td></tr>{latest}</table>
<table width="100%" cellspacing="0">{rows(range(5, 10))}</table>
<table width="100%" class="counter"><tr><td class="t">สถิติผู้เข้าชม</td></tr><tr><td>วันนี้ : 143<br>เดือนนี้ : 4,290<br>
ทั้งหมด : {visitors(site, today):,}</td></tr></table>
<table width="100%" class="social"><tr><td><a href="https://www.facebook.com/{site.key}.sample">f</a>
<a href="https://line.me/R/ti/p/@{site.key}">LINE</a></td></tr></table></td></tr></table></td></tr>
<tr><td class="foot footer">ปรับปรุงล่าสุด {short_day(today)} | จำนวนผู้เข้าชม {visitors(site, today):,} คน<br>
{site.name} เลขที่ 99 หมู่ 1 อำเภอ{site.district} จังหวัดตัวอย่าง {site.email}<br>
พัฒนาเว็บไซต์โดย บริษัท เว็บตำบลตัวอย่าง จำกัด Copyright &copy; {today.year}</td></tr></table>
<div id="cookieConsent" style="font-size:12px;background:#eee;padding:6px">เว็บไซต์นี้ใช้คุกกี้ <button>ยอมรับ</button></div>
</body></html>
""".encode()
