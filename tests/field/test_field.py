"""Held-out evidence: pages in the manner of real agency sites, judged beforehand by thought.

``cases.toml`` says for each page, and the rule of the year that it is held against, what a fair
official would say. The pages were written without regard to how they are read.
"""

from __future__ import annotations

import hashlib
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from oitcheck import reading, urls
from oitcheck.catalogue import Catalogue, Indicator, Words
from oitcheck.checks import current, main_site, not_empty
from oitcheck.checks.evidence import Attachment, Context, LinkEvidence
from oitcheck.model import (
    Agency,
    Capture,
    Document,
    Edge,
    Finding,
    Link,
    Origin,
    Page,
    Purpose,
    Quality,
    ReadFailure,
)
from oitcheck.thai import dates

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"]
TAKEN = datetime(2026, 5, 14, 3, 0, tzinfo=UTC)
URL = "https://www.nongwaeng.go.th/page/14"
CHECKS = (not_empty, current, main_site)


def findings(case: dict[str, Any]) -> dict[str, Finding]:
    subject, context = link_of(case), context_of(case)
    return {module.META.id: one for module in CHECKS for one in module.check(subject, context)}


def context_of(case: dict[str, Any]) -> Context:
    hosts = tuple(case.get("hosts", ["www.nongwaeng.go.th"]))
    words = Words("แผนการจัดซื้อจัดจ้าง")
    indicator = Indicator("O12", "9.3", words, data_year=tuple(case["rule"]), confirmed=True)
    catalogue = Catalogue(
        "oit-2569", 2569, "standard", 1, True, "c" * 64, (("9.3", words),), (), (indicator,)
    )
    agency = Agency("a1", "5001", "เทศบาลตำบลหนองแวงโสกพระ", hosts=hosts)
    return Context(2569, catalogue, indicator, agency, TAKEN)


def link_of(case: dict[str, Any]) -> LinkEvidence:
    given = case.get("url", URL)
    link = Link("a1", "O12", urls.normalise(given), given, "", Origin("แบบ.xlsx", "O", 7), 0)
    if "pdf" in case:
        document: Document | ReadFailure = pdf(case["pdf"])
    else:
        body = (HERE / "pages" / case["page"]).read_bytes()
        media = reading.sniff(body, "text/html", case["page"])
        document = reading.read(body, media, sha256="e" * 64, reader="field")
    capture = Capture(
        id=1,
        run=1,
        url=link.url,
        attempt=1,
        purpose=Purpose.EVIDENCE,
        taken_at=TAKEN,
        final_url=case.get("final_url", ""),
        status=200,
        sha256=document.sha256,
    )
    return LinkEvidence(link, (capture,), document, None, attachments(document, link.url, case))


def attachments(
    document: Document | ReadFailure, page: str, case: dict[str, Any]
) -> tuple[Attachment, ...]:
    if not isinstance(document, Document) or document.media != "html":
        return ()
    found, _ = reading.attachments(document, page, 30)
    return tuple(
        attachment(
            number,
            Edge(page, one.url, one.href, one.anchor, one.context, number),
            case.get("files", {}).get(unquote(one.url.rsplit("/", 1)[-1]), "scan"),
        )
        for number, one in enumerate(found, 2)
    )


def attachment(number: int, edge: Edge, is_: str) -> Attachment:
    if is_ == "missing":
        return Attachment(edge)
    document = None if is_ == "dead" else pdf(is_.removeprefix("text:") if is_ != "scan" else "")
    capture = Capture(
        id=number,
        run=1,
        url=edge.child,
        attempt=1,
        purpose=Purpose.ATTACHMENT,
        taken_at=TAKEN,
        status=404 if document is None else 200,
        sha256="" if document is None else document.sha256,
    )
    return Attachment(edge, capture, document)


def pdf(text: str) -> Document:
    shown = len("".join(text.split()))
    return Document(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        reader="field",
        media="pdf",
        text=text,
        pages=(Page(1, 0, len(text), image_only=not text),),
        dates=dates.find(text),
        quality=Quality(chars=shown, content_chars=shown, image_pages=0 if text else 1),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_checks_say_what_a_fair_official_would(case: dict[str, Any]) -> None:
    found = {check: f"{one.outcome} {one.reason}" for check, one in findings(case).items()}
    wrong = {check: (said, case[check]) for check, said in found.items() if said not in case[check]}
    assert not wrong, case["why"]


def test_every_page_belongs_to_a_case() -> None:
    assert {path.name for path in (HERE / "pages").iterdir()} == {c.get("page") for c in CASES} - {
        None
    }
