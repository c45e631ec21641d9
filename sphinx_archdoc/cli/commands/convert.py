"""``sphinx-archdoc convert``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_format, add_kinds_file
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Rewrite plain Markdown as directives, and report how each line is read."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "names", nargs="+", metavar="FILE|FOLDER", help="Markdown files, or folders with Markdown files."
    )
    parser.add_argument(
        "--to", metavar="FOLDER", help="Write the result to this folder, and do not change the files."
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="Write nothing, and exit with status 1 if any line is not understood.",
    )
    parser.add_argument(
        "--explain",
        type=int,
        metavar="LINE",
        help="With --check and one file: print the evidence for and against each kind at this line.",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="Overwrite files with uncommitted changes and, with --to, files that exist.",
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="Also list the lines that are mapped or kept as prose. JSON always includes them.",
    )
    add_format(parser)
    add_kinds_file(parser)


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.convert.command import Request
    from sphinx_archdoc.cli.convert.command import run as convert

    request = Request(
        names=given.names,
        to=given.to,
        check=given.check,
        explain=given.explain,
        force=given.force,
        verbose=given.verbose,
        json=given.format == "json",
    )
    return convert(request, given.kinds)
