"""What stands in the place of a page's content: the reasons of `not-empty`, and which one holds.

Most say what a program saw and send a person to look: a notice, a wall and an advertisement are
told by words and by comparison, and the page that people see may be another one.
"""

from __future__ import annotations

from oitcheck import signs, urls
from oitcheck.catalogue import Words
from oitcheck.checks.evidence import ERROR_STATUS, LinkEvidence, Probe
from oitcheck.checks.meta import Reason
from oitcheck.model import Document, Outcome
from oitcheck.signs import Sign

_CLEAN_UP = Words(
    "แจ้งผู้ดูแลเว็บไซต์ให้ลบเนื้อหาดังกล่าวและปิดช่องโหว่โดยเร็ว",
    "Have the webmaster remove it and close the hole soon.",
)
_BREAK_IN = Words(
    "ขอให้ตรวจสอบการบุกรุก ลบไฟล์และเนื้อหาที่ถูกแทรก เปลี่ยนรหัสผ่าน และปรับรุ่น CMS กับส่วนเสริมให้เป็นปัจจุบัน",
    "Please look for the break-in, remove injected files and content, change the passwords, and "
    "update the CMS and its plug-ins.",
)

REASONS: dict[str, Reason] = {
    "placeholder": Reason(
        Outcome.FAIL,
        Words(
            'หน้านี้ยังไม่มีข้อมูล พบเพียงข้อความ "{phrase}"',
            'The page has no data yet; it only says "{phrase}".',
        ),
        Words(
            "นำข้อมูลจริงของ{item}นี้มาเผยแพร่แทนข้อความดังกล่าว",
            "Publish this {item}'s real data instead of that notice.",
        ),
        "unit",
        brief=Words("หน้าเว็บไซต์ยังไม่มีข้อมูล", "The page has no data yet."),
    ),
    "soft-404": Reason(
        Outcome.REVIEW,
        Words(
            'หน้านี้แสดงข้อความ "{phrase}" แทนข้อมูลของ{item}นี้ เจ้าหน้าที่จะเปิดดู',
            'The page says "{phrase}" in place of the {item}\'s data; a person will look.',
        ),
        Words(
            "เปิดลิงก์นี้ดู หากไม่พบข้อมูลของ{item}นี้ให้ส่งลิงก์ใหม่แทน",
            "Open the link; if this {item}'s data is not there, hand in another link.",
        ),
        "agency",
    ),
    "any-address": Reason(
        Outcome.REVIEW,
        Words(
            'หน้านี้ ("{phrase}") แสดงเหมือนกันไม่ว่าจะเปิดที่อยู่ใดของเว็บไซต์ จึงอาจไม่ใช่หน้าของ{item}นี้ '
            "เจ้าหน้าที่จะเปิดดู",
            'The website shows this page ("{phrase}") for any address, so it may not be this '
            "{item}'s page; a person will look.",
        ),
        Words(
            "เปิดลิงก์นี้ดู หากไม่พบข้อมูลของ{item}นี้ให้ส่งลิงก์ใหม่แทน",
            "Open the link; if this {item}'s data is not there, hand in another link.",
        ),
        "agency",
        Words(
            "เว็บไซต์ตอบ HTTP 200 ด้วยหน้าเดียวกันสำหรับที่อยู่ที่ไม่มีจริง ขอให้ตั้งค่าให้ตอบ HTTP 404 "
            "และให้ลิงก์ด้านล่างเปิดหน้าที่มีข้อมูล",
            "The website answers HTTP 200 with one page for addresses that do not exist. Please "
            "answer HTTP 404 there, and let the links below open the pages with the data.",
        ),
        Words("เปิดที่อยู่ใดก็ได้หน้าเดียวกัน", "Any address gives the same page."),
    ),
    "bot-wall": Reason(
        Outcome.REVIEW,
        Words(
            'เว็บไซต์แสดงหน้าตรวจสอบว่าเป็นโปรแกรมอัตโนมัติหรือไม่ ("{phrase}") แทนข้อมูล '
            "เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            'The website shows a test for machines ("{phrase}") in place of the page; a person '
            "must look.",
        ),
        Words(
            "เปิดลิงก์นี้จากโทรศัพท์ในโหมดไม่ระบุตัวตน เพื่อยืนยันว่าประชาชนเปิดดูข้อมูลได้ทันที",
            "Open the link on a phone in private mode, to make sure that the public sees the data "
            "at once.",
        ),
        "agency",
        Words(
            "ลิงก์ด้านล่างแสดงหน้า challenge/captcha ({phrase}) ขอให้ยกเว้นหน้าเปิดเผยข้อมูลสาธารณะ "
            "จากการตรวจของ WAF หรือ CDN",
            "What is listed below shows a challenge or captcha ({phrase}). Please exempt public "
            "pages from that test of the WAF or CDN.",
        ),
        Words("เว็บไซต์แสดงหน้าตรวจสอบโปรแกรมอัตโนมัติ", "A test for machines stands before the page."),
    ),
    "login-wall": Reason(
        Outcome.REVIEW,
        Words(
            'หน้านี้ให้เข้าสู่ระบบก่อน ("{phrase}") ประชาชนทั่วไปอาจดูข้อมูลไม่ได้ เจ้าหน้าที่จะเปิดดู',
            'The page asks for a login first ("{phrase}"); the public may not see the data. A '
            "person will look.",
        ),
        Words(
            "เผยแพร่ข้อมูลในหน้าเว็บไซต์หลักที่เปิดดูได้โดยไม่ต้องเข้าสู่ระบบ แล้วส่งลิงก์หน้านั้นแทน",
            "Publish the data on a page of the main website that needs no login, and hand that in.",
        ),
        "agency",
        brief=Words("หน้าเว็บไซต์ให้เข้าสู่ระบบก่อน", "The page asks for a login first."),
    ),
    "for-sale": Reason(
        Outcome.REVIEW,
        Words(
            'ลิงก์เปิดไปยังหน้าของผู้ขายชื่อเว็บไซต์ ("{phrase}") ชื่อเว็บไซต์อาจหมดอายุ เจ้าหน้าที่จะเปิดดู',
            'The link shows a page of a dealer in names ("{phrase}"); the website\'s name may have '
            "expired. A person will look.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ต่ออายุชื่อเว็บไซต์ หรือส่งลิงก์ในเว็บไซต์หลักปัจจุบันแทน",
            "Have the webmaster renew the name, or hand in a link on the present main website.",
        ),
        "vendor",
        Words(
            'ลิงก์ด้านล่างแสดงหน้า parking ("{phrase}") ขอให้ตรวจสอบวันหมดอายุของโดเมน, name server '
            "และ DNS record",
            'The links below show a parking page ("{phrase}"). Please check when the domain '
            "expires, its name servers and DNS records.",
        ),
        Words("ชื่อเว็บไซต์อาจหมดอายุ", "The website's name may have expired."),
    ),
    "suspended": Reason(
        Outcome.REVIEW,
        Words(
            'เว็บไซต์ถูกผู้ให้บริการระงับ ("{phrase}") จึงไม่พบข้อมูล เจ้าหน้าที่จะเปิดดูซ้ำ',
            'The hosting company has suspended the website ("{phrase}"); a person will look again.',
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ติดต่อผู้ให้บริการเพื่อเปิดเว็บไซต์ตามปกติ",
            "Have the webmaster get the hosting company to open the website again.",
        ),
        "vendor",
        Words(
            'ลิงก์ด้านล่างแสดงหน้าระงับบริการ ("{phrase}") ขอให้ตรวจสอบค่าบริการ โควตา '
            "และสถานะของบัญชี hosting",
            'The links below show a suspension page ("{phrase}"). Please check fees, quota and the '
            "state of the hosting account.",
        ),
        Words("เว็บไซต์ถูกผู้ให้บริการระงับ", "The website is suspended by its hosting company."),
    ),
    "default-page": Reason(
        Outcome.REVIEW,
        Words(
            'ลิงก์เปิดพบหน้าเริ่มต้นของเครื่องแม่ข่าย ("{phrase}") ไม่ใช่เว็บไซต์ของหน่วยงาน เจ้าหน้าที่จะเปิดดู',
            "The link shows the server's own default page (\"{phrase}\"), not the agency's "
            "website; a person will look.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตั้งค่าเครื่องแม่ข่ายให้แสดงเว็บไซต์ของหน่วยงาน",
            "Have the webmaster let the server show the agency's website.",
        ),
        "vendor",
        Words(
            'ลิงก์ด้านล่างแสดงหน้า default ของ web server ("{phrase}") ขอให้ตรวจสอบ virtual host, '
            "document root และการย้ายเครื่อง",
            'The links below show the default page of the web server ("{phrase}"). Please check '
            "virtual host, document root, and whether the site was moved.",
        ),
        Words("พบหน้าเริ่มต้นของเครื่องแม่ข่าย", "The server's default page."),
    ),
    "spam": Reason(
        Outcome.REVIEW,
        Words(
            'พบข้อความโฆษณาการพนัน เช่น "{phrase}" พร้อมลิงก์ไปเว็บไซต์ภายนอกหรือซ่อนอยู่ในหน้า เว็บไซต์อาจถูกบุกรุก',
            'Gambling advertisements such as "{phrase}" stand here with links to other sites '
            "or hidden in the page; the website may have been broken into.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ลบเนื้อหาดังกล่าวและปิดช่องโหว่โดยเร็ว",
            "Have the webmaster remove it and close the hole soon.",
        ),
        "vendor",
        Words(
            "หน้าตามลิงก์ด้านล่างมีข้อความและลิงก์โฆษณาการพนันแทรกอยู่ (เช่น {phrase}) ขอให้ตรวจสอบการบุกรุก "
            "ลบไฟล์และเนื้อหาที่ถูกแทรก เปลี่ยนรหัสผ่าน และปรับรุ่น CMS กับส่วนเสริมให้เป็นปัจจุบัน",
            "The pages below carry injected gambling text and links (such as {phrase}). Please "
            "look for the break-in, remove injected files and content, change the passwords, "
            "and update the CMS and its plug-ins.",
        ),
    ),
    "spam-drugs": Reason(
        Outcome.REVIEW,
        Words(
            'พบข้อความโฆษณายา เช่น "{phrase}" พร้อมลิงก์ไปเว็บไซต์ภายนอกหรือซ่อนอยู่ในหน้า เว็บไซต์อาจถูกบุกรุก',
            'Advertisements for drugs such as "{phrase}" stand here with links to other sites or '
            "hidden in the page; the website may have been broken into.",
        ),
        _CLEAN_UP,
        "vendor",
        Words(
            f"หน้าตามลิงก์ด้านล่างมีข้อความและลิงก์โฆษณายาแทรกอยู่ (เช่น {{phrase}}) {_BREAK_IN.th}",
            "The pages below carry injected drug advertisements (such as {phrase}). "
            + _BREAK_IN.en,
        ),
    ),
    "spam-language": Reason(
        Outcome.REVIEW,
        Words(
            'หน้านี้เป็นภาษาต่างประเทศเกือบทั้งหมด ("{phrase}") และมีลิงก์ไปเว็บไซต์ภายนอก {count} ลิงก์ '
            "เว็บไซต์อาจถูกบุกรุก",
            'Nearly all of this page is in a foreign language ("{phrase}"), with {count} links to '
            "other sites; the website may have been broken into.",
        ),
        _CLEAN_UP,
        "vendor",
        Words(
            'หน้าตามลิงก์ด้านล่างมีเนื้อหาภาษาต่างประเทศที่อาจถูกแทรก (doorway page, "{phrase}") '
            + _BREAK_IN.th,
            f'The pages below carry what looks like a doorway page ("{{phrase}}"). {_BREAK_IN.en}',
        ),
    ),
    "spam-cloaked": Reason(
        Outcome.REVIEW,
        Words(
            'เว็บไซต์แสดงข้อความ "{phrase}" เฉพาะกับผู้เข้าชมบางกลุ่ม เว็บไซต์อาจถูกบุกรุกโดยเจ้าของไม่ทราบ',
            'The website shows "{phrase}" to some visitors only; it may have been broken into '
            "without anybody noticing.",
        ),
        _CLEAN_UP,
        "vendor",
        Words(
            "หน้าตามลิงก์ด้านล่างแสดงเนื้อหาต่างกันตาม user agent (cloaking, เช่น {phrase}) " + _BREAK_IN.th,
            f"The pages below show other content to another user agent (cloaking, such as "
            f"{{phrase}}). {_BREAK_IN.en}",
        ),
    ),
}

_SPAM = {
    "gambling": "spam",
    "pharma": "spam-drugs",
    "doorway": "spam-language",
    "cloaked": "spam-cloaked",
}


def found(subject: LinkEvidence, document: Document, *, alone: bool) -> tuple[str, Sign] | None:
    """What stands in place of the content of ``document``, and what shows it; None: nothing.

    ``alone``: nothing that can be read hangs on the page; where something does, only
    advertisements are looked for.
    """
    capture = subject.content_capture
    final = capture.final_url if capture and capture.final_url else subject.link.url
    spam = signs.spam(document, subject.link.url, _shown(subject.second))
    if spam:
        return _SPAM[spam.kind], spam
    if not alone:
        return None
    parked = signs.parked(document)
    if parked:
        return parked.kind, parked
    for reason, sign in (
        ("bot-wall", signs.bot_wall(capture, document)),
        ("login-wall", signs.login_wall(document, final)),
        ("soft-404", signs.soft_404(document)),
        ("any-address", _anywhere(subject)),
        ("placeholder", signs.placeholder(document)),
    ):
        if sign:
            return reason, sign
    return None


def _anywhere(subject: LinkEvidence) -> Sign | None:
    """The page as sent, compared with what an address that nobody made gives on the same site."""
    sibling, sent = _shown(subject.sibling), subject.document
    if sibling is None or not isinstance(sent, Document) or urls.is_home(subject.link.url):
        return None
    return signs.any_address(sent, sibling)


def _shown(probe: Probe | None) -> Document | None:
    """What a probe showed as a page; an honest error page is none."""
    if probe is None or not 0 < probe.capture.status < ERROR_STATUS:
        return None
    return probe.document if isinstance(probe.document, Document) else None
