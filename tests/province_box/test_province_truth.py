"""The truth files are whole, agree with what was declared, and fit the sample workspace."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from province import confirm, files, lay, lists
from province.agencies import SITES
from province.kinds import DATA_YEAR, canonical
from province.shapes import ITEMS
from province.truth import COLUMNS, FILES, holding, rows

from oitcheck import settings, urls
from oitcheck.catalogue import parse_catalogue
from oitcheck.checks import registry
from oitcheck.intake import read_agencies
from oitcheck.plan import parse_plan
from oitcheck.reading import read


def truth(state: int) -> list[dict[str, str]]:
    with FILES[state].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("state", [1, 2])
def test_the_committed_truth_is_what_was_declared(state: int) -> None:
    assert [tuple(row[c] for c in COLUMNS) for row in truth(state)] == rows(state)


@pytest.mark.parametrize("state", [1, 2])
def test_every_agency_has_one_verdict_for_every_item(state: int) -> None:
    verdicts = [(row["agency"], row["indicator"]) for row in truth(state) if not row["url"]]
    assert verdicts == [(site.code, item) for site in SITES.values() for item in ITEMS]


@pytest.mark.parametrize("state", [1, 2])
def test_every_reason_is_one_that_its_check_knows(state: int) -> None:
    for row in truth(state):
        for column in ("reasons", "without_browser"):
            for word in row[column].split():
                if ":" in word:
                    check, reason = word.split(":")
                    assert registry.reason(check, reason), word


@pytest.mark.parametrize("state", [1, 2])
def test_a_declared_outcome_is_the_worst_of_its_reasons(state: int) -> None:
    order = ("fail", "error", "review", "pass")
    for row in truth(state):
        if row["url"]:
            outcomes = {
                registry.reason(*word.split(":")).outcome.value
                for word in row["reasons"].split()
                if word != "-"
            } or {"pass"}
            assert row["outcome"] == next(o for o in order if o in outcomes), row


@pytest.mark.parametrize("state", [1, 2])
def test_urls_are_written_as_they_are_normalised(state: int) -> None:
    for items in holding(state).values():
        for item in items.values():
            for link in item.links:
                assert urls.normalise(link.url) == canonical(link.url)


def test_the_faults_of_both_states_differ() -> None:
    bad = [
        {(r["agency"], r["indicator"]) for r in truth(s) if r["outcome"] == "fail"} for s in (1, 2)
    ]
    assert bad[0] - bad[1], "something was mended"
    assert bad[1] - bad[0], "something broke"
    assert bad[0] & bad[1], "something is still open"


def test_the_confirmed_catalogue_is_the_shipped_one_confirmed() -> None:
    shipped = confirm.SHIPPED.read_text(encoding="utf-8")
    text = confirm.CONFIRMED.read_text(encoding="utf-8")
    assert text == confirm.confirmed(shipped)
    before, after = parse_catalogue(shipped, "shipped"), parse_catalogue(text, "sample")
    assert after.revision > before.revision
    assert after.confirmed
    assert all(item.confirmed for item in after.indicators)
    rule = {
        "current": None, "N": 2569, "covers-N": 2569, "N-1": 2568,
    }  # fmt: skip
    for item in after.indicators:
        assert DATA_YEAR[item.code] in {rule[word] for word in item.data_year}


def test_settings_plan_and_registry_load(tmp_path: Path) -> None:
    registry_file = lay.lay_workspace(tmp_path, 8123, 8444, tmp_path / "ca.pem")
    loaded = settings.load(tmp_path, environ={})
    assert loaded.network.hosts == {"*": "127.0.0.1:8123"}
    assert loaded.network.hosts_tls == {"*": "127.0.0.1:8444"}
    plan_file = tmp_path / "indicators" / f"{loaded.workspace.plan}.toml"
    plan = parse_plan(plan_file.read_text(encoding="utf-8"), plan_file.name)
    assert plan.year == loaded.workspace.year
    assert plan.collection("1")
    assert plan.collection("2")
    agencies, problems = read_agencies(registry_file)
    assert not problems
    assert [agency.code for agency in agencies] == [site.code for site in SITES.values()]
    assert [agency.role.value for agency in agencies].count("supplier") == 1
    committed = lay.TEMPLATE / "agencies.csv"
    assert committed.read_bytes() == lists.write_registry(tmp_path / "again.csv").read_bytes()


def test_documents_are_small_and_have_a_text_layer_but_for_the_scan() -> None:
    paths = sorted(files.FOLDER.iterdir())
    assert sum(path.stat().st_size for path in paths) < 3_000_000
    for path in paths:
        if path.suffix == ".pdf":
            made = read(path.read_bytes(), "pdf", sha256="x", reader="x")
            assert bool(made.text.strip()) is (path.name != files.SCAN), path.name
