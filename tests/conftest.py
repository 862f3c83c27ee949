"""What holds for all tests: where everything is required, a missing part is no reason to skip;
what takes longest comes first."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import once_a_process
import pytest

from oitcheck.crawl.browser import find_browser
from oitcheck.settings import Browser

TESTS = Path(__file__).parent
# Half a minute and more for a file, longest first. A worker that comes to one of them last would
# still be at it when the others have long been done.
LONGEST = (
    "journey/test_province.py",
    "attack/test_killed.py",
    "province_box/test_troubled_hosts.py",
    "journey/test_no_network.py",
    "browser/test_browser_ssrf.py",
    "browser/test_browser_hostile.py",
    "crawl/test_crawl_resume.py",
    "house/test_guards.py",
    "crawl/test_crawl_field.py",
    "browser/test_drawing_pages.py",
    "readers/test_pool.py",
    "crawl/test_transport.py",
    "crawl/test_crawl_probes.py",
    "crawl/test_crawl_polite.py",
    "crawl/test_crawl_ssrf.py",
    "show/test_show_command.py",
    "report/test_report_browser.py",
    "watch/test_watch_command.py",
    "catalogue/test_catalogue_commands.py",
)
_PLACES = {name: place for place, name in enumerate(LONGEST)}


def pytest_configure() -> None:
    once_a_process.keep()
    # an example that takes its time because the machine is busy proves nothing
    hypothesis.settings.register_profile("unhurried", deadline=None)
    hypothesis.settings.load_profile("unhurried")
    gone = [name for name in LONGEST if not (TESTS / name).is_file()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py: LONGEST names what is not there: {gone}")
    if os.environ.get("OITCHECK_REQUIRE_ALL") == "1" and find_browser(Browser()) is None:
        raise pytest.UsageError("OITCHECK_REQUIRE_ALL=1, and there is no browser on this machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _place(item.path))


def _place(path: Path) -> int:
    name = path.relative_to(TESTS).as_posix() if path.is_relative_to(TESTS) else ""
    return _PLACES.get(name, len(LONGEST))
