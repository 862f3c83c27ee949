"""How well text layers that can't be right are told from good ones (oitcheck/reading/plausible.py).

    python bench/plausible.py [--texts FOLDER ...] [--size 700]

Good pieces: every text file of this project with Thai in it (and of the folders named), and the
text that is read of the PDFs in tests/reading, cut into pieces of that many characters with 80 or
more Thai letters. The same pieces shuffled word by word, as lists are. Each piece spoilt in every
way of tests/reading/test_plausible.py, its lines, words, or syllables set backwards among them.

sent: pieces that would go to OCR. Of good ones none may; of spoilt ones all should.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from oitcheck import reading
from oitcheck.reading.plausible import plausible

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "reading"))
import test_plausible as spoiling  # noqa: E402 - the ways to spoil a piece live with their test

KINDS = (".toml", ".md", ".txt", ".tsv", ".html", ".yaml", ".csv")
LEAST = 80
THAI = re.compile("[ก-ฺเ-๎]")
Spoil = Callable[[str, random.Random], str]


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--texts", nargs="*", type=Path, default=[])
    options.add_argument("--size", type=int, default=700)
    given = options.parse_args()
    chance = random.Random(2569)
    good = [piece for text in texts(given.texts) for piece in pieces(text, given.size)]
    lists = [shuffled(piece, chance) for piece in good]
    print(f"{'good':22}{sum(not plausible(one) for one in good):6} of {len(good)} sent")
    print(f"{'words shuffled':22}{sum(not plausible(one) for one in lists):6} of {len(lists)} sent")
    for name, spoil in ways():
        spoilt = [spoil(piece, chance) for piece in good]
        told = sum(not plausible(one) for one in spoilt)
        print(f"{name:22}{told:6} of {len(spoilt)} sent, {told / len(spoilt):.1%}")


def texts(folders: list[Path]) -> Iterator[str]:
    for folder in (ROOT, *folders):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts
            if path.suffix in KINDS and not any(part.startswith(".") for part in inside):
                yield path.read_text("utf-8", errors="ignore")
    for path in sorted((ROOT / "tests" / "reading").rglob("*.pdf")):
        if path.stem != "bad-tounicode" and not path.stem.endswith("-locked"):
            yield reading.read(path.read_bytes(), "pdf", sha256="0", reader="bench").text


def pieces(text: str, size: int) -> Iterator[str]:
    """Without the Latin of data files and pages, which would hide what is measured."""
    text = re.sub("[A-Za-z_={}<>/\"'\\[\\]#|;-]+", " ", text)
    text = re.sub("[ \t]+", " ", re.sub("\\s*\n\\s*", "\n", text))
    for at in range(0, len(text), size):
        piece = text[at : at + size]
        if len(THAI.findall(piece)) >= LEAST:
            yield piece


def shuffled(piece: str, chance: random.Random) -> str:
    words = piece.split()
    chance.shuffle(words)
    return " ".join(words)


def ways() -> Iterator[tuple[str, Spoil]]:
    for spoil in (
        spoiling.exchanged,
        spoiling.shifted,
        spoiling.lost,
        spoiling.private,
        spoiling.unmarked,
        spoiling.backwards,
        spoiling.backwards_by_word,
        spoiling.backwards_by_cluster,
    ):
        yield spoil.__name__.replace("_", " "), spoil


if __name__ == "__main__":
    main()
