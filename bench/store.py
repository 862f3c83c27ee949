"""Captures a second: batches beside single commits, and beside bare sqlite3 inserts.

    python bench/store.py [CAPTURES]

The bound is one executemany of rows of the same size into one table without any index, synced
once per batch like the store. ratio = seconds of the bound / seconds of the store, same run.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from oitcheck.model import BlobRef, Capture, Edge, Hop, Purpose, RunKind, Tls
from oitcheck.store import NewCapture, Store, open_store

NOW = datetime(2026, 5, 5, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html; charset=utf-8"),) * 12


def rows(run: int, count: int, mark: str) -> list[NewCapture]:
    found = []
    for n in range(count):
        url = f"https://www.h{n % 200}.example.go.th/{mark}/{n}"
        sha256 = f"{mark}{n:x}".rjust(64, "0")
        seen = Capture(
            0,
            run,
            url,
            1,
            Purpose.EVIDENCE,
            NOW,
            url,
            200,
            HEADERS,
            (Hop(url, 301, url),),
            None,
            Tls("TLSv1.3"),
            "192.0.2.1",
            99,
            "text/html",
            sha256,
            1000,
        )
        blob = BlobRef(sha256, 1000, "text/html", "oit-00001.warc.gz", n, 1, "sha256:" + sha256)
        edges = tuple(Edge(url, f"{url}/{k}.pdf", "x.pdf", "ดาวน์โหลด", "", k) for k in range(3))
        found.append(NewCapture(seen, blob, edges))
    return found


def stored(store: Store, given: list[NewCapture], batch: int) -> float:
    start = time.perf_counter()
    for n in range(0, len(given), batch):
        store.add_captures(given[n : n + batch])
    return time.perf_counter() - start


def bare(path: Path, given: list[NewCapture], batch: int) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text)")
        start = time.perf_counter()
        for n in range(0, len(given), batch):
            connection.execute("BEGIN")
            connection.executemany(
                "INSERT INTO row (text) VALUES (?)",
                [
                    (repr(part),)
                    for item in given[n : n + batch]
                    for part in (item.capture, item.blob, *item.edges)
                ],
            )
            connection.execute("COMMIT")
        return time.perf_counter() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        open_store(Path(folder) / "oitcheck.db") as store,
    ):
        store.ensure_round("1", 2569)
        run = store.create_run("1", RunKind.FIRST, NOW)
        for batch in (1, 20, 64):
            given = rows(run, count, f"{batch}e")
            ours = stored(store, given, batch)
            least = bare(Path(folder) / f"bare{batch}.db", given, batch)
            print(
                f"batch {batch}: {count / ours:.0f} captures/s (3 edges each), bare rows "
                f"{count / least:.0f}/s, ratio {least / ours:.2f}"
            )
        start = time.perf_counter()
        store.add_targets(run, (f"https://www.example.go.th/{n}" for n in range(12_000)))
        added = time.perf_counter() - start
        start = time.perf_counter()
        pending = len(store.pending(run, limit=20_000))
        print(
            f"12,000 targets: added in {added:.2f} s, "
            f"{pending} pending in {time.perf_counter() - start:.2f} s"
        )


if __name__ == "__main__":
    main()
