"""The judgement: laws of the roll-up, caps, faults of our own, what is a gap."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_province import (
    DEADLINE,
    a_province,
    agency,
    answered,
    capture,
    catalogue,
    evidence,
    facts,
    indicator,
    judged_one,
    link,
    page,
)

from oitcheck import form16, reading
from oitcheck.catalogue import Element, Way, Words
from oitcheck.checks import current, registry
from oitcheck.checks.evidence import (
    AgencyEvidence,
    Attachment,
    IndicatorEvidence,
    LinkEvidence,
)
from oitcheck.checks.meta import CHECK_FAILED
from oitcheck.errors import OitcheckError
from oitcheck.judge import from_json, gaps, judge, owners_of_hosts, to_json_bytes, waiting
from oitcheck.judge.rollup import over_links
from oitcheck.judge.rounds import natural
from oitcheck.model import (
    Agency,
    Decision,
    Edge,
    Finding,
    Outcome,
    Problem,
    ProblemCode,
    Purpose,
    Role,
    combine_all,
    combine_any,
)

OUTCOMES = st.sampled_from(list(Outcome))


@given(st.lists(OUTCOMES), st.randoms(use_true_random=False))
def test_order_grouping_and_repeats_do_not_matter(
    outcomes: list[Outcome], chance: random.Random
) -> None:
    shuffled = outcomes + [chance.choice(outcomes) for _ in range(3) if outcomes]
    chance.shuffle(shuffled)
    cut = chance.randint(0, len(outcomes))
    for combine in (combine_all, combine_any):
        whole = combine(outcomes)
        assert combine(shuffled) is whole
        assert combine([combine(outcomes[:cut]), combine(outcomes[cut:])]) is whole


@given(st.lists(OUTCOMES.filter(lambda outcome: outcome is not Outcome.FAIL)))
def test_nothing_becomes_a_fail_that_was_none(outcomes: list[Outcome]) -> None:
    assert combine_all(outcomes) is not Outcome.FAIL
    assert combine_any(outcomes) is not Outcome.FAIL


@given(st.lists(OUTCOMES, min_size=1))
def test_one_link_is_enough_where_a_check_says_so(outcomes: list[Outcome]) -> None:
    def findings(check: str) -> list[Finding]:
        return [Finding(check, 1, outcome, "x") for outcome in outcomes]

    assert over_links("current", findings("current")) is combine_any(outcomes)
    assert over_links("reachable", findings("reachable")) is combine_all(outcomes)


def test_every_item_of_the_catalogue_gets_a_verdict_in_order() -> None:
    agencies, catalogues = a_province()
    found = judge(facts(), agencies, catalogues)
    assert [one.code for one in found.agencies] == ["A1", "A2", "A10"]
    for one in found.agencies:
        assert [verdict.indicator for verdict in one.verdicts] == ["O1", "O2", "O10"]
        assert [v.outcome for v in one.verdicts] == [Outcome.PASS, Outcome.FAIL, Outcome.REVIEW]
        assert one.verdicts[1].findings[0].reason == "none"
        assert one.verdicts[1].links == ()


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_change_a_byte(chance: random.Random) -> None:
    agencies, catalogues = a_province()
    attached = tuple(
        Attachment(
            Edge("p", f"http://www.a1.go.th/{n}.pdf", "", f"ไฟล์ {n}", "", n),
            capture(50 + n, n, purpose=Purpose.ATTACHMENT, url=f"http://www.a1.go.th/{n}.pdf"),
        )
        for n in range(3)
    )
    seen, document = page(2569, minutes=60, number=9)
    failed = capture(8, 0, status=0, problem=Problem(ProblemCode.TIMEOUT, True))
    many = LinkEvidence(link("a1", "O1", 5), (failed, seen), document, None, attached)  # type: ignore[arg-type]
    first = agencies[0]
    links = (*first.indicators[0].links, many)
    agencies[0] = replace(first, indicators=(answered(indicator(1), *links),))
    usual = to_json_bytes(judge(facts(), agencies, catalogues))

    def mixed(values: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(values, len(values)))

    shuffled = [
        replace(
            one,
            indicators=tuple(
                replace(
                    item,
                    links=tuple(
                        replace(
                            each,
                            captures=mixed(each.captures),
                            attachments=mixed(each.attachments),
                        )
                        for each in mixed(item.links)
                    ),
                )
                for item in mixed(one.indicators)
            ),
        )
        for one in mixed(tuple(agencies))
    ]
    assert to_json_bytes(judge(facts(), shuffled, catalogues)) == usual  # type: ignore[arg-type]


def test_an_unconfirmed_year_rule_never_fails_and_says_so() -> None:
    for confirmed in (True, False):
        item = indicator(4, confirmed=confirmed)
        verdict = judged_one(answered(item, evidence("a1", "O4", 2567)))
        found = next(f for f in verdict.links[0].findings if f.check == "current")
        assert found.reason == "wrong-year"
        assert found.outcome is (Outcome.FAIL if confirmed else Outcome.REVIEW)
        assert found.facts.get("provisional", False) is not confirmed
        assert verdict.outcome is found.outcome


@pytest.mark.parametrize(
    ("item_confirmed", "element_confirmed", "outcome"),
    [
        (True, True, Outcome.FAIL),
        (True, False, Outcome.REVIEW),
        (False, True, Outcome.REVIEW),
    ],
)
def test_what_rests_on_an_element_fails_only_where_it_is_confirmed(
    item_confirmed: bool, element_confirmed: bool, outcome: Outcome
) -> None:
    columns = tuple(beginnings for _, beginnings in form16.COLUMNS)
    see = (Way(detector="table", columns=columns),)
    element = Element("form", Words("แบบ ITA-o12"), element_confirmed, see=see)
    item = replace(indicator(4, confirmed=item_confirmed), elements=(element,))
    heads = "".join(f"<td>{name}</td>" for name, _ in form16.COLUMNS[:-1])
    html = (
        f"<main><h1>ปี 2569</h1><table><tr>{heads}</tr><tr>{'<td>ก</td>' * 15}</tr></table></main>"
    )
    document = reading.read(html.encode(), "html", sha256="f" * 64, reader="case")
    shown = LinkEvidence(link("a1", "O4"), (capture(1, sha256="f" * 64),), document)  # type: ignore[arg-type]
    verdict = judged_one(answered(item, shown))
    found = next(f for f in verdict.links[0].findings if f.check == "procurement-form")
    assert (found.reason, found.outcome, found.key) == ("missing-headings", outcome, "form")
    assert found.facts.get("provisional", False) is (outcome is Outcome.REVIEW)


def test_an_unconfirmed_rule_still_fails_a_dead_link() -> None:
    gone = LinkEvidence(link("a1", "O4"), (capture(1, status=404),))
    assert judged_one(answered(indicator(4, confirmed=False), gone)).outcome is Outcome.FAIL


def test_a_check_that_breaks_is_our_fault_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(subject: object, context: object) -> tuple[Finding, ...]:
        raise ZeroDivisionError("on purpose")

    module = SimpleNamespace(META=current.META, check=broken)
    others = tuple(entry for entry in registry.OF_LINK if entry is not current)
    monkeypatch.setattr(registry, "OF_LINK", (*others, module))
    told: list[tuple[str, str]] = []
    item = answered(indicator(4), evidence("a1", "O4", 2569))
    found = judge(
        facts(),
        [AgencyEvidence(agency(), (item,))],
        {"standard": catalogue(indicator(4))},
        on_fault=lambda subject, trouble: told.append((subject, str(trouble))),
    )
    verdict = found.agencies[0].verdicts[0]
    assert told == [("a1 O4 http://www.a1.go.th/p0 current", "on purpose")]
    broke = verdict.links[0].findings[-1]
    assert (broke.check, broke.outcome, broke.reason) == ("current", Outcome.ERROR, CHECK_FAILED)
    assert [f.check for f in verdict.links[0].findings[:-1]] == [m.META.id for m in others]
    assert verdict.outcome is Outcome.ERROR


def test_checks_that_are_off_say_nothing() -> None:
    verdict = judged_one(answered(indicator(4), evidence("a1", "O4", 2567)), off=("current",))
    assert "current" not in {f.check for f in verdict.links[0].findings}
    assert verdict.outcome is Outcome.PASS


def test_an_item_that_names_its_checks_gets_only_those() -> None:
    item = replace(indicator(4), checks=("submitted", "reachable"))
    verdict = judged_one(answered(item, evidence("a1", "O4", 2567)))
    assert {f.check for f in verdict.findings} == {"submitted"}
    assert {f.check for f in verdict.links[0].findings} == {"reachable"}
    assert verdict.outcome is Outcome.PASS, "the wrong year is not asked for here"
    everything = judged_one(answered(indicator(4), evidence("a1", "O4", 2567)))
    assert {f.check for f in everything.links[0].findings} == {
        module.META.id for module in registry.OF_LINK
    }
    switched_off = judged_one(answered(item, evidence("a1", "O4", 2567)), off=("reachable",))
    assert switched_off.links[0].findings == ()


def test_a_run_in_which_nothing_answered_blames_nobody() -> None:
    dead = [
        capture(n, 800 * n, run=n, status=0, problem=Problem(ProblemCode.DNS, True))
        for n in range(1, 5)
    ]
    item = answered(indicator(4), LinkEvidence(link("a1", "O4"), tuple(dead)))
    assert judged_one(item).outcome is Outcome.FAIL
    assert judged_one(item, run_silent=frozenset(range(1, 5))).outcome is Outcome.ERROR


@pytest.mark.parametrize("code", [ProblemCode.TRUNCATED, ProblemCode.BAD_ENCODING])
def test_what_a_page_lacks_may_stand_in_the_part_that_never_came(code: ProblemCode) -> None:
    item = indicator(4)
    whole = evidence("a1", "O4", 2567)
    assert judged_one(answered(item, whole)).outcome is Outcome.FAIL
    half = replace(whole.captures[0], problem=Problem(code, True, "8 of 5000 bytes"))
    verdict = judged_one(answered(item, replace(whole, captures=(half,))))
    assert verdict.outcome is Outcome.REVIEW
    reasons = {f.check: f.reason for f in verdict.links[0].findings if f.outcome is Outcome.REVIEW}
    assert reasons == {"reachable": "incomplete", "current": "wrong-year"}


def test_before_the_deadline_nobody_is_late() -> None:
    early = judged_one(IndicatorEvidence(indicator(4)), as_of=DEADLINE - timedelta(minutes=1))
    late = judged_one(IndicatorEvidence(indicator(4)), as_of=DEADLINE)
    assert (early.outcome, early.answer) == (Outcome.REVIEW, "none")
    assert late.outcome is Outcome.FAIL


def test_a_supplier_is_judged_on_what_it_was_asked_for() -> None:
    items = (indicator(1), indicator(2))
    office = AgencyEvidence(
        agency(role=Role.SUPPLIER), (answered(items[0], evidence("a1", "O1", 2569)),)
    )
    found = judge(facts(), [office], {"standard": catalogue(*items)})
    assert [verdict.indicator for verdict in found.agencies[0].verdicts] == ["O1"]
    assert found.agencies[0].role == "supplier"


def test_a_track_without_a_catalogue_is_said_in_one_line() -> None:
    with pytest.raises(OitcheckError, match="school"):
        judge(facts(), [AgencyEvidence(agency(track="school"))], {"standard": catalogue()})


def test_a_decision_stands_beside_the_verdict_and_not_over_it() -> None:
    ruling = Decision(Outcome.PASS, "ผู้ตรวจ", "2026-05-06T03:00:00Z", "เปิดดูแล้ว")
    item = answered(indicator(4), evidence("a1", "O4", 2567))
    found = judge(
        facts(),
        [AgencyEvidence(agency(), (item,))],
        {"standard": catalogue(item.indicator)},
        decisions={("a1", "O4"): ruling},
    )
    verdict = found.agencies[0].verdicts[0]
    assert (verdict.outcome, verdict.decision) == (Outcome.FAIL, ruling)


def test_what_another_link_makes_good_is_no_gap() -> None:
    agencies, catalogues = a_province()
    one = judge(facts(), agencies, catalogues).agencies[0]
    assert [(g.indicator, g.finding.reason, g.outcome) for g in gaps(one)] == [
        ("O2", "none", Outcome.FAIL),
        ("O10", "wrong-year", Outcome.REVIEW),
    ]
    assert [(g.indicator, g.finding.reason) for g in waiting(one)] == [("O10", "wrong-year")]
    assert waiting(one)[0].link is one.verdicts[2].links[0]


def test_gaps_put_failures_first_and_then_follow_the_items() -> None:
    items = tuple(indicator(number) for number in (1, 2, 3))
    gone = LinkEvidence(link("a1", "O3"), (capture(1, status=404),))
    unsure = LinkEvidence(link("a1", "O1"), (capture(1, status=403),))
    own = AgencyEvidence(agency(), (answered(items[2], gone), answered(items[0], unsure)))
    one = judge(facts(), [own], {"standard": catalogue(*items)}).agencies[0]
    assert [(g.indicator, g.finding.reason) for g in gaps(one)] == [
        ("O2", "none"),
        ("O3", "gone"),
        ("O1", "refused-robot"),
    ]


def test_our_errors_wait_and_are_no_gaps() -> None:
    item = answered(indicator(1), LinkEvidence(link("a1", "O1")))
    one = judge(
        facts(), [AgencyEvidence(agency(), (item,))], {"standard": catalogue(indicator(1))}
    ).agencies[0]
    assert gaps(one) == ()
    assert [g.finding.reason for g in waiting(one)] == ["not-fetched"]


def test_agencies_sort_by_their_codes_as_people_count() -> None:
    assert sorted(["A10", "A2", "10", "9", "B1"], key=natural) == ["9", "10", "A2", "A10", "B1"]


def test_a_shared_host_belongs_to_the_first_by_code() -> None:
    shared = [
        Agency("b", "10", "ข", hosts=("www.shared.go.th",)),
        Agency("a", "9", "ก", hosts=("www.shared.go.th", "b.go.th")),
    ]
    owners = owners_of_hosts(shared)
    assert owners["www.shared.go.th"] == owners["shared.go.th"] == "ก"
    assert owners_of_hosts(reversed(shared)) == owners


def test_naive_times_are_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        judge(facts(as_of=datetime(2026, 5, 5)), [], {})


def test_a_verdict_and_its_links_name_the_suppliers_behind_them() -> None:
    own, supplied = evidence("a1", "O4", 2569), evidence("office", "O4", 2567, 1)
    item = answered(indicator(4), own, supplied)
    assert item.answer is not None
    fed = replace(item, answer=replace(item.answer, suppliers=("office", "other")))
    verdict = judged_one(fed)
    assert verdict.suppliers == ("office", "other")
    assert [link.supplier for link in verdict.links] == ["", "office"]
    back = from_json(
        to_json_bytes(
            judge(
                facts(), [AgencyEvidence(agency(), (fed,))], {"standard": catalogue(indicator(4))}
            )
        )
    )
    assert back.agencies[0].verdicts[0].suppliers == ("office", "other")
    assert [link.supplier for link in back.agencies[0].verdicts[0].links] == ["", "office"]
    assert judged_one(item).suppliers == ()
