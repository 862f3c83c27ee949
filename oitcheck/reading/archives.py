"""Zip archives: the files in them read as one Document, each a page with its name."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

from oitcheck.model import Block, DateMention, Document, Href, Member, Page, Table, Word
from oitcheck.reading import packed, quality
from oitcheck.reading.characters import mended
from oitcheck.reading.lines import MAX_CHARS
from oitcheck.reading.sniffing import sniff
from oitcheck.reading.unreadable import Unreadable

Read = Callable[[bytes, str, str], Document]
"""Body, media word and name to a Document. Raises `Unreadable`."""

_MAX_READ = 50
_MAX_LISTED = 2000
_MAX_MEMBER = 50 * 1024 * 1024
_MAX_TOTAL = 150 * 1024 * 1024
_MAX_NAME = 300
_UTF8, _LOCKED = 0x800, 0x1
_UNICODE_PATH = 0x7075
_NESTED = frozenset(("zip", "rar"))
_OTHER_NESTED = (b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_THAI = re.compile("[ก-๛]")
# What systems leave in archives and no person put there.
_LITTER = re.compile(
    r"(?:^|[/\\])(?:__MACOSX[/\\]|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.I
)


def read_zip(body: bytes, *, sha256: str, reader: str, read: Read) -> Document:
    """At most 50 files of an archive, in its order; archives inside are not opened.

    Nothing is ever written to a disk, so a name may be anything: it is only shown. Raises
    `Unreadable` broken (bombs too), encrypted where every file is locked, and unsupported for
    what is no zip. `Document.dates` has those of files in which something was recognised (how sure
    they are only the file's own reading knows); the others are for the caller to find.
    """
    if not body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise Unreadable("unsupported", "no zip")
    entries = [one for one in packed.entries_of(body) if not one.is_dir()]
    if entries and all(one.flag_bits & _LOCKED for one in entries):
        raise Unreadable("encrypted", "zip entries are locked")
    gathered = _Gathered()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for entry in entries[:_MAX_LISTED]:
            gathered.take(archive, entry, read)
    return gathered.document(sha256, reader, left_out=max(0, len(entries) - _MAX_LISTED))


class _Gathered:
    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._read = 0
        self._unpacked = 0
        self._members: list[Member] = []
        self._pages: list[Page] = []
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._links: list[Href] = []
        self._words: list[Word] = []
        self._dates: list[DateMention] = []
        self._images = 0
        self._image_pages = 0
        self._recognised = 0
        self._unread = 0

    def take(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, read: Read) -> None:
        name = name_of(entry)
        member = Member(name, entry.file_size)
        if _LITTER.search(name):
            self._members.append(member)
        elif entry.flag_bits & _LOCKED:
            self._members.append(replace(member, reason="encrypted"))
        elif self._read >= _MAX_READ or self._length > MAX_CHARS:
            self._members.append(replace(member, reason="too-many"))
        elif entry.file_size > min(_MAX_MEMBER, _MAX_TOTAL - self._unpacked):
            self._members.append(replace(member, reason="too-large"))
        else:
            self._unpacked += entry.file_size
            self._members.append(self._opened(archive, entry, member, read))

    def _opened(
        self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, member: Member, read: Read
    ) -> Member:
        try:
            inner = archive.read(entry)
        except packed.TROUBLES:
            return replace(member, reason="broken")
        media = sniff(inner, "", member.name)
        member = replace(member, media=media)
        if media in _NESTED or inner.startswith(_OTHER_NESTED):
            return replace(member, reason="nested")
        self._read += 1
        try:
            document = read(inner, media, member.name)
        except Unreadable as trouble:
            return replace(member, reason=trouble.reason)
        return replace(member, page=self._add(document, member.name))

    def _add(self, document: Document, name: str) -> int:
        number = len(self._pages) + 1
        by = self._length + (1 if self._length and document.text else 0)
        end = by + len(document.text)
        if document.text:
            self._texts.append(("\n" if self._length else "") + document.text)
            self._length = end
        start = min(by, self._length)
        self._pages.append(_page(document, number, start, self._length, name))
        self._recognised += _counted(document, "ocr-pages")
        self._unread += _counted(document, "pages-not-read")
        self._words += (
            replace(one, start=one.start + by, end=one.end + by, page=number)
            for one in document.words
        )
        if self._pages[-1].read == "ocr":
            self._dates += (
                replace(one, start=one.start + by, end=one.end + by) for one in document.dates
            )
        self._blocks += (
            replace(one, start=one.start + by, end=one.end + by) for one in document.blocks
        )
        self._tables += (
            replace(one, start=one.start + start, end=one.end + start, page=number)
            for one in document.tables
        )
        self._links += document.links
        self._images += document.quality.images
        self._image_pages += document.quality.image_pages or int(document.media == "image")
        return number

    def document(self, sha256: str, reader: str, *, left_out: int) -> Document:
        text = "".join(self._texts)
        markers = [f"members-left-out:{left_out}"] if left_out else []
        markers += [f"ocr-pages:{self._recognised}"] if self._recognised else []
        markers += [f"pages-not-read:{self._unread}"] if self._unread else []
        return Document(
            sha256,
            reader,
            "zip",
            text=text,
            blocks=tuple(self._blocks),
            pages=tuple(self._pages),
            links=tuple(self._links),
            tables=tuple(self._tables),
            words=tuple(self._words),
            dates=tuple(self._dates),
            markers=tuple(markers),
            quality=quality.measure(
                text,
                tuple(self._blocks),
                images=self._images,
                image_pages=self._image_pages,
            ),
            members=tuple(self._members),
        )


def _page(document: Document, number: int, start: int, end: int, name: str) -> Page:
    """A file as a page of the archive: recognised where any page of it was."""
    scan = document.media == "image" or any(one.read == "none" for one in document.pages)
    unread = scan and not document.text
    recognised = any(one.read == "ocr" for one in document.pages)
    pictures = bool(document.pages) and all(one.image_only for one in document.pages)
    return Page(
        number,
        start,
        end,
        name,
        image_only=unread or pictures,
        read="none" if unread else "ocr" if recognised else "text",
    )


def _counted(document: Document, marker: str) -> int:
    """The number that a marker of a file's Document gives, 0 without one."""
    found = (one.partition(":") for one in document.markers)
    return sum(int(number) for name, _, number in found if name == marker)


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name as the person saw it who packed the file.

    Without the flag for UTF-8 `zipfile` takes cp437; on Thai systems names are cp874, and some
    programs write UTF-8 without saying so, or beside the name.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        name = _beside(entry.extra, raw) or decoded(raw) or name
    return mended(name).replace("\n", " ").encode("utf-8", "replace").decode()[:_MAX_NAME]


def decoded(raw: bytes) -> str:
    """Thai in the one charset or the other; short Thai names in cp874 can pass for Greek UTF-8."""
    found = ""
    for charset in ("utf-8", "cp874"):
        try:
            name = raw.decode(charset)
        except UnicodeDecodeError:
            continue
        if _THAI.search(name):
            return name
        found = found or (name if charset == "utf-8" else "")
    return found


def _beside(extra: bytes, raw: bytes) -> str:
    """The name in Info-ZIP's Unicode Path field, where it belongs to this name."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        given = extra[place + 4 : place + 4 + size]
        if kind == _UNICODE_PATH and len(given) > 5:
            (checked,) = struct.unpack_from("<L", given, 1)
            if checked == zlib.crc32(raw):
                return given[5:].decode("utf-8", errors="replace")
        place += 4 + size
    return ""
