"""The province in a box answers as declared, in both states, and looks like the real sites."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from asking import ask, follow
from lxml import html as lxml_html
from province.agencies import SITES
from province.box import Province
from province.chrome import short_day
from province.kinds import Given, canonical
from province.truth import holding

SERVER = Path(__file__).resolve().parents[1] / "province" / "server.py"
STATUS = {"reachable:gone": 404, "reachable:refused-robot": 403}


def links(state: int) -> list[tuple[str, str, Given]]:
    return [
        (key, indicator, link)
        for key, items in holding(state).items()
        for indicator, item in items.items()
        for link in item.links
    ]


def page(box: Province, state: int, key: str, indicator: str) -> bytes:
    link = holding(state)[key][indicator].links[0]
    return follow(box, canonical(link.url))[1].body


@pytest.mark.parametrize("state", [1, 2])
def test_every_link_answers_as_declared(state: int) -> None:
    with Province(state) as box:
        for key, indicator, link in links(state):
            if state == 1 and key == "huaisai":
                continue
            _, answer = follow(box, canonical(link.url))
            wanted = next((STATUS[r] for r in link.expect.split()[1:] if r in STATUS), 200)
            if link.serves[0][1].busy_first:
                wanted = 503
            assert answer.status == wanted, (key, indicator, link.url)
            assert answer.body


def test_the_server_that_is_down_resets_and_comes_back(
    first_state: Province, second_state: Province
) -> None:
    url = canonical(holding(1)["huaisai"]["O1"].links[0].url)
    with pytest.raises(OSError):
        ask(first_state, url)
    assert ask(second_state, url).status == 200


def test_a_busy_page_answers_503_once_and_then_200() -> None:
    url = canonical(holding(1)["thaluang"]["O17"].links[0].url)
    with Province(1) as box:
        assert [ask(box, url).status for _ in range(3)] == [503, 200, 200]


@pytest.mark.parametrize("key", [key for key in SITES if key not in ("mueang", "huaisai")])
def test_pages_carry_the_menus_and_noise_of_real_sites(key: str, first_state: Province) -> None:
    made = page(first_state, 1, key, "O2")
    text = made.decode("cp874" if key == "nonsung" else "utf-8")
    tree = lxml_html.fromstring(text)
    assert len([a for a in tree.iter("a") if a.get("href")]) >= 100
    today = short_day(first_state.web.today)
    for words in ("ปรับปรุงล่าสุด", "ไม่พบข้อมูล", "ข่าวล่าสุด", "ค้นหา" if key != "nonsung" else ""):
        assert words in text
    assert text.count(today) >= 2
    assert re.search(r"(?:ผู้เข้าชม|ผู้เยี่ยมชม)", text)


def test_the_old_site_sends_cp874_and_names_no_charset(first_state: Province) -> None:
    url = canonical(holding(1)["nonsung"]["O2"].links[0].url)
    answer = ask(first_state, url)
    assert answer.headers["content-type"] == "text/html"
    assert b"charset" not in answer.body.lower()
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    assert "ข้อมูลผู้บริหาร" in answer.body.decode("cp874")


def test_every_page_of_the_script_site_is_the_same_empty_shell(first_state: Province) -> None:
    bodies = {page(first_state, 1, "mueang", item) for item in ("O1", "O14", "O20")}
    assert len(bodies) == 1
    data = ask(first_state, "http://www.mueang-sample.go.th/data/oit/o14.json").body
    assert "ประจำปีงบประมาณ พ.ศ. 2567" in json.loads(data)["body"]


def test_certificates_verify_against_the_authority_but_for_one(first_state: Province) -> None:
    good = canonical(holding(1)["pao"]["O1"].links[0].url)
    assert ask(first_state, good).status == 200
    own = canonical(holding(1)["thaluang"]["O25"].links[0].url)
    with pytest.raises(ssl.SSLCertVerificationError):
        ask(first_state, own)
    assert ask(first_state, own, verify=False).status == 200


def test_every_https_link_but_one_verifies(first_state: Province) -> None:
    for key, indicator, link in links(1):
        if link.url.startswith("https://") and "reachable:certificate" not in link.expect:
            assert ask(first_state, canonical(link.url)).status, (key, indicator)


def test_hacked_pages_are_clean_the_second_time(
    first_state: Province, second_state: Province
) -> None:
    assert "สล็อต" in page(first_state, 1, "khlongyai", "O7").decode()
    assert "สล็อต" not in page(second_state, 2, "khlongyai", "O7").decode()


@pytest.mark.parametrize(
    ("key", "item", "before", "after"),
    [("donkaeo", "O15", 200, 404), ("nonsung", "O19", 404, 200), ("kaset", "O7", 404, 200)],
)
def test_the_same_address_changes_between_the_states(
    key: str, item: str, before: int, after: int, first_state: Province, second_state: Province
) -> None:
    url = canonical(holding(1)[key][item].links[0].url)
    assert url == canonical(holding(2)[key][item].links[0].url)
    assert (ask(first_state, url).status, ask(second_state, url).status) == (before, after)


def test_any_other_address_is_404_but_for_the_vendor_that_answers_200(
    first_state: Province,
) -> None:
    assert ask(first_state, "http://www.thaluang-sample.go.th/nothing").status == 404
    answer = ask(first_state, "http://www.banmai-sample.go.th/nothing")
    assert answer.status == 200
    assert "ไม่พบหน้าที่ท่านต้องการ" in answer.body.decode()


def test_home_pages_and_menu_links_answer(first_state: Province) -> None:
    for site in SITES.values():
        if site.host not in first_state.web.down:
            assert ask(first_state, f"{site.root}/").status == 200
    made = lxml_html.fromstring(page(first_state, 1, "nongbua", "O2").decode())
    hrefs = [a.get("href") for a in made.iter("a") if (a.get("href") or "").startswith("/cat")]
    for href in hrefs[:100:9]:
        assert ask(first_state, f"https://www.nongbua-sample.go.th{href}").status == 200


def test_the_same_day_gives_the_same_bytes() -> None:
    urls = [canonical(link.url) for key, _, link in links(2)][::11]
    bodies = []
    for _ in range(2):
        with Province(2) as box:
            bodies.append([follow(box, url)[1].body for url in urls])
    assert bodies[0] == bodies[1]


def test_the_server_process_says_its_ports_and_stops_with_its_input() -> None:
    command = [sys.executable, str(SERVER), "--state", "2", "--port", "0", "--until-eof"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert set(ready) == {"http", "https", "ca"}
        assert Path(ready["ca"]).read_text(encoding="ascii").startswith("-----BEGIN CERT")
        process.stdin.close()
        assert process.wait(timeout=20) == 0
    assert not Path(ready["ca"]).exists()
