"""Puts a workspace into one zip file, and takes it out again somewhere else."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from oitcheck import __version__, settings
from oitcheck.errors import OitcheckError
from oitcheck.pipeline.workspace import DATABASE_NAME, Workspace
from oitcheck.settings import FILE_NAME

MANIFEST = "manifest.json"
SCHEMA = "oitcheck.pack/1"
_FOLDERS = ("evidence", "indicators", "out")
_PIECE = 1024 * 1024
# Deflating these again gains nothing.
_STORED = frozenset({".gz", ".png", ".jpg", ".xlsx", ".docx", ".woff2", ".zip", ".pdf"})
# Text and databases pack 3 to 30 times smaller; nothing honest this large packs 200 times.
_BOMB_SIZE = 64 * 1024 * 1024
_BOMB_RATIO = 200
_MANIFEST_SIZE = 128 * 1024 * 1024
_DATABASE_LINE = re.compile(r"(?m)^[ \t]*database[ \t]*=.*$")


def pack(workspace: Workspace, target: Path) -> None:
    """Write database, evidence, indicators, settings and reports to the zip file ``target``.

    The workspace is locked meanwhile. A PostgreSQL database goes in as a SQLite file, and its
    URL is taken out of the settings. Each file's sha256 stands in manifest.json. Raises
    `OitcheckError` where ``target`` is there already or can't be written.
    """
    if target.exists():
        raise OitcheckError(f"{target}: is there already", "name a new file")
    try:
        with (
            workspace.lock(),
            tempfile.TemporaryDirectory(prefix=".oitcheck-", dir=target.parent) as folder,
        ):
            members = _members(workspace)
            database = Path(folder) / DATABASE_NAME
            with workspace.store() as store:
                store.copy_to(database)
            part = Path(folder) / "pack.zip"
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as file:
                _write(file, members, database, _settings_text(workspace))
            part.replace(target)
    except OSError as trouble:
        words = trouble.strerror or str(trouble)
        raise OitcheckError(f"{target}: can't be written: {words}", "name another place") from None


def unpack(source: Path, folder: Path) -> Workspace:
    """Make ``folder`` the workspace that `pack` has put into ``source``.

    Every file is compared with the manifest; a zip that isn't whole, or that tries to write
    elsewhere or to fill the disk, leaves nothing behind. Raises `OitcheckError`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OitcheckError(f"{folder}: is there already and not empty", "name a new folder")
    try:
        with zipfile.ZipFile(source) as file:
            entries = _entries(file, source)
            folder.parent.mkdir(parents=True, exist_ok=True)
            needed = sum(info.file_size for info, _ in entries)
            if needed > shutil.disk_usage(folder.parent).free:
                raise OitcheckError(f"{source}: needs {needed:,} bytes", "free some disk space")
            with tempfile.TemporaryDirectory(prefix=".oitcheck-", dir=folder.parent) as half:
                made = Path(half) / "workspace"
                made.mkdir(mode=0o700)
                for info, wanted in entries:
                    _take_out(file, info, wanted, made)
                for name in _FOLDERS:
                    (made / name).mkdir(exist_ok=True)
                if folder.exists():
                    folder.rmdir()
                made.rename(folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as trouble:
        raise _refused(source, f"no whole zip file: {trouble}") from None
    except OSError as trouble:
        words = trouble.strerror or str(trouble)
        raise OitcheckError(f"{source}: can't be unpacked: {words}", "mend that first") from None
    return Workspace(folder)


def _members(workspace: Workspace) -> list[tuple[str, Path]]:
    """(name in the zip, file) of the folders, in one order whatever the system."""
    found = []
    for name in _FOLDERS:
        top = workspace.root / name
        for path in top.rglob("*"):
            if path.is_file():
                found.append((f"{name}/{path.relative_to(top).as_posix()}", path))
    return sorted(found)


def _settings_text(workspace: Workspace) -> str:
    text = workspace.settings_file.read_text(encoding="utf-8-sig")
    if settings.parse(text).workspace.database:
        # The zip holds a SQLite file; the URL would lead back to the old database.
        text = _DATABASE_LINE.sub('#database = ""', text)
        if settings.parse(text).workspace.database:
            raise OitcheckError(
                f"{workspace.settings_file}: the line of workspace.database can't be found",
                'write it as: database = "..." on a line of its own',
            )
    return text


def _write(
    file: zipfile.ZipFile, members: list[tuple[str, Path]], database: Path, settings_text: str
) -> None:
    listed = []
    for name, path in [(DATABASE_NAME, database), *members]:
        with path.open("rb") as source:
            listed.append(_add(file, name, source))
    with contextlib.closing(tempfile.SpooledTemporaryFile()) as source:
        source.write(settings_text.encode("utf-8"))
        source.seek(0)
        listed.append(_add(file, FILE_NAME, source))
    manifest = {"schema": SCHEMA, "tool_version": __version__, "files": listed}
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    file.writestr(_info(MANIFEST), text.encode())


def _add(file: zipfile.ZipFile, name: str, source: IO[bytes]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with file.open(_info(name), "w", force_zip64=True) as target:
        for piece in _pieces(source):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return {"path": name, "size": size, "sha256": digest.hexdigest()}


def _info(name: str) -> zipfile.ZipInfo:
    # A fixed time: the same workspace packs to the same bytes.
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    packed = PurePosixPath(name).suffix.lower() in _STORED
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


def _entries(file: zipfile.ZipFile, source: Path) -> list[tuple[zipfile.ZipInfo, dict[str, Any]]]:
    """The entries to take out, each with what the manifest says of it; checked before writing."""
    infos = [info for info in file.infolist() if not info.is_dir()]
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise _refused(source, "a name stands in it twice")
    for info in infos:
        _check(info, source)
    if sum(info.compress_size for info in infos) > source.stat().st_size:
        raise _refused(source, "its files overlap")
    if MANIFEST not in names:
        raise _refused(source, "there is no manifest.json")
    listed = _manifest(file, source)
    if {*listed, MANIFEST} != set(names):
        raise _refused(source, "its files and its manifest differ")
    if FILE_NAME not in listed or DATABASE_NAME not in listed:
        raise _refused(source, "settings or database are missing")
    return [(info, listed[info.filename]) for info in infos if info.filename != MANIFEST]


def _check(info: zipfile.ZipInfo, source: Path) -> None:
    # orig_filename: zipfile itself cuts names at a NUL and turns backslashes on Windows.
    name = info.orig_filename
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts) or re.search(r"[\\:\x00-\x1f]", name):
        raise _refused(source, f"it would write to {name!r}")
    single = len(parts) == 1
    if name not in (MANIFEST, FILE_NAME, DATABASE_NAME) and (single or parts[0] not in _FOLDERS):
        raise _refused(source, f"{name!r} is no part of a workspace")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _refused(source, f"{name!r} is a link or no plain file")
    if info.file_size > _BOMB_SIZE and info.file_size > _BOMB_RATIO * info.compress_size:
        raise _refused(source, f"{name!r} grows to {info.file_size:,} bytes")


def _manifest(file: zipfile.ZipFile, source: Path) -> dict[str, dict[str, Any]]:
    if file.getinfo(MANIFEST).file_size > _MANIFEST_SIZE:
        raise _refused(source, "its manifest.json is too large")
    try:
        manifest = json.loads(file.read(MANIFEST))
        schema = manifest["schema"]
        listed = {
            str(item["path"]): {"size": int(item["size"]), "sha256": str(item["sha256"])}
            for item in manifest["files"]
        }
    except (ValueError, KeyError, TypeError):
        raise _refused(source, "its manifest.json can't be read") from None
    if schema != SCHEMA:
        raise OitcheckError(
            f"{source}: made by another oitcheck ({schema})", "install the newest version"
        )
    return listed


def _take_out(
    file: zipfile.ZipFile, info: zipfile.ZipInfo, wanted: dict[str, Any], folder: Path
) -> None:
    path = folder.joinpath(*info.filename.split("/"))
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    # "x": on a system that takes A and a for one name, nothing is written over.
    with file.open(info) as source, path.open("xb") as target:
        for piece in _pieces(source):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    if (size, digest.hexdigest()) != (wanted["size"], wanted["sha256"]):
        raise _refused(Path(file.filename or ""), f"{info.filename!r} is not what was packed")


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


def _refused(source: Path, why: str) -> OitcheckError:
    return OitcheckError(f"{source}: refused: {why}", "ask for the file again")
