"""What a body really is, by its bytes; the declared type and the name only break ties."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

_TAGS = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|title|meta|script|frameset|table|div|p|a|br|font|"
    rb"center|h[1-6]|ul|ol|span|form|iframe|img|link|style|noscript|section|article|main)\b",
    re.I,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_HEAD = 4096


def sniff(body: bytes, declared: str, name: str) -> str:
    """The media word of `Document.media`. ``declared`` is a Content-Type, ``name`` a file name
    or URL path; both may be empty or wrong. Never raises."""
    head = body[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(body)
    if head.startswith(_OLE):
        return _of_ole(body, name)
    if head.startswith(_ARCHIVES):
        return "zip"
    if head.startswith(_IMAGES) and not _looks_like_text(head):
        return "image"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image"
    if head.startswith(b"{\\rtf"):
        return "doc"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = "utf-16-le" if head.startswith(b"\xff\xfe") else "utf-16-be"
        head = head.decode(charset, errors="replace").encode("utf-8")
    elif not _looks_like_text(head):
        return "other"
    if _TAGS.search(head):
        return "html"
    if b"<svg" in head[:1024]:
        return "image"
    word = declared.split(";")[0].strip().lower()
    if word in ("text/html", "application/xhtml+xml") or (not word and not body.strip()):
        return "html"
    by_name = _BY_EXTENSION.get(PurePosixPath(name.split("?")[0]).suffix.lower().lstrip("."))
    if by_name == "html" and word in ("", "application/octet-stream"):
        return "html"
    return "text"


def _looks_like_text(head: bytes) -> bool:
    """Whether the bytes can be text. cp874 uses all of A1 to FB; control bytes give files away."""
    if not head:
        return True
    control = sum(1 for byte in head if byte < 0x20 and byte not in (9, 10, 12, 13, 27))
    return control <= len(head) * 0.005


def _of_zip(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", errors="replace")
                if "spreadsheet" in kind:
                    return "ods"
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        # Cut off: the directory at the end is gone, but the first names stand at the front.
        names = {part for part in ("xl/", "word/", "ppt/") if part.encode() in body[:20000]}
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("ppt/") for name in names):
        return "pptx"
    return "zip"


def _of_ole(body: bytes, name: str) -> str:
    """Old Office files, and new ones behind a password (a stream named EncryptedPackage)."""
    if _wide("EncryptedPackage") in body:
        extension = PurePosixPath(name.split("?")[0]).suffix.lower()
        return {".docx": "docx", ".pptx": "pptx"}.get(extension, "xlsx")
    if _wide("Workbook") in body or _wide("Book") in body:
        return "xls"
    return "doc"


def _wide(word: str) -> bytes:
    return word.encode("utf-16-le")
