"""Every kind of trouble has its words, and every transport problem is one kind of trouble."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcheck import troubles
from oitcheck.checks import reachable
from oitcheck.model import Capture, Hop, Problem, ProblemCode, Purpose, Tls
from oitcheck.troubles import TROUBLES, Kind

URL = "https://www.nongkhwang.go.th/plan"


def capture(status: int = 0, problem: Problem | None = None, **more: object) -> Capture:
    return Capture(
        1,
        1,
        URL,
        1,
        Purpose.EVIDENCE,
        datetime.now(UTC),
        status=status,
        problem=problem,
        **more,  # type: ignore[arg-type]
    )


def kind(code: ProblemCode, detail: str = "", status: int = 0) -> Kind | None:
    return troubles.kind_of(capture(status, Problem(code, True, detail)))


@pytest.mark.parametrize("one", Kind)
def test_every_kind_has_words_in_both_languages_and_someone_who_acts(one: Kind) -> None:
    trouble = TROUBLES[one]
    for words in (trouble.name, trouble.fix, trouble.vendor):
        if words is not None:
            assert words.th.strip() and words.en.strip()
            assert words.th != words.en
    assert trouble.kind is one
    if trouble.who == "vendor":
        assert trouble.vendor is not None
    assert not trouble.name.th.endswith(".") and not trouble.name.en.endswith(".")
    assert trouble.fix.en[:1].isupper() and trouble.fix.en.endswith(".")


def test_no_two_kinds_say_the_same() -> None:
    for language in ("th", "en"):
        names = [trouble.name.in_language(language) for trouble in TROUBLES.values()]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", ProblemCode)
@pytest.mark.parametrize("detail", ["", "connect 20 s", "ratio > 300", "port 81", "no words known"])
@pytest.mark.parametrize("status", [0, 200, 302, 404, 503])
def test_every_problem_is_a_kind_whatever_its_detail(
    code: ProblemCode, detail: str, status: int
) -> None:
    assert kind(code, detail, status) in TROUBLES


@given(st.integers(400, 1200))
def test_every_error_status_is_a_kind(status: int) -> None:
    assert troubles.kind_of(capture(status)) in TROUBLES


@pytest.mark.parametrize(
    ("code", "detail", "status", "expected"),
    [
        (ProblemCode.DNS, "EAI_NONAME", 0, Kind.DNS),
        (ProblemCode.DNS, "no answer from the name server", 0, Kind.DNS_NO_ANSWER),
        (ProblemCode.TIMEOUT, "connect 20 s", 0, Kind.TIMEOUT_CONNECT),
        (ProblemCode.TIMEOUT, "read 45 s", 0, Kind.TIMEOUT_READ),
        (ProblemCode.TIMEOUT, "60 s", 0, Kind.TIMEOUT_TOTAL),
        (ProblemCode.TLS, "unsupported protocol", 0, Kind.TLS_OLD_PROTOCOL),
        (ProblemCode.TLS, "wrong version number", 0, Kind.TLS_HANDSHAKE),
        (ProblemCode.EMPTY, "HTTP 200", 200, Kind.EMPTY),
        (ProblemCode.EMPTY, "no reply", 0, Kind.EMPTY_REPLY),
        (ProblemCode.PROTOCOL, "redirect without Location", 302, Kind.REDIRECT_NOWHERE),
        (ProblemCode.PROTOCOL, "ParseError", 0, Kind.PROTOCOL),
        (ProblemCode.TOO_LARGE, "ratio > 300", 0, Kind.BOMB),
        (ProblemCode.TOO_LARGE, "received > 10", 0, Kind.TOO_LARGE),
        (ProblemCode.TRUNCATED, "8 of 9 bytes", 404, Kind.NOT_FOUND),
        (ProblemCode.BLOCKED_ADDRESS, "port 81", 0, Kind.BLOCKED_PORT),
        (ProblemCode.BLOCKED_ADDRESS, "dns private 10.0.0.1:80", 0, Kind.PRIVATE_BY_DNS),
    ],
)
def test_the_detail_and_the_status_tell_kinds_apart(
    code: ProblemCode, detail: str, status: int, expected: Kind
) -> None:
    assert kind(code, detail, status) is expected


def test_an_inner_address_that_a_redirect_leads_to_is_one() -> None:
    blocked = capture(
        302,
        Problem(ProblemCode.BLOCKED_ADDRESS, False, "literal private 10.0.0.1:80"),
        hops=(Hop(URL, 302, "http://10.0.0.1/"),),
    )
    assert troubles.kind_of(blocked) is Kind.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    ("tls", "expected"),
    [
        (Tls("TLSv1.3", "TLS_AES_256_GCM_SHA384"), None),
        (Tls("TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256"), None),
        (Tls("TLSv1.1", "ECDHE-RSA-AES128-SHA"), Kind.TLS_OLD_PROTOCOL),
        (Tls("TLSv1.2", "RC4-SHA"), Kind.TLS_OLD_PROTOCOL),
        (Tls("TLSv1", "AES128-SHA", 10), Kind.TLS_OLD_PROTOCOL),
        (Tls("TLSv1.3", "x", 7), Kind.TLS_UNTRUSTED),
        (Tls("TLSv1.3", "x", 0, host_matches=False), Kind.TLS_WRONG_HOST),
    ],
)
def test_what_is_wrong_with_a_secure_connection(tls: Tls, expected: Kind | None) -> None:
    opened = capture(200, final_url=URL, tls=tls)
    assert troubles.kind_of(opened) is expected
    assert (troubles.of(opened) is None) == (expected is None)


def test_advice_differs_where_the_faults_differ() -> None:
    kinds = (
        ("second-look", Kind.TIMEOUT_READ),
        ("certificate", Kind.TLS_EXPIRED),
        ("certificate", Kind.TLS_MISSING_INTERMEDIATE),
        ("refused-robot", Kind.RATE_LIMITED),
        ("certificate", Kind.TLS_OLD_PROTOCOL),
    )
    told = [reachable.META.reasons[code].particular[one] for code, one in kinds]
    for part in ("message", "fix", "vendor"):
        assert len({getattr(reason, part).th for reason in told}) == len(told)
    assert "ต่ออายุ" in told[1].fix.th
    assert "chain" in told[2].vendor.th  # type: ignore[union-attr]


def test_a_second_look_says_which_one_of_how_many_is_to_come() -> None:
    reason = reachable.META.reasons["second-look"]
    for one in (reason, *reason.particular.values()):
        for words in (one.message, one.brief):
            assert words is not None
            assert "รอตรวจซ้ำ ครั้งที่ 2 จาก 3" in words.th.format(host="h", next=2, of=3)
