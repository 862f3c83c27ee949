from __future__ import annotations

from pathlib import Path

import pytest
from samples import prepared

from oitcheck.errors import OitcheckError
from oitcheck.pipeline.pack import pack, unpack
from oitcheck.pipeline.workspace import Workspace

pytestmark = pytest.mark.postgresql


def test_a_workspace_on_postgresql_packs_into_one_that_needs_no_server(
    postgres_url: str, tmp_path: Path
) -> None:
    workspace = Workspace.init(tmp_path / "ws", province="ตรัง", year=2569)
    text = workspace.settings_file.read_text(encoding="utf-8")
    text = text.replace('#database = ""', f'database = "{postgres_url}"')
    workspace.settings_file.write_text(text, encoding="utf-8")
    with workspace.store() as store:
        prepared(store)
    pack(workspace, tmp_path / "a.zip")
    moved = unpack(tmp_path / "a.zip", tmp_path / "moved")
    assert moved.settings({}).workspace.database == ""
    assert "127.0.0.1" not in moved.settings_file.read_text(encoding="utf-8")
    with moved.store() as copy, workspace.store() as store:
        assert copy.agencies() == store.agencies() != ()


def test_a_url_that_can_not_be_taken_out_of_the_settings_is_told(
    postgres_url: str, tmp_path: Path
) -> None:
    workspace = Workspace.init(tmp_path / "ws", province="ตรัง", year=2569)
    workspace.settings_file.write_text(
        f'workspace = {{ year = 2569, database = "{postgres_url}" }}\n', encoding="utf-8"
    )
    with pytest.raises(OitcheckError, match="can't be found"):
        pack(workspace, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()
