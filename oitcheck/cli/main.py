"""Runs the application and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import io
import os
import sys
import tempfile
import traceback
from pathlib import Path

import click
import typer

from oitcheck.cli.app import app, note
from oitcheck.errors import OitcheckError

DONE, GAPS, USER, OURS, INTERRUPTED = 0, 1, 2, 3, 130


def main() -> None:
    """Exit 0 done, 1 gaps where ``--strict`` asks, 2 the user's mistake, 3 our own fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_run())


def _run() -> int:
    try:
        code = app(standalone_mode=False)
    except OitcheckError as trouble:
        note(f"oitcheck: {one_line(str(trouble))}")
        return USER
    except click.exceptions.NoArgsIsHelpError as trouble:
        note(trouble.format_message())
        return USER
    except click.ClickException as trouble:
        note(f"oitcheck: {one_line(trouble.format_message())} (see: oitcheck --help)")
        return USER
    except (typer.Abort, KeyboardInterrupt):
        note("oitcheck: หยุดตามคำสั่ง งานที่ทำไปแล้วถูกเก็บไว้ สั่งซ้ำเพื่อทำต่อ")
        return INTERRUPTED
    except typer.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        # the reader of our output went away; nothing is left to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as fault:
        note(
            f"oitcheck: ขัดข้องภายในโปรแกรม: {one_line(repr(fault))} (รายละเอียด: {_keep_traceback()})"
        )
        return OURS
    return code if isinstance(code, int) else DONE


def one_line(text: str) -> str:
    return " ".join(text.split())


def _keep_traceback() -> Path:
    handle, name = tempfile.mkstemp(prefix="oitcheck-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        traceback.print_exc(file=log)
    return Path(name)
