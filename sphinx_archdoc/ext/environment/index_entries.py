"""Entries in the indices: the label of each index page, and the entry in the general index."""

from __future__ import annotations

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.words import Words


def index_entry(kind: Kind, entry: Entry, words: Words) -> tuple[str, str, str, str, None]:
    """What the general index says of an entry, as Sphinx's nodes for it have it."""
    shown = f"{entry.title.replace(';', ',')} ({words.within(kind.title)})"
    return ("single", shown, entry.anchor, "", None)


def index_label(kind: str) -> str:
    """The label, and the page, of the index of a kind."""
    return f"archdoc-{kind}"
