"""`oitcheck ...` in a process of its own, at the price of a fork.

A fresh interpreter takes a second to import what nearly every command needs. Here a server, one for
each test process, has imported it and forks for each call: the process border, the working folder,
the environment, standard streams, signals and the exit status are real. The first call of each
command is a fresh interpreter all the same, and so is one whose environment sets what Python or
the C library look at when they start. Where a start is what is tested, or a process is to be
killed, tests start it themselves.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

SECONDS = 600
# The libraries, and floors below the commands; the commands' own modules are each call's to import.
_IMPORTS = """
import openpyxl, sqlalchemy.dialects.sqlite, typer, jinja2, lxml.html
import oitcheck.cli.main, oitcheck.pipeline.discovering, oitcheck.pipeline.main_job
import oitcheck.pipeline.showing, oitcheck.pipeline.standing_words
"""
_AT_START = ("PYTHON", "LC_", "LANG", "TZ", "LD_", "OMP", "OPENBLAS", "MALLOC")
_started: set[str] = set()


def _at_start(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


_SET_NOW = _at_start(os.environ)
_server: _Server | None = None

Done = subprocess.CompletedProcess[str]


def oitcheck(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    seconds: float = SECONDS,
) -> Done:
    """Run to the end with no standard input; ``env`` is laid over this process's environment.

    Raises `subprocess.TimeoutExpired` after ``seconds``, when all of it is killed.
    """
    words = [str(word) for word in arguments]
    command = [sys.executable, "-m", "oitcheck", *words]
    whole = {**os.environ, **(env or {})}
    named = _command_in(words)
    if sys.platform == "win32" or named not in _started or _at_start(whole) != _SET_NOW:
        _started.add(named)
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
            cwd=cwd, env=whole, timeout=seconds,
        )  # fmt: skip
    return _running().call(command, str(cwd or Path.cwd()), whole, seconds)


def _command_in(words: list[str]) -> str:
    """The command's own word: the first one, after the workspace."""
    rest = words[2:] if words[:1] in (["-w"], ["--workspace"]) else words
    return rest[0] if rest else ""


def _running() -> _Server:
    global _server
    if _server is None or not _server.alive():
        _server = _Server()
    return _server


class _Server:
    """The process that forks, and this process's end of the line to it."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).resolve()), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # no threads before a fork
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                start_new_session=True,
            )
        self._line = ours
        self._answers = ours.makefile("r", encoding="utf-8")
        self._turn = threading.Lock()
        assert json.loads(self._answers.readline()) == {"threads": 1}
        atexit.register(self.close)

    def alive(self) -> bool:
        return self._owner == os.getpid() and self._process.poll() is None

    def call(self, command: list[str], cwd: str, env: dict[str, str], seconds: float) -> Done:
        """``command`` is ``python -m MODULE ...`` or ``python -c CODE``."""
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        told: dict[int, bytes] = {}

        def read(end: int) -> None:
            with open(end, "rb") as stream:
                told[end] = stream.read()

        readers = [threading.Thread(target=read, args=(end,), daemon=True) for end in (out, err)]
        with self._turn:
            request = json.dumps({"argv": command[1:], "cwd": cwd, "env": env}).encode()
            nothing = os.open(os.devnull, os.O_RDONLY)
            ends = [nothing, out_end, err_end]
            socket.send_fds(self._line, [len(request).to_bytes(4, "big")], ends)
            self._line.sendall(request)
            for end in ends:
                os.close(end)
            pid = json.loads(self._answers.readline())["pid"]
            late = threading.Event()

            def stop() -> None:
                late.set()
                os.killpg(pid, signal.SIGKILL)

            clock = threading.Timer(seconds, stop)
            clock.start()
            for reader in readers:
                reader.start()
            status = json.loads(self._answers.readline())["status"]
            clock.cancel()
            for reader in readers:
                reader.join()
        if late.is_set():
            raise subprocess.TimeoutExpired(command, seconds, told[out], told[err])
        code = os.waitstatus_to_exitcode(status)
        return subprocess.CompletedProcess(
            command, code, told[out].decode("utf-8"), told[err].decode("utf-8")
        )

    def close(self) -> None:
        """Hang up, which ends it."""
        if self._owner == os.getpid():
            self._answers.close()
            self._line.close()
            self._process.wait()


def _serve(line: socket.socket) -> list[str] | None:
    """In the server: fork for each request until the line is closed. In the fork: the words."""
    line.sendall(json.dumps({"threads": _threads()}).encode() + b"\n")
    while True:
        head, ends, _, _ = socket.recv_fds(line, 4, 3)
        if len(head) < 4:
            return None
        request = json.loads(_exactly(line, int.from_bytes(head, "big")))
        pid = os.fork()
        if pid == 0:
            line.close()
            os.setsid()
            for target, end in enumerate(ends):
                os.dup2(end, target)
                os.close(end)
            _open_streams()
            os.chdir(request["cwd"])
            os.environ.clear()
            os.environ.update(request["env"])
            return [str(word) for word in request["argv"]]
        for end in ends:
            os.close(end)
        line.sendall(json.dumps({"pid": pid}).encode() + b"\n")
        _, status = os.waitpid(pid, 0)
        line.sendall(json.dumps({"status": status}).encode() + b"\n")


def _open_streams() -> None:
    """Those of the server know too much of where it was started."""
    stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    stderr = open(  # noqa: SIM115
        2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False
    )
    sys.stdin, sys.stdout, sys.stderr = stdin, stdout, stderr
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = stdin, stdout, stderr


def _exactly(line: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = line.recv(size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return parts


def _threads() -> int:
    task = Path("/proc/self/task")
    return len(list(task.iterdir())) if task.is_dir() else threading.active_count()


def _main() -> None:
    import runpy

    exec(_IMPORTS, {})
    gc.collect()
    gc.freeze()  # what a fork never touches is not copied
    sys.path[0] = ""  # as with -m, where it is the working folder
    words = _serve(socket.socket(fileno=int(sys.argv[1])))
    if words is not None:
        sys.path[0] = str(Path.cwd())
        kind, what, *rest = words
        sys.argv = [what, *rest]
        if kind == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(what, {"__name__": "__main__"})


if __name__ == "__main__":
    _main()
