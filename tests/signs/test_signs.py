"""Signs rest on words together with what stands around them."""

from __future__ import annotations

from typing import Any

import pytest

from oitcheck import reading, signs
from oitcheck.model import Document, Page, Quality

PAGE = "http://www.nongkhwang.go.th/plan"


def page(body: str, title: str = "เทศบาล") -> Document:
    html = f"<html><head><title>{title}</title></head><body><main>{body}</main></body></html>"
    return reading.read(html.encode(), "html", sha256="a" * 64, reader="case")


PROSE = "<p>" + "เทศบาลดำเนินโครงการก่อสร้างถนนและระบบระบายน้ำในเขตเทศบาลตามแผนพัฒนา " * 12 + "</p>"


@pytest.mark.parametrize("words", ["อยู่ระหว่างดําเนินการ", "อยู่ระหว่าง ดำเนินการ", "Coming  Soon"])
def test_a_placeholder_is_found_however_it_is_typed(words: str) -> None:
    found = signs.placeholder(page(f"<h1>แผน</h1><p>{words}</p>"))
    assert found is not None
    assert words.split()[0] in found.where.snippet


def test_the_same_words_in_a_long_text_are_no_sign() -> None:
    assert signs.placeholder(page(f"<h1>แผน</h1>{PROSE}<p>อยู่ระหว่างดำเนินการ</p>")) is None
    assert signs.soft_404(page(f"<h1>แผน</h1>{PROSE}<p>ไม่พบข้อมูลการร้องเรียน</p>")) is None


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Page not found</h1><p>Go back.</p>",
        "<h2>ขออภัย ไม่พบหน้าที่คุณค้นหา</h2>",
        "<p>Not available Now!</p>",
    ],
)
def test_pages_that_say_that_nothing_is_there(body: str) -> None:
    assert signs.soft_404(page(body)) is not None


def test_a_number_404_in_a_title_is_no_soft_404() -> None:
    assert signs.soft_404(page(PROSE, title="โครงการที่ 404 ถนนสายใหม่")) is None


def test_a_login_wall_and_a_login_box_beside_content() -> None:
    form = "<form><h2>เข้าสู่ระบบ</h2><input type=password></form>"
    assert signs.login_wall(page(form)) is not None
    assert signs.login_wall(page(f"<h1>แผน</h1>{PROSE}{form}")) is None


def test_gambling_needs_foreign_links_beside_the_words() -> None:
    words = "<p>ห้ามเล่นสล็อต บาคาร่า และแทงบอลในเวลาราชการ</p>"
    assert signs.spam(page(words), PAGE) is None
    official = '<a href="https://www.nacc.go.th/casino">เตือนภัยคาสิโน</a>' * 3
    assert signs.spam(page(words + official), PAGE) is None
    foreign = "".join(
        f'<a href="https://{name}.example.com/">{words}</a>'
        for name, words in (("a", "สล็อตเว็บตรง"), ("b", "x slotxo"))
    )
    found = signs.spam(page(f"{PROSE}{foreign}"), PAGE)
    assert found is not None and found.count == 2


def test_gambling_words_beside_hidden_links() -> None:
    hidden = (
        '<div style="display:none">'
        + "".join(f'<a href="https://x{n}.example.com/">x</a>' for n in range(5))
        + "</div>"
    )
    assert signs.spam(page(f"{PROSE}{hidden}", title="สล็อตเว็บตรง"), PAGE) is not None
    assert signs.spam(page(f"{PROSE}{hidden}"), PAGE) is None


def test_a_scan_is_told_by_its_pages() -> None:
    pages = tuple(Page(n, 0, 0, image_only=True) for n in range(1, 4))
    scanned = Document("a" * 64, "case", "pdf", pages=pages, quality=Quality(image_pages=3))
    found = signs.scan(scanned)
    assert found is not None and found.count == 3
    text = "ข้อความ " * 200
    with_text = Document(
        "a" * 64, "case", "pdf", text=text, pages=pages, quality=Quality(image_pages=1)
    )
    assert signs.scan(with_text) is None


def test_a_script_shell_is_no_empty_page() -> None:
    shell = reading.read(
        b"<html><body><div id=root></div><script src=a.js></script></body></html>",
        "html",
        sha256="a" * 64,
        reader="case",
    )
    assert signs.script_shell(shell)
    assert not signs.script_shell(page(f"{PROSE}<script>x()</script>"))


def test_a_heading_with_counters_and_buttons_only() -> None:
    found = signs.heading_only(page("<h1>คู่มือ</h1><p>เข้าชม 99 ครั้ง</p><p>พิมพ์</p>"))
    assert found is not None and found.phrase == "คู่มือ"
    assert signs.heading_only(page(f"<h1>คู่มือ</h1>{PROSE}")) is None


def test_snippets_mask_citizen_numbers() -> None:
    number = "110170023070"
    check = (11 - sum(int(d) * (13 - n) for n, d in enumerate(number)) % 11) % 10
    text = f"เลขประจำตัวประชาชน {number}{check} ของผู้ร้อง"
    document = Document("a" * 64, "case", "pdf", text=text)
    snippet = signs.place(document, 0, 10).snippet
    assert number not in snippet and "ของผู้ร้อง" in snippet


def test_a_place_is_on_the_page_that_has_text_there() -> None:
    pages = (Page(1, 0, 5), Page(2, 7, 7), Page(3, 7, 12), Page(4, 13, 14), Page(5, 14, 14))
    document = Document("a" * 64, "case", "pdf", text="หน้า1\n\nหน้า3\nก", pages=pages)
    found = [signs.place(document, place, place + 1).page for place in range(15)]
    assert found == [1, 1, 1, 1, 1, 0, 0, 3, 3, 3, 3, 3, 0, 4, 5]


def test_the_page_of_a_place_is_not_looked_for_among_all_pages() -> None:
    class Counted(tuple[Page, ...]):
        looked = 0

        def __getitem__(self, at: Any) -> Any:
            Counted.looked += 1
            return super().__getitem__(at)

        def __iter__(self) -> Any:
            raise AssertionError("each page is looked at")

    pages = Counted(Page(n, 10 * n, 10 * n + 9) for n in range(4096))
    document = Document("a" * 64, "case", "pdf", text="ก" * 40_960, pages=pages)
    assert signs.place(document, 30_005, 30_006).page == 3000
    assert Counted.looked <= 20
