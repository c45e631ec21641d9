"""``sphinx-archdoc show``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_name, add_sources
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Show one entry, with its references and backlinks."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_name(parser)
    add_sources(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="Text for readers, which is the default, JSON for programs, or Markdown.",
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.catalogue.show import show_entry

    return show_entry(given.name, given.names, given.format)
