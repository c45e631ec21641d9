"""A diagram on a page: its picture, what is said below it, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.catalogue.diagram import Diagram
from sphinx_archdoc.catalogue.folding import MOST_NODES, fold
from sphinx_archdoc.drawing.layout import CannotDraw
from sphinx_archdoc.render.edge_list import edge_list
from sphinx_archdoc.render.output import Output


class Pictures(Protocol):
    """Whoever draws for a format."""

    with_words: bool
    """Whether a reader can unfold the same in words."""

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A picture.

        :param name: tells it from the others of the page.
        :raises CannotDraw: if there is none; the text says why.
        """


class DiagramWriter:
    """Puts the diagrams of one page together."""

    def __init__(self, docname: str, output: Output, pictures: Pictures) -> None:
        self.docname = docname
        self.output = output
        self.pictures = pictures

    def show(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A diagram; a large one as its groups, and each group below them."""
        if len(diagram.nodes) <= MOST_NODES:
            return self._one(diagram, label, caption, name)
        folded = fold(diagram, self.docname, name)
        note = (
            f"{len(diagram.nodes):,} are more than fit in one picture, so they are folded into groups. "
            "Each group leads to its own."
        )
        return [
            *self._one(folded.overview, label, caption, name),
            nodes.paragraph("", note, classes=["archdoc-note"]),
            *(node for part in folded.parts for node in self._part(part.diagram, part.title, part.anchor)),
        ]

    def _part(self, diagram: Diagram, title: str, anchor: str) -> Iterator[nodes.Node]:
        """The diagram of a group, under its name."""
        heading = nodes.strong(title, title)
        yield nodes.paragraph("", "", nodes.target("", "", ids=[anchor]), heading, classes=["archdoc-part"])
        yield from self._one(diagram, title, "", f"{anchor}-picture")

    def _one(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        words = edge_list(diagram, self.output.links)
        try:
            if len(diagram.nodes) > MOST_NODES:
                raise CannotDraw("it has too many nodes")
            drawn = self.pictures.draw(diagram, label, caption, name)
        except CannotDraw:
            heading = [nodes.paragraph("", "", nodes.strong(caption, caption))] if caption else []
            return [*heading, words]
        if self.pictures.with_words:
            drawn += self.output.folded(f"{label}, as a list", [words])
        return drawn
