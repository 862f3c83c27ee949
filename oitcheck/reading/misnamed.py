"""Boxes whose name puts them aside although they hold what the page publishes.

Vendors call the list of a page's documents "menu-list", "recent-documents" or "moduletable".
"""

from __future__ import annotations

import re

from oitcheck.model import Region
from oitcheck.reading import region_words as words
from oitcheck.reading.html_tree import Node, ancestors

_PROSE = 40
_PHRASE = 60
_LEVELS = 3
_ROW = re.compile(r"(?:^|\s)(?:row|row-fluid|container|wrapper|site-content)(?:$|\s)")


def end_of_box(nodes: list[Node], lead: int) -> int:
    """The last element of the box that a heading heads: no more than three levels around it, and
    never over the edge of a cell or a column."""
    box = lead
    for above in list(ancestors(nodes, lead))[:_LEVELS]:
        node = nodes[above]
        if node.tag in ("tr", "body") or _ROW.search(node.names.written):
            break
        box = above
        if node.tag in ("td", "main", "article"):
            break
    return nodes[box].last


def published(node: Node, given: tuple[Region | None, bool]) -> bool:
    """Whether a box that its name alone puts aside holds what a page publishes."""
    region, strong = given
    if region is None or strong or words.NEVER_CONTENT.search(node.names.written):
        return False
    if words.ASIDE_HEADING.match(node.words[:_PHRASE]):
        return False
    if region is Region.ASIDE and words.LIST_NAMES.search(node.names.written):
        return True
    return node.documents > 0 or prose(node)


def prose(node: Node) -> bool:
    """Whether there is more running text than links."""
    return node.chars - node.link_chars >= max(_PROSE, node.link_chars)
