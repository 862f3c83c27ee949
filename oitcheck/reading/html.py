"""HTML to a Document."""

from __future__ import annotations

from dataclasses import replace

from oitcheck.model import Block, Document, Href, Region
from oitcheck.reading import charset, quality, region_words, regions
from oitcheck.reading.characters import mended
from oitcheck.reading.html_text import PageText, mark_tables
from oitcheck.reading.html_tree import Node, flatten, parse
from oitcheck.reading.links import refresh_target
from oitcheck.reading.markers import markers
from oitcheck.reading.viewers import opened_by_scripts

_SHORT_LINE = 160
_CLOCK_ABOVE = 60
_MENU_LINES = 10
_BANNER_CHARS = 250
_COUNTER_LINES = 2


def read_html(body: bytes, *, sha256: str, reader: str) -> Document:
    """A page's visible text with regions, links, tables and markers; dates are added later."""
    source, name = charset.decode(body)
    source = mended(source)
    root = parse(source)
    if root is None:
        return Document(sha256, reader, "html", quality=quality.measure("", charset=name))
    nodes, steps = flatten(root)
    mark_tables(nodes)
    regions.assign(nodes)
    page = PageText(nodes)
    page.follow(steps)
    text = page.text
    blocks = _by_line(text, page.blocks)
    links = (*page.links, *opened_by_scripts(nodes), *_refreshes(nodes))
    return Document(
        sha256,
        reader,
        "html",
        title=_title(nodes),
        text=text,
        base=_base(nodes),
        blocks=blocks,
        links=links,
        tables=tuple(page.tables),
        markers=markers(nodes),
        hidden=page.hidden,
        quality=quality.measure(
            text,
            blocks,
            images=page.images,
            scripts=sum(1 for node in nodes if node.tag == "script"),
            charset=name,
        ),
    )


def _title(nodes: list[Node]) -> str:
    for node in nodes:
        if node.tag == "title" and nodes[node.parent].tag in ("head", "html", "body"):
            return node.words[:500]
    return ""


def _base(nodes: list[Node]) -> str:
    hrefs = (node.attributes.get("href", "") for node in nodes if node.tag == "base")
    return next((href.strip() for href in hrefs if href), "")


def _refreshes(nodes: list[Node]) -> list[Href]:
    found = []
    for node in nodes:
        if node.tag == "meta" and node.attributes.get("http-equiv", "").lower() == "refresh":
            target = refresh_target(node.attributes.get("content", ""))
            if target:
                found.append(Href(target, "", kind="meta-refresh"))
    return found


def _by_line(text: str, blocks: list[Block]) -> tuple[Block, ...]:
    """Regions that only the wording of a line tells: counters, last updates, today's date."""
    lines = [text[block.start : block.end] for block in blocks]
    counting = {i for i, line in enumerate(lines) if region_words.COUNTER_LINE.fullmatch(line)}
    told: list[Block] = []
    started = False
    for index, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        region = block.region
        if len(line) <= _SHORT_LINE and not block.heading:
            if region_words.TODAY.fullmatch(line) and not started:
                region = Region.TICKER
            else:
                region = _of_line(line, index, counting, region)
        # The clock of a site stands above its matter; such a line further down is a date of it.
        started = started or (region is Region.CONTENT and len(line) > _CLOCK_ABOVE)
        told.append(block if region is block.region else replace(block, region=region))
    return _with_banner(told)


def _with_banner(blocks: list[Block]) -> tuple[Block, ...]:
    """The name and address of the agency above the menu of an old page are its header."""
    first = next((i for i, b in enumerate(blocks) if b.region is not Region.CONTENT), len(blocks))
    above, below = blocks[:first], blocks[first:]
    menu = sum(1 for block in below[:_MENU_LINES] if block.region is Region.MENU)
    short = sum(block.end - block.start for block in above) <= _BANNER_CHARS
    matter = any(block.region is Region.CONTENT for block in below)
    if not (above and short and matter and menu >= _MENU_LINES // 2):
        return tuple(blocks)
    if any(block.heading for block in above):
        return tuple(blocks)
    return (*(replace(block, region=Region.HEADER) for block in above), *below)


def _of_line(line: str, index: int, counting: set[int], region: Region) -> Region:
    if region in (Region.TICKER, Region.FOOTER):
        return region
    if region_words.TODAY.fullmatch(line) and region is not Region.CONTENT:
        return Region.TICKER
    near = {index - 2, index - 1, index + 1, index + 2} & counting
    if index in counting and len(near) >= _COUNTER_LINES - 1:
        return Region.FOOTER
    if region is not Region.CONTENT:
        return region
    if region_words.TRAIL.fullmatch(line):
        return Region.MENU
    if "\t" in line:
        return Region.CONTENT
    if region_words.LAST_UPDATE.match(line.lstrip(" :*-|")) or region_words.claims_rights(line):
        return Region.FOOTER
    if region_words.COUNTER.match(line.strip()):
        return Region.FOOTER
    return Region.CONTENT
