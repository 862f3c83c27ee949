"""The rules of the house hold, and each guard goes red when its rule is broken."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def text_files() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_the_code_is_linted_and_formatted() -> None:
    lint = run("ruff", "check", ".")
    assert lint.returncode == 0, lint.stdout
    formatted = run("ruff", "format", "--check", ".")
    assert formatted.returncode == 0, formatted.stdout


@pytest.mark.slow
def test_types_are_strict_on_core_and_spiders() -> None:
    checked = run("mypy")
    assert checked.returncode == 0, checked.stdout


def test_imports_point_down() -> None:
    checked = run("lint-imports")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("oitcheck/judge/__init__.py", "import oitcheck.store"),
        ("oitcheck/model/__init__.py", "import oitcheck.catalogue"),
        ("oitcheck/reading/__init__.py", "import socket"),
        ("oitcheck/checks/current.py", "import sqlalchemy"),
        ("oitcheck/archive/__init__.py", "import oitcheck.store"),
        ("spiders/__init__.py", "import oitcheck.judge"),
        ("oitcheck/pipeline/__init__.py", "import pandas"),
    ],
)
def test_a_planted_import_upwards_is_red(tmp_path: Path, file: str, line: str) -> None:
    for part in ("oitcheck", "spiders"):
        shutil.copytree(
            ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "*.so")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = tmp_path / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    checked = subprocess.run(
        [str(BIN / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tmp_path), "PATH": str(BIN), "PYTHONIOENCODING": "utf-8"},
    )
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "BROKEN" in checked.stdout


@pytest.mark.parametrize("line", ["import spiders", "import oitcheck.spiders"])
def test_a_planted_import_of_the_spiders_is_red(tmp_path: Path, line: str) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(f"{line}\n", encoding="utf-8")
    checked = run("ruff", "check", "--config", str(ROOT / "pyproject.toml"), str(planted))
    assert "TID251" in checked.stdout


def test_no_file_of_code_is_too_long_and_no_module_has_an_empty_name() -> None:
    for path in tracked():
        relative = path.relative_to(ROOT)
        if path.suffix != ".py" or relative.parts[0] not in ("oitcheck", "spiders", "bench"):
            continue
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 420, relative
        assert path.stem not in {"utils", "common", "helpers", "base", "manager"}, relative


def test_no_registry_host_and_no_path_of_a_machine_in_any_file() -> None:
    hosts = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "deb." + "debian"]
    paths = re.compile(r"/(?:home|root|work)/[a-z.]")
    # a page of the field that shows its server's own path to everybody
    allowed = {Path("tests/house/test_guards.py"), Path("tests/field/pages/php-warning-page.html")}
    for name, text in text_files():
        assert not [host for host in hosts if host in text], name
        if name not in allowed:
            found = paths.search(text)
            assert not found, f"{name}: {found and text[found.start() : found.end() + 30]}"


def test_the_lock_file_has_hashes_for_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][\w.-]*(?:\[\w+\])?==", lock, re.MULTILINE)
    assert len(pins) > 50
    for entry in re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_no_path_of_the_checkout_is_long() -> None:
    for path in tracked():
        assert len(str(path.relative_to(ROOT))) < 120, path


@pytest.mark.slow
def test_the_wheel_holds_exactly_the_tree(tmp_path: Path) -> None:
    clone = tmp_path / "tree"
    for path in tracked():
        relative = path.relative_to(ROOT)
        if relative.parts[0] in ("oitcheck", "spiders", "indicators", "reports") or (
            len(relative.parts) == 1
        ):
            (clone / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, clone / relative)
    built = run(
        "python", "-m", "build", "--wheel", "--no-isolation", "-o", str(tmp_path), cwd=clone
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = set()
    for path in tracked():
        relative = path.relative_to(ROOT)
        top = relative.parts[0]
        if top == "oitcheck":
            expected.add(relative.as_posix())
        elif top in ("spiders", "indicators", "reports"):
            expected.add("oitcheck/" + relative.as_posix())
    assert inside == expected
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    site = next(venv.glob("lib/python*/site-packages"), venv / "Lib" / "site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    dependencies = next(p for p in sys.path if p.endswith("site-packages"))
    (site / "dependencies.pth").write_text(dependencies + "\n", encoding="utf-8")
    python = venv / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    smoke = subprocess.run(
        [str(python), "-c", SMOKE],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert smoke.returncode == 0, smoke.stderr
    assert str(site) in smoke.stdout
    assert "O12" in smoke.stdout


SMOKE = """
import sys
sys.path = [p for p in sys.path if not p.endswith("finder__")]
sys.meta_path = [f for f in sys.meta_path if "editable" not in repr(f).lower()]
import oitcheck, oitcheck.spiders, oitcheck.reports
print(oitcheck.__file__)
sys.argv = ["oitcheck", "explain", "O12", "--year", "2569"]
from oitcheck.cli import main
main()
"""


def test_no_two_test_modules_share_a_name_since_they_share_one_import_path() -> None:
    names = [
        path.name
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == "tests"
        if path.name not in ("conftest.py", "__init__.py")
        if "province" not in path.relative_to(ROOT).parts
    ]
    assert sorted(names) == sorted(set(names))
