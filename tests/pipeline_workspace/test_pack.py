from __future__ import annotations

import hashlib
import json
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oitcheck.errors import OitcheckError
from oitcheck.model import Capture, Purpose, RunKind
from oitcheck.pipeline.pack import MANIFEST, pack, unpack
from oitcheck.pipeline.workspace import Workspace

NOON = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)
URL = "http://www.example.go.th/"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    place = Workspace.init(tmp_path / "ws", province="สุรินทร์", year=2569)
    with place.store() as store, place.archive(store.blob) as archive:
        store.ensure_round("1", 2569)
        run = store.create_run("1", RunKind.FIRST, NOON)
        blob = archive.append_response(URL, 200, [], "ข้อมูล".encode() * 500, NOON)
        store.add_capture(Capture(0, run, URL, 1, Purpose.EVIDENCE, NOON, sha256=blob.sha256), blob)
    report = place.out / "round-1" / "agencies" / "หน่วยงาน.html"
    report.parent.mkdir(parents=True)
    report.write_text("<p>รายงาน", encoding="utf-8")
    (place.indicators / "oit-2569.toml").write_text("# แก้ไข", encoding="utf-8")
    return place


def test_an_unpacked_workspace_holds_the_same_at_another_path(
    workspace: Workspace, tmp_path: Path
) -> None:
    pack(workspace, tmp_path / "a.zip")
    moved = unpack(tmp_path / "a.zip", tmp_path / "elsewhere" / "moved")
    for name in (
        "oitcheck.toml",
        "indicators/oit-2569.toml",
        "evidence/oit-00001.warc.gz",
        "out/round-1/agencies/หน่วยงาน.html",
    ):
        assert (moved.root / name).read_bytes() == (workspace.root / name).read_bytes()
    with moved.store() as store, workspace.store() as original:
        (found,) = store.captures("1")
        assert [found] == list(original.captures("1"))
        blob = store.blob(found.sha256)
        assert blob is not None
        assert moved.archive().body(blob) == "ข้อมูล".encode() * 500
    assert stat.S_IMODE(moved.root.stat().st_mode) == 0o700
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".oitcheck")]


def test_the_same_workspace_packs_to_the_same_bytes_and_no_lock_goes_along(
    workspace: Workspace, tmp_path: Path
) -> None:
    pack(workspace, tmp_path / "a.zip")
    pack(workspace, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        manifest = json.loads(file.read(MANIFEST))
        assert sorted(file.namelist()) == sorted(
            [MANIFEST, *(item["path"] for item in manifest["files"])]
        )
        assert "oitcheck.lock" not in file.namelist()
        for item in manifest["files"]:
            data = file.read(item["path"])
            assert hashlib.sha256(data).hexdigest() == item["sha256"]
            assert len(data) == item["size"]


def test_packing_waits_for_no_writer_and_writes_over_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.lock(), pytest.raises(OitcheckError, match="is working in this workspace"):
        pack(workspace, tmp_path / "a.zip")
    (tmp_path / "a.zip").write_bytes(b"mine")
    with pytest.raises(OitcheckError, match="there already"):
        pack(workspace, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"mine"
    with pytest.raises(OitcheckError, match="can't be written"):
        pack(workspace, tmp_path / "none" / "a.zip")


def test_a_folder_that_is_not_empty_is_left_alone(workspace: Workspace, tmp_path: Path) -> None:
    pack(workspace, tmp_path / "a.zip")
    with pytest.raises(OitcheckError, match="not empty"):
        unpack(tmp_path / "a.zip", workspace.root)
    (tmp_path / "empty").mkdir()
    assert unpack(tmp_path / "a.zip", tmp_path / "empty").exists()


def _again(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(source) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def _added(parts: dict[str, bytes], name: str, data: bytes = b"evil") -> None:
    """Add a file, to the manifest as well: only its name is wrong."""
    manifest = json.loads(parts[MANIFEST])
    digest = hashlib.sha256(data).hexdigest()
    manifest["files"].append({"path": name, "size": len(data), "sha256": digest})
    parts[MANIFEST] = json.dumps(manifest).encode()
    parts[name] = data


def _refused(source: Path, folder: Path) -> str:
    with pytest.raises(OitcheckError) as caught:
        unpack(source, folder)
    assert not folder.exists()
    assert not [path for path in folder.parent.iterdir() if path.name.startswith(".oitcheck")]
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "out/../../evil", "/etc/evil", "C:/evil", "out\\..\\evil", "out//evil",
        "out/./evil", "evidence/../../oitcheck.toml", "evil.txt", "spiders/evil.py",
        "oitcheck.lock", "out/evil\x01", "out",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    pack(workspace, tmp_path / "a.zip")
    _again(tmp_path / "a.zip", tmp_path / "b.zip", lambda parts: _added(parts, name))
    assert "refused" in _refused(tmp_path / "b.zip", tmp_path / "new")


def test_a_link_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    pack(workspace, tmp_path / "a.zip")
    _again(tmp_path / "a.zip", tmp_path / "b.zip", lambda parts: _added(parts, "out/x", b"/etc"))
    with zipfile.ZipFile(tmp_path / "b.zip") as old:
        infos = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as new:
        for info, data in infos:
            if info.filename == "out/x":
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            new.writestr(info, data)
    assert "is a link" in _refused(tmp_path / "c.zip", tmp_path / "new")


def test_a_bomb_is_refused_before_anything_is_written(workspace: Workspace, tmp_path: Path) -> None:
    pack(workspace, tmp_path / "a.zip")
    zeros = bytes(80 * 1024 * 1024)
    _again(tmp_path / "a.zip", tmp_path / "b.zip", lambda parts: _added(parts, "out/x", zeros))
    assert "grows to" in _refused(tmp_path / "b.zip", tmp_path / "new")


def test_a_changed_a_missing_and_an_added_file_are_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    pack(workspace, tmp_path / "a.zip")
    record = "evidence/oit-00001.warc.gz"

    def changed(parts: dict[str, bytes]) -> None:
        parts[record] = parts[record][:-1] + b"\x01"

    cases: list[tuple[Callable[[dict[str, bytes]], object], str]] = [
        (changed, "not what was packed"),
        (lambda parts: parts.pop(record), "differ"),
        (lambda parts: parts.update({"out/extra": b"x"}), "differ"),
        (lambda parts: parts.pop(MANIFEST), "no manifest.json"),
        (lambda parts: parts.update({MANIFEST: b"{}"}), "can't be read"),
        (lambda parts: parts.update({MANIFEST: b"\xff["}), "can't be read"),
    ]
    for number, (change, words) in enumerate(cases):
        _again(tmp_path / "a.zip", tmp_path / f"{number}.zip", lambda p, c=change: c(p) and None)
        assert words in _refused(tmp_path / f"{number}.zip", tmp_path / "new")


def test_a_pack_of_a_later_form_asks_for_the_newest_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    pack(workspace, tmp_path / "a.zip")

    def later(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = parts[MANIFEST].replace(b"oitcheck.pack/1", b"oitcheck.pack/2")

    _again(tmp_path / "a.zip", tmp_path / "b.zip", later)
    assert "newest version" in _refused(tmp_path / "b.zip", tmp_path / "new")


def test_what_is_no_whole_zip_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    pack(workspace, tmp_path / "a.zip")
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(data[: len(data) // 2])
    (tmp_path / "text.zip").write_text("ไม่ใช่ zip", encoding="utf-8")
    encrypted = bytearray(data)
    start = encrypted.index(b"PK\x01\x02")
    while start != -1:
        flags = struct.unpack_from("<H", encrypted, start + 8)[0]
        struct.pack_into("<H", encrypted, start + 8, flags | 1)
        start = encrypted.find(b"PK\x01\x02", start + 4)
    (tmp_path / "locked.zip").write_bytes(encrypted)
    for name in ("half.zip", "text.zip", "locked.zip"):
        assert "no whole zip file" in _refused(tmp_path / name, tmp_path / "new")
    assert "can't be unpacked" in _refused(tmp_path / "none.zip", tmp_path / "new")
