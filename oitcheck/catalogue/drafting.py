"""A draft of a coming year's catalogue out of an earlier one, with what is doubtful marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from oitcheck.catalogue.values import Catalogue, Element, Indicator, Way, Words
from oitcheck.catalogue.write import catalogue_text
from oitcheck.thai.digits import THAI, to_arabic, to_thai
from oitcheck.thai.fiscal import BUDDHIST_ERA
from oitcheck.thai.words import MONTHS, MONTHS_SHORT
from oitcheck.toml_reader import Path

SOURCE = "DRAFT"
"""The key of a draft's only source: the catalogue that it was made from."""

_WRITTEN = r"(?:25\d\d|๒๕[๐-๙]{2})"
_YEAR = re.compile(rf"(?<!\d)(?<!\d[.,])(?:{_WRITTEN}|20\d\d)(?![\d,])")
_SHORT = re.compile(
    f"((?:{'|'.join(map(re.escape, (*MONTHS, *MONTHS_SHORT)))})\\s*)(\\d\\d)(?!\\d)"
)
_RANGE = re.compile(
    rf"{_WRITTEN}(?:\s*(?:[-–—~]|ถึง|to)\s*(?:พ\.ศ\.\s*|B\.E\.\s*)?{_WRITTEN}|[-–—]\d\d(?!\d))"
)
# A law keeps its year. Between its name and the year stands nothing that says whose year it is.
_LAW = re.compile(
    r"(?:พ\.\s?ร\.\s?[บกฎ]\.|พระราชบัญญัติ|พระราชกำหนด|พระราชกฤษฎีกา|ประมวล|ระเบียบ|กฎกระทรวง|ข้อบังคับ"
    r"|ข้อบัญญัติ|เทศบัญญัติ|รัฐธรรมนูญ|\bAct\b|\bRegulations?\b|\bConstitution\b)"
    rf"(?:(?!ประจำปี|ปีงบประมาณ|fiscal year|[;\n]|{_WRITTEN}).)*$",
    re.IGNORECASE,
)
# A note on where a rule was found speaks of that year, whatever the draft's year is.
_ON_SOURCES = re.compile(r"สันนิษฐาน|เทียบ|เกณฑ์ปี|แหล่งที่มา|ไม่พบ|ถ้อยคำ|ข้อความปี|ข้อ O\d|ร่างจาก")


@dataclass(frozen=True, slots=True)
class Moved:
    """A text with its years moved: which (``2568 เป็น 2570``), and which were kept."""

    text: str
    moved: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def move_years(text: str, year: int, by: int) -> Moved:
    """``text`` of a catalogue of ``year`` as it would read ``by`` years later.

    The year itself, the one before and the one after are moved, in Thai and Arabic digits, of the
    Buddhist and the Common Era, and two-digit ones after a month. Years of laws, ranges of years
    (2566-2570) and all other years are kept, for a person to look at.
    """
    ranges = [match.span() for match in _RANGE.finditer(text)]
    near = (year - 1, year, year + 1)
    moved: list[str] = []
    kept: list[str] = []

    def full(match: re.Match[str]) -> str:
        number = int(to_arabic(match[0]))
        if not by:
            return match[0]
        in_range = any(start <= match.start() < end for start, end in ranges)
        of_law = _LAW.search(text, 0, match.start()) is not None
        if (number if number > 2400 else number + BUDDHIST_ERA) not in near or in_range or of_law:
            kept.append(match[0])
            return match[0]
        new = _digits(number + by, match[0])
        moved.append(f"{match[0]} เป็น {new}")
        return new

    def short(match: re.Match[str]) -> str:
        number = int(to_arabic(match[2]))
        if not by or number not in [one % 100 for one in near]:
            return match[0]
        new = _digits((number + by) % 100, match[2])
        moved.append(f"{match[2]} เป็น {new}")
        return match[1] + new

    changed = _YEAR.sub(full, text)
    # the short ones second: they change no place that the long ones looked at
    changed = _SHORT.sub(short, changed)
    return Moved(changed, tuple(moved), tuple(kept))


def draft(catalogue: Catalogue, year: int, track: str = "") -> str:
    """The TOML text of a draft for ``year`` (``track`` empty: the same one).

    Nothing in it is confirmed, its only source is the catalogue it comes from. Each item says in
    ``doubt`` what was moved and what to look at; each doubtful line has a ``# ตรวจสอบ:``.
    """
    mover = _Mover(catalogue.id, catalogue.year, year - catalogue.year)
    track = track or catalogue.track
    items = [mover.item(item, at) for at, item in enumerate(catalogue.indicators)]
    groups = [
        (code, mover.words(name, ("catalogue", "groups", code))) for code, name in catalogue.groups
    ]
    named = f"oit-{year}" if track == "standard" else f"oit-{year}-{track}"
    found = replace(
        catalogue,
        id=named,
        year=year,
        track=track,
        revision=1,
        confirmed=False,
        groups=tuple(groups),
        sources=((SOURCE, f"เกณฑ์ปี {catalogue.year} ({catalogue.id}) ยังไม่ยืนยันกับคู่มือ"),),
        indicators=tuple(items),
        note=f"ร่างจาก {catalogue.id} ยังไม่ยืนยันกับคู่มือสำนักงาน ป.ป.ช. ของปี {year}",
        drafted_from=catalogue.id,
        confirmations=(),
    )
    return catalogue_text(found, mover.remarks)


@dataclass(slots=True)
class _Mover:
    origin: str
    year: int
    by: int
    remarks: dict[Path, str] = field(default_factory=dict)
    _moved: list[str] = field(default_factory=list)
    _kept: list[str] = field(default_factory=list)

    def item(self, item: Indicator, at: int) -> Indicator:
        self._moved, self._kept = [], []
        path: Path = ("indicator", at)
        name = self.words(item.name, (*path, "name"))
        worded = self.text(item.data_year_text, (*path, "data_year_text"))
        changed = replace(
            item,
            name=name,
            data_year_text=worded,
            confirmed=False,
            confidence="low",
            sources=(SOURCE,),
            formats=self.text(item.formats, (*path, "formats")),
            note=self.note(item.note, (*path, "note")),
            for_a_person=self.texts(item.for_a_person, (*path, "for_a_person")),
            elements=tuple(
                self.element(element, (*path, "element", n))
                for n, element in enumerate(item.elements)
            ),
        )
        self.remarks[(*path, "data_year")] = f"ตรวจสอบ: ปีของข้อมูลอาจต่างจาก {self.origin}"
        return replace(changed, doubt=self._doubt(bool(item.elements)))

    def element(self, element: Element, path: Path) -> Element:
        return replace(
            element,
            text=self.words(element.text, (*path, "text")),
            confirmed=False,
            sources=(SOURCE,),
            see=tuple(self.way(way, (*path, "see", n)) for n, way in enumerate(element.see)),
            note=self.note(element.note, (*path, "note")),
        )

    def way(self, way: Way, path: Path) -> Way:
        return Way(
            phrases=tuple(self.texts(group, path) for group in way.phrases),
            detector=way.detector,
            columns=tuple(self.texts(group, path) for group in way.columns),
            roles=self.texts(way.roles, path),
        )

    def words(self, words: Words, path: Path) -> Words:
        return Words(*self.texts((words.th, words.en), path))

    def text(self, text: str, path: Path) -> str:
        return self.texts((text,), path)[0]

    def note(self, note: str, path: Path) -> str:
        if not _ON_SOURCES.search(note):
            return self.text(note, path)
        kept = _listed(match[0] for match in _YEAR.finditer(note))
        if kept:
            self.remarks[path] = f"ตรวจสอบ: ไม่ได้เลื่อนปี {kept}"
        return note

    def texts(self, texts: Iterable[str], path: Path) -> tuple[str, ...]:
        """The moved texts of one line, whose remark says what became of its years."""
        done = [move_years(text, self.year, self.by) for text in texts]
        moved = [year for one in done for year in one.moved]
        kept = [year for one in done for year in one.kept]
        self._moved += moved
        self._kept += kept
        if moved or kept:
            said = [self.remarks[path].removeprefix("ตรวจสอบ: ")] if path in self.remarks else []
            said += [f"เลื่อนปี {_listed(moved)}"] if moved else []
            said += [f"ไม่ได้เลื่อนปี {_listed(kept)}"] if kept else []
            self.remarks[path] = "ตรวจสอบ: " + ", ".join(dict.fromkeys(said))
        return tuple(one.text for one in done)

    def _doubt(self, elements: bool) -> str:
        said = []
        if self._moved:
            said.append(f"เลื่อนปี {_listed(self._moved)}")
        if self._kept:
            said.append(f"ไม่ได้เลื่อนปี {_listed(self._kept)}")
        about = "ชื่อ เลขข้อ ปีของข้อมูล" + (" องค์ประกอบ" if elements else "")
        said.append(f"{about} อาจต่างจาก {self.origin}")
        return "; ".join(said)


def _listed(years: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(years))


def _digits(number: int, like: str) -> str:
    text = f"{number:0{len(like)}d}"
    return to_thai(text) if like[0] in THAI else text
