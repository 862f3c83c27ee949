"""Programs that read Word's old format, as child processes: antiword, else LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oitcheck.reading.letters import ConvertFailed

SECONDS = 45.0
_MAX_OUTPUT = 20_000_000


@dataclass(frozen=True, slots=True)
class WordConverter:
    """``executable`` is a path; ``key`` is antiword or libreoffice."""

    executable: str
    key: str
    seconds: float = SECONDS

    def text(self, body: bytes) -> str:
        """See `oitcheck.reading.letters.Convert`. Raises `ConvertFailed`."""
        with tempfile.TemporaryDirectory(prefix="oitcheck-doc-") as name:
            folder = Path(name)
            given, out = folder / "given.doc", folder / "given.txt"
            given.write_bytes(body)
            if self.key == "antiword":
                self._run(["-w", "0", "-m", "UTF-8.txt", str(given)], out)
            else:
                # A profile of its own: no macros, no settings of anybody, none left behind.
                profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
                kind = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
                flags = [profile, "--headless", "--norestore", "--nolockcheck"]
                self._run([*flags, *kind, str(given)], folder / "said")
            try:
                with out.open("rb") as file:
                    read = file.read(_MAX_OUTPUT + 1)
            except OSError as trouble:
                raise ConvertFailed(f"{self.key} wrote nothing: {trouble}") from None
        if len(read) > _MAX_OUTPUT:
            raise ConvertFailed(f"{self.key} wrote more than {_MAX_OUTPUT} bytes")
        return read.decode("utf-8-sig", errors="replace")

    def _run(self, arguments: list[str], out: Path) -> None:
        with out.open("wb") as file, out.with_suffix(".err").open("wb") as errors:
            try:
                child = subprocess.Popen(
                    [self.executable, *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=errors,
                    start_new_session=True,
                )
            except OSError as trouble:
                raise ConvertFailed(f"{self.key} did not start: {trouble}") from None
            try:
                code = child.wait(timeout=self.seconds)
            except subprocess.TimeoutExpired:
                raise ConvertFailed(f"{self.key}: more than {self.seconds:g} s") from None
            finally:
                _end(child)
        if code:
            said = out.with_suffix(".err").read_bytes()[-200:].decode("utf-8", "replace").strip()
            raise ConvertFailed(f"{self.key} ended with {code}: {said}")


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a child with what it has started: LibreOffice is a script around the real program."""
    if child.poll() is None:
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@cache
def find_converter() -> WordConverter | None:
    """The program of this machine for Word's old format, or None if there is none."""
    for name, key in (("antiword", "antiword"), ("soffice", "libreoffice")):
        path = shutil.which(name)
        if path:
            return WordConverter(path, key)
    return None
