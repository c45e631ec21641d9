"""Index entries: the label of each index page, and the form of entries in the general index."""

from __future__ import annotations

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.index_page import ALL, ALL_ENTRIES, is_shown
from sphinx_archdoc.ext.environment.store import EntryStore
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


def wanted_indices(store: EntryStore) -> list[str]:
    """Return the names of the indices that have entries and that the configuration asks for."""
    builder = store.build.builder
    wanted = getattr(builder.config, f"{builder.format}_domain_indices", True)
    return [
        name
        for name in index_titles(store.kinds)
        if is_shown(name, store.catalogue) and (wanted is True or (wanted and index_label(name) in wanted))
    ]


def is_page_of_author(store: EntryStore, name: str) -> bool:
    """Return whether a document has the name of an index page; which is then not written."""
    return index_label(name) in store.env.all_docs
