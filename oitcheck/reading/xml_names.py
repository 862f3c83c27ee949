"""Names of XML elements and attributes without their namespaces.

Transitional and strict Office files and the generations of OpenDocument differ in namespaces only.
"""

from __future__ import annotations

from lxml import etree


def local(element: etree._Element) -> str:
    """The element's name, empty for entities and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The attribute of that name in whatever namespace, empty if there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first descendant on the path of child ``names``."""
    found: etree._Element | None = element
    for name in names:
        if found is None:
            return None
        found = next((one for one in found if local(one) == name), None)
    return found


def alternative(element: etree._Element) -> etree._Element | None:
    """The one branch of an AlternateContent that counts: both show the same."""
    return (
        child(element, "Choice")
        if child(element, "Choice") is not None
        else child(element, "Fallback")
    )
