"""Forms in PDFs: what is filled in, of both kinds that there are, within bounds.

A tree of fields is a graph of objects; one whose branches share their twigs has more paths than
anyone can walk, and pdfium walks them all. Such a tree is told by the objects themselves, and not
begun with.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from lxml import etree

from oitcheck.model import Field
from oitcheck.reading.characters import mended
from oitcheck.reading.xml_names import local

# It warns on standard error that it draws no XFA; we only read what is filled in.
logging.getLogger("pypdfium2").setLevel(logging.ERROR)

_MAX_FIELDS = 2000
_MAX_NAME = 300
_MAX_VALUE = 2000
_MAX_TREE = 20_000
_DEEPEST = 33  # pdfium follows 32 levels
_MAX_XFA = 5_000_000
_MAX_UNPACKED = 40_000_000
_MAX_PACKED = 1_000_000
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_END = re.compile(rb"endobj|stream\b")
_KIDS = re.compile(rb"/Kids\s*(?:\[([^\]]*)\]|(\d{1,8}\s+\d{1,5}\s+R))")
_REFERENCE = re.compile(rb"(\d{1,8})\s+\d{1,5}\s+R\b")
_PACKED = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n", re.S)
_PAIR = re.compile(rb"(\d{1,8})\s+(\d{1,8})")
_FIRST = re.compile(rb"/First\s+(\d{1,8})")


def begin(document: Any, body: bytes) -> str:
    """Make pdfium ready for the form of a document, before anything else is asked of it.

    The marker that tells what kind of form it is: ``form-left-out`` (fields that branch without
    end: none is read), ``form-xfa`` (Adobe's own kind, which only Adobe's reader shows), or
    nothing.
    """
    kind = document.get_formtype()
    if kind == raw.FORMTYPE_NONE:
        return ""
    if _branches(body):
        return "form-left-out"
    with contextlib.suppress(pdfium.PdfiumError):
        document.init_forms()
    return "form-xfa" if kind == raw.FORMTYPE_XFA_FULL else ""


def fields(form: Any, page: Any, number: int) -> list[Field]:
    """The filled-in fields of a page; none where the document is no form (``form`` is None)."""
    found: list[Field] = []
    if form is None:
        return found
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET:
                value = _said(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
                if value and value != "Off":
                    name = _said(raw.FPDFAnnot_GetFormFieldName, form, annotation)
                    found.append(Field(name[:_MAX_NAME], value[:_MAX_VALUE], number))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def _said(ask: Callable[..., int], form: Any, annotation: Any) -> str:
    size = ask(form, annotation, None, 0)
    if not 2 < size <= 4 * _MAX_VALUE:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(form, annotation, buffer, size)
    words = bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace")
    return " ".join(mended(words).split())


def xfa(document: Any) -> list[Field]:
    """What is filled in in a form of Adobe's own kind, by its packet of data; page 1 for all."""
    for index in range(min(64, raw.FPDF_GetXFAPacketCount(document))):
        if _packet(raw.FPDF_GetXFAPacketName, document, index).rstrip(b"\0") == b"datasets":
            return _of_data(_content(document, index))
    return []


def _packet(ask: Callable[..., int], document: Any, index: int) -> bytes:
    size = ask(document, index, None, 0)
    if not 0 < size < _MAX_NAME:
        return b""
    buffer = ctypes.create_string_buffer(size)
    ask(document, index, buffer, size)
    return buffer.raw


def _content(document: Any, index: int) -> bytes:
    size = ctypes.c_ulong()
    if not raw.FPDF_GetXFAPacketContent(document, index, None, 0, size):
        return b""
    if not 0 < size.value <= _MAX_XFA:
        return b""
    buffer = ctypes.create_string_buffer(size.value)
    raw.FPDF_GetXFAPacketContent(document, index, buffer, size.value, size)
    return buffer.raw[: size.value]


def _of_data(xml: bytes) -> list[Field]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    found: list[Field] = []
    for element in root.iter():
        words = " ".join(mended(element.text or "").split()) if not len(element) else ""
        if words and local(element):
            found.append(Field(local(element)[:_MAX_NAME], words[:_MAX_VALUE], 1))
            if len(found) >= _MAX_FIELDS:
                break
    return found


def _branches(body: bytes) -> bool:
    """Whether a tree of ``/Kids`` has more than 20,000 paths on 33 levels, from wherever."""
    kids: dict[int, list[int]] = {}
    for number, inside in _objects(body):
        match = _KIDS.search(inside)
        if match:
            kids[number] = [int(one) for one in _REFERENCE.findall(match[1] or match[2])]
        elif inside.lstrip().startswith(b"["):  # an array that some /Kids points at
            kids[number] = [int(one) for one in _REFERENCE.findall(inside)]
    paths = dict.fromkeys(kids, 1)
    for _ in range(_DEEPEST):
        longer = {
            number: min(_MAX_TREE + 1, 1 + sum(paths.get(kid, 1) for kid in listed))
            for number, listed in kids.items()
        }
        if longer == paths:
            break
        paths = longer
    return any(count > _MAX_TREE for count in paths.values())


def _objects(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Numbers and dictionaries of the objects of a file, of the packed ones too."""
    before: re.Match[bytes] | None = None
    for match in (*_OBJECT.finditer(body), None):
        if before is not None:
            end = match.start() if match else len(body)
            over = _END.search(body, before.end(), end)
            yield int(before[1]), body[before.end() : over.start() if over else end]
        before = match
    left = _MAX_UNPACKED
    for match in _PACKED.finditer(body):
        head = body[max(0, match.start() - 300) : match.end()]
        first = _FIRST.findall(head)
        try:
            inside = zlib.decompressobj().decompress(
                body[match.end() : match.end() + _MAX_PACKED], left
            )
        except zlib.error:
            continue
        left -= len(inside)
        start = int(first[-1]) if first else 0
        places = [(int(a), start + int(b)) for a, b in _PAIR.findall(inside[:start])]
        ends = [place for _, place in places[1:]] + [len(inside)]
        for (number, place), end in zip(places, ends, strict=True):
            yield number, inside[place:end]
        if left <= 0:
            return
