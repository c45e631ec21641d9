"""The diagram of an entry and its neighbours; those of a side that has many are counted, by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from sphinx_archdoc.catalogue.edges import Edge, edge_index, end_of
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramBuilder, DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.i18n import english
from sphinx_archdoc.schema.model import FieldType

MOST_NEIGHBOURS = 10
"""The number of neighbours on one side up to which each has a node of its own.

It bounds the size of the picture, and the time to draw it, for an entry that everything depends on.
"""


def neighbours_of(entry: Entry, cells: Cells) -> Diagram:
    """Return the diagram of an entry, its dependencies and its dependents; empty if it has neither."""
    graph = cells.graph
    kind = graph.catalogue.kind_of(entry)
    is_table = any(field.type is FieldType.SQL for field in kind.fields.values())
    edges = edge_index(graph, of_tables=is_table, of_others=True).at(entry.key)
    incoming = [edge for edge in edges if edge.target.key == entry.key]
    outgoing = [edge for edge in edges if edge.target.key != entry.key]
    few = [edge for side in (incoming, outgoing) if _is_small(side, entry) for edge in side]
    many = [side for side in (incoming, outgoing) if not _is_small(side, entry)]
    diagram = DiagramBuilder(graph, {entry.key}, {kind.name}, place_of=cells.place_of).build(
        [end_of(entry)] if edges else (), few
    )
    groups = [group for side in many for group in _groups(side, entry, graph)]
    return _with_groups(diagram, groups) if groups else diagram


def _is_small(side: Iterable[Edge], entry: Entry) -> bool:
    return len({_other(edge, entry) for edge in side}) <= MOST_NEIGHBOURS


def _other(edge: Edge, entry: Entry) -> object:
    return edge.source.key if edge.target.key == entry.key else edge.target.key


def _groups(side: Iterable[Edge], entry: Entry, graph: Graph) -> list[tuple[str, bool]]:
    """Return the name of a node for each group of neighbours, and whether they depend on the entry."""
    grouped: dict[str, set[object]] = defaultdict(set)
    is_incoming = False
    for edge in side:
        is_incoming = edge.target.key == entry.key
        link = (edge.source if is_incoming else edge.target).link
        kind = graph.catalogue.kind_of(link.entry) if link and link.entry else None
        plural = kind.plural if kind else english("Pages") if link else english("Outside")
        grouped[graph.words(plural)].add(_other(edge, entry))
    numbers = graph.words.number
    return [(f"{numbers(len(ends))} × {title}", is_incoming) for title, ends in sorted(grouped.items())]


def _with_groups(diagram: Diagram, groups: Iterable[tuple[str, bool]]) -> Diagram:
    """Return the diagram with a node for each group of neighbours."""
    root = next(node.id for node in diagram.nodes if node.marked)
    names = [*enumerate(groups, 1)]
    nodes = tuple(DiagramNode(id=f"g{number}", name=name, shape=Shape.GROUP) for number, (name, _) in names)
    edges = tuple(
        DiagramEdge(f"g{number}", root) if is_incoming else DiagramEdge(root, f"g{number}")
        for number, (_, is_incoming) in names
    )
    return msgspec.structs.replace(
        diagram, clusters=(*diagram.clusters, Cluster("", nodes)), edges=(*diagram.edges, *edges)
    )
