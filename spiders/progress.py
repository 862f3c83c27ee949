"""Progress as JSON lines on standard output, for the process that started this one."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict, dataclass


@dataclass(slots=True)
class Count:
    """``total`` grows while documents are found; ``phase``: pages, sites, attachments, canaries.

    What is asked beside pages and documents is not counted: nobody handed it in.
    """

    phase: str = "pages"
    done: int = 0
    total: int = 0
    answered: int = 0
    problems: int = 0
    again: int = 0


class Reporter:
    """A thread that prints the counts when they have changed, five times a second at most.

    A reader that stalls stops this thread, never the event loop.
    """

    def __init__(self, count: Count) -> None:
        self._count = count
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="progress", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(2)

    def _run(self) -> None:
        last = ""
        going = True
        while going:
            going = not self._stop.wait(0.2)
            line = json.dumps(asdict(self._count))
            if line != last:
                tell(line)
                last = line


def tell(line: str) -> None:
    """Write one line at once; a reader that has gone is no news."""
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except (OSError, ValueError):
        return
