"""Words that tell which part of a page something is: class names, headings, short phrases."""

from __future__ import annotations

import re

from oitcheck.model import Region


def words(text: str) -> frozenset[str]:
    """The words of a text, for tables of words that read well."""
    return frozenset(text.split())


TAGS = {
    "nav": Region.MENU,
    "header": Region.HEADER,
    "footer": Region.FOOTER,
    "aside": Region.ASIDE,
    "marquee": Region.TICKER,
    "dialog": Region.ASIDE,
}
ROLES = {
    "navigation": Region.MENU,
    "menu": Region.MENU,
    "menubar": Region.MENU,
    "search": Region.MENU,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "complementary": Region.ASIDE,
    "dialog": Region.ASIDE,
    "alertdialog": Region.ASIDE,
    "marquee": Region.TICKER,
}
# Whole words of a class or id (split at - _ and camelCase) ...
_WORDS = {
    Region.MENU: "nav navbar navi navigation menu menus breadcrumb breadcrumbs pathway pager "
    "pagination pagenavi search searchform language languages lang langswitch sitemap skip toc",
    Region.HEADER: "header masthead banner topbar branding logo top head",
    Region.FOOTER: "footer copyright colophon bottombar visitor visitors counter hitcounter "
    "lastupdate lastupdated vcounter webstat footers",
    Region.ASIDE: "sidebar secondary related relatedposts recent latest popular share sharing "
    "social addtoany comments comment respond cookie cookies consent gdpr popup weather poll "
    "widgets moduletable aside sidenav",
    Region.TICKER: "ticker marquee newsflash hotnews breaking runningtext today clock",
}
# ... and word parts that vendors glue together: topmenu, leftsidebar, footer2, newsticker.
_STEMS = (
    ("breadcrumb", Region.MENU),
    ("newsticker", Region.TICKER),
    ("ticker", Region.TICKER),
    ("marquee", Region.TICKER),
    ("sidebar", Region.ASIDE),
    ("copyright", Region.FOOTER),
    ("footer", Region.FOOTER),
    ("navbar", Region.MENU),
    ("menu", Region.MENU),
    ("header", Region.HEADER),
)
_BY_WORD = {word: region for region, words in _WORDS.items() for word in words.split()}
# "entry-header", "card-footer", "page-header" stand in the content and head or close a part of it.
_OF_CONTENT = words(
    "entry page post article card panel accordion tab tabs section table box item content list "
    "block collapse toggle group title text single archive result results pills heading widget "
    "body story detail has no with without is not"
)
# A builder's own names: every element of the content carries "widget" or "section".
_BUILDERS = words("elementor wpb vc et siteorigin so fl wp uk row col e")
# Where a page is filed on the site: the category "ITA 2569" says nothing of the data's year.
_FILED = re.compile(
    r"(?:^|\s)(?:cat-links|category-name|parent-category-name|post-categor(?:y|ies)|entry-categor(?:y|ies)|"
    r"posted-in|tags?-links|post-tags|entry-tags|tagcloud)(?:$|\s)"
)
_SPLIT = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_CONTENT_NAMES = re.compile(
    r"(?:^|\s)(?:entry-content|post-content|page-content|article-content|article-body|"
    r"item-page|com-content-article|main-content|maincontent|main_content|content-main|"
    r"site-main|contentpane|contentpaneopen|content-area|component|post-body|single-content|"
    r"article__body|content-body|news-detail|detail-content|wp-block-post-content)(?:$|\s)"
)
LIST_NAMES = re.compile(
    r"^(?!.*(?:sidebar|widget|module|comment|social)).*(?:latest|recent|popular)"
)
# Boxes that are none of a page's own matter, even where nothing else is there.
NEVER_CONTENT = re.compile(
    r"relatedpost|jp-related|comment|respond|cookie|consent|gdpr|pager|pagenav|pagination|breadcrumb|"
    r"post-nav|navbar|addtoany|sharedaddy|search-?form|copyright|visitor|hit-?counter"
)
MENU_HEADING = re.compile(
    r"(?:เมนู(?:หลัก|เว็บไซต์|ย่อย|ด้านซ้าย|บริการ)?|main ?menu|menu|บริการออนไลน์|"
    r"ข้อมูลพื้นฐาน|เกี่ยวกับเรา)\s*:?",
    re.I,
)
ASIDE_HEADING = re.compile(
    r"(?:(?:ข่าว|บทความ|เรื่อง|ประกาศ|โพสต์)[ก-๙]{0,24}ล่าสุด|ข่าวใหม่|ข่าวเด่น|ข่าวยอดนิยม|ยอดนิยม|"
    r"บทความ(?:ที่เกี่ยวข้อง|แนะนำ|ยอดนิยม)|ข่าวที่เกี่ยวข้อง|เรื่องที่เกี่ยวข้อง|"
    r"recent (?:posts?|comments?|news)|latest (?:posts?|news)|related (?:posts?|articles?)|"
    r"(?:สถิติ|จำนวน)?(?:ผู้เข้าชม|ผู้เยี่ยมชม|การเข้าชม)(?:เว็บไซต์)?|ความเห็นล่าสุด|"
    r"(?:ลิงก์|ลิงค์|link|เว็บไซต์|หน่วยงาน)(?:ที่|ภายนอกที่)?(?:เกี่ยวข้อง|น่าสนใจ)|"
    r"links?|คลังเก็บ|ป้ายกำกับ|หมวดหมู่|archives?|categories|ปฏิทิน(?:กิจกรรม)?|"
    r"พยากรณ์อากาศ|ราคาน้ำมัน|แบบสำรวจ(?:ความพึงพอใจ|ความคิดเห็น)?|โพลล์?|สายด่วน|facebook|"
    r"online users?|ขณะนี้ออนไลน์)\s*:?",
    re.I,
)
_COPYRIGHT = re.compile(
    r"copyright|©|\(c\)\s*(?:19|20|25)\d\d|ลิขสิทธิ์|all rights? reserved|powered by|"
    r"best view|พัฒนา(?:เว็บไซต์)?โดย|ออกแบบ(?:และพัฒนา)?โดย|designed? by",
    re.I,
)
LAST_UPDATE = re.compile(
    r"(?:ปรับปรุง|แก้ไข|อัปเดต|อัพเดท|อัพเดต|อัปเดท)(?:ข้อมูล|เว็บไซต์|เนื้อหา|หน้า)*\s*(?:ครั้ง)?ล่าสุด|"
    r"last\s*(?:update|modified)",
    re.I,
)
COUNTER = re.compile(
    r"(?:จำนวน|สถิติ)?\s*(?:ผู้เข้าชม|ผู้เยี่ยมชม|ผู้เข้าใช้|ผู้ใช้งานออนไลน์|การเข้าชม|ขณะนี้มี|ออนไลน์|เข้าชม(?:แล้ว)?)"
    r"[^0-9๐-๙]{0,25}[0-9๐-๙][0-9๐-๙,]*|visitors?\s*:?\s*\d",
    re.I,
)
COUNTER_LINE = re.compile(
    r"\s*(?:วันนี้|เมื่อวาน(?:นี้)?|สัปดาห์(?:นี้|ที่แล้ว|ก่อน)|อาทิตย์นี้|เดือน(?:นี้|ที่แล้ว|ก่อน)|ปีนี้|ปีที่แล้ว|"
    r"ทั้งหมด|รวมทั้งหมด|ออนไลน์|ขณะนี้|ip(?: address)?|your ip|today|yesterday|this (?:week|month)|total|"
    r"all days)\s*[:\t ]*\s*[0-9๐-๙][0-9๐-๙,.]*\s*(?:คน|ครั้ง|ราย)?\s*",
    re.I,
)
TODAY = re.compile(
    r"\s*(?:วันนี้\s*:?\s*)?วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)ที่\s*[0-9๐-๙]{1,2}\s*[ก-๙.]+\s*"
    r"(?:พ\.?ศ\.?)?\s*[0-9๐-๙]{2,4}\s*(?:เวลา.{0,20})?|\s*วันนี้\s*:?\s*(?:วันที่)?\s*[0-9๐-๙]{1,2}\s.{3,30}",
)
TRAIL = re.compile(
    r"\s*(?:(?:คุณอยู่ที่|คุณอยู่ตรงนี้|ตำแหน่งปัจจุบัน|you are here)\s*:?\s*)?(?:หน้าแรก|หน้าหลัก|home)\s*"
    r"(?:[>»›/|→-]|&gt;).{0,160}",
    re.I,
)
HOME = re.compile(r"\s*(?:หน้าแรก|หน้าหลัก|home|หน้าหลักเว็บไซต์)\s*", re.I)

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|ods|odt|csv|zip|rar|7z|jpe?g|png)(?:$|[?#&])")
_OF_DOCUMENTS = (
    "download",
    "attachment",
    "/file/",
    "drive.google.com",
    "docs.google.com",
    "viewer",
)
# What a line must have before its pattern is tried: a pattern of many ways costs a hundred times
# as much as looking for the words.
_IN_COPYRIGHT = (
    "copyright",
    "©",
    "(c)",
    "ลิขสิทธิ์",
    "right",
    "powered by",
    "best view",
    "โดย",
    "design",
)
_IN_COUNTER = ("เข้าชม", "เยี่ยมชม", "เข้าใช้", "ออนไลน์", "ขณะนี้มี", "visitor")
_YEAR_LABEL = re.compile(
    r"25[4-9]\d|๒๕[๔-๙][๐-๙]|ไตรมาส|ปีงบประมาณ|รอบ\s*[0-9๐-๙]|เดือน|^\s*(?:ข้อ\s*)?O\.?\s?\d{1,2}\b"
)
LONG_LABEL = 45


def evidence(href: str, text: str) -> bool:
    """Whether a link looks like published information rather than like a way around the site."""
    if len(text) > LONG_LABEL:
        return True
    href = href.lower()
    return (
        bool(_DOCUMENT.search(href))
        or any(word in href for word in _OF_DOCUMENTS)
        or bool(_YEAR_LABEL.search(text))
    )


def names_content(named: str) -> bool:
    """Whether class names and an id (lower case) call an element the page's main part."""
    return bool(_CONTENT_NAMES.search(named))


def claims_rights(text: str) -> bool:
    """Whether a text speaks of rights in the page, or of who made the site."""
    low = text.lower()
    return any(word in low for word in _IN_COPYRIGHT) and bool(_COPYRIGHT.search(text))


def counts_visitors(text: str) -> bool:
    """Whether a text gives a number of visitors."""
    low = text.lower()
    return any(word in low for word in _IN_COUNTER) and bool(COUNTER.search(text))


def by_name(classes: str, identity: str) -> Region | None:
    """The region that class names and an id speak of, None if they say nothing clear."""
    found: Region | None = None
    if _FILED.search(classes):
        return Region.MENU
    for name in (*classes.split(), identity):
        region = _by_one(name)
        if region is not None and (found is None or region is not Region.HEADER):
            found = region
    return found


def _by_one(name: str) -> Region | None:
    words = [w.strip("0123456789") for w in _SPLIT.split(_CAMEL.sub("-", name).lower())]
    words = [word for word in words if word]
    if not words:
        return None
    builder = words[0] in _BUILDERS
    if builder:
        words = [word for word in words[1:] if word not in ("widget", "counter", "top")]
    named = [(word, _of_word(word)) for word in words]
    regions = [region for _, region in named if region is not None]
    if not regions:
        return None
    last = regions[-1]
    if any(word in _OF_CONTENT for word in words) and last in (
        Region.HEADER,
        Region.FOOTER,
        Region.MENU,
    ):
        if regions[0] is Region.MENU and words[0] in ("menu", "navigation", "breadcrumb"):
            return Region.MENU
        # "post-navigation", "single-nav": the way to the post before and the one after.
        if words[-1] in ("navigation", "pagenav", "pagination", "pager"):
            return Region.MENU
        return last if words[0] == "page" and last is Region.MENU else None
    if len(words) > 1 and words[-1] in ("content", "wrapper", "container", "main", "page"):
        return last if last is not Region.HEADER or words[0] in ("header", "site") else None
    # "top", "head", "logo" say something only alone: "top-management" is the chiefs' page.
    if last is Region.HEADER and len(words) > 1 and words[-1] not in ("header", "banner"):
        return last if words[0] in ("header", "masthead", "topbar") else None
    return last


def _of_word(word: str) -> Region | None:
    region = _BY_WORD.get(word)
    if region is not None:
        return region
    for stem, meant in _STEMS:
        if word.endswith(stem) or (word.startswith(stem) and len(word) <= len(stem) + 6):
            return meant
    return None
