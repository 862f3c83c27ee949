"""A workspace with Surin's plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from oitcheck.pipeline.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569, plan="plan-surin-2569")
