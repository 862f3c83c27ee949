"""Where things lie, and the command line as a user calls it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import cli_process

from oitcheck.pipeline import sample

PROVINCE = sample.province_folder()
FIRST_DAY = date(2026, 5, 6)


def oitcheck(
    *arguments: str | Path, check: bool = True, env: dict[str, str] | None = None
) -> cli_process.Done:
    """The command line as a user calls it, in a process of its own."""
    done = cli_process.oitcheck(*arguments, env=env)
    if check:
        assert done.returncode == 0, done.stdout + done.stderr
    return done


@dataclass(frozen=True)
class Journey:
    """``folder``: a workspace in which rounds 1 and 2 have been run."""

    folder: Path

    def round(self, name: str) -> Path:
        return self.folder / "out" / f"round-{name}"


def travel(folder: Path, state: int) -> None:
    """Hand in the lists of a collection and run its round."""
    with sample.websites(state) as sites:
        registry, lists = sample.lay(folder, state, sites, FIRST_DAY)
        oitcheck("-w", folder, "agencies", registry)
        received = {1: "2026-05-05 15:30", 2: "2026-06-05 15:30"}[state]
        oitcheck("-w", folder, "import", *lists, "--round", str(state), "--received", received)
        oitcheck("-w", folder, "run", "--round", str(state))
