"""Archives: what stands in them is read, and what would hurt is not."""

from __future__ import annotations

import io
import random
import struct
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


def test_entries_that_lie_on_each_other_unpack_to_no_more_than_the_bound() -> None:
    body = packed(("a.txt", random.Random(1).randbytes(60_000) + bytes(9_000_000)))
    start = body.index(b"PK\x01\x02")
    end = body.index(b"PK\x05\x06")
    entry = body[start:end]
    again = 40  # 360 MB by the list, 70 KB in the file
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, again, again, len(entry) * again, start, 0)
    document = read(body[:start] + entry * again + tail)
    opened = [one for one in document.members if one.reason not in ("too-large", "too-many")]
    assert len(document.members) == again
    assert sum(one.size for one in opened) <= 150 * 1024 * 1024
    assert {one.reason for one in document.members} >= {"too-large"}


def rar_4(*names: bytes, flags: int = 0, main: int = 0) -> bytes:
    body = b"Rar!\x1a\x07\x00" + struct.pack("<HBHH6x", 0, 0x73, main, 13)
    for name in names:
        head = struct.pack("<HBHH", 0, 0x74, 0x8000 | flags, 32 + len(name))
        head += struct.pack("<LLBLLBBHL", 3, 9000, 0, 0, 0, 29, 48, len(name), 32)
        body += head + name + b"xyz"
    return body + struct.pack("<HBHH", 0, 0x7B, 0x4000, 7)


def rar_5(*names: str) -> bytes:
    def block(inside: bytes, data: bytes = b"") -> bytes:
        return bytes(4) + bytes((len(inside),)) + inside + data

    body = b"Rar!\x1a\x07\x01\x00" + block(b"\x01\x00\x00")
    for name in names:
        raw = name.encode()
        inside = b"\x02\x02\x03\x04\xa8\x46\x20" + bytes(4) + b"\x00\x00"
        body += block(inside + bytes((len(raw),)) + raw, b"xyz")
    return body + block(b"\x05\x00\x00")


CODED = b"?.pdf\0\x0e" + bytes((0b01_00_00_00, 0x41, 0x2E, 0x70, 0x64, 0b00_00_00_00, 0x66))


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (rar_4(b"a.pdf", "แผน.docx".encode("cp874")), ["a.pdf", "แผน.docx"]),
        (rar_4(CODED, flags=0x200), ["\u0e41.pdf"]),
        (rar_5("แผน.pdf", "b/c.xlsx"), ["แผน.pdf", "b/c.xlsx"]),
    ],
)
def test_a_rar_gives_the_names_of_its_files_and_no_text(body: bytes, names: list[str]) -> None:
    document = read(body)
    assert (document.media, document.text) == ("rar", "")
    assert [member.name for member in document.members] == names
    assert {(member.size, member.reason) for member in document.members} == {(9000, "unsupported")}


def test_a_rar_with_a_locked_list_is_encrypted_and_one_cut_off_raises_nothing_else() -> None:
    with pytest.raises(reading.Unreadable) as caught:
        read(rar_4(b"a", main=0x80))
    assert caught.value.reason == "encrypted"
    for body in (rar_4(b"a.pdf", CODED), rar_5("แผน.pdf", "b")):
        for size in range(8, len(body)):
            try:
                read(body[:size])
            except reading.Unreadable as trouble:
                assert trouble.reason == "unsupported"
