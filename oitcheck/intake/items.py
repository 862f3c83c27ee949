"""Which item of a catalogue a cell means: by its code, or by its exact name."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from oitcheck import codes
from oitcheck.catalogue import Catalogue
from oitcheck.codes import key

_OIT = re.compile(r"O\d+")
_NUMBERED = re.compile(r"^(?:OIT|O)?\s*\.?\s*\d{1,3}\s*[.):\-–]?\s*", re.IGNORECASE)
_ALIKE = 0.75
"""How alike a text is to a criterion's own, shorter words; what is less alike is something else."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A criterion that a cell names where an exhibit is meant: ``number`` may be empty."""

    level: int
    number: str
    exhibits: tuple[str, ...]


class Items:
    """The items of a catalogue as cells name them, Thai or English.

    OIT's codes are an O and a number, however written; those of other lists stand as they are.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        known = [item.code for item in catalogue.indicators]
        self._written = None if all(map(_OIT.fullmatch, known)) else codes.Written(known)
        owners: dict[str, list[str]] = {}
        for item in catalogue.indicators:
            for name in {item.name.th, item.name.en} - {""}:
                owners.setdefault(key(name), []).append(item.code)
        self._owners = owners
        self._seen: dict[str, tuple[str, ...]] = {}

    @property
    def column(self) -> str:
        """The heading of the column for codes."""
        word = self.catalogue.item.th
        return f"เลข{word}" if self._written else word

    @property
    def name_column(self) -> str:
        return f"ชื่อ{self.catalogue.item.th}" if self._written else "รายการข้อมูล"

    @property
    def named_by_name(self) -> bool:
        """Whether a row without a code but with a name of its own is about another item."""
        return self._written is not None

    def by_code(self, text: str) -> str | None:
        """The code in a cell that is meant for one; also of no item of this catalogue.

        Raises `codes.SeveralItems`.
        """
        return self._written.code(text) if self._written else codes.code(text)

    def at_start(self, name: str) -> str | None:
        """A code at the beginning of a name: of OIT only with its letter ("O1 โครงสร้าง")."""
        if self._written:
            return self._written.code(name)
        plain = name.strip()[:12].upper().lstrip("ข้อ ")
        return codes.code(name) if plain.startswith(("O", "OIT")) and len(plain) > 1 else None

    def by_name(self, text: str) -> str | None:
        """The item whose exact name ``text`` is, numbering and code in front left aside; a name of
        two items counts not."""
        owners = self.owners(text)
        return owners[0] if len(owners) == 1 else None

    def owners(self, text: str) -> tuple[str, ...]:
        """All items that bear this name."""
        if not text or len(text) > 1000:
            return ()
        if text not in self._seen:
            self._seen[text] = self._look(text)
        return self._seen[text]

    def rounded(self, text: str) -> str | None:
        """The item 4.0 where a spreadsheet may have made a 4 of it."""
        return self._written.rounded(text) if self._written else None

    def nearest(self, name: str) -> str | None:
        """The item whose name is most like this one, or alone begins with it, if any is."""
        if not self._written or not name:
            return None
        wanted = key(self._written.without(name))
        close = difflib.get_close_matches(wanted, self._owners, n=1, cutoff=0.6)
        begun = [known for known in self._owners if wanted and known.startswith(wanted)]
        found = begun if len(begun) == 1 else close
        return self._owners[found[0]][0] if found else None

    def criterion(self, code: str, name: str) -> Asked | None:
        """The criterion of a checklist that a code that is no exhibit's, or a name, belongs to."""
        for level in self.catalogue.levels:
            exhibits = tuple(exhibit.code for exhibit in level.exhibits)
            for criterion in level.criteria:
                if code and code == criterion.number:
                    return Asked(level.number, criterion.number, exhibits)
        return self._criterion_named(name) if name and not self.owners(name) else None

    def _look(self, text: str) -> tuple[str, ...]:
        whole = self._owners.get(key(text))
        if whole:
            return tuple(whole)
        if self._written:
            shorter = self._written.without(text)
        else:
            shorter = _NUMBERED.sub("", codes.without_word(text))
        return tuple(self._owners.get(key(shorter), ())) if shorter != text else ()

    def _criterion_named(self, name: str) -> Asked | None:
        """The criterion whose words ``name`` is most like, if it is no exhibit's that is nearer."""
        asked = key(self._written.without(name)) if self._written else ""
        best, found = _ALIKE, None
        for level in self.catalogue.levels:
            for criterion in level.criteria:
                exhibits = tuple(exhibit.code for exhibit in level.exhibits)
                for text in (criterion.text, *(part.text for part in criterion.parts)):
                    alike = _alike(asked, key(text))
                    if alike > best:
                        best, found = alike, Asked(level.number, criterion.number, exhibits)
        if found and any(_alike(asked, name_) >= best for name_ in self._owners):
            return None
        return found


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
