"""``sphinx-archdoc query``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import SplitNames, add_kind_names, add_sources
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "List entries in a table, with the same options as a table on a page."

FORMATS = ("table", "json", "jsonl", "csv", "markdown", "keys")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_sources(parser)
    add_kind_names(parser, "list")
    parser.add_argument(
        "--where",
        default="",
        metavar="EXPRESSION",
        help="List only entries for which this expression is true, as in views.",
    )
    parser.add_argument(
        "--columns",
        action=SplitNames,
        default=(),
        metavar="COLUMN",
        help="The columns to show, in this order, separated by commas.",
    )
    parser.add_argument(
        "--sort",
        action=SplitNames,
        default=(),
        metavar="COLUMN",
        help="The columns to sort by, the most important first. --sort=-COLUMN reverses the order.",
    )
    parser.add_argument("--group-by", default="", metavar="COLUMN", help="The column to group by.")
    parser.add_argument(
        "--text", default="", metavar="WORDS", help="List only entries whose texts contain all these words."
    )
    parser.add_argument("--limit", type=int, metavar="N", help="List at most this number of entries.")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="table",
        help="How to print the entries. The default is a table; keys prints references to them.",
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.answers.query import Query
    from sphinx_archdoc.cli.catalogue.query import query

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
