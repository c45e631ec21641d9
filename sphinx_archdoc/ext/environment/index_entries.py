"""Entries in the indices: the label of each index page, and the entry in the general index."""

from __future__ import annotations

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.model import Kind


def index_entry(kind: Kind, entry: Entry, words: Translator) -> tuple[str, str, str, str, None]:
    """What the general index says of an entry, as Sphinx's nodes for it have it."""
    shown = f"{entry.title.replace(';', ',')} ({words.inline(kind.title)})"
    return ("single", shown, entry.anchor, "", None)


def index_label(kind: str) -> str:
    """The label, and the page, of the index of a kind."""
    return f"archdoc-{kind}"
