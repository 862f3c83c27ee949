"""Starts the Scrapy process (one reactor per process) and follows it to its end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from oitcheck.errors import OitcheckError

_PATIENCE = 15.0
_LAST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Progress:
    """``phase``: pages, sites, attachments, canaries, done. ``done`` of ``total`` URLs are stored;
    ``total`` grows while documents are found. ``answered`` and ``problems`` count captures,
    ``again`` second tries."""

    phase: str = "pages"
    done: int = 0
    total: int = 0
    answered: int = 0
    problems: int = 0
    again: int = 0


@dataclass(frozen=True, slots=True)
class FetchResult:
    """``state``: finished; stopped (start again, it goes on); failed (our own fault: ``log``)."""

    state: Literal["finished", "stopped", "failed"]
    progress: Progress
    log: Path
    message: str = ""


def log_path(workspace: Path, run_id: int) -> Path:
    """Where the crawl of that run writes its log: no bodies, no query strings."""
    return workspace / "log" / f"crawl-{run_id}.log"


def fetch(
    workspace: Path, run_id: int, on_progress: Callable[[Progress], None] | None = None
) -> FetchResult:
    """Fetch what is missing of a run, in a child process; ``on_progress`` hears of it.

    The child reads its settings from ``workspace`` and the environment. It ends when this process
    ends, however that happens. Ctrl-C stops it (what was fetched is kept) and is raised again.
    Raises `OitcheckError` for trouble of the user's, such as a full disk.
    """
    log = log_path(workspace, run_id)
    command = [sys.executable, "-m", "oitcheck.spiders", str(workspace), str(run_id), "--child"]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    cries = _Cries(child)
    try:
        progress, told = _follow(child, on_progress)
        child.wait()
    except BaseException:
        _end(child)
        raise
    finally:
        cries.end()
    if told is not None:
        raise told
    if child.returncode == 0:
        return FetchResult("finished", progress, log)
    if child.returncode in (130, -2, -15):
        return FetchResult("stopped", progress, log)
    message = f"the crawl ended with status {child.returncode}"
    return FetchResult(
        "failed", progress, log, f"{message}: {cries.last}" if cries.last else message
    )


class _Cries:
    """What the child says of its own troubles, heard beside its progress: a child that nobody
    hears (its log can't be written, and it says so for each line) would stand still when the pipe
    is full. The end of it is kept."""

    def __init__(self, child: subprocess.Popen[str]) -> None:
        self._kept = b""
        self._child = child
        self._thread = threading.Thread(target=self._hear, daemon=True)
        self._thread.start()

    def _hear(self) -> None:
        assert self._child.stderr is not None
        end = self._child.stderr.fileno()
        while said := os.read(end, 65536):
            self._kept = (self._kept + said)[-_LAST_WORDS:]

    @property
    def last(self) -> str:
        """The last line that is not empty."""
        lines = self._kept.decode("utf-8", errors="replace").splitlines()
        return next((line for line in reversed(lines) if line.strip()), "")

    def end(self) -> None:
        """Hear the rest of a child that has ended."""
        self._thread.join(_PATIENCE)
        if not self._thread.is_alive() and self._child.stderr is not None:
            self._child.stderr.close()


def _follow(
    child: subprocess.Popen[str], on_progress: Callable[[Progress], None] | None
) -> tuple[Progress, OitcheckError | None]:
    assert child.stdout is not None
    progress, told = Progress(), None
    for line in child.stdout:
        try:
            facts = json.loads(line)
        except ValueError:
            continue
        if not isinstance(facts, dict):
            continue
        if "error" in facts:
            told = OitcheckError(str(facts["error"]), str(facts.get("hint", "")))
            continue
        progress = _progress(facts)
        if on_progress is not None:
            on_progress(progress)
    return progress, told


def _progress(facts: dict[str, Any]) -> Progress:
    return Progress(**{item.name: facts[item.name] for item in fields(Progress)})


def _end(child: subprocess.Popen[str]) -> None:
    """Ask the child to end by closing its standard input; kill it when it doesn't."""
    assert child.stdin is not None and child.stdout is not None
    with suppress(OSError):
        child.stdin.close()
    try:
        child.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    finally:
        child.stdout.close()
