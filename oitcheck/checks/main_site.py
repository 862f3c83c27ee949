"""Does the evidence stand on the agency's own website?

Means: the link leads to one of the hosts on which this agency publishes (there may be several,
such as a page of the province's website and the department's own).
Why: the assessment looks at the agency's main website; assessors have to find the data there.
Not judged: documents that a page of the main website links to (a Drive file behind an own page is
fine here), and a document of the ministry or the province published on the agency's own site.
No official rule forbids Drive or social media: such links go to a person with advice.
"""

from __future__ import annotations

from oitcheck import addresses, signs, urls
from oitcheck.catalogue import Words
from oitcheck.checks.evidence import Context, LinkEvidence
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import Fact, Finding, Outcome, Over, Scope
from oitcheck.signs import hosts

META = Meta(
    id="main-site",
    version=2,
    scope=Scope.LINK,
    over=Over.EACH,
    needs=frozenset({"links"}),
    title=Words("อยู่ในเว็บไซต์หลักของหน่วยงาน", "On the agency's main website"),
    means=Words(
        "ลิงก์เปิดไปยังเว็บไซต์หลักของหน่วยงาน หรือเว็บไซต์ที่หน่วยงานแจ้งว่าใช้เผยแพร่ข้อมูล",
        "The link leads to the agency's main website or another site that it publishes on.",
    ),
    why=Words(
        "การประเมินตรวจข้อมูลจากเว็บไซต์หลักของหน่วยงาน ประชาชนต้องค้นพบข้อมูลได้จากเว็บไซต์นั้น",
        "The assessment looks at the agency's main website, where the public must find the data.",
    ),
    reasons={
        "own-site": Reason(
            Outcome.PASS,
            Words("ลิงก์อยู่ในเว็บไซต์ของหน่วยงาน ({host})", "The link is on the agency's site ({host})."),
            NOTHING,
            "nobody",
        ),
        "other-site": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์อยู่ที่ {at} ไม่ใช่เว็บไซต์ของหน่วยงานที่จังหวัดมีข้อมูล ({hosts})",
                "The link is at {at}, not on the agency's known sites ({hosts}).",
            ),
            Words(
                "ส่งลิงก์หน้าในเว็บไซต์หลักที่แสดงข้อมูลนี้ หรือแจ้งจังหวัดหากเป็นเว็บไซต์ของหน่วยงาน",
                "Hand in a page of the main website that shows this, or tell the province if the "
                "site is the agency's own.",
            ),
            "agency",
        ),
        "social": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์เปิดไปยังสื่อสังคมออนไลน์หรือช่องทางสนทนา ({site}) ผู้ประเมินอาจต้องเข้าสู่ระบบก่อน",
                "The link leads to social media or a chat ({site}), which may ask for a login.",
            ),
            Words(
                "ส่งลิงก์หน้าในเว็บไซต์หลักที่แสดงข้อมูลนี้หรือมีปุ่มไปยังช่องทางนี้แทน",
                "Hand in the page of the main website that shows this or carries the button to it.",
            ),
            "agency",
        ),
        "drive": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์เปิดไปยังพื้นที่ฝากไฟล์ ({site}) ไม่ใช่หน้าในเว็บไซต์หลัก",
                "The link leads to a file store ({site}), not to a page of the main website.",
            ),
            Words(
                "ส่งลิงก์หน้าในเว็บไซต์หลักที่เผยแพร่เอกสารนี้แทน",
                "Hand in the page of the main website that publishes the document.",
            ),
            "agency",
        ),
        "staging": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์อยู่ที่ {host} ซึ่งดูเป็นเว็บไซต์ทดสอบ ไม่ใช่เว็บไซต์ที่ใช้งานจริง",
                "The link is at {host}, which looks like a test site, not the real one.",
            ),
            Words(
                "ส่งลิงก์ของหน้าเดียวกันในเว็บไซต์ที่ใช้งานจริง",
                "Hand in the same page on the real website.",
            ),
            "agency",
        ),
        "short-link": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์นี้เป็นลิงก์ย่อ ({host}) ซึ่งอาจหมดอายุหรือถูกเปลี่ยนปลายทางได้",
                "This is a short link ({host}); it may expire or be pointed elsewhere.",
            ),
            Words(
                "ส่งลิงก์เต็มของหน้าปลายทางในเว็บไซต์หลักแทนลิงก์ย่อ",
                "Hand in the full link of the page on the main website instead.",
            ),
            "agency",
            brief=Words("ใช้ลิงก์ย่อ", "A short link."),
        ),
        "home-page": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์เปิดไปยังหน้าแรกของเว็บไซต์ {host} ไม่ใช่หน้าของข้อนี้โดยตรง",
                "The link leads to the home page of {host}, not to this item's page.",
            ),
            Words(
                "ส่งลิงก์ของหน้าที่แสดงข้อมูลของข้อนี้โดยตรง",
                "Hand in the link of the page that shows this item's data.",
            ),
            "agency",
        ),
        "ip-address": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์ใช้หมายเลขเครื่อง ({host}) แทนชื่อเว็บไซต์ ผู้ประเมินตรวจไม่ได้ว่าเป็นของหน่วยงาน",
                "The link uses a machine's number ({host}) instead of the website's name.",
            ),
            Words(
                "ส่งลิงก์ที่ใช้ชื่อเว็บไซต์หลักของหน่วยงานแทน",
                "Hand in the link with the name of the agency's main website.",
            ),
            "agency",
        ),
        "redirected-away": Reason(
            Outcome.REVIEW,
            Words(
                "ลิงก์อยู่ในเว็บไซต์ของหน่วยงาน แต่เปิดแล้วถูกพาไปที่ {at}",
                "The link is on the agency's site but leads away to {at}.",
            ),
            Words(
                "แก้ไขให้หน้านี้แสดงข้อมูลในเว็บไซต์หลัก หรือส่งลิงก์ของหน้าอื่นในเว็บไซต์หลัก",
                "Let the page show the data on the main website, or hand in another page of it.",
            ),
            "agency",
        ),
        "hosts-unknown": Reason(
            Outcome.SKIP,
            Words(
                "จังหวัดยังไม่มีข้อมูลเว็บไซต์หลักของหน่วยงานนี้ จึงไม่ได้ตรวจ ({host})",
                "The agency's main website is not known yet, so this was not checked ({host}).",
            ),
            NOTHING,
            "nobody",
        ),
    },
)


def check(subject: LinkEvidence, context: Context) -> tuple[Finding, ...]:
    url = subject.link.url
    newest = subject.newest
    final = newest.final_url if newest and newest.final_url and newest.answered else url
    given_host, final_host = urls.host(url), urls.host(final)
    own = tuple(dict.fromkeys(_bare(host) for host in context.agency.hosts if host))
    given, reached = _kind(given_host, own), _kind(final_host, own)
    if given == "own-site" and reached != "own-site":
        reason = "redirected-away" if final_host != given_host else reached
        shown = final_host
    elif given == "own-site" or reached == "own-site":
        reason = "home-page" if signs.home_page(url, final) else "own-site"
        shown = final_host if reached == "own-site" else given_host
        if signs.shortener(given_host):
            reason, shown = "short-link", given_host
    elif given in ("social", "drive", "ip-address", "staging", "short-link"):
        reason, shown = given, given_host
    else:
        reason, shown = reached, final_host
    if reason == "other-site" and not own:
        reason = "hosts-unknown"
    owner = context.other_hosts.get(shown) or context.other_hosts.get(_bare(shown)) or ""
    facts: dict[str, Fact] = {
        "url": url,
        "final_url": final,
        "host": shown,
        "hosts": ", ".join(own),
        "owner": owner,
        "at": f"{shown} ({owner})" if owner else shown,
        "site": hosts.service(shown) or shown,
    }
    return (META.finding(reason, capture=newest.id if newest else None, facts=facts),)


def _kind(host: str, own: tuple[str, ...]) -> str:
    """The reason that a host alone leads to."""
    if addresses.literal(host):
        return "ip-address"
    if hosts.named(host, hosts.SOCIAL):
        return "social"
    bare = _bare(host)
    if bare in own:
        return "own-site"
    if hosts.named(host, hosts.STORES):
        return "drive"
    if hosts.shortener(host):
        return "short-link"
    if hosts.staging(host):
        return "staging"
    if any(bare.endswith("." + name) for name in own):
        return "own-site"
    return "other-site"


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
