"""``python -m oitcheck``: the command line, where no script is on the path."""

from oitcheck.cli import main

main()
