"""Marks of state: how far a reader may rely on an entry, how much it matters, and who is responsible.

Which fields say so is declared as their ``meaning`` in the kinds table.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.content.spans import Mark
from sphinx_archdoc.i18n import english
from sphinx_archdoc.schema.meaning import Meaning

DEPRECATED = english("deprecated")
"""The word after a link to something deprecated."""

MARKED = (Meaning.LIFECYCLE, Meaning.WEIGHT, Meaning.OWNER)
"""The meanings of the fields that are shown as marks, in their order."""


def marks_of(entry: Entry, graph: Graph) -> tuple[Mark, ...]:
    """Return the status, the focus and the owner of an entry; where it has none, those of its page."""
    return tuple(_marks(entry, graph))


def _marks(entry: Entry, graph: Graph) -> Iterator[Mark]:
    deprecation = deprecation_of(graph)
    document = graph.catalogue.document_of(entry.page)
    for meaning in MARKED:
        for source in filter(None, (entry, document)):
            field = graph.catalogue.kind_of(source).field_meaning(meaning)
            if field and field.name in source.values:
                value = title_of_cell(source, field.name, graph)
                warns = meaning is Meaning.LIFECYCLE and source.key in deprecation.entries
                yield Mark(graph.words(field.title), value, warns)
                break


class Deprecation:
    """The entries and pages of a graph that are deprecated."""

    def __init__(self, graph: Graph) -> None:
        catalogue = graph.catalogue
        fields = {name: kind.field_meaning(Meaning.LIFECYCLE) for name, kind in catalogue.kinds.items()}
        self.entries = {
            entry.key
            for kind, field in fields.items()
            if field and field.choices
            for entry in catalogue.of_kind(kind)
            if entry.values.get(field.name) == field.choices[-1]
        }
        documents = ((key.page, catalogue.document_of(key.page)) for key in self.entries)
        self.pages = {page for page, document in documents if document and document.key in self.entries}

    def of_entry(self, entry: Entry, shown_on: str) -> bool:
        """Return whether a link to *entry* must warn: it is deprecated, or it is on a page that is.

        :param shown_on: the page of the link. On a deprecated page, each link to itself would warn.
        """
        return entry.key in self.entries or self.of_page(entry.page, shown_on)

    def of_page(self, page: str, shown_on: str) -> bool:
        """Return whether a link to *page* must warn."""
        return page in self.pages and page != shown_on


def deprecation_of(graph: Graph) -> Deprecation:
    """Return what is deprecated, which the graph caches."""
    return graph.derived(Deprecation, Deprecation)
