"""Pages of dealers, hosting companies and servers; hosts that are nobody's website."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sign_pages import HEADER, PROSE, page

from oitcheck import signs


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("nongkhwang.com", "<h1>nongkhwang.com</h1><p>Buy this domain</p>", "for-sale"),
        ("This domain has expired", "<p>Renew it now</p>", "for-sale"),
        ("ชื่อโดเมนหมดอายุ", "<p>กรุณาต่ออายุ</p>", "for-sale"),
        ("Account Suspended", "<h1>Account Suspended</h1><p>Contact us</p>", "suspended"),
        ("แจ้ง", "<h1>เว็บไซต์นี้ถูกระงับการใช้งานชั่วคราว</h1>", "suspended"),
        ("แจ้ง", "<h1>บัญชีนี้ถูกระงับการใช้งาน</h1>", "suspended"),
        ("แจ้ง", "<h1>509 Bandwidth Limit Exceeded</h1>", "suspended"),
        ("Apache2 Debian Default Page: It works", "<h1>It works!</h1>", "default-page"),
        ("Apache2 Ubuntu Default Page: It works", "<h1>It works!</h1>", "default-page"),
        ("Welcome to nginx!", "<h1>Welcome to nginx!</h1>", "default-page"),
        ("IIS Windows Server", "<img src=iis.png alt=IIS>", "default-page"),
        ("Index of /", '<h1>Index of /</h1><a href="cgi-bin/">cgi-bin/</a>', "default-page"),
        ("แผน", f"<h1>แผน</h1>{PROSE}<p>this domain is registered, account suspended</p>", ""),
        ("รถราชการ", "<h1>รายชื่อรถที่ถูกระงับการใช้งาน</h1><p>จำนวน 3 คัน</p>", ""),
        ("คู่มือ", f"<h1>การติดตั้ง Apache</h1>{PROSE}<h2>It works!</h2>{PROSE * 5}", ""),
        ("เทศบาล", f"{HEADER}<main><p>แผน 2569</p></main>", ""),
    ],
)  # fmt: skip
def test_whose_page_it_is(title: str, body: str, kind: str) -> None:
    found = signs.parked(page(body, title))
    assert (found.kind if found else "") == kind


@given(
    st.sampled_from(
        ["Buy this domain", "ไม่พบหน้าที่คุณค้นหา", "Account suspended", "Page not found", "โดเมนนี้หมดอายุ"]
    ),
    st.integers(1, 4),
    st.booleans(),
)
def test_a_long_content_beside_them_takes_the_words_their_force(
    words: str, times: int, before: bool
) -> None:
    notice = f"<p>{words}</p>"
    alone = page(f"<main>{notice}</main>")
    assert signs.soft_404(alone) or signs.parked(alone)
    long = PROSE * times
    both = page(f"<main>{long + notice if before else notice + long}</main>")
    assert signs.soft_404(both) is None
    assert signs.parked(both) is None


@pytest.mark.parametrize(
    ("host", "tried_out"),
    [
        ("test.nongkhwang.go.th", True),
        ("www.dev.nongkhwang.go.th", True),
        ("staging2.moph.go.th", True),
        ("uat-web.moph.go.th", True),
        ("nongkhwang.vercel.app", True),
        ("a1b2.ngrok-free.app", True),
        ("nongkhwang.000webhostapp.com", True),
        ("www.nongkhwang.go.th", False),
        ("test.go.th", False),
        ("demography.moph.go.th", False),
        ("betadine.example.com", False),
        ("device.moph.go.th", False),
    ],
)
def test_hosts_where_a_website_is_tried_out(host: str, tried_out: bool) -> None:
    assert signs.staging(host) is tried_out


@pytest.mark.parametrize(
    ("host", "short"),
    [("bit.ly", True), ("www.tinyurl.com", True), ("cutt.ly", True), ("rabbit.ly", False),
     ("www.nongkhwang.go.th", False), ("lin.ee", False)],
)  # fmt: skip
def test_hosts_that_only_pass_on(host: str, short: bool) -> None:
    assert signs.shortener(host) is short
