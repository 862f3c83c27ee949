"""Which module holds which command: it is imported only when the command is called for.

So `oitcheck dates` starts without the database and the browser, and `oitcheck --help` without
any of the commands.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from typer.core import TyperGroup
from typer.main import get_group

# The words are the first line of the command's own help; a test holds them equal.
COMMANDS = {
    "run": (
        "crawling",
        "งานหลัก: เปิดลิงก์ อ่าน ตรวจ และออกรายงาน / The main job: crawl, read, judge, report.",
    ),
    "crawl": ("crawling", "เปิดลิงก์และเก็บหลักฐาน / Fetch the links and keep the evidence."),
    "read": ("crawling", "อ่านหน้าเว็บและไฟล์ที่เก็บไว้ / Read the pages and files that were kept."),
    "judge": (
        "crawling",
        "ตรวจจากหลักฐานที่เก็บไว้ ไม่ใช้อินเทอร์เน็ต / Judge what was kept, with the network off.",
    ),
    "report": ("crawling", "ออกรายงานจากผลตรวจล่าสุด / Write the reports of the last judgement."),
    "recheck": (
        "recheck",
        "เปิดลิงก์เดียวใหม่เดี๋ยวนี้ แสดงก่อนและหลัง / Open one link anew, before and after.",
    ),
    "watch": (
        "watch",
        "เฝ้าดูลิงก์ระหว่างที่ ป.ป.ช. ตรวจ หนึ่งรอบต่อครั้ง / Watch the links: one pass a call.",
    ),
    "demo": ("demo", "สาธิตทั้งงานกับจังหวัดตัวอย่างในเครื่องนี้ / The whole job on a sample province."),
    "status": ("planning", "กำหนดการ และหน่วยงานที่ยังไม่ส่ง / Deadlines, and who has not handed in."),
    "calendar": (
        "planning",
        "แผนทั้งปีเป็นตาราง หรือไฟล์ปฏิทิน (.ics) / The plan as a table or a calendar file.",
    ),
    "compare": (
        "looking",
        "เทียบสองครั้ง: ครบถ้วนแล้ว พบปัญหาใหม่ ยังค้าง / What was mended, what broke, what is open.",
    ),
    "score": ("scoring", "จำลองคะแนน OIT (ไม่เป็นทางการ) / The mock score, unofficial."),
    "itas": (
        "itas",
        "สถานะในระบบ ITAS และลิงก์ที่กรอกใน ITAS / Standing in ITAS, links typed into it.",
    ),
    "contacts": ("contacts", "ผู้ประสานงานตามส่วนงาน / Who answers for what, by function."),
    "explain": ("looking", "อธิบายการตรวจ หรือข้อของเกณฑ์ / Explain a check or an item."),
    "catalogue": (
        "catalogue",
        "เกณฑ์: ดู ตรวจ ร่าง ยืนยัน และแลกเปลี่ยนกับ Excel / Catalogues: list, check, draft, confirm.",
    ),
    "checklist": (
        "checklist",
        "รายการเอกสารประกอบตามระดับ / Evidence checklists: levels, criteria, exhibits.",
    ),
    "show": (
        "showing",
        "ดูเอกสารหนึ่งฉบับตามที่โปรแกรมอ่าน พร้อมวันที่ที่พบ / Look at one document as it is read.",
    ),
    "dates": ("dates", "อ่านวันที่แบบไทย / Read Thai dates."),
    "progress": (
        "progress",
        "รายงานความก้าวหน้าตามแผน DOCX XLSX HTML / The progress report of the plan.",
    ),
    "step": ("progress", "ผลการดำเนินการของขั้นตอนในแผน / What was done for the steps of the plan."),
    "init": ("setting_up", "สร้างโฟลเดอร์งาน / Make a workspace."),
    "agencies": ("setting_up", "นำเข้าทะเบียนหน่วยงาน / Import the registry of agencies."),
    "template": ("setting_up", "สร้างแบบฟอร์ม XLSX ให้หน่วยงานกรอกลิงก์ / Write the forms to send out."),
    "discover": (
        "discovering",
        "อ่านรายการลิงก์จากหน้า OIT ของหน่วยงาน / Read the link list from an agency's own OIT page.",
    ),
    "lint": (
        "linting",
        "ตรวจรายการลิงก์ก่อนส่ง โดยไม่เปิดลิงก์ / Check a list before it is handed in, fetching nothing.",
    ),
    "import": (
        "setting_up",
        "นำเข้ารายการลิงก์ที่หน่วยงานส่ง / Import the link lists that agencies handed in.",
    ),
    "round": (
        "rounds",
        "การส่งลิงก์แต่ละครั้ง: เปิด ปิด ยุติ กำหนดวันส่ง / Rounds: open, close, freeze, deadlines.",
    ),
    "pack": ("setting_up", "รวมโฟลเดอร์งานเป็นไฟล์เดียว / Pack the workspace into one file."),
    "unpack": ("setting_up", "คลี่โฟลเดอร์งานจากไฟล์ที่ pack ไว้ / Unpack a packed workspace."),
    "doctor": ("setting_up", "ตรวจความพร้อมของเครื่องและโปรแกรม / Check what this machine has."),
}


class Commands(TyperGroup):
    """The group of all commands, with what it needs of those not called for taken from a table."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        # a word that is none: all are needed to say which is near
        wanted = [COMMANDS[cmd_name]] if cmd_name in COMMANDS else list(COMMANDS.values())
        for name in {module for module, _ in wanted}:
            module = import_module(f"oitcheck.cli.{name}")
            self.commands.update(get_group(module.app).commands)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


class Subcommands(TyperGroup):
    """A group whose list of commands shows each one's first line whole: Thai has no full stop at
    which a short form could end."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        named = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, text.split("\n\n")[0]) for name, text in named])
