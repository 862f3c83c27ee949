"""Addresses as they are typed in the field, and the laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oitcheck import urls
from oitcheck.urls import BadUrl

THAI_SLUG = "%E0%B9%80%E0%B8%81%E0%B8%B5%E0%B9%88%E0%B8%A2%E0%B8%A7"


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("https://www.example.go.th", "https://www.example.go.th/"),
        ("  HTTPS://WWW.Example.GO.TH/A ", "https://www.example.go.th/A"),
        ("www.example.go.th/a", "http://www.example.go.th/a"),
        ("example.go.th:8080/a?b=c", "http://example.go.th:8080/a?b=c"),
        ("localhost:8080/a", "http://localhost:8080/a"),
        ("//example.go.th/a", "http://example.go.th/a"),
        ("192.168.1.10/oit", "http://192.168.1.10/oit"),
        ("http://example.go.th:80/", "http://example.go.th/"),
        ("https://example.go.th:443/", "https://example.go.th/"),
        ("https://example.go.th:/", "https://example.go.th/"),
        ("http://example.go.th:443/", "http://example.go.th:443/"),
        ("https://example.go.th/เกี่ยว", f"https://example.go.th/{THAI_SLUG}"),
        (f"https://example.go.th/{THAI_SLUG.lower()}", f"https://example.go.th/{THAI_SLUG}"),
        ("https://example.go.th/a b.pdf", "https://example.go.th/a%20b.pdf"),
        ("https://example.go.th/100%.pdf", "https://example.go.th/100%25.pdf"),
        ("https://example.go.th/a%2fb", "https://example.go.th/a%2Fb"),
        ("https://example.go.th/a/../b/./c", "https://example.go.th/b/c"),
        ("https://example.go.th/a/%2e%2E/b", "https://example.go.th/b"),
        ("https://example.go.th/a/..", "https://example.go.th/"),
        ("https://example.go.th/a..b//c", "https://example.go.th/a..b//c"),
        ("https://example.go.th/p?x=ก#ข", "https://example.go.th/p?x=%E0%B8%81"),
        ("https://example.go.th/?page_id=1&a[]=2", "https://example.go.th/?page_id=1&a[]=2"),
        ("https://example.go.th?x=1", "https://example.go.th/?x=1"),
        ("https://example.go.th\\files\\a.pdf", "https://example.go.th/files/a.pdf"),
        ("https:/example.go.th/a", "https://example.go.th/a"),
        ("\u200bhttps://example.go.th/\u200fa\ufeff", "https://example.go.th/a"),
        ("https://example.go.th/a\n", "https://example.go.th/a"),
        ("https://สุรินทร์.ไทย/", "https://xn--o3cd3ac5a2d0a9n.xn--o3cw4h/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("https://my_site.example.go.th/", "https://my_site.example.go.th/"),
        ("https://example.go.th./a", "https://example.go.th/a"),
    ],
)
def test_one_form_for_every_spelling(given_text: str, expected: str) -> None:
    assert urls.normalise(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "code"),
    [
        ("", "empty"),
        (" \u200b ", "empty"),
        ("#", "fragment-only"),
        ("#top", "fragment-only"),
        (r"C:\Users\ita\O1.pdf", "local-file"),
        ("d:/ita/O1.pdf", "local-file"),
        (r"\\server\share\O1.pdf", "local-file"),
        ("file:///C:/ita/O1.pdf", "local-file"),
        ("saraban@example.go.th", "email"),
        ("mailto:saraban@example.go.th", "email"),
        ("javascript:void(0)", "script"),
        ("data:text/html,x", "script"),
        ("ftp://example.go.th/a", "scheme"),
        ("htps://example.go.th/a", "scheme"),
        ("tel:044123456", "scheme"),
        ("ไม่มี", "not-a-url"),
        ("-", "not-a-url"),
        ("รายงาน 2568.pdf", "not-a-url"),
        ("report.pdf", "not-a-url"),
        ("/files/a.pdf", "relative"),
        ("../a.pdf", "relative"),
        ("https://", "no-host"),
        ("http://?x=1", "no-host"),
        ("http://exa mple.go.th/", "bad-host"),
        ("http://[::1/", "bad-port"),
        ("http://[zz]/", "bad-host"),
        ("http://example.go.th:99999/", "bad-port"),
        ("http://example.go.th:x/", "bad-port"),
        ("http://user:pw@example.go.th/", "userinfo"),
        ("https://example.go.th/" + "a" * 9000, "too-long"),
    ],
)
def test_what_is_no_address_is_named(given_text: str, code: str) -> None:
    with pytest.raises(BadUrl) as caught:
        urls.normalise(given_text)
    assert caught.value.code == code
    assert caught.value.given == given_text


def test_host_and_registrable() -> None:
    assert urls.host("https://www.cpo.surin.go.th:8080/a") == "www.cpo.surin.go.th"
    assert urls.host("http://[::1]:80/") == "::1"
    assert urls.host("nonsense") == ""
    assert urls.registrable("www.cpo.surin.go.th") == "surin.go.th"
    assert urls.registrable("WWW.Example.COM") == "example.com"
    assert urls.registrable("127.0.0.1") == "127.0.0.1"
    assert urls.registrable("localhost") == "localhost"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a.pdf", "https://example.go.th/oit/a.pdf"),
        ("/a.pdf", "https://example.go.th/a.pdf"),
        ("//cdn.example.go.th/a", "https://cdn.example.go.th/a"),
        ("?id=2", "https://example.go.th/oit/page?id=2"),
        ("..\\a.pdf", "https://example.go.th/a.pdf"),
        (" /a b.pdf\n", "https://example.go.th/a%20b.pdf"),
        ("#top", None),
        ("", None),
        ("javascript:void(0)", None),
        ("mailto:a@example.go.th", None),
        ("file:///etc/passwd", None),
        ("C:\\a.pdf", None),
        ("data:text/html,x", None),
        ("ftp://example.go.th/a", None),
        ("http://[bad/", None),
        ("host:8080/a", None),
    ],
)
def test_links_of_a_page(href: str, expected: str | None) -> None:
    assert urls.resolve("https://example.go.th/oit/page?id=1", href) == expected


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://example.go.th/", True),
        ("https://example.go.th/index.php", True),
        ("https://example.go.th/th/home", True),
        ("https://example.go.th/th", True),
        ("https://example.go.th/?page_id=3", False),
        ("https://example.go.th/index.php/news", False),
        ("https://example.go.th/oit", False),
    ],
)
def test_home_pages(url: str, home: bool) -> None:
    assert urls.is_home(url) is home


def test_display_reads_thai_and_hides_nothing() -> None:
    assert urls.display(f"https://example.go.th/{THAI_SLUG}") == "https://example.go.th/เกี่ยว"
    kept = "https://example.go.th/%E2%80%AEfdp.a%20b%2Fc%FF"
    assert urls.display(kept) == kept


NEARLY_URLS = st.builds(
    "".join,
    st.lists(
        st.one_of(
            st.sampled_from(
                ["http://", "https:", "//", "www.", "example", ".go.th", ":80", ":443", "/", "..",
                 ".", "%2e", "%", "%e0", "?", "#", "@", "[", "]", "::1", "\\", " ", "ก", "ำ", "ี่",
                 "\u200b", "\u202e", "xn--", "\ud800", "ß", "①", "。"]
            ),
            st.text(max_size=4),
        ),
        max_size=12,
    ),
)  # fmt: skip


@settings(max_examples=600)
@given(st.one_of(NEARLY_URLS, st.text(), NEARLY_URLS.map(lambda tail: "https://a.go.th/" + tail)))
def test_normalise_is_idempotent_and_raises_only_bad_url(text: str) -> None:
    try:
        url = urls.normalise(text)
    except BadUrl:
        return
    assert url.startswith(("http://", "https://"))
    assert url.isascii()
    assert "#" not in url
    assert urls.normalise(url) == url
    assert urls.normalise(urls.display(url)) == url
    assert urls.host(url)


@settings(max_examples=300)
@given(NEARLY_URLS, st.one_of(NEARLY_URLS, st.text()))
def test_resolve_gives_a_normalised_web_address_or_nothing(base: str, href: str) -> None:
    found = urls.resolve(base, href)
    assert found is None or urls.normalise(found) == found
