"""Advertisements put in by a break-in, and pages that name the same things for good reasons."""

from __future__ import annotations

import pytest
from sign_pages import PAGE, PROSE, page

from oitcheck import signs

ZH = "<h1>欢迎</h1><p>" + "这里有美丽的寺庙和市场，欢迎各国游客前来参观旅游。" * 15 + "</p>"
AR = "<h1>مرحبا</h1><p>" + "مرحبا بكم في مدينتنا الجميلة ذات المساجد والأسواق " * 15 + "</p>"
FOOTER = (
    '<footer><a href="https://www.facebook.com/x">Facebook</a>'
    '<a href="https://www.youtube.com/@x">YouTube</a>'
    '<a href="https://web.example.com/">webmaster</a><a href="https://b.example.net/">b</a></footer>'
)


def links(*words: str, host: str = "https://{n}.shop-sample.com/") -> str:
    return "".join(f'<a href="{host.format(n=n)}">{w}</a>' for n, w in enumerate(words))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PROSE + links("สล็อตเว็บตรง", "บาคาร่าออนไลน์"), "gambling"),
        (PROSE + links("situs slot gacor", "judi online"), "gambling"),
        (PROSE + links("x", "y", host="https://ufabet{n}.example.com/"), "gambling"),
        (PROSE + links("buy cialis online", "cheap viagra"), "pharma"),
        (f"<main>{ZH}{links('商店', '购买')}</main>", "doorway"),
        (
            f'{PROSE}<div style="display:none">{links("สล็อต", "สล็อต", "pg slot")}</div>',
            "gambling",
        ),
        (PROSE + "<p>ห้ามเล่นการพนัน สล็อต บาคาร่า และซื้อหวยใต้ดิน</p>", ""),
        (PROSE + "<p>นโยบาย No Gift Policy งดรับของขวัญ คาสิโน</p>" + links("ป.ป.ช.", "สตง."), ""),
        (PROSE + links("Medical specialist", "Specialised training"), ""),
        (PROSE + links("commercialise", "socialism"), ""),
        (PROSE + links("ตำรวจจับกุมเว็บพนันออนไลน์ 5 ราย", "เตือนภัยเว็บพนันออนไลน์"), ""),
        (PROSE + links("คาสิโน", "สล็อต", host="https://n{n}.nacc.go.th/"), ""),
        (f"<main>{ZH}</main>{FOOTER}", ""),
        (f"<main>{AR}</main>{FOOTER}", ""),
        (f"<main>{ZH}<a href='https://www.facebook.com/x'>脸书</a>"
         "<a href='https://youtu.be/1'>视频</a></main>", ""),
    ],
)  # fmt: skip
def test_what_is_advertised(body: str, kind: str) -> None:
    found = signs.spam(page(body), PAGE)
    assert (found.kind if found else "") == kind


def test_what_only_another_visitor_is_shown() -> None:
    healthy = page(PROSE)
    slot = page(links("สล็อตเว็บตรง", "บาคาร่า"), "สล็อตเว็บตรง")
    for shown in (slot, page("<p>โปรดรอ</p>", "สล็อตเว็บตรง แตกง่าย")):
        found = signs.spam(healthy, PAGE, shown)
        assert found is not None and found.kind == "cloaked"
    assert signs.spam(healthy, PAGE, healthy) is None
    assert signs.spam(healthy, PAGE, page(PROSE + "<p>โทษของการพนันสล็อต</p>")) is None
    warning = page(PROSE, "โทษของคาสิโน")
    assert signs.spam(warning, PAGE, warning) is None
