"""``sphinx-archdoc query``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import SplitNames, add_sources
from sphinx_archdoc.cli.terminal import Exit

HELP = "List entries, as a table on a page does."

FORMATS = ("table", "json", "jsonl", "csv", "markdown", "keys")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_sources(parser)
    parser.add_argument(
        "--kind",
        dest="kinds",
        action=SplitNames,
        default=(),
        metavar="KIND",
        help="Kinds of entries, with commas between them. The default is all. Can be repeated.",
    )
    parser.add_argument(
        "--where", default="", metavar="EXPRESSION", help="Only entries for which this is true, as in views."
    )
    parser.add_argument(
        "--columns", action=SplitNames, default=(), metavar="COLUMN", help="The columns, in their order."
    )
    parser.add_argument(
        "--sort",
        action=SplitNames,
        default=(),
        metavar="COLUMN",
        help="Columns to sort by, the most important first; --sort=-COLUMN reverses the order.",
    )
    parser.add_argument("--group-by", default="", metavar="COLUMN", help="A column to group the rows by.")
    parser.add_argument(
        "--text", default="", metavar="WORDS", help="Only entries in whose texts all these words occur."
    )
    parser.add_argument("--limit", type=int, metavar="N", help="At most this number of entries.")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help="How to print them. The default is a table; keys are the references that find them.",
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.answers.query import Query
    from sphinx_archdoc.cli.query import query

    asked = Query(
        kinds=tuple(given.kinds),
        where=given.where,
        columns=tuple(given.columns),
        sort=tuple(given.sort),
        group_by=given.group_by,
        text=given.text,
        limit=given.limit,
    )
    return query(asked, given.names, given.format)
