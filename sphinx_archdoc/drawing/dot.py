"""Write a diagram in the DOT language of Graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramNode, Shape
from sphinx_archdoc.drawing.svg import NodeAddress

_SHAPES = {
    Shape.BOX: "box",
    Shape.ROUND: "ellipse",
    Shape.OUTSIDE: "parallelogram",
    Shape.TABLE: "cylinder",
    Shape.GROUP: "folder",
}
_DIRECTIONS = {"TD": "TB"}
"""Mermaid's words for directions, where DOT has others."""


def dot_source(diagram: Diagram, address: NodeAddress) -> str:
    """Return DOT source.

    :param address: returns the URI that a node links to.
    """
    return "\n".join(_lines(diagram, address)) + "\n"


def _lines(diagram: Diagram, address: NodeAddress) -> Iterator[str]:
    direction = diagram.direction or "LR"
    yield "digraph {"
    yield f"  rankdir={_DIRECTIONS.get(direction, direction)}"
    for number, cluster in enumerate(diagram.clusters, 1):
        yield from _cluster(cluster, number, address)
    for edge in diagram.edges:
        label = f" [label={_quoted(edge.label)}]" if edge.label else ""
        yield f"  {edge.source} -> {edge.target}{label}"
    yield "}"


def _cluster(cluster: Cluster, number: int, address: NodeAddress) -> Iterator[str]:
    if cluster.title:
        yield f"  subgraph cluster_{number} {{"
        yield f"    label={_quoted(cluster.title)}"
    for node in cluster.nodes:
        yield f"    {_node(node, address(node))}"
    if cluster.title:
        yield "  }"


def _node(node: DiagramNode, uri: str) -> str:
    name = f"{node.name}\n({node.note})" if node.note else node.name
    parts = [f"label={_quoted(name)}", f"shape={_SHAPES[node.shape]}"]
    parts += ["penwidth=2.5"] if node.marked else []
    parts += [f"URL={_quoted(uri)}"] if uri else []
    return f"{node.id} [{' '.join(parts)}]"


def _quoted(text: str) -> str:
    r"""Return a quoted string. A backslash would start an escape, such as ``\N`` for the name of the node."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\0", "")
    return f'"{escaped}"'
