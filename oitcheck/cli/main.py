"""Runs the application and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
import traceback
from pathlib import Path

import typer

from oitcheck.cli.app import app, note
from oitcheck.errors import OitcheckError

DONE, GAPS, USER, OURS, INTERRUPTED = 0, 1, 2, 3, 130


def main() -> None:
    """Exit 0 done, 1 gaps where ``--strict`` asks, 2 the user's mistake, 3 our own fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # by lines, so that results and remarks come in order where both go to one place
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(standalone_mode=False, prog_name="oitcheck")
        # here, not when the interpreter ends: a reader that went away shows itself now
        sys.stdout.flush()
    except OitcheckError as trouble:
        note(f"oitcheck: {one_line(str(trouble))}")
        return USER
    except typer.TyperException as trouble:
        context = getattr(trouble, "ctx", None)
        command = context.command_path if context else "oitcheck"
        said = one_line(trouble.format_message())
        note(f"oitcheck: คำสั่งไม่ถูกต้อง: {said} (ดูวิธีใช้: {command} --help)")
        return USER
    except (typer.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except typer.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        return _nobody_reads()
    except SystemExit as end:
        # Typer's own answer to a broken pipe is exit 1, which here means gaps
        if isinstance(end.__context__, BrokenPipeError):
            return _nobody_reads()
        raise
    except OSError as trouble:
        told = _told(trouble)
        if told is None:
            return _fault(trouble)
        note(f"oitcheck: {told}")
        return USER
    except Exception as fault:
        told = _told_by_lxml(fault)
        if told is None:
            return _fault(fault)
        note(f"oitcheck: {told}")
        return USER
    # Typer makes an exit code of Ctrl-C, too
    if code == INTERRUPTED:
        note("oitcheck: หยุดตามคำสั่ง งานที่ทำไปแล้วถูกเก็บไว้ สั่งซ้ำเพื่อทำต่อ")
    return code if isinstance(code, int) else DONE


# What the disk or its rights refuse is for the person at the keyboard to mend.
_DISK = {
    errno.ENOSPC: ("พื้นที่ดิสก์เต็ม", "เพิ่มพื้นที่ว่าง แล้วสั่งซ้ำ งานที่ทำไปแล้วถูกเก็บไว้"),
    errno.EDQUOT: ("พื้นที่ดิสก์เต็มตามโควตา", "เพิ่มพื้นที่ว่าง แล้วสั่งซ้ำ งานที่ทำไปแล้วถูกเก็บไว้"),
    errno.EFBIG: ("ไฟล์ใหญ่เกินกำหนดของระบบ", "เพิ่มขีดจำกัดขนาดไฟล์ แล้วสั่งซ้ำ"),
    errno.EACCES: ("เปิดหรือเขียนไม่ได้", "ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ หรือตรวจสอบสิทธิ์ แล้วสั่งซ้ำ"),
    errno.EPERM: ("เปิดหรือเขียนไม่ได้", "ตรวจสอบสิทธิ์ของไฟล์และโฟลเดอร์ แล้วสั่งซ้ำ"),
    errno.EROFS: ("เขียนไม่ได้ เพราะดิสก์เป็นแบบอ่านอย่างเดียว", "ใช้โฟลเดอร์อื่น"),
    errno.ENAMETOOLONG: ("ชื่อยาวเกินไป", "ใช้ชื่อที่สั้นลง"),
    errno.ENOTDIR: ("ไม่ใช่โฟลเดอร์", "ตรวจสอบชื่อโฟลเดอร์"),
    errno.EISDIR: ("เป็นโฟลเดอร์ ไม่ใช่ไฟล์", "ตรวจสอบชื่อไฟล์"),
}


def _told(trouble: OSError) -> str | None:
    """What the system refused and what to do, in one line; None where it is no such trouble."""
    if trouble.errno not in _DISK:
        return None
    meaning, hint = _DISK[trouble.errno]
    where = f"{trouble.filename}: " if trouble.filename else ""
    return one_line(f"{where}{meaning} ({hint})")


def _told_by_lxml(fault: Exception) -> str | None:
    """The same of a workbook: lxml, which writes it, has names such as IO_ENOSPC for the numbers
    of the system. None where it is no such trouble."""
    if type(fault).__name__ != "SerialisationError":
        return None
    # the generator that was writing complains of the same once more when it is thrown away
    sys.unraisablehook = lambda _: None
    number = getattr(errno, str(fault).removeprefix("IO_"), None)
    return _told(OSError(number, "")) if isinstance(number, int) else None


def _nobody_reads() -> int:
    """The reader of our output went away (``| head``): nothing is left to say to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return DONE


def _fault(fault: Exception) -> int:
    note(f"oitcheck: ขัดข้องภายในโปรแกรม: {one_line(repr(fault))} (รายละเอียด: {_keep_traceback()})")
    return OURS


def one_line(text: str) -> str:
    return " ".join(text.split())


def _keep_traceback() -> Path | str:
    try:
        handle, name = tempfile.mkstemp(prefix="oitcheck-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as log:
            traceback.print_exc(file=log)
    except OSError:
        # a full disk may be what went wrong in the first place
        return "บันทึกรายละเอียดลงดิสก์ไม่ได้ ตรวจสอบพื้นที่ว่าง"
    return Path(name)
