"""Finds the browser of this machine and runs it as harmless as it can be."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import psutil

from oitcheck.errors import OitcheckError
from oitcheck.settings import Browser

_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
_START_SECONDS = 20.0
_END_SECONDS = 5.0
_TRIES = 20
_UNPRIVILEGED = ("nobody", "daemon")
# The browser ends when the pipe at its descriptor 3 does, so it never outlives this process,
# not even a killed one. Popen can't place a pipe at 3; the shell can, and then is the browser.
_TETHERED = ("/bin/sh", "-c", 'exec "$@" --remote-debugging-pipe 3<&0 4>&1', "sh")

# No traffic but the page's own: no updates, no syncing, no QUIC and no WebRTC around the proxy.
_FLAGS = (
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # the proxy resolves; nothing in the browser may, not even a prefetch
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--hide-scrollbars",
    "--mute-audio",
    "--remote-debugging-port=0",
)


class BrowserTrouble(OitcheckError):
    """There is no browser, or it doesn't start: pages can't be drawn, all else goes on."""


def find_browser(settings: Browser) -> Path | None:
    """The configured executable, else the first known one of this machine, else None.

    Raises `OitcheckError` when a configured one is not there.
    """
    if settings.executable:
        given = shutil.which(settings.executable)
        if given is None:
            raise OitcheckError(
                f"browser.executable: {settings.executable} ไม่มีในเครื่องนี้",
                "แก้ใน oitcheck.toml หรือเว้นว่างเพื่อให้โปรแกรมค้นหาเอง",
            )
        return Path(given)
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).is_file()), None)


class RunningBrowser:
    """A browser process between ``with`` and its end; ``endpoint`` is where it takes commands.

    As root it runs as an unprivileged user, since the sandbox refuses root. Raises
    `BrowserTrouble` when it does not start.
    """

    def __init__(self, executable: Path, proxy_port: int, sandbox: bool) -> None:
        self._executable = executable
        self._proxy_port = proxy_port
        self._sandbox = sandbox
        self._profile: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._seen: set[psutil.Process] = set()
        self.endpoint = ""

    def __enter__(self) -> RunningBrowser:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def _start(self) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="oitcheck-", ignore_cleanup_errors=True)
        folder = Path(self._profile.name)
        command = [
            str(self._executable),
            *_FLAGS,
            *([] if "headless-shell" in self._executable.name else ["--headless=new"]),
            f"--user-data-dir={folder}",
            f"--proxy-server=http://127.0.0.1:{self._proxy_port}",
            "--proxy-bypass-list=<-loopback>",
            *([] if self._sandbox else ["--no-sandbox"]),
            "about:blank",
        ]
        environment = {k: v for k, v in os.environ.items() if "PROXY" not in k.upper()}
        environment |= {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "th_TH.UTF-8"}
        with (folder / "log").open("wb") as log:
            try:
                self._process = _popen(command, folder, environment, log.fileno())
            except OSError as trouble:
                raise BrowserTrouble(
                    f"{self._executable}: เริ่มเบราว์เซอร์ไม่ได้ {trouble.strerror}",
                    "ตรวจด้วย: oitcheck doctor",
                ) from None
        self.endpoint = self._wait(folder)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def trim(self, most: int) -> int:
        """End the pages whose process holds more than ``most`` bytes; what all others hold.

        Bytes of resident memory, of the browser with its children.
        """
        sizes = {process: _resident(process) for process in self._family()}
        greedy = [
            process for process, size in sizes.items() if size > most and _draws_pages(process)
        ]
        _kill(greedy)
        return sum(size for process, size in sizes.items() if process not in greedy)

    def close(self) -> None:
        """End the browser with all its children; may be called twice."""
        family = self._family()
        _kill(family)
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process.wait()
            self._process = None
        until = time.monotonic() + _END_SECONDS
        while any(_alive(process) for process in family) and time.monotonic() < until:
            time.sleep(0.01)
        if self._profile is not None:
            folder, self._profile = self._profile, None
            # whoever was only just started may still write there, and is about to end
            for _ in range(_TRIES):
                shutil.rmtree(folder.name, ignore_errors=True)
                if not Path(folder.name).exists():
                    break
                time.sleep(0.1)
            folder.cleanup()

    def _family(self) -> set[psutil.Process]:
        """Everything it has started so far, also what has lost its parent."""
        if self._process is not None:
            try:
                parent = psutil.Process(self._process.pid)
                self._seen |= {parent, *parent.children(recursive=True)}
            except psutil.NoSuchProcess:
                pass
        self._seen = {process for process in self._seen if _alive(process)}
        return self._seen

    def _wait(self, folder: Path) -> str:
        marker = folder / "DevToolsActivePort"
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            if self._process is not None and self._process.poll() is not None:
                break
            lines = marker.read_text(encoding="ascii").split() if marker.is_file() else []
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(0.05)
        log = (folder / "log").read_text(encoding="utf-8", errors="replace")
        lines = [" ".join(line.split())[:200] for line in log.splitlines() if line.strip()]
        why = next((line for line in lines if "sandbox" in line.lower()), "")
        hint = (
            "ตั้ง browser.sandbox = false ใน oitcheck.toml หากยอมรับความเสี่ยง"
            if why
            else "ตรวจด้วย: oitcheck doctor"
        )
        told = why or next(reversed(lines), "")
        raise BrowserTrouble(f"เบราว์เซอร์ {self._executable.name} เริ่มทำงานไม่ได้ {told}".strip(), hint)


def _popen(
    command: list[str], folder: Path, environment: dict[str, str], log: int
) -> subprocess.Popen[bytes]:
    if sys.platform == "win32":
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, env=environment
        )
    user = group = None
    extra: list[int] | None = None
    if os.geteuid() == 0:
        user, group = _unprivileged()
        extra = []
        for path in (folder, *folder.iterdir()):
            os.chown(path, user, group)
    return subprocess.Popen(
        [*_TETHERED, *command],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        cwd=folder,
        env=environment,
        user=user,
        group=group,
        extra_groups=extra,
        # Ctrl-C is ours to handle, and ends the browser in order
        start_new_session=True,
    )


if sys.platform != "win32":
    import pwd

    def _unprivileged() -> tuple[int, int]:
        for name in _UNPRIVILEGED:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return entry.pw_uid, entry.pw_gid
        raise BrowserTrouble("ไม่มีผู้ใช้สิทธิ์ต่ำในเครื่องนี้สำหรับรันเบราว์เซอร์", "สั่งโปรแกรมด้วยผู้ใช้ธรรมดาแทน root")


def _kill(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()


def _alive(process: psutil.Process) -> bool:
    try:
        # what nobody has waited for yet holds nothing any more
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _draws_pages(process: psutil.Process) -> bool:
    try:
        return any("--type=renderer" in word for word in process.cmdline())
    except psutil.Error:
        return False


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
