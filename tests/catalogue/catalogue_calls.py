"""What a command typed in a test has said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    def refused(self) -> str:
        """The one line that a user's mistake gives."""
        lines = self.err.strip().splitlines()
        assert self.code == 2, self
        assert len(lines) == 1, self.err
        assert lines[0].startswith("oitcheck: ")
        return lines[0]


Call = Callable[..., Said]
