"""Make oitcheck/reading/digits.npz: the model that tells Thai digits on scanned pages.

    python tools/train_digits.py [--strips 12000] [--out oitcheck/reading/digits.npz]

Strips of letters are drawn in the free fonts of fonts-thai-tlwg, skewed, blurred, faded, made
noisy, packed as JPEG, and cut into glyphs by the same code that reads pages. Three small networks
(one hidden layer, trained by Adam in numpy) learn them from different beginnings. Laksaman, Norasi
and Garuda are never seen here: bench/ocr.py measures on them.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from oitcheck.reading import glyphs

FOLDERS = ("/usr/share/fonts/truetype/tlwg", "/usr/share/fonts/truetype/thai-tlwg")
UNSEEN = ("Laksaman", "Norasi", "Garuda")
THAI = "๐๑๒๓๔๕๖๗๘๙"
ARABIC = "0123456789"
CLASSES = len(THAI) + len(ARABIC) + 1
OTHER = CLASSES - 1
PAIRS = 100
"""From here on: two Thai digits that touch, tens and ones."""
CELLS = 14
HIDDEN = 192
NETWORKS = 3
CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
ALONE = "เแโใไาะๆฯฤ"
MARKS = ("", "", "", "", "ิ", "ี", "ึ", "ื", "ุ", "ู", "่", "้", "ั", "์", "็", "ี่", "ั้")
# Neither o nor O: rings are told apart by what stands beside them.
LATIN = "ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijklmnpqrstuvwxyz()/-.,:;%&?!|[]"
# What is most like a digit, again and again.
ALIKE = "คดตถฅฑฒลสเโใไอฮวรศงจบพฬmnbdqCGS"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--strips", type=int, default=12_000)
    options.add_argument("--epochs", type=int, default=24)
    options.add_argument("--out", type=Path, default=Path("oitcheck/reading/digits.npz"))
    given = options.parse_args()
    fonts = [str(path) for folder in FOLDERS for path in sorted(Path(folder).glob("*.[to]tf"))]
    fonts = [path for path in fonts if not Path(path).name.startswith(UNSEEN)]
    if not fonts:
        raise SystemExit("no fonts: install fonts-thai-tlwg")
    with multiprocessing.Pool(2) as pool:
        jobs = [(number, fonts) for number in range(given.strips)]
        parts = pool.map(strip, jobs, chunksize=50)
    features = np.concatenate([part[0] for part in parts])
    labels = np.concatenate([part[1] for part in parts])
    held = np.random.default_rng(1).random(len(labels)) < 0.04
    print(f"{len(labels)} glyphs in {len(fonts)} fonts, {int(held.sum())} held back")
    mean, spread = features.mean(0), features.std(0) + 0.05
    scaled = (features - mean) / spread
    weights = [train(scaled[~held], labels[~held], given.epochs, seed) for seed in range(NETWORKS)]
    report(weights, scaled[held], labels[held])
    arrays = {"mean": mean, "spread": spread}
    for number, (first, bias, second, last) in enumerate(weights):
        arrays |= {
            f"a{number}": first,
            f"b{number}": bias,
            f"c{number}": second,
            f"d{number}": last,
        }
    np.savez_compressed(given.out, **{k: v.astype(np.float16) for k, v in arrays.items()})
    print(f"{given.out}: {given.out.stat().st_size / 1000:.0f} KB")


def strip(job: tuple[int, list[str]]) -> tuple[glyphs.Floats, np.ndarray]:
    """Features and classes of the glyphs of one degraded strip."""
    number, fonts = job
    chance = np.random.default_rng(number)
    font = ImageFont.truetype(fonts[int(chance.integers(len(fonts)))], int(chance.integers(26, 64)))
    cell = int(font.size * 1.9)
    picture = Image.new("L", (cell * CELLS, int(font.size * 3)), int(chance.integers(225, 256)))
    draw = ImageDraw.Draw(picture)
    classes = []
    shade = int(chance.choice([0, 0, 30, 70, 110, 150]))
    for place in range(CELLS):
        text, kind = drawn(chance)
        classes.append(kind)
        at = (place * cell + cell * 0.3 + chance.uniform(-0.1, 0.1) * cell, font.size * 0.7)
        if kind >= PAIRS:
            second = font.getlength(text[0]) - chance.uniform(0.02, 0.12) * font.size
            draw.text(at, text[0], font=font, fill=shade)
            draw.text((at[0] + second, at[1]), text[1], font=font, fill=shade)
            continue
        draw.text(at, text, font=font, fill=shade)
    values = np.asarray(degraded(picture, chance))
    ink = glyphs.ink_of(values)
    found = glyphs.glyphs_of(ink)
    middles = (found.boxes[:, 0] + found.boxes[:, 2]) // 2 // cell
    rows, labels = [], []
    more: list[tuple[glyphs.Floats, list[int]]] = []
    for place, kind in enumerate(classes):
        inside = np.flatnonzero(middles == place)
        if not inside.size:
            continue
        if kind >= PAIRS:
            box = found.boxes[
                inside[int(np.argmax(found.boxes[inside, 2] - found.boxes[inside, 0]))]
            ]
            more += cut_pair(ink, box, kind - PAIRS, found.typical, chance)
            continue
        high = found.boxes[inside, 3] - found.boxes[inside, 1]
        if kind != OTHER:
            best = inside[int(np.argmax(high))]
            if high.max() >= font.size * 0.3:
                rows.append(best)
                labels.append(kind)
            continue
        rows.extend(inside)
        labels.extend([OTHER] * len(inside))
    features = [found.features[rows], *(part[0] for part in more)]
    labels += [label for part in more for label in part[1]]
    return np.concatenate(features), np.array(labels, np.int64)


def cut_pair(
    ink: glyphs.Ink, box: glyphs.Ints, pair: int, typical: float, chance: np.random.Generator
) -> list[tuple[glyphs.Floats, list[int]]]:
    """Two digits that touch, cut where the reader would cut them, and where it should not."""
    left, top, right, bottom = (int(n) for n in box)
    wide = right - left
    if wide < 1.2 * (bottom - top):
        return []
    columns = ink[top:bottom, left:right].sum(0)
    low, high = round(wide * 0.39), round(wide * 0.61) + 1
    right_place = left + low + int(columns[low:high].argmin())
    wrong_place = left + round(wide * chance.choice([0.28, 0.33, 0.67, 0.72]))
    found = []
    for place, kinds in ((right_place, list(divmod(pair, 10))), (wrong_place, [OTHER, OTHER])):
        parts = glyphs.cut(ink, box, [left, place, right], typical)
        if len(parts.boxes) == 2:
            found.append((parts.features, kinds))
    return found


def drawn(chance: np.random.Generator) -> tuple[str, int]:
    sort = chance.random()
    if sort < 0.36:
        kind = int(chance.integers(10))
        return THAI[kind], kind
    if sort < 0.42:
        first, second = (int(n) for n in chance.integers(10, size=2))
        return THAI[first] + THAI[second], PAIRS + 10 * first + second
    if sort < 0.56:
        kind = int(chance.integers(10))
        return ARABIC[kind], 10 + kind
    if sort < 0.66:
        return str(chance.choice(list(ALIKE))), OTHER
    if sort < 0.74:
        return str(chance.choice(list(LATIN))), OTHER
    if sort < 0.80:
        return str(chance.choice(list(ALONE))), OTHER
    return str(chance.choice(list(CONSONANTS))) + str(chance.choice(MARKS)), OTHER


def degraded(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    paper = int(picture.getpixel((0, 0)))  # type: ignore[arg-type]
    if chance.random() < 0.6:
        turn = float(chance.normal(0, 1.1))
        picture = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=paper)
    weight = chance.random()
    if weight < 0.12:
        picture = picture.filter(ImageFilter.MinFilter(3))
    elif weight < 0.2:
        picture = picture.filter(ImageFilter.MaxFilter(3))
    if chance.random() < 0.7:
        picture = picture.filter(ImageFilter.GaussianBlur(float(chance.uniform(0.2, 1.5))))
    if chance.random() < 0.3:
        share = float(chance.uniform(0.5, 0.85))
        small = (int(picture.width * share), int(picture.height * share))
        picture = picture.resize(small, Image.Resampling.BILINEAR).resize(picture.size)
    values = np.asarray(picture).astype(np.float32)
    if chance.random() < 0.6:
        values = values + chance.normal(0, chance.uniform(2, 28), values.shape)
    if chance.random() < 0.25:
        share = chance.uniform(0.001, 0.012)
        values = np.where(chance.random(values.shape) < share, chance.integers(0, 255), values)
    picture = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if chance.random() < 0.6:
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=int(chance.integers(25, 92)))
        picture = Image.open(held).convert("L")
    return picture


Network = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def train(features: np.ndarray, labels: np.ndarray, epochs: int, seed: int) -> Network:
    """One hidden layer with dropout, softmax, Adam with a falling step."""
    chance = np.random.default_rng(seed)
    size = features.shape[1]
    shapes = ((size, HIDDEN), (HIDDEN,), (HIDDEN, CLASSES), (CLASSES,))
    weights = [
        chance.normal(0, np.sqrt(2 / shape[0]), shape).astype(np.float32)
        if len(shape) == 2
        else np.zeros(shape, np.float32)
        for shape in shapes
    ]
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    step, batch = 0, 256
    total = epochs * (len(labels) // batch)
    for _ in range(epochs):
        order = chance.permutation(len(labels))
        for start in range(0, len(order) - batch, batch):
            step += 1
            chosen = order[start : start + batch]
            given, wanted = features[chosen], labels[chosen]
            given = given + chance.normal(0, 0.15, given.shape).astype(np.float32)
            hidden = np.maximum(given @ weights[0] + weights[1], 0)
            kept = (chance.random(hidden.shape) < 0.75) / np.float32(0.75)
            hidden = hidden * kept
            scores = hidden @ weights[2] + weights[3]
            scores = np.exp(scores - scores.max(1, keepdims=True))
            scores /= scores.sum(1, keepdims=True)
            scores[np.arange(batch), wanted] -= 1
            scores /= batch
            back = (scores @ weights[2].T) * (hidden > 0) * kept
            slopes = (given.T @ back, back.sum(0), hidden.T @ scores, scores.sum(0))
            rate = 0.002 * 0.5 * (1 + np.cos(np.pi * step / max(1, total)))
            for place, slope in enumerate(slopes):
                slope = slope + 1e-5 * weights[place]
                first[place] = 0.9 * first[place] + 0.1 * slope
                second[place] = 0.999 * second[place] + 0.001 * slope * slope
                move = (first[place] / (1 - 0.9**step)) / (
                    np.sqrt(second[place] / (1 - 0.999**step)) + 1e-8
                )
                weights[place] = (weights[place] - rate * move).astype(np.float32)
    return weights[0], weights[1], weights[2], weights[3]


def report(weights: list[Network], features: np.ndarray, labels: np.ndarray) -> None:
    scores = np.zeros((len(labels), CLASSES))
    for first, bias, second, last in weights:
        out = np.maximum(features @ first + bias, 0) @ second + last
        out = np.exp(out - out.max(1, keepdims=True))
        scores += out / out.sum(1, keepdims=True) / len(weights)
    best, sure = scores.argmax(1), scores.max(1)
    thai = labels < 10
    taken = (best < 10) & (sure > 0.95)
    print(
        f"all {np.mean(best == labels):.4f}  Thai digits {np.mean(best[thai] == labels[thai]):.4f}"
    )
    wrong = taken & (best != labels)
    print(f"taken over 0.95: {taken[thai].mean():.4f} of Thai digits, {int(wrong.sum())} wrong")


if __name__ == "__main__":
    main()
