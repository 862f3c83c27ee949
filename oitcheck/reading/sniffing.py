"""What a body really is, by its bytes; the declared type and the name only break ties."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from oitcheck.reading import charset, compound, plain
from oitcheck.reading.packed import TROUBLES

_TAGS = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|title|meta|script|frameset|table|div|p|a|br|font|"
    rb"center|h[1-6]|ul|ol|span|form|iframe|img|link|style|noscript|section|article|main)\b",
    re.I,
)
_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_BY_EXTENSION = {
    "doc": "doc",
    "xls": "xls",
    "ppt": "doc",
    "csv": "text",
    "txt": "text",
    "htm": "html",
    "html": "html",
    "php": "html",
    "asp": "html",
    "aspx": "html",
}
_RAR = b"Rar!\x1a\x07"
_OTHER_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_HEAD = 4096
_ODF = "application/vnd.oasis.opendocument."


def sniff(body: bytes, declared: str, name: str) -> str:
    """The media word of `Document.media`. ``declared`` is a Content-Type, ``name`` a file name
    or URL path; both may be empty or wrong. Never raises."""
    head = body[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(body)
    if head.startswith(compound.MAGIC):
        return _of_ole(body, name)
    if head.startswith(_RAR):
        return "rar"
    if head.startswith(_OTHER_ARCHIVES):
        return "other"
    if head.startswith(_IMAGES) and not _looks_like_text(head):
        return "image"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t\x00").startswith(b"{\\rtf"):
        return "rtf"
    wide = charset.wide(head)
    if wide:
        head = head.decode(wide, errors="replace").encode("utf-8", errors="replace")
    if not _looks_like_text(head):
        return "other"
    if _TAGS.search(head):
        return "html"
    if b"<svg" in head[:1024]:
        return "image"
    word = declared.split(";")[0].strip().lower()
    by_name = _BY_EXTENSION.get(PurePosixPath(name.split("?")[0]).suffix.lower().lstrip("."))
    called_html = word in ("text/html", "application/xhtml+xml") or (
        by_name == "html" and word in ("", "application/octet-stream")
    )
    if called_html or (not word and not body.strip()):
        # A list that a program gives out (export.php) is called a page by its server or its name.
        return "text" if plain.has_rows(head) else "html"
    return "text"


def _looks_like_text(head: bytes) -> bool:
    """Whether the bytes can be text. cp874 uses all of A1 to FB; control bytes give files away."""
    if not head:
        return True
    control = sum(1 for byte in head if byte < 0x20 and byte not in (9, 10, 12, 13, 27))
    return control <= len(head) * 0.005


def _of_zip(body: bytes) -> str:
    kind = ""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _HEAD:
                kind = archive.read("mimetype").decode("ascii", errors="replace")
    except TROUBLES:
        # Cut off: the directory at the end is gone, but the first names stand at the front.
        names = {part for part in ("xl/", "word/", "ppt/") if part.encode() in body[:20000]}
        if b"mimetype" in body[:100]:
            kind = body[:200].decode("ascii", errors="replace")
    found = kind.find(_ODF)
    if found >= 0:
        return _of_odf(kind[found + len(_ODF) :])
    if "xl/workbook.bin" in names:
        return "other"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("ppt/") for name in names):
        return "pptx"
    return "zip"


def _of_odf(kind: str) -> str:
    """Templates are read like what they are templates of; drawings and formulas are not read."""
    if kind.startswith("spreadsheet"):
        return "ods"
    return "odt" if kind.startswith("text") else "other"


def _of_ole(body: bytes, name: str) -> str:
    """Old Office files, and new ones behind a password (a stream named EncryptedPackage)."""
    if compound.wide("EncryptedPackage") in body:
        extension = PurePosixPath(name.split("?")[0]).suffix.lower()
        return {".docx": "docx", ".pptx": "pptx"}.get(extension, "xlsx")
    names = compound.names(body)
    book = bool(names & {"Workbook", "Book"})
    if "WordDocument" in names or "PowerPoint Document" in names:
        # A letter can hold a sheet and a workbook a letter: those of Excel stand under MBD...
        inside = any(part.startswith("MBD") for part in names)
        return "xls" if book and inside else "doc"
    if book:
        return "xls"
    # A damaged directory: the names alone, which in a letter may be words ("Bookman").
    if not names and (compound.wide("Workbook") in body or compound.wide("Book") in body):
        return "xls"
    return "doc"
