"""The spider: what is still missing of a run goes in, captures come out. It judges nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from oitcheck.model import Capture, Problem, ProblemCode, Purpose, RunKind
from oitcheck.store import Held

from . import parts
from .canaries import Silence, choose
from .outcome import capture_of, pause_before_next
from .probes import Sites
from .robots import Robots, robots_url
from .seen import Seen, Trouble, Visit, condition, visit_of

logger = logging.getLogger(__name__)

# Requests that are in Scrapy's hands at a time; the rest stays in the database.
_WINDOW = 4000
_PAGE = 1000
_PRECONDITION_FAILED = 412
_PAGES_AND_DOCUMENTS = (Purpose.EVIDENCE, Purpose.ATTACHMENT)
# What is asked beside them says that our network is up, and never that it is down.
_BESIDE = (Purpose.SIBLING_PROBE, Purpose.SECOND_AGENT, Purpose.ROBOTS)


class Evidence(scrapy.Spider):
    """Four phases, each fed from the store: the pages handed in, what is asked once per site,
    the pages' documents, canaries.

    `start` is the only feeder: it takes URLs in pages, adds second tries when their pause is
    over, and ends when nothing is open any more.
    """

    name = "evidence"

    def __init__(self, crawler: Crawler, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._parts = parts.of(crawler)
        self._run, self._network = self._parts.run, self._parts.network
        self._store, self._past = self._parts.store, self._parts.past
        self._circuit, self._count = self._parts.circuit, self._parts.count
        self._kind = self._store.run(self._run).kind
        self._robots = Robots()
        for rules, (status, body) in self._past.robots.items():
            self._robots.learn(rules, status, body)
        self._silence = Silence()
        self._failed_hosts: set[str] = set()
        self._open = 0
        self._ready: asyncio.Queue[Request | Seen | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._canary_round = self._past.canary_rounds
        self._silence.recall(self._past.answers, self._past.failures)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Evidence:
        spider = cls(crawler, **kwargs)
        spider._set_crawler(crawler)
        crawler.signals.connect(spider.stored, signals.item_scraped)
        crawler.signals.connect(spider.broken, signals.item_error)
        crawler.signals.connect(spider.broken, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request | Seen]:
        self._count.phase = "pages"
        for url, attempt in self._past.second_tries(Purpose.EVIDENCE):
            self._later(Visit(url, Purpose.EVIDENCE, attempt), 0)
        async for request in self._phase(
            lambda after: self._store.pending(self._run, Purpose.EVIDENCE, after, _PAGE)
        ):
            yield request
        if self._kind is not RunKind.WATCH:
            self._count.phase = "sites"
            async for request in self._beside():
                yield request
        self._count.phase = "attachments"
        for url, attempt in self._past.second_tries(Purpose.ATTACHMENT):
            self._later(Visit(url, Purpose.ATTACHMENT, attempt), 0)
        async for request in self._phase(
            lambda after: self._store.pending_attachments(self._run, after, _PAGE)
        ):
            yield request
        if self._silence.whole_run():
            self._count.phase = "canaries"
            self._send_canaries()
            async for request in self._drain():
                yield request
        self._count.phase = "done"

    async def _phase(self, page: Callable[[str], list[str]]) -> AsyncIterator[Request | Seen]:
        """Everything that ``page`` gives, and what comes of it, until nothing is open."""
        after, more = "", True
        while more or self._open:
            if more and self._open < _WINDOW:
                found = await asyncio.to_thread(page, after)
                more = len(found) == _PAGE
                after = found[-1] if found else after
                held = await asyncio.to_thread(self._held, found)
                for url in found:
                    for request in self._begin(url, held.get(url)):
                        yield request
                continue
            ready = await self._ready.get()
            if ready is not None:
                yield ready

    async def _drain(self) -> AsyncIterator[Request | Seen]:
        while self._open:
            ready = await self._ready.get()
            if ready is not None:
                yield ready

    def _held(self, urls: list[str]) -> dict[str, Held]:
        """What earlier runs hold of ``urls``; a run that looks at everything anew needs none."""
        if self._kind in (RunKind.FRESH, RunKind.FREEZE):
            return {}
        return self._store.looking.held(self._run, urls)

    async def _beside(self) -> AsyncIterator[Request | Seen]:
        """What is asked once per site, now that all its pages are in: see `probes`."""
        sites = await asyncio.to_thread(
            lambda: Sites(self._run, self._network, self._store.looking.asked(self._run))
        )
        if self._network.respect_robots:
            async for request in self._send(sites.robots()):
                yield request
        async for request in self._send(sites.probes(self._robots.allowed)):
            yield request

    async def _send(self, visits: Iterator[Visit]) -> AsyncIterator[Request | Seen]:
        for visit in visits:
            self._open += 1
            yield self._request(visit)
        async for request in self._drain():
            yield request

    def _begin(self, url: str, held: Held | None) -> Iterator[Request]:
        """What to ask first for ``url``: itself, or its site's robots.txt where that is needed."""
        self._open += 1
        if self._count.phase == "pages":
            yield self._request(Visit(url, Purpose.EVIDENCE, held=held))
            return
        self._count.total += 1
        visit = Visit(url, Purpose.ATTACHMENT, held=held)
        rules = robots_url(url)
        if not self._network.respect_robots:
            yield self._request(visit)
        elif self._robots.known(rules):
            self._by_rules(visit)
        elif self._robots.wait(visit):
            self._open += 1
            yield self._request(Visit(rules, Purpose.ROBOTS))

    def _rules_came(self, rules: str, status: int, body: bytes) -> None:
        for visit in self._robots.learn(rules, status, body):
            self._by_rules(visit)

    def _by_rules(self, visit: Visit) -> None:
        if self._robots.allowed(visit.url):
            self._ready.put_nowait(self._request(visit))
            return
        visit.problem = Problem(ProblemCode.ROBOTS, False, "robots.txt")
        self._ready.put_nowait(Seen(capture_of(visit, self._run, None), None))

    def _request(self, visit: Visit) -> Request:
        headers: dict[str, str | bytes] = dict(condition(visit))
        if visit.purpose is Purpose.SECOND_AGENT:
            headers["User-Agent"] = self._network.second_agent
        return Request(
            visit.url,
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            dont_filter=True,
            meta={"visit": visit, "download_slot": urlsplit(visit.url).hostname or ""},
        )

    async def parse(self, response: Response, **_: Any) -> AsyncIterator[Seen]:
        """An answer, with whatever status."""
        assert response.request is not None
        visit = visit_of(response.request)
        if response.status == _PRECONDITION_FAILED and visit.conditional:
            # the condition was ours: the page is asked for plainly before anything is recorded
            self._ready.put_nowait(self._request(Visit(visit.url, visit.purpose, visit.attempt)))
            return
        capture = capture_of(visit, self._run, response)
        body = response.body
        kept = None if capture.problem and not _keeps_body(capture.problem, body) else body
        if capture.sha256:  # not modified: the body is held already
            kept = None
        if visit.purpose is Purpose.ROBOTS:
            self._rules_came(visit.url, capture.status, response.body)
        self._try_again(visit, capture)
        yield Seen(capture, kept, digest=visit.digest)

    async def failed(self, failure: Failure) -> AsyncIterator[Seen]:
        """No answer that is of use: the handler's Trouble, or a bug of ours."""
        request: Request = failure.request  # type: ignore[attr-defined]
        visit = visit_of(request)
        if isinstance(failure.value, Trouble):
            visit.problem = failure.value.problem
        else:
            logger.error("%s failed: %r", visit.url, failure.value)
            visit.problem = Problem(ProblemCode.OTHER, True, type(failure.value).__name__)
        capture = capture_of(visit, self._run, None)
        if visit.purpose is Purpose.ROBOTS:
            self._rules_came(visit.url, 0, b"")
        self._try_again(visit, capture)
        yield Seen(capture, None)

    def _try_again(self, visit: Visit, capture: Capture) -> None:
        host = urlsplit(visit.asked).hostname or ""
        pause = pause_before_next(capture, self._network.delay, visit.retry_after)
        if pause is None or self._circuit.open(host):
            return
        self._open += 1
        self._count.again += 1
        following = Visit(visit.url, visit.purpose, visit.attempt + 1, held=visit.held)
        self._later(following, pause, counted=True)

    def _later(self, visit: Visit, seconds: float, *, counted: bool = False) -> None:
        if not counted:
            self._open += 1

        async def wait() -> None:
            await asyncio.sleep(seconds)
            self._ready.put_nowait(self._request(visit))

        self._spawn(wait())

    def _send_canaries(self) -> None:
        self._canary_round += 1
        for url in choose(self._network, self._store.agencies(), self._failed_hosts):
            self._later(Visit(url, Purpose.CANARY, self._canary_round), 0)

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stored(self, item: Seen) -> None:
        """A capture is safe on the disk."""
        capture = item.capture
        self._open -= 1
        if capture.purpose in _BESIDE and capture.answered:
            self._silence.note(capture)
        elif capture.purpose in _PAGES_AND_DOCUMENTS:
            self._silence.note(capture)
            self._count.done += capture.attempt == 1
            self._count.answered += capture.answered
            self._count.problems += capture.problem is not None
            if not capture.answered:
                self._failed_hosts.add(urlsplit(capture.url).hostname or "")
            if self._silence.window():
                self._send_canaries()
        self._ready.put_nowait(None)

    def broken(self, **facts: Any) -> None:
        """Storing failed, or the spider has a bug: nothing that comes after could be trusted."""
        failure = facts.get("failure")
        self._parts.give_up(failure.value if failure else None)


def _keeps_body(problem: Problem, body: bytes) -> bool:
    if problem.code is ProblemCode.HTTP_STATUS:
        return True
    # of no bytes at all nothing can be judged
    return bool(body) and problem.code in (ProblemCode.TRUNCATED, ProblemCode.BAD_ENCODING)
