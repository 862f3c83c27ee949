"""One workspace taken through both collections of the sample province, shared by the journey."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

import pytest
from journey_paths import Journey, oitcheck, travel

from oitcheck.crawl.browser import find_browser
from oitcheck.settings import Browser


@pytest.fixture(scope="session")
def run_oitcheck() -> Callable[..., subprocess.CompletedProcess[str]]:
    return oitcheck


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    if find_browser(Browser()) is None and not os.environ.get("OITCHECK_REQUIRE_ALL"):
        pytest.skip("no browser on this machine, and a page of the province needs one")
    folder = tmp_path_factory.mktemp("journey") / "จังหวัด ตัวอย่าง"
    for state in (1, 2):
        travel(folder, state)
    return Journey(folder)
