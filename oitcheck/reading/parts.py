"""How the parts of an Office Open XML file (docx, pptx) point at each other."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass

from oitcheck.reading import packed
from oitcheck.reading.xml_names import attribute, local


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of its type (header, slide, hyperlink ...); ``target`` the name of
    a part, or an address where ``outside``."""

    kind: str
    target: str
    outside: bool


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, Relation]:
    """The relations of a part by id; those of the whole file for an empty name."""
    folder, name = posixpath.split(part)
    root = packed.tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}
    for element in root if root is not None else ():
        if local(element) != "Relationship":
            continue
        target = attribute(element, "Target")
        outside = attribute(element, "TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = attribute(element, "Type").rstrip("/").rpartition("/")[2]
        found[attribute(element, "Id")] = Relation(kind, target, outside)
    return found


def title(archive: zipfile.ZipFile) -> str:
    """What the file says its title is; empty if nothing."""
    root = packed.tree(archive, "docProps/core.xml")
    for element in root if root is not None else ():
        if local(element) == "title":
            return element.text or ""
    return ""
