"""``sphinx-archdoc init``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Create a small project that you can build and change."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "folder", metavar="DIR", help="The folder of the project. It is created if it does not exist."
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.init.command import run as init

    return init(given.folder)
