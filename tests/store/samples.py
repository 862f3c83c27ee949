"""Small values that the store's tests share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from oitcheck.model import (
    Agency,
    BlobRef,
    Capture,
    Edge,
    Entry,
    Hop,
    Link,
    Origin,
    Problem,
    ProblemCode,
    Purpose,
    RunKind,
    Submission,
    Tls,
)
from oitcheck.store import Store

NOON = datetime(2026, 5, 5, 5, 0, tzinfo=UTC)
AGENCY = Agency("a1", "03320101", "เทศบาลเมืองสุรินทร์", hosts=("www.surincity.example.go.th",))


def later(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def prepared(store: Store, rounds: tuple[str, ...] = ("1",)) -> Store:
    store.put_agencies([AGENCY], NOON)
    for name in rounds:
        store.ensure_round(name, 2569)
    return store


def entry(indicator: str, *urls: str, withdrawn: bool = False, file: str = "o.xlsx") -> Entry:
    links = tuple(
        Link(AGENCY.id, indicator, url, f" {url} ", "หน้าแรก", Origin(file, "Sheet1", 7), order)
        for order, url in enumerate(urls)
    )
    return Entry(indicator, links, withdrawn)


def handed_in(
    *entries: Entry, at: datetime = NOON, whole: bool = False, round_name: str = "1"
) -> Submission:
    return Submission(AGENCY.id, round_name, 0, at, later(100), whole, entries)


def run_of(store: Store, round_name: str = "1") -> int:
    return prepared(store).create_run(round_name, RunKind.FIRST, NOON)


def body(name: str, offset: int = 379, file: str = "oit-00001.warc.gz") -> BlobRef:
    return BlobRef(name * 64, 500, "text/html", file, offset, 300, "sha256:" + name * 64)


def page(run: int, url: str, *, attempt: int = 1, at: datetime = NOON, sha256: str = "") -> Capture:
    return Capture(
        id=0,
        run=run,
        url=url,
        attempt=attempt,
        purpose=Purpose.EVIDENCE,
        taken_at=at,
        final_url=url + "/",
        status=200,
        headers=(("Content-Type", "text/html"), ("Set-Cookie", "a"), ("Set-Cookie", "b")),
        hops=(Hop(url, 301, url + "/"),),
        tls=Tls("TLSv1.3", "AES", 20, "unable to get local issuer certificate"),
        ip="192.0.2.7",
        elapsed_ms=1234,
        media_type="text/html",
        sha256=sha256,
        size=500 if sha256 else 0,
        left_out=2,
    )


def failed(run: int, url: str, *, attempt: int = 1, at: datetime = NOON) -> Capture:
    trouble = Problem(ProblemCode.TIMEOUT, transient=True, detail="no answer in 60 s")
    return Capture(0, run, url, attempt, Purpose.EVIDENCE, at, problem=trouble)


def edge(parent: str, child: str, order: int = 0) -> Edge:
    return Edge(parent, child, child.rsplit("/", 1)[-1], "ดาวน์โหลด", "แผนปฏิบัติการ", order)
