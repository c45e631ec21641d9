"""The index pages: a Sphinx domain index for each kind in use, at ``archdoc-<kind>``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import cast

from sphinx.domains import Index, IndexEntry

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.environment.store import EntryStore, IndexContent
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind

_SUMMARY_WIDTH = 120


def index_for(kind: Kind, words: Translator) -> type[Index]:
    """Return the index class of *kind*, with its name translated by *words*."""

    class KindIndex(Index):
        name = kind.name
        localname = words(kind.plural)
        shortname = None  # otherwise many themes list the indices of all kinds at the top of every page

        def generate(
            self, docnames: Iterable[str] | None = None
        ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
            store = cast(EntryStore, self.domain)
            entries, known = store.catalogue.of_kind(kind.name), store.computed.index_content
            if docnames is not None:
                pages = frozenset(docnames)
                return _content(kind, (e for e in entries if e.page in pages), store.catalogue), False
            if kind.name not in known:
                known[kind.name] = _content(kind, entries, store.catalogue)
            return known[kind.name], False

    return KindIndex


def headings_of(kind: Kind) -> tuple[str, str, str]:
    """Return the headings of the columns of an index page: name, page and summary."""
    summary = kind.fields.get(kind.summary)
    return kind.heading, "Page", summary.title if summary else "Summary"


def _content(kind: Kind, entries: Iterable[Entry], catalogue: Catalogue) -> IndexContent:
    """Return the content of the index of *kind* for some of its entries, grouped by letter."""
    summary = kind.summary
    return [
        (letter, [_index_entry(summary, entry, catalogue) for entry in group])
        for letter, group in groupby(sorted(entries, key=_order), key=_letter)
    ]


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return (_letter(entry), entry.title.casefold(), entry.title, entry.page)


def _letter(entry: Entry) -> str:
    start = entry.title.lstrip("_/.{[('\"<@#$")[:1].upper()
    return start if start.isalpha() else "#"


def _index_entry(summary: str, entry: Entry, catalogue: Catalogue) -> IndexEntry:
    text = shorten(catalogue.text_of(entry, summary), _SUMMARY_WIDTH)
    page = catalogue.title_of(entry.page)
    return IndexEntry(
        entry.title or "–", 0, entry.page, entry.anchor, page if page != entry.title else "", "", text
    )
