"""Sets confirmations in the text of a catalogue, and leaves the rest of the text as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import tomlkit

from oitcheck.catalogue.confirming import last_word, rule_digest
from oitcheck.catalogue.parse import parse_catalogue
from oitcheck.catalogue.values import Catalogue, Confirmation, Element, Indicator
from oitcheck.errors import OitcheckError


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is recorded for each rule: ``withdraw`` takes a confirmation back. ``source``: where
    it stands, ``by``: the post of who says so, ``at``: when (RFC 3339, UTC, ends with Z)."""

    source: str
    by: str
    at: str
    withdraw: bool = False

    @property
    def action(self) -> str:
        return "withdraw" if self.withdraw else "confirm"


def rule(text: str, where: str, rules: Sequence[tuple[str, str]], ruling: Ruling) -> str:
    """The text with ``ruling`` recorded for ``rules``: pairs of item code and element id (empty:
    the item itself), each with its status, a line of the audit trail, and the source cited.

    The revision is raised by one. What is so recorded already is left alone; where all is, the
    text comes back unchanged. Raises `OitcheckError` for an unknown rule.
    """
    catalogue = parse_catalogue(text, where)
    news = [
        trail_line(catalogue, code, element, ruling)
        for code, element in rules
        if not _recorded(catalogue, code, element, ruling)
    ]
    if not news:
        return text
    document: Any = tomlkit.parse(text)
    head = document["catalogue"]
    head["revision"] = catalogue.revision + 1
    cited = "" if ruling.withdraw else _cite(catalogue, head, ruling.source)
    for line in news:
        table = next(one for one in document["indicator"] if one["code"] == line.code)
        if line.element:
            table = next(one for one in table["element"] if one["id"] == line.element)
        table["status"] = "unverified" if ruling.withdraw else "confirmed"
        known = list(table.get("sources", ()))
        if cited and cited not in known:
            if "sources" in table:
                table["sources"].append(cited)
            else:
                table["sources"] = [cited]
    edited = tomlkit.dumps(document).rstrip("\n") + "\n"
    changed = edited + "".join(map(_trail, news))
    _compare(catalogue, parse_catalogue(changed, where), news)
    return changed


def rule_of(catalogue: Catalogue, code: str, element: str = "") -> Indicator | Element:
    """The item or its element; raises `OitcheckError` that names what there is."""
    item = catalogue.indicator(code)
    if item is None:
        last = catalogue.indicators[-1].code
        raise OitcheckError(f"ไม่มีข้อ {code} ในเกณฑ์ {catalogue.id}", f"มีข้อ O1 ถึง {last}")
    if not element:
        return item
    found = item.element(element)
    if found is None:
        known = ", ".join(one.id for one in item.elements)
        raise OitcheckError(
            f"ไม่มีองค์ประกอบ {element} ในข้อ {code} ของเกณฑ์ {catalogue.id}",
            f"เลือกจาก {known}" if known else "ข้อนี้ยังไม่มีองค์ประกอบ",
        )
    return found


def _recorded(catalogue: Catalogue, code: str, element: str, ruling: Ruling) -> bool:
    """Whether the rule stands so already, by the same source and post, unchanged since."""
    what = rule_of(catalogue, code, element)
    if what.confirmed is ruling.withdraw:
        return False
    if ruling.withdraw:
        return True
    last = last_word(catalogue, code, element)
    said = (ruling.action, ruling.source, ruling.by, rule_digest(what))
    return last is not None and (last.action, last.source, last.by, last.digest) == said


def trail_line(catalogue: Catalogue, code: str, element: str, ruling: Ruling) -> Confirmation:
    """The line of the audit trail for a rule as it stands in ``catalogue``."""
    what = rule_of(catalogue, code, element)
    return Confirmation(
        code=code,
        element=element,
        action=ruling.action,
        source=ruling.source,
        by=ruling.by,
        at=ruling.at,
        before="confirmed" if what.confirmed else "unverified",
        digest=rule_digest(what),
    )


def _cite(catalogue: Catalogue, head: Any, source: str) -> str:
    """The key of ``source`` among the catalogue's sources, added where it is none yet."""
    for key, text in catalogue.sources:
        if text == source:
            return key
    taken = dict(catalogue.sources)
    key = next(name for n in range(1, len(taken) + 2) if (name := f"C{n}") not in taken)
    if "sources" not in head:
        head["sources"] = tomlkit.table()
    head["sources"][key] = source
    return key


def _trail(line: Confirmation) -> str:
    table = tomlkit.table()
    for key in ("code", "element", "action", "source", "by", "at", "before", "digest"):
        value = getattr(line, key)
        if value:
            table[key] = value
    return "\n[[confirmation]]\n" + tomlkit.dumps(table)


def _compare(before: Catalogue, after: Catalogue, news: Sequence[Confirmation]) -> None:
    """A bug of the editing shows here, before anything is written."""
    assert after.confirmations == (*before.confirmations, *news)
    assert after.revision == before.revision + 1
    for old, new in zip(before.indicators, after.indicators, strict=True):
        assert rule_digest(old) == rule_digest(new)
        bare = [replace(one, confirmed=False, sources=()) for one in old.elements]
        assert bare == [replace(one, confirmed=False, sources=()) for one in new.elements]
