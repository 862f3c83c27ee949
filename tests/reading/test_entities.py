"""What XML and office files may ask for and never get: entities, files of this machine, addresses,
macros. A server on loopback counts who asks."""

from __future__ import annotations

import io
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from test_pdf_parts import pdf

from oitcheck import reading

KINDS = Path(__file__).parent / "kinds"
SECRET = "ความลับของเครื่องนี้"
LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
QUADRATIC = "ฮ" * 50_000
# The part of each kind that holds its words, and its root's opening tag up to the first words.
PARTS = {
    "docx": ("letter", "word/document.xml"),
    "xlsx": ("workbook", "xl/sharedStrings.xml"),
    "pptx": ("slides", "ppt/slides/slide1.xml"),
    "odt": ("letter", "content.xml"),
    "ods": ("workbook", "content.xml"),
}
SHOWN = {
    "docx": "แผนปฏิบัติการป้องกันการทุจริต",
    "xlsx": "ซื้อวัสดุสำนักงาน",
    "pptx": "นโยบายไม่รับของขวัญ",
    "odt": "แผนปฏิบัติการป้องกันการทุจริต",
    "ods": "ซื้อวัสดุสำนักงาน",
}
MARKUP = {
    "svg": '<?xml version="1.0"?>{dtd}<svg xmlns="http://www.w3.org/2000/svg"><text>{words}</text>'
    "</svg>",
    "rss": '<?xml version="1.0"?>{dtd}<rss version="2.0"><channel><title>ข่าว {words}</title>'
    "</channel></rss>",
    "html": "{dtd}<html><body><p>{words}</p></body></html>",
    "xml": '<?xml version="1.0"?>{dtd}<list><item>{words}</item></list>',
}


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[str, list[str]]]:
    """An address, and the paths that anybody asked it for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<!ENTITY far 'from afar'>")

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site = f"http://127.0.0.1:{server.server_address[1]}"
    with urllib.request.urlopen(f"{site}/self", timeout=10):
        assert paths.pop() == "/self", "it does not count"
    yield site, paths
    server.shutdown()
    server.server_close()


def changed(kind: str, changes: dict[str, tuple[str, str]], more: dict[str, str]) -> bytes:
    """A real file with ``changes`` (part -> what becomes of what) and parts added."""
    stem, _ = PARTS[kind]
    out, done = io.BytesIO(), set()
    with (
        zipfile.ZipFile(KINDS / f"{stem}.{kind}") as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            part = given.read(name)
            if name in changes:
                old, new = (words.encode() for words in changes[name])
                assert old in part, (name, old)
                part = part.replace(old, new)
                done.add(name)
            made.writestr(name, part)
        for name, words in more.items():
            made.writestr(name, words)
    assert done == set(changes)
    return out.getvalue()


def with_entity(kind: str, dtd: str, words: str) -> bytes:
    """``words`` in the place of words that the file shows, ``dtd`` in front of the root."""
    if kind in MARKUP:
        return MARKUP[kind].format(dtd=dtd, words=words).encode()
    name = PARTS[kind][1]
    body = changed(kind, {name: (SHOWN[kind], words)}, {})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as given, zipfile.ZipFile(out, "w") as made:
        for each in given.namelist():
            part = given.read(each)
            if each == name:
                head, mark, rest = part.partition(b"?>")
                assert mark
                part = head + mark + dtd.encode() + rest
            made.writestr(each, part)
    return out.getvalue()


def text_of(body: bytes) -> str:
    """What is read, empty where the file is refused as broken."""
    media = reading.sniff(body, "", "")
    try:
        document = reading.read(body, media, sha256="0", reader="test")
    except reading.Unreadable as trouble:
        assert trouble.reason in ("broken", "unsupported")
        return ""
    return document.text + document.title + document.hidden


ALL = [*PARTS, *MARKUP]


@pytest.mark.parametrize("kind", ALL)
def test_entities_that_blow_up_never_do(kind: str) -> None:
    laughs = f'<!DOCTYPE r [<!ENTITY a "ฮาฮา">{LAUGHS}]>'
    assert len(text_of(with_entity(kind, laughs, "&i;"))) < 10_000
    square = f'<!DOCTYPE r [<!ENTITY a "{QUADRATIC}">]>'
    assert len(text_of(with_entity(kind, square, "&a;" * 20_000))) < 1_000_000


@pytest.mark.parametrize("kind", ALL)
def test_no_entity_opens_a_file_or_an_address(
    kind: str, asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    site, paths = asked
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    local = (tmp_path / "secret.txt").as_uri()
    for dtd in (
        f'<!DOCTYPE r [<!ENTITY a SYSTEM "{local}">]>',
        f'<!DOCTYPE r [<!ENTITY a SYSTEM "{site}/{kind}-entity">]>',
        f'<!DOCTYPE r SYSTEM "{site}/{kind}-dtd" [<!ENTITY a "b">]>',
        f'<!DOCTYPE r SYSTEM "{site}/{kind}-dtd-alone">',
        f'<!DOCTYPE r PUBLIC "x" "{site}/{kind}-public">',
        f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{site}/{kind}-parameter"> %p;]>',
        f'<?xml-stylesheet href="{site}/{kind}-style"?>',
    ):
        assert SECRET not in text_of(with_entity(kind, dtd, "&a;" if "ENTITY a" in dtd else "ก"))
        assert "from afar" not in text_of(with_entity(kind, dtd, "&far;"))
    assert paths == []


RELATION = (
    '<Relationship Id="far{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{site}/{kind}" TargetMode="External"/></Relationships>'
)


def test_nothing_that_a_file_points_at_is_fetched(asked: tuple[str, list[str]]) -> None:
    site, paths = asked

    def related(part: str, *kinds: str) -> dict[str, tuple[str, str]]:
        made = "".join(
            RELATION.format(n=n, kind=kind, site=site).removesuffix("</Relationships>")
            for n, kind in enumerate(kinds)
        )
        return {part: ("</Relationships>", f"{made}</Relationships>")}

    bodies = [
        changed(
            "docx",
            related("word/_rels/document.xml.rels", "attachedTemplate", "image", "subDocument"),
            {},
        ),
        changed("xlsx", related("xl/_rels/workbook.xml.rels", "externalLink", "theme"), {}),
        changed("pptx", related("ppt/slides/_rels/slide1.xml.rels", "image", "video"), {}),
        changed(
            "odt",
            {"content.xml": ("</text:p>", f'<draw:image xlink:href="{site}/i.png"/></text:p>')},
            {},
        ),
        rf'{{\rtf1 {{\field{{\*\fldinst INCLUDEPICTURE "{site}/i.png"}}{{\fldrslt x}}}} ก}}'.encode(
            "cp874"
        ),
        f'<html><base href="{site}/"><link rel=stylesheet href="{site}/c.css"><img src="{site}/i">'
        f'<iframe src="{site}/f"></iframe><script src="{site}/s"></script><p>ก</p>'.encode(),
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{site}/i.png"/></svg>'.encode(),
        pdf(
            f"<</Type /Catalog /Pages 2 0 R /OpenAction <</S /URI /URI ({site}/open)>> "
            f"/AA <</O <</S /JavaScript /JS (app.launchURL\\('{site}/js'\\))>>>>>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots [4 0 R 5 0 R]>>",
            f"<</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI ({site}/link)>>>>",
            f"<</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /SubmitForm /F ({site}/f)>>>>",
        ),
    ]
    for body in bodies:
        text_of(body)
    assert paths == []


MACROS = (
    ("docx", "word/vbaProject.bin", "wordprocessingml.document.main", "word.document.macroEnabled"),
    ("xlsx", "xl/vbaProject.bin", "spreadsheetml.sheet.main", "excel.sheet.macroEnabled"),
)


@pytest.mark.parametrize(("kind", "part", "plain", "enabled"), MACROS)
def test_a_file_with_macros_is_read_like_one_without(
    kind: str, part: str, plain: str, enabled: str
) -> None:
    types = {
        "[Content_Types].xml": (
            f"application/vnd.openxmlformats-officedocument.{plain}+xml",
            f"application/vnd.ms-{enabled}.main+xml",
        )
    }
    body = changed(kind, types, {part: 'Sub AutoOpen()\nShell "touch ran"\nEnd Sub'})
    stem = PARTS[kind][0]
    assert text_of(body) == text_of((KINDS / f"{stem}.{kind}").read_bytes()) != ""
    assert "Shell" not in text_of(body)
