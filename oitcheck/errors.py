"""The error that is meant for the person at the keyboard."""

from __future__ import annotations


class OitcheckError(Exception):
    """The user's trouble: what happened, where, and what to do about it, in one line.

    The command line prints ``message`` and ``hint`` on one line and exits 2. Trouble of a
    website is never raised: it is data (`oitcheck.model.Problem`).
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message
