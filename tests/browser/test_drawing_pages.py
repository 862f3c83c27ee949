"""What a browser shows of a page: its text after scripts, and a picture with Thai in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from browser_web import Web, certificate_for, network, send
from PIL import Image

from oitcheck.crawl.render import HEIGHT, TALLEST, WIDTH, Drawn
from oitcheck.settings import Settings

pytestmark = pytest.mark.browser
Draw = Callable[..., dict[int, Drawn]]
SHELL = """<!doctype html><html><body><div id="app"></div><script>
setTimeout(() => fetch('/data').then(a => a.text()).then(t => app.textContent = t), {later})
</script></body></html>"""
THAI = "แผนปฏิบัติการประจำปีงบประมาณ พ.ศ. ๒๕๖๙ " * 4


def picture(drawn: Drawn) -> Image.Image:
    assert drawn.screenshot is not None, drawn.trouble
    return Image.open(io.BytesIO(drawn.screenshot))


@pytest.mark.parametrize("later", [0, 1500])
def test_a_script_shell_comes_back_filled_with_a_picture(web: Web, drawn_of: Draw, later: int):
    web.pages = {"/": SHELL.replace("{later}", str(later)), "/data": THAI}
    drawn = drawn_of(web.url("/"))[0]
    assert drawn.dom is not None
    assert THAI.strip() in drawn.dom.decode()
    assert drawn.final_url == web.url("/")
    assert drawn.trouble == ""
    image = picture(drawn)
    assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))


def test_thai_letters_are_drawn_and_not_boxes(web: Web, drawn_of: Draw) -> None:
    def line(letter: str) -> str:
        return f'<meta charset=utf-8><p style="font-size:80px;margin:0">{letter * 6}'

    # U+0378 belongs to no script, so every font draws its box for what it lacks
    web.pages = {"/a": line("ก"), "/b": line("ฒ"), "/box": line("\u0378"), "/none": ""}
    drawn = drawn_of(*map(web.url, ("/a", "/b", "/box", "/none")), dom=False)
    dark = [
        sum(picture(drawn[i]).convert("L").point(lambda v: v < 128).histogram()[1:])
        for i in range(4)
    ]
    assert dark[3] == 0
    assert min(dark[:3]) > 0
    assert len({*dark}) == 4, "two different Thai letters and the box for none look different"


def test_a_very_tall_page_is_cut_and_what_a_script_answers_is_not_trusted(
    web: Web, drawn_of: Draw
) -> None:
    lie = (
        "<script>Object.defineProperty(Element.prototype, 'scrollHeight',"
        " {get() {return %s}})</script>x"
    )
    web.pages = {"/tall": '<div style="height:200000px">x</div>'}
    for place, word in enumerate(("'no'", "NaN", "-5", "null", "1e300", "{}")):
        web.pages[f"/{place}"] = lie % word
    drawn = drawn_of(web.url("/tall"), *(web.url(f"/{i}") for i in range(6)), dom=False)
    assert picture(drawn[0]).size == (WIDTH, TALLEST)
    for place in range(1, 7):
        assert picture(drawn[place]).width == WIDTH
    assert {d.dom for d in drawn.values()} == {None}


def test_mapped_hosts_are_drawn_also_with_a_certificate_nobody_vouches_for(
    web: Web, drawn_of: Draw, settings: Settings, tmp_path: Path
) -> None:
    secure = Web(certificate_for("www.example.go.th", tmp_path))
    secure.pages = {"/": "<p>เว็บไซต์ที่เข้ารหัส</p>" * 9}
    web.pages = {"/": "<p>เว็บไซต์ธรรมดา</p>" * 9}
    given = network(
        settings,
        hosts={"*.example.go.th": f"127.0.0.1:{web.port}"},
        hosts_tls={"*.example.go.th": f"127.0.0.1:{secure.port}"},
    )
    drawn = drawn_of("http://www.example.go.th/", "https://www.example.go.th/", given=given)
    secure.close()
    assert "ธรรมดา" in (drawn[0].dom or b"").decode(), drawn[0].trouble
    assert "เข้ารหัส" in (drawn[1].dom or b"").decode(), drawn[1].trouble
    assert drawn[1].final_url == "https://www.example.go.th/"
    assert web.asked == ["www.example.go.th /"] or web.asked[0] == "www.example.go.th /"


def test_what_an_http_server_says_is_kept_apart_from_trouble(web: Web, drawn_of: Draw) -> None:
    web.pages = {
        "/404": lambda h: send(h, "<p>ไม่พบหน้าที่ต้องการ</p>" * 9, status=404),
        "/moved": lambda h: send(h, "", status=302, Location="/there"),
        "/there": "<p>ที่นี่</p>" * 30,
        "/frame": "<iframe src=/there></iframe>",
        "/svg": lambda h: send(
            h, '<svg xmlns="http://www.w3.org/2000/svg"/>', kind="image/svg+xml"
        ),
        "/text": lambda h: send(h, "ข้อความ", kind="text/plain; charset=utf-8"),
    }
    drawn = drawn_of(*map(web.url, web.pages))
    assert [drawn[i].trouble for i in range(6)] == [""] * 6
    assert all(drawn[i].screenshot for i in range(6))
    assert drawn[1].final_url == web.url("/there")
