"""What every agency hands in at the first collection, and the verdicts declared for it."""

from __future__ import annotations

from collections.abc import Callable

from .agencies import SITES, Site
from .declared_tambons import banmai, huaisai, kaset, nongbua, nonsung
from .declared_towns import donkaeo, khlongyai, mueang, pao, thaluang
from .kinds import Item
from .shapes import Items

_FIRST: dict[str, Callable[[Site], Items]] = {
    "pao": pao, "mueang": mueang, "donkaeo": donkaeo, "thaluang": thaluang,
    "khlongyai": khlongyai, "nongbua": nongbua, "banmai": banmai, "nonsung": nonsung,
    "huaisai": huaisai, "kaset": kaset,
}  # fmt: skip


def first() -> dict[str, Items]:
    """What each agency hands in at the first collection, by agency key and item."""
    return {key: make(SITES[key]) for key, make in _FIRST.items()}


def verdict_of(item: Item) -> str:
    """The declared verdict of an item: its own, else that of its one link, else ``pass``."""
    if item.verdict:
        return item.verdict
    if len(item.links) == 1:
        return item.links[0].expect.split()[0]
    assert all(link.expect == "pass" for link in item.links), "declare the verdict"
    return "pass"
