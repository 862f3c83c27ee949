"""PDF text layer to a Document, by pypdfium2. No OCR."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Literal

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from oitcheck.model import Block, Document, Field, Href, Page
from oitcheck.reading import codepages, pdf_damage, pdf_forms, pdf_lines, pdf_parts, quality
from oitcheck.reading.characters import joined, lettered, mended, tidy, undoubled
from oitcheck.reading.plausible import plausible
from oitcheck.reading.unreadable import Unreadable

# A scan with a page number typed over it is still a scan.
_HARDLY_TEXT = 5
_FORM_DEPTH = 4
_MAX_LINKS = 2000
_MAX_URI = 4000


def read_pdf(body: bytes, *, sha256: str, reader: str, page_budget: int) -> Document:
    """Pages in order, lines as the file gives them, a blank line between pages.

    Only the first ``page_budget`` pages are read; the marker ``pages-left-out:N`` tells of more.
    ``unreadable-text-pages:N``: pages whose text can't be what they show; it stays where it is,
    and they count as not read. ``pages-unreadable:N``: pages that can't be loaded.
    ``form-left-out``, ``form-xfa``: see `pdf_forms.begin`.
    ``file-damaged``: the end of the file is missing, and these are the pages found in the rest.
    Raises `Unreadable`: encrypted (a password is needed to open it), broken.
    """
    document, damaged = loaded(body)
    try:
        told_form = pdf_forms.begin(document, body)
        form = document.formenv
        count = len(document)
        if count == 0:
            raise Unreadable("broken", "no pages")
        filled: list[Field] = pdf_forms.xfa(document) if told_form == "form-xfa" else []
        parts: list[str] = []
        pages: list[Page] = []
        links: list[Href] = []
        by_skia = _words(document.get_metadata_value, "Producer").startswith("Skia/")
        # Calc draws the cells of one style after those of another, not row by row.
        by_calc = _words(document.get_metadata_value, "Creator") == "Calc"
        length = unloaded = doubtful = 0
        for index in range(min(count, page_budget)):
            found = _page(document, index, links, form, filled, by_skia=by_skia, by_calc=by_calc)
            unloaded += found is None
            text, with_picture, empty, good = found or ("", False, False, True)
            doubtful += not good
            separator = "\n\n" if text and length else ""
            start = length + len(separator)
            parts.append(separator + text)
            length = start + len(text)
            image_only = with_picture and quality.visible(text) < _HARDLY_TEXT
            label = _words(document.get_page_label, index) or str(index + 1)
            read: Literal["text", "none"] = "text"
            if image_only or not good:
                read = "none"
            pages.append(Page(index + 1, start, length, label, image_only, empty, read))
        title = _words(document.get_metadata_value, "Title")
        said, attached = pdf_parts.metadata(document), pdf_parts.members(document)
    except pdfium.PdfiumError as trouble:
        raise Unreadable("broken", str(trouble)) from None
    finally:
        document.close()
    whole = "".join(parts)
    told = (
        ("pages-left-out", count - page_budget),
        ("pages-unreadable", unloaded),
        ("unreadable-text-pages", doubtful),
    )
    return Document(
        sha256,
        reader,
        "pdf",
        title=title,
        text=whole,
        blocks=tuple(Block(page.start, page.end) for page in pages if page.end > page.start),
        pages=tuple(pages),
        links=tuple(links),
        markers=(
            *(f"{name}:{number}" for name, number in told if number > 0),
            *(["file-damaged"] if damaged else []),
            *([told_form] if told_form else []),
        ),
        quality=quality.measure(whole, image_pages=sum(page.image_only for page in pages)),
        members=attached,
        fields=tuple(filled),
        metadata=said,
    )


def loaded(body: bytes) -> tuple[Any, bool]:
    """The document of pdfium, to be closed, and whether it had to be rebuilt; raises `Unreadable`
    (encrypted, broken)."""
    try:
        return _opened(body), False
    except Unreadable as trouble:
        again = None if trouble.reason == "encrypted" else pdf_damage.rebuilt(body)
        if again is None:
            raise
        return _opened(again), True


def _opened(body: bytes) -> Any:
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as trouble:
        locked = trouble.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Unreadable("encrypted" if locked else "broken", str(trouble)) from None


def _words(ask: Callable[..., str], *what: object) -> str:
    """A label or title, empty where the file holds bytes that are no text."""
    try:
        return " ".join(mended(ask(*what)).split())[:500]
    except UnicodeDecodeError:
        return ""


def _page(
    document: Any,
    index: int,
    links: list[Href],
    form: Any,
    filled: list[Field],
    *,
    by_skia: bool,
    by_calc: bool,
) -> tuple[str, bool, bool, bool] | None:
    """The text of a page with what is filled in, whether it shows a picture, whether it is blank,
    whether its text may be what it shows; links and fields are added to ``links`` and ``filled``.

    None where it cannot be loaded: the others are worth reading.
    """
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        textpage = page.get_textpage()
        try:
            given = pdf_lines.closed(textpage.get_text_range(errors="replace"), textpage)
            given = joined(lettered(codepages.restored(given)))
            if by_calc or pdf_lines.broken(given):
                by_place = pdf_lines.by_place(textpage)
                if by_place is not None:
                    given = joined(lettered(codepages.restored(by_place)))
            if by_skia:
                given = undoubled(given)
            good, text = plausible(given), tidy(given)
        finally:
            textpage.close()
        known = len(filled) if index else 0
        filled.extend(pdf_forms.fields(form, page, index + 1))
        own = filled[known:]
        if own:
            shown = (f"{each.name}: {each.value}" for each in own if each.value not in text)
            text = "\n".join(filter(None, (text, *shown)))
        with_picture = empty = False
        if quality.visible(text) < _HARDLY_TEXT:
            objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH)
            with_picture = next(iter(objects), None) is not None
            empty = not text and not with_picture and pdf_parts.blank(page)
        if len(links) < _MAX_LINKS:
            links.extend(_links(document, page))
    finally:
        page.close()
    return text, with_picture, empty, good


def _links(document: Any, page: Any) -> list[Href]:
    found: list[Href] = []
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while len(found) < _MAX_LINKS and raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        size = raw.FPDFAction_GetURIPath(document, action, None, 0)
        if not 1 < size <= _MAX_URI:
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document, action, buffer, size)
        uri = mended(buffer.value.decode("utf-8", errors="replace")).strip()
        if uri:
            found.append(Href(uri, ""))
    return found
