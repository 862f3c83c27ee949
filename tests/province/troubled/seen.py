# ruff: noqa: E501 - tables and markup read better whole
"""What a site shows in place of what was promised: each answers, most of them with status 200."""

from __future__ import annotations

from .answers import Act, answer, by_agent, by_path, redirect
from .shape import Case, host
from .transport import GONE, PAGE, TEXT, page

_HOME = page(
    "องค์การบริหารส่วนตำบลตัวอย่าง",
    "<nav><a href='/'>หน้าแรก</a><a href='/news'>ข่าว</a></nav><main><h1>ยินดีต้อนรับสู่เว็บไซต์</h1>"
    "<p>องค์การบริหารส่วนตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง ยินดีให้บริการประชาชน "
    "ติดต่อสอบถามได้ในวันและเวลาราชการ</p><ul><li>ข่าวประชาสัมพันธ์</li><li>ภาพกิจกรรม</li></ul></main>",
)
_CHALLENGE = page(
    "Just a moment...",
    "<div class='main-wrapper'><h1>Checking your browser before accessing the site.</h1>"
    "<p>Enable JavaScript and cookies to continue</p>"
    "<script src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1'></script></div>",
)
_LOGIN = page(
    "เข้าสู่ระบบ",
    "<main><h1>เข้าสู่ระบบ</h1><form method='post' action='/login'>"
    "<label>ชื่อผู้ใช้ <input name='user'></label><label>รหัสผ่าน <input type='password' name='pass'></label>"
    "<button>เข้าสู่ระบบ</button></form></main>",
)
_FACEBOOK = page(
    "Log in to Facebook",
    "<h1>Facebook</h1><form action='/login/'><input name='email'><input type='password' name='pass'>"
    "<button>Log in</button></form><p>You must log in to continue.</p>",
)
_FACEBOOK_GONE = page(
    "Facebook",
    "<h1>This content isn't available right now</h1><p>When this happens, it's usually because the owner only "
    "shared it with a small group of people, changed who can see it or it's been deleted.</p>",
)
_GOOGLE = page(
    "Sign in - Google Accounts",
    "<h1>Sign in</h1><p>to continue to Google Drive</p><form><input type='email' aria-label='Email or phone'>"
    "<button>Next</button></form>",
)
_LINE = page(
    "LINE Login",
    "<h1>LINE</h1><form><input name='tid' placeholder='Email address'><input type='password' name='tpasswd'>"
    "<button>Log in</button></form>",
)
_PARKED = page(
    "parked-trouble-sample.go.th",
    "<h1>This domain is for sale</h1><p>Buy this domain. The owner of this domain has not yet uploaded "
    "a website. Related searches: insurance, hosting, loans</p>"
    "<a href='https://sedo.com/search/details/?domain=parked'>Buy now</a>",
)
_SUSPENDED = page(
    "Account Suspended",
    "<h1>Account Suspended</h1><p>Contact your hosting provider for more information.</p>",
)
_APACHE = page(
    "Apache2 Debian Default Page: It works",
    "<h1>Apache2 Debian Default Page</h1><p>It works! This is the default welcome page used to test "
    "the correct operation of the Apache2 server after installation on Debian systems.</p>",
)


def _advert(words: str, site: str = "casino") -> str:
    return "".join(
        f"<div><a href='https://{n}.{site}-sample.com/'>{words}</a></div>" for n in range(12)
    )


_GAMBLING = page(body=f"<main><h1>แผน</h1><p>{TEXT}</p>{_advert('สล็อตเว็บตรง บาคาร่าออนไลน์')}</main>")
_PHARMA = page(
    body=f"<main><h1>แผน</h1><p>{TEXT}</p>{_advert('buy cialis online cheap viagra no prescription', 'pills')}</main>"
)
_DOORWAY = page(
    "激安ブランド通販 公式オンラインショップ 送料無料",
    "<main><h1>激安ブランド通販 送料無料</h1><p>"
    + "人気ブランドの財布とバッグを激安価格で販売しております。送料無料、正規品保証。最新作が続々入荷中です。"
    * 20
    + "</p><a href='https://shop.brand-sample.com/'>今すぐ購入</a><a href='https://b.brand-sample.com/'>財布</a></main>",
)
_HIDDEN = page(
    body=f"<main><h1>แผน</h1><p>{TEXT}</p></main><div style='display:none'>{_advert('สล็อต pg slot')}</div>"
)
_SLOT = page(
    "สล็อตเว็บตรง แตกง่าย",
    f"<h1>สล็อตเว็บตรง แตกง่าย ฝากถอนไม่มีขั้นต่ำ</h1>{_advert('สมัครสล็อตเว็บตรง บาคาร่า')}",
)
_SHELL = page(
    "ข้อมูลสาธารณะ",
    "<div id='app'></div><script src='/app.js'></script>",
)
_APP = (
    "document.getElementById('app').innerHTML = '<h1>แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2569</h1><p>"
    + TEXT
    + "</p>';"
)
_META = "<html><head><meta http-equiv='refresh' content='0; url=/real'><title>โปรดรอ</title></head><body></body></html>"
_SCRIPT = "<html><head><title>โปรดรอ</title><script>window.location.href = '/real';</script></head><body></body></html>"


def _case(
    name: str, act: Act, found: str, outcome: str, advice: str = "", who: str = "",
    *, problem: str = "", trouble: str = "", also: dict[str, Act] | None = None, url: str = "",
) -> Case:  # fmt: skip
    return Case(
        name, url or f"http://{host(name)}/o1", {host(name): act, **(also or {})},
        found, outcome, advice, who, problem, trouble,
    )  # fmt: skip


SEEN: tuple[Case, ...] = (
    _case("healthy", by_path({"/o1": PAGE}, GONE), "reachable:ok", "pass", "ไม่ต้อง", "nobody"),
    _case("soft-404-words", by_path({"/o1": answer(page("ไม่พบหน้าที่ท่านต้องการ", "<main><h1>ไม่พบหน้าที่ท่านต้องการ</h1><p>ขออภัย หน้านี้อาจถูกย้ายหรือลบแล้ว</p></main>"))}, GONE), "not-empty:soft-404", "review", "ส่งลิงก์ใหม่แทน", "agency"),
    _case("soft-404-any", answer(page("ข้อมูลหน่วยงาน", "<main><h1>ข้อมูลหน่วยงาน</h1><p>ระบบกำลังประมวลผลรายการที่ท่านเลือก กรุณาเลือกเมนูทางด้านซ้ายเพื่อดูรายการข้อมูลทั้งหมดของหน่วยงาน ขอบคุณที่ใช้บริการเว็บไซต์ของเรา</p></main>")), "not-empty:any-address", "review", "ส่งลิงก์ใหม่แทน", "agency"),
    _case("soft-404-home", answer(_HOME), "not-empty:any-address", "review", "ส่งลิงก์ใหม่แทน", "agency"),
    _case("home-redirect", by_path({"/": answer(_HOME), "/o1": redirect("/")}, GONE), "main-site:home-page", "review", "ส่งลิงก์ของหน้าที่แสดงข้อมูลของข้อนี้โดยตรง", "agency"),
    _case("bot-wall-header", answer(_CHALLENGE, 403, cf_mitigated="challenge", Server="cloudflare"), "reachable:refused-robot", "review", "โหมดไม่ระบุตัวตน", "agency", problem="http-status 403", trouble="bot-wall"),
    _case("bot-wall-page", answer(_CHALLENGE), "not-empty:bot-wall", "review", "โหมดไม่ระบุตัวตน", "agency"),
    _case("bot-wall-999", answer("", 999), "reachable:refused-robot", "review", "โหมดไม่ระบุตัวตน", "agency", problem="http-status 999", trouble="bot-wall"),
    _case("login-form", by_path({"/o1": answer(_LOGIN)}, GONE), "not-empty:login-wall", "review", "โดยไม่ต้องเข้าสู่ระบบ", "agency"),
    _case("login-facebook", redirect("https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fsample"), "not-empty:login-wall", "review", "โดยไม่ต้องเข้าสู่ระบบ", "agency", also={"www.facebook.com": by_path({"/login/": answer(_FACEBOOK)}, answer(_FACEBOOK_GONE))}),
    _case("login-messenger", PAGE, "not-empty:login-wall", "review", "โดยไม่ต้องเข้าสู่ระบบ", "agency", url="https://www.messenger.com/login.php?next=x", also={"www.messenger.com": answer(_FACEBOOK)}),
    _case("login-google", redirect("https://accounts.google.com/ServiceLogin?continue=https%3A%2F%2Fdrive.google.com"), "not-empty:login-wall", "review", "โดยไม่ต้องเข้าสู่ระบบ", "agency", also={"accounts.google.com": answer(_GOOGLE)}),
    _case("login-line", redirect("https://access.line.me/oauth2/v2.1/login?returnUri=x"), "not-empty:login-wall", "review", "โดยไม่ต้องเข้าสู่ระบบ", "agency", also={"access.line.me": answer(_LINE)}),
    _case("parked", answer(_PARKED), "not-empty:for-sale", "review", "ต่ออายุชื่อเว็บไซต์", "vendor"),
    _case("default-page", by_path({"/o1": answer(_APACHE)}, GONE), "not-empty:default-page", "review", "ตั้งค่าเครื่องแม่ข่าย", "vendor"),
    _case("suspended", by_path({"/o1": answer(_SUSPENDED)}, GONE), "not-empty:suspended", "review", "ติดต่อผู้ให้บริการ", "vendor"),
    _case("spam-gambling", by_path({"/o1": answer(_GAMBLING)}, GONE), "not-empty:spam", "review", "ปิดช่องโหว่", "vendor"),
    _case("spam-pharma", by_path({"/o1": answer(_PHARMA)}, GONE), "not-empty:spam-drugs", "review", "ปิดช่องโหว่", "vendor"),
    _case("spam-doorway", by_path({"/o1": answer(_DOORWAY)}, GONE), "not-empty:spam-language", "review", "ปิดช่องโหว่", "vendor"),
    _case("spam-hidden", by_path({"/o1": answer(_HIDDEN)}, GONE), "not-empty:spam", "review", "ปิดช่องโหว่", "vendor"),
    _case("spam-cloaked", by_agent(by_path({"/o1": PAGE}, GONE), by_path({"/o1": answer(_SLOT)}, GONE)), "not-empty:spam-cloaked", "review", "ปิดช่องโหว่", "vendor"),
    _case("staging", by_path({"/o1": PAGE}, GONE), "main-site:staging", "review", "เว็บไซต์ที่ใช้งานจริง", "agency", url="http://staging.trouble-sample.go.th/o1"),
    _case("script-shell", by_path({"/o1": answer(_SHELL), "/app.js": answer(_APP, Content_Type="text/javascript; charset=utf-8")}, GONE), "not-empty:content", "pass", "ไม่ต้อง", "nobody"),
    _case("meta-redirect", by_path({"/o1": answer(_META), "/real": PAGE}, GONE), "not-empty:content", "pass", "ไม่ต้อง", "nobody"),
    _case("script-redirect", by_path({"/o1": answer(_SCRIPT), "/real": PAGE}, GONE), "not-empty:content", "pass", "ไม่ต้อง", "nobody"),
    _case("gambling-warning", by_path({"/o1": answer(page("ข้อควรทำและไม่ควรทำ (Dos & Don'ts)", f"<main><h1>Dos &amp; Don'ts</h1><p>ไม่เล่นการพนัน ไม่ซื้อหวยใต้ดิน ไม่ชักชวนเล่นสล็อต บาคาร่า พ.ศ. 2569</p><p>{TEXT}</p></main>"))}, GONE), "not-empty:content", "pass", "ไม่ต้อง", "nobody"),
)  # fmt: skip
