"""The OCR engine: tesseract as a child process, one thread, one page at a time."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from oitcheck.reading.seen import OcrFailed, Seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oitcheck.reading.glyphs import Picture

PAGE_SECONDS = 120.0
_ASK_SECONDS = 20.0
_TURN_SECONDS = 60.0
_ROTATE = re.compile(r"Rotate:\s*(\d+)")
_SURE = re.compile(r"Orientation confidence:\s*([\d.]+)")
_LEAST_SURE = 2.0


@dataclass(frozen=True, slots=True)
class Tesseract:
    """``executable`` is a path; ``key`` names version, languages and models."""

    executable: str
    languages: str
    key: str

    def words(self, picture: Picture) -> list[Seen]:
        """See `oitcheck.reading.ocr.Recognise`. Raises `OcrFailed`."""
        with tempfile.TemporaryDirectory(prefix="oitcheck-ocr-") as folder:
            page = Path(folder) / "page.png"
            Image.fromarray(picture).save(page, compress_level=1, dpi=(200, 200))
            text, table = self._read(folder, page, "3")
        return seen_in(table, text)

    def _read(self, folder: str, page: Path, layout: str) -> tuple[str, str]:
        """Plain text and table of what stands on the pictures of a file."""
        base = str(Path(folder) / "read")
        options = ["-l", self.languages, "--psm", layout, "-c", "preserve_interword_spaces=1"]
        self._run([str(page), base, *options, "txt", "tsv"], PAGE_SECONDS)
        try:
            text = Path(base + ".txt").read_text("utf-8", errors="replace")
            table = Path(base + ".tsv").read_text("utf-8", errors="replace")
        except OSError as trouble:
            raise OcrFailed(f"wrote nothing: {trouble}") from None
        return text, table

    def lines(self, pictures: Sequence[Picture]) -> list[list[Seen]]:
        """See `oitcheck.reading.ocr.Recognise`. Raises `OcrFailed`."""
        if not pictures:
            return []
        with tempfile.TemporaryDirectory(prefix="oitcheck-ocr-") as folder:
            # One file of many pages: the models are loaded once.
            page = Path(folder) / "lines.tif"
            first, *rest = (Image.fromarray(picture) for picture in pictures)
            first.save(page, save_all=True, append_images=rest, dpi=(200, 200))
            text, table = self._read(folder, page, "7")
        texts = text.split("\f")
        rows: dict[int, list[str]] = {}
        head, _, body = table.partition("\n")
        for row in body.splitlines():
            number = row.split("\t", 2)[1]
            rows.setdefault(int(number), [head]).append(row)
        return [
            seen_in("\n".join(rows.get(number, [head])), text)
            for number, (_, text) in enumerate(
                zip_longest(pictures, texts[: len(pictures)], fillvalue=""), 1
            )
        ]

    def turned(self, picture: Picture) -> int:
        """See `Recognise`; 0 where the model for it is missing or isn't sure."""
        with tempfile.TemporaryDirectory(prefix="oitcheck-ocr-") as folder:
            page = Path(folder) / "page.png"
            Image.fromarray(picture).save(page, compress_level=1, dpi=(200, 200))
            try:
                said = self._run([str(page), "stdout", "--psm", "0", "-l", "osd"], _TURN_SECONDS)
            except OcrFailed:
                return 0
        turn, sure = _ROTATE.search(said), _SURE.search(said)
        if not turn or not sure or float(sure[1]) < _LEAST_SURE:
            return 0
        return int(turn[1]) % 360

    def _run(self, arguments: list[str], seconds: float) -> str:
        try:
            done = subprocess.run(
                [self.executable, *arguments],
                capture_output=True,
                timeout=seconds,
                check=False,
                stdin=subprocess.DEVNULL,
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired:
            raise OcrFailed(f"more than {seconds:g} s for a page") from None
        except OSError as trouble:
            raise OcrFailed(f"did not start: {trouble}") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", errors="replace").strip()
            raise OcrFailed(said[-200:])
        return done.stdout.decode("utf-8", errors="replace")


def find(executable: str, languages: str) -> Tesseract | None:
    """The engine of this machine with those languages, or None if there is none."""
    path = shutil.which(executable or "tesseract")
    return None if path is None else _found(path, languages)


@cache
def _found(path: str, languages: str) -> Tesseract | None:
    listed = _asked([path, "--list-langs"])
    version = _asked([path, "--version"]).split("\n", 1)[0].strip().replace(" ", "-")
    first, _, rest = listed.partition("\n")
    have = set(rest.split())
    wanted = [language for language in languages.split("+") if language in have]
    if not version or not wanted:
        return None
    match = re.search(r'"(.+)"', first)
    folder = Path(match[1]) if match else Path()
    digest = hashlib.sha256()
    for language in wanted:
        model = folder / f"{language}.traineddata"
        digest.update(model.read_bytes() if model.is_file() else b"")
    used = "+".join(wanted)
    return Tesseract(path, used, f"{version}:{used}:{digest.hexdigest()[:12]}")


def _asked(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_ASK_SECONDS, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def seen_in(table: str, text: str) -> list[Seen]:
    """The pieces of tesseract's TSV; its plain text tells where spaces stand, which the table of a
    Thai page, one letter a row, does not."""
    found: list[Seen] = []
    lines: dict[tuple[str, ...], int] = {}
    place = 0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        piece = (row.get("text") or "").strip()
        if row.get("level") != "5" or not piece:
            continue
        spaced = False
        at = text.find(piece[0], place)
        between = text[place:at] if at >= 0 else None
        if between is not None and not between.strip():
            spaced = bool(between)
            place = at
            place += _length(text, place, piece)
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        left, top = int(row["left"]), int(row["top"])
        found.append(
            Seen(
                piece,
                left,
                top,
                left + int(row["width"]),
                top + int(row["height"]),
                max(0.0, min(1.0, float(row["conf"]) / 100)),
                line,
                spaced,
            )
        )
    return found


def _length(text: str, start: int, piece: str) -> int:
    """How much of ``text`` at ``start`` is ``piece``; as far as they agree."""
    size = 0
    while size < len(piece) and text[start + size : start + size + 1] == piece[size]:
        size += 1
    return size
