# ruff: noqa: E501 - lines of markup and of Thai text read better whole
"""The kinds of pages that agencies hand in. Each maker takes what is to be expected as declared."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, unquote

from . import files
from .agencies import SITES, Site
from .chrome import Page
from .content import article
from .markup import Article
from .themes import RENDER, shell

NO_BROWSER = "error not-empty:no-browser"

DATA_YEAR: dict[str, int | None] = {
    **dict.fromkeys(("O1", "O2", "O3", "O8", "O9", "O10", "O16", "O17"), None),
    **dict.fromkeys(("O4", "O5", "O6", "O11", "O13", "O15", "O19", "O20", "O21", "O23"), 2569),
    **dict.fromkeys(("O7", "O12", "O14", "O18", "O22", "O24", "O25", "O26"), 2568),
}
"""The year of a right answer; None where the item asks for no year."""

POSTED = {2569: "15 มกราคม 2569", 2568: "20 สิงหาคม 2568", 2567: "18 กรกฎาคม 2567", None: ""}


@dataclass(frozen=True)
class Resource:
    """One answer of the server. ``busy_first`` answers come as 503 before the real one."""

    body: bytes | Callable[[date], bytes] = b""
    status: int = 200
    media: str = "text/html; charset=UTF-8"
    location: str = ""
    busy_first: int = 0


@dataclass(frozen=True)
class Given:
    """One link as the agency types it, what the server holds for it, and what is true of it.

    ``expect`` is an outcome and the reasons of all findings that are neither pass nor skip, such
    as ``fail current:wrong-year``; ``without`` the same where no browser is at hand, if it differs.
    """

    url: str
    expect: str
    why: str
    serves: tuple[tuple[str, Resource], ...]
    without: str = ""
    note: str = ""


@dataclass(frozen=True)
class Item:
    """What an agency gives for one item. ``verdict`` is declared, as ``expect`` of a link is, and
    may be left out where one link alone (or only links that pass) decide. ``handed`` says whether
    the list of that round names the item: yes, no (what holds is carried over), withdrawn, or
    invalid (the cell holds something that is no URL: ``typed``)."""

    links: tuple[Given, ...] = ()
    verdict: str = ""
    why: str = ""
    handed: str = "yes"
    typed: str = ""


def canonical(url: str) -> str:
    """The URL as it is fetched: percent-encoded, no fragment. ``url`` is well-formed otherwise."""
    return quote(url.strip().split("#", 1)[0], safe="%/:?&=+,;@!$'()*[]~-._")


def key_of(url: str) -> str:
    """Host, path and query, decoded: how the server finds what it holds."""
    return unquote(canonical(url).split("://", 1)[1])


def drawn(site: Site, url: str, page: Page) -> tuple[tuple[str, Resource], ...]:
    """What serves ``page`` at ``url``: its HTML, or the shell and the JSON of a script-only site."""
    media = "text/html" if site.look == "tis620" else "text/html; charset=UTF-8"
    html = Resource(lambda today: RENDER[site.look](site, page, today), media=media)
    if site.look != "shell":
        return ((url, html),)
    path = url.split("://", 1)[1].partition("/")[2] or "home"
    data = Resource(
        lambda today: shell.data(site, page, today), media="application/json; charset=utf-8"
    )
    return ((url, html), (f"{site.root}/data/{path}.json", data))


def given(
    site: Site,
    url: str,
    page: Page,
    expect: str = "pass",
    why: str = "ข้อมูลครบและตรงปี",
    note: str = "",
) -> Given:
    """A link to a page in the site's own look."""
    without = NO_BROWSER if site.look == "shell" else ""
    return Given(url, expect, why, drawn(site, url, page), without, note)


def html(
    site: Site,
    item: str,
    url: str,
    year: int | None = -1,
    expect: str = "pass",
    why: str = "ข้อมูลครบและตรงปี",
    *,
    posted: str | None = None,
    spam: bool = False,
    change: Callable[[Article], Article] = lambda made: made,
    note: str = "",
) -> Given:
    """A page of text. ``year`` -1 means the right one of the item."""
    year = DATA_YEAR[item] if year == -1 else year
    made = change(article(item, site, year))
    day = POSTED[year] if posted is None else posted
    page = Page(made.title, made.html, day, spam, ("ITA", f"ข้อ {item}"))
    return given(site, url, page, expect, why, note or made.title)


def listing(
    site: Site,
    item: str,
    url: str,
    names: tuple[str, ...],
    expect: str = "pass",
    why: str = "หน้ามีเอกสารแนบที่เปิดอ่านได้",
) -> Given:
    """A short page that only lists documents."""
    made = article(item, site, DATA_YEAR[item])
    places = [(f"{upload(site)}/{name}", name) for name in names]
    links = "".join(
        f'<li class="wp-block-file"><a href="{place}">ดาวน์โหลด {made.title} '
        f"({name.rsplit('.', 1)[1].upper()})</a></li>"
        for place, name in places
    )
    page = Page(made.title, f'<ul class="attachmentsContainer">{links}</ul>', "", False, ("ITA",))
    one = given(site, url, page, expect, why, made.title)
    return replace(one, serves=(*one.serves, *(held(site, p, name) for p, name in places)))


def framed(site: Site, item: str, url: str, name: str, why: str) -> Given:
    """A page that shows one PDF in a viewer's iframe and says nothing else."""
    made = article(item, site, DATA_YEAR[item])
    place = f"{upload(site)}/{name}"
    viewer = f"/wp-content/plugins/pdfjs-viewer/web/viewer.html?file={place}"
    shown = f'<iframe src="{viewer}" width="100%" height="600" title="{made.title}"></iframe>'
    one = given(site, url, Page(made.title, shown), "pass", why, made.title)
    shell_page = Resource(b"<!doctype html><title>PDF.js viewer</title><div id=viewer></div>")
    serves = (*one.serves, held(site, place, name), (site.root + viewer, shell_page))
    return replace(one, serves=serves)


def upload(site: Site) -> str:
    """The folder that the site's CMS puts documents into."""
    return {
        "wordpress": "/wp-content/uploads/2026/03",
        "joomla": "/images/ita2569",
        "vendor": "/dnm_file/project",
        "tis620": "/file",
        "modern": "/storage/oit",
        "shell": "/files",
    }[site.look]


def held(site: Site, place: str, name: str) -> tuple[str, Resource]:
    """A committed file at a path of the site."""
    return site.root + place, Resource(files.read(name), media=files.media(name))


def document(
    site: Site,
    item: str,
    name: str,
    place: str = "",
    expect: str = "pass",
    why: str = "เอกสารเปิดอ่านได้และตรงปี",
) -> Given:
    """A link straight to a document."""
    url, resource = held(site, place or f"{upload(site)}/{name}", name)
    return Given(url, expect, why, ((url, resource),), "", article(item, site, None).title)


def status(site: Site, url: str, code: int, expect: str, why: str, busy_first: int = 0) -> Given:
    """A page of the site that answers with an error status."""
    words = {404: "ไม่พบหน้าที่คุณต้องการ (404 Not Found)", 403: "403 Forbidden", 410: "410 Gone"}
    page = Page(words[code], "<p>ขออภัย ไม่สามารถแสดงหน้านี้ได้</p>", "", False, ("ข้อผิดพลาด",))
    look = replace(site, look="modern") if site.look == "shell" else site
    (place, made), *_ = drawn(look, url, page)
    return Given(url, expect, why, ((place, replace(made, status=code)),))


def redirect(url: str, code: int, to: Given, expect: str, why: str) -> Given:
    """A link that leads on to where ``to`` is served."""
    step = Resource(b"", code, location=canonical(to.url))
    return Given(url, expect, why, ((url, step), *to.serves), to.without, to.note)


def foreign(url: str, title: str, text: str, expect: str, why: str) -> Given:
    """A page of a site that is no agency's: a file store, social media."""
    body = f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head><body>{text}</body></html>'
    return Given(url, expect, why, ((url, Resource(body.encode())),))


def stored(one: Given, place: str, name: str) -> Given:
    """A page of a file store, with the committed file that it presents at ``place``."""
    resource = Resource(files.read(name), media=files.media(name))
    return replace(one, serves=(*one.serves, (place, resource)))


def listed(one: Given, place: str, *items: str) -> Given:
    """A folder's page, with the plain list of its files that stands at ``place``."""
    rows = "".join(
        f'<div class="flip-entry"><a href="https://drive.google.com/file/d/1Sample{n:014}/view">'
        f'<div class="flip-entry-title">{item}</div></a></div>'
        for n, item in enumerate(items)
    )
    body = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Drive</title></head><body><div class="flip-entries">{rows}</div></body></html>'
    return replace(one, serves=(*one.serves, (place, Resource(body.encode()))))


def plain(url: str, body: bytes, media: str, expect: str, why: str) -> Given:
    """Raw bytes at an address."""
    return Given(url, expect, why, ((url, Resource(body, media=media)),))


def dead(site: Site, one: Given) -> Given:
    """The same link on a server that resets every connection."""
    return replace(
        one,
        expect="review reachable:second-look",
        why="เครื่องแม่ข่ายไม่ตอบ ต้องตรวจซ้ำก่อนสรุป",
        without="",
    )


def to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def province_site() -> Site:
    """The province's own website, which a regional office may publish on."""
    return replace(
        SITES["kaset"], look="modern", hosts=("www.sample.go.th",), colour="#7c2d12", dark="#431407"
    )
