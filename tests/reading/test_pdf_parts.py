"""Blank pages, form fields, attached files and what a PDF says of itself."""

from __future__ import annotations

import io
import socket
import zlib

import pypdfium2 as pdfium
import pytest

from oitcheck import reading
from oitcheck.model import Document, Field


def pdf(*objects: str, trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    return (
        out + f"trailer <</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF".encode()
    )


def stream(words: str) -> str:
    return f"<</Length {len(words)}>>\nstream\n{words}\nendstream"


def read(body: bytes) -> Document:
    return reading.read(body, "pdf", sha256="0" * 64, reader="test")


def test_a_page_with_nothing_on_it_is_blank_and_one_with_a_line_is_not() -> None:
    document = read(
        pdf(
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R>>",
            stream("0 0 0 rg 50 400 500 20 re f"),
        )
    )
    assert [page.blank for page in document.pages] == [True, False]
    assert [page.read for page in document.pages] == ["text", "text"]


def test_what_is_filled_in_is_read_as_fields_and_as_text() -> None:
    document = read(
        pdf(
            "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [4 0 R 5 0 R]>>>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots [4 0 R 5 0 R]>>",
            "<</Type /Annot /Subtype /Widget /FT /Tx /T (year) /Rect [50 700 200 720] "
            "/V <FEFF0032003500360039>>>",
            "<</Type /Annot /Subtype /Widget /FT /Tx /T (empty) /Rect [50 600 200 620]>>",
        )
    )
    assert document.fields == (Field("year", "2569", 1),)
    assert "year: 2569" in document.text


YEAR = (
    "<</Type /Annot /Subtype /Widget /FT /Tx /Parent {} 0 R /T (year) /V (2569) /Rect [9 9 99 99]>>"
)


def form(*between: str, last: int) -> bytes:
    """A form whose fields begin at object 4, with one that is filled in and stands on the page."""
    return pdf(
        "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [4 0 R]>>>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots [{last} 0 R]>>",
        *between,
        YEAR.format(last - 1),
    )


def branching(levels: int, wide: int) -> bytes:
    names = (
        f"<</T (a{n}) {f'/Parent {n + 3} 0 R' if n else ''} /Kids [{f'{n + 5} 0 R ' * wide}]>>"
        for n in range(levels)
    )
    return form(*names, last=4 + levels)


def test_fields_below_fields_are_named_from_the_top() -> None:
    assert read(branching(3, 1)).fields == (Field("a0.a1.a2.year", "2569", 1),)
    assert read(branching(3, 2)).fields == (Field("a0.a1.a2.year", "2569", 1),)


@pytest.mark.parametrize(
    "body",
    [
        branching(30, 10),
        branching(16, 2),
        form("<</T (a) /Kids 5 0 R>>", "[4 0 R 4 0 R 6 0 R]", last=6),
        form(f"<</T (a) /Kids [{'5 0 R ' * 30_000}]>>", last=5),
    ],
)
def test_fields_that_branch_without_end_are_left_out_and_the_page_is_read(body: bytes) -> None:
    document = read(body)
    assert (document.markers, document.fields) == (("form-left-out",), ())
    assert len(document.pages) == 1


def test_a_tree_of_fields_in_packed_objects_is_seen_too() -> None:
    made = pdfium.PdfDocument(branching(2, 2))
    assert made.get_formtype()
    listed = {4 + n: f"<</T (a{n}) /Kids [{f'{n + 5} 0 R ' * 9}]>>".encode() for n in range(20)}
    places, inside = "", b""
    for number, words in listed.items():
        places += f"{number} {len(inside)} "
        inside += words + b"\n"
    packed = zlib.compress(places.encode() + inside)
    head = f"90 0 obj\n<</Type /ObjStm /N {len(listed)} /First {len(places)} /Length {len(packed)} "
    body = head.encode() + b"/Filter /FlateDecode>>\nstream\n" + packed + b"\nendstream\nendobj\n"
    plain = form("<</T (a)>>", last=5)
    assert read(plain).fields
    assert read(plain + body).markers == ("form-left-out",)


DATA = (
    '<xfa:datasets xmlns:xfa="x"><xfa:data><form1><agency>เทศบาลตำบลตัวอย่าง</agency>'
    "<year>๒๕๖๙</year><empty/></form1></xfa:data></xfa:datasets>"
)


def adobe(data: str) -> bytes:
    raw = data.encode().decode("latin-1")
    return pdf(
        "<</Type /Catalog /Pages 2 0 R /NeedsRendering true "
        "/AcroForm <</Fields [] /XFA [(datasets) 4 0 R]>>>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>",
        stream(raw),
    )


def test_what_is_filled_in_in_a_form_of_adobes_own_kind_is_read() -> None:
    document = read(adobe(DATA))
    assert document.fields == (
        Field("agency", "เทศบาลตำบลตัวอย่าง", 1),
        Field("year", "๒๕๖๙", 1),
    )
    assert document.text == "agency: เทศบาลตำบลตัวอย่าง\nyear: ๒๕๖๙"
    assert document.markers == ("form-xfa",)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "no xml",
        DATA[:-20],
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a><c>&b;</c></a>',
        f"<a>{'<b>1</b>' * 9000}</a>",
        "<a>" * 300_000,
    ],
)
def test_odd_data_of_such_a_form_is_bounded_and_fetches_nothing(data: str) -> None:
    document = read(adobe(data))
    assert len(document.fields) <= 2000
    assert socket.gethostname() not in document.text


def test_attached_files_are_listed_and_not_read() -> None:
    made = pdfium.PdfDocument.new()
    made.new_page(200, 200)
    made.new_attachment("แผน ๒๕๖๙.xlsx").set_data(b"12345")
    held = io.BytesIO()
    made.save(held)
    document = read(held.getvalue())
    (member,) = document.members
    assert (member.name, member.size, member.reason) == ("แผน ๒๕๖๙.xlsx", 5, "nested")
    assert reading.codec.loads(reading.codec.dumps(document)) == document


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("D:20260331101500+07'00'", "2026-03-31T10:15"),
        ("D:20260331", "2026-03-31"),
        ("D:2026", "2026"),
        ("D:20261399", None),
        ("yesterday", None),
    ],
)
def test_a_file_says_when_it_was_made_and_no_person_is_named(
    written: str, read_as: str | None
) -> None:
    document = read(
        pdf(
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Kids [3 0 R] /Count 1>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>",
            f"<</Title (OIT) /Author (somebody) /Producer (a program) /CreationDate ({written})>>",
            trailer="/Info 4 0 R",
        )
    )
    said = dict(document.metadata)
    assert said.get("created") == read_as
    assert said["title"] == "OIT" and said["producer"] == "a program"
    assert "somebody" not in str(document)
