"""Every class of trouble and of sign, at a host of its own, taken through the whole main job."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cli_process
import pytest
from province.troubled import CASES, DOMAIN, Case, Troubled

from oitcheck import urls
from oitcheck.checks import registry
from oitcheck.model import Purpose, RenditionKind
from oitcheck.store import open_store

_ITEMS = 26
STAGING = f"staging.{DOMAIN}"
_SETTINGS = """
[network]
hosts = {hosts}
hosts_tls = {hosts_tls}
allow_private = ["127.0.0.0/8"]
ca_bundle = "{ca}"
delay = 0.0
delay_per_address = 0.0
timeout = 2.0
max_body = 200000000
canaries = ["http://healthy.trouble-sample.go.th/"]
"""


@dataclass(frozen=True)
class Judged:
    folder: Path
    links: dict[str, dict[str, Any]]

    def of(self, case: Case) -> dict[str, Any]:
        return self.links[urls.normalise(case.url)]


def _oitcheck(folder: Path, *arguments: str | Path) -> str:
    without = {"OITCHECK_BROWSER_SCREENSHOTS": "none"}
    done = cli_process.oitcheck("-w", folder, *arguments, env=without)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _table(hosts: dict[str, str]) -> str:
    return "{ " + ", ".join(f'"{name}" = "{end}"' for name, end in hosts.items()) + " }"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    folder = tmp_path_factory.mktemp("troubled") / "งาน"
    cli_process.oitcheck("init", folder, "--province", "ตัวอย่าง", "--year", "2569")
    with Troubled() as web:
        settings = (folder / "oitcheck.toml").read_text(encoding="utf-8")
        network = _SETTINGS.format(
            hosts=_table(dict(web.hosts)), hosts_tls=_table(dict(web.hosts_tls)), ca=web.ca
        )
        (folder / "oitcheck.toml").write_text(
            settings.replace("[network]", network.strip(), 1), encoding="utf-8"
        )
        own = sorted(name for name in web.hosts if name.endswith(DOMAIN) and name != STAGING)
        _write(folder / "agencies.csv", ("รหัสหน่วยงาน", "หน่วยงาน", "เว็บไซต์"),
               [("7001", "องค์การบริหารส่วนตำบลตัวอย่าง", " ".join(own))])  # fmt: skip
        links = [
            ("7001", "องค์การบริหารส่วนตำบลตัวอย่าง", f"O{number % _ITEMS + 1}", case.url)
            for number, case in enumerate(CASES)
        ]
        headings = ("รหัสหน่วยงาน", "หน่วยงาน", "ตัวชี้วัด", "ลิงก์")
        _write(folder / "links.csv", headings, links)
        _oitcheck(folder, "agencies", folder / "agencies.csv")
        _oitcheck(folder, "import", folder / "links.csv", "--round", "1")
        _oitcheck(folder, "run", "--round", "1")
    stored = json.loads((folder / "out" / "round-1" / "judgement.json").read_text("utf-8"))
    return Judged(
        folder,
        {
            link["url"]: link
            for agency in stored["agencies"]
            for verdict in agency["verdicts"]
            for link in verdict["links"]
        },
    )


def _write(path: Path, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_class_is_told_apart_with_its_outcome_and_its_advice(
    case: Case, judged: Judged
) -> None:
    link = judged.of(case)
    capture = [one for one in link["captures"] if one["purpose"] == "evidence"][-1]
    assert _problem(capture["problem"], case.problem) == case.problem
    found = {f"{one['check']}:{one['reason']}": one for one in link["findings"]}
    assert case.found in found, sorted(found)
    finding = found[case.found]
    assert finding["outcome"] == case.outcome
    if case.found.startswith("reachable:") and case.problem:
        assert finding["facts"]["trouble"] == case.trouble
    told = registry.reason(finding["check"], finding["reason"]).about(finding["facts"])
    assert told.who == case.who
    for words in (told.message, told.fix):
        assert words.th.format(item="ข้อ", **finding["facts"]).strip()
        assert words.en.format(item="item", **finding["facts"]).strip()
    assert case.advice
    assert case.advice in told.fix.th.format(item="ข้อ", **finding["facts"])


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("script-shell", "empty-root"),
        ("meta-redirect", "meta-redirect"),
        ("script-redirect", "script-redirect"),
    ],
)
def test_a_page_that_a_browser_drew_keeps_both_versions_and_the_rule(
    name: str, rule: str, judged: Judged
) -> None:
    url = urls.normalise(next(case.url for case in CASES if case.name == name))
    with open_store(f"sqlite:///{judged.folder / 'oitcheck.db'}") as store:
        (capture,) = [c for c in store.captures_of([url], "1") if c.purpose is Purpose.EVIDENCE]
        drawn = [r for r in store.renditions([capture.id]) if r.kind is RenditionKind.DOM]
    assert [(r.detail.partition(":")[0], bool(r.sha256)) for r in drawn] == [(rule, True)]
    assert capture.sha256 not in ("", drawn[0].sha256)


def _problem(seen: dict[str, Any] | None, wanted: str) -> str:
    """The code, and as much of the detail as the case names."""
    if seen is None:
        return ""
    words = f"{seen['code']} {seen['detail']}".split()
    return " ".join(words[: len(wanted.split()) or 1])
