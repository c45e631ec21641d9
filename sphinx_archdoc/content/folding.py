"""Folding of large diagrams: an overview of groups, and a diagram for each group."""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode, Shape

MOST_NODES = 60
"""The number of nodes up to which a diagram stays whole."""


class Subdiagram(msgspec.Struct, frozen=True):
    """The diagram of one group."""

    title: str
    anchor: str
    diagram: Diagram


class FoldedDiagram(msgspec.Struct, frozen=True):
    """The overview of a large diagram, with a node for each group, and the diagrams of the groups."""

    overview: Diagram
    parts: tuple[Subdiagram, ...]


def fold(diagram: Diagram, page: str, prefix: str) -> FoldedDiagram:
    """Fold a diagram by its clusters, and the nodes outside of clusters by their ``group``.

    An edge of the overview has the number of edges between two groups as its label.

    :param page: the docname of the page that shows the diagram.
    :param prefix: the prefix of the anchors of the parts on that page.
    """
    groups: dict[tuple[str, str], list[DiagramNode]] = defaultdict(list)
    for cluster in diagram.clusters:
        for node in cluster.nodes:
            groups[cluster.title, "" if cluster.title else node.group].append(node)
    group_of = {node.id: group for group, nodes in groups.items() for node in nodes}
    inner: dict[tuple[str, str], list[DiagramEdge]] = defaultdict(list)
    for edge in diagram.edges:
        if group_of[edge.source] == group_of[edge.target]:
            inner[group_of[edge.source]].append(edge)
    overview, parts = [], []
    for number, (group, nodes) in enumerate(groups.items(), 1):
        anchor = f"{prefix}-{number}"
        name = f"{group[0] or group[1]} ({len(nodes):,})"
        overview.append(DiagramNode(id=f"g{number}", name=name, shape=Shape.GROUP, page=page, anchor=anchor))
        own = Diagram((Cluster("", tuple(nodes)),), tuple(inner[group]), diagram.direction)
        parts.append(Subdiagram(name, anchor, own))
    numbers = {group: number for number, group in enumerate(groups, 1)}
    between = Counter((numbers[group_of[e.source]], numbers[group_of[e.target]]) for e in diagram.edges)
    edges = [
        DiagramEdge(f"g{source}", f"g{target}", f"{count:,}")
        for (source, target), count in sorted(between.items())
        if source != target
    ]
    return FoldedDiagram(
        Diagram((Cluster("", tuple(overview)),), tuple(edges), diagram.direction), tuple(parts)
    )
