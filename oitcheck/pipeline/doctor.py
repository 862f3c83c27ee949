"""What this machine has: each part with its state, and the command that mends it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PIL import ImageFont

from oitcheck.crawl.browser import RunningBrowser, find_browser
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.workspace import Workspace
from oitcheck.settings import Settings

_LEAST_DISK = 2 * 1024**3
_GIB = 1024**3
_THAI_FONTS = (
    "Sarabun",
    "THSarabunNew",
    "Garuda",
    "Loma",
    "NotoSansThai-Regular",
    "leelawui",
    "LeelawUI",
    "tahoma",
    "Thonburi",
)
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    r"C:\Windows\Fonts",
)
_SYSTEMS = ("Debian", "macOS", "Windows")
_MARK = {True: "พร้อม", False: "ขาด"}


@dataclass(frozen=True, slots=True)
class Part:
    """``needed`` False: the job goes on without it, at the price that ``state`` names.
    ``mend``: a command for each system."""

    name: str
    good: bool
    state: str
    mend: dict[str, str] = field(default_factory=dict)

    def line(self) -> str:
        return f"[{_MARK[self.good]}] {self.name}: {self.state}"

    def mend_lines(self) -> list[str]:
        return [] if self.good else [f"{system}: {how}" for system, how in self.mend.items()]

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "good": self.good,
            "state": self.state,
            "mend": dict(self.mend),
        }


def examine(workspace: Workspace | None) -> list[Part]:
    """Every part, also those that are fine. Nothing is changed, nothing outside is contacted."""
    settings = workspace.settings() if workspace else Settings()
    browser = _browser(settings)
    return [
        _python(),
        browser,
        _sandbox(settings, browser.good),
        _ocr(settings),
        _fonts(),
        _disk(workspace.root if workspace else Path()),
        _database(workspace),
        _clock(),
    ]


def _python() -> Part:
    good = sys.version_info >= (3, 11)
    return Part(
        "Python",
        good,
        f"{platform.python_version()} บน {platform.system()} {platform.release()}",
        {
            "Debian": "apt-get install python3 python3-venv",
            "macOS": "brew install python@3.11",
            "Windows": "winget install Python.Python.3.11",
        },
    )


def _browser(settings: Settings) -> Part:
    mend = {
        "Debian": "apt-get install chromium-headless-shell",
        "macOS": "brew install --cask google-chrome",
        "Windows": "ใช้ Microsoft Edge ที่มากับ Windows หรือ winget install Google.Chrome",
    }
    try:
        found = find_browser(settings.browser)
    except OitcheckError as trouble:
        return Part("เบราว์เซอร์", False, str(trouble), mend)
    if found is None:
        return Part(
            "เบราว์เซอร์",
            False,
            "ไม่มี หน้าเว็บที่สร้างด้วยสคริปต์จะตรวจไม่ได้ และรายงานจะไม่มีภาพหน้าเว็บ",
            mend,
        )
    return Part("เบราว์เซอร์", True, f"{found} {_version(found)}", mend)


def _sandbox(settings: Settings, browser: bool) -> Part:
    name = "แซนด์บ็อกซ์ของเบราว์เซอร์"
    mend = {
        "Debian": "sysctl -w kernel.unprivileged_userns_clone=1 หรือตั้ง browser.sandbox = false",
        "macOS": "ตั้ง browser.sandbox = false ใน oitcheck.toml หากยอมรับความเสี่ยง",
        "Windows": "ตั้ง browser.sandbox = false ใน oitcheck.toml หากยอมรับความเสี่ยง",
    }
    if not settings.browser.sandbox:
        return Part(name, False, "ปิดไว้ด้วย browser.sandbox = false", mend)
    if not browser:
        return Part(name, False, "ทดสอบไม่ได้เพราะไม่มีเบราว์เซอร์", {})
    executable = find_browser(settings.browser)
    assert executable is not None
    try:
        with RunningBrowser(executable, 9, sandbox=True):
            return Part(name, True, "ทำงาน", mend)
    except OitcheckError as trouble:
        return Part(name, False, str(trouble), mend)


def _ocr(settings: Settings) -> Part:
    name = "ระบบอ่านเอกสารสแกน (tesseract)"
    mend = {
        "Debian": "apt-get install tesseract-ocr tesseract-ocr-tha",
        "macOS": "brew install tesseract tesseract-lang",
        "Windows": "winget install UB-Mannheim.TesseractOCR (เลือกภาษาไทย)",
    }
    found = shutil.which(settings.ocr.executable or "tesseract")
    if found is None:
        return Part(name, False, "ไม่มี เอกสารสแกนจะรอเจ้าหน้าที่ตรวจสอบ", mend)
    listed = _output([found, "--list-langs"])
    have = {line.strip() for line in listed.splitlines()[1:]}
    wanted = settings.ocr.languages.split("+")
    missing = [language for language in wanted if language not in have]
    if missing:
        return Part(name, False, f"{found} ขาดภาษา {', '.join(missing)}", mend)
    return Part(name, True, f"{_version(Path(found))} ภาษา {', '.join(wanted)}", mend)


def _fonts() -> Part:
    mend = {
        "Debian": "apt-get install fonts-thai-tlwg",
        "macOS": "มีฟอนต์ไทยในระบบแล้ว (Thonburi)",
        "Windows": "ติดตั้งภาษาไทยใน Settings > Language",
    }
    for font in _THAI_FONTS:
        for ending in (".ttf", ".otf", ".ttc"):
            try:
                ImageFont.truetype(font + ending)
            except OSError:
                continue
            return Part("ฟอนต์ไทย", True, font, mend)
    for folder in _FONT_FOLDERS:
        for path in Path(folder).glob("**/tlwg/*.*tf"):
            return Part("ฟอนต์ไทย", True, str(path.parent), mend)
    return Part("ฟอนต์ไทย", False, "ไม่พบ ภาพหน้าเว็บจะอ่านไม่ออก", mend)


def _disk(folder: Path) -> Part:
    place = folder.resolve()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    return Part(
        "พื้นที่ว่างในดิสก์",
        free >= _LEAST_DISK,
        f"{free / _GIB:.1f} GiB ที่ {place}",
        dict.fromkeys(
            ("Debian", "macOS", "Windows"), "ลบไฟล์ที่ไม่ใช้ หรือย้ายโฟลเดอร์งานด้วย oitcheck pack"
        ),
    )


def _database(workspace: Workspace | None) -> Part:
    if workspace is None:
        return Part("ฐานข้อมูล", True, "SQLite มากับโปรแกรม (ยังไม่ได้อยู่ในโฟลเดอร์งาน)")
    try:
        with workspace.store() as store:
            rounds = len(store.rounds())
    except OitcheckError as trouble:
        mend = dict.fromkeys(_SYSTEMS, trouble.hint)
        return Part("ฐานข้อมูล", False, trouble.message, mend)
    return Part("ฐานข้อมูล", True, f"เปิดได้ มีการส่งลิงก์ {rounds} ครั้ง")


def _clock() -> Part:
    now = datetime.now(UTC)
    sound = now.year >= 2025
    local = now.astimezone(ZoneInfo("Asia/Bangkok"))
    return Part(
        "นาฬิกา",
        sound,
        f"{local:%d/%m}/{local.year + 543} {local:%H:%M} น. (เวลาประเทศไทย)",
        {
            "Debian": "timedatectl set-ntp true",
            "macOS": "sntp -sS time.apple.com",
            "Windows": "w32tm /resync",
        },
    )


def _version(executable: Path) -> str:
    return _first_line(lambda: _output([str(executable), "--version"]))


def _first_line(text: Callable[[], str]) -> str:
    return next(iter(text().splitlines()), "").strip()


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=20,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
