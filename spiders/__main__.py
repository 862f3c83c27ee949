"""``python -m oitcheck.spiders WORKSPACE RUN_ID [--child]``: fetch what is missing of a run.

Prints progress as JSON lines. With ``--child`` it lives as long as its standard input is open.
Exit status: 0 done, 2 the user's trouble (a JSON line tells it), 3 a fault of ours, 130 stopped.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import re
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from oitcheck import settings as settings_module
from oitcheck.archive import Archive
from oitcheck.errors import OitcheckError
from oitcheck.garbage import collected_seldom
from oitcheck.settings import Settings
from oitcheck.store import Store, open_store

from . import parts, past
from . import settings as scrapy_settings
from .names import Names
from .pace import Circuit, Pace
from .progress import Count, Reporter, tell
from .spider import Evidence
from .tls import make_context
from .writer import Writer

DONE, USER, FAULT, STOPPED = 0, 2, 3, 130
_QUERY = re.compile(r"(https?://[^\s?#\"'<>]*)[?#][^\s\"'<>]*")
# Named, because this module is __main__ when it runs.
logger = logging.getLogger("oitcheck.spiders")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m oitcheck.spiders")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("run", type=int)
    parser.add_argument("--child", action="store_true")
    given = parser.parse_args(argv)
    try:
        settings = settings_module.load(given.workspace)
        _log_to(given.workspace / "log" / f"crawl-{given.run}.log")
        database = settings.workspace.database or given.workspace / "oitcheck.db"
        with open_store(database) as store:
            return Crawl(given.workspace, given.run, settings, store).go(child=given.child)
    except OitcheckError as trouble:
        tell(json.dumps({"error": trouble.message, "hint": trouble.hint}))
        return USER


class Crawl:
    """Puts the parts together, runs the reactor once, and ends in order."""

    def __init__(self, workspace: Path, run: int, settings: Settings, store: Store) -> None:
        self._run = run
        self._network = settings.network
        self._store = store
        self._archive = Archive(workspace / "evidence", store.blob, sync_each=False)
        self._ending = threading.Lock()

    def go(self, *, child: bool) -> int:
        """Run to the end; the exit status. Raises `OitcheckError` for the user's trouble."""
        tls = make_context(self._network.ca_bundle)
        self._archive.cut(self._store.indexed_ends())
        done_before = past.load(self._store, self._archive, self._run)
        self._count = Count(
            total=self._store.target_count(self._run),
            done=done_before.done,
        )
        options = ScrapySettings()
        options.setmodule(scrapy_settings, priority="project")
        options.setdict(scrapy_settings.for_network(self._network), priority="project")
        process = AsyncCrawlerProcess(options)
        loop = asyncio.get_event_loop()  # the one that the process has just installed
        self._writer = Writer(self._store, self._archive, loop)
        crawler = process.create_crawler(Evidence)
        parts.give(
            crawler,
            parts.Parts(
                run=self._run,
                network=self._network,
                store=self._store,
                archive=self._archive,
                past=done_before,
                writer=self._writer,
                names=Names(self._network),
                tls=tls,
                pace=Pace(self._network.concurrency_per_host, self._network.delay_per_address),
                circuit=Circuit(),
                count=self._count,
                give_up=self._give_up,
            ),
        )
        self._reporter = Reporter(self._count)
        # Scrapy makes a line of every answer at DEBUG, which the log then leaves out
        logging.getLogger("scrapy").setLevel(logging.WARNING)
        collected_seldom()
        process.crawl(crawler)
        if child:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides, by closing stdin
            threading.Thread(target=self._watch, name="parent", daemon=True).start()
        logger.info("run %d begins", self._run)
        process.start(install_signal_handlers=not child)
        logger.info("run %d ends: %s", self._run, self._count)
        self._writer.close()
        self._archive.close()
        self._reporter.close()
        return DONE if self._count.phase == "done" else FAULT

    def _watch(self) -> None:
        """The parent never writes: the end of standard input is its end, or its wish."""
        with suppress(OSError):
            # not sys.stdin: its lock, held by a thread, kills the interpreter when it ends
            while os.read(0, 1024):
                pass
        self._leave(STOPPED)

    def _give_up(self, error: BaseException | None) -> None:
        logger.error("the crawl gives up: %r", error)
        if isinstance(error, OitcheckError):
            tell(json.dumps({"error": error.message, "hint": error.hint}))
            self._leave(USER)
        self._leave(FAULT)

    def _leave(self, code: int) -> None:
        """End at once, with what is queued for the disk written; requests under way are lost."""
        with self._ending:
            self._writer.close(10)
            self._reporter.close()
            logging.shutdown()
            os._exit(code)


class _Discreet(logging.Formatter):
    """Lines without query strings: they can hold what people typed."""

    def format(self, record: logging.LogRecord) -> str:
        return _QUERY.sub(r"\1?...", super().format(record))


def _log_to(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(
        lambda record: record.levelno >= logging.WARNING or record.name == logger.name
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)


if __name__ == "__main__":
    sys.exit(main())
