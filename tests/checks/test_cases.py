"""Every case file beside a check's name gives the outcome, reason and facts that it asks for.

A case is a TOML file ``tests/checks/<check>/<outcome>-<words>.toml``:

    why = "what it proves"
    [expect]      reason, facts (those that matter)
    [context]     year, data_year, confirmed, as_of, deadline, hosts, other_hosts, attempts, span,
                  silent_runs, silent_windows, form (true: the item asks for the procurement
                  form), form_confirmed
    [answer]      status, links, round, course = { change, change_in_round, since,
                  late = { minutes, days, after } }
                  (only for checks of an indicator; none: nothing given)
    [link]        url, note
    [[capture]]   minutes (since the first), run, status, url's final_url, problem, transient,
                  detail, hops, headers, verify_code, tls_version, cipher,
                  body (false: no body)
    [page]        content (put into a site's page with menu, ticker and footer), html (as it is),
                  or form, rows, without (see case_forms), or media, title, text, pages,
                  image_pages ..., or failure, or file (a PDF of tests/reading/files; kept: the
                  part of it that is left), or raw (a PDF as text)
    [rendered]    like [page]
    [sibling]     like [page], with status, final_url: an address that nobody made
    [second]      the same: the address as an ordinary browser sees it
    [[attachment]] url, href, anchor, status, missing (true: not fetched), and like [page]
    [robots]      status, forbids (of the site's robots.txt; none: not asked for)
    [level]       number, exhibits (code = outcome, or none: no link)   (for checks of an agency)
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from case_evidence import context_of, indicator_evidence_of, link_evidence_of
from case_levels import agency_context_of, judged_agency_of

from oitcheck.checks import registry
from oitcheck.model import Finding, Scope

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/*.toml"))


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def findings_of(path: Path, case: dict[str, Any]) -> tuple[Finding, ...]:
    module = next(module for module in registry.CHECKS if module.META.id == path.parent.name)
    if module.META.scope is Scope.AGENCY:
        return module.check(judged_agency_of(case), agency_context_of(case))  # type: ignore[arg-type]
    context = context_of(case)
    if module.META.scope is Scope.INDICATOR:
        return module.check(indicator_evidence_of(case), context)  # type: ignore[arg-type]
    return module.check(link_evidence_of(case), context)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_case_has_the_expected_finding(path: Path) -> None:
    case = load(path)
    (finding,) = findings_of(path, case)
    expected = case["expect"]
    shown = {key: finding.facts.get(key) for key in expected.get("facts", {})}
    assert (finding.reason, shown) == (expected["reason"], expected.get("facts", {})), finding
    assert str(finding.outcome) == path.stem.partition("-")[0], "the file's name says the outcome"
    if "snippet" in expected:
        assert finding.where is not None
        assert expected["snippet"] in finding.where.snippet


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_its_words_can_be_filled_in_both_languages(path: Path) -> None:
    (finding,) = findings_of(path, load(path))
    reason = registry.reason(finding.check, finding.reason).about(finding.facts)
    for words in (reason.message, reason.fix, reason.vendor, reason.brief):
        if words is not None:
            for template in (words.th, words.en):
                filled = template.format(item="ข้อ", **finding.facts)
                assert filled.strip()
                assert "None" not in filled
                assert '""' not in filled, "an empty fact stands between quotation marks"
                assert "()" not in filled


def test_every_reason_of_every_check_has_a_case() -> None:
    covered = {(path.parent.name, load(path)["expect"]["reason"]) for path in CASES}
    known = {(m.META.id, code) for m in registry.CHECKS for code in m.META.reasons}
    assert known - covered == set()
    assert covered - known == set()


def test_every_case_says_what_it_proves() -> None:
    assert [path.name for path in CASES if not load(path).get("why")] == []
