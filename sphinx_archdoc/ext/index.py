"""The index page of a kind: a Sphinx domain index, at ``archdoc-<kind>``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import cast

from sphinx.domains import Index, IndexEntry

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.store import EntryStore
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind

_SUMMARY_WIDTH = 120


def index_for(kind: Kind) -> type[Index]:
    """The index class of *kind*."""

    class KindIndex(Index):
        name = kind.name
        localname = kind.plural
        shortname = None  # else every theme that shows them would list all kinds in the head of every page

        def generate(
            self, docnames: Iterable[str] | None = None
        ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
            domain = cast(EntryStore, self.domain)
            wanted = None if docnames is None else set(docnames)
            entries = [
                entry
                for entry in domain.catalogue.of_kind(kind.name)
                if wanted is None or entry.page in wanted
            ]
            entries.sort(key=_order)
            return [
                (letter, [_index_entry(kind, entry, domain) for entry in group])
                for letter, group in groupby(entries, key=_letter)
            ], False

    return KindIndex


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return (_letter(entry), entry.title.casefold(), entry.title, entry.page)


def _letter(entry: Entry) -> str:
    start = entry.title.lstrip("_/.{[('\"<@#$")[:1].upper()
    return start if start.isalpha() else "#"


def _index_entry(kind: Kind, entry: Entry, domain: EntryStore) -> IndexEntry:
    summary = shorten(domain.catalogue.text_of(entry, kind.summary), _SUMMARY_WIDTH)
    page = domain.catalogue.title_of(entry.page)
    return IndexEntry(
        entry.title or "–", 0, entry.page, entry.anchor, page if page != entry.title else "", "", summary
    )
