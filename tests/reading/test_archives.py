"""Archives: what stands in them is read, and what would hurt is not."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import pytest
from PIL import Image

from oitcheck import reading
from oitcheck.model import Document


def read(body: bytes) -> Document:
    media = reading.sniff(body, "", "a.zip")
    document = reading.read(body, media, sha256="0", reader="test", name="a.zip")
    assert reading.codec.loads(reading.codec.dumps(document)) == document
    for part in (*document.blocks, *document.pages, *document.tables):
        assert 0 <= part.start <= part.end <= len(document.text)
    return document


def packed(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return out.getvalue()


def letter() -> bytes:
    document = docx.Document()
    document.add_paragraph("ลงวันที่ 5 พฤษภาคม 2569")
    document.add_table(1, 2).cell(0, 0).text = "ก"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (300, 200), 255).save(out, "PNG")
    return out.getvalue()


def test_each_file_is_a_page_with_its_name_and_the_others_say_why_not() -> None:
    document = read(
        packed(
            ("แผน/หนึ่ง.txt", "แผนปี 2569".encode()),
            ("../../etc/สอง.docx", letter()),
            ("ใน.zip", packed(("x.txt", b"x"))),
            ("ภาพ.png", picture()),
            ("เสีย.pdf", b"%PDF-1.7\n"),
            ("__MACOSX/._a", b"\x00\x05\x16\x07"),
        )
    )
    assert [(m.name, m.media, m.page, m.reason) for m in document.members] == [
        ("แผน/หนึ่ง.txt", "text", 1, ""),
        ("../../etc/สอง.docx", "docx", 2, ""),
        ("ใน.zip", "zip", 0, "nested"),
        ("ภาพ.png", "image", 3, ""),
        ("เสีย.pdf", "pdf", 0, "broken"),
        ("__MACOSX/._a", "", 0, ""),
    ]
    shown = [document.text[page.start : page.end] for page in document.pages]
    assert shown == ["แผนปี 2569", "ลงวันที่ 5 พฤษภาคม 2569\nก", ""]
    assert document.pages[2].read == "none"
    assert document.markers == ("pages-not-read:1",)
    assert document.tables[0].page == 2
    assert document.text[document.tables[0].start :].startswith("ก")
    assert "2026-05-05" in [str(found.first) for found in document.dates]


@pytest.mark.parametrize("charset", ["cp874", "utf-8"])
def test_thai_names_without_a_flag_are_read_right(charset: str) -> None:
    raw = "แผน.txt".encode(charset)
    body = packed(("x" * len(raw), b"x")).replace(b"x" * len(raw), raw)
    assert [member.name for member in read(body).members] == ["แผน.txt"]


def test_more_than_fifty_files_are_listed_and_not_read() -> None:
    document = read(packed(*((f"{number}.txt", b"x") for number in range(60))))
    assert len(document.pages) == 50
    assert [member.reason for member in document.members[49:51]] == ["", "too-many"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (packed(("a.txt", bytes(60_000_000))), "broken"),
        (packed(("a.txt", b"x"))[:-10], "broken"),
        (b"PK\x03\x04", "broken"),
    ],
)
def test_bombs_and_broken_archives_are_refused(body: bytes, reason: str) -> None:
    with pytest.raises(reading.Unreadable) as caught:
        read(body)
    assert caught.value.reason == reason


def test_a_locked_archive_is_encrypted_and_an_empty_one_has_no_text() -> None:
    body = bytearray(packed(("a.txt", b"x")))
    body[body.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(reading.Unreadable) as caught:
        read(bytes(body))
    assert caught.value.reason == "encrypted"
    assert (read(packed()).text, read(packed()).members) == ("", ())


def test_a_file_that_is_too_large_is_left_and_the_rest_is_read() -> None:
    noise = random.Random(1).randbytes(53_000_000)
    document = read(packed(("ใหญ่.txt", noise), ("เล็ก.txt", b"small")))
    assert [member.reason for member in document.members] == ["too-large", ""]
    assert document.text == "small"
