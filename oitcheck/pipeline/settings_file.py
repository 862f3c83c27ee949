"""The oitcheck.toml of a new workspace: every setting, explained, with its default."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from oitcheck.settings import Settings

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

_HEAD = """\
# การตั้งค่าของโฟลเดอร์งานนี้ ลบเครื่องหมาย # หน้าบรรทัดที่ต้องการแก้ไข แล้วบันทึกเป็น UTF-8
# Settings of this workspace. Remove the # before a line to change it; save as UTF-8.
"""

_SECTIONS = {
    "workspace": ("โฟลเดอร์งาน", "The workspace"),
    "network": ("การเข้าถึงเว็บไซต์", "How websites are reached"),
    "browser": (
        "เว็บเบราว์เซอร์สำหรับหน้าที่สร้างด้วยสคริปต์และภาพหน้าจอ",
        "The browser for script pages and screenshots",
    ),
    "ocr": ("การอ่านตัวอักษรจากภาพ", "Reading text in pictures"),
    "checks": ("การตรวจ", "The checks"),
    "calendar": (
        "วันหยุดราชการ ใช้นับวันทำการ โปรแกรมรู้วันหยุดตามปฏิทินอยู่แล้ว",
        "Holidays of government offices, to count working days; those of the calendar are known",
    ),
}

_KEYS = {
    "workspace.province": ("ชื่อจังหวัด", "name of the province"),
    "workspace.year": ("ปีงบประมาณ (พ.ศ.)", "fiscal year, Buddhist Era"),
    "workspace.plan": ("รหัสแผนของจังหวัด เว้นว่างได้", "id of the province's plan, may be empty"),
    "workspace.track": ("ชุดเกณฑ์การประเมิน", "track of the catalogue"),
    "workspace.database": (
        "เว้นว่าง = ไฟล์ oitcheck.db หากใช้ PostgreSQL ให้ตั้งรหัสผ่านผ่านตัวแปร"
        " OITCHECK_WORKSPACE_DATABASE ไม่ควรเก็บไว้ในไฟล์นี้",
        "empty: oitcheck.db; a PostgreSQL URL with a password belongs into the environment",
    ),
    "network.hosts": (
        "จับคู่ชื่อโฮสต์กับ IP หรือ IP:port ใช้ได้เมื่อกำหนด allow_private แล้วเท่านั้น",
        "host pattern to IP or IP:port; only together with allow_private",
    ),
    "network.hosts_tls": ("เช่นเดียวกับ hosts แต่ใช้กับ https", "the same for https"),
    "network.allow_private": (
        "เครือข่ายภายในที่อนุญาตให้เข้าถึง ค่าเริ่มต้นคือไม่อนุญาต",
        "private networks that may be reached; none by default",
    ),
    "network.ca_bundle": (
        "ไฟล์ใบรับรอง CA เพิ่มเติม (PEM)",
        "file of further CA certificates (PEM)",
    ),
    "network.delay": (
        "เวลารอระหว่างคำขอไปยังโฮสต์เดียวกัน (วินาที)",
        "seconds between requests to one host",
    ),
    "network.delay_per_address": (
        "เวลารอระหว่างคำขอไปยัง IP เดียวกัน (วินาที)",
        "seconds between requests to one address",
    ),
    "network.concurrency_per_host": (
        "จำนวนคำขอพร้อมกันต่อโฮสต์",
        "requests at the same time per host",
    ),
    "network.timeout": ("เวลารอคำตอบสูงสุด (วินาที)", "seconds to wait for an answer"),
    "network.max_body": ("ขนาดไฟล์สูงสุดที่ดาวน์โหลด (ไบต์)", "largest body in bytes"),
    "network.user_agent": ("ชื่อโปรแกรมที่แจ้งต่อเว็บไซต์", "the name told to websites"),
    "network.contact": (
        "อีเมลหรือเว็บไซต์ติดต่อ แจ้งต่อเว็บไซต์ที่ตรวจ",
        "e-mail or page for questions, told to websites",
    ),
    "network.respect_robots": ("ปฏิบัติตาม robots.txt", "obey robots.txt"),
    "network.attempts": (
        "จำนวนครั้งที่ตรวจ (แต่ละครั้งลองเปิดได้หลายหน) ก่อนสรุปว่าเปิดไม่ได้",
        "looks (runs, of several tries each) before a link counts as unreachable",
    ),
    "network.attempt_span": (
        "ช่วงเวลาที่การตรวจต้องครอบคลุม เช่น 45s 30m 24h",
        "the time that the looks must span: 45s, 30m, 24h",
    ),
    "network.canaries": (
        "เว็บไซต์ที่ใช้ทดสอบว่าเครือข่ายใช้งานได้ ค่าเริ่มต้นคือเว็บไซต์หลักของหน่วยงาน",
        "sites that show that the network works; by default the agencies' own",
    ),
    "network.attachments_per_page": (
        "จำนวนเอกสารแนบสูงสุดต่อหน้า",
        "documents followed per page at most",
    ),
    "network.second_agent": (
        "ชื่อเบราว์เซอร์ที่ใช้เปิดซ้ำ เพื่อเทียบกับที่ผู้เข้าชมทั่วไปเห็น เว้นว่าง = ไม่เปิดซ้ำ",
        "the ordinary browser that a page is compared for; empty: no comparison",
    ),
    "browser.executable": ("ตำแหน่งโปรแกรมเบราว์เซอร์ เว้นว่าง = ค้นหาเอง", "path; empty: looked for"),
    "browser.sandbox": ("เปิดใช้ sandbox", "the browser's sandbox"),
    "browser.screenshots": (
        "ภาพหน้าจอ: needed = เฉพาะที่ต้องแก้ไขหรือรอเจ้าหน้าที่ตรวจสอบ, all = ทั้งหมด, none = ไม่เก็บ",
        "needed (failures and reviews), all, none",
    ),
    "ocr.executable": ("ตำแหน่งโปรแกรม tesseract เว้นว่าง = ค้นหาเอง", "path; empty: looked for"),
    "ocr.languages": ("ภาษาที่ใช้อ่าน", "languages to read"),
    "checks.off": ("รหัสการตรวจที่ไม่ใช้", "ids of checks that are left out"),
    "calendar.holidays": (
        'วันหยุดที่คณะรัฐมนตรีประกาศเพิ่ม (ค.ศ.) เช่น ["2026-06-04"]',
        "holidays that the cabinet announced later",
    ),
    "calendar.workdays": (
        "วันที่ทำงานตามปกติแม้เป็นวันหยุดตามปฏิทิน (ค.ศ.)",
        "days that are worked although the calendar has them as holidays",
    ),
}


def new_settings_text(given: Mapping[str, str | int]) -> str:
    """The text of an oitcheck.toml: ``given`` keys of [workspace] are set, all else commented."""
    settings = Settings()
    parts = [_HEAD]
    for section, (thai, english) in _SECTIONS.items():
        lines = [f"# {thai} / {english}", f"[{section}]"]
        defaults = getattr(settings, section)
        for item in fields(defaults):
            thai, english = _KEYS[f"{section}.{item.name}"]
            lines += [f"# {thai}", f"# {english}"]
            if section == "workspace" and item.name in given:
                lines.append(f"{item.name} = {_toml(given[item.name])}")
            else:
                lines.append(f"#{item.name} = {_toml(getattr(defaults, item.name))}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_toml(key)} = {_toml(part)}" for key, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    # A JSON string is a TOML string once control characters are gone.
    return json.dumps(_CONTROL.sub(" ", str(value)), ensure_ascii=False)
