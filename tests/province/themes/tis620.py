# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""An old site of 2545's kind: cp874 bytes without a charset anywhere, tables, <font>, upper case."""

from __future__ import annotations

from datetime import date
from html import escape

from ..agencies import Site
from ..chrome import MENU, Page, menu_path, news, short_day, spam_block, thai_day, visitors


def render(site: Site, page: Page, today: date) -> bytes:
    """The page as cp874 HTML that names no charset."""

    def cells(groups: range) -> str:
        return "".join(
            f'<TR><TD BGCOLOR="#336699"><FONT COLOR="#FFFFFF" SIZE="2"><B>{MENU[g][0]}</B></FONT></TD></TR>'
            + "".join(
                f'<TR><TD><FONT SIZE="2"><A HREF="{menu_path(g, n, "tis620")}">{name}</A></FONT></TD></TR>'
                for n, name in enumerate(MENU[g][1])
            )
            for g in groups
        )

    latest = "".join(
        f'<TR><TD><FONT SIZE="2"><A HREF="/news{n}.htm">{head}</A> {day}</FONT></TD></TR>'
        for n, (head, day) in enumerate(news(site, today))
    )
    posted = f'<FONT SIZE="2">วันที่ {page.posted}</FONT><BR>' if page.posted else ""
    spam = spam_block() if page.spam else ""
    text = f"""<HTML>
<HEAD><TITLE>{escape(page.title)} {site.name}</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF" TOPMARGIN="0" LINK="#003366" STYLE="font-family:Tahoma,Loma,Garuda,sans-serif">
<CENTER><TABLE WIDTH="980" BORDER="0" CELLPADDING="6" CELLSPACING="0" ID="header"><TR BGCOLOR="#003366"><TD WIDTH="90">
<IMG SRC="/assets/logo.svg" WIDTH="76"></TD><TD><FONT COLOR="#FFFF99" SIZE="6"><B>{site.name}</B></FONT><BR>
<FONT COLOR="#FFFFFF" SIZE="3">อ.{site.district} จ.ตัวอย่าง โทร. {site.telephone}</FONT></TD></TR></TABLE>
<TABLE WIDTH="980" BORDER="0" BGCOLOR="#FFFFCC"><TR><TD><MARQUEE><FONT COLOR="#CC0000" SIZE="2">{thai_day(today)}
*** ยินดีต้อนรับ *** {news(site, today)[3][0]}</FONT></MARQUEE></TD></TR></TABLE>
<TABLE WIDTH="980" BORDER="0" CELLPADDING="4" CELLSPACING="2"><TR VALIGN="TOP"><TD WIDTH="180" CLASS="leftmenu">
<TABLE WIDTH="100%" BORDER="0">{cells(range(0, 5))}</TABLE></TD>
<TD WIDTH="600"><FONT SIZE="2" CLASS="pathway"><A HREF="/">หน้าแรก</A> &gt; {" &gt; ".join(page.crumbs)}</FONT>
<H2><FONT COLOR="#003366">{escape(page.title)}</FONT></H2>{posted}<HR>
{page.html.replace('<table border="1">', '<TABLE BORDER="1" CELLPADDING="4" CELLSPACING="0" WIDTH="100%">')}{spam}</TD>
<TD WIDTH="190" CLASS="rightmenu"><TABLE WIDTH="100%" BORDER="0"><TR><TD BGCOLOR="#336699"><FONT COLOR="#FFFFFF" SIZE="2">
<B>ข่าวล่าสุด</B></FONT></TD></TR>{latest}</TABLE>
<FORM CLASS="search"><INPUT SIZE="12"><SPAN STYLE="display:none">ไม่พบข้อมูล</SPAN></FORM>
<TABLE WIDTH="100%" BORDER="0">{cells(range(5, 10))}</TABLE></TD></TR></TABLE>
<TABLE WIDTH="980" BORDER="0" ID="footer" BGCOLOR="#003366"><TR><TD ALIGN="CENTER"><FONT COLOR="#FFFFFF" SIZE="2">
ปรับปรุงล่าสุด {short_day(today)} ท่านเป็นผู้เยี่ยมชมคนที่ {visitors(site, today):,}<BR>{site.name} {site.email}
</FONT></TD></TR></TABLE></CENTER></BODY></HTML>
"""
    return text.replace("“", '"').replace("”", '"').replace("–", "-").encode("cp874")
