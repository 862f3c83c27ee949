"""Catalogues of every shape that the format allows, and a small one to work on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import strategies as st

from oitcheck.catalogue import (
    DATA_YEARS,
    DETECTORS,
    FILE_KINDS,
    PERIODS,
    Catalogue,
    Confirmation,
    Element,
    Indicator,
    Way,
    Words,
)
from oitcheck.catalogue.write import catalogue_text
from oitcheck.kinds import KINDS

T = TypeVar("T")

# what spreadsheets, XML and TOML each treat in a way of their own
ODD = [
    *" \t\n\r\\\"'|#=+-@[]{}<>&%\x00\x1f\x7f\x85\xa0\u2028\u200b\ufeff\uffff",
    *("_x000D_", "\\n", "9.1", "10.10", "007", "=1+1", "TRUE", "1e5", "  ", "\r\n", "ำ", "ํา", "😀"),
]
ANY = st.lists(
    st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=8
).map("".join)
TEXT = ANY.filter(str.strip)
ENTRY = ANY.filter(bool)
SLUG = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
WORDS = st.builds(Words, TEXT, ANY)
GROUPS_OF_WORDS = st.lists(st.lists(TEXT, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)


def some(values: Any, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=3, unique=True).map(tuple)


def maybe(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), text)


@st.composite
def ways(draw: Any) -> Way:
    detector = draw(st.one_of(st.just(""), st.sampled_from(DETECTORS)))
    phrases = draw(GROUPS_OF_WORDS)
    columns = draw(GROUPS_OF_WORDS.filter(bool)) if detector == "table" else ()
    roles = tuple(draw(st.lists(ENTRY, max_size=2))) if detector == "person" else ()
    return Way(phrases if detector or phrases else (("ก",),), detector, columns, roles)


@st.composite
def catalogues(draw: Any) -> Catalogue:
    sources = draw(st.dictionaries(ENTRY, TEXT, min_size=1, max_size=3))
    groups = draw(st.dictionaries(ENTRY.filter(str.strip), WORDS, min_size=1, max_size=3))
    items = []
    for number in sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=3))):
        elements = []
        for slug in draw(st.lists(SLUG, unique=True, max_size=2)):
            cited = draw(some(list(sources)))
            elements.append(
                Element(
                    id=slug,
                    text=draw(WORDS),
                    confirmed=bool(cited) and draw(st.booleans()),
                    sources=cited,
                    data_year=draw(some(DATA_YEARS)),
                    period=draw(st.one_of(st.just(""), st.sampled_from(PERIODS))),
                    kinds=draw(some(KINDS)),
                    formats=draw(some(FILE_KINDS)),
                    if_any=draw(st.booleans()),
                    see=tuple(draw(st.lists(ways(), max_size=2))),
                    note=draw(maybe(TEXT)),
                )
            )
        items.append(
            Indicator(
                code=f"O{number}",
                group=draw(st.sampled_from(list(groups))),
                name=draw(WORDS),
                data_year=draw(some(DATA_YEARS, 1)),
                confirmed=draw(st.booleans()),
                sources=draw(some(list(sources))),
                confidence=draw(st.sampled_from(["", "high", "low"])),
                data_year_text=draw(maybe(TEXT)),
                formats=draw(maybe(TEXT)),
                note=draw(maybe(TEXT)),
                for_a_person=tuple(draw(st.lists(ENTRY, max_size=2))),
                elements=tuple(elements),
                checks=draw(some(["current", "reachable"])),
                doubt=draw(maybe(TEXT)),
            )
        )
    line = st.builds(
        Confirmation,
        code=st.sampled_from([item.code for item in items]),
        element=maybe(SLUG),
        action=st.sampled_from(["confirm", "withdraw"]),
        source=TEXT,
        by=TEXT,
        at=st.just("2026-03-05T08:30:00Z"),
        before=st.sampled_from(["confirmed", "unverified"]),
        digest=st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    )
    return Catalogue(
        id=draw(TEXT),
        year=draw(st.integers(2500, 2700)),
        track=draw(TEXT),
        revision=draw(st.integers(0, 999)),
        confirmed=draw(st.booleans()),
        sha256="",
        groups=tuple(groups.items()),
        sources=tuple(sources.items()),
        indicators=tuple(items),
        note=draw(maybe(TEXT)),
        drafted_from=draw(maybe(TEXT)),
        confirmations=tuple(draw(st.lists(line, max_size=2))),
    )


def bare(catalogue: Catalogue) -> Catalogue:
    """The catalogue without the digest of the text that it was read from."""
    return replace(catalogue, sha256="")


SMALL = Catalogue(
    id="oit-2569",
    year=2569,
    track="standard",
    revision=3,
    confirmed=False,
    sha256="",
    groups=(("9.1", Words("ข้อมูลพื้นฐาน", "Basic information")), ("10.10", Words("อื่น ๆ"))),
    sources=(("S1", "หน้าเว็บตัวอย่าง"), ("S2", "คู่มือตัวอย่าง")),
    indicators=(
        Indicator(
            code="O1",
            group="9.1",
            name=Words("ข้อมูลการติดต่อ ประจำปี พ.ศ. 2569", "Contact information, B.E. 2569"),
            data_year=("N", "N-1"),
            confirmed=False,
            sources=("S1",),
            data_year_text="2569 หรือ 2568",
            for_a_person=("แผนที่ตรงกับที่ตั้งจริง",),
            elements=(
                Element(
                    "phone",
                    Words("หมายเลขโทรศัพท์", "Telephone number"),
                    confirmed=False,
                    see=(Way(detector="telephone"), Way(phrases=(("โทร", "โทรศัพท์"), ("สำนัก",)))),
                ),
                Element(
                    "staff",
                    Words("รายชื่อผู้บริหาร"),
                    confirmed=True,
                    sources=("S2",),
                    data_year=("current",),
                    period="first-half",
                    kinds=("อปท.", "จังหวัด"),
                    formats=("pdf", "xlsx"),
                    if_any=True,
                    see=(Way(detector="person", roles=("นายก", "รองนายก")),),
                    note="เฉพาะที่ดำรงตำแหน่ง",
                ),
            ),
        ),
        Indicator(
            code="O12",
            group="10.10",
            name=Words("รายงานการจัดซื้อจัดจ้าง"),
            data_year=("covers-N",),
            confirmed=True,
            checks=("reachable", "current"),
            elements=(
                Element(
                    "table",
                    Words("ตาราง"),
                    confirmed=False,
                    see=(Way(detector="table", columns=(("ลำดับ", "ที่"), ("วงเงิน",))),),
                ),
            ),
        ),
    ),
)
SMALL_TEXT = catalogue_text(SMALL)
