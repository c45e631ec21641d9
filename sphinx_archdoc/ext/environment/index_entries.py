"""Index entries: the label of each index page, and the form of entries in the general index."""

from __future__ import annotations

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.index_page import ALL, ALL_ENTRIES
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Kind


def index_entry(kind: Kind, entry: Entry, words: Translator) -> tuple[str, str, str, str, None]:
    """Return an entry of the general index, as the 5-tuple that Sphinx's ``index`` nodes hold."""
    shown = f"{entry.title.replace(';', ',')} ({words.inline(kind.title)})"
    return ("single", shown, entry.anchor, "", None)


def index_label(name: str) -> str:
    """Return the label of the index page of a kind, or of :data:`ALL`, which is also the name of the page."""
    return f"archdoc-{name}"


def index_titles(kinds: KindsTable) -> dict[str, str]:
    """Return the titles of all index pages that there can be, in English, by the names of the indices."""
    return {name: kind.plural for name, kind in kinds.items()} | {ALL: ALL_ENTRIES}
