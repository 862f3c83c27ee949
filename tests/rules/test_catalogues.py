"""The shipped catalogues are whole, and a broken one is refused with the key that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oitcheck.catalogue import DATA_YEARS, Catalogue, parse_catalogue
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.rules import load_rules, shipped

ROOT = Path(__file__).resolve().parents[2]
RESEARCH = ROOT.parent / "shared" / "oit"
COUNTS = {2566: 43, 2567: 35, 2568: 28, 2569: 26}
OVEC = 23


def catalogue(year: int) -> Catalogue:
    return load_rules(None, year).catalogue


def text(year: int = 2569) -> str:
    return (ROOT / "indicators" / f"oit-{year}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("year", COUNTS)
def test_every_year_has_all_its_items_with_names_groups_years_status_and_sources(year: int) -> None:
    found = catalogue(year)
    assert [item.code for item in found.indicators] == [
        f"O{number}" for number in range(1, COUNTS[year] + 1)
    ]
    groups, sources = dict(found.groups), dict(found.sources)
    assert list(groups) == ["9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"]
    for item in found.indicators:
        assert re.search(r"[ก-๙]|Q&A|Social|Service", item.name.th), item.code
        assert item.name.en, item.code
        assert item.group in groups
        assert item.data_year and set(item.data_year) <= set(DATA_YEARS)
        assert item.data_year_text
        assert set(item.sources) <= sources.keys(), item.code
        assert item.sources or not item.confirmed, item.code
        assert item.elements, item.code


def test_the_two_provisional_years_confirm_nothing_so_that_they_never_fail_anybody() -> None:
    for year in (2567, 2569):
        assert not catalogue(year).confirmed
        assert not any(item.confirmed for item in catalogue(year).indicators)
    assert sum(item.confirmed for item in catalogue(2568).indicators) == 26
    assert not catalogue(2568).indicator("O25").confirmed  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("year", "code", "data_year"),
    [
        (2569, "O5", ("covers-N",)),
        (2569, "O7", ("N-1",)),
        (2569, "O8", ("current",)),
        (2569, "O11", ("N",)),
        (2569, "O12", ("N-1",)),
        (2569, "O25", ("N", "N-1")),
        (2568, "O11", ("N-1",)),
        (2566, "O36", ("covers-N",)),
        (2566, "O25", ("current",)),
    ],
)
def test_data_years_follow_the_rule_of_the_source(
    year: int, code: str, data_year: tuple[str, ...]
) -> None:
    item = catalogue(year).indicator(code)
    assert item is not None
    assert item.data_year == data_year


@pytest.mark.skipif(not RESEARCH.is_dir(), reason="the research lies outside the project")
@pytest.mark.parametrize("year", COUNTS)
def test_names_and_groups_equal_the_research_where_it_is_at_hand(year: int) -> None:
    research = (RESEARCH / f"{year}.yaml").read_text(encoding="utf-8")
    pairs = re.findall(r"- code: (O\d+)\n  name_th: (.+)\n  group: '?([\d.]+)", research)
    assert len(pairs) == COUNTS[year]
    for code, name, group in pairs:
        item = catalogue(year).indicator(code)
        assert item is not None
        assert item.group == group, code
        assert item.name.th == name.strip("'\""), code


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('status = "provisional"', 'status = "maybe"', "catalogue.status"),
        ("revision = 2", 'revision = "one"', "catalogue.revision"),
        ('data_year = ["N-1"]', 'data_year = ["last"]', "data_year"),
        ('code = "O2"\n', 'code = "O1"\n', "O1"),
        ('code = "O2"\n', 'code = "2"\n', "code"),
        ('group = "9.1"\n', 'group = "9.9"\n', "group"),
        ('confidence = "medium"', 'confidense = "medium"', "confidence?"),
        ('[catalogue]\nid = "oit-2569"', '[catalogue]\nid = ""', "catalogue.id"),
        ("year = 2569", "year = 2026", "catalogue.year"),
        ('id = "oit-2569"', 'id = "oit-2569', "TOML"),
    ],
)
def test_a_broken_catalogue_is_refused_in_one_line_with_its_key(
    old: str, new: str, told: str
) -> None:
    assert old in text()
    with pytest.raises(OitcheckError) as caught:
        parse_catalogue(text().replace(old, new, 1), "indicators/oit-2569.toml")
    line = str(caught.value)
    assert re.match(r"indicators/oit-2569\.toml:\d+: ", line)
    assert told in line
    assert "\n" not in line


def test_a_corrected_catalogue_in_the_workspace_wins(tmp_path: Path) -> None:
    corrected = text().replace("revision = 2", "revision = 7", 1)
    (tmp_path / "oit-2569.toml").write_text(corrected, encoding="utf-8")
    assert load_rules(tmp_path, 2569).catalogue.revision == 7
    assert load_rules(None, 2569).catalogue.revision == 2


def test_an_unknown_year_names_the_years_there_are() -> None:
    with pytest.raises(OitcheckError) as caught:
        load_rules(None, 2599)
    assert "oit-25" in str(caught.value)
    assert "oit-2569" in shipped("oit-")
