"""Fixtures of the browser's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browser_web import EXECUTABLE, Forbidden, Web

from oitcheck.crawl.render import Drawn, Target, draw
from oitcheck.settings import Network, Settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if EXECUTABLE is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no chromium-headless-shell"))


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.close()


@pytest.fixture
def forbidden() -> Iterator[Forbidden]:
    made = Forbidden("127.0.0.2")
    yield made
    made.close()


@pytest.fixture
def settings() -> Settings:
    return Settings(network=Network(allow_private=("127.0.0.1/32",), delay=0.0, timeout=3.0))


@pytest.fixture
def drawn_of(settings: Settings) -> Callable[..., dict[int, Drawn]]:
    """Draw addresses; what came of each by its number. Fails when one is reported twice."""

    def draw_all(*urls: str, dom: bool = True, given: Settings = settings) -> dict[int, Drawn]:
        found: dict[int, Drawn] = {}

        def keep(drawn: Drawn) -> None:
            assert drawn.capture not in found
            found[drawn.capture] = drawn

        draw([Target(i, url) for i, url in enumerate(urls)], given, dom=dom, on_drawn=keep)
        assert sorted(found) == list(range(len(urls)))
        return found

    return draw_all
