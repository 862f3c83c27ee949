"""What holds for all tests: where everything is required, a missing part is no reason to skip."""

from __future__ import annotations

import os

import once_a_process
import pytest

from oitcheck.crawl.browser import find_browser
from oitcheck.settings import Browser


def pytest_configure() -> None:
    once_a_process.keep()
    if os.environ.get("OITCHECK_REQUIRE_ALL") == "1" and find_browser(Browser()) is None:
        raise pytest.UsageError("OITCHECK_REQUIRE_ALL=1, and there is no browser on this machine")
