"""Evidence out of the readable description in a case file."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import case_forms

from oitcheck import reading
from oitcheck.catalogue import Catalogue, Indicator, Words
from oitcheck.checks.evidence import (
    Attachment,
    Context,
    IndicatorEvidence,
    LinkEvidence,
    Probe,
    RobotsRules,
    RunFacts,
)
from oitcheck.model import (
    Agency,
    Answer,
    AnswerChange,
    AnswerStatus,
    Capture,
    Course,
    Document,
    Edge,
    Hop,
    Lateness,
    Link,
    Origin,
    Page,
    Problem,
    ProblemCode,
    Purpose,
    Quality,
    ReadFailure,
    Tls,
)
from oitcheck.thai import dates

URL = "http://www.nongkhwang.go.th/plan/detail.php?id=41"
START = datetime(2026, 5, 5, 2, 0, tzinfo=UTC)
READER = "case"
FILES = Path(__file__).resolve().parent.parent / "reading" / "files"

SITE = """<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head>
<body><header><div class="logo">เทศบาลตำบลหนองขวาง อำเภอเมือง จังหวัดตัวอย่าง</div></header>
<nav class="main-menu"><ul>{menu}</ul></nav>
<div class="news-ticker"><marquee>วันนี้ 5 พฤษภาคม 2569 ขอเชิญร่วมกิจกรรม ปี 2569</marquee></div>
<div class="row"><aside class="sidebar"><h3>ลิงก์ที่เกี่ยวข้อง</h3>
<a href="/e-service">บริการออนไลน์ ปี 2569</a></aside>
<main id="content">{content}</main></div>
<footer><p>ปรับปรุงล่าสุด 5 พ.ค. 2569 ผู้เข้าชมวันนี้ 2569 คน</p></footer></body></html>"""
MENU = "".join(f'<li><a href="/menu/{n}">เมนูที่ {n} ปี 2569</a></li>' for n in range(1, 101))


def context_of(case: dict[str, Any]) -> Context:
    given = case.get("context", {})
    indicator = indicator_of(given)
    windows = given.get("silent_windows", [])
    return Context(
        year=given.get("year", 2569),
        catalogue=catalogue_of(indicator),
        indicator=indicator,
        agency=Agency(
            id="a1",
            code="5001",
            name="เทศบาลตำบลหนองขวาง",
            hosts=tuple(given.get("hosts", ["www.nongkhwang.go.th"])),
        ),
        as_of=given.get("as_of", START + timedelta(days=10)),
        deadline=given.get("deadline"),
        other_hosts=given.get("other_hosts", {}),
        attempts=given.get("attempts", 3),
        attempt_span_seconds=given.get("span", 24 * 3600),
        run_silent=frozenset(given.get("silent_runs", [])),
        silent_windows=tuple((_at(first), _at(last)) for first, last in windows),
    )


def indicator_of(given: dict[str, Any]) -> Indicator:
    return Indicator(
        code="O12",
        group="9.3",
        name=Words("แผนการจัดซื้อจัดจ้าง"),
        data_year=tuple(given.get("data_year", ["N"])),
        confirmed=given.get("confirmed", True),
        elements=(case_forms.element(confirmed=given.get("form_confirmed", False)),)
        if given.get("form")
        else (),
    )


def catalogue_of(*indicators: Indicator) -> Catalogue:
    return Catalogue(
        id="oit-2569",
        year=2569,
        track="standard",
        revision=1,
        confirmed=True,
        sha256="c" * 64,
        groups=(("9.3", Words("การจัดซื้อจัดจ้าง")),),
        sources=(),
        indicators=indicators,
    )


def indicator_evidence_of(case: dict[str, Any]) -> IndicatorEvidence:
    indicator = indicator_of(case.get("context", {}))
    given = case.get("answer")
    if given is None:
        return IndicatorEvidence(indicator)
    links = tuple(_link({"url": f"{URL}&n={n}"}, n) for n in range(given.get("links", 1)))
    answer = Answer(
        agency="a1",
        indicator="O12",
        status=AnswerStatus(given.get("status", "given")),
        links=links,
        round=given.get("round", "1"),
        version=1,
        received_at=START,
    )
    return IndicatorEvidence(indicator, answer, course=course_of(given.get("course")))


def course_of(given: dict[str, Any] | None) -> Course | None:
    if given is None:
        return None
    change = AnswerChange(given["change"])
    late = given.get("late")
    return Course(
        change,
        AnswerChange(given.get("change_in_round", change)),
        given.get("since"),
        Lateness(late["minutes"], late["days"], late["after"]) if late else None,
    )


def link_evidence_of(case: dict[str, Any]) -> LinkEvidence:
    link = _link(case.get("link", {}), 0)
    page = document_of(case.get("page"), link.url)
    given = case.get("capture", [{}] if "page" in case else [])
    captures = tuple(_capture(number, raw, link.url, page) for number, raw in enumerate(given, 1))
    rendered = document_of(case.get("rendered"), link.url)
    return LinkEvidence(
        link,
        captures,
        page,
        rendered if isinstance(rendered, Document) else None,
        tuple(_attachment(n, raw) for n, raw in enumerate(case.get("attachment", []), 1)),
        RunFacts(case.get("left_out", 0), _robots(case.get("robots"))),
        _probe(case.get("sibling"), Purpose.SIBLING_PROBE, link.url),
        _probe(case.get("second"), Purpose.SECOND_AGENT, link.url),
    )


def _robots(given: dict[str, Any] | None) -> RobotsRules | None:
    if given is None:
        return None
    url = "http://www.nongkhwang.go.th/robots.txt"
    status = given.get("status", 200)
    capture = Capture(
        id=300, run=1, url=url, attempt=1, purpose=Purpose.ROBOTS, taken_at=_at(6), status=status
    )
    return RobotsRules(capture, given.get("forbids", False))


def _probe(given: dict[str, Any] | None, purpose: Purpose, url: str) -> Probe | None:
    if given is None:
        return None
    document = document_of(given, url)
    capture = Capture(
        id=200,
        run=1,
        url=url,
        attempt=1,
        purpose=purpose,
        taken_at=_at(6),
        final_url=given.get("final_url", ""),
        status=given.get("status", 200),
        media_type="text/html",
        sha256=document.sha256 if document else "",
    )
    return Probe(capture, document)


def document_of(given: dict[str, Any] | None, url: str) -> Document | ReadFailure | None:
    if given is None:
        return None
    sha = hashlib.sha256(repr((url, sorted(given.items(), key=str))).encode()).hexdigest()
    if "failure" in given:
        return ReadFailure(sha, READER, given["failure"])
    if "content" in given or "html" in given:
        html = given.get("html") or SITE.format(
            title=given.get("title", "เทศบาลตำบลหนองขวาง"), menu=MENU, content=given["content"]
        )
        return reading.read(html.encode(), "html", sha256=sha, reader=READER)
    if "file" in given or "raw" in given:
        body = given["raw"].encode() if "raw" in given else (FILES / given["file"]).read_bytes()
        body = body[: int(len(body) * given.get("kept", 1))]
        try:
            return reading.read(body, "pdf", sha256=sha, reader=READER)
        except reading.Unreadable as trouble:
            return ReadFailure(sha, READER, trouble.reason)
    if "form" in given:
        body = case_forms.body(given)
        media = reading.sniff(body, "", "o12")
        return reading.read(body, media, sha256=sha, reader=READER)
    text = given.get("text", "")
    pages = given.get("pages", 1)
    shown = sum(1 for c in text if not c.isspace())
    return Document(
        sha256=sha,
        reader=READER,
        media=given.get("media", "pdf"),
        title=given.get("title", ""),
        text=text,
        pages=tuple(_page(given, n, pages, len(text)) for n in range(1, pages + 1)),
        dates=dates.find(text),
        quality=Quality(
            chars=shown,
            content_chars=shown,
            image_pages=given.get("image_pages", 0),
            garbled=given.get("garbled", 0.0),
        ),
    )


def _page(given: dict[str, Any], number: int, of: int, length: int) -> Page:
    """The first page holds the text; the last ``not_read`` ones are pictures that nobody read."""
    unread = number > of - given.get("not_read", 0)
    read: Literal["text", "ocr", "none"] = "ocr" if given.get("ocr") else "text"
    start = 0 if number == 1 else length
    return Page(number, start, length, read="none" if unread else read)


def _link(given: dict[str, Any], order: int) -> Link:
    url = given.get("url", URL)
    return Link("a1", "O12", url, url, given.get("note", ""), Origin("แบบ.xlsx", "O", 7), order)


def _capture(
    number: int, raw: dict[str, Any], url: str, page: Document | ReadFailure | None
) -> Capture:
    problem = None
    if "problem" in raw:
        code = ProblemCode(raw["problem"])
        problem = Problem(code, raw.get("transient", True), raw.get("detail", ""))
    status = raw.get("status", 0 if problem else 200)
    body = raw.get("body", status > 0 and problem is None)
    verify = raw.get("verify_code")
    return Capture(
        id=number,
        run=raw.get("run", 1),
        url=url,
        attempt=number,
        purpose=Purpose.EVIDENCE,
        taken_at=_at(raw.get("minutes", number - 1)),
        final_url=raw.get("final_url", ""),
        status=status,
        hops=tuple(Hop(hop, 302, target) for hop, target in raw.get("hops", [])),
        problem=problem,
        headers=tuple(raw.get("headers", {}).items()),
        tls=None
        if verify is None
        else Tls(
            version=raw.get("tls_version", "TLSv1.3"),
            cipher=raw.get("cipher", "TLS_AES_128_GCM_SHA256"),
            verify_code=verify,
            verify_text="certificate expired",
        ),
        media_type="text/html",
        sha256=(page.sha256 if page else "b" * 64) if body else "",
    )


def _attachment(number: int, raw: dict[str, Any]) -> Attachment:
    url = raw.get("url", f"http://www.nongkhwang.go.th/files/{number}.pdf")
    edge = Edge(URL, url, raw.get("href", url), raw.get("anchor", "ดาวน์โหลด"), "", number)
    if raw.get("missing"):
        return Attachment(edge)
    status = raw.get("status", 200)
    document = document_of(raw, url) if status < 400 else None
    capture = Capture(
        id=100 + number,
        run=1,
        url=url,
        attempt=1,
        purpose=Purpose.ATTACHMENT,
        taken_at=_at(5),
        status=status,
        media_type="application/pdf",
        sha256=document.sha256 if document else "",
    )
    return Attachment(edge, capture, document)


def _at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)
