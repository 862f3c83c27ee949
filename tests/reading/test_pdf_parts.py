"""Blank pages, form fields, attached files and what a PDF says of itself."""

from __future__ import annotations

import io

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
