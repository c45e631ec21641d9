"""Mermaid: the dependencies as a flowchart, for Markdown and wikis (https://mermaid.js.org)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import ExportedFile, ExportOptions, diagram_format

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one diagram."""
    from sphinx_archdoc.drawing.mermaid import mermaid_source
    from sphinx_archdoc.export.dependency_diagram import DependencyDiagram

    drawn = DependencyDiagram(architecture)
    yield ExportedFile("architecture.mmd", mermaid_source(drawn.diagram, drawn.address).encode())


FORMAT = diagram_format(
    title="Mermaid",
    help="A flowchart of the dependencies. Mermaid draws up to 500 arrows unless it is configured otherwise.",
    write=write,
)
