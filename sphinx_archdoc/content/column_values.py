"""The values of entries by column, as plain text for expressions, sorting and grouping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.expression import ColumnContent
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.parsing.values import Ref
from sphinx_archdoc.schema.model import Field, FieldType, heading_key

V = TypeVar("V")


def cell_of(entry: Entry, column: str, graph: Graph, *, shown: bool = False) -> ColumnContent:
    """Return the values of *entry* in a column as texts, without duplicates, or as a flag.

    :param shown: return texts as readers see them, translated and without markup, and not as written.
    """
    kind = graph.catalogue.kind_of(entry)
    match column:
        case "name":
            return [_title(entry, shown=shown)]
        case "page":
            return [entry.page]
        case "kind":
            return [entry.kind]
        case "summary":
            return cell_of(entry, kind.summary, graph, shown=shown) if kind.summary else []
    texts: list[str] = []
    if field := kind.fields.get(column):
        if field.type is FieldType.FLAG:
            return bool(entry.values.get(column))
        texts = _texts(entry, field, graph, shown=shown)
    for heading, links in graph.backlinks_of(entry).items():
        if heading_key(heading) == column:
            texts += [_title(link.entry, shown=shown) if link.entry else link.page for link in links]
    return list(dict.fromkeys(texts))


def title_of_cell(entry: Entry, column: str, graph: Graph) -> str:
    """Return the values of *entry* in a column as one text for readers; empty if it has none."""
    match column:
        case "page":
            return graph.catalogue.title_of(entry.page)
        case "kind":
            return graph.words(graph.catalogue.kind_of(entry).plural)
    cell = cell_of(entry, column, graph, shown=True)
    return ("✓" if cell else "✗") if isinstance(cell, bool) else ", ".join(cell)


class OwnOrOfPage(Generic[V]):
    """Looks up a value of entries; of an entry without one, that of the document entry of its page.

    :param value_of: returns the value of an entry; None, or an empty one, if it has none.
    """

    def __init__(self, catalogue: Catalogue, value_of: Callable[[Entry], V | None]) -> None:
        self._catalogue = catalogue
        self._value_of = value_of
        self._of_pages: dict[str, V | None] = {}

    def of(self, entry: Entry | None, page: str) -> V | None:
        """Return the value of an entry on *page*, or that of the page itself if *entry* is None."""
        if entry is not None and (own := self._value_of(entry)):
            return own
        if page not in self._of_pages:
            document = self._catalogue.document_of(page)
            self._of_pages[page] = self._value_of(document) if document else None
        return self._of_pages[page]


def _title(entry: Entry, *, shown: bool) -> str:
    return entry.title if shown else entry.written_title


def _texts(entry: Entry, field: Field, graph: Graph, *, shown: bool) -> list[str]:
    value = entry.values.get(field.name, ())
    if not isinstance(value, tuple):
        return [_shown_text(entry, field, graph) if shown else str(value)]
    references = graph.references_of(entry, field.name)
    found = {reference.text: reference.resolution.entry for reference in references}
    return [
        (_title(target, shown=shown) if (target := found.get(part.text)) else part.text)
        if isinstance(part, Ref)
        else part
        for part in value
    ]


def _shown_text(entry: Entry, field: Field, graph: Graph) -> str:
    """Return a value as readers see it: translated, on one line and without markup."""
    match field.type:
        case FieldType.TEXT:
            return " ".join(graph.catalogue.text_of(entry, field.name).split())
        case FieldType.CHOICE:
            return graph.words(str(entry.values[field.name]))
    return str(entry.values[field.name])
