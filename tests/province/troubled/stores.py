# ruff: noqa: E501 - tables and markup read better whole
"""File stores and social media: what they show where a file is public, closed, gone or empty."""

from __future__ import annotations

from .answers import Act, Asked, answer, by_path, redirect
from .shape import Case, host
from .transport import GONE, PAGE, page

_ID = "1TroubleSampleAbCdEfGhIj"
_FILE = page(
    "O1 แผน 2569.pdf - Google Drive", "<div id='drive-viewer'></div><script>draw()</script>"
)
_NEED = page(
    "Google Drive: You need access",
    "<h1>You need access</h1><p>Request access, or switch to an account with access.</p>"
    "<button>Request access</button>",
)
_NO_FILE = page(
    "Google Drive - Page Not Found",
    "<h1>Sorry, the file you have requested does not exist.</h1>"
    "<p>Make sure that you have the correct URL and the file exists.</p>",
)
_FOLDER = page("OIT 2569 - Google Drive", "<div id='root'></div><script>draw()</script>")
_LISTED = page(
    "OIT 2569",
    "<div class='flip-list'><div class='flip-entries'><div class='flip-entry' id='entry-1a'>"
    f"<a href='https://drive.google.com/file/d/{_ID}1/view'><div class='flip-entry-title'>O1 โครงสร้าง 2569.pdf</div></a></div>"
    f"<div class='flip-entry'><a href='https://drive.google.com/file/d/{_ID}2/view'><div class='flip-entry-title'>O2 ผู้บริหาร 2569.pdf</div></a></div></div></div>",
)
_UNLISTED = page("OIT 2569", "<div class='flip-list'><div class='flip-entries'></div></div>")
_DOC_DENIED = page(
    "Google Docs: Sign-in", "<h1>คุณต้องมีสิทธิ์เข้าถึง</h1><p>ขอสิทธิ์เข้าถึง หรือเปลี่ยนไปใช้บัญชีที่มีสิทธิ์เข้าถึง</p>"
)
_YT_GONE = page(
    "YouTube",
    "<div id='player'><h1>Video unavailable</h1><p>This video has been removed by the uploader</p></div>",
)
_ONEDRIVE = page(
    "This item might not exist or is no longer available",
    "<h1>This item might not exist or is no longer available</h1>"
    "<p>This item might have been deleted, expired, or you might not have permission to view it.</p>",
)

_files: dict[str, Act] = {
    f"/file/d/{_ID}public/view": answer(_FILE),
    f"/file/d/{_ID}closed/view": answer(_NEED, 401),
    f"/file/d/{_ID}deleted/view": answer(_NO_FILE, 404),
    f"/drive/folders/{_ID}full": answer(_FOLDER),
    f"/drive/folders/{_ID}empty": answer(_FOLDER),
}


def _embedded(asked: Asked) -> None:
    answer(_UNLISTED if asked.path.endswith("empty") else _LISTED)(asked)


def _download(asked: Asked) -> None:
    closed = answer(_NEED, 401) if asked.path.endswith("closed") else GONE
    (PAGE if asked.path.endswith("public") else closed)(asked)


_DRIVE = by_path({**_files, "/embeddedfolderview": _embedded, "/uc": _download}, GONE)


def _case(
    name: str, url: str, serves: dict[str, Act], found: str, outcome: str, problem: str = "",
    advice: str = "", who: str = "agency",
) -> Case:  # fmt: skip
    return Case(name, url, serves, found, outcome, advice, who, problem)


_ON_DRIVE = {"drive.google.com": _DRIVE}
STORES: tuple[Case, ...] = (
    _case("drive-file", f"https://drive.google.com/file/d/{_ID}public/view", _ON_DRIVE, "main-site:drive", "review", advice="เว็บไซต์หลัก"),
    _case("drive-file-closed", f"https://drive.google.com/file/d/{_ID}closed/view", _ON_DRIVE, "shared-file:permission-needed", "fail", "http-status 401", advice="ทุกคนที่มีลิงก์"),
    _case("drive-file-deleted", f"https://drive.google.com/file/d/{_ID}deleted/view", _ON_DRIVE, "shared-file:deleted", "fail", "http-status 404", advice="นำไฟล์ขึ้นเผยแพร่ในเว็บไซต์หลัก"),
    _case("drive-folder", f"https://drive.google.com/drive/folders/{_ID}full", _ON_DRIVE, "shared-file:public", "pass", advice="ไม่ต้อง", who="nobody"),
    _case("drive-folder-empty", f"https://drive.google.com/drive/folders/{_ID}empty", _ON_DRIVE, "shared-file:empty-folder", "fail", advice="ใส่ในโฟลเดอร์"),
    _case("docs-closed", f"https://docs.google.com/document/d/{_ID}/edit", {"docs.google.com": answer(_DOC_DENIED)}, "shared-file:permission-needed", "fail", advice="ทุกคนที่มีลิงก์"),
    _case("sites-public", "https://sites.google.com/view/trouble-sample/o1", {"sites.google.com": PAGE}, "main-site:drive", "review", advice="เว็บไซต์หลัก"),
    _case("onedrive-gone", "https://1drv.ms/b/s!TroubleSample", {"1drv.ms": redirect("https://onedrive.live.com/?id=x"), "onedrive.live.com": answer(_ONEDRIVE)}, "shared-file:maybe-gone", "review", advice="นำไฟล์ขึ้นเผยแพร่ในเว็บไซต์หลัก"),
    _case("facebook-gone", "https://www.facebook.com/sample/posts/1", {}, "shared-file:maybe-gone", "review", advice="เว็บไซต์หลัก"),
    _case("youtube-gone", "https://www.youtube.com/watch?v=TroubleSmpl", {"www.youtube.com": answer(_YT_GONE)}, "shared-file:maybe-gone", "review", advice="เว็บไซต์หลัก"),
    _case("line", "https://lin.ee/TrOuBlE", {"lin.ee": redirect("https://page.line.me/sample"), "page.line.me": PAGE}, "main-site:social", "review", advice="เว็บไซต์หลัก"),
    _case("shortener", "https://bit.ly/TroubleSample", {"bit.ly": redirect(f"http://{host('healthy')}/o1")}, "main-site:short-link", "review", advice="ลิงก์เต็ม"),
)  # fmt: skip
