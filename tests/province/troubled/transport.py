# ruff: noqa: E501 - tables and markup read better whole
"""Trouble on the way: names, connections, certificates, redirects, answers, limits."""

from __future__ import annotations

from . import answers
from .answers import Act, answer, by_path, redirect
from .shape import Case, host

# What every honest page of these hosts shows: enough of it to be content, and of the right year.
TEXT = (
    "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569 ขององค์การบริหารส่วนตำบลตัวอย่าง "
    "จัดทำขึ้นเพื่อเป็นกรอบการดำเนินงานด้านการป้องกันและปราบปรามการทุจริตของหน่วยงาน ประกอบด้วยโครงการ "
    "งบประมาณ และระยะเวลาดำเนินการของแต่ละกิจกรรม เผยแพร่เมื่อวันที่ 15 มกราคม 2569 "
) * 3


def page(title: str = "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2569", body: str = "") -> str:
    """An honest page, or one with another title and body."""
    body = body or f"<main><h1>{title}</h1><p>{TEXT}</p></main>"
    return f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


PAGE = answer(page())
GONE = answer(page("ไม่พบหน้าที่ต้องการ", "<h1>404 Not Found</h1>"), 404)
_LARGE = 300_000_000


def _case(
    name: str, act: Act, problem: str, found: str, outcome: str, advice: str, who: str,
    *, trouble: str = "", path: str = "o1", secure: bool = False, **more: Act,
) -> Case:  # fmt: skip
    scheme = "https" if secure else "http"
    serves = {
        host(name): act,
        **{host(key.replace("_", "-")): value for key, value in more.items()},
    }
    url = f"{scheme}://{host(name)}/{path}"
    return Case(name, url, serves, found, outcome, advice, who, problem, trouble or name)


def _status(code: int, **headers: str) -> Act:
    return answer(page(f"{code}", f"<h1>{code}</h1>"), code, **headers)


def _loop(there: str, back: str) -> Act:
    return by_path({"/o1": redirect(there), there: redirect(back)}, GONE)


def _long(asked: answers.Asked) -> None:
    number = int(asked.path.rpartition("/")[2] or 0) if asked.path != "/o1" else 0
    redirect(f"/{number + 1}")(asked)


TRANSPORT: tuple[Case, ...] = (
    Case("dns", "http://nobody-lives-here.invalid/o1", {}, "reachable:second-look", "review", "ตรวจสอบชื่อเว็บไซต์ในลิงก์", "agency", "dns", "dns"),
    _case("refused", PAGE, "refused", "reachable:second-look", "review", "เปิดระบบของเว็บไซต์", "agency"),
    _case("reset", answers.reset, "reset", "reachable:second-look", "review", "ระบบรักษาความปลอดภัย", "agency"),
    _case("timeout-connect", PAGE, "timeout connect", "reachable:second-look", "review", "ตรวจสอบว่าเครื่องแม่ข่าย", "agency"),
    _case("timeout-read", answers.silent, "timeout read", "reachable:second-look", "review", "แก้ไขหน้าที่ทำงานช้า", "agency"),
    _case("timeout-total", answers.drip, "timeout total", "reachable:second-look", "review", "ลดขนาดของหน้า", "agency"),
    _case("tls-expired", PAGE, "", "reachable:certificate", "review", "ต่ออายุใบรับรอง", "vendor", secure=True),
    _case("tls-not-yet-valid", PAGE, "", "reachable:certificate", "review", "ใบรับรองความปลอดภัยที่เริ่มใช้ได้แล้ว", "vendor", secure=True),
    _case("tls-wrong-host", PAGE, "", "reachable:certificate", "review", "ใบรับรองความปลอดภัยที่มีชื่อเว็บไซต์นี้", "vendor", secure=True),
    _case("tls-self-signed", PAGE, "", "reachable:certificate", "review", "ผู้ออกใบรับรองที่เบราว์เซอร์เชื่อถือ", "vendor", secure=True),
    _case("tls-missing-intermediate", PAGE, "", "reachable:certificate", "review", "ให้ครบชุด", "vendor", secure=True),
    _case("tls-old-protocol", PAGE, "", "reachable:certificate", "review", "การเข้ารหัสรุ่นที่เบราว์เซอร์ปัจจุบันรองรับ", "vendor", secure=True),
    _case("tls-handshake", PAGE, "tls", "reachable:certificate", "review", "การตั้งค่า https", "vendor", secure=True),
    _case("redirect-loop", _loop("/there", "/o1"), "redirect-loop", "reachable:redirect-loop", "fail", "วนกลับมาที่เดิม", "vendor"),
    _case("too-many-redirects", _long, "too-many-redirects", "reachable:redirect-loop", "fail", "เพียงครั้งเดียว", "vendor"),
    _case("redirect-nowhere", redirect("http://10.9.8.7/"), "blocked-address", "reachable:private-address", "fail", "ชื่อเว็บไซต์หลัก", "agency", trouble="private-address"),
    _case("blocked-scheme", redirect("file:///etc/hostname"), "blocked-scheme", "reachable:redirect-loop", "fail", "http หรือ https", "vendor"),
    Case("other-site", f"http://{host('other-site')}/o1", {host("other-site"): redirect("http://www.elsewhere-sample.com/o1"), "www.elsewhere-sample.com": PAGE}, "main-site:redirected-away", "review", "ในเว็บไซต์หลัก", "agency"),
    _case("empty-reply", answers.hang_up, "empty no", "reachable:second-look", "review", "ตรวจสอบโปรแกรมของเว็บไซต์", "agency"),
    _case("empty", answer(b""), "empty", "reachable:second-look", "review", "หน้าที่ว่างเปล่า", "agency"),
    _case("truncated", answers.cut_off, "truncated", "reachable:incomplete", "review", "ส่งข้อมูลได้ครบ", "vendor"),
    _case("bad-chunks", answers.broken_chunks, "bad-encoding", "reachable:second-look", "review", "รูปแบบการส่งข้อมูล", "agency", trouble="bad-encoding"),
    _case("bad-gzip", answers.broken_gzip, "bad-encoding", "reachable:second-look", "review", "รูปแบบการส่งข้อมูล", "agency", trouble="bad-encoding"),
    _case("protocol", answers.no_http, "protocol", "reachable:second-look", "review", "ตรวจสอบว่าที่อยู่นี้", "agency"),
    _case("not-found", _status(404), "http-status 404", "reachable:gone", "fail", "ส่งลิงก์ใหม่", "agency"),
    _case("gone", _status(410), "http-status 410", "reachable:gone", "fail", "ส่งลิงก์ใหม่", "agency", trouble="not-found"),
    _case("client-error", _status(400), "http-status 400", "reachable:bad-status", "fail", "ส่งลิงก์ที่เปิดได้จริง", "agency"),
    _case("login-required", _status(401, WWW_Authenticate='Basic realm="x"'), "http-status 401", "reachable:refused-robot", "review", "โดยไม่ต้องเข้าสู่ระบบ", "agency"),
    _case("forbidden", _status(403), "http-status 403", "reachable:refused-robot", "review", "โหมดไม่ระบุตัวตน", "agency"),
    _case("rate-limited", _status(429, Retry_After="1"), "http-status 429", "reachable:refused-robot", "review", "เว้นระยะให้นานขึ้น", "province"),
    _case("server-error", _status(500), "http-status 500", "reachable:second-look", "review", "แก้ไขโปรแกรมของเว็บไซต์", "agency"),
    _case("busy", _status(503, Retry_After="1"), "http-status 503", "reachable:second-look", "review", "เปิดบริการตามปกติ", "agency"),
    _case("too-large", answers.announced(_LARGE), "too-large", "reachable:too-large", "review", "ลดขนาดไฟล์", "agency"),
    _case("bomb", answers.bomb, "too-large ratio", "reachable:too-large", "review", "ขนาดใหญ่ผิดปกติ", "vendor"),
    _case("header-too-large", answers.huge_headers, "header-too-large", "reachable:too-large", "review", "ลดข้อมูลส่วนหัว", "vendor"),
    Case("private-address", "http://192.168.1.10/o1", {}, "reachable:private-address", "fail", "ชื่อเว็บไซต์หลัก", "agency", "blocked-address literal", "private-address"),
    _case("private-by-dns", PAGE, "blocked-address", "reachable:private-by-dns", "review", "เครือข่ายภายนอก", "vendor"),
    _case("robots", by_path({"/robots.txt": answer("User-agent: *\nDisallow: /\n", Content_Type="text/plain")}, PAGE), "", "robots:conflict", "pass", "robots.txt", "vendor", trouble="-"),
)  # fmt: skip
