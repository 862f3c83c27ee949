"""Does the evidence speak of the year that the item asks for?

Means: the wanted fiscal year stands in the title, a heading, the text, or in a document that the
page links to; for a plan that runs over years, its range contains the wanted year. One link of
the item is enough.
Why: evidence of another year brings no points, however complete it is.
The finding says which date was taken, where it stands and why; or which one was set aside.
Not judged: dates of the menu, footer, ticker, an upload folder, HTTP headers; a clock, a counter of
visitors, a copyright line, a founding, the day of posting wherever they stand; calendar year
against fiscal year (only the numbers are compared, and a day in October to December of N-1 lies
in fiscal year N); a code of ethics or another document that holds as long as it is in force.
Pages whose documents could not be read are never failed. Year rules that the owner of the
criteria has not confirmed lead to a person, never to a failure.
"""

from __future__ import annotations

from oitcheck import form16, signs
from oitcheck.catalogue import Words
from oitcheck.checks.evidence import Attachment, Context, LinkEvidence
from oitcheck.checks.meta import NOTHING, PROVINCE_LOOKS, Meta, Reason
from oitcheck.checks.own_dates import Own, own_dates
from oitcheck.dating import Mention, Place, Source, Strength, date_evidence, stated
from oitcheck.model import Document, Fact, Finding, Outcome, Over, ReadFailure, Scope
from oitcheck.plan import BANGKOK
from oitcheck.thai.digits import to_arabic

META = Meta(
    id="current",
    version=4,
    scope=Scope.LINK,
    over=Over.ANY,
    needs=frozenset({"documents"}),
    title=Words("ข้อมูลตรงปีที่กำหนด", "The data is of the year asked for"),
    means=Words(
        "หลักฐานระบุปีตรงกับปีที่เกณฑ์ของข้อนี้กำหนด หรือช่วงปีของแผนครอบคลุมปีนั้น",
        "The evidence names the year that the item asks for, or its range of years covers it.",
    ),
    why=Words(
        "เกณฑ์กำหนดปีของข้อมูลไว้ ข้อมูลของปีอื่นแม้ครบถ้วนก็ใช้เป็นหลักฐานของข้อนี้ไม่ได้",
        "The item asks for a certain year; data of another is no evidence, however complete.",
    ),
    rests_on=frozenset({"data-year"}),
    reasons={
        "year-found": Reason(
            Outcome.PASS, Words("พบข้อมูลปี {found}", "Data of {found} was found."), NOTHING, "nobody"
        ),
        "covers": Reason(
            Outcome.PASS,
            Words("ช่วงปี {range} ครอบคลุมปี {wanted}", "The range {range} covers the year {wanted}."),
            NOTHING,
            "nobody",
        ),
        "wrong-year": Reason(
            Outcome.FAIL,
            Words(
                "พบข้อมูลปี {found} แต่ไม่พบข้อมูลปี {wanted} ที่ข้อนี้กำหนด",
                "Data of {found} was found, but none of {wanted}, which this item asks for.",
            ),
            Words(
                "เผยแพร่ข้อมูลปี {wanted} และระบุปีไว้ที่หัวข้อของหน้า แล้วส่งลิงก์ของหน้านั้น",
                "Publish the data of {wanted}, name the year in the page's heading, and hand in "
                "that page's link.",
            ),
            "unit",
            brief=Words("ข้อมูลไม่ตรงปีที่กำหนด", "Data of another year than the item asks for."),
        ),
        "covers-year": Reason(
            Outcome.REVIEW,
            Words(
                "แผนช่วงปี {range} ครอบคลุมปี {wanted} แต่ยังไม่เห็นส่วนของปี {wanted} โดยเฉพาะ",
                "The plan for {range} covers {wanted}, but no part just for {wanted} was seen.",
            ),
            Words(
                "ระบุเลขหน้าที่แสดงส่วนของปี {wanted} ในคำอธิบายที่ส่งพร้อมลิงก์",
                "Name the page number of the part for {wanted} in the note beside the link.",
            ),
            "agency",
        ),
        "no-year": Reason(
            Outcome.REVIEW,
            Words(
                "ไม่พบปีที่ระบุชัดเจนในหน้าเว็บไซต์หรือเอกสารที่อ่านได้ (ข้อนี้กำหนดปี {wanted})",
                "No clear year was found on the page or in the documents that could be read "
                "(this item asks for {wanted}).",
            ),
            Words(
                "ระบุปี {wanted} ไว้ที่หัวข้อของหน้าหรือชื่อเอกสาร",
                "Name the year {wanted} in the page's heading or the document's title.",
            ),
            "agency",
        ),
        "pages-not-read": Reason(
            Outcome.REVIEW,
            Words(
                "ไม่พบปี {wanted} ในหน้าที่โปรแกรมอ่านได้ แต่ยังมีหน้าที่อ่านข้อความไม่ได้อีก {pages} หน้า "
                "เจ้าหน้าที่จะเปิดดู",
                "The year {wanted} was not found in what was read, but {pages} pages could not be "
                "read; a person will look.",
            ),
            Words(
                "ระบุปี {wanted} ไว้ที่หน้าแรกหรือชื่อเอกสาร หรือแนบไฟล์ต้นฉบับที่คัดลอกข้อความได้",
                "Name the year {wanted} on the first page or in the document's title, or add the "
                "original file whose text can be copied.",
            ),
            "agency",
        ),
        "mixed-years": Reason(
            Outcome.REVIEW,
            Words(
                "พบข้อมูลหลายปี (ปีที่เด่นชัดคือ {found}) ยังสรุปไม่ได้ว่ามีข้อมูลปี {wanted} ครบหรือไม่",
                "Several years were found (most clearly {found}); whether {wanted} is there is "
                "not certain.",
            ),
            Words(
                "ระบุให้ชัดเจนว่าข้อมูลปี {wanted} อยู่ที่หัวข้อหรือเอกสารใด",
                "Say clearly under which heading or in which document the data of {wanted} stands.",
            ),
            "agency",
        ),
        "no-year-asked": Reason(
            Outcome.SKIP,
            Words(
                "ข้อนี้ไม่กำหนดปีของข้อมูล ใช้ฉบับที่มีผลบังคับใช้อยู่ได้",
                "This item asks for no year; what is in force will do.",
            ),
            NOTHING,
            "nobody",
        ),
        "not-read": Reason(
            Outcome.SKIP,
            Words(
                "ยังไม่มีเนื้อหาที่อ่านได้ จึงไม่ได้ตรวจปีของข้อมูล",
                "Nothing could be read, so the year was not looked at.",
            ),
            PROVINCE_LOOKS,
            "nobody",
        ),
    },
)


FAR = 6
"""Years beyond which a year before is history in running text, and a year after a slip."""
LONGEST = 9
"""Last year minus first of a range in running text that may be the agency's own plan."""
SEVERAL = 2
"""Weak mentions that together say as much as a strong one."""
MANY = 4
"""Weak mentions that make a list of posts of the year, whatever else single posts name."""
MOST_WHYS = 3
"""Reasons of a date that a finding names; the rest weigh little."""


def check(subject: LinkEvidence, context: Context) -> tuple[Finding, ...]:
    rule = context.indicator.data_year
    capture = subject.content_capture
    if not rule or "current" in rule:
        return (META.finding("no-year-asked"),)
    years = _wanted(rule, context.year)
    facts: dict[str, Fact] = {"url": subject.link.url, "wanted": " / ".join(map(str, years))}
    page = subject.page
    if capture is None or page is None or _nothing_to_date(subject, page):
        return (META.finding("not-read", facts=facts),)
    main = Source(subject.link.url, page)
    attached = [_source(attachment) for attachment in subject.own_attachments]
    taken = capture.taken_at.astimezone(BANGKOK).date()
    own = own_dates(date_evidence(main, attached, subject.link.note), main, attached, taken)
    unread = _unread(subject, page, years)
    reason, shown = _judged(own, years, unread, covers="covers-N" in rule)
    if reason == "wrong-year" and _numbered(subject, page, years):
        reason = "mixed-years"
    if reason == "no-year" and (in_form := _in_a_form(main, attached, years)):
        reason, shown = "year-found", (in_form,)
    pages = _pages_not_read(subject, page, years)
    if reason in ("no-year", "wrong-year") and pages:
        reason = "pages-not-read"
        facts["pages"] = pages
    facts |= {
        "found": _wanted_found(shown, years) if reason == "year-found" else _listed(shown),
        "unread": unread,
        "left_out": subject.run_facts.left_out,
    }
    if not shown:
        raw, whys = own.set_aside(years)
        facts |= {"aside": raw, "why": _codes(whys)} if raw else {}
        return (META.finding(reason, capture=capture.id, document=page.sha256, facts=facts),)
    best = shown[0]
    facts |= {
        "place": str(best.place),
        "source": best.source,
        "raw": best.raw,
        "why": _codes(own.why(best)),
    }
    if best.spans:
        facts["range"] = f"{best.first}–{best.last}"
    return (
        META.finding(
            reason,
            capture=_capture_of(best, subject) or capture.id,
            document=best.document,
            where=best.where,
            facts=facts,
        ),
    )


def _judged(
    own: Own, years: tuple[int, ...], unread: int, *, covers: bool
) -> tuple[str, tuple[Mention, ...]]:
    """The reason, and the mentions that it rests on, the clearest first."""
    seen = own.dating
    strong, weak = seen.strong(years), _of_the_data(seen.weak(years), posts=own.posts)
    ranges = tuple(m for m in seen.ranges(years) if not _is_national(m))
    others = tuple(m for m in seen.other(years) if _speaks_against(m, years))
    if covers and ranges and (ranges[0].strength is Strength.STRONG or not others):
        return "covers", ranges
    if strong:
        sure = _sure(strong, others)
        return ("year-found", sure) if sure else ("mixed-years", others)
    if ranges:
        return "covers-year", ranges
    if len(weak) >= SEVERAL and (not others or _is_list(weak, others)):
        return "year-found", weak
    if not others:
        dated = tuple(m for m in weak if m.place is Place.DATED)
        return ("year-found", dated) if dated else ("no-year", ())
    if weak or unread or (covers and not all(m.spans and m.last < min(years) for m in others)):
        return "mixed-years", others
    return "wrong-year", others


def _in_a_form(main: Source, attached: list[Source], years: tuple[int, ...]) -> Mention | None:
    """The year that a procurement form gives in its column of the fiscal year, where each of its
    procurements is of a wanted one."""
    for source in (main, *attached):
        for form in form16.forms(source.document) if source.document else ():
            given = {int(digits) for one in form.years if (digits := to_arabic(one)).isdecimal()}
            if len(given) == len(form.years) > 0 and given <= set(years) and source.document:
                start = source.document.tables[form.table].start
                where = signs.place(source.document, start, start)
                return Mention(
                    years=frozenset(given),
                    strength=Strength.STRONG,
                    place=Place.TEXT,
                    spans=False,
                    raw=f"ปีงบประมาณ {form.years[0]}",
                    source=source.url,
                    main=source is main,
                    document=source.document.sha256,
                    where=where,
                )
    return None


def _numbered(subject: LinkEvidence, page: Document, years: tuple[int, ...]) -> bool:
    files = (a.document for a in subject.own_attachments)
    return any(
        signs.numbered(document, years)
        for document in (page, *files)
        if isinstance(document, Document)
    )


def _wanted(rule: tuple[str, ...], year: int) -> tuple[int, ...]:
    """The years asked for, B.E.; any of them will do."""
    asked = {year - 1 if word == "N-1" else year for word in rule}
    return tuple(sorted(asked))


def _speaks_against(mention: Mention, years: tuple[int, ...]) -> bool:
    """Neither history, nor a slip of the pen (2596), nor the year of the assessment itself."""
    history = mention.place is Place.OPENING and mention.last < min(years) - FAR
    return not (history or mention.first > max(years) + FAR or mention.tentative)


def _sure(strong: tuple[Mention, ...], others: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without what a page only cites: its title or its one dated heading names another year, and
    the wanted one stands below, or in a link to another page; and without the assessment's year
    where the data's own is another."""
    if not others:
        return strong
    own = tuple(m for m in strong if not m.tentative)
    if any(m.main and m.place in (Place.TITLE, Place.HEADING) for m in own):
        return own
    titles = [m for m in others if m.main and m.place is Place.TITLE]
    heads = {m.raw for m in others if m.main and m.place is Place.HEADING}
    if not titles and len(heads) != 1:
        return own
    return tuple(m for m in own if not (m.main and m.place in (Place.OPENING, Place.ANCHOR)))


def _of_the_data(weak: tuple[Mention, ...], *, posts: bool) -> tuple[Mention, ...]:
    """Without the day on which a page was put up: that is not the year of what it shows."""
    return weak if posts else tuple(m for m in weak if m.place is not Place.POSTED)


def _is_national(mention: Mention) -> bool:
    """The long range of a national plan that every local plan cites."""
    cited = mention.place in (Place.OPENING, Place.TEXT)
    return cited and mention.last - mention.first > LONGEST


def _is_list(weak: tuple[Mention, ...], others: tuple[Mention, ...]) -> bool:
    """A list of posts: many of the year, and only single posts name another one."""
    return len(weak) >= MANY and not any(m.main and m.place is Place.TITLE for m in others)


def _nothing_to_date(subject: LinkEvidence, page: Document) -> bool:
    """Nothing was read that could carry a year: a notice, a script's shell, an empty page."""
    if any(isinstance(a.document, Document) for a in subject.own_attachments):
        return False
    if signs.soft_404(page) or signs.login_wall(page):
        return True
    if signs.script_shell(page) and subject.rendered is None:
        return True
    return not subject.own_attachments and not page.text.strip() and not signs.scan(page)


def _source(attachment: Attachment) -> Source:
    document = attachment.document if isinstance(attachment.document, Document) else None
    return Source(attachment.edge.child, document, attachment.edge)


def _unread(subject: LinkEvidence, page: Document, years: tuple[int, ...]) -> int:
    """How many parts of the evidence could hold the wanted year and could not be read.

    A document whose own name or link names other years only isn't one of them.
    """
    count = subject.run_facts.left_out + (_no_words(page) or signs.frames(page))
    for attachment in subject.own_attachments:
        if _no_words(attachment.document) and not _names_another(attachment, years):
            count += 1
    return count


def _pages_not_read(subject: LinkEvidence, page: Document, years: tuple[int, ...]) -> int:
    """Pages that could hold the wanted year and that nobody has read."""
    files = [a.document for a in subject.own_attachments if not _names_another(a, years)]
    return sum(signs.pages_not_read(d) for d in (page, *files) if isinstance(d, Document))


def _names_another(attachment: Attachment, years: tuple[int, ...]) -> bool:
    """Whether a document is gone, or its own name or link names other years only."""
    if _gone(attachment):
        return True
    named = [
        m
        for m in stated(attachment.edge.child, attachment.edge.anchor)
        if m.strength is Strength.STRONG
    ]
    return bool(named) and not any(m.years & set(years) for m in named)


def _gone(attachment: Attachment) -> bool:
    return attachment.capture is not None and attachment.capture.status in (404, 410)


def _no_words(document: Document | ReadFailure | None) -> bool:
    """A document without words that can be read: not read, a scan, pictures, garbled."""
    if not isinstance(document, Document):
        return True
    return bool(
        signs.scan(document)
        or signs.pictures(document)
        or signs.unreadable_text(document)
        or not document.text.strip()
    )


def _listed(mentions: tuple[Mention, ...]) -> str:
    """The years of the mentions, each once, in order; at most four, the clearest kept."""
    found = dict.fromkeys(f"{m.first}–{m.last}" if m.spans else str(_number(m)) for m in mentions)
    return ", ".join(sorted(list(found)[:4]))


def _wanted_found(mentions: tuple[Mention, ...], years: tuple[int, ...]) -> str:
    return ", ".join(str(year) for year in years if any(year in m.years for m in mentions))


def _number(mention: Mention) -> int:
    """The number to name where a mention may speak for two: the one it is written with."""
    written = [year for year in sorted(mention.years) if str(year) in to_arabic(mention.raw)]
    return written[-1] if written else mention.last


def _codes(whys: tuple[str, ...]) -> str:
    """The codes of the reasons, the weightiest first; words are added where they are read."""
    return " ".join(whys[:MOST_WHYS])


def _capture_of(mention: Mention, subject: LinkEvidence) -> int | None:
    if mention.main:
        return None
    for attachment in subject.own_attachments:
        if attachment.edge.child == mention.source and attachment.capture:
            return attachment.capture.id
    return None
