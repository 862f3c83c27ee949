"""A catalogue as the text of its TOML file, in the one layout of all catalogues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from oitcheck.catalogue.parse import (
    CATALOGUE_KEYS,
    CONFIRMATION_KEYS,
    ELEMENT_KEYS,
    INDICATOR_KEYS,
)
from oitcheck.catalogue.values import Catalogue, Confirmation, Element, Indicator, Way, Words
from oitcheck.toml_reader import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = (
    "# เกณฑ์การประเมิน OIT ประจำปีงบประมาณ พ.ศ. {year}\n"
    "# data_year: N = this fiscal year, N-1 = the year before, covers-N = a range that contains N,"
    "\n# current = no year asked while in force. A list means that any of them will do.\n"
)


def catalogue_text(catalogue: Catalogue, remarks: Mapping[Path, str] | None = None) -> str:
    """The TOML text that `oitcheck.catalogue.parse_catalogue` reads as the same catalogue.

    ``remarks`` become comments at the end of lines, by the path of the value that stands there:
    ``("indicator", 3, "name")``, ``("indicator", 3, "element", 0, "see", 1)``.
    """
    return layout(plain(catalogue), remarks)


def plain(catalogue: Catalogue) -> dict[str, Any]:
    """The tables and values of the TOML file; what is empty is left out."""
    head = _said(
        id=catalogue.id,
        track=catalogue.track,
        status="confirmed" if catalogue.confirmed else "provisional",
        note=catalogue.note,
        drafted_from=catalogue.drafted_from,
        sources=dict(catalogue.sources),
        groups={code: _words(words) for code, words in catalogue.groups},
    )
    head |= {"year": catalogue.year, "revision": catalogue.revision}
    return {
        "catalogue": head,
        "indicator": [_indicator(item) for item in catalogue.indicators],
        "confirmation": [_confirmation(one) for one in catalogue.confirmations],
    }


def layout(data: Mapping[str, Any], remarks: Mapping[Path, str] | None = None) -> str:
    """The text of ``data`` (as `plain` gives it); the values may be wrong, for a parser to tell."""
    writer = _Writer(remarks or {})
    head = data["catalogue"]
    blocks = [
        writer.table("[catalogue]", ("catalogue",), head, CATALOGUE_KEYS[:-2]),
        *(
            writer.table(f"[catalogue.{key}]", ("catalogue", key), head[key], head[key])
            for key in ("sources", "groups")
            if head.get(key)
        ),
    ]
    for at, item in enumerate(data["indicator"]):
        place: Path = ("indicator", at)
        blocks.append(writer.table("[[indicator]]", place, item, INDICATOR_KEYS[:-1]))
        for n, element in enumerate(item.get("element", ())):
            header = "[[indicator.element]]"
            blocks.append(writer.table(header, (*place, "element", n), element, ELEMENT_KEYS))
    for at, one in enumerate(data["confirmation"]):
        header = "[[confirmation]]"
        blocks.append(writer.table(header, ("confirmation", at), one, CONFIRMATION_KEYS))
    return "\n".join([_HEADER.format(year=head.get("year", "")), *blocks])


class _Writer:
    def __init__(self, remarks: Mapping[Path, str]) -> None:
        self.remarks = remarks

    def table(
        self, header: str, path: Path, values: Mapping[str, Any], keys: Sequence[str] | Any
    ) -> str:
        lines = [header + self._remark(path)]
        for key in keys:
            if key not in values:
                continue
            if key == "see":
                lines += self._ways((*path, key), values[key])
                continue
            lines.append(f"{_key(key)} = {_value(values[key])}{self._remark((*path, key))}")
        return "\n".join(lines) + "\n"

    def _ways(self, path: Path, ways: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        yield "see = [" + self._remark(path)
        for at, way in enumerate(ways):
            yield f"  {_value(way)},{self._remark((*path, at))}"
        yield "]"

    def _remark(self, path: Path) -> str:
        said = self.remarks.get(path, "")
        return f"  # {' '.join(said.split())}" if said else ""


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(int(value))


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's; DEL alone may stand in JSON and not in TOML
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _said(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _words(words: Words) -> dict[str, str]:
    return {"th": words.th, "en": words.en} if words.en else {"th": words.th}


def _status(confirmed: bool) -> str:
    return "confirmed" if confirmed else "unverified"


def _indicator(item: Indicator) -> dict[str, Any]:
    return _said(
        code=item.code,
        group=item.group,
        name=_words(item.name),
        data_year=item.data_year,
        data_year_text=item.data_year_text,
        status=_status(item.confirmed),
        confidence=item.confidence,
        sources=item.sources,
        formats=item.formats,
        checks=item.checks,
        note=item.note,
        doubt=item.doubt,
        for_a_person=item.for_a_person,
        element=[_element(element) for element in item.elements],
    )


def _element(element: Element) -> dict[str, Any]:
    return _said(
        id=element.id,
        text=_words(element.text),
        status=_status(element.confirmed),
        data_year=element.data_year,
        period=element.period,
        kinds=element.kinds,
        formats=element.formats,
        if_any=element.if_any,
        see=[_way(way) for way in element.see],
        note=element.note,
    ) | {"sources": element.sources}  # an element without any says so


def _way(way: Way) -> dict[str, Any]:
    return _said(detector=way.detector, phrases=way.phrases, columns=way.columns, roles=way.roles)


def _confirmation(one: Confirmation) -> dict[str, Any]:
    return _said(
        code=one.code,
        element=one.element,
        action=one.action,
        source=one.source,
        by=one.by,
        at=one.at,
        before=one.before,
        digest=one.digest,
    )
