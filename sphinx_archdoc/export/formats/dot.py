"""DOT: the dependencies as a graph for Graphviz (https://graphviz.org)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import ExportedFile, ExportOptions, diagram_format

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one diagram."""
    from sphinx_archdoc.drawing.dot import dot_source
    from sphinx_archdoc.export.dependency_diagram import DependencyDiagram

    drawn = DependencyDiagram(architecture)
    yield ExportedFile("architecture.dot", dot_source(drawn.diagram, drawn.address).encode())


FORMAT = diagram_format(
    title="DOT",
    help="A graph of the dependencies, for Graphviz.",
    write=write,
)
