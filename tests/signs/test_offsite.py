"""What stands at file stores and social media, and what nobody can tell."""

from __future__ import annotations

import pytest
from sign_pages import PROSE, page, seen

from oitcheck import signs

FILE = "https://drive.google.com/file/d/1AbC/view"
FOLDER = "https://drive.google.com/drive/folders/1AbC"
LIST = "https://drive.google.com/embeddedfolderview?id=1AbC"
FORM = "https://docs.google.com/forms/d/e/1/viewform"


@pytest.mark.parametrize(
    ("url", "service", "kind"),
    [
        (FILE, "Google Drive", "file"),
        ("https://drive.google.com/open?id=1", "Google Drive", "file"),
        (FOLDER, "Google Drive", "folder"),
        ("https://drive.google.com/drive/u/0/folders/1", "Google Drive", "folder"),
        ("https://docs.google.com/document/d/1/edit", "Google Docs", "document"),
        ("https://docs.google.com/spreadsheets/d/1/edit", "Google Sheets", "sheet"),
        ("https://docs.google.com/presentation/d/1/edit", "Google Slides", "document"),
        (FORM, "Google Forms", "form"),
        ("https://sites.google.com/view/x", "Google Sites", "site"),
        ("https://1drv.ms/f/s!x", "OneDrive", "folder"),
        ("https://x.sharepoint.com/:f:/s/x", "SharePoint", "folder"),
        ("https://www.dropbox.com/scl/fo/x", "Dropbox", "folder"),
        ("https://www.facebook.com/nongkhwang", "Facebook", "page"),
        ("https://www.facebook.com/nongkhwang/posts/1", "Facebook", "post"),
        ("https://www.facebook.com/nongkhwang/videos/1", "Facebook", "video"),
        ("https://www.youtube.com/watch?v=1", "YouTube", "video"),
        ("https://www.youtube.com/@nongkhwang", "YouTube", "page"),
        ("https://lin.ee/x", "LINE", "profile"),
        ("https://bit.ly/x", "short link", "short-link"),
    ],
)
def test_what_an_address_names(url: str, service: str, kind: str) -> None:
    assert signs.place_of(url) == (service, kind)


@pytest.mark.parametrize(
    "url",
    ["http://www.nongkhwang.go.th/x", "https://drive.google.com.example.com/file/d/1", "http://[x"],
)
def test_an_ordinary_website(url: str) -> None:
    assert signs.place_of(url) is None
    assert signs.look(url, seen(url), page(PROSE)) is None


@pytest.mark.parametrize(
    ("title", "heading", "state"),
    [
        ("Google Drive: You need access", "You need access", "permission-needed"),
        ("Google Drive - Access Denied", "", "permission-needed"),
        ("Google ไดรฟ์", "ขอสิทธิ์การเข้าถึง", "permission-needed"),
        ("Google เอกสาร", "คุณต้องมีสิทธิ์เข้าถึง", "permission-needed"),
        ("Sorry, you need permission to access this", "", "permission-needed"),
        ("Request access - Google Drive", "", "permission-needed"),
        ("Google Drive", "Sorry, the file you have requested does not exist.", "deleted"),
        ("Google Drive", "ขออภัย ไฟล์ที่คุณขอไม่มีอยู่", "deleted"),
        ("แผน 2569.pdf - Google Drive", "", "unknown"),
        ("ขอสิทธิ์เข้าถึงข้อมูลข่าวสาร.pdf - Google Drive", "", "unknown"),
        ("ขั้นตอนการขอสิทธิ์เข้าถึงข้อมูลข่าวสาร.pdf - Google Drive", "", "unknown"),
        ("Request access to information form.pdf - Google Drive", "", "unknown"),
        ("You need access to information.pdf - Google Drive", "", "unknown"),
    ],
)
def test_notices_of_a_store_and_names_of_files(title: str, heading: str, state: str) -> None:
    found = signs.look(FILE, seen(FILE), page(f"<h1>{heading}</h1>", title))
    assert found is not None and found.state == state


def test_a_form_by_which_people_ask_for_access_is_open() -> None:
    for name in ("แบบคำขอสิทธิ์เข้าถึงข้อมูลส่วนบุคคล", "ขอสิทธิ์เข้าถึงข้อมูลส่วนบุคคล"):
        found = signs.look(FORM, seen(FORM), page(f"<h1>{name}</h1>{PROSE}", name))
        assert found is not None and found.state == "public"


@pytest.mark.parametrize(
    ("status", "final_url", "state"),
    [
        (401, FILE, "permission-needed"),
        (200, "https://accounts.google.com/ServiceLogin?x=1", "permission-needed"),
        (404, FILE, "deleted"),
        (410, FILE, "deleted"),
        (403, FILE, "unknown"),
        (429, "https://www.google.com/sorry/index", "unknown"),
        (503, FILE, "unknown"),
    ],
)
def test_states_by_status_and_end(status: int, final_url: str, state: str) -> None:
    found = signs.look(FILE, seen(FILE, status, final_url), None)
    assert found is not None and found.state == state


ENTRY = '<div class="flip-entries">{}</div>'


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, ENTRY.format('<a href="https://drive.google.com/file/d/1/view">O1</a>'), "public"),
        (200, ENTRY.format('<a href="https://docs.google.com/drawings/d/1">ผัง</a>'), "public"),
        (200, ENTRY.format(""), "empty-folder"),
        (200, '<div class="flip-contents wide"></div>', "empty-folder"),
        (200, ENTRY.format('<a href="https://new.example.com/thing/1">?</a>'), "unknown"),
        (
            200,
            "<h1>About this page</h1><p>Our systems have detected unusual traffic</p>",
            "unknown",
        ),
        (200, "", "unknown"),
        (403, ENTRY.format(""), "unknown"),
        (429, "<h1>Sorry</h1>", "unknown"),
        (500, "", "unknown"),
        (404, "", "deleted"),
    ],
)
def test_a_folder_is_empty_only_where_its_list_says_so(status: int, body: str, state: str) -> None:
    drawn = page("<script>draw()</script>", "OIT - Google Drive")
    behind = [(seen(LIST, status), page(body, "OIT"))]
    found = signs.look(FOLDER, seen(FOLDER), drawn, behind)
    assert found is not None and found.state == state


def test_a_short_link_is_what_it_leads_to() -> None:
    short = "https://bit.ly/x"
    found = signs.look(short, seen(short, 200, FOLDER), page("", "OIT"))
    assert found is not None and (found.service, found.kind) == ("Google Drive", "folder")
    own = seen(short, 200, "http://www.nongkhwang.go.th/plan")
    assert signs.look(short, own, page(PROSE)) is None
