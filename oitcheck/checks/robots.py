"""Does the site's robots.txt ask programs to stay away from the page that was handed in?

Means: the robots.txt of the page's site (RFC 9309), asked for in the same run, lets programs read
the page. Where it doesn't, the page was fetched once all the same, because its own agency handed
it in to be checked, and nothing else of the site was.
Why: robots.txt speaks to programs. It hides a page from search engines, so citizens don't find
it, and it keeps this program from the documents beside it. People, and so assessors, open the page
as ever: a conflict is therefore no gap and needs nobody's ruling. It passes, with a note of what
the website's company should mend.
Not judged: documents that robots.txt closes (they were not fetched, and what rests on them goes
to a person), file stores, social media and shorteners (nobody here writes their rules), and sites
that were not asked: those that gave no answer or asked for a long pause, and all where
``network.respect_robots`` is off.
"""

from __future__ import annotations

from oitcheck import signs, urls
from oitcheck.catalogue import Words
from oitcheck.checks.evidence import Context, LinkEvidence
from oitcheck.checks.meta import NOTHING, Meta, Reason
from oitcheck.model import Fact, Finding, Outcome, Over, Scope

META = Meta(
    id="robots",
    version=1,
    scope=Scope.LINK,
    over=Over.EACH,
    needs=frozenset({"captures"}),
    title=Words("robots.txt ไม่ได้ห้ามหน้านี้", "robots.txt does not close the page"),
    means=Words(
        "ไฟล์ robots.txt ของเว็บไซต์ไม่ได้ห้ามโปรแกรมและระบบค้นหาอ่านหน้าที่ส่งมา",
        "The website's robots.txt lets programs and search engines read the page.",
    ),
    why=Words(
        "ประชาชนยังเปิดหน้านี้ได้ แต่หน้าที่ robots.txt ห้ามไว้จะค้นหาไม่พบ และโปรแกรมตรวจเปิดเอกสารในหน้านี้ไม่ได้",
        "People can open the page all the same, but search engines can't show it, and the program "
        "can't open the documents beside it.",
    ),
    reasons={
        "allowed": Reason(
            Outcome.PASS,
            Words(
                "robots.txt ของเว็บไซต์ {host} ไม่ได้ห้ามหน้านี้",
                "The robots.txt of {host} does not close this page.",
            ),
            NOTHING,
            "nobody",
        ),
        "conflict": Reason(
            Outcome.PASS,
            Words(
                "robots.txt ของเว็บไซต์ {host} ห้ามโปรแกรมเข้าหน้านี้ "
                "ประชาชนเปิดหน้านี้ได้ตามปกติ แต่อาจค้นหาไม่พบ",
                "The robots.txt of {host} asks programs to stay away from this page: people can "
                "open it, but may not find it by a search.",
            ),
            Words(
                "แจ้งผู้ดูแลเว็บไซต์ให้แก้ไข robots.txt ไม่ให้ห้ามหน้าเปิดเผยข้อมูลสาธารณะ",
                "Have the webmaster open the pages for the public in robots.txt.",
            ),
            "vendor",
            Words(
                "{robots} มีกฎ Disallow ที่ครอบคลุมลิงก์ด้านล่าง ขอให้แก้ไขให้ทุก user agent "
                "อ่านหน้าเปิดเผยข้อมูลสาธารณะและเอกสารในหน้านั้นได้",
                "A Disallow rule of {robots} covers what is listed below. Please let every user "
                "agent read pages that are for the public, and the documents on them.",
            ),
            Words(
                "robots.txt ของเว็บไซต์ห้ามโปรแกรมเข้าหน้าที่ส่งมา",
                "The website's robots.txt closes pages that were handed in.",
            ),
        ),
        "service": Reason(
            Outcome.SKIP,
            Words(
                "{host} เป็นเว็บไซต์ของผู้ให้บริการ หน่วยงานกำหนด robots.txt ไม่ได้",
                "{host} belongs to a service; the agency does not write its robots.txt.",
            ),
            NOTHING,
            "nobody",
        ),
        "not-asked": Reason(
            Outcome.SKIP,
            Words(
                "ไม่ได้ตรวจ robots.txt ของเว็บไซต์ {host}",
                "The robots.txt of {host} was not looked at.",
            ),
            NOTHING,
            "nobody",
        ),
    },
)


def check(subject: LinkEvidence, context: Context) -> tuple[Finding, ...]:
    del context
    facts: dict[str, Fact] = {"url": subject.link.url, "host": urls.host(subject.link.url)}
    rules = subject.run_facts.robots
    if rules is None:
        newest = subject.newest
        return (META.finding("not-asked", capture=newest.id if newest else None, facts=facts),)
    facts["robots"] = rules.capture.url
    reason = "conflict" if rules.forbids else "allowed"
    if signs.service(urls.host(subject.link.url)) or signs.shortener(urls.host(subject.link.url)):
        reason = "service"
    document = rules.capture.sha256
    return (META.finding(reason, capture=rules.capture.id, document=document, facts=facts),)
