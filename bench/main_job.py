"""The main job on the sample province: seconds of every stage, beside a bound of the same run.

    python bench/main_job.py

Round 1 goes from the agencies' lists to the reports, stage by stage. "cpu" is the processor time
of this process and of the children that it waited for (the crawl, the readers); the browser's own
processes are not in it. The bound, in the same run: fetch the same URLs one after the other with
http.client, drop the answers' headers, and parse every page with lxml. The readers' processes,
the robots.txt files, repeated attempts and politeness are on our side only.
"""

from __future__ import annotations

import http.client
import resource
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html

from oitcheck.addresses import mapped
from oitcheck.pipeline import sample
from oitcheck.pipeline.handing_in import import_agencies, import_files
from oitcheck.pipeline.main_job import MainJob
from oitcheck.pipeline.workspace import Workspace
from oitcheck.settings import Network

Stages = dict[str, tuple[float, float]]


def processor() -> float:
    """Seconds of processor time of this process and of its ended children."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


@contextmanager
def timed(stages: Stages, name: str) -> Iterator[None]:
    cpu, wall = processor(), time.perf_counter()
    yield
    stages[name] = (processor() - cpu, time.perf_counter() - wall)


def silent(*_: object) -> None:
    pass


def job(workspace: Workspace, registry: Path, lists: list[Path], stages: Stages) -> MainJob:
    """Round 1, as `oitcheck run` does it."""
    with timed(stages, "import"), workspace.lock():
        import_agencies(workspace, registry, now())
        import_files(workspace, lists, "1", received_at=now(), whole=False, now=now())
    main_job = MainJob(workspace, "1", now)
    with main_job.lock():
        planned = main_job.plan("", [])
        assert planned is not None
        steps: list[tuple[str, Callable[[], object]]] = [
            ("crawl", lambda: main_job.crawl(planned, silent)),
            ("read", main_job.read),
            ("draw", lambda: main_job.draw_shells(silent)),
            ("judge", lambda: main_job.judge(None)),
            ("screenshots", lambda: main_job.take_screenshots(silent)),
            ("report", main_job.report),
        ]
        for name, step in steps:
            with timed(stages, name):
                step()
    return main_job


def now() -> datetime:
    return datetime.now(UTC)


def bound(urls: list[str], network: Network, ca: str) -> int:
    """Fetch and parse; how many answered."""
    trust = ssl.create_default_context(cafile=ca)
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    answered = 0
    for url in urls:
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        host = parts.hostname or ""
        place = mapped(host, parts.port or (443 if tls else 80), tls, network)
        if place is None:
            continue
        connection = (
            http.client.HTTPSConnection(*place, timeout=5, context=trust)
            if tls
            else http.client.HTTPConnection(*place, timeout=5)
        )
        try:
            connection.request(
                "GET", f"{parts.path or '/'}?{parts.query}", headers={"Host": parts.netloc}
            )
            answer = connection.getresponse()
            body = answer.read()
            answered += 1
            if body and "html" in answer.getheader("Content-Type", ""):
                lxml.html.document_fromstring(body)
        except (OSError, http.client.HTTPException, lxml.etree.ParserError):
            continue
        finally:
            connection.close()
    return answered


def main() -> None:
    stages: Stages = {}
    with tempfile.TemporaryDirectory() as name, sample.websites(1) as sites:
        folder = Path(name)
        registry, lists = sample.lay(folder, 1, sites, now().date())
        workspace = Workspace(folder)
        main_job = job(workspace, registry, lists, stages)
        with main_job.lock():
            captures = [c for c in main_job.store.captures("1") if c.answered]
        bare: Stages = {}
        with timed(bare, "bound"):
            answered = bound([c.url for c in captures], workspace.settings().network, sites.ca)
    total = tuple(sum(column) for column in zip(*stages.values(), strict=True))
    print(f"{'stage':12}{'cpu s':>8}{'wall s':>8}")
    for stage, (cpu, wall) in [*stages.items(), ("whole", total), *bare.items()]:
        print(f"{stage:12}{cpu:8.1f}{wall:8.1f}")
    print(f"{len(captures)} captures with an answer, {answered} fetched again for the bound")
    print(f"whole / bound, processor time: {total[0] / bare['bound'][0]:.1f}")


if __name__ == "__main__":
    # The readers' processes import the main module again, and this one is much heavier than the
    # command line; a module that was named after -c is not imported.
    code = "import sys; sys.path.insert(0, sys.argv[1]); import main_job; main_job.main()"
    folder = str(Path(__file__).resolve().parent)
    sys.exit(subprocess.run([sys.executable, "-c", code, folder], check=False).returncode)
