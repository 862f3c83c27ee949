"""Downloader middlewares: redirects with every hop recorded, and pauses that servers ask for."""

from __future__ import annotations

import email.utils
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.cookies import CookieJar

from oitcheck import urls
from oitcheck.model import Hop, Problem, ProblemCode

from . import parts
from .pace import Pace
from .seen import Visit, visit_of

MOST_HOPS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SLOW_DOWN = frozenset({429, 503})


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
        location = _header(visit, "location")
        visit.hops.append(Hop(visit.asked, response.status, location))
        target = _target(visit.asked, location)
        if isinstance(target, Problem):
            visit.problem = target
            return response
        visit.been.add((visit.asked, _cookie(request)))
        following = request.replace(url=target, dont_filter=True)
        following.headers.pop(b"Cookie", None)
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
        following.meta["download_slot"] = urlsplit(target).hostname or ""
        return following


class Pauses:
    """Heeds Retry-After of 429 and 503: nothing is asked of that host before. Bounded."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Pauses:
        return cls(parts.of(crawler).pace)

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in _SLOW_DOWN:
            visit = visit_of(request)
            visit.retry_after = _seconds(_header(visit, "retry-after"))
            if visit.retry_after > 0:
                self._pace.hold(urlsplit(visit.asked).hostname or "", visit.retry_after)
        return response


def _header(visit: Visit, name: str) -> str:
    return next((value for key, value in visit.headers if key.lower() == name), "")


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


def _seconds(value: str) -> float:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3); 0 if it can't be read."""
    if value.strip().isdigit():
        return float(value)
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
