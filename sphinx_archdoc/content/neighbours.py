"""The diagram of an entry and its neighbours; those of a side that has many are counted, by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from sphinx_archdoc.catalogue.edges import Edge, edge_index, end_of
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramBuilder, DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.schema.model import FieldType

MOST_NEIGHBOURS = 10
"""The number of neighbours on one side up to which each has a node of its own.

It bounds the size of the picture, and the time to draw it, for an entry that everything depends on.
"""

_FEW = 2
"""The number of neighbours of one kind up to which each keeps its node on a side that has many."""

_Group = tuple[str, bool]
"""The name of a node for several neighbours, and whether these depend on the entry."""


def neighbours_of(entry: Entry, cells: Cells) -> Diagram:
    """Return the diagram of an entry, its dependencies and its dependants; empty if it has neither."""
    graph = cells.graph
    kind = graph.catalogue.kind_of(entry)
    is_table = any(field.type is FieldType.SQL for field in kind.fields.values())
    edges = edge_index(graph, of_tables=is_table, of_others=True).at(entry.key)
    shown: list[Edge] = []
    groups: list[_Group] = []
    for is_incoming in (True, False):
        side = [edge for edge in edges if (edge.target.key == entry.key) == is_incoming]
        alone, together = _divided(side, graph, is_incoming=is_incoming)
        shown += alone
        groups += together
    builder = DiagramBuilder(graph, {entry.key}, {kind.name}, place_of=cells.place_of)
    diagram = builder.build([end_of(entry)] if edges else (), shown)
    return _with_groups(diagram, groups) if groups else diagram


def _divided(side: list[Edge], graph: Graph, *, is_incoming: bool) -> tuple[list[Edge], list[_Group]]:
    """Divide the edges on one side into those that are shown, and groups that stand for the others."""
    by_group: dict[str, list[Edge]] = defaultdict(list)
    for edge in side:
        by_group[_plural((edge.source if is_incoming else edge.target).link, graph)].append(edge)
    numbers = {
        title: len({(edge.source if is_incoming else edge.target).key for edge in edges})
        for title, edges in by_group.items()
    }
    is_small = sum(numbers.values()) <= MOST_NEIGHBOURS
    alone, together = [], []
    for title, edges in sorted(by_group.items()):
        if is_small or numbers[title] <= _FEW:
            alone += edges
        else:
            together.append((f"{title} ({graph.words.number(numbers[title])})", is_incoming))
    return alone, together


def _plural(link: Backlink | None, graph: Graph) -> str:
    """Return the title of the group of a neighbour: its kind, as in folded diagrams."""
    if link is None:
        return graph.words("Outside")
    return graph.words(graph.catalogue.kind_of(link.entry).plural if link.entry else "Pages")


def _with_groups(diagram: Diagram, groups: Iterable[_Group]) -> Diagram:
    """Return the diagram with a node for each group of neighbours."""
    root = next(node.id for node in diagram.nodes if node.marked)
    numbered = [*enumerate(groups, 1)]
    nodes = tuple(
        DiagramNode(id=f"g{number}", name=name, shape=Shape.GROUP) for number, (name, _) in numbered
    )
    edges = tuple(
        DiagramEdge(f"g{number}", root) if is_incoming else DiagramEdge(root, f"g{number}")
        for number, (_, is_incoming) in numbered
    )
    return msgspec.structs.replace(
        diagram, clusters=(*diagram.clusters, Cluster("", nodes)), edges=(*diagram.edges, *edges)
    )
