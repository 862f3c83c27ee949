"""Pages that are none yet, that send one on, or that stand at any address of a site."""

from __future__ import annotations

import pytest
from sign_pages import HEADER, PROSE, page

from oitcheck import signs

HOME = f"{HEADER}<main><h1>ยินดีต้อนรับ</h1><p>ข่าวประชาสัมพันธ์ของเทศบาลตำบลหนองขวาง</p>{{}}</main>"


@pytest.mark.parametrize(
    ("body", "head", "reason"),
    [
        ('<div id="root"></div><script src=a.js></script>', "", "empty-root"),
        ("<noscript>กรุณาเปิดใช้งาน JavaScript</noscript>", "", "noscript-asks"),
        ("", '<meta http-equiv="refresh" content="0; url=/real">', "meta-redirect"),
        ("", "<script>window.location.href = '/real';</script>", "script-redirect"),
        ("<script src=a.js></script>", "", "only-scripts"),
        (PROSE, "<script src=a.js></script>", ""),
        (PROSE, '<meta http-equiv="refresh" content="300">', ""),
        (f"{PROSE}<noscript>กรุณาเปิดใช้งาน JavaScript</noscript>", "", ""),
    ],
)  # fmt: skip
def test_why_a_page_as_sent_is_none_yet(body: str, head: str, reason: str) -> None:
    assert signs.script_shell(page(body, head=head)) == reason


def test_where_a_page_sends_its_visitor() -> None:
    meta = signs.redirected(page("", head='<meta http-equiv="refresh" content="0; url=/real">'))
    assert meta is not None and (meta.kind, meta.target) == ("meta", "/real")
    script = signs.redirected(page("", head="<script>location.replace('/x')</script>"))
    assert script is not None and (script.kind, script.target) == ("script", "/x")
    click = "<script>function go(){location.href='/x'}</script>"
    assert signs.redirected(page("<button onclick=go()>ไป</button>", head=click)) is None
    assert signs.redirected(page(PROSE, head="<script>location.replace('/x')</script>")) is None


def test_a_site_that_shows_its_home_page_for_any_address() -> None:
    assert signs.any_address(page(HOME.format("ผู้ชม 12")), page(HOME.format("ผู้ชม 13"))) is not None


@pytest.mark.parametrize(
    ("body", "sibling"),
    [
        pytest.param(HOME.format(PROSE), HOME.format(""), id="content of its own"),
        pytest.param(
            HOME.format('<a href="/o1.pdf">.</a>'), HOME.format(""), id="a link of its own"
        ),
        pytest.param(HOME.format(""), "<h1>ไม่พบหน้า</h1>", id="another page for other addresses"),
        pytest.param(
            '<div id="app"></div><script src=a.js></script>',
            '<div id="app"></div><script src=a.js></script>',
            id="one shell for all addresses",
        ),
    ],
)
def test_a_page_that_is_not_at_any_address(body: str, sibling: str) -> None:
    assert signs.any_address(page(body), page(sibling)) is None
