"""``sphinx-archdoc editor``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_kinds_file
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Write a snippet for each kind, for an editor."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "editor",
        choices=("vscode",),
        metavar="vscode",
        help="The editor: Visual Studio Code, or one that is based on it.",
    )
    parser.add_argument(
        "--to",
        metavar="FOLDER",
        help="The folder for archdoc.code-snippets: .vscode of your project. The default is standard output.",
    )
    add_kinds_file(parser)


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.kinds.editor import write_snippets

    return write_snippets(given.to, given.kinds)
