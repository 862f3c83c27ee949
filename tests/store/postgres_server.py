"""A PostgreSQL server of the tests' own: its own data, a free port, ended by its own pid."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pg8000.dbapi

USER = "oitcheck"


def binaries() -> Path | None:
    """The folder with initdb and postgres of the newest server installed, if there is one."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: [int(part) for part in path.parts[-3].split(".") if part.isdigit()],
    )
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """Start a server on loopback and give its port; nothing of it is left afterwards."""
    who = _unprivileged()
    home = Path(tempfile.mkdtemp(prefix="oitcheck-postgres-"))
    process = None
    try:
        if who:
            shutil.chown(home, who)
        data = home / "data"
        common = {"cwd": home, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
        subprocess.run(
            [folder / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            capture_output=True,
            timeout=120,
            user=who,
            **common,
        )
        port = _free_port()
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    folder / "postgres",
                    *("-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", ""),
                    *("-c", "fsync=off", "-c", "max_connections=20"),
                ],
                stdout=log,
                stderr=log,
                user=who,
                **common,
            )
        _wait(process, port, home / "log")
        yield port
    finally:
        if process is not None:
            # SIGINT is PostgreSQL's fast shutdown: it ends its children and writes nothing more.
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
        shutil.rmtree(home, ignore_errors=True)


def run_sql(port: int, sql: str) -> None:
    connection = pg8000.dbapi.connect(USER, host="127.0.0.1", port=port, database="postgres")
    try:
        connection.autocommit = True
        connection.cursor().execute(sql)
    finally:
        connection.close()


def url(port: int, database: str) -> str:
    return f"postgresql+pg8000://{USER}@127.0.0.1:{port}/{database}"


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root; somebody without rights runs it then."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(300):
        try:
            return run_sql(port, "SELECT 1")
        except (pg8000.dbapi.InterfaceError, pg8000.dbapi.DatabaseError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace"))
