"""What kind of file it really is, and whether it is safe to open."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, Literal

Kind = Literal["xlsx", "xls", "ods", "docx", "html", "text"]

MAX_UNPACKED = 300 * 1024 * 1024
"""Bytes that a zipped document may have when unpacked; a larger one is not opened."""

MAX_MEMBERS = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DTD = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".ods"})


class Refused(Exception):
    """The file can't be read: the code of a `Problem` and the facts for its words."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Any] = facts


def kind(body: bytes, suffix: str) -> Kind:
    """The kind by content; the suffix decides only whether plain text is taken for CSV.

    Raises `Refused` for what is empty, locked, broken, unsafe, too large or of another kind.
    """
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused("empty-file")
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(body)
    if body.startswith(_OLE):
        return _ole(body)
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        raise Refused("unknown-type", kind="PDF")
    if head.startswith(b"<?xml") and b'progid="excel.sheet"' in head:
        raise Refused("unknown-type", kind="XML Spreadsheet 2003")
    if head.startswith(b"mime-version") or head.startswith(b"from: "):
        raise Refused("unknown-type", kind="MHTML")
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<body")) or (
        head.startswith((b"<?xml", b"<!--", b"<div", b"<style")) and b"<table" in body.lower()
    ):
        return "html"
    utf16 = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    if suffix.lower() not in _TEXT_SUFFIXES or (b"\x00" in body[:4096] and not utf16):
        raise Refused("unknown-type", kind=suffix.lower() or "ไม่มีนามสกุล")
    return "text"


def _ole(body: bytes) -> Kind:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in body

    if has("EncryptedPackage"):
        raise Refused("encrypted")
    if has("Workbook") or has("Book"):
        return "xls"
    word = has("WordDocument")
    raise Refused("unknown-type", kind=".doc" if word else "OLE")


def _zipped(body: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if size > MAX_UNPACKED or len(members) > MAX_MEMBERS:
                raise Refused("too-big", megabytes=size // 1024 // 1024)
            if any(member.flag_bits & 1 for member in members):
                raise Refused("encrypted")
            found = _kind_of_zip(archive)
            for member in members:
                if member.filename.endswith((".xml", ".rels", ".vml")):
                    _refuse_dtd(archive, member)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise Refused("broken") from None


def _kind_of_zip(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if "mimetype" in names:
        media = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
        if media.startswith("application/vnd.oasis.opendocument.spreadsheet"):
            if b"manifest:encryption-data" in archive.read("META-INF/manifest.xml"):
                raise Refused("encrypted")
            return "ods"
        raise Refused("unknown-type", kind=media)
    if "xl/workbook.bin" in names:
        raise Refused("unknown-type", kind=".xlsb")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise Refused("unknown-type", kind=".zip")


def _refuse_dtd(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """A document type is no part of Office formats; entities that blow up need one."""
    kept = b""
    with archive.open(member) as stream:
        while chunk := stream.read(1 << 20):
            window = kept + chunk
            if any(mark in window for mark in _DTD):
                raise Refused("unsafe-xml")
            kept = window[-40:]
