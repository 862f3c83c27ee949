"""The one exception of this floor."""

from __future__ import annotations


class Unreadable(Exception):
    """A body that cannot be read. ``reason``: encrypted, broken or unsupported."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
