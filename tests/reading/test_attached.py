"""Which links of a page are documents to fetch with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from oitcheck import reading
from oitcheck.model import Document, ReadFailure

PAGE = "https://www.example.go.th/web/page.php?id=1"
DRIVE = "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMnOp"


def read(markup: str) -> Document:
    return reading.read(markup.encode(), "html", sha256="0", reader="test")


def urls(markup: str, limit: int = 30) -> list[str]:
    return [found.url for found in reading.attachments(read(markup), PAGE, limit)[0]]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ('<a href="แผน 2569.PDF#page=2">x</a>', "https://www.example.go.th/web/%E0%B9%81%E0%B8%9C%E0%B8%99%202569.PDF"),
        ('<a href="/a.xlsx?v=1">x</a>', "https://www.example.go.th/a.xlsx?v=1"),
        ('<a href="https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view">x</a>', DRIVE),
        ('<a href="https://drive.google.com/open?id=1AbCdEfGhIjKlMnOp">x</a>', DRIVE),
        ('<a href="/sdc_download/12/?inline=1">x</a>', "https://www.example.go.th/sdc_download/12/?inline=1"),
        ('<a href="download.php?id=5">x</a>', "https://www.example.go.th/web/download.php?id=5"),
        ('<a href="pic.jpg">x</a>', "https://www.example.go.th/web/pic.jpg"),
        ('<a onclick="window.open(\'b.docx\')" href="#">x</a>', "https://www.example.go.th/web/b.docx"),
        ('<iframe src="pdfjs/viewer.html?file=..%2Ff.pdf"></iframe>', "https://www.example.go.th/web/f.pdf"),
        ('<iframe src="https://docs.google.com/viewer?url=https://a.go.th/x.pdf">', "https://a.go.th/x.pdf"),
        ('<embed src="https://view.officeapps.live.com/op/embed?src=http:%2F%2Fa.go.th/x.xlsx">', "http://a.go.th/x.xlsx"),
        ('<iframe src="inner.php"></iframe>', "https://www.example.go.th/web/inner.php"),
        ('<embed src="e.pdf">', "https://www.example.go.th/web/e.pdf"),
        ('<object data="o.pdf"></object>', "https://www.example.go.th/web/o.pdf"),
        ('<div class="_df_book" source="flip.pdf"></div>', "https://www.example.go.th/web/flip.pdf"),
    ],
)  # fmt: skip
def test_a_document_is_found_behind_every_kind_of_link(link: str, url: str) -> None:
    assert urls(link) == [url]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="news.php?id=1">x</a>',
        '<a href="#">x</a>',
        '<a href="javascript:void(0)">x</a>',
        '<a href="mailto:a@b.go.th">x</a>',
        '<a href="file:///etc/passwd.pdf">x</a>',
        '<a href="https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOp">x</a>',
        '<img src="photo.jpg">',
        '<iframe src="https://www.youtube.com/embed/x"></iframe>',
        '<iframe src="https://www.facebook.com/plugins/page.php?href=x"></iframe>',
        '<nav><a href="banner.jpg">x</a></nav>',
        f'<a href="{PAGE}">x</a>',
        '<a href="/download">ดาวน์โหลด</a>',
        '<a href="http://[broken.pdf">x</a>',
    ],
)
def test_what_is_no_document_is_left_alone(link: str) -> None:
    assert urls(link) == []


def test_content_comes_before_menu_and_what_is_left_out_is_counted() -> None:
    menu = "".join(f'<li><a href="m{n}.pdf">x</a></li>' for n in range(20))
    content = "".join(f'<p><a href="c{n}.pdf">แผน {n}</a></p>' for n in range(20))
    document = read(f"<nav><ul>{menu}</ul></nav><h1>แผน</h1>{content}{content}")
    found, left_out = reading.attachments(document, PAGE, 30)
    assert [one.href for one in found[:20]] == [f"c{n}.pdf" for n in range(20)]
    assert (len(found), left_out) == (30, 10)
    assert [one.order for one in found] == list(range(30))
    assert (found[3].anchor, found[3].context) == ("แผน 3", "แผน")


def test_the_base_of_the_page_counts() -> None:
    assert urls('<base href="/files/"><a href="a.pdf">x</a>') == [
        "https://www.example.go.th/files/a.pdf"
    ]


def test_a_page_of_viewers_gives_the_files_they_show() -> None:
    body = (Path(__file__).parent / "pages" / "iframe-viewer.html").read_bytes()
    document = reading.read(body, "html", sha256="0", reader="test")
    found, _ = reading.attachments(document, "https://www.example.go.th/x", 30)
    tails = [one.url.rsplit("/", 1)[1] for one in found]
    assert tails == [
        "manual%202569.pdf",
        "form.pdf",
        "popup.pdf",
        "uc?export=download&id=1AbCdEfGhIjKlMnOp",
        "?inline=1",
        "pic.jpg",
        "flip.pdf",
        "privacy.pdf",
    ]


def test_documents_and_failures_come_back_from_json_as_they_were() -> None:
    failure = ReadFailure("0", "k", "timeout", 'มากกว่า "60" s')
    assert reading.codec.loads(reading.codec.dumps(failure)) == failure
    document = read("<h1>ก</h1><table><tr><th>1</th><td>5 พ.ค. 2569</td></tr></table>")
    text = reading.codec.dumps(document)
    assert reading.codec.loads(text) == document
    assert "\n" not in text
    assert text == reading.codec.dumps(reading.codec.loads(text))
    for bad in ("[]", '{"format":0}', '{"format":1,"kind":"x","value":{}}'):
        with pytest.raises(ValueError, match=r"not a stored|unknown kind"):
            reading.codec.loads(bad)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view?usp=sharing", DRIVE),
        ("https://drive.google.com/open?id=1AbCdEfGhIjKlMnOp", DRIVE),
        ("https://drive.google.com/drive/u/0/folders/1AbCdEfGhIjKlMnOp?usp=sharing", "https://drive.google.com/embeddedfolderview?id=1AbCdEfGhIjKlMnOp"),
        ("https://docs.google.com/document/d/1AbCdEfGhIjKlMnOp/edit", "https://docs.google.com/document/d/1AbCdEfGhIjKlMnOp/export?format=pdf"),
        ("https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOp/edit#gid=0", "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOp/export?format=pdf"),
        ("https://www.dropbox.com/scl/fi/abc/o1.pdf?rlkey=k1&dl=0", "https://www.dropbox.com/scl/fi/abc/o1.pdf?rlkey=k1&dl=1"),
    ],
)  # fmt: skip
def test_a_file_stores_page_leads_to_what_it_presents(page: str, shown: str) -> None:
    document = read("<title>O1.pdf</title><script>draw()</script>")
    (found, *rest), left_out = reading.attachments(document, page, 30)
    assert (found.url, found.anchor, found.order, rest, left_out) == (shown, "O1.pdf", 0, [], 0)


@pytest.mark.parametrize(
    "page",
    [
        "https://drive.google.com/",
        "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKlMnOp",
        "https://drive.google.com/embeddedfolderview?id=1AbCdEfGhIjKlMnOp",
        "https://docs.google.com/document/d/1AbCdEfGhIjKlMnOp/export?format=pdf",
        "https://docs.google.com/forms/d/e/1AbCdEfGhIjKlMnOp/viewform",
        "https://www.dropbox.com/home",
        "https://www.example.go.th/viewer.html?file=a.pdf",
    ],
)
def test_a_page_that_presents_no_file_leads_nowhere(page: str) -> None:
    assert reading.attachments(read("<p>x</p>"), page, 30) == ((), 0)
