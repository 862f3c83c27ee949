"""Files of the reports: written whole or not at all, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from oitcheck.errors import OitcheckError

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def put(path: Path, content: bytes, again: str = "oitcheck report") -> None:
    """Write whole or not at all; a file that stays the same is left alone.

    Raises `OitcheckError` when it can't be written, which names the command to give ``again``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == content:
            return
        fresh = path.with_name(path.name + ".new")
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as trouble:
        raise OitcheckError(
            f"{path}: เขียนไฟล์ไม่ได้ ({trouble.strerror or trouble})",
            f"ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ (เช่น Excel) แล้วสั่ง: {again}",
        ) from None


def settled(office_file: bytes, made: datetime) -> bytes:
    """A DOCX or XLSX as a library made it, without the clock's traces; ``made`` is its date."""
    stamp = rf"\g<1>{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(office_file)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in given.namelist():
            body = given.read(name)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            kept.writestr(entry, _STAMP.sub(stamp, body) if name == _PROPERTIES else body)
    return out.getvalue()
