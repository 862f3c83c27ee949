"""docs/checks.md is what the checks say of themselves."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_docs_checks_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
    assert spec is not None and spec.loader is not None
    make_docs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_docs)
    written = make_docs.TARGET.read_bytes()
    assert written == make_docs.page().encode(), "run: python tools/make_docs.py"
