"""What a list shows before anything is fetched: what each rule tells, and what it lets be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from province.lists import build_lists

from oitcheck import urls
from oitcheck.catalogue import Catalogue
from oitcheck.linting import WORDS, lint
from oitcheck.model import Agency, Entry, Link, Origin, Submission
from oitcheck.pipeline.rules import load_rules

CATALOGUE: Catalogue = load_rules(None, 2569, "standard").catalogue
OWN = "www.bansuan-sample.go.th"
AGENCY = Agency("a1", "7001", "องค์การบริหารส่วนตำบลบ้านสวน", hosts=(OWN,))
AT = datetime(2026, 5, 5, tzinfo=UTC)


def submission(*links: tuple[str, str]) -> Submission:
    entries: dict[str, list[Link]] = {}
    for row, (item, cell) in enumerate(links, 2):
        link = Link("a1", item, urls.normalise(cell), cell, "", Origin("แบบ.xlsx", "OIT", row), 0)
        entries.setdefault(item, []).append(link)
    return Submission(
        agency="a1", round="1", version=0, received_at=AT, imported_at=AT, whole=True,
        entries=tuple(Entry(item, tuple(found)) for item, found in entries.items()),
    )  # fmt: skip


def codes(*links: tuple[str, str], agency: Agency = AGENCY) -> list[str]:
    found = lint([submission(*links)], [agency], CATALOGUE)
    return [one.code for one in found if one.code != "not-given"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://bit.ly/3abcDEF", "short-link"),
        ("https://shorturl.at/abc12", "short-link"),
        (f"http://test.{OWN.removeprefix('www.')}/o1", "staging"),
        ("https://bansuan.vercel.app/o1", "staging"),
        ("http://192.168.1.5/o1", "inside"),
        ("http://localhost/o1", "inside"),
        ("http://2130706433/o1", "inside"),
        ("http://server1/o1", "inside"),
        ("http://203.150.20.1/o1", "ip-address"),
        (f"https://{OWN}/wp-admin/post.php?post=5", "login"),
        (f"https://{OWN}/administrator/", "login"),
        (f"https://{OWN}/?login", "login"),
        (f"https://{OWN}/index.php?option=com_users&view=login", "login"),
        ("https://www.facebook.com/login/?next=x", "login"),
        ("https://accounts.google.com/ServiceLogin?continue=x", "login"),
        ("https://docs.google.com/document/d/1AbCdEfGhIj/edit", "edit"),
        (f"https://{OWN}/?p=12&preview=true", "preview"),
        (f"https://{OWN}/print.php?id=5", "print"),
        (f"https://{OWN}/index.php?id=5&tmpl=component&print=1", "print"),
        (f"{OWN}/o1", "no-scheme"),
        (f"https://{OWN}/my plan.pdf", "blank"),
        (f"https://{OWN}/plan.pdfแผนพัฒนา", "glued"),
        (f"https://{OWN}/o1คลิกที่นี่", "glued"),
        (f"https://{OWN}/o1?PHPSESSID=abcdef", "session"),
        (f"https://{OWN}/o1;jsessionid=ABC?x=1", "session"),
        (f"https://{OWN}/o1#", "fragment"),
        (f"https://{OWN}/index.php", "home-page"),
        ("https://www.facebook.com/bansuan", "social"),
        ("https://lin.ee/abcdef", "social"),
        ("https://drive.google.com/file/d/1AbCdEfGhIj/view", "file-store"),
        ("https://www.another-sample.go.th/o1", "other-host"),
    ],
)
def test_an_address_that_cannot_stand_is_told(url: str, code: str) -> None:
    assert codes(("O1", url)) == [code]


@pytest.mark.parametrize(
    "url",
    [
        f"https://{OWN}/o1",
        f"https://{OWN.removeprefix('www.')}/o1",
        f"https://ita.{OWN.removeprefix('www.')}/o1",
        f"https://{OWN}/index.php?option=com_content&id=5",
        f"https://{OWN}/page#o1",
        f"https://{OWN}/administration-plan",
        f"https://{OWN}/blog/login-statistics",
        f"https://{OWN}/wp-content/uploads/2024/03/plan.pdf",
        f"https://{OWN}/files/plan-2569.pdf",
        f"https://{OWN}/?login=0&id=5",
        f"https://{OWN}/index.php?page=login-statistics",
        f"https://{OWN}/printing-office/o1",
        f"https://{OWN}/?print=0&id=5",
        f"https://{OWN}/ita2569แผนพัฒนา",
        f"https://{OWN}/แผนพัฒนา.pdf",
        f"https://{OWN}/my%20plan.pdf",
        f"https://{OWN}/ita2569/o1",
    ],
)
def test_a_sound_address_is_let_be(url: str) -> None:
    assert codes(("O1", url)) == []


def test_a_test_host_that_the_registry_knows_is_the_agencys() -> None:
    listed = Agency("a1", "7001", "อบต.", hosts=("demo.bansuan-sample.go.th",))
    assert codes(("O1", "https://demo.bansuan-sample.go.th/o1"), agency=listed) == []


def years() -> dict[str, tuple[str, ...]]:
    return {one.code: one.data_year for one in CATALOGUE.indicators}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/plan-2567.pdf", True),
        ("/ita2566/o", True),
        ("/แผนปี2565", True),
        ("/plan-ปี-2024.pdf", True),
        ("/report_2024.pdf", True),
        ("/ita2024/plan", True),
        ("/plan-2026.pdf", False),
        ("/plan-2023-2027.pdf", False),
        ("/2024/plan.pdf", False),
        ("/news/2024", False),
        ("/IMG_20241301.pdf", False),
        ("/scan-2024-05.pdf", False),
        ("/plan-2569.pdf", False),
        ("/plan-2566-2570.pdf", False),
        ("/ita2569/plan", False),
        ("/wp-content/uploads/2023/05/plan.pdf", False),
        ("/download/25671234", False),
        ("/news/224", False),
    ],
)
def test_the_year_in_an_address_is_held_against_the_items(path: str, told: bool) -> None:
    item = next(code for code, rule in years().items() if rule == ("N",))
    assert ("other-year" in codes((item, f"https://{OWN}{path}"))) is told


def test_an_item_of_the_year_before_takes_both_its_year_and_the_assessments() -> None:
    item = next(code for code, rule in years().items() if rule == ("N-1",))
    for path in ("/report-2568.pdf", "/ita2569/report"):
        assert codes((item, f"https://{OWN}{path}")) == []
    assert codes((item, f"https://{OWN}/report-2567.pdf")) == ["other-year"]


def test_one_link_for_several_items_names_the_others() -> None:
    found = lint(
        [submission(("O1", f"https://{OWN}/a"), ("O2", f"https://{OWN}/a#tab2"))],
        [AGENCY],
        CATALOGUE,
    )
    told = [(one.indicator, one.facts["others"]) for one in found if one.code == "repeated"]
    assert told == [("O1", "O2"), ("O2", "O1")]


def test_http_beside_https_of_one_host_is_told_once() -> None:
    links = (("O1", f"http://{OWN}/a"), ("O2", f"https://{OWN}/b"), ("O3", f"http://{OWN}/c"))
    assert codes(*links) == ["two-schemes"]
    assert codes(("O1", f"http://{OWN}/a"), ("O2", f"http://{OWN}/b")) == []


def test_a_link_without_scheme_is_not_told_twice() -> None:
    assert codes(("O1", f"{OWN}/a"), ("O2", f"https://{OWN}/b")) == ["no-scheme"]


def test_a_number_alone_may_be_a_draft_unless_the_website_calls_all_its_pages_so() -> None:
    draft = ("O1", f"https://{OWN}/?p=123")
    named = [(f"O{n}", f"https://{OWN}/{n}") for n in range(2, 5)]
    assert codes(draft, *named) == ["draft"]
    assert codes(draft, ("O2", f"https://{OWN}/?page_id=7"), named[2]) == []


def test_without_a_registry_the_lists_main_website_is_the_measure() -> None:
    unknown = Agency("a1", "7001", "อบต.")
    links = [(f"O{n}", f"https://{OWN}/{n}") for n in range(1, 5)]
    assert codes(*links, ("O5", "https://elsewhere-sample.go.th/5"), agency=unknown) == [
        "other-host"
    ]
    assert codes(("O1", f"https://{OWN}/1"), ("O2", "https://b.go.th/2"), agency=unknown) == []


def test_items_without_a_link_are_named_once() -> None:
    found = lint([submission(("O1", f"https://{OWN}/a"))], [AGENCY], CATALOGUE)
    (one,) = found
    assert one.code == "not-given"
    assert one.facts["count"] == str(len(CATALOGUE.indicators) - 1)


@given(st.sampled_from(["O1", "O12"]), st.text(max_size=40))
def test_whatever_stands_in_a_path_the_words_can_be_filled(item: str, path: str) -> None:
    try:
        link = (item, f"https://{OWN}/{path}")
        found = lint([submission(link)], [AGENCY], CATALOGUE)
    except urls.BadUrl:
        return
    for one in found:
        for words in (WORDS[one.code].seen, WORDS[one.code].fix):
            assert words.th.format(**one.facts)
            assert words.en.format(**one.facts)


def test_every_complaint_has_words_in_both_languages() -> None:
    for text in WORDS.values():
        for words in (text.seen, text.fix):
            assert words.th
            assert words.en


LIST = """\
รหัสหน่วยงาน,หน่วยงาน,ตัวชี้วัด,ลิงก์
7001,องค์การบริหารส่วนตำบลบ้านสวน,O1,https://www.bansuan-sample.go.th/o1
7001,องค์การบริหารส่วนตำบลบ้านสวน,O2,https://bit.ly/3abcDEF
7001,องค์การบริหารส่วนตำบลบ้านสวน,O3,#
7001,องค์การบริหารส่วนตำบลบ้านสวน,O4,javascript:void(0)
7001,องค์การบริหารส่วนตำบลบ้านสวน,O5,https://admin:s3cr@t@www.bansuan-sample.go.th/o5
"""


OFFLINE = """
import socket, sys
def refuse(*_, **__):
    raise AssertionError("lint fetches nothing")
socket.socket.connect = socket.getaddrinfo = refuse
from oitcheck.cli.main import main
sys.argv = ["oitcheck", *sys.argv[1:]]
main()
"""


def offline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a folder that is no workspace, without a network."""
    return subprocess.run(
        [sys.executable, "-c", OFFLINE, *arguments],
        capture_output=True, encoding="utf-8", cwd=folder, check=False,
    )  # fmt: skip


def test_the_command_works_without_workspace_and_network(tmp_path: Path) -> None:
    (tmp_path / "รายการ.csv").write_text(LIST, encoding="utf-8-sig")
    told = offline(tmp_path, "lint", "รายการ.csv", "--strict")
    assert told.returncode == 1, told.stderr
    assert "รายการ.csv:3" in told.stdout
    assert "ลิงก์ย่อ (bit.ly)" in told.stdout
    assert "มีเพียงเครื่องหมาย #" in told.stdout
    assert "คำสั่งของหน้าเว็บ" in told.stdout
    assert "https://•••@www.bansuan-sample.go.th/o5" in told.stdout
    assert "s3cr" not in told.stdout + told.stderr
    shown = offline(tmp_path, "lint", "รายการ.csv", "--json", "--year", "2569")
    assert shown.returncode == 0
    rows = json.loads(shown.stdout)
    assert next((one["row"], one["code"]) for one in rows["complaints"]) == (3, "short-link")
    assert {one["code"] for one in rows["problems"]} == {
        "url-fragment-only", "url-script", "url-userinfo",
    }  # fmt: skip
    assert "s3cr" not in shown.stdout


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    told = offline(tmp_path, "lint", "ไม่มี.xlsx")
    assert told.returncode == 2
    assert len(told.stderr.strip().splitlines()) == 1


def test_a_sound_list_gives_nothing() -> None:
    links = [(one.code, f"https://{OWN}/ita2569/{one.code}") for one in CATALOGUE.indicators]
    assert lint([submission(*links)], [AGENCY], CATALOGUE) == ()


def test_the_sample_provinces_lists_in_all_their_forms_show_what_was_put_into_them(
    tmp_path: Path,
) -> None:
    made = [str(path) for path in build_lists(tmp_path, 1)]
    shown = offline(tmp_path, "lint", *made, "--year", "2569", "--json")
    assert shown.returncode == 0, shown.stderr
    told = json.loads(shown.stdout)
    assert told["links"] > 250
    assert Counter(one["code"] for one in told["complaints"]) == {
        "not-given": 3, "blank": 2, "other-year": 2, "file-store": 2, "two-schemes": 2,
        "other-host": 2, "login": 1, "social": 1, "home-page": 1,
    }  # fmt: skip
    assert all(one["file"] for one in told["complaints"])
