"""DOT: the dependencies as a graph for Graphviz (https://graphviz.org)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import (
    DIAGRAM_DEPENDENCY,
    DIAGRAM_MEANINGS,
    DIAGRAM_PLACES,
    ExportedFile,
    ExportFormat,
    ExportOptions,
)

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one diagram."""
    from sphinx_archdoc.drawing.dot import dot_source
    from sphinx_archdoc.export.dependency_diagram import DependencyDiagram

    drawn = DependencyDiagram(architecture)
    yield ExportedFile("architecture.dot", dot_source(drawn.diagram, drawn.address).encode())


FORMAT = ExportFormat(
    title="DOT",
    help="A graph of the dependencies, for Graphviz.",
    places=DIAGRAM_PLACES,
    meanings=DIAGRAM_MEANINGS,
    dependency=DIAGRAM_DEPENDENCY,
    write=write,
)
