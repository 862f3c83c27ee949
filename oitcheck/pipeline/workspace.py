"""A workspace: the folder that holds settings, database, evidence and reports of one year."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from oitcheck import settings
from oitcheck.archive import Archive
from oitcheck.errors import OitcheckError
from oitcheck.model import BlobRef
from oitcheck.pipeline.locking import locked
from oitcheck.pipeline.settings_file import new_settings_text
from oitcheck.settings import FILE_NAME, Settings
from oitcheck.store import Store, open_store

LOCK_NAME = "oitcheck.lock"
DATABASE_NAME = "oitcheck.db"


class Workspace:
    """The paths of a workspace and what is opened from them; ``root`` need not exist."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings_file = root / FILE_NAME
        self.db = root / DATABASE_NAME
        self.evidence = root / "evidence"
        self.out = root / "out"
        self.indicators = root / "indicators"

    @classmethod
    def init(
        cls, root: Path, *, province: str, year: int, plan: str = "", track: str = "standard"
    ) -> Workspace:
        """Make a workspace that only its owner can look into, with an empty database.

        Raises `OitcheckError` where there is one already, or the folder can't be made.
        """
        place = cls(root)
        if place.exists():
            raise OitcheckError(
                f"{root}: เป็นโฟลเดอร์งานอยู่แล้ว / is a workspace already", "ระบุโฟลเดอร์อื่น"
            )
        if not province.strip():
            raise OitcheckError("ไม่ได้ระบุชื่อจังหวัด", "เช่น --province สุรินทร์")
        if not 2400 <= year <= 2800:
            raise OitcheckError(f"{year} is no year of the Buddhist Era", "like --year 2569")
        text = new_settings_text({"province": province, "year": year, "plan": plan, "track": track})
        try:
            root.mkdir(parents=True, exist_ok=True)
            # Evidence and link lists are the office's own: nobody else may read them.
            root.chmod(0o700)
            for folder in (place.evidence, place.out, place.indicators):
                folder.mkdir(exist_ok=True)
            place.settings_file.write_text(text, encoding="utf-8", newline="\n")
        except OSError as trouble:
            raise OitcheckError(
                f"{root}: สร้างโฟลเดอร์ไม่ได้ / can't be made: {trouble.strerror}",
                "ระบุโฟลเดอร์ที่เขียนได้",
            ) from None
        place.store().close()
        return place

    def exists(self) -> bool:
        return self.settings_file.is_file()

    def settings(
        self,
        environ: Mapping[str, str] | None = None,
        flags: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Settings:
        """What holds here; raises `OitcheckError` where this is no workspace."""
        return settings.load(self.root, os.environ if environ is None else environ, flags)

    def store(self) -> Store:
        """The database, brought up to date; close it. Raises `OitcheckError`."""
        return open_store(self.settings().workspace.database or self.db)

    def archive(self, held: Callable[[str], BlobRef | None] | None = None) -> Archive:
        """The evidence; nothing is touched before the first append."""
        return Archive(self.evidence, held)

    def lock(self) -> AbstractContextManager[None]:
        """Hold the workspace for writing, in a ``with`` statement.

        Raises `OitcheckError` that names the process that holds it, or where this is no workspace.
        """
        if not self.exists():
            self.settings()
        return locked(self.root / LOCK_NAME)
