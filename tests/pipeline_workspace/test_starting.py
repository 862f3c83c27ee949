"""A workspace for a year that the program has no criteria of yet starts from a marked draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from oitcheck.catalogue.confirming import confirmed_count
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.rules import rules_of
from oitcheck.pipeline.starting import new_workspace
from oitcheck.pipeline.workspace import Workspace


def start(
    folder: Path, year: int, origin: str = "", plan: str = "", track: str = "standard"
) -> None:
    new_workspace(folder, province="สุรินทร์", year=year, plan=plan, track=track, origin=origin)


def test_a_new_year_starts_from_a_draft_in_which_nothing_is_confirmed(tmp_path: Path) -> None:
    start(tmp_path / "ws", 2570, "oit-2569")
    catalogue = rules_of(Workspace(tmp_path / "ws")).catalogue
    assert (catalogue.id, catalogue.drafted_from) == ("oit-2570", "oit-2569")
    assert confirmed_count(catalogue) == (0, 26)
    assert all(item.doubt for item in catalogue.indicators)


@pytest.mark.parametrize(
    ("year", "origin", "plan", "track", "told"),
    [
        (2570, "", "", "standard", "--from oit-2569 "),
        (2570, "", "", "ovec", "--from oit-2569-ovec "),
        (2570, "oit-2599", "", "standard", "oit-2599"),
        (2570, "oit-2569", "plan-surim-2569", "standard", "plan-surin-2569"),
        (2569, "oit-2568", "", "standard", "--from"),
        (2027, "oit-2568", "", "standard", "พ.ศ."),
    ],
)
def test_what_can_not_be_started_leaves_no_folder(
    tmp_path: Path, year: int, origin: str, plan: str, track: str, told: str
) -> None:
    with pytest.raises(OitcheckError) as caught:
        start(tmp_path / "ws", year, origin, plan, track)
    assert told in str(caught.value)
    assert not (tmp_path / "ws").exists()
