"""Logins and tests for machines in place of a page, and pages that only look like them."""

from __future__ import annotations

import pytest
from sign_pages import HEADER, PAGE, PROSE, page, read, seen

from oitcheck import signs

INCAPSULA = (
    '<html style="height:100%"><head><meta name="ROBOTS" content="NOINDEX, NOFOLLOW">'
    '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d3"></script></head>'
)
TESTS = {
    "cloudflare": "<html><head><title>Just a moment...</title></head><body><h1>site.go.th</h1>"
    "<p>Enable JavaScript and cookies to continue</p></body></html>",
    "cloudflare-blocks": "<html><head><title>Attention Required! | Cloudflare</title></head><body>"
    "<h1>Sorry, you have been blocked</h1><p>You are unable to access site.go.th</p></body></html>",
    "turnstile": "<html><head><title>site.go.th</title></head><body>"
    "<p>Verify you are human by completing the action below.</p>"
    '<div class="cf-turnstile"></div></body></html>',
    "sucuri": "<html><head><title>Sucuri WebSite Firewall - Access Denied</title></head><body>"
    "<h1>Access Denied - Sucuri Website Firewall</h1></body></html>",
    "ddos-guard": "<html><head><title>DDoS-Guard</title></head><body>"
    "<h1>Checking your browser before accessing site.go.th</h1></body></html>",
    "incapsula-notice": "<html><head></head><body><p>Request unsuccessful. Incapsula incident ID: "
    "443000280-1</p></body></html>",
    "incapsula-frame": INCAPSULA + '<body><iframe id="main-iframe" '
    'src="/_Incapsula_Resource?CWUDNSAI=1">Request unsuccessful.</iframe></body></html>',
    "incapsula-script": INCAPSULA + "<body></body></html>",
    "thai": "<html><head><title>ตรวจสอบ</title></head><body><h1>กรุณายืนยันตัวตนว่าไม่ใช่โรบอท</h1>"
    '<div class="g-recaptcha"></div></body></html>',
}


@pytest.mark.parametrize("html", TESTS.values(), ids=TESTS.keys())
def test_a_test_for_machines_in_place_of_the_page(html: str) -> None:
    assert signs.bot_wall(seen(), read(html)) is not None


@pytest.mark.parametrize(
    ("status", "headers"), [(403, (("CF-Mitigated", "challenge"),)), (999, ())]
)
def test_a_header_or_a_status_is_enough(status: int, headers: tuple[tuple[str, str], ...]) -> None:
    assert signs.bot_wall(seen(status=status, headers=headers), None) is not None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f'<h1>ติดต่อเรา</h1>{PROSE}<div class="g-recaptcha"></div><p>ฉันไม่ใช่โปรแกรมอัตโนมัติ</p>',
            id="captcha in a form on a full page",
        ),
        pytest.param(
            f"<h1>คู่มือ</h1>{PROSE}<p>DDoS-Guard และ Sucuri Website Firewall</p>",
            id="a page about firewalls",
        ),
        pytest.param('<h1>Security Checklist</h1><a href="/a.pdf">แบบ</a>', id="a check list"),
        pytest.param(
            '<div id="app"></div><script src="/_Incapsula_Resource?x=1"></script>',
            id="a page filled by script, behind a firewall",
        ),
        pytest.param(
            f'<h1>แผน</h1>{PROSE}<script src="/_Incapsula_Resource?x=1"></script>',
            id="a page that passed the firewall",
        ),
    ],
)
def test_no_test_for_machines(body: str) -> None:
    served = (("Server", "cloudflare"), ("CF-RAY", "8c1-BKK"))
    assert signs.bot_wall(seen(headers=served), page(body)) is None


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://www.facebook.com/login/?next=x", "Facebook"),
        ("https://m.facebook.com/login.php?next=x", "Facebook"),
        ("https://www.facebook.com/checkpoint/?next=x", "Facebook"),
        ("https://www.messenger.com/login.php?next=x", "Messenger"),
        ("https://access.line.me/oauth2/v2.1/login", "LINE"),
        ("https://accounts.google.com/ServiceLogin?continue=x", "Google"),
        ("https://accounts.google.com/v3/signin/identifier", "Google"),
        ("https://login.microsoftonline.com/common/oauth2/authorize", "Microsoft"),
        ("https://www.facebook.com/login-thailand", ""),
        ("https://www.facebook.com/nongkhwang/posts/1", ""),
        ("https://access.line.me.example.com/login", ""),
        ("https://notfacebook.com/login", ""),
        ("http://www.nongkhwang.go.th/login", ""),
        ("http://[broken", ""),
    ],
)
def test_doors_of_services(url: str, service: str) -> None:
    assert signs.door(url) == service


@pytest.mark.parametrize(
    ("body", "title", "walled"),
    [
        ("<form><h2>เข้าสู่ระบบ</h2><input type=password></form>", "ระบบสารบรรณ", True),
        ("<form><input name=u><input type=password></form>", "Login", True),
        (f"{HEADER}<main><h1>แผน</h1>{PROSE}</main>", "แผน", False),
        (f"{HEADER}<main><p>แผน 2569</p></main>", "แผน", False),
        (f"<h1>แผน</h1>{PROSE}<form><input type=password></form>", "แผน", False),
        (f"<h1>คู่มือการเข้าสู่ระบบ</h1>{PROSE}", "คู่มือ", False),
    ],
)
def test_the_own_form_as_all_that_there_is(body: str, title: str, walled: bool) -> None:
    assert (signs.login_wall(page(body, title), PAGE) is not None) is walled
