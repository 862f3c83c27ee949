"""May the public open what stands in a file store or on social media?

Means: a file, folder or post at a service such as Google Drive opens without a login, is still
there, and a folder holds something.
Why: a file that only its owner may open is no evidence, and nobody but the agency can share it.
Not judged: whether a file store is the right place at all (`main-site` sends that to a person),
and what the file says. Services draw their pages by script and change them: what no sure trait
tells is left to the other checks.
"""

from __future__ import annotations

from oitcheck import signs, urls
from oitcheck.catalogue import Words
from oitcheck.checks.evidence import Context, LinkEvidence
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import Capture, Document, Fact, Finding, Outcome, Over, Scope

_REPLACE = Words(
    "นำไฟล์ขึ้นเผยแพร่ในเว็บไซต์หลัก แล้วส่งลิงก์ใหม่แทน",
    "Publish the file on the main website and hand in its link instead.",
)

META = Meta(
    id="shared-file",
    version=2,
    scope=Scope.LINK,
    over=Over.EACH,
    needs=frozenset({"captures", "documents"}),
    title=Words("ไฟล์ที่ฝากไว้เปิดให้ประชาชนดูได้", "A stored file is open to the public"),
    means=Words(
        "ไฟล์ โฟลเดอร์ หรือโพสต์ในบริการฝากไฟล์และสื่อสังคมออนไลน์ เปิดดูได้โดยไม่ต้องขอสิทธิ์ ยังอยู่ และไม่ว่างเปล่า",
        "A file, folder or post at a file store or on social media opens without a login, is still "
        "there, and is not empty.",
    ),
    why=Words(
        "ผู้ประเมินเปิดดูในฐานะประชาชนทั่วไป ไฟล์ที่ต้องขอสิทธิ์หรือถูกลบแล้วถือว่าไม่มีหลักฐาน",
        "Assessors look as members of the public; a file that asks for a right, or is gone, is no "
        "evidence.",
    ),
    reasons={
        "public": Reason(
            Outcome.PASS,
            Words("ประชาชนเปิดดูใน {site} ได้", "The public can open it at {site}."),
            NOTHING,
            "nobody",
        ),
        "permission-needed": Reason(
            Outcome.FAIL,
            Words(
                "{site} ให้เข้าสู่ระบบหรือขอสิทธิ์ก่อนเปิดดู ({phrase}) ประชาชนทั่วไปเปิดไม่ได้",
                "{site} asks for a login or a right first ({phrase}); the public can't open it.",
            ),
            Words(
                'ตั้งค่าการแชร์เป็น "ทุกคนที่มีลิงก์" (ผู้มีสิทธิ์อ่าน) แล้วลองเปิดในโหมดไม่ระบุตัวตน '
                "หรือเผยแพร่ในเว็บไซต์หลักแทน",
                'Share it with "Anyone with the link" (viewer) and try it in private mode, or '
                "publish it on the main website instead.",
            ),
            "agency",
            brief=Words("ต้องขอสิทธิ์ก่อนเปิดไฟล์", "The file asks for a right."),
        ),
        "login": Reason(
            Outcome.REVIEW,
            Words(
                "{site} ให้เข้าสู่ระบบก่อน ({phrase}) เจ้าหน้าที่จะเปิดดูในฐานะประชาชนทั่วไป",
                "{site} asks for a login ({phrase}); a person will look as the public does.",
            ),
            Words(
                "ส่งลิงก์หน้าในเว็บไซต์หลักที่แสดงข้อมูลนี้หรือมีปุ่มไปยังช่องทางนี้แทน",
                "Hand in the page of the main website that shows this or carries the button to it.",
            ),
            "agency",
        ),
        "deleted": Reason(
            Outcome.FAIL,
            Words(
                "{site} แจ้งว่าไม่มีสิ่งที่ลิงก์นี้อ้างถึงแล้ว ({phrase})",
                "{site} says that what the link names is not there any more ({phrase}).",
            ),
            _REPLACE,
            "agency",
            brief=Words("ไฟล์ถูกลบหรือย้ายแล้ว", "The file is gone."),
        ),
        "maybe-gone": Reason(
            Outcome.REVIEW,
            Words(
                '{site} แสดงข้อความ "{phrase}" เจ้าหน้าที่จะเปิดดู',
                '{site} says "{phrase}"; a person will look.',
            ),
            _REPLACE,
            "agency",
        ),
        "empty-folder": Reason(
            Outcome.FAIL,
            Words("โฟลเดอร์ใน {site} ว่างเปล่า", "The folder at {site} is empty."),
            Words(
                "นำเอกสารของ{item}นี้ใส่ในโฟลเดอร์ หรือเผยแพร่ในเว็บไซต์หลักแทน",
                "Put this {item}'s documents into the folder, or publish them on the main website.",
            ),
            "agency",
        ),
        "not-told": Reason(
            Outcome.SKIP,
            Words(
                "โปรแกรมบอกไม่ได้ว่า {site} เปิดให้ประชาชนดูหรือไม่",
                "The program can't tell whether {site} shows it to the public.",
            ),
            NOTHING,
            "nobody",
        ),
        "own-website": Reason(
            Outcome.SKIP,
            Words("ลิงก์นี้ไม่ได้อยู่ในบริการฝากไฟล์", "The link is not at a file store."),
            NOTHING,
            "nobody",
        ),
    },
)

# Services that people sign in to as a matter of course: a machine is asked where they aren't.
_ASKS_MACHINES = frozenset({"Facebook", "LINE", "YouTube"})


def check(subject: LinkEvidence, context: Context) -> tuple[Finding, ...]:
    del context
    newest = subject.newest
    url = subject.link.url
    behind = [(a.capture, _read(a.document)) for a in subject.attachments]
    found = signs.look(url, newest, subject.page, behind)
    facts: dict[str, Fact] = {"url": url, "host": urls.host(url)}
    if found is None:
        return (META.finding("own-website", capture=_id(newest), facts=facts),)
    facts |= {"site": found.service, "kind": found.kind, "phrase": found.words}
    return (META.finding(_reason(found), capture=_id(newest), facts=facts),)


def _reason(found: signs.Place) -> str:
    told_by_words = not found.words.startswith("HTTP")
    if found.state == "permission-needed":
        return "login" if found.service in _ASKS_MACHINES else "permission-needed"
    if found.state == "deleted":
        return "maybe-gone" if told_by_words else "deleted"
    if found.state in ("public", "empty-folder"):
        return found.state
    return "not-told"


def _read(document: object) -> Document | None:
    return document if isinstance(document, Document) else None


def _id(capture: Capture | None) -> int | None:
    return capture.id if capture else None
