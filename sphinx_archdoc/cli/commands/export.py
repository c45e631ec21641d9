"""``sphinx-archdoc export``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_sources
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Write the entries of a catalogue as a file for another tool."

_OPTIONS = {"spreadsheet": "Put a quote before each text that a spreadsheet would take for a formula"}
"""What each attribute of the options does; the formats that take it follow from these."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    from sphinx_archdoc.export.formats import FORMATS

    described = " ".join(f"{name}: {format_.help}" for name, format_ in FORMATS.items())
    parser.add_argument("format", choices=tuple(FORMATS), metavar="|".join(FORMATS), help=described)
    add_sources(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="The file to write or, if the format has several files, the folder. The default is standard "
        "output.",
    )
    parser.add_argument(
        "--where",
        default="",
        metavar="EXPRESSION",
        help="Export only entries for which this expression is true, as in views.",
    )
    parser.add_argument(
        "--report",
        metavar="FILE.json",
        help="Write to this file what the format leaves out or changes.",
    )
    for name, help_ in _OPTIONS.items():
        names = " and ".join(one for one, format_ in FORMATS.items() if name in format_.options)
        parser.add_argument(f"--{name}", action="store_true", help=f"{help_} (for {names}).")


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.catalogue.export import export
    from sphinx_archdoc.export.format import ExportOptions

    options = ExportOptions(**{name: getattr(given, name) for name in _OPTIONS})
    return export(
        given.format, given.names, options, where=given.where, output=given.output, report=given.report
    )
