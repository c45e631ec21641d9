"""Folding of large diagrams: an overview of groups, and a diagram for each group, down to single nodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode, Shape

MOST_NODES = 60
"""The number of nodes up to which a diagram stays whole."""

Group = tuple[str, str]
"""The title of a group, and what tells groups of one title apart: the sort of the nodes outside of groups."""


class Subdiagram(msgspec.Struct, frozen=True):
    """The diagram of one group."""

    title: str
    anchor: str
    diagram: Diagram
    """The nodes of the group, and the edges between them."""
    surroundings: Diagram
    """The same with the other groups that its nodes have edges to or from."""


class FoldedDiagram(msgspec.Struct, frozen=True):
    """The overview of a large diagram, with a node for each group, and the diagrams of the groups."""

    overview: Diagram
    parts: tuple[Subdiagram, ...]


def fold(diagram: Diagram, page: str, prefix: str) -> FoldedDiagram:
    """Fold a diagram by the first of the ``groups`` of its nodes that tells them apart.

    Nodes without a group are folded by their ``sort``.

    :param page: the docname of the page that shows the diagram.
    :param prefix: the prefix of the anchors of the parts on that page.
    """
    return _Folder(*_grouped(diagram), page, prefix).folded()


class _Folder:
    """Folds one diagram into groups. The cost is linear in its nodes and edges.

    The groups around a diagram that is itself a part of another stay as they are.
    """

    def __init__(
        self, diagram: Diagram, groups: Mapping[Group, Sequence[DiagramNode]], page: str, prefix: str
    ) -> None:
        self.diagram = diagram
        self.groups = groups
        self.nodes = {
            group: DiagramNode(
                id=f"g{number}",
                name=f"{group[0] or group[1]} ({len(nodes):,})",
                shape=Shape.GROUP,
                page=page,
                anchor=f"{prefix}-{number}",
            )
            for number, (group, nodes) in enumerate(groups.items(), 1)
        }
        self.around = tuple(node for node in diagram.nodes if node.shape is Shape.GROUP)
        self.shown = {node.id: self.nodes[group] for group, nodes in groups.items() for node in nodes}
        self.shown |= {node.id: node for node in self.around}
        """The node that stands for each node in the overview."""
        self.cluster_of = {
            node.id: number for number, cluster in enumerate(diagram.clusters) for node in cluster.nodes
        }

    def folded(self) -> FoldedDiagram:
        inner: dict[str, list[DiagramEdge]] = defaultdict(list)
        outer: dict[str, list[DiagramEdge]] = defaultdict(list)
        between: Counter[tuple[str, str]] = Counter()
        for edge in self.diagram.edges:
            source, target = self.shown[edge.source].id, self.shown[edge.target].id
            if source == target:
                inner[source].append(edge)
            else:
                outer[source].append(edge)
                outer[target].append(edge)
                between[source, target] += edge.count
        ids = {group: node.id for group, node in self.nodes.items()}
        parts = (self.part(group, inner[id_], outer[id_]) for group, id_ in ids.items())
        return FoldedDiagram(self.overview(between), tuple(parts))

    def overview(self, between: Mapping[tuple[str, str], int]) -> Diagram:
        """Return the diagram of the groups; an edge has the number of edges between two groups as label."""
        order = {node.id: number for number, node in enumerate((*self.nodes.values(), *self.around))}
        edges = (
            DiagramEdge(*ends, f"{between[ends]:,}", count=between[ends])
            for ends in sorted(between, key=lambda ends: (order[ends[0]], order[ends[1]]))
        )
        clusters = [Cluster("", nodes) for nodes in (tuple(self.nodes.values()), self.around) if nodes]
        return Diagram(tuple(clusters), tuple(edges), self.diagram.direction)

    def part(self, group: Group, inner: Iterable[DiagramEdge], outer: Iterable[DiagramEdge]) -> Subdiagram:
        nodes, shown = self.groups[group], self.nodes[group]
        own = msgspec.structs.replace(self.diagram, clusters=self.clusters(nodes), edges=tuple(inner))
        return Subdiagram(shown.name, shown.anchor, own, self.with_neighbours(own, outer))

    def clusters(self, nodes: Iterable[DiagramNode]) -> tuple[Cluster, ...]:
        """Return the clusters of some of the nodes; a single one needs no title."""
        inner: dict[int, list[DiagramNode]] = defaultdict(list)
        for node in nodes:
            inner[self.cluster_of[node.id]].append(node)
        found = [
            Cluster(self.diagram.clusters[number].title, tuple(inner[number])) for number in sorted(inner)
        ]
        return (Cluster("", found[0].nodes),) if len(found) == 1 else tuple(found)

    def with_neighbours(self, own: Diagram, outer: Iterable[DiagramEdge]) -> Diagram:
        """Return the diagram of a group with the groups around it.

        Parallel edges to a group are one, with their number.
        """
        mine = {node.id for node in own.nodes}
        counted: Counter[tuple[str, str]] = Counter()
        around: dict[str, DiagramNode] = {}
        for edge in outer:
            ends = []
            for end in (edge.source, edge.target):
                if end not in mine:
                    # another id than any node of the next level has
                    node = msgspec.structs.replace(self.shown[end], id=f"o{self.shown[end].id}")
                    around[node.id] = node
                    end = node.id
                ends.append(end)
            counted[ends[0], ends[1]] += edge.count
        if not counted:
            return own
        edges = (
            DiagramEdge(*ends, f"{count:,}" if count > 1 else "", count=count)
            for ends, count in counted.items()
        )
        neighbours = tuple(sorted(around.values(), key=lambda node: (node.name.casefold(), node.anchor)))
        return msgspec.structs.replace(
            own, clusters=(*own.clusters, Cluster("", neighbours)), edges=(*own.edges, *edges)
        )


def _grouped(diagram: Diagram) -> tuple[Diagram, Mapping[Group, list[DiagramNode]]]:
    """Return the nodes by their first group, and the diagram without these groups.

    Groups that all nodes share are passed over.
    """
    while True:
        groups: dict[Group, list[DiagramNode]] = defaultdict(list)
        clusters = []
        for cluster in diagram.clusters:
            nodes = [
                msgspec.structs.replace(node, groups=node.groups[1:]) if node.groups else node
                for node in cluster.nodes
            ]
            for node, inner in zip(cluster.nodes, nodes, strict=True):
                title = node.groups[0] if node.groups else cluster.title
                if node.shape is not Shape.GROUP:
                    groups[title, "" if title else node.sort].append(inner)
            clusters.append(Cluster(cluster.title, tuple(nodes)))
        has_more = any(node.groups for node in diagram.nodes)
        diagram = msgspec.structs.replace(diagram, clusters=tuple(clusters))
        if len(groups) != 1 or not has_more:
            order = sorted(groups, key=lambda group: (not group[0], group[0].casefold(), group))
            return diagram, {group: groups[group] for group in order}
