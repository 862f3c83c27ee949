"""What a command said, and how a test types one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HEAD = "รหัสหน่วยงาน,หน่วยงาน,ข้อ,ลิงก์\n"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line that says what is wrong and what to do."""
        lines = self.err.strip().splitlines()
        assert (self.code, self.out, len(lines)) == (2, "", 1), self
        return lines[0]


Call = Callable[..., Said]
