"""The command line: words in, words out."""

from oitcheck.cli.main import main

__all__ = ["main"]
