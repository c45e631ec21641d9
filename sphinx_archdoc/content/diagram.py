"""What a diagram shows: nodes that are gathered in clusters, and the edges between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

import msgspec

from sphinx_archdoc.catalogue.edges import Edge, End, Key, end_of, net_of
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.content.impact import Impact
from sphinx_archdoc.parsing.sql import SqlColumn


class Shape(StrEnum):
    """How a node is drawn."""

    BOX = "box"
    """What the diagram is of."""
    ROUND = "round"
    """An entry of another kind, which is named below it."""
    OUTSIDE = "outside"
    """A name outside the catalogue."""
    TABLE = "table"
    """A table of a database, with its columns."""
    GROUP = "group"
    """Many nodes, folded into one."""


class DiagramNode(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is drawn, once."""

    id: str
    name: str
    shape: Shape = Shape.BOX
    note: str = ""
    """What it is, where that does not go without saying."""
    group: str = ""
    """What it and its like are called together, where they are in no cluster."""
    page: str = ""
    """The page that it leads to; empty for no link."""
    anchor: str = ""
    columns: tuple[SqlColumn, ...] = ()
    marked: bool = False
    """Whether the diagram is about it above all."""


class DiagramEdge(msgspec.Struct, frozen=True):
    """A line between two nodes, by their ids."""

    source: str
    target: str
    label: str = ""
    sign: str = ""


class Cluster(msgspec.Struct, frozen=True):
    """Nodes in a box with a title; those in no box have none."""

    title: str
    nodes: tuple[DiagramNode, ...]


class Diagram(msgspec.Struct, frozen=True):
    """Everything that is drawn, in an order that follows from names alone."""

    clusters: tuple[Cluster, ...] = ()
    edges: tuple[DiagramEdge, ...] = ()
    direction: str = ""
    """Mermaid's word for the way the lines go; empty if any will do."""

    @property
    def nodes(self) -> list[DiagramNode]:
        """The nodes of all clusters."""
        return [node for cluster in self.clusters for node in cluster.nodes]


def impact_diagram(impact: Impact, graph: Graph) -> Diagram:
    """Whoever is affected if an entry is down, and all lines between them."""
    if impact.entry is None or not impact.affected:
        return Diagram()
    ends = [end_of(impact.entry)]
    ends += [End(affected.name, affected.link) for affected in impact.affected]
    keys = {end.key for end in ends}
    edges = net_of(graph, of_tables=False, of_others=True).within(keys)
    return Drawing(graph, {impact.entry.key}).draw(ends, edges)


class Drawing:
    """Makes nodes of ends, each once, and puts them where they belong."""

    def __init__(
        self,
        graph: Graph,
        marked: Collection[Key],
        kinds: Collection[str] = (),
        group_by: str = "",
        direction: str = "",
    ) -> None:
        self.graph = graph
        self.words = graph.words
        self.marked = marked
        self.kinds = kinds
        self.group_by = group_by
        self.direction = direction

    def draw(self, chosen: Iterable[End], edges: Iterable[Edge]) -> Diagram:
        """Return the diagram of some ends, and of all edges with the ends that they have."""
        edges = list(edges)
        ends = {end.key: end for edge in edges for end in (edge.source, edge.target)}
        ends |= {end.key: end for end in chosen}
        clusters: dict[str, list[End]] = defaultdict(list)
        for end in sorted(ends.values(), key=_order):
            clusters[self._cluster(end)].append(end)
        titles = sorted(clusters, key=lambda title: (not title, title.casefold(), title))
        ids = {
            key: f"n{number}"
            for number, key in enumerate((end.key for title in titles for end in clusters[title]), 1)
        }
        return Diagram(
            tuple(
                Cluster(title, tuple(self._node(ids[end.key], end) for end in clusters[title]))
                for title in titles
            ),
            tuple(_merged(edges, ids)),
            self.direction,
        )

    def _cluster(self, end: End) -> str:
        entry = end.link.entry if end.link else None
        if entry is None:
            return ""
        column = self.group_by or self.graph.catalogue.kind_of(entry).cluster
        return title_of_cell(entry, column, self.graph) if column else ""

    def _node(self, id_: str, end: End) -> DiagramNode:
        if end.link is None:
            return DiagramNode(
                id=id_,
                name=end.name,
                shape=Shape.OUTSIDE,
                note=self.words("outside"),
                group=self.words("Outside"),
            )
        entry = end.link.entry
        kind = self.graph.catalogue.kind_of(entry) if entry else None
        shapes = entry.shapes.values() if entry else ()
        columns = tuple(column for shape in shapes for column in shape.columns)
        shape, note = Shape.ROUND, self.words(kind.title if kind else "Page")
        if kind and (kind.name in self.kinds or kind.cluster):
            shape, note = (Shape.TABLE if columns else Shape.BOX), ""
        return DiagramNode(
            id=id_,
            name=end.name,
            shape=shape,
            note=note,
            group=self.words(kind.plural if kind else "Pages"),
            page=end.link.page,
            anchor=entry.anchor if entry else "",
            columns=columns if shape is Shape.TABLE else (),
            marked=end.key in self.marked,
        )


def _order(end: End) -> tuple[str, str, tuple[str, ...]]:
    return end.name.casefold(), end.name, tuple(end.link.key) if end.link else ()


def _merged(edges: Iterable[Edge], ids: dict[Key, str]) -> Iterator[DiagramEdge]:
    """One edge for all that are said of two nodes, in the order of the nodes."""
    said: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for edge in edges:
        labels = said[ids[edge.source.key], ids[edge.target.key], edge.sign]
        if edge.label:
            labels[edge.label] = None
    order = {id_: number for number, id_ in enumerate(ids.values())}
    for source, target, sign in sorted(said, key=lambda key: (order[key[0]], order[key[1]], key[2])):
        yield DiagramEdge(source, target, "; ".join(said[source, target, sign]), sign)
