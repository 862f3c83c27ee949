"""One writer per workspace: a file lock that the system lets go of when its process ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oitcheck.errors import OitcheckError

if sys.platform == "win32":
    import msvcrt

    # Windows forbids others to read a locked byte, so it is one far behind the pid.
    _FAR = 1 << 20

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file ``path`` (made if missing), with this process's pid in it.

    Raises `OitcheckError` that names the pid when another process holds it. A file left by a
    dead process holds nothing: the system has unlocked it.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as trouble:
        raise OitcheckError(
            f"{path.parent}: เขียนลงโฟลเดอร์นี้ไม่ได้ ({trouble.strerror})", "ตรวจสอบสิทธิ์ของโฟลเดอร์"
        ) from None
    try:
        if not _try_lock(handle):
            holder = os.read(handle, 20).decode("ascii", "replace").strip() or "?"
            raise OitcheckError(
                f"{path.parent}: โปรแกรมอื่นกำลังทำงานกับโฟลเดอร์นี้"
                f" / process {holder} is working in this workspace",
                "รอให้ทำงานเสร็จ หรือปิดโปรแกรมนั้น",
            )
        _note(handle, f"{os.getpid()}\n")
        try:
            yield
        finally:
            _note(handle, "")
            _unlock(handle)
    finally:
        os.close(handle)


def _note(handle: int, text: str) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode("ascii"))
