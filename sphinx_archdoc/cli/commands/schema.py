"""``sphinx-archdoc schema``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_kinds_file
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Print the JSON Schema of a file or of an answer."

SCHEMAS = {
    "catalogue": "the file archdoc.json",
    "kinds": "a file with kinds",
    "rules": "the file that archdoc_rules names",
    "configuration": "archdoc.toml",
    "query": "the answer of query",
    "show": "the answer of show",
    "impact": "the answer of impact",
    "changes": "the answer of diff",
    "coverage": "the answer of coverage",
    "export": "the report of export",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    described = "; ".join(f"{name}: {of}" for name, of in SCHEMAS.items())
    parser.add_argument("schema", choices=tuple(SCHEMAS), metavar="|".join(SCHEMAS), help=f"{described}.")
    add_kinds_file(parser)


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.kinds.schema import show_schema

    return show_schema(given.schema, given.kinds)
