"""What a column of a table says of an entry, as plain words: what expressions, orders and groups go by."""

from __future__ import annotations

from sphinx_archdoc.catalogue.expression import Cell
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.schema.model import FieldType, heading_key
from sphinx_archdoc.schema.values import Ref


def cell_of(entry: Entry, column: str, graph: Graph) -> Cell:
    """The texts of the values that *entry* has in a column, or a flag."""
    kind = graph.catalogue.kind_of(entry)
    match column:
        case "name":
            return [entry.title]
        case "page":
            return [entry.page]
        case "kind":
            return [entry.kind]
        case "summary":
            return cell_of(entry, kind.summary, graph) if kind.summary else []
    texts: list[str] = []
    if field := kind.fields.get(column):
        if field.type is FieldType.FLAG:
            return bool(entry.values.get(column))
        texts = _texts(entry, column, graph)
    for heading, links in graph.backlinks_of(entry).items():
        if heading_key(heading) == column:
            texts += [link.entry.title if link.entry else link.page for link in links]
    return list(dict.fromkeys(texts))


def title_of_cell(entry: Entry, column: str, graph: Graph) -> str:
    """A cell in the words of readers; empty if there is nothing in it."""
    match column:
        case "page":
            return graph.catalogue.title_of(entry.page)
        case "kind":
            return graph.catalogue.kind_of(entry).plural
    cell = cell_of(entry, column, graph)
    return ("✓" if cell else "✗") if isinstance(cell, bool) else ", ".join(cell)


def _texts(entry: Entry, field: str, graph: Graph) -> list[str]:
    value = entry.values.get(field, ())
    if not isinstance(value, tuple):
        return [str(value)]
    found = {reference.text: reference.resolution.entry for reference in graph.references_of(entry, field)}
    return [
        (target.title if (target := found.get(part.text)) else part.text) if isinstance(part, Ref) else part
        for part in value
    ]
