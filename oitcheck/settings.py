"""The workspace's settings: flags > environment > oitcheck.toml > defaults."""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from oitcheck import __version__
from oitcheck.errors import OitcheckError

FILE_NAME = "oitcheck.toml"


@dataclass(frozen=True, slots=True)
class Network:
    """``hosts`` maps a host pattern (``*.example.go.th``) to ``IP`` or ``IP:port``, applied at
    connect; ``hosts_tls`` the same for https. ``delay`` and ``timeout`` are seconds,
    ``max_body`` bytes, ``attempt_span`` like 24h, 30m or 45s. ``second_agent`` is whom a site is
    shown where it must be compared with what another visitor sees; empty: nobody."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    hosts_tls: Mapping[str, str] = field(default_factory=dict)
    allow_private: tuple[str, ...] = ()
    ca_bundle: str = ""
    delay: float = 1.0
    delay_per_address: float = 0.25
    concurrency_per_host: int = 1
    timeout: float = 60.0
    max_body: int = 64 * 1024 * 1024
    user_agent: str = f"Mozilla/5.0 (compatible; oitcheck/{__version__})"
    contact: str = ""
    respect_robots: bool = True
    attempts: int = 3
    attempt_span: str = "24h"
    canaries: tuple[str, ...] = ()
    attachments_per_page: int = 30
    second_agent: str = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/138.0.0.0 Safari/537.36"
    )

    @property
    def attempt_span_seconds(self) -> int:
        return _seconds(self.attempt_span)


@dataclass(frozen=True, slots=True)
class Browser:
    """``screenshots``: needed (failures and reviews), all, none."""

    executable: str = ""
    sandbox: bool = True
    screenshots: str = "needed"


@dataclass(frozen=True, slots=True)
class Ocr:
    executable: str = ""
    languages: str = "tha+eng"


@dataclass(frozen=True, slots=True)
class Checks:
    """``off``: ids of checks that are left out."""

    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days like ``2026-06-04``: ``holidays`` that the cabinet has announced since, ``workdays``
    that are worked although they count as holidays."""

    holidays: tuple[str, ...] = ()
    workdays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workspace:
    """``plan`` is a plan's id or empty; ``database`` a PostgreSQL URL, or empty: oitcheck.db."""

    province: str = ""
    year: int = 0
    plan: str = ""
    track: str = "standard"
    database: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    workspace: Workspace = Workspace()
    network: Network = Network()
    browser: Browser = Browser()
    ocr: Ocr = Ocr()
    checks: Checks = Checks()
    calendar: Calendar = Calendar()


_SECTIONS: dict[str, type[Any]] = {
    "workspace": Workspace,
    "network": Network,
    "browser": Browser,
    "ocr": Ocr,
    "checks": Checks,
    "calendar": Calendar,
}


def load(
    folder: Path,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, Mapping[str, Any]] | None = None,
) -> Settings:
    """Read ``folder/oitcheck.toml``, then lay OITCHECK_SECTION_KEY and ``flags`` over it.

    Raises `OitcheckError` for a missing file, broken TOML, an unknown key, a wrong type.
    """
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise OitcheckError(
            f"{folder}: ไม่ใช่โฟลเดอร์งาน เพราะไม่มีไฟล์ {FILE_NAME} / no workspace",
            "สร้างด้วย: oitcheck init DIR --province NAME --year 2569",
        ) from None
    except UnicodeDecodeError:
        raise OitcheckError(f"{path}: ไม่ใช่ UTF-8 / not UTF-8", "บันทึกไฟล์เป็น UTF-8") from None
    settings = parse(text, str(path))
    settings = _overlay(settings, _from_environ(os.environ if environ is None else environ), "env")
    return _overlay(settings, flags or {}, "flags")


def parse(text: str, where: str = FILE_NAME) -> Settings:
    """Settings from the text of an oitcheck.toml."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise OitcheckError(f"{where}: not valid TOML: {trouble}", "mend that line") from None
    return _overlay(Settings(), data, where)


def _overlay(settings: Settings, data: Mapping[str, Any], where: str) -> Settings:
    changed: dict[str, Any] = {}
    for section, values in data.items():
        kind = _SECTIONS.get(section)
        if kind is None:
            raise OitcheckError(f"{where}: unknown section [{section}]", _near(section, _SECTIONS))
        if not isinstance(values, Mapping):
            raise OitcheckError(f"{where}: [{section}] must be a section", "write [section] lines")
        current = getattr(settings, section)
        known = {item.name: getattr(current, item.name) for item in fields(kind)}
        updates = {}
        for key, value in values.items():
            if key not in known:
                raise OitcheckError(f"{where}: unknown key {section}.{key}", _near(key, known))
            updates[key] = _typed(value, known[key], f"{where}: {section}.{key}")
        changed[section] = replace(current, **updates)
    settings = replace(settings, **changed)
    _check_values(settings, where)
    return settings


def _typed(value: Any, default: Any, where: str) -> Any:
    if isinstance(default, bool):
        good = isinstance(value, bool)
    elif isinstance(default, float):
        good = isinstance(value, int | float) and not isinstance(value, bool)
        value = float(value) if good else value
    elif isinstance(default, int):
        good = isinstance(value, int) and not isinstance(value, bool)
    elif isinstance(default, tuple):
        good = isinstance(value, list | tuple) and all(isinstance(part, str) for part in value)
        value = tuple(value) if good else value
    elif isinstance(default, Mapping):
        good = isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values())
        value = dict(value) if good else value
    else:
        good = isinstance(value, str)
    if not good:
        names: dict[type, str] = {tuple: "a list of strings", dict: "a table", str: "a text"}
        wanted = names.get(type(default), type(default).__name__)
        raise OitcheckError(f"{where}: {value!r} is not {wanted}", "mend the value")
    return value


def _check_values(settings: Settings, where: str) -> None:
    network = settings.network
    for given in network.allow_private:
        try:
            ipaddress.ip_network(given, strict=False)
        except ValueError:
            raise OitcheckError(
                f"{where}: network.allow_private: {given!r} is no network",
                'write it like "127.0.0.0/8"',
            ) from None
    if (network.hosts or network.hosts_tls) and not network.allow_private:
        raise OitcheckError(
            f"{where}: network.hosts works only together with network.allow_private",
            "name the networks that may be reached, or remove hosts",
        )
    for name in ("delay", "delay_per_address"):
        if getattr(network, name) < 0:
            raise OitcheckError(f"{where}: network.{name} is negative", "give seconds, 0 or more")
    for name in ("timeout", "max_body", "attempts", "concurrency_per_host"):
        if getattr(network, name) <= 0:
            raise OitcheckError(f"{where}: network.{name} must be more than 0", "mend the value")
    _seconds(network.attempt_span)
    _check_days(settings.calendar, where)
    if settings.browser.screenshots not in ("needed", "all", "none"):
        raise OitcheckError(
            f"{where}: browser.screenshots: {settings.browser.screenshots!r} is unknown",
            "one of needed, all, none",
        )


def _check_days(calendar: Calendar, where: str) -> None:
    for name in ("holidays", "workdays"):
        for given in getattr(calendar, name):
            try:
                day = date.fromisoformat(given)
            except ValueError:
                day = None
            if day is None or len(given) != len("2026-06-04"):
                raise OitcheckError(
                    f"{where}: calendar.{name}: {given!r} ไม่ใช่วันที่", 'เขียนเป็น ค.ศ. เช่น "2026-06-04"'
                )
            if day.year >= 2400:
                raise OitcheckError(
                    f"{where}: calendar.{name}: {given!r} ไม่ใช่ปีคริสต์ศักราช",
                    f'เขียนเป็น "{day.year - 543}{given[4:]}"',
                )
    both = sorted(set(calendar.holidays) & set(calendar.workdays))
    if both:
        raise OitcheckError(
            f"{where}: calendar: {both[0]} อยู่ทั้งใน holidays และ workdays", "ลบออกจากรายการหนึ่ง"
        )


def _seconds(span: str) -> int:
    match = re.fullmatch(r"(\d+)\s*([smhd])", span.strip())
    if not match:
        raise OitcheckError(f"network.attempt_span: {span!r} is no length of time", 'like "24h"')
    return int(match[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]]


def _from_environ(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for section, kind in _SECTIONS.items():
        for item in fields(kind):
            text = environ.get(f"OITCHECK_{section}_{item.name}".upper())
            if text is None:
                continue
            default: Any = getattr(kind(), item.name)
            if isinstance(default, Mapping):
                continue
            if isinstance(default, bool):
                value: Any = text.strip().lower() in ("1", "true", "yes", "on")
            elif isinstance(default, int | float):
                try:
                    value = type(default)(text)
                except ValueError:
                    value = text
            elif isinstance(default, tuple):
                value = [part.strip() for part in text.split(",") if part.strip()]
            else:
                value = text
            found.setdefault(section, {})[item.name] = value
    return found


def _near(word: str, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return "known: " + ", ".join(known)
