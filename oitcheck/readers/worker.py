"""The worker process: bodies come in through a pipe, Documents go out as JSON text.

It is started by `multiprocessing` spawn and imports only the readers. It may be killed at any
time; it holds nothing that is worth saving.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from oitcheck import reading
from oitcheck.garbage import collected_seldom
from oitcheck.model import Document, ReadFailure

if sys.platform != "win32":
    import resource

Read = Callable[..., Document]
READY = b"ready"
_HEADROOM = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one body may take: resident bytes, and seconds, by the clock and of the processor."""

    memory_bytes: int
    seconds: float


def serve(
    pipe: Connection, read: Read, key: str, limits: Limits, extra: Mapping[str, object]
) -> None:
    """Read bodies until the pipe is closed; ``extra`` are further arguments of ``read``."""
    # Ctrl-C reaches the whole group; the parent decides what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(limits.memory_bytes)
    collected_seldom()
    pipe.send_bytes(READY)
    while True:
        try:
            sha256, media_type, name = pipe.recv()
            body = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        _limit_processor(limits.seconds)
        outcome = read_one(partial(read, **extra), body, sha256, media_type, name, key)
        del body
        pipe.send_bytes(reading.codec.dumps(outcome).encode("utf-8"))


def read_one(
    read: Read, body: bytes, sha256: str, media_type: str, name: str, key: str
) -> Document | ReadFailure:
    """One body; whatever goes wrong is a ReadFailure."""
    try:
        media = reading.sniff(body, media_type, name)
        return read(body, media, sha256=sha256, reader=key, name=name)
    except reading.Unreadable as trouble:
        return ReadFailure(sha256, key, trouble.reason, trouble.detail)
    except MemoryError:
        return ReadFailure(sha256, key, "memory", "out of memory")
    except Exception as trouble:
        # A fault of ours in a reader: it must not take the other bodies with it.
        detail = f"{type(trouble).__name__}: {trouble}"[:300]
        return ReadFailure(sha256, key, "crash", detail)


def _limit_memory(memory_bytes: int) -> None:
    """A second line behind the parent's watch, where the system has it: one that eats a gigabyte
    between two looks. Address space is more than memory, hence the headroom."""
    if sys.platform == "win32":
        return
    most: Any = memory_bytes + _HEADROOM
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_processor(seconds: float) -> None:
    """The parent watches the clock; where it can't (it is stopped, or busy with the disk), the
    system ends a body that goes on and on."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
