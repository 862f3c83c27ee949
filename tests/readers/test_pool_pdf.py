"""PDFs that draw themselves or are damaged cost a worker its limit at most, never the others."""

from __future__ import annotations

import time
from hashlib import sha256

from test_pool import MB, Memory, job, reason

from oitcheck.model import Document
from oitcheck.readers import read_all

HEAD = (
    b"%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n"
)
PAGE = (
    HEAD + b"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
    b"/Resources <</XObject <</F 5 0 R>>>>>>\nendobj\n"
    b"4 0 obj\n<</Length 5>>\nstream\n/F Do\nendstream\nendobj\n"
)
FORM = (
    b"5 0 obj\n<</Type /XObject /Subtype /Form /BBox [0 0 600 800] "
    b"/Resources <</XObject <</F 5 0 R>>>> /Length %d>>\nstream\n%s\nendstream\nendobj\n"
)
END = b"trailer <</Size 6 /Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def test_forms_that_draw_themselves_are_given_up_in_time_and_the_rest_is_read() -> None:
    drawn = b"/F Do " * 3
    endless = PAGE + FORM % (len(drawn), drawn) + END
    once = PAGE + FORM % (5, b"/F Do") + END
    loop = HEAD.replace(b"[3 0 R]", b"[2 0 R]") + END
    bodies = [endless, loop, once, HEAD[:60], b"after"]
    cache = Memory()
    started = time.monotonic()
    read_all(
        [job(body, "application/pdf" if body != b"after" else "text/plain") for body in bodies],
        cache,
        workers=1,
        timeout_seconds=8.0,
        memory_bytes=400 * MB,
    )
    found = {sha: outcome for (sha, _), outcome in cache.held.items()}
    said = [reason(found[sha256(body).hexdigest()]) for body in bodies]
    assert said[0] in ("memory", "timeout"), "pdfium follows it no more: it can be read"
    assert said[2:] == ["read", "broken", "read"]
    looped = found[sha256(loop).hexdigest()]
    assert said[1] == "broken" or (isinstance(looped, Document) and not looped.text)
    assert time.monotonic() - started < 60
