"""One round of the checklist, imported, run and judged once for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from exhibit_web import CHECKLIST, ROUND, Done, lay, oitcheck, sites


@pytest.fixture(scope="session")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    with sites() as port:
        laid = lay(tmp_path_factory.mktemp("checklist"), port)
        said = oitcheck(
            "-w", laid.folder, "import", laid.links, "--round", ROUND, "--checklist", CHECKLIST
        )
        ran = oitcheck("-w", laid.folder, "run", "--round", ROUND)
        yield Done(laid, said.stdout + said.stderr, ran.stdout)
