"""Readers that misbehave, for worker processes of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from oitcheck import reading
from oitcheck.model import Document


def read(body: bytes, media: str, **named: Any) -> Document:
    """Reads like the real one, unless the body asks for trouble."""
    if body.startswith(b"hang"):
        time.sleep(600)
    if body.startswith(b"eat"):
        held = []
        while True:
            held.append(b"x" * 8_000_000)
            time.sleep(0.005)
    if body.startswith(b"exit"):
        os._exit(3)
    if body.startswith(b"abort"):
        os.kill(os.getpid(), signal.SIGABRT)
    if body.startswith(b"raise"):
        raise ZeroDivisionError("a fault of ours")
    if body.startswith(b"stop"):  # answers, and stands still a moment later
        document = reading.read(body, media, **named)
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGSTOP)).start()
        return document
    if body.startswith(b"spin"):
        while True:
            pass
    if body.startswith(b"child"):
        eater = "held = b'x' * 900_000_000; import time; time.sleep(600)"
        subprocess.run([sys.executable, "-c", eater], check=False)
    if body.startswith(b"slow"):
        time.sleep(0.5)
    return reading.read(body, media, **named)
