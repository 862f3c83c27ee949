"""The sentences of `reachable`'s reasons for each kind of trouble that may be behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from oitcheck.catalogue import Words
from oitcheck.checks.meta import NOTHING, Reason, Who
from oitcheck.troubles.kinds import Kind, Trouble
from oitcheck.troubles.table import TROUBLES

PASSING = tuple(
    kind
    for kind, trouble in TROUBLES.items()
    if trouble.transient and kind not in (Kind.RATE_LIMITED, Kind.TLS_HANDSHAKE)
)
"""What kept a link from opening and may pass: it is looked at again before it counts. A pause that
a server asks for, and a handshake that failed, are never counted against anybody: both may be our
own doing, so they go to a person at once."""
IN_PART = (Kind.TRUNCATED, Kind.BAD_ENCODING)
CERTIFICATE = tuple(kind for kind in TROUBLES if kind.startswith("tls-"))
TURNED_AWAY = (
    Kind.LOGIN_REQUIRED,
    Kind.FORBIDDEN,
    Kind.RATE_LIMITED,
    Kind.BOT_WALL,
    Kind.ROBOTS,
)
PASSED_ON = (
    Kind.TOO_MANY_REDIRECTS,
    Kind.REDIRECT_LOOP,
    Kind.REDIRECT_NOWHERE,
    Kind.BLOCKED_SCHEME,
)
TOO_MUCH = (Kind.TOO_LARGE, Kind.BOMB, Kind.HEADER_TOO_LARGE)


_NAME = Words("{name}", "{Name}.")
_FIX = Words("{fix}", "{Fix}")
_VENDOR = Words("{vendor}", "{vendor}")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around a trouble's own words, which go where ``{name}``, ``{fix}`` (in English
    ``{Name}`` and ``{Fix}`` where they begin the sentence) and ``{vendor}`` stand; all else in
    braces is a fact of the finding. ``who`` None: whoever acts on the trouble."""

    kinds: tuple[Kind, ...]
    message: Words
    brief: Words
    fix: Words = _FIX
    vendor: Words = _VENDOR
    who: Who | None = None


_OPENED_ELSEWHERE = _Frame(
    (Kind.OTHER_SITE,),
    Words(
        "เปิดลิงก์ได้ โดย{name} ({reached})",
        "The link opens; {name} ({reached}).",
    ),
    _NAME,
    NOTHING,
    who="nobody",
)
_FRAMES: Mapping[str, _Frame] = {
    "ok": _OPENED_ELSEWHERE,
    "ok-later": _OPENED_ELSEWHERE,
    "unreachable": _Frame(
        PASSING,
        Words(
            "เปิดลิงก์ในเว็บไซต์ {host} ไม่ได้ เนื่องจาก{name} ตรวจแล้ว {attempts} ครั้ง ในช่วง {hours} ชั่วโมง",
            "The link to {host} does not open: {name}. So it was in {attempts} looks over {hours} "
            "hours.",
        ),
        _NAME,
        vendor=Words(
            "จังหวัดเปิดลิงก์ด้านล่างในเว็บไซต์ {host} ไม่ได้ {attempts} ครั้งติดต่อกัน ({problem}) {vendor}",
            "The links below at {host} did not open in {attempts} looks in a row ({problem}). "
            "{vendor}",
        ),
    ),
    "second-look": _Frame(
        PASSING,
        Words(
            "เปิดลิงก์ในเว็บไซต์ {host} ยังไม่ได้ เนื่องจาก{name} (รอตรวจซ้ำ ครั้งที่ {next} จาก {of})",
            "The link to {host} did not open: {name} (look {next} of {of} is to come).",
        ),
        Words(
            "{name} (รอตรวจซ้ำ ครั้งที่ {next} จาก {of})",
            "{Name} (look {next} of {of} is to come).",
        ),
        Words(
            "ลองเปิดลิงก์จากโทรศัพท์มือถือ หากเปิดไม่ได้ให้{fix}",
            "Open the link from a mobile phone; if it does not open: {fix}",
        ),
        Words(
            "จังหวัดเปิดลิงก์ด้านล่างในเว็บไซต์ {host} ยังไม่ได้ ({problem}) และจะตรวจซ้ำก่อนสรุปผล {vendor}",
            "The province could not open the links below at {host} ({problem}) and will look again "
            "before it concludes anything. {vendor}",
        ),
        who="agency",
    ),
    "incomplete": _Frame(
        IN_PART,
        Words(
            "เปิดลิงก์ในเว็บไซต์ {host} แล้วได้ข้อมูลไม่ครบ เนื่องจาก{name} เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            "{host} sent only a part of this page: {name}; a person must look.",
        ),
        _NAME,
        vendor=Words(
            "ลิงก์ด้านล่างในเว็บไซต์ {host} ส่งข้อมูลไม่ครบ ({problem}) {vendor}",
            "What is listed below at {host} is not sent whole ({problem}). {vendor}",
        ),
    ),
    "certificate": _Frame(
        CERTIFICATE,
        Words(
            "เบราว์เซอร์อาจเตือนหรือไม่ยอมเปิดเว็บไซต์ {host} เนื่องจาก{name}",
            "Browsers may warn of {host}, or not open it: {name}.",
        ),
        _NAME,
    ),
    "refused-robot": _Frame(
        TURNED_AWAY,
        Words(
            "เว็บไซต์ {host} ไม่ยอมให้โปรแกรมตรวจเปิดหน้านี้ เนื่องจาก{name} เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            "{host} does not let the program open this page: {name}; a person must look.",
        ),
        _NAME,
    ),
    "redirect-loop": _Frame(
        PASSED_ON,
        Words(
            "ลิงก์นี้พาไปหน้าอื่นต่อกัน {hops} ครั้ง แต่ไม่ถึงหน้าที่เปิดดูได้ เนื่องจาก{name}",
            "The link was passed on {hops} times and never reached a page: {name}.",
        ),
        Words("ลิงก์ไม่ถึงหน้าที่เปิดดูได้ เนื่องจาก{name}", "The link reaches no page: {name}."),
    ),
    "too-large": _Frame(
        TOO_MUCH,
        Words(
            "โปรแกรมเปิดตรวจหน้านี้ไม่ได้ เนื่องจาก{name} เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            "The program could not read this page: {name}; a person must look.",
        ),
        _NAME,
    ),
}


def lay_over(reasons: Mapping[str, Reason]) -> Mapping[str, Reason]:
    """``reasons`` with the particular words for each kind of trouble, by the fact ``trouble``."""
    return {
        code: replace(reason, particular=_particular(reason, _FRAMES[code]))
        if code in _FRAMES
        else reason
        for code, reason in reasons.items()
    }


def _particular(reason: Reason, frame: _Frame) -> Mapping[str, Reason]:
    found = {}
    for kind in frame.kinds:
        trouble = TROUBLES[kind]
        found[str(kind)] = Reason(
            outcome=reason.outcome,
            message=_filled(frame.message, trouble),
            fix=_filled(frame.fix, trouble),
            who=frame.who or trouble.who,
            vendor=_filled(frame.vendor, trouble) if trouble.vendor else None,
            brief=_filled(frame.brief, trouble),
        )
    return found


def _filled(words: Words, trouble: Trouble) -> Words:
    name, fix, vendor = trouble.name, trouble.fix, trouble.vendor or Words("")
    thai = {"{name}": name.th, "{fix}": fix.th, "{vendor}": vendor.th}
    english = {
        "{name}": name.en,
        "{Name}": name.en[:1].upper() + name.en[1:],
        "{fix}": fix.en[:1].lower() + fix.en[1:],
        "{Fix}": fix.en,
        "{vendor}": vendor.en,
    }
    return Words(_replaced(words.th, thai), _replaced(words.en, english))


def _replaced(template: str, values: Mapping[str, str]) -> str:
    for place, value in values.items():
        template = template.replace(place, value)
    return template
