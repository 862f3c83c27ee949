"""OCR: what is read of scanned pages, ours beside tesseract alone on the same pictures.

    python bench/ocr.py [--pages 40] [--texts FOLDER] [--kinds clean,skewed,noisy,faint]

Pages are drawn at 200 dots an inch from the texts of FOLDER (tests/reading/scans), in Laksaman,
Norasi and Garuda, which the digit model has never seen; every other page has its Thai digits
changed to Arabic ones, and the years of all pages are spread over 2550 to 2579. Then they are
skewed by 2 degrees, or blurred, speckled, packed as JPEG, or faded to a third.

character error: edit distance / characters of the truth, white space left out on both sides.
phrases: exact / with one letter in ten wrong. years: those of the truth that were read; wrong: read
years that the page has not; sure and wrong: dates of such years with a confidence over 0.9.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from oitcheck.readers import find_engine
from oitcheck.reading.ocr import read_picture
from oitcheck.thai import dates
from oitcheck.thai.digits import to_arabic

FONTS = ("Laksaman", "Norasi", "Garuda")
FOLDER = Path("/usr/share/fonts/truetype/tlwg")
TEXTS = Path(__file__).parent.parent / "tests" / "reading" / "scans"
KINDS = ("clean", "skewed", "noisy", "faint")
SIZE = (1654, 2339)
PHRASES = (
    "ประจำปีงบประมาณ",
    "การประเมินคุณธรรมและความโปร่งใส",
    "หน่วยงานภาครัฐ",
    "สำนักงานจังหวัด",
    "องค์กรปกครองส่วนท้องถิ่น",
    "แผนการดำเนินงาน",
    "แผนปฏิบัติการป้องกันการทุจริต",
    "รายงานผลการดำเนินการ",
    "การจัดซื้อจัดจ้าง",
    "ผู้บริหารสูงสุด",
    "ผู้มีส่วนได้ส่วนเสีย",
    "คณะกรรมการ",
    "ภายในวันที่",
    "ประกาศ ณ วันที่",
    "ข้อมูล ณ วันที่",
)
_YEAR = re.compile(r"(?<![0-9])25[0-9]{2}(?![0-9])")
_THAI_YEAR = re.compile(r"(?<![๐-๙])๒๕[๐-๙]{2}(?![๐-๙])")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass
class Tally:
    """Sums over the pages of one kind."""

    pages: int = 0
    seconds: float = 0.0
    chars: int = 0
    errors: int = 0
    alone_errors: int = 0
    phrases: int = 0
    exact: int = 0
    near: int = 0
    alone_exact: int = 0
    arabic: Counter[str] = field(default_factory=Counter)
    thai: Counter[str] = field(default_factory=Counter)
    alone_thai: Counter[str] = field(default_factory=Counter)
    sure_wrong: int = 0

    def add(self, other: Tally) -> None:
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pages", type=int, default=40)
    options.add_argument("--texts", type=Path, default=TEXTS)
    options.add_argument("--kinds", default=",".join(KINDS))
    given = options.parse_args()
    engine = find_engine("", "tha+eng")
    if engine is None:
        raise SystemExit("no tesseract with Thai and English: see tools/system-packages.txt")
    print(f"{engine.key}, {given.pages} pages a kind, texts of {given.texts.name}")
    pages = truths(given.texts, given.pages)
    for kind in given.kinds.split(","):
        total = Tally()
        jobs = [(number, text, kind) for number, text in enumerate(pages)]
        with multiprocessing.Pool(2) as pool:
            for one in pool.imap_unordered(measured, jobs):
                total.add(one)
        show(kind, total)


def truths(folder: Path, count: int) -> list[str]:
    """Texts of pages: lines of the folder's files, wrapped, with the years spread."""
    chance = random.Random(2569)
    found: list[str] = []
    files = sorted(folder.glob("*.txt"))
    lines = [
        " ".join(re.sub(r"[*|#_]+", " ", line).split())
        for path in files
        for line in path.read_text("utf-8").splitlines()
    ]
    lines = [line for line in lines if len(line) > 3]
    place = 0
    while len(found) < count:
        number = len(found)
        font = font_of(number)
        page: list[str] = []
        while len(page) < 30:
            page.extend(wrapped(lines[place % len(lines)], font))
            place += 1
        text = "\n".join(page[:30])
        text = re.sub("[๐-๙]", lambda m: str(int(m[0])), text)
        text = _YEAR.sub(lambda m: f"25{chance.randrange(50, 80)}", text)
        found.append(text.translate(_THAI) if number % 2 == 0 else text)
    return found


def font_of(number: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / f"{FONTS[number % 3]}.ttf"), (44, 40, 36)[number % 3])


def wrapped(line: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """A line in pieces that fit the page, cut at spaces, else before a consonant."""
    found = []
    while line and font.getlength(line) > 1430:
        size = _fitting(line, font)
        at = line.rfind(" ", size // 2, size)
        if at < 0:
            at = size
            while at > size // 2 and not "ก" <= line[at] <= "ฮ":
                at -= 1
        found.append(line[:at].strip())
        line = line[at:].strip()
    return [*found, line]


def _fitting(line: str, font: ImageFont.FreeTypeFont) -> int:
    """The most characters of ``line`` that are drawn within 1,430 pixels."""
    low, high = 0, len(line)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if font.getlength(line[:middle]) <= 1430 else (low, middle)
    return low


def drawn(text: str, number: int) -> Image.Image:
    page = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(page)
    font = font_of(number)
    for row, line in enumerate(text.split("\n")):
        draw.text((110, 90 + row * 72), line, font=font, fill=0)
    return page


def spoilt(page: Image.Image, kind: str, number: int) -> Image.Image:
    chance = np.random.default_rng(number)
    if kind == "skewed":
        return page.rotate((-2, 2)[number % 2], Image.Resampling.BICUBIC, fillcolor=255)
    if kind == "noisy":
        values = np.asarray(page.filter(ImageFilter.GaussianBlur(0.7))).astype(float)
        values += chance.normal(0, 22, values.shape)
        specks = chance.random(values.shape) < 0.004
        values = np.where(specks, chance.integers(0, 255, values.shape), values)
        held = io.BytesIO()
        picture(values).save(held, "JPEG", quality=45)
        return Image.open(held).convert("L")
    if kind == "faint":
        values = np.asarray(page.filter(ImageFilter.GaussianBlur(0.9))).astype(float)
        return picture(255 - (255 - values) * 0.38 + chance.normal(0, 5, values.shape))
    return page


def picture(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def measured(job: tuple[int, str, str]) -> Tally:
    number, truth, kind = job
    page = np.asarray(spoilt(drawn(truth, number), kind, number))
    engine = find_engine("", "tha+eng")
    assert engine is not None
    start = time.perf_counter()
    read = read_picture(page, engine)
    seconds = time.perf_counter() - start
    alone = "".join(("\n" if each.spaced else "") + each.text for each in engine.words(page))
    alone = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", alone)
    bare, ours, theirs = bared(truth), bared(read.text), bared(alone)
    tally = Tally(1, seconds, len(bare), distance(bare, ours), distance(bare, theirs))
    for phrase in map(bared, PHRASES):
        if phrase in bare:
            tally.phrases += 1
            tally.exact += phrase in ours
            tally.alone_exact += phrase in theirs
            tally.near += nearly(phrase, ours)
    tally.arabic = years(_YEAR, truth, read.text)
    tally.thai = years(_THAI_YEAR, truth, read.text)
    tally.alone_thai = years(_THAI_YEAR, truth, alone)
    known = {int(year) for year in re.findall(r"25\d\d", to_arabic(truth))}
    for mention in dates.find(read.text):
        figures = [p for p in range(mention.start, mention.end) if read.text[p].isdigit()]
        sure = all(any(a <= p < b for a, b in read.checked) for p in figures)
        four = re.search(r"25\d\d", to_arabic(mention.raw))
        if sure and mention.confidence > 0.9 and four and int(four[0]) not in known:
            tally.sure_wrong += 1
    return tally


def years(kind: re.Pattern[str], truth: str, read: str) -> Counter[str]:
    """asked, right and wrong, as multisets of years."""
    asked, got = Counter(kind.findall(truth)), Counter(kind.findall(read))
    right = sum((asked & got).values())
    return Counter(asked=asked.total(), right=right, wrong=got.total() - right)


def bared(text: str) -> str:
    return "".join(text.split())


def distance(first: str, second: str) -> int:
    """Edit distance, a row at a time in numpy."""
    other = np.array([ord(char) for char in second], np.int32)
    row = np.arange(len(second) + 1, dtype=np.int32)
    steps = np.arange(len(second) + 1, dtype=np.int32)
    for number, char in enumerate(first, 1):
        best = np.minimum(row[:-1] + (other != ord(char)), row[1:] + 1)
        best = np.concatenate((np.array([number], np.int32), best))
        row = np.minimum.accumulate(best - steps) + steps
    return int(row[-1])


def nearly(phrase: str, text: str) -> bool:
    """Whether ``phrase`` stands in ``text`` with at most one letter in ten wrong."""
    allowed = max(1, len(phrase) // 10)
    row = [0] * (len(text) + 1)
    for number, char in enumerate(phrase, 1):
        last, row[0] = row[0], number
        for place, other in enumerate(text, 1):
            last, row[place] = (
                row[place],
                min(last + (char != other), row[place] + 1, row[place - 1] + 1),
            )
    return min(row) <= allowed


def show(kind: str, total: Tally) -> None:
    arabic, thai, alone = total.arabic, total.thai, total.alone_thai
    print(
        f"{kind:7} character error {total.errors / total.chars:.2%}"
        f" (tesseract alone {total.alone_errors / total.chars:.2%})"
        f"  phrases {total.exact / max(1, total.phrases):.1%}"
        f" / {total.near / max(1, total.phrases):.1%}"
        f" of {total.phrases} (alone {total.alone_exact / max(1, total.phrases):.1%})"
        f"  {total.seconds / total.pages:.1f} s a page"
    )
    print(
        f"        Arabic years {arabic['right']} of {arabic['asked']}, {arabic['wrong']} wrong;"
        f" Thai years {thai['right']} of {thai['asked']}, {thai['wrong']} wrong"
        f" (alone {alone['right']}, {alone['wrong']} wrong); sure and wrong {total.sure_wrong}"
    )


if __name__ == "__main__":
    main()
