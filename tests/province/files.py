"""The committed documents that the sites offer, by item, and what they are served as."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_name("files")

MEDIA = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".png": "image/png",
}

PDF = {
    "O5": "o05-2566-2570.pdf",
    "O6": "o06-2569.pdf",
    "O7": "o07-2568.pdf",
    "O8": "o08-manual.pdf",
    "O9": "o09-manual.pdf",
    "O12": "o12-2568.pdf",
    "O13": "o13-2569.pdf",
    "O14": "o14-2568.pdf",
    "O16": "o16-central.pdf",
    "O18": "o18-2568.pdf",
    "O20": "o20-2569.pdf",
    "O21": "o21-2569.pdf",
    "O22": "o22-2568.pdf",
    "O23": "o23-2569.pdf",
    "O24": "o24-2568.pdf",
    "O25": "o25-2568.pdf",
    "O26": "o26-2568.pdf",
}
"""The right PDF of an item, made from Thai pages, with a text layer."""

XLSX = {"O11": "o11-2569.xlsx", "O12": "o12-2568.xlsx", "O18": "o18-2568.xlsx"}
DOCX = {"O19": "o19-2569.docx", "O22": "o22-2568.docx"}

CODE_OF_ETHICS = "o15-code-2565.pdf"
OLD_MANUAL = "o09-manual-2564.pdf"
OLD_REPORT = "o07-2567.pdf"
RANGE_PLAN = "o23-2566-2570.pdf"
SCAN = "scan.pdf"
PICTURE = "structure.png"


def read(name: str) -> bytes:
    """The bytes of a committed file."""
    return (FOLDER / name).read_bytes()


def media(name: str) -> str:
    return MEDIA[Path(name).suffix]
