"""Downloader middlewares: the guard before the queue, and redirects with every hop recorded."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.cookies import CookieJar

from oitcheck import urls
from oitcheck.model import Hop, Problem, ProblemCode

from . import parts
from .names import Names
from .seen import condition, end_of, header, visit_of

MOST_HOPS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Guard:
    """Resolves and checks before a request joins its host's queue.

    May: end the visit with dns or blocked-address. So a name that doesn't resolve costs its 45
    URLs one look-up and no turns. The handler asks again when it connects: this is no door.
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        return cls(parts.of(crawler).names)

    async def process_request(self, request: Request) -> None:
        await self._names.endpoints(*end_of(visit_of(request).asked))


class Redirects:
    """Follows redirects itself, because Scrapy's own keeps no statuses and knows no loops.

    May: ask the next URL of the chain, or end the visit with a problem (redirect-loop,
    too-many-redirects, blocked-scheme, protocol). Cookies live for one chain only; a page that
    sends the visitor to itself to see whether a cookie came back is no loop.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in _REDIRECTS:
            return response
        visit = visit_of(request)
        location = header(visit, "location")
        visit.hops.append(Hop(visit.asked, response.status, location))
        target = _target(visit.asked, location)
        if isinstance(target, Problem):
            visit.problem = target
            return response
        visit.been.add((visit.asked, _cookie(request)))
        following = request.replace(url=target, dont_filter=True)
        for name in (b"Cookie", b"If-None-Match", b"If-Modified-Since"):
            following.headers.pop(name, None)
        if visit.cookies is None:
            visit.cookies = CookieJar()
        visit.cookies.extract_cookies(response, request)
        visit.cookies.add_cookie_header(following)
        if (target, _cookie(following)) in visit.been:
            visit.problem = Problem(ProblemCode.REDIRECT_LOOP, False, f"{len(visit.hops)} hops")
            return response
        if len(visit.hops) >= MOST_HOPS:
            visit.problem = Problem(ProblemCode.TOO_MANY_REDIRECTS, False, f"{MOST_HOPS} hops")
            return response
        visit.asked = target
        following.headers.update(condition(visit))
        following.meta["download_slot"] = urlsplit(target).hostname or ""
        return following


def _cookie(request: Request) -> str:
    return (request.headers.get(b"Cookie") or b"").decode("latin-1")


def _target(base: str, location: str) -> str | Problem:
    """The absolute URL that a Location header means, or why it isn't followed.

    Servers write raw UTF-8 or cp874 bytes there; they come as latin-1 and go out percent-encoded
    as the same bytes.
    """
    if not location.strip():
        return Problem(ProblemCode.PROTOCOL, False, "redirect without Location")
    raw = quote(location.strip().encode("latin-1"), safe="!#$%&'()*+,/:;=?@[]~\\|^`{}")
    try:
        joined = urljoin(base, raw)
        scheme = urlsplit(joined).scheme
        if scheme not in ("http", "https"):
            return Problem(ProblemCode.BLOCKED_SCHEME, False, scheme)
        return urls.normalise(joined)
    except ValueError:
        return Problem(ProblemCode.PROTOCOL, False, "Location is no URL")
