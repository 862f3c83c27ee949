"""Lays out the sample workspace: settings with the servers' ports, catalogue, plan, registry."""

from __future__ import annotations

import shutil
from pathlib import Path

from .lists import write_registry

TEMPLATE = Path(__file__).with_name("workspace")


def settings_text(http: int, https: int, ca: Path | str) -> str:
    """The text of oitcheck.toml for servers at these ports."""
    text = (TEMPLATE / "oitcheck.toml").read_text(encoding="utf-8")
    place = str(ca).replace("\\", "/")
    return text.replace("@HTTPS@", str(https)).replace("@HTTP@", str(http)).replace("@CA@", place)


def lay_workspace(folder: Path, http: int, https: int, ca: Path | str) -> Path:
    """Make ``folder`` a workspace of the sample province; the registry's file is returned.

    Called again, it only writes the settings anew (the servers' ports change at every start).
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = settings_text(http, https, ca)
    (folder / "oitcheck.toml").write_text(text, encoding="utf-8", newline="\n")
    shutil.copytree(TEMPLATE / "indicators", folder / "indicators", dirs_exist_ok=True)
    return write_registry(folder / "agencies.csv")
