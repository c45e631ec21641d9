"""Render a diagram as a nested list, for readers who cannot see it: nodes, and the edges that start there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from docutils import nodes

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode
from sphinx_archdoc.content.marks import DEPRECATED
from sphinx_archdoc.content.spans import LeftToRight, Link, Span, Text
from sphinx_archdoc.render.format_renderer import FormatRenderer
from sphinx_archdoc.schema.model import NameStyle


def edge_list(diagram: Diagram, output: FormatRenderer) -> nodes.bullet_list:
    """Return a nested bullet list: clusters, their nodes, and the outgoing edges of each."""
    return _EdgeList(diagram, output).list_of(diagram.clusters)


class _EdgeList:
    def __init__(self, diagram: Diagram, output: FormatRenderer) -> None:
        self.output = output
        self.nodes = {node.id: node for node in diagram.nodes}
        self.edges: dict[str, list[DiagramEdge]] = defaultdict(list)
        for edge in diagram.edges:
            self.edges[edge.source].append(edge)

    def list_of(self, clusters: Iterable[Cluster]) -> nodes.bullet_list:
        items: list[nodes.list_item] = []
        for cluster in clusters:
            inner = [self._node(node) for node in cluster.nodes]
            items += [self._item([Text(cluster.title, NameStyle.STRONG)], inner)] if cluster.title else inner
        return nodes.bullet_list("", *items)

    def _node(self, node: DiagramNode) -> nodes.list_item:
        note = [Text(f" ({node.note})")] if node.note else []
        return self._item([_name(node), *note], [self._edge(edge) for edge in self.edges[node.id]])

    def _edge(self, edge: DiagramEdge) -> nodes.list_item:
        target = self.nodes[edge.target]
        spans: list[Span] = [LeftToRight((Text("→ "), _name(target)))]
        spans += [Text(f" ({self.output.words(DEPRECATED)})")] if target.is_deprecated else []
        spans += [Text(f": {edge.label}")] if edge.label else []
        spans += [Text(" "), Text(edge.sign, NameStyle.CODE)] if edge.sign else []
        return self._item(spans, [])

    def _item(self, spans: Iterable[Span], inner: list[nodes.list_item]) -> nodes.list_item:
        inner_list = [nodes.bullet_list("", *inner)] if inner else []
        return nodes.list_item("", self.output.paragraph(spans), *inner_list)


def _name(node: DiagramNode) -> Link | Text:
    return Link(node.name, node.page, node.anchor) if node.page else Text(node.name)
