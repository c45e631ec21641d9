"""``sphinx-archdoc impact``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_name, add_sources
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "List what is affected if an entry is down."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_name(parser)
    add_sources(parser)
    parser.add_argument(
        "--depth",
        type=int,
        metavar="N",
        help="The number of steps to follow; 1 lists only direct dependants. By default, all steps are "
        "followed.",
    )
    parser.add_argument("--reverse", action="store_true", help="List what the entry depends on instead.")
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown", "mermaid", "dot"),
        default="text",
        help="Text for readers, which is the default, JSON for programs, Markdown, or a diagram.",
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.catalogue.impact import show_impact

    return show_impact(given.name, given.names, given.format, depth=given.depth, reverse=given.reverse)
