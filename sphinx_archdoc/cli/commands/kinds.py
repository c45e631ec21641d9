"""``sphinx-archdoc kinds``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_format, add_kinds_file
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "List the kinds and their fields."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("names", nargs="*", metavar="KIND", help="The kinds to list. The default is all.")
    add_format(parser)
    add_kinds_file(parser)


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.kinds.listing import run as kinds

    return kinds(given.names, given.kinds, json=given.format == "json")
