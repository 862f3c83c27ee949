# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""A WordPress site: block classes, widgets, a cookie banner of a plug-in."""

from __future__ import annotations

from datetime import date
from html import escape

from ..agencies import Site
from ..chrome import MENU, Page, menu_path, news, short_day, spam_block, thai_day, visitors

CSS = """
*{box-sizing:border-box}body{margin:0;font:16px/1.7 'Noto Sans Thai','Loma','Garuda',sans-serif;
color:#24292f;background:#f3f4f6}a{color:var(--c)}.site-header{background:linear-gradient(120deg,
var(--d),var(--c));color:#fff}.site-branding{max-width:1180px;margin:auto;padding:22px 16px;
display:flex;gap:18px;align-items:center}.site-branding img{width:84px;height:84px}
.site-title{font-size:28px;margin:0;font-weight:700}.site-description{margin:0;opacity:.9}
.main-navigation{background:var(--d)}.main-navigation>ul{max-width:1180px;margin:auto;padding:0 8px;
list-style:none;display:flex;flex-wrap:wrap}.main-navigation li{position:relative}
.main-navigation a{display:block;color:#fff;text-decoration:none;padding:10px 13px;font-size:15px}
.sub-menu{display:none;position:absolute;background:#fff;min-width:240px;padding:0;list-style:none;
z-index:9}.main-navigation li:hover .sub-menu{display:block}.sub-menu a{color:#222}
.news-ticker{background:#fff7ed;border-bottom:1px solid #fed7aa;padding:6px 16px;font-size:14px;
overflow:hidden;white-space:nowrap}.site-content{max-width:1180px;margin:20px auto;padding:0 16px;
display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:24px}.breadcrumbs{font-size:14px;
color:#6b7280;margin-bottom:8px}article.page{background:#fff;padding:24px 28px;border-radius:8px;
box-shadow:0 1px 3px #0002}.entry-title{margin:0 0 4px;font-size:26px;line-height:1.4;
color:var(--d)}.entry-meta{font-size:14px;color:#6b7280;border-bottom:1px solid #e5e7eb;
padding-bottom:10px;margin-bottom:14px}.entry-content table{border-collapse:collapse;width:100%;
font-size:15px}.entry-content td,.entry-content th{border:1px solid #d1d5db;padding:6px 10px;
vertical-align:top}.entry-content th{background:#f3f4f6}.wp-block-file{margin:8px 0;padding:10px 14px;
background:#f9fafb;border-left:4px solid var(--c)}.widget{background:#fff;border-radius:8px;
padding:14px 18px;margin-bottom:18px;box-shadow:0 1px 3px #0002;font-size:15px}
.widget-title{margin:0 0 8px;font-size:17px;color:var(--d);border-bottom:2px solid var(--c)}
.widget ul{padding-left:18px;margin:0}.post-date{display:block;color:#6b7280;font-size:13px}
.site-footer{background:#1f2937;color:#d1d5db;padding:24px 16px;font-size:14px;text-align:center}
.cli-bar{position:fixed;bottom:0;left:0;right:0;background:#111827ee;color:#fff;padding:10px 16px;
font-size:14px}.cli-bar button{margin-left:12px}.screen-reader-text,.no-results{display:none}
.social a{color:#fff;margin-right:10px;font-size:13px}@media(max-width:800px){.site-content{
grid-template-columns:minmax(0,1fr)}}
"""


def render(site: Site, page: Page, today: date) -> bytes:
    """The page as UTF-8 HTML."""
    menu = "".join(
        f'<li class="menu-item menu-item-has-children"><a href="#">{group}</a><ul class="sub-menu">'
        + "".join(
            f'<li class="menu-item"><a href="{menu_path(g, n, "wordpress")}">{name}</a></li>'
            for n, name in enumerate(names)
        )
        + "</ul></li>"
        for g, (group, names) in enumerate(MENU)
    )
    latest = "".join(
        f'<li><a href="/category/{n}/">{head}</a><span class="post-date">{day}</span></li>'
        for n, (head, day) in enumerate(news(site, today), 1)
    )
    meta = (
        f'<div class="entry-meta"><span class="posted-on">เผยแพร่เมื่อ <time>{page.posted}</time></span> '
        f'<span class="byline">โดย ผู้ดูแลเว็บไซต์</span></div>'
        if page.posted
        else ""
    )
    spam = spam_block() if page.spam else ""
    trail = " » ".join(page.crumbs)
    return f"""<!DOCTYPE html>
<html lang="th"><head><meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="WordPress 6.4.3">
<title>{escape(page.title)} – {site.name}</title>
<link rel="stylesheet" href="/wp-content/themes/gov-theme/style.css?ver=6.4.3">
<style>:root{{--c:{site.colour};--d:{site.dark}}}</style>
</head><body class="page-template-default page wp-embed-responsive">
<a class="skip-link screen-reader-text" href="#content">ข้ามไปยังเนื้อหา</a>
<header id="masthead" class="site-header"><div class="site-branding">
<img src="/assets/logo.svg" alt="ตรา{site.name}"><div><p class="site-title">{site.name}</p>
<p class="site-description">อำเภอ{site.district} จังหวัดตัวอย่าง</p>
<div class="social"><a href="https://www.facebook.com/{site.key}.sample">Facebook</a>
<a href="https://line.me/R/ti/p/@{site.key}-sample">LINE</a></div></div></div></header>
<nav id="site-navigation" class="main-navigation" aria-label="เมนูหลัก"><ul>
<li class="menu-item"><a href="/">หน้าแรก</a></li>{menu}</ul></nav>
<div class="news-ticker"><marquee scrollamount="3">{thai_day(today)} ยินดีต้อนรับสู่เว็บไซต์{site.name}
 :: ข่าวด่วน {news(site, today)[0][0]} {short_day(today)}</marquee></div>
<div id="content" class="site-content"><main id="primary" class="content-area">
<div class="breadcrumbs"><a href="/">หน้าแรก</a> » {trail} » {escape(page.title)}</div>
<article class="page type-page status-publish hentry"><header class="entry-header">
<h1 class="entry-title">{escape(page.title)}</h1>{meta}</header>
<div class="entry-content">{page.html}{spam}</div></article></main>
<aside id="secondary" class="widget-area"><section class="widget widget_search">
<form role="search" class="search-form"><input type="search" placeholder="ค้นหา …">
<div class="no-results">ไม่พบข้อมูล</div></form></section>
<section class="widget widget_recent_entries"><h2 class="widget-title">ข่าวล่าสุด</h2><ul>{latest}</ul>
</section><section class="widget"><h2 class="widget-title">สถิติผู้เข้าชม</h2>
<p>วันนี้ 143 คน<br>ทั้งหมด {visitors(site, today):,} คน</p></section></aside></div>
<footer id="colophon" class="site-footer"><p>{site.name} โทรศัพท์ {site.telephone} {site.email}</p>
<p>ปรับปรุงล่าสุด {short_day(today)} | ผู้เข้าชม {visitors(site, today):,} คน</p>
<p>Copyright © {today.year + 543} {site.name}</p></footer>
<div id="cookie-law-info-bar" class="cli-bar cookie-notice" role="dialog">เว็บไซต์นี้ใช้คุกกี้เพื่อพัฒนาประสบการณ์การใช้งาน
<button>ยอมรับ</button></div></body></html>
""".encode()
