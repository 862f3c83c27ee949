"""Pages like those of real agencies: every marked phrase stands in the region that it should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oitcheck import reading
from oitcheck.model import Document, Region

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def read(path: Path) -> Document:
    body = path.read_bytes()
    media = reading.sniff(body, "", path.name)
    assert media == "html"
    return reading.read(body, media, sha256="0", reader="test")


def expected(path: Path) -> list[tuple[str, str]]:
    body = path.read_bytes()
    text = body.decode("cp874" if "cp874" in path.name else "utf-8")
    lines = re.findall(r"<!-- expect\n(.*?)\n-->", text, re.S)[0].splitlines()
    return [(line.split(": ", 1)[0], line.split(": ", 1)[1]) for line in lines]


def regions_of(document: Document, phrase: str) -> set[Region]:
    """Regions of all blocks in which the phrase begins; a tab matches a space."""
    text = document.text.replace("\t", " ")
    starts = [match.start() for match in re.finditer(re.escape(phrase), text)]
    return {b.region for b in document.blocks for s in starts if b.start <= s < b.end}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_phrase_stands_in_its_region(path: Path) -> None:
    document = read(path)
    wrong = []
    for region, phrase in expected(path):
        found = {str(one) for one in regions_of(document, phrase)}
        wanted = set() if region == "absent" else {region}
        if found != wanted:
            wrong.append(f"{phrase!r}: {region} wanted, {sorted(found) or 'absent'} found")
    shown = "\n".join(f"{b.region}: {document.text[b.start : b.end]}" for b in document.blocks)
    assert not wrong, "\n".join(wrong) + "\n\n" + shown
