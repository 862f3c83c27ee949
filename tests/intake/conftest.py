"""What every intake test needs: a small catalogue and one way to read files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from intake_cases import AGENCIES, NAMES, NOW, Read

from oitcheck.catalogue import Catalogue, Indicator, Words
from oitcheck.intake import Intake, read_files
from oitcheck.model import Agency


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    items = tuple(
        Indicator(
            code=f"O{number}",
            group="9.1",
            name=Words(NAMES.get(number, f"รายการที่ {number} ของแบบทดสอบ"), f"Item {number}"),
            data_year=("N",),
            confirmed=True,
        )
        for number in range(1, 27)
    )
    return Catalogue("oit-2569", 2569, "standard", 1, True, "", (), (), items)


@pytest.fixture
def read(catalogue: Catalogue) -> Read:
    def run(
        *paths: Path,
        agencies: Sequence[Agency] = AGENCIES,
        round: str = "1",
        received_at: datetime | None = None,
        whole: bool = False,
    ) -> Intake:
        return read_files(
            paths,
            catalogue=catalogue,
            agencies=agencies,
            round=round,
            received_at=received_at,
            now=NOW,
            whole=whole,
        )

    return run
