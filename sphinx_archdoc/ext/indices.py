"""The index pages: a Sphinx domain index for each kind in use, at ``archdoc-<kind>``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import cast

from sphinx.application import Sphinx
from sphinx.domains import Index, IndexEntry
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.store import EntryStore, store_of
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.words import Words

_SUMMARY_WIDTH = 120


def index_for(kind: Kind, words: Words) -> type[Index]:
    """The index class of *kind*; *words* say its name."""

    class KindIndex(Index):
        name = kind.name
        localname = words(kind.plural)
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


def label_indices(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: let ``{ref}`` know the index pages that are written, and no others.

    Sphinx writes none for a kind without entries, but has a label for each.
    """
    store = store_of(env)
    standard = env.domains.standard_domain
    for label, (docname, *_) in list(standard.anonlabels.items()):
        if docname == label and label.startswith(index_label("")):  # also of kinds that are gone
            del standard.anonlabels[label]
            standard.labels.pop(label, None)
    written = getattr(env.config, f"{app.builder.format}_domain_indices", True)
    for name in sorted({entry.kind for entry in store.catalogue.entries}):
        label = index_label(name)
        if written is True or (written and label in written):
            standard.note_hyperlink_target(label, label, "", store.words(store.kinds[name].plural))


def index_label(kind: str) -> str:
    """The label, and the page, of the index of a kind."""
    return f"archdoc-{kind}"
