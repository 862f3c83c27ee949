"""Item pipelines: first the documents of a page are found, then everything is stored."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace

from scrapy.crawler import Crawler

from oitcheck import reading
from oitcheck.model import Edge, Purpose, RunKind
from oitcheck.reading.html import read_html

from . import parts
from .seen import Seen
from .writer import Writer

logger = logging.getLogger(__name__)

# Pages of more than this are data dumps; to read one would hold the crawl up for minutes.
_LARGEST_PAGE = 8 * 1024 * 1024


class Documents:
    """Reads an evidence page in a thread and adds the edges to its documents. One level only.

    May: read, also the body that a server says has not changed. May not: fetch, judge, or give a
    page up because it can't be read. A watch is light: it looks at pages only (``pages_only``).
    """

    def __init__(self, limit: int, held: Callable[[str], bytes], *, pages_only: bool) -> None:
        self._limit = limit
        self._held = held
        self._pages_only = pages_only
        self._reader = reading.reader_key()
        # Reading is Python: two at a time keep the event loop answering.
        self._threads = asyncio.Semaphore(2)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Documents:
        shared = parts.of(crawler)
        watch = shared.store.run(shared.run).kind is RunKind.WATCH

        def held(sha256: str) -> bytes:
            blob = shared.store.blob(sha256)
            assert blob is not None  # a capture points to it
            return shared.archive.body(blob)

        return cls(shared.network.attachments_per_page, held, pages_only=watch)

    async def process_item(self, item: Seen) -> Seen:
        capture, body = item.capture, item.body
        wanted = capture.purpose is Purpose.EVIDENCE and capture.status < 400
        wanted = wanted and not self._pages_only
        if wanted and body is None and capture.sha256:
            # Read anew, so that what the reader has learnt since finds more documents. Damaged
            # evidence ends the crawl: nothing could be judged by it.
            body = await asyncio.to_thread(self._held, capture.sha256)
        if not wanted or not body or capture.problem is not None or len(body) > _LARGEST_PAGE:
            return item
        try:
            async with self._threads:
                edges, left_out = await asyncio.to_thread(self._edges, item, body)
        except reading.Unreadable:
            return item
        except Exception:
            logger.exception("page could not be read for its documents: %s", capture.url)
            return item
        return replace(item, capture=replace(capture, left_out=left_out), edges=edges)

    def _edges(self, item: Seen, body: bytes) -> tuple[tuple[Edge, ...], int]:
        capture = item.capture
        if reading.sniff(body, capture.media_type, capture.final_url) != "html":
            return (), 0
        sha256 = hashlib.sha256(body).hexdigest()
        # not reading.read: that looks for dates too, which the crawl has no use for
        document = read_html(body, sha256=sha256, reader=self._reader)
        found, left_out = reading.attachments(document, capture.final_url, self._limit)
        edges = tuple(
            Edge(capture.url, one.url, one.href, one.anchor, one.context, one.order)
            for one in found
            if one.url != capture.url
        )
        return edges, left_out


class Store:
    """Hands every item to the one writer and waits for it. May: write. Never drops an item."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Store:
        return cls(parts.of(crawler).writer)

    async def process_item(self, item: Seen) -> Seen:
        return Seen(await self._writer.put(item), None, item.edges)
