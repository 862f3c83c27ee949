"""What this machine has: each part with its state, and the command that mends it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PIL import ImageFont

from oitcheck.crawl.browser import RunningBrowser, find_browser
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.workspace import Workspace
from oitcheck.readers import find_converter
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
_BROWSER, _SANDBOX = "เบราว์เซอร์", "แซนด์บ็อกซ์ของเบราว์เซอร์"
_NO_PROXY = 9  # the discard port: nothing is asked for
_SECONDS = 4.0
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
    """Every part, also those that are fine; trouble of any kind is a part that is not good.

    Nothing outside is contacted, nothing is made or changed, save that a database of an older
    version is brought up to date.
    """
    trouble = None
    settings = Settings()
    try:
        settings = workspace.settings() if workspace else settings
    except OitcheckError as found:
        trouble = found
    return [
        _python(),
        *([_settings_trouble(trouble)] if trouble else []),
        *_browser_parts(settings),
        _ocr(settings),
        _old_word(),
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


def _settings_trouble(trouble: OitcheckError) -> Part:
    return Part("ค่าที่ตั้งไว้", False, trouble.message, dict.fromkeys(_SYSTEMS, trouble.hint))


def _browser_parts(settings: Settings) -> tuple[Part, Part]:
    """The browser and its sandbox, told apart by starting it with and without."""
    mend = {
        "Debian": "apt-get install chromium-headless-shell",
        "macOS": "brew install --cask google-chrome",
        "Windows": "ใช้ Microsoft Edge ที่มากับ Windows หรือ winget install Google.Chrome",
    }
    off = "ตั้ง browser.sandbox = false ใน oitcheck.toml หากยอมรับความเสี่ยง"
    sandbox_mend = {
        "Debian": "sysctl -w kernel.unprivileged_userns_clone=1 "
        f"(Ubuntu: kernel.apparmor_restrict_unprivileged_userns=0) หรือ{off}",
        "macOS": off,
        "Windows": off,
    }
    untried = Part(_SANDBOX, False, "ทดสอบไม่ได้เพราะไม่มีเบราว์เซอร์ที่ใช้ได้", mend)
    try:
        found = find_browser(settings.browser)
    except OitcheckError as trouble:
        return Part(_BROWSER, False, str(trouble), mend), untried
    if found is None:
        return Part(
            _BROWSER,
            False,
            "ไม่มี หน้าเว็บที่สร้างด้วยสคริปต์จะตรวจไม่ได้ และรายงานจะไม่มีภาพหน้าเว็บ",
            mend,
        ), untried
    good = Part(_BROWSER, True, f"{found} {_browser_version(found)}".strip(), mend)
    guarded = _start_trouble(found, sandbox=True)
    if settings.browser.sandbox and guarded is None:
        return good, Part(_SANDBOX, True, "ทำงาน", sandbox_mend)
    bare = None if guarded is None else _start_trouble(found, sandbox=False)
    if bare is not None:
        return Part(_BROWSER, False, bare.message, mend), untried
    if not settings.browser.sandbox:
        return good, Part(
            _SANDBOX,
            False,
            "ปิดไว้ด้วย browser.sandbox = false" + (" ทั้งที่เครื่องนี้ใช้ได้" if guarded is None else ""),
            dict.fromkeys(_SYSTEMS, "ลบบรรทัด browser.sandbox ใน oitcheck.toml")
            if guarded is None
            else sandbox_mend,
        )
    assert guarded is not None
    return good, Part(_SANDBOX, False, guarded.message, sandbox_mend)


def _start_trouble(executable: Path, *, sandbox: bool) -> OitcheckError | None:
    try:
        with RunningBrowser(executable, _NO_PROXY, sandbox):
            return None
    except OitcheckError as trouble:
        return trouble


def _browser_version(executable: Path) -> str:
    # on Windows the browsers know no --version: they would open a window
    return "" if sys.platform == "win32" else _version(executable)


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


def _old_word() -> Part:
    name = "โปรแกรมอ่านไฟล์ .doc"
    mend = {
        "Debian": "apt-get install antiword",
        "macOS": "brew install antiword",
        "Windows": "ติดตั้ง LibreOffice แล้วเพิ่มโฟลเดอร์ program ใน PATH",
    }
    found = find_converter()
    if found is None:
        return Part(name, False, "ไม่มี ไฟล์ .doc จะรอเจ้าหน้าที่ตรวจสอบ", mend)
    return Part(name, True, found.executable, mend)


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
        dict.fromkeys(_SYSTEMS, "ลบไฟล์ที่ไม่ใช้ หรือย้ายโฟลเดอร์งานด้วย oitcheck pack"),
    )


def _database(workspace: Workspace | None) -> Part:
    if workspace is None:
        return Part("ฐานข้อมูล", True, "SQLite มากับโปรแกรม (ยังไม่ได้อยู่ในโฟลเดอร์งาน)")
    try:
        if not workspace.settings().workspace.database and not workspace.db.exists():
            raise OitcheckError(
                f"ไม่มีไฟล์ {workspace.db}", "นำไฟล์กลับมาจากสำเนาที่เก็บไว้ หรือ import ลิงก์ใหม่ทั้งหมด"
            )
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
    return next(iter(_output([str(executable), "--version"]).splitlines()), "").strip()


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
