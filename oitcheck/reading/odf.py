"""OpenDocument: names of its elements and the text of a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oitcheck.reading.lines import count
from oitcheck.reading.xml_names import attribute, local

if TYPE_CHECKING:
    from lxml import etree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SAID = {"tab": "\t", "line-break": "\n"}
_MAX_SPACES = 100
# Comments, deleted text, notes and boxes: what stands in a paragraph and is none of its words.
APART = frozenset(
    ("annotation", "tracked-changes", "note", "text-box", "ruby-text", "desc", "title")
)


def words(element: etree._Element) -> str:
    """The text of a paragraph or heading, or of all paragraphs below another element."""
    said: list[str] = []
    _into(element, said)
    return "".join(said)


def _into(element: etree._Element, said: list[str]) -> None:
    said.append(element.text or "")
    for part in element:
        name = local(part)
        if name == "s":
            said.append(" " * count(attribute(part, "c"), _MAX_SPACES))
        elif name in _SAID:
            said.append(_SAID[name])
        elif name and name not in APART:
            _into(part, said)
        said.append(part.tail or "")
