"""Feeds the readers and the date finder with spoilt input until something breaks.

    python tools/fuzz_reading.py [--seconds 60] [--seed N] [--slowest 5]
    python tools/fuzz_reading.py --atheris [ARGUMENTS OF LIBFUZZER]      where atheris is installed
    python tools/fuzz_reading.py ... --only docx,xls                     seeds of those types alone
    python tools/fuzz_reading.py ... --only words                        thai/ alone, no reader

The second way lets coverage guide it: libFuzzer keeps what reaches new lines of ours and of the
libraries below, and changes it, inside the members of a zip too.

What counts as broken: any exception but `Unreadable`, a Document that does not survive its own
codec, a place outside of its text, more than ``--slowest`` seconds for one body. The body is then
written to ``fuzz-<sha256>.bin`` in the current folder, and the command to repeat it is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import re
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

ATHERIS = sys.argv[1:2] == ["--atheris"]
if ATHERIS:  # only what is imported below is seen by it
    import atheris  # type: ignore[import-not-found]

    watched = atheris.instrument_imports(include=["oitcheck", "openpyxl", "xlrd"])
else:
    watched = contextlib.nullcontext()
with watched:
    from oitcheck import form16, reading
    from oitcheck.model import Document
    from oitcheck.reading import ods, odt, rar, rtf, sheets, slides, word  # noqa: F401
    from oitcheck.thai import dates, digits, mask, normalise, sorting

SEEDS = Path(__file__).parent.parent / "tests" / "reading"
THAI = SEEDS.parent / "thai"
WORDS = "words"
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
    b"<w:gridSpan w:val='99999'/>",
    b"<w:vMerge/>",
    b"<row r='1048576'><c r='XFD1048576' t='s'><v>-1</v></c></row>",
    b"1e308",
    b"-9999999999999999999",
    b"&#55296;",
)
_ELEMENT = re.compile(rb"<([\w:.-]+)[^<>]*>")
_VALUE = re.compile(rb"(?<==\")[^\"<>]*(?=\")")
_VALUES = (b"", b"-1", b"0", b"99999999999", b"1e999", b"x" * 5000, b"/../..", "๒๕๖๙".encode())


def seeds() -> list[bytes]:
    """Bodies of every kind that there is one of."""
    found = [path.read_bytes() for path in sorted(SEEDS.rglob("*")) if path.suffix in _KINDS]
    found.append("ชื่อ,วันที่\nแผน,5 พ.ค. 2569\n".encode("cp874"))
    found.append(b"{\\rtf1\\ansi\\ansicpg874{\\fonttbl{\\f0 Th;}}\\f0 \\'bb\\'d5 2569\\par}")
    found.append(b"<svg xmlns='http://www.w3.org/2000/svg'><text>2569</text></svg>")
    found.append(_archive(("แผน/a.txt", "ปี 2569".encode()), ("b.rtf", found[-2])))
    return [*found, _rar_4(), _rar_5()]


def _archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, member in members:
            made.writestr(name, member)
    return out.getvalue()


def _rar_4() -> bytes:
    name = "แผน.docx".encode("cp874")
    head = struct.pack("<HBHH", 0, 0x74, 0x8000, 32 + len(name))
    head += struct.pack("<LLBLLBBHL", 3, 9000, 0, 0, 0, 29, 48, len(name), 32)
    start = b"Rar!\x1a\x07\x00" + struct.pack("<HBHH6x", 0, 0x73, 0, 13)
    return start + head + name + b"xyz" + struct.pack("<HBHH", 0, 0x7B, 0x4000, 7)


def _rar_5() -> bytes:
    name = "แผน.pdf".encode()
    inside = b"\x02\x02\x03\x04\xa8\x46\x20" + bytes(4) + b"\x00\x00" + bytes((len(name),)) + name
    blocks = (b"\x01\x00\x00", inside + b"xyz", b"\x05\x00\x00")
    sizes = (3, len(inside), 3)
    return b"Rar!\x1a\x07\x01\x00" + b"".join(
        bytes(4) + bytes((size,)) + block for size, block in zip(sizes, blocks, strict=True)
    )


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
    ".doc",
    ".bin",
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


def _bent(part: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """XML with its elements doubled, nested, taken out or given other values; or `spoilt`."""
    places = [match.span() for match in _ELEMENT.finditer(part)]
    if not places or chance.random() < 0.3:
        return spoilt(part, chance, others)
    for _ in range(chance.randint(1, 6)):
        places = [match.span() for match in _ELEMENT.finditer(part)]
        values = [match.span() for match in _VALUE.finditer(part)]
        kind = chance.randrange(5)
        if not places:
            break
        start, end = chance.choice(places)
        if kind == 0 and values:
            start, end = chance.choice(values)
            part = part[:start] + chance.choice(_VALUES) + part[end:]
        elif kind == 1:
            part = part[:start] + part[end:]
        elif kind == 2:
            later = chance.choice(places)[1]
            piece = part[min(start, later) : max(start, later)][:20_000]
            part = part[:end] + piece * chance.choice((1, 2, 20)) + part[end:]
        elif kind == 3:
            other = chance.choice(places)
            part = part[:start] + part[other[0] : other[1]] + part[end:]
        else:
            part = part[:end] + chance.choice(TOKENS) + part[end:]
    return part[:400_000]


def _in_zip(body: bytes, chance: random.Random, others: list[bytes]) -> bytes | None:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as given, zipfile.ZipFile(out, "w") as made:
            names = given.namelist()
            chosen = chance.choice(names)
            for name in names:
                part = given.read(name)
                made.writestr(name, _bent(part, chance, others) if name == chosen else part)
    except Exception:
        return None
    return out.getvalue()


def tried(body: bytes) -> None:
    """One body through sniffing, its reader, the codec; and as words through the date finder."""
    media = reading.sniff(body, "", "")
    words(body[:5000].decode("utf-8", errors="replace"))
    try:
        document = reading.read(body, media, sha256="0" * 64, reader="fuzz", name="a.csv")
    except reading.Unreadable as trouble:
        assert trouble.reason in ("broken", "encrypted", "unsupported"), trouble
        return
    whole(document)


def whole(document: Document) -> None:
    """What holds for every Document: it can be stored, and its places lie in its text."""
    assert reading.codec.loads(reading.codec.dumps(document)) == document, "codec"
    size = len(document.text)
    for each in (*document.blocks, *document.pages, *document.tables, *document.dates):
        assert 0 <= each.start <= each.end <= size, each
    for form in form16.forms(document):
        assert form.rows >= 0 and form.table < len(document.tables), form


def words(text: str) -> None:
    """Any text through the date finder, the clean-up, masks, digits and the order of words."""
    for mention in dates.find(text):
        assert text[mention.start : mention.end] == mention.raw, mention
        assert mention.first <= mention.last, mention
    once = normalise.normalise(text)
    assert normalise.normalise(once.text).text == once.text, "normalise"
    assert len(once.to_original) == len(once.text) + 1, "map"
    hidden = mask.mask_citizen_numbers(text)
    assert mask.mask_citizen_numbers(hidden) == hidden, "mask"
    mask.mask_mobile_numbers(text)
    assert digits.to_arabic(digits.to_thai(text)) == digits.to_arabic(text), "digits"
    assert sorting.key(text) == sorting.key(text)


def bodies(seed: int, only: str = "") -> Iterator[bytes]:
    chance, given = random.Random(seed), chosen(only)
    while True:
        yield spoilt(chance.choice(given), chance, given)


def chosen(only: str) -> list[bytes]:
    """The seeds of some types, all without a word."""
    if only == WORDS:
        return [path.read_bytes()[:60_000] for path in sorted(THAI.glob("*.tsv"))] * 3
    kinds = only.split(",") if only else []
    return [body for body in seeds() if not kinds or reading.sniff(body, "", "") in kinds]


def broken(body: bytes, slowest: float, only: str = "") -> str:
    """What is wrong with how a body is read; empty if nothing is."""
    began = time.process_time()
    try:
        if only == WORDS:
            words(body[:20_000].decode("utf-8", errors="replace"))
        else:
            tried(body)
    except (Exception, RecursionError) as trouble:
        return f"{type(trouble).__name__}: {trouble}"[:300]
    took = time.process_time() - began
    return f"took {took:.1f} s" if took > slowest else ""


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--atheris", action="store_true", help="has to come first")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--slowest", type=float, default=5)
    options.add_argument("--only", default="", help="types, with commas")
    options.add_argument("--again", type=Path, help="a body that broke something before")
    given, rest = options.parse_known_args()
    if given.again:
        print(
            broken(given.again.read_bytes(), given.slowest, given.only)
            or "nothing is wrong with it now"
        )
        return
    if ATHERIS:
        _by_atheris(given.only, int(given.seconds), rest)
        return
    end, count, faults = time.monotonic() + given.seconds, 0, 0
    for body in bodies(given.seed, given.only):
        if time.monotonic() > end:
            break
        count += 1
        said = broken(body, given.slowest, given.only)
        if said:
            faults += 1
            print(f"{said}\n  python tools/fuzz_reading.py --again {_kept(body)}")
    print(f"{count} bodies, seed {given.seed}: {faults} broke something")
    sys.exit(1 if faults else 0)


def _kept(body: bytes) -> str:
    name = f"fuzz-{sha256(body).hexdigest()[:16]}.bin"
    Path(name).write_bytes(body)
    return name


def _by_atheris(only: str, seconds: int, arguments: list[str]) -> None:
    others = seeds()

    def run(body: bytes) -> None:
        said = broken(body, 20, only)
        if said:
            # kept and told of, and on to the next: libFuzzer would stop at the first
            print(f"{said}\n  python tools/fuzz_reading.py --again {_kept(body)}", flush=True)

    def changed(body: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.5:
            return spoilt(body, chance, others)[:most]
        inner = _one_member(body, chance, most) if body[:2] == b"PK" else None
        return (inner or atheris.Mutate(body, most))[:most]

    with tempfile.TemporaryDirectory() as folder:
        for number, body in enumerate(chosen(only)):
            (Path(folder) / str(number)).write_bytes(body)
        said = [
            f"-max_total_time={seconds}",
            "-max_len=400000",
            "-timeout=60",
            "-rss_limit_mb=3000",
        ]
        run_it: Callable[[bytes], None] = run
        atheris.Setup([sys.argv[0], *said, *arguments, folder], run_it, custom_mutator=changed)
        atheris.Fuzz()


def _one_member(body: bytes, chance: random.Random, most: int) -> bytes | None:
    """A zip with one of its members changed by libFuzzer."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as given:
            members = [(name, given.read(name)) for name in given.namelist()]
    except Exception:
        return None
    if not members:
        return None
    at = chance.randrange(len(members))
    name, part = members[at]
    members[at] = (name, atheris.Mutate(part, min(most, len(part) + 2000)))
    made = _archive(*members)
    return made if len(made) <= most else None


if __name__ == "__main__":
    main()
