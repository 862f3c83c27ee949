"""The registry of agencies from a file."""

from __future__ import annotations

import re
from pathlib import Path

from oitcheck import urls
from oitcheck.codes import key
from oitcheck.intake import files, headings
from oitcheck.intake.containers import Refused
from oitcheck.intake.files import guarded
from oitcheck.intake.grid import Grid, Row
from oitcheck.intake.headings import Heading, Meaning
from oitcheck.intake.problems import Problem, problem
from oitcheck.intake.register import agency_id, code_key, name_key, unused
from oitcheck.model import Agency, Origin, Role
from oitcheck.thai.places import district_name
from oitcheck.urls import BadUrl

_SUPPLIER = frozenset(key(word) for word in ("supplier", "หน่วยงานเจ้าของข้อมูล", "เจ้าของข้อมูล"))
_ASSESSED = frozenset(
    key(word)
    for word in ("assessed", "หน่วยรับการประเมิน", "หน่วยงานรับการประเมิน", "รับการประเมิน")
)  # fmt: skip
_TITLE_ROWS = 40


def read_agencies(path: Path) -> tuple[tuple[Agency, ...], tuple[Problem, ...]]:
    """The agencies of a registry file (CSV, XLSX, XLS, ODS, DOCX table) and what is wrong in it.

    Headings in Thai or English: code, name, kind, district, role, hosts, track. Hosts are
    separated by comma, semicolon, blank or new line, and may be given as whole URLs.
    """
    problems: list[Problem] = []
    reader = _Reader(problems)
    try:
        for grid in files.tables(path, problems):
            reader.read(grid)
    except Refused as refused:
        problems.append(problem(refused.code, Origin(path.name), **refused.facts))
    return tuple(reader.agencies.values()), tuple(problems)


class _Reader:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.agencies: dict[str, Agency] = {}
        self._rows: dict[str, int] = {}

    def read(self, grid: Grid) -> None:
        heading: Heading | None = None
        count = 0
        for row in guarded(iter(grid.rows)):
            count += 1
            again = headings.find_registry(row)
            if again:
                heading = again
            elif heading is None and count > _TITLE_ROWS:
                break
            elif heading is not None:
                self._row(grid, heading, row)
        if heading is None and not grid.hidden and (count or not self.agencies):
            code = "no-heading" if count else "empty-sheet"
            self.problems.append(problem(code, grid.origin()))

    def _row(self, grid: Grid, heading: Heading, row: Row) -> None:
        def text(meaning: Meaning) -> str:
            columns = heading.of(meaning)
            return " ".join(row.text(columns[0]).split()) if columns else ""

        where = grid.origin(row.number)
        code, name = text("agency_code"), text("agency")
        if not name:
            if code or text("hosts"):
                self.problems.append(problem("registry-no-name", where, code))
            return
        same = code_key(code) or name_key(name)
        if same in self._rows:
            value = f"{code} {name}".strip()
            self.problems.append(
                problem("registry-repeated", where, value, kept=True, row=self._rows[same])
            )
            return
        self._rows[same] = row.number
        made = unused(self.agencies, agency_id(code, name), f"{code}|{name}")
        columns = heading.of("hosts")
        self.agencies[made] = Agency(
            id=made,
            code=code,
            name=name,
            kind=text("kind"),
            district=district_name(text("district")),
            role=self._role(text("role"), where),
            hosts=self._hosts(row.text(columns[0]) if columns else "", where),
            track=text("track") or "standard",
        )

    def _role(self, text: str, where: Origin) -> Role:
        folded = key(text)
        if folded in _SUPPLIER:
            return Role.SUPPLIER
        if folded and folded not in _ASSESSED:
            self.problems.append(problem("registry-role", where, text, kept=True))
        return Role.ASSESSED

    def _hosts(self, text: str, where: Origin) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for part in re.split(r"[\s,;|]+", text.strip()):
            if part in ("", "-", "–"):
                continue
            try:
                found[urls.host(urls.normalise(part))] = None
            except BadUrl:
                self.problems.append(problem("registry-host", where, part, kept=True))
        return tuple(found)
