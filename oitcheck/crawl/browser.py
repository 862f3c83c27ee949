"""Finds the browser of this machine and runs it as harmless as it can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
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
_UNPRIVILEGED = ("nobody", "daemon")

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
    "--hide-scrollbars",
    "--mute-audio",
    "--remote-debugging-port=0",
)


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
    `OitcheckError` when it does not start.
    """

    def __init__(self, executable: Path, proxy_port: int, sandbox: bool) -> None:
        self._executable = executable
        self._proxy_port = proxy_port
        self._sandbox = sandbox
        self._profile: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.endpoint = ""

    def __enter__(self) -> RunningBrowser:
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
            self._process = _start(command, folder, environment, log.fileno())
        try:
            self.endpoint = self._wait(folder)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def memory_bytes(self) -> int:
        """Resident memory of the browser and its children."""
        return sum(_resident(process) for process in self._family())

    def close(self) -> None:
        """End the browser with all its children; may be called twice."""
        family = self._family()
        for process in family:
            try:
                process.kill()
            except psutil.Error:
                continue
        psutil.wait_procs(family, timeout=5)
        if self._process is not None:
            self._process.wait()
            self._process = None
        if self._profile is not None:
            self._profile.cleanup()
            self._profile = None

    def _family(self) -> list[psutil.Process]:
        if self._process is None:
            return []
        try:
            parent = psutil.Process(self._process.pid)
            return [*parent.children(recursive=True), parent]
        except psutil.NoSuchProcess:
            return []

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
        why = next((line for line in log.splitlines() if "sandbox" in line.lower()), "")
        hint = (
            "ตั้ง browser.sandbox = false ใน oitcheck.toml หากยอมรับความเสี่ยง"
            if why
            else "ตรวจด้วย: oitcheck doctor"
        )
        raise OitcheckError(
            f"เบราว์เซอร์ {self._executable.name} เริ่มทำงานไม่ได้ {' '.join(why.split())[:200]}", hint
        )


def _start(
    command: list[str], folder: Path, environment: dict[str, str], log: int
) -> subprocess.Popen[bytes]:
    if sys.platform != "win32" and os.geteuid() == 0:
        user, group = _unprivileged()
        for path in (folder, *folder.iterdir()):
            os.chown(path, user, group)
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            env=environment,
            user=user,
            group=group,
            extra_groups=[],
        )
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, env=environment
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
        raise OitcheckError("ไม่มีผู้ใช้สิทธิ์ต่ำในเครื่องนี้สำหรับรันเบราว์เซอร์", "สั่งโปรแกรมด้วยผู้ใช้ธรรมดาแทน root")


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
