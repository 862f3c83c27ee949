"""Agencies that fail together at one server or website are one cause, told once."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import report_sample as sample

from oitcheck.checks import registry
from oitcheck.model import AgencyVerdicts, LinkVerdict, Problem, ProblemCode
from oitcheck.report import write
from oitcheck.report.moments import Moments
from oitcheck.report.shared import Shared, SharedCauses
from oitcheck.report.speech import Speech
from oitcheck.report.words import words

SERVER = "203.0.113.50"
METAS = {module.META.id: module.META for module in registry.CHECKS}
SPEECH = Speech(METAS, words("th"), Moments(words("th")))


def link(
    make: sample.Maker, url: str, reason: str = "certificate", trouble: str = "tls-expired",
    ip: str = SERVER,
) -> LinkVerdict:  # fmt: skip
    seen = make.capture(url, 404 if reason == "gone" else 200, ip=ip)
    facts = {
        "host": url.split("/")[2],
        "url": url,
        "trouble": trouble,
        "problem": "x",
        "status": 404,
    }
    found = sample.finding("reachable", reason, facts=facts, capture=seen.id)
    return make.link(url, [replace(seen, ip=ip)], [found])


def agency(code: str, *links: LinkVerdict) -> AgencyVerdicts:
    verdicts = [sample.verdict(f"O{n}", [one]) for n, one in enumerate(links, 1)]
    return sample.agency(code, f"เทศบาลตำบลที่ {code}", "เมือง", verdicts)


def causes(*agencies: AgencyVerdicts) -> tuple[Shared, ...]:
    return SharedCauses(agencies, SPEECH).causes


@pytest.fixture
def make() -> sample.Maker:
    return sample.Maker()


def test_websites_of_several_agencies_on_one_server_are_one_cause(make: sample.Maker) -> None:
    hosted = [
        agency(f"{n}", link(make, f"https://www.a{n}.go.th/1"), link(make, f"https://www.a{n}.go.th/2"))
        for n in range(1, 4)
    ]  # fmt: skip
    (one,) = causes(*hosted)
    assert (one.place, one.by_address) == (SERVER, True)
    assert len(one.agencies) == 3
    assert len(one.items) == len(one.links) == 6
    assert one.hosts == ("www.a1.go.th", "www.a2.go.th", "www.a3.go.th")
    first = min(c.taken_at for a in hosted for v in a.verdicts for k in v.links for c in k.captures)
    assert one.since == first


@pytest.mark.parametrize(("answering", "told"), [(0, 1), (1, 1), (2, 0), (20, 0)])
def test_a_server_that_shows_most_of_its_websites_is_not_the_cause(
    make: sample.Maker, answering: int, told: int
) -> None:
    failing = [
        agency(f"{n}", link(make, f"https://www.a{n}.go.th/1", "second-look", "server-error"))
        for n in range(1, 5)
    ]
    well = []
    for n in range(answering):
        good = make.good(f"https://www.b{n}.go.th/1")
        (seen,) = good.captures
        well.append(agency(f"b{n}", replace(good, captures=(replace(seen, ip=SERVER),))))
    assert len(causes(*failing, *well)) == told


def test_it_is_told_since_the_first_look_that_failed_after_the_last_that_opened(
    make: sample.Maker,
) -> None:
    def again(n: int) -> AgencyVerdicts:
        url = f"https://www.a{n}.go.th/1"
        down = Problem(ProblemCode.REFUSED, True)
        seen = [
            make.capture(url, 0, down),
            make.capture(url),
            make.capture(url, 0, down),
            make.capture(url, 0, down),
        ]
        seen = [replace(one, ip=SERVER) for one in seen]
        facts = {"host": f"www.a{n}.go.th", "url": url, "trouble": "refused", "problem": "refused"}
        found = sample.finding("reachable", "unreachable", facts=facts, capture=seen[-1].id)
        return agency(f"{n}", make.link(url, seen, [found]))

    hosted = [again(1), again(2)]
    (one,) = causes(*hosted)
    (verdict,) = hosted[0].verdicts
    assert one.since == verdict.links[0].captures[2].taken_at


def test_one_registered_name_of_several_agencies_is_one_cause_also_without_an_address(
    make: sample.Maker,
) -> None:
    of = [
        agency(f"{n}", link(make, f"http://o{n}.surin.go.th/x", "second-look", "dns", ip=""))
        for n in range(1, 3)
    ]
    (one,) = causes(*of)
    assert (one.place, one.by_address) == ("surin.go.th", False)


@pytest.mark.parametrize(
    ("reason", "trouble"),
    [("gone", "not-found"), ("bad-status", "client-error")],
)
def test_what_is_missing_on_single_pages_of_a_server_is_no_cause_of_the_server(
    make: sample.Maker, reason: str, trouble: str
) -> None:
    of = [agency(f"{n}", link(make, f"https://www.a{n}.go.th/1", reason, trouble)) for n in (1, 2)]
    assert causes(*of) == ()


def test_different_troubles_of_one_server_are_different_causes(make: sample.Maker) -> None:
    of = [
        agency(
            f"{n}",
            link(make, f"https://www.a{n}.go.th/1"),
            link(make, f"https://www.a{n}.go.th/2", "refused-robot", "forbidden"),
        )
        for n in (1, 2)
    ]
    assert {one.finding.facts["trouble"] for one in causes(*of)} == {"tls-expired", "forbidden"}


def test_one_agency_alone_shares_nothing(make: sample.Maker) -> None:
    links = [link(make, f"https://www.a1.go.th/{n}") for n in range(5)]
    assert causes(agency("1", *links), agency("2", make.good("https://www.a2.go.th/1"))) == ()


def test_the_order_of_the_agencies_does_not_matter(make: sample.Maker) -> None:
    of = [agency(f"{n}", link(make, f"https://www.a{n}.go.th/1")) for n in range(1, 7)]
    (first,) = causes(*of)
    random.Random(1).shuffle(of)
    (again,) = causes(*of)
    assert (again.place, again.items, set(again.links)) == (
        first.place,
        first.items,
        set(first.links),
    )


def test_the_province_reads_it_once_and_every_agency_is_told_that_it_is_not_alone(
    make: sample.Maker, tmp_path: Path
) -> None:
    hosted = [agency(f"{n}", link(make, f"https://www.a{n}.go.th/1")) for n in range(1, 5)]
    written = write(
        sample.judgement(hosted), tmp_path, plan=None, catalogues=[sample.catalogue(confirmed=True)]
    )
    index = written.index.read_text(encoding="utf-8")
    assert index.count(f"เครื่องแม่ข่าย {SERVER}") == 1
    assert "4 เว็บไซต์: www.a1.go.th" in index
    assert index.count("เรียน ผู้ดูแลเครื่องแม่ข่ายหรือเว็บไซต์") == 1
    for n in range(1, 5):
        assert f"{n}. https://www.a{n}.go.th/1" in index
        page = written.agencies[f"a-{n}"].read_text(encoding="utf-8")
        assert f"หน่วยงานอื่นอีก 3 แห่งที่ใช้เครื่องแม่ข่ายเดียวกัน ({SERVER})" in page


def test_a_long_message_shows_every_website_and_says_how_much_it_leaves_out(
    make: sample.Maker, tmp_path: Path
) -> None:
    hosted = [
        agency(f"{n}", *(link(make, f"https://www.a{n}.go.th/{k}") for k in range(1, 9)))
        for n in range(1, 9)
    ]
    written = write(
        sample.judgement(hosted), tmp_path, plan=None, catalogues=[sample.catalogue(confirmed=True)]
    )
    index = written.index.read_text(encoding="utf-8")
    for n in range(1, 9):
        assert f"{n}. https://www.a{n}.go.th/1" in index
    assert "40. https://www.a8.go.th/5" in index
    assert "และอีก 24 ลิงก์" in index
    assert "www.a6.go.th และอีก 2 เว็บไซต์" in index
