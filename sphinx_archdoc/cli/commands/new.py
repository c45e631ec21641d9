"""``sphinx-archdoc new``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_kinds_file
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Print a directive with all fields of a kind, for you to fill in."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("kind", metavar="KIND", help="A kind, such as envvar.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="The name of the entry, if the kind takes one."
    )
    add_kinds_file(parser)


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.kinds.new import run as new

    return new(given.kind, " ".join(given.names), given.kinds)
