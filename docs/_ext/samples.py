"""A complete entry of a kind, as an author writes it, from the examples in the kinds table.

The gallery shows them, and the tests build them. ``sphinx-archdoc new`` prints the same.
"""

from __future__ import annotations

from sphinx_archdoc.cli.entry import example_body, example_options
from sphinx_archdoc.importer.writing import directive_text
from sphinx_archdoc.schema.model import Kind


def myst(kind: Kind, name: str = "") -> str:
    """The entry in MyST Markdown; *name* is the example's, if it is not given."""
    return directive_text(kind, _argument(kind, name), example_options(kind), example_body(kind))


def rst(kind: Kind, name: str = "") -> str:
    """The entry in reStructuredText."""
    lines = [f":{option}: {value}".rstrip() for option, value in example_options(kind).items()]
    body = example_body(kind)
    inner = [f"   {line}".rstrip() for line in (*lines, *(["", body] if body else []))]
    return "\n".join([f".. archdoc:{kind.name}:: {_argument(kind, name)}".rstrip(), *inner])


def _argument(kind: Kind, name: str) -> str:
    return (name or kind.example) if kind.takes_name else ""
