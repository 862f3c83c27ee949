"""The lists, in the forms of the field, import to exactly what was declared."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from province.agencies import SITES
from province.confirm import CONFIRMED
from province.kinds import canonical
from province.lists import build_lists, write_registry
from province.truth import holding

from oitcheck.catalogue import parse_catalogue
from oitcheck.intake import read_agencies, read_files


@pytest.mark.parametrize(("state", "complaints"), [(1, 2), (2, 0)])
def test_the_lists_import_to_what_was_declared(state: int, complaints: int, tmp_path: Path) -> None:
    agencies, _ = read_agencies(write_registry(tmp_path / "agencies.csv"))
    intake = read_files(
        build_lists(tmp_path / "lists", state),
        catalogue=parse_catalogue(CONFIRMED.read_text(encoding="utf-8"), CONFIRMED.name),
        agencies=agencies,
        round=str(state),
        received_at=datetime(2026, 5, 5, 8, 30, tzinfo=UTC),
        now=datetime(2026, 5, 5, 9, tzinfo=UTC),
        whole=False,
    )
    got = {
        (submission.agency, entry.indicator): (
            entry.withdrawn,
            [link.url for link in entry.links],
        )
        for submission in intake.submissions
        for entry in submission.entries
    }
    ids = {agency.code: agency.id for agency in agencies}
    wanted = {
        (ids[SITES[key].code], indicator): (
            item.handed == "withdrawn",
            [canonical(link.url) for link in item.links],
        )
        for key, items in holding(state).items()
        for indicator, item in items.items()
        if item.handed in ("yes", "withdrawn")
    }
    assert got == wanted
    assert len(intake.problems) == complaints


def test_six_forms_are_used_each_time(tmp_path: Path) -> None:
    for state in (1, 2):
        made = build_lists(tmp_path / str(state), state)
        assert len(made) == 6
        assert {path.suffix for path in made} == {".csv", ".xlsx", ".docx"}
    with pytest.raises(UnicodeDecodeError):
        build_lists(tmp_path / "again", 1)[0].read_text(encoding="utf-8")
