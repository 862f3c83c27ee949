"""Feeds the readers and the date finder with spoilt input until something breaks.

    python tools/fuzz_reading.py [--seconds 60] [--seed N] [--slowest 5]
    python tools/fuzz_reading.py --atheris [ARGUMENTS OF LIBFUZZER]      where atheris is installed

What counts as broken: any exception but `Unreadable`, a Document that does not survive its own
codec, a place outside of its text, more than ``--slowest`` seconds for one body. The body is then
written to ``fuzz-<sha256>.bin`` in the current folder, and the command to repeat it is printed.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from oitcheck import reading
from oitcheck.thai import dates

SEEDS = Path(__file__).parent.parent / "tests" / "reading"
TOKENS = (
    b"<table>",
    b"<td colspan=99999>",
    b"</div>",
    b"<a href='",
    b"<script>",
    b"style='color:",
    b"&#x0;",
    b"<!--",
    b"]]>",
    b"\\u3599?",
    b"{\\*\\",
    b"\\'a1",
    b"%PDF-1.7",
    b"stream\n",
    b"endobj",
    b"/Kids[1 0 R]",
    b"startxref",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "พ.ศ. ๒๕๖๙".encode(),
    "5 พ.ค. 69".encode(),
    "รอบ 6 เดือน".encode(),
    b"1/1/",
    "\u0e4d\u0e32".encode(),
    "²".encode(),
    b"\x00",
    b"9" * 30,
    b"<!DOCTYPE x [<!ENTITY a 'a'>]>",
    b"<table:table-cell table:number-columns-repeated='999999'>",
)


def seeds() -> list[bytes]:
    """Bodies of every kind that there is one of."""
    found = [path.read_bytes() for path in sorted(SEEDS.rglob("*")) if path.suffix in _KINDS]
    found.append("ชื่อ,วันที่\nแผน,5 พ.ค. 2569\n".encode("cp874"))
    found.append(b"{\\rtf1\\ansi\\ansicpg874{\\fonttbl{\\f0 Th;}}\\f0 \\'bb\\'d5 2569\\par}")
    return found


_KINDS = (
    ".html",
    ".pdf",
    ".txt",
    ".docx",
    ".xlsx",
    ".xls",
    ".ods",
    ".odt",
    ".pptx",
    ".rtf",
    ".zip",
)


def spoilt(body: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """``body`` with one to eight faults: bytes changed, cut out, doubled, tokens and parts of
    others put in; inside the members of a zip as often as outside."""
    if body[:2] == b"PK" and chance.random() < 0.6:
        inner = _in_zip(body, chance, others)
        if inner is not None:
            return inner
    held = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(held) + 1)
        kind = chance.randrange(6)
        if kind == 0 and held:
            held[min(at, len(held) - 1)] = chance.randrange(256)
        elif kind == 1:
            del held[at : at + chance.randint(1, 400)]
        elif kind == 2:
            held[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 50))
        elif kind == 3:
            held[at:at] = held[at : at + chance.randint(1, 2000)] * chance.choice((1, 2, 20))
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            held[at:at] = other[start : start + chance.randint(1, 3000)]
        else:
            del held[at:]
            if chance.random() < 0.5:
                break
    return bytes(held[:400_000])


def _in_zip(body: bytes, chance: random.Random, others: list[bytes]) -> bytes | None:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as given, zipfile.ZipFile(out, "w") as made:
            names = given.namelist()
            chosen = chance.choice(names)
            for name in names:
                part = given.read(name)
                made.writestr(name, spoilt(part, chance, others) if name == chosen else part)
    except Exception:
        return None
    return out.getvalue()


def tried(body: bytes) -> None:
    """One body through sniffing, its reader, the codec; and as words through the date finder."""
    media = reading.sniff(body, "", "")
    try:
        document = reading.read(body, media, sha256="0" * 64, reader="fuzz")
    except reading.Unreadable:
        return
    assert reading.codec.loads(reading.codec.dumps(document)) == document, "codec"
    size = len(document.text)
    for each in (*document.blocks, *document.pages, *document.tables, *document.dates):
        assert 0 <= each.start <= each.end <= size, each
    words = body[:5000].decode("utf-8", errors="replace")
    for mention in dates.find(words):
        assert words[mention.start : mention.end] == mention.raw, mention
        assert mention.first <= mention.last, mention


def bodies(seed: int) -> Iterator[bytes]:
    chance, given = random.Random(seed), seeds()
    while True:
        yield spoilt(chance.choice(given), chance, given)


def broken(body: bytes, slowest: float) -> str:
    """What is wrong with how a body is read; empty if nothing is."""
    began = time.process_time()
    try:
        tried(body)
    except (Exception, RecursionError) as trouble:
        return f"{type(trouble).__name__}: {trouble}"[:300]
    took = time.process_time() - began
    return f"took {took:.1f} s" if took > slowest else ""


def main() -> None:
    if sys.argv[1:2] == ["--atheris"]:
        _by_atheris(["fuzz", *sys.argv[2:]])
        return
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--slowest", type=float, default=5)
    options.add_argument("--again", type=Path, help="a body that broke something before")
    given = options.parse_args()
    if given.again:
        print(broken(given.again.read_bytes(), given.slowest) or "nothing is wrong with it now")
        return
    end, count, faults = time.monotonic() + given.seconds, 0, 0
    for body in bodies(given.seed):
        if time.monotonic() > end:
            break
        count += 1
        said = broken(body, given.slowest)
        if said:
            faults += 1
            name = f"fuzz-{sha256(body).hexdigest()[:16]}.bin"
            Path(name).write_bytes(body)
            print(f"{said}\n  python tools/fuzz_reading.py --again {name}")
    print(f"{count} bodies, seed {given.seed}: {faults} broke something")
    sys.exit(1 if faults else 0)


def _by_atheris(arguments: list[str]) -> None:
    import atheris  # type: ignore[import-not-found]  # noqa: PLC0415

    with atheris.instrument_imports():
        from oitcheck.reading import html, pdf  # noqa: F401, PLC0415
    run: Callable[[bytes], None] = tried
    atheris.Setup(arguments, run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
