"""Makes the province in a box importable, and starts it once for each state."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from province.box import Province

TODAY = date(2026, 5, 5)


@pytest.fixture(scope="session")
def first_state() -> Iterator[Province]:
    with Province(1, today=TODAY) as box:
        yield box


@pytest.fixture(scope="session")
def second_state() -> Iterator[Province]:
    with Province(2, today=TODAY) as box:
        yield box
