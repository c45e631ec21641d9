"""The index pages: a domain index for each kind in use, at ``archdoc-<kind>``, and one for all entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from sphinx.builders import Builder
from sphinx.domains import Index, IndexEntry

from sphinx_archdoc.content.index_page import ALL, ALL_ENTRIES, IndexPage, index_of_all, index_of_kind
from sphinx_archdoc.content.spans import Link, Span, Text
from sphinx_archdoc.content.table import RowGroup
from sphinx_archdoc.ext.environment.formats import has_index_pages, renders_index_pages
from sphinx_archdoc.ext.environment.index_entries import is_page_of_author
from sphinx_archdoc.ext.environment.store import EntryStore
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.model import Kind

IndexContent = list[tuple[str, list[IndexEntry]]]
"""The entries of a domain index, by letter."""


def index_for(kind: Kind, words: Translator) -> type[Index]:
    """Return the index class of *kind*, with its name translated by *words*."""

    class KindIndex(Index):
        name = kind.name
        localname = words(kind.plural)
        shortname = None  # otherwise many themes list the indices of all kinds at the top of every page

        def generate(self, docnames: Iterable[str] | None = None) -> tuple[IndexContent, bool]:
            store = cast(EntryStore, self.domain)
            if _is_left_out(store, kind.name):
                return [], False
            if docnames is None:
                return _content(index_page(store, kind.name), store.build.builder), False
            page = index_of_kind(kind, store.graph, pages=frozenset(docnames))
            return _content(page, store.build.builder), False

    return KindIndex


def index_of_all_for(words: Translator) -> type[Index]:
    """Return the index class of all entries, with its name translated by *words*."""

    class AllIndex(Index):
        name = ALL
        localname = words(ALL_ENTRIES)
        shortname = None

        def generate(self, docnames: Iterable[str] | None = None) -> tuple[IndexContent, bool]:
            # formats of a whole book name the documents in it; they list each entry once, under its kind
            store = cast(EntryStore, self.domain)
            is_shown = docnames is None and not _is_left_out(store, ALL)
            page = index_page(store, ALL) if is_shown else None
            return _content(page, store.build.builder) if page else [], False

    return AllIndex


def _is_left_out(store: EntryStore, name: str) -> bool:
    """Return whether an index page would overwrite a document."""
    return has_index_pages(store.build.builder) and is_page_of_author(store, name)


def index_page(store: EntryStore, name: str) -> IndexPage:
    """Return the content of the index page of a kind, or of all entries; computed once a build.

    :param name: the name of a kind, or :data:`ALL`.
    """
    known, profile_of = store.computed.index_pages, store.build.link_resolver.profile
    if name not in known:
        if name == ALL:
            known[name] = index_of_all(store.graph, profile_of)
        else:
            known[name] = index_of_kind(store.kinds[name], store.graph, profile_of)
    return known[name]


def _content(page: IndexPage, builder: Builder) -> IndexContent:
    """Return what Sphinx shows of an index page; its letters alone if we render the page ourselves."""
    if renders_index_pages(builder):
        return [(group.title, []) for group in page.table.groups]
    titles = [column.key for column in page.table.columns]
    return [(group.title, list(_entries(group, titles))) for group in page.table.groups]


def _entries(group: RowGroup, keys: list[str]) -> Iterator[IndexEntry]:
    for row in group.rows:
        cells = dict(zip(keys, row.cells, strict=True))
        link = cast(Link, cells["name"][0])
        texts = {key: "".join(map(_text, cells.get(key, []))) for key in ("page", "summary")}
        yield IndexEntry(link.text, 0, link.page, link.anchor, texts["page"], "", texts["summary"])


def _text(span: Span) -> str:
    return span.text if isinstance(span, Text | Link) else ""
