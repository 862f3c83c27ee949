"""Speed of `Archive.append_response` beside the bound: gzip plus write of the same bodies.

    python bench/archive.py [MEGABYTES]

ratio = seconds of the plain way / seconds of the archive; both write the same bodies to the same
disk in one run, alternating, and the medians of five rounds are compared. The plain way
compresses each body at the same level, writes it, and syncs as often. What the archive does on
top: sha256, headers, two sha1 digests of the WARC standard.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

from oitcheck.archive import Archive

NOW = datetime(2026, 5, 5, tzinfo=UTC)
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx")] * 6
BATCH = 20


def pages(megabytes: int) -> list[bytes]:
    """HTML of 20 to 200 KB made of Thai words: deflates about fivefold, as real pages do."""
    rng = random.Random(1)
    words = ["".join(chr(rng.randrange(0x0E01, 0x0E2F)) for _ in range(6)) for _ in range(4000)]
    found, size = [], 0
    while size < megabytes * 1_000_000:
        parts = (
            f"<li><a href='/p/{rng.randrange(9999)}'>{w}</a></li>"
            for w in rng.choices(words, k=rng.randrange(400, 4000))
        )
        page = "".join(parts).encode()
        found.append(page)
        size += len(page)
    return found


def files(megabytes: int) -> list[bytes]:
    """What no packing shrinks, like PDF and pictures: 1 MB each."""
    return [os.urandom(1_000_000) for _ in range(megabytes)]


def archived(folder: Path, bodies: list[bytes], media_type: str) -> float:
    start = time.perf_counter()
    with Archive(folder, sync_each=False) as archive:
        for n, body in enumerate(bodies):
            archive.append_response(f"http://h/{n}", 200, HEADERS, body, NOW, media_type=media_type)
            if n % BATCH == BATCH - 1:
                archive.sync()
    return time.perf_counter() - start


def plain(folder: Path, bodies: list[bytes], level: int) -> float:
    start = time.perf_counter()
    with (folder / "plain.gz").open("wb", buffering=0) as file:
        for n, body in enumerate(bodies):
            packer = zlib.compressobj(level, zlib.DEFLATED, 31)
            file.write(packer.compress(body) + packer.flush())
            if n % BATCH == BATCH - 1:
                os.fsync(file.fileno())
        os.fsync(file.fileno())
    return time.perf_counter() - start


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for name, bodies, media_type, level in (
        ("pages", pages(megabytes), "text/html", 6),
        ("pdf", files(megabytes), "application/pdf", 1),
    ):
        size = sum(map(len, bodies)) / 1e6
        ours, bound = [], []
        for _ in range(5):
            with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
                bound.append(plain(Path(folder), bodies, level))
                ours.append(archived(Path(folder), bodies, media_type))
        mine, least = statistics.median(ours), statistics.median(bound)
        print(
            f"{name}: archive {size / mine:.0f} MB/s, plain gzip {size / least:.0f} MB/s, "
            f"ratio {least / mine:.2f} ({len(bodies)} bodies, {size:.0f} MB)"
        )


if __name__ == "__main__":
    main()
