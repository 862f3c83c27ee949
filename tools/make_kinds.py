"""Makes tests/reading/kinds: a letter, a workbook, slides and the form ITA-o12 in every kind of
file that LibreOffice writes, and again behind the password "oit".

    python3 tools/make_kinds.py FOLDER

FOLDER holds msoffcrypto, which is no part of this project (it locks the files of Office). To be run
by a Python that has LibreOffice's own module ``uno`` (Debian: python3-uno), with
libreoffice-writer, -calc and -impress and fonts-thai-tlwg installed.
"""

from __future__ import annotations

import importlib
import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from office_sources import FORM, letter, slides, workbook

HERE = Path(__file__).resolve().parent.parent / "tests" / "reading" / "kinds"
PASSWORD = "oit"
MADE = {
    "letter": (
        letter,
        "fodt",
        {
            "odt": "writer8",
            "docx": "MS Word 2007 XML",
            "doc": "MS Word 97",
            "rtf": "Rich Text Format",
            "pdf": "writer_pdf_Export",
        },
    ),
    "workbook": (
        workbook,
        "fods",
        {"ods": "calc8", "xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97"},
    ),
    "form": (
        lambda: workbook(sheets=(("o12", FORM),)),
        "fods",
        {"ods": "calc8", "xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97"},
    ),
    "slides": (
        slides,
        "fodp",
        {"pptx": "Impress MS PowerPoint 2007 XML"},
    ),
}
LOCKED = {"odt", "docx", "pdf", "ods", "xlsx", "pptx"}
MICROSOFT = {"docx", "xlsx", "pptx"}


def value(name: str, given: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, given
    return made


def desktop(port: int) -> Any:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    for _ in range(120):
        try:
            there = resolver.resolve(
                f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
            )
            return there.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", there
            )
        except Exception:  # it is starting
            time.sleep(0.5)
    sys.exit("LibreOffice does not answer")


def lock(path: Path) -> None:
    """As Office of 2010 and later does; LibreOffice does it only from its own dialogues."""
    plain, out = io.BytesIO(path.read_bytes()), io.BytesIO()
    importlib.import_module("msoffcrypto.format.ooxml").OOXMLFile(plain).encrypt(PASSWORD, out)
    path.write_bytes(out.getvalue())


def make(office: Any, folder: Path) -> None:
    for name, (source, extension, filters) in MADE.items():
        given = folder / f"{name}.{extension}"
        given.write_text(source(), "utf-8")
        for kind, word in filters.items():
            for locked in (False, True) if kind in LOCKED and name != "form" else (False,):
                opened = office.loadComponentFromURL(
                    given.as_uri(), "_blank", 0, (value("Hidden", True),)
                )
                said = [value("FilterName", word)]
                if locked and kind == "pdf":
                    options = (value("EncryptFile", True), value("DocumentOpenPassword", PASSWORD))
                    said.append(
                        value("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", options))
                    )
                elif locked and kind not in MICROSOFT:
                    said.append(value("Password", PASSWORD))
                target = HERE / f"{name}{'-locked' if locked else ''}.{kind}"
                opened.storeToURL(target.as_uri(), tuple(said))
                opened.close(True)
                if locked and kind in MICROSOFT:
                    lock(target)
                print(target.name, target.stat().st_size)


def main() -> None:
    program = shutil.which("soffice")
    sys.path += sys.argv[1:]
    if not program:
        sys.exit("no soffice")
    HERE.mkdir(exist_ok=True)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        child = subprocess.Popen(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                f"--accept=socket,host=127.0.0.1,port={port};urp;",
            ]
        )
        office = None
        try:
            office = desktop(port)
            make(office, folder)
        finally:
            if office is not None:
                try:
                    office.terminate()
                except Exception as trouble:  # the connection ends with the program
                    print(type(trouble).__name__)
            child.wait(timeout=60)


if __name__ == "__main__":
    main()
