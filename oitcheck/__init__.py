"""Checks what Thai public agencies publish for the OIT part of the ITA assessment."""

__version__ = "0.1.0"
