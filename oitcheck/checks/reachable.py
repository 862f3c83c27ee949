"""Does the link open for a member of the public?

Means: the newest fetch of the URL brought an answer with content. What didn't open is looked at
again: only trouble that came back in every one of several looks (``network.attempts``), spread over
``network.attempt_span``, counts as the site's own. All tries of one run are one look; after the
first look that failed, the second of three is waited for ("รอตรวจซ้ำ ครั้งที่ 2 จาก 3"). Where the looks
are done but the span isn't, one more is due.
The finding names the trouble (fact ``trouble``, a kind of `oitcheck.troubles`), and the words for
it are laid over when it is shown.
Why: assessors open every link like any citizen, without a login; what doesn't open doesn't count.
Not judged: what the page shows (`not-empty`, `current`), whose site it is (`main-site`), and
attempts made while nothing at all answered (then the fault was on our side). What is wrong with a
certificate never hides the page: it is judged, and the certificate goes to a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from oitcheck import troubles, urls
from oitcheck.catalogue import Words
from oitcheck.checks.evidence import ERROR_STATUS, Context, LinkEvidence
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import Capture, Fact, Finding, Outcome, Over, Scope
from oitcheck.troubles import Kind, sentences

_IN_GENERAL: Mapping[str, Reason] = {
    "ok": Reason(Outcome.PASS, Words("เปิดลิงก์ได้ตามปกติ", "The link opens."), NOTHING, "nobody"),
    "ok-later": Reason(
        Outcome.PASS,
        Words(
            "เปิดลิงก์ได้ในการเปิดครั้งที่ {attempt} แม้ก่อนหน้านั้นเคยเปิดไม่ได้",
            "The link opened at attempt {attempt}, after it had failed before.",
        ),
        NOTHING,
        "nobody",
    ),
    "gone": Reason(
        Outcome.FAIL,
        Words(
            "เปิดลิงก์แล้วไม่พบหน้านี้ในเว็บไซต์ {host}",
            "{host} says that this page does not exist.",
        ),
        Words(
            "ส่งลิงก์ใหม่ที่เปิดแล้วพบข้อมูลของ{item}นี้แทนลิงก์เดิม",
            "Hand in a link that opens and shows this {item}'s data instead.",
        ),
        "agency",
        Words(
            "ลิงก์ด้านล่างตอบกลับด้วยรหัส HTTP {status} ขอให้นำหน้าหรือไฟล์กลับมาไว้ที่ลิงก์เดิม "
            "หรือตั้งค่า redirect (301) ไปยังลิงก์ใหม่",
            "What is listed below answers HTTP {status}. Please put the page or file back, or "
            "redirect (301) the address to its new place.",
        ),
        Words("เปิดลิงก์แล้วไม่พบหน้าเว็บไซต์", "The page does not exist."),
    ),
    "bad-status": Reason(
        Outcome.FAIL,
        Words(
            "เปิดลิงก์แล้วเว็บไซต์ {host} แจ้งว่าแสดงหน้านี้ไม่ได้",
            "{host} answers that it can't show this page.",
        ),
        Words(
            "เปิดลิงก์นี้ในหน้าต่างส่วนตัว (ไม่ระบุตัวตน) แล้วส่งลิงก์ที่เปิดได้จริงแทน",
            "Open the link in a private window and hand in one that really opens.",
        ),
        "agency",
        Words(
            "ลิงก์ด้านล่างตอบกลับด้วยรหัส HTTP {status} ขอให้แก้ไขให้ประชาชนทั่วไปเปิดได้ (HTTP 200)",
            "What is listed below answers HTTP {status}. Please let the public open it (HTTP 200).",
        ),
        Words("เว็บไซต์แจ้งว่าแสดงหน้านี้ไม่ได้", "The website answers that it can't show the page."),
    ),
    "unreachable": Reason(
        Outcome.FAIL,
        Words(
            "เปิดลิงก์ในเว็บไซต์ {host} ไม่ได้เลย ตรวจแล้ว {attempts} ครั้ง ในช่วง {hours} ชั่วโมง",
            "{host} showed nothing in {attempts} looks over {hours} hours.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขจนเปิดลิงก์นี้ได้จากเครือข่ายภายนอกหน่วยงาน",
            "Have the webmaster mend the site until the link opens from outside the office.",
        ),
        "vendor",
        Words(
            "เว็บไซต์ {host} เปิดไม่ได้จากเครือข่ายภายนอก {attempts} ครั้งติดต่อกัน ({problem}) "
            "ขอให้ตรวจสอบเครื่องแม่ข่าย DNS และ firewall จนเปิดลิงก์ด้านล่างได้ตามปกติ",
            "{host} could not be opened from outside in {attempts} attempts ({problem}). "
            "Please check server, DNS and firewall until the links below open.",
        ),
        Words("เปิดลิงก์ไม่ได้เลยทุกครั้งที่ลอง", "The link did not open in any attempt."),
    ),
    "redirect-loop": Reason(
        Outcome.FAIL,
        Words(
            "ลิงก์นี้พาไปหน้าอื่นต่อกัน {hops} ครั้ง แต่ไม่ถึงหน้าที่เปิดดูได้",
            "The link was passed on {hops} times and never reached a page.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขการส่งต่อหน้าของลิงก์นี้",
            "Have the webmaster mend where this link is passed on to.",
        ),
        "vendor",
        Words(
            "ลิงก์ด้านล่าง redirect วนซ้ำหรือไปยังที่อยู่ที่เปิดไม่ได้ ({hops} ครั้ง) "
            "ขอให้ตรวจสอบการตั้งค่า redirect (เช่น http/https, www) ให้จบที่หน้าที่ตอบ HTTP 200",
            "What is listed below redirects in a loop or to nowhere ({hops} hops). Please mend "
            "the redirects (http/https, www) so that they end at a page that answers HTTP 200.",
        ),
        Words("ลิงก์ส่งต่อไปหน้าอื่นไม่รู้จบ", "The link is passed on and on."),
    ),
    "private-address": Reason(
        Outcome.FAIL,
        Words(
            "ลิงก์นี้เป็นที่อยู่ภายในหน่วยงาน ({host}) ประชาชนทั่วไปเปิดไม่ได้",
            "The link is an address inside the office ({host}); the public can't open it.",
        ),
        Words(
            "ส่งลิงก์ที่ขึ้นต้นด้วยชื่อเว็บไซต์หลักของหน่วยงานแทน",
            "Hand in the link that begins with the name of the agency's main website.",
        ),
        "agency",
        brief=Words("ลิงก์เป็นที่อยู่ภายในหน่วยงาน", "The link is an address inside the office."),
    ),
    "second-look": Reason(
        Outcome.REVIEW,
        Words(
            "เปิดลิงก์ในเว็บไซต์ {host} ยังไม่ได้ รอตรวจซ้ำ ครั้งที่ {next} จาก {of} ก่อนสรุปผล",
            "The link to {host} did not open; look {next} of {of} is to come before anything "
            "is concluded.",
        ),
        Words(
            "ลองเปิดลิงก์จากโทรศัพท์มือถือ หากเปิดไม่ได้ให้แจ้งผู้ดูแลเว็บไซต์",
            "Open the link from a mobile phone; if it does not open, tell the webmaster.",
        ),
        "agency",
        Words(
            "จังหวัดเปิดลิงก์ด้านล่างในเว็บไซต์ {host} ไม่ได้ ({problem}) "
            "ขอให้ตรวจสอบว่าเปิดได้จากเครือข่ายภายนอกหรือไม่ หากเปิดไม่ได้ขอให้แก้ไข",
            "The province could not open the links below at {host} ({problem}). Please check "
            "whether they open from outside, and mend it if they don't.",
        ),
        Words(
            "เปิดลิงก์ยังไม่ได้ รอตรวจซ้ำ ครั้งที่ {next} จาก {of}",
            "The link did not open yet; look {next} of {of} is to come.",
        ),
    ),
    "refused-robot": Reason(
        Outcome.REVIEW,
        Words(
            "เว็บไซต์ {host} ไม่ยอมให้โปรแกรมตรวจเปิดหน้านี้ เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            "{host} does not let the program open this page; a person must look.",
        ),
        Words(
            "โปรดเปิดลิงก์นี้จากโทรศัพท์ในโหมดไม่ระบุตัวตน เพื่อยืนยันว่าประชาชนเปิดได้โดยไม่ต้องเข้าสู่ระบบ",
            "Open the link on a phone in private mode, to make sure that it needs no login.",
        ),
        "agency",
        Words(
            "ลิงก์ด้านล่างปฏิเสธการเปิดจากโปรแกรมตรวจ ({problem}) ขอให้ตรวจสอบ firewall/WAF, "
            "robots.txt และการจำกัดประเทศ ให้เปิดหน้าเปิดเผยข้อมูลสาธารณะได้โดยไม่ต้องเข้าสู่ระบบ",
            "What is listed below refuses the checking program ({problem}). Please check "
            "firewall/WAF, robots.txt and country limits, so that public pages open without "
            "a login.",
        ),
        Words("เว็บไซต์ไม่ยอมให้โปรแกรมตรวจเปิดหน้า", "The website does not let the program in."),
    ),
    "certificate": Reason(
        Outcome.REVIEW,
        Words(
            "เบราว์เซอร์อาจเตือนว่าเว็บไซต์ {host} ไม่ปลอดภัยก่อนเปิดหน้านี้",
            "Browsers may warn that {host} is not safe before they show this page.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขใบรับรองความปลอดภัยของเว็บไซต์",
            "Have the webmaster mend the website's security certificate.",
        ),
        "vendor",
        Words(
            "ใบรับรอง TLS ของ {host} มีปัญหา ({problem}) ขอให้ต่ออายุหรือติดตั้งใบรับรอง "
            "พร้อม intermediate certificate ให้ครบ",
            "The TLS certificate of {host} does not verify ({problem}). Please renew it, or "
            "install it with its intermediate certificates.",
        ),
        Words(
            "เบราว์เซอร์อาจเตือนว่าเว็บไซต์ไม่ปลอดภัย",
            "Browsers may warn that the site is not safe.",
        ),
    ),
    "incomplete": Reason(
        Outcome.REVIEW,
        Words(
            "เปิดลิงก์ในเว็บไซต์ {host} แล้วได้ข้อมูลไม่ครบ เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            "{host} sent only a part of this page; a person must look.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไขให้หน้าหรือไฟล์นี้ส่งข้อมูลได้ครบ",
            "Have the webmaster see that the page or file is sent whole.",
        ),
        "vendor",
        Words(
            "ลิงก์ด้านล่างส่งข้อมูลไม่ครบ ({problem}) ขอให้ตรวจสอบ web server และ proxy",
            "What is listed below is not sent whole ({problem}). Please check web server and "
            "proxy.",
        ),
        Words("เปิดลิงก์แล้วได้ข้อมูลไม่ครบ", "Only a part of the page was sent."),
    ),
    "too-large": Reason(
        Outcome.REVIEW,
        Words(
            "ไฟล์ที่ลิงก์นี้เปิดมีขนาดใหญ่เกินกว่าที่โปรแกรมจะเปิดตรวจ เจ้าหน้าที่จะเปิดดูด้วยตนเอง",
            "The file behind this link is too large for the program; a person must look.",
        ),
        Words(
            "ลดขนาดไฟล์ หรือแยกไฟล์ให้เปิดได้รวดเร็ว",
            "Make the file smaller, or split it, so that it opens quickly.",
        ),
        "agency",
    ),
    "private-by-dns": Reason(
        Outcome.REVIEW,
        Words(
            "ชื่อเว็บไซต์ {host} ชี้ไปยังที่อยู่ภายในหน่วยงาน โปรแกรมจึงไม่เปิดลิงก์นี้",
            "The name {host} points to an address inside an office, so it was not opened.",
        ),
        Words(
            "แจ้งผู้ดูแลเว็บไซต์ให้ตรวจสอบว่าเปิดลิงก์นี้ได้จากเครือข่ายภายนอกหน่วยงาน",
            "Have the webmaster check that the link opens from outside the office.",
        ),
        "vendor",
        Words(
            "DNS ของ {host} ชี้ไปยัง IP ภายใน (private address) ขอให้แก้ไข DNS record ให้เป็น IP สาธารณะ",
            "The DNS record of {host} points to a private address. Please let it point to a "
            "public one.",
        ),
        Words(
            "ชื่อเว็บไซต์ชี้ไปยังที่อยู่ภายในหน่วยงาน",
            "The name points to an address inside an office.",
        ),
    ),
    "no-network": Reason(
        Outcome.ERROR,
        Words(
            "เครือข่ายของผู้ตรวจขัดข้องในเวลาที่เปิดลิงก์นี้ จึงยังไม่มีผลตรวจ",
            "The checker's own network was down when this link was opened; no result.",
        ),
        Words("ยังไม่ต้องแก้ไข จังหวัดจะตรวจซ้ำ", "Nothing to mend; the province checks again."),
        "province",
    ),
    "not-fetched": Reason(
        Outcome.ERROR,
        Words("โปรแกรมยังไม่ได้เปิดลิงก์นี้", "The program has not opened this link yet."),
        Words("ยังไม่ต้องแก้ไข จังหวัดจะตรวจซ้ำ", "Nothing to mend; the province checks again."),
        "province",
    ),
    "own-fault": Reason(
        Outcome.ERROR,
        Words(
            "โปรแกรมตรวจขัดข้องขณะเปิดลิงก์นี้ จึงยังไม่มีผลตรวจ",
            "The program failed while it opened this link; no result.",
        ),
        Words("ยังไม่ต้องแก้ไข จังหวัดจะตรวจซ้ำ", "Nothing to mend; the province checks again."),
        "province",
    ),
}

META = Meta(
    id="reachable",
    version=2,
    scope=Scope.LINK,
    over=Over.EACH,
    needs=frozenset({"captures"}),
    title=Words("เปิดลิงก์ได้", "The link opens"),
    means=Words(
        "เปิดลิงก์ที่ส่งมาแล้วพบหน้าเว็บไซต์หรือไฟล์ เช่นเดียวกับประชาชนทั่วไปที่ไม่ได้เข้าสู่ระบบ",
        "The link leads to a page or a file for anybody, without a login.",
    ),
    why=Words(
        "ผู้ประเมินเปิดลิงก์ในฐานะประชาชนทั่วไป ลิงก์ที่เปิดไม่ได้ถือว่าไม่มีหลักฐานการเปิดเผยข้อมูล",
        "Assessors open links as members of the public; a link that does not open is no evidence.",
    ),
    reasons=sentences.lay_over(_IN_GENERAL),
)


_REASONS: Mapping[Kind, str] = {
    **dict.fromkeys(sentences.PASSING, "second-look"),
    **dict.fromkeys(sentences.CERTIFICATE, "certificate"),
    **dict.fromkeys(sentences.TURNED_AWAY, "refused-robot"),
    **dict.fromkeys(sentences.PASSED_ON, "redirect-loop"),
    **dict.fromkeys(sentences.TOO_MUCH, "too-large"),
    Kind.NOT_FOUND: "gone",
    Kind.CLIENT_ERROR: "bad-status",
    Kind.PRIVATE_ADDRESS: "private-address",
    Kind.PRIVATE_BY_DNS: "private-by-dns",
    Kind.BLOCKED_PORT: "own-fault",
    Kind.OWN_FAULT: "own-fault",
    Kind.OTHER_SITE: "ok",
}
_OF_THE_LINK = (*sentences.PASSED_ON, Kind.OTHER_SITE)


def check(subject: LinkEvidence, context: Context) -> tuple[Finding, ...]:
    facts: dict[str, Fact] = {"url": subject.link.url, "host": urls.host(subject.link.url)}
    heard = [capture for capture in subject.captures if not context.silent(capture)]
    if not heard:
        reason = "no-network" if subject.captures else "not-fetched"
        newest = subject.newest
        return (META.finding(reason, capture=newest.id if newest else None, facts=facts),)
    capture = heard[-1]
    facts |= {"status": capture.status, "problem": _described(capture), "hops": len(capture.hops)}
    if capture.final_url:
        facts["final_url"] = capture.final_url
        facts["reached"] = urls.host(capture.final_url)
    kind = troubles.kind_of(capture)
    if kind is not None:
        facts["trouble"] = str(kind)
        if kind not in _OF_THE_LINK:
            # the trouble is that of the site that was asked last, where the link is passed on to
            facts["host"] = urls.host(troubles.asked_last(capture)) or facts["host"]
    reason = _reason(capture)
    if reason == "ok":
        facts["attempt"] = len(heard)
        if any(_reason(earlier) != "ok" for earlier in heard[:-1]):
            reason = "ok-later"
    elif reason == "second-look":
        reason = _after_looks(heard, context, facts)
    return (META.finding(reason, capture=capture.id, facts=facts),)


def _after_looks(heard: list[Capture], context: Context, facts: dict[str, Fact]) -> str:
    """Whether trouble that may pass has come back often enough since the link last opened."""
    failed: list[Capture] = []
    for capture in reversed(heard):
        if _reason(capture) == "ok":
            break
        if _reason(capture) == "second-look":
            failed.append(capture)
    looks = len({capture.run for capture in failed})
    span = (failed[0].taken_at - failed[-1].taken_at).total_seconds()
    facts |= {
        "attempt": looks,
        "attempts": looks,
        "next": looks + 1,
        "of": max(context.attempts, looks + 1),
        "hours": round(span / 3600),
    }
    if looks >= context.attempts and span >= context.attempt_span_seconds:
        return "unreachable"
    return "second-look"


def _reason(capture: Capture) -> str:
    """What one fetch says by itself; ``second-look`` stands for trouble that may pass."""
    kind = troubles.kind_of(capture)
    if kind is None:
        return "ok"
    if kind in sentences.IN_PART and capture.has_body:
        return "incomplete"
    return _REASONS[kind]


def _described(capture: Capture) -> str:
    """The trouble in technical words, for the company and for who wants to know."""
    if capture.status >= ERROR_STATUS:
        pause = next((v for k, v in capture.headers if k.lower() == "retry-after"), "")
        return f"HTTP {capture.status}" + (f", Retry-After: {pause[:40]}" if pause else "")
    if capture.problem is not None:
        return " ".join(filter(None, (str(capture.problem.code), capture.problem.detail)))
    if capture.tls is None:
        return ""
    if troubles.kind_of(capture) is Kind.TLS_OLD_PROTOCOL:
        return " ".join(filter(None, (capture.tls.version, capture.tls.cipher)))
    if capture.tls.verify_code != 0:
        return capture.tls.verify_text or f"OpenSSL {capture.tls.verify_code}"
    return "" if capture.tls.host_matches else "hostname mismatch"
