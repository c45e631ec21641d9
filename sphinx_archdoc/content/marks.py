"""Marks of state: how far a reader may rely on an entry, how much it matters, and who is responsible.

Which fields say so is declared as their ``meaning`` in the kinds table.
"""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.column_values import OwnOrOfPage, title_of_cell
from sphinx_archdoc.content.spans import Mark
from sphinx_archdoc.i18n import english
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import FieldType

DEPRECATED = english("deprecated")
"""The word after a link to something deprecated."""

MARKED = (Meaning.LIFECYCLE, Meaning.WEIGHT, Meaning.OWNER)
"""The meanings of the fields that are shown as marks, in their order."""


def marks_of(entry: Entry, graph: Graph) -> tuple[Mark, ...]:
    """Return the status, the focus and the owner of an entry; where it has none, those of its page."""
    return tuple(marks_by_meaning(entry, entry.page, graph).values())


def marks_by_meaning(entry: Entry | None, page: str, graph: Graph) -> Mapping[Meaning, Mark]:
    """Return the marks of an entry on *page*, or those of the page itself if *entry* is None."""
    known = graph.derived(_marks, _marks)
    return {meaning: mark for meaning in MARKED if (mark := known[meaning].of(entry, page))}


def _marks(graph: Graph) -> Mapping[Meaning, OwnOrOfPage[Mark]]:
    return {meaning: OwnOrOfPage(graph.catalogue, _Marker(meaning, graph)) for meaning in MARKED}


class _Marker:
    """Returns the mark of an entry for the field with a meaning; None if it has no value.

    A flag that is not set is not a value.
    """

    def __init__(self, meaning: Meaning, graph: Graph) -> None:
        self.graph = graph
        self.is_state = meaning is Meaning.LIFECYCLE
        self.fields = {name: kind.field_meaning(meaning) for name, kind in graph.catalogue.kinds.items()}

    def __call__(self, entry: Entry) -> Mark | None:
        field = self.fields[entry.kind]
        if field is None or (field.type is FieldType.FLAG and field.name not in entry.values):
            return None
        value = title_of_cell(entry, field.name, self.graph)
        is_warning = self.is_state and entry.key in deprecation_of(self.graph).entries
        return Mark(self.graph.words(field.title), value, is_warning) if value else None


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
        return bool(self.entries) and (entry.key in self.entries or self.of_page(entry.page, shown_on))

    def of_page(self, page: str, shown_on: str) -> bool:
        """Return whether a link to *page* must warn."""
        return page in self.pages and page != shown_on


def deprecation_of(graph: Graph) -> Deprecation:
    """Return what is deprecated, which the graph caches."""
    return graph.derived(Deprecation, Deprecation)
