"""Broken catalogues and plans: each fault is one line with file, line, key and the mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oitcheck.catalogue import parse_catalogue
from oitcheck.checks import registry
from oitcheck.plan import parse_plan
from oitcheck.toml_reader import BadData, Complaint

INDICATORS = Path(__file__).resolve().parents[2] / "indicators"
CHECKS = [module.META.id for module in registry.CHECKS]


def complaints(name: str, old: str, new: str) -> tuple[str, tuple[Complaint, ...]]:
    """What is said of a shipped file in which the first ``old`` is ``new``."""
    text = (INDICATORS / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text, old
    broken = text.replace(old, new, 1)
    with pytest.raises(BadData) as caught:
        if name.startswith("oit-"):
            parse_catalogue(broken, f"{name}.toml", CHECKS)
        else:
            parse_plan(broken, f"{name}.toml")
    assert "\n" not in str(caught.value)
    return broken, caught.value.complaints


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "mend"),
    [
        ("oit-2569", 'code = "O2"\n', 'code = "O1"\n', "code", "ไม่ซ้ำ|ซ้ำ"),
        ("oit-2569", 'group = "9.2"\n', 'group = "9.7"\n', "O5: group", "9.1, 9.2, 9.3"),
        ("oit-2569", "year = 2569\n", "", "catalogue.year", "year = 2569"),
        ("oit-2569", "year = 2569\n", "year = 2026\n", "catalogue.year", "year = 2569"),
        (
            "oit-2569",
            'code = "O3"\n',
            'code = "O3"\nchecks = ["reachable", "curent"]\n',
            "O3: checks",
            "current",
        ),
        ("oit-2569", 'detector = "telephone"', 'detector = "telefon"', "detector", "telephone"),
        ("oit-2569", 'kinds = ["อปท."]', 'kinds = ["ท้องถิ่น"]', "kinds", "อปท."),
        ("oit-2569", 'period = "year"', 'period = "years"', "period", "year"),
        ("oit-2569", 'sources = ["A2568"]', 'sources = ["A2567"]', "sources", "แหล่งที่มา"),
        (
            "plan-surin-2569",
            'province = { to = "2026-06-05" }',
            'province = { to = "2026-07-05" }',
            "step links-2: province",
            "2026-06-30T17:00",
        ),
        (
            "plan-surin-2569",
            'from = "2026-03-02", to = "2026-03-20"',
            'from = "2026-03-20", to = "2026-03-02"',
            "step register: province",
            "สลับ",
        ),
        (
            "plan-surin-2569",
            'province = { to = "2026-05-05" }',
            'province = { to = "2026-04-31" }',
            "province.to",
            "เมษายน มี 30 วัน",
        ),
        (
            "plan-surin-2569",
            'province = { to = "2026-05-05" }',
            'province = { to = "2569-05-05" }',
            "province.to",
            "2026-05",
        ),
        (
            "plan-surin-2569",
            'province = { to = "2026-05-05" }',
            'province = { to = "5 พ.ค. 2569" }',
            "province.to",
            "2026-06-30",
        ),
        ("plan-surin-2569", 'closes = "oit"', 'closes = "oti"', "step itas-close: closes", "oit"),
        ("plan-surin-2569", 'id = "links-2"', 'id = "links-1"', "id", "ไม่ซ้ำ"),
        ("plan-surin-2569", 'kind = "clarify"', 'kind = "appeal"', "step clarify: kind", "clarify"),
        ("plan-surin-2569", "year = 2569\n", "", "plan.year", "2569"),
    ],
)
def test_a_fault_is_told_by_file_line_and_key_with_its_mend(
    name: str, old: str, new: str, key: str, mend: str
) -> None:
    broken, found = complaints(name, old, new)
    told = [one for one in found if key in one.key]
    assert told, [str(one) for one in found]
    assert re.search(mend, told[0].hint), told[0].hint
    # the line is that of the key, or of the table that lacks it
    line = broken.splitlines()[told[0].line - 1]
    last = key.rsplit(" ", 1)[-1].split(".")
    assert any(part in line for part in last) or line.startswith("["), line


def test_several_faults_are_told_at_once() -> None:
    text = (INDICATORS / "oit-2569.toml").read_text(encoding="utf-8")
    broken = text.replace('group = "9.2"', 'group = "9.7"').replace("revision = 2", "")
    with pytest.raises(BadData) as caught:
        parse_catalogue(broken, "oit-2569.toml")
    keys = [one.key for one in caught.value.complaints]
    assert keys[0] == "catalogue.revision"
    assert keys.count("O5: group") == 1 and len(keys) == 1 + broken.count('group = "9.7"')


def test_nothing_of_a_broken_file_is_handed_out() -> None:
    """A plan whose last step alone is wrong gives no plan at all."""
    text = (INDICATORS / "plan-surin-2569.toml").read_text(encoding="utf-8")
    with pytest.raises(BadData):
        parse_plan(text + '\n[[step]]\nid = "z"\nkind = "other"\n', "plan.toml")


def test_parts_stand_two_deep_and_no_deeper() -> None:
    head = '[plan]\nid = "p"\nprovince = "x"\nyear = 2569\n'
    text = head + '[[step]]\nid = "a"\nkind = "other"\ntext = "x"\n'
    for depth, slug in enumerate(("b", "c"), start=1):
        text += f'[[step{".part" * depth}]]\nid = "{slug}"\nkind = "other"\ntext = "x"\n'
    assert [step.id for step in parse_plan(text, "p.toml").all_steps()] == ["a", "b", "c"]
    with pytest.raises(BadData) as caught:
        parse_plan(text + '[[step.part.part.part]]\nid = "d"\n', "p.toml")
    assert caught.value.complaints[0].line == 17
