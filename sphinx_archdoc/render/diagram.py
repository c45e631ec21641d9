"""A diagram on a page: its picture, what is said below it, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.catalogue.diagram import Diagram
from sphinx_archdoc.catalogue.folding import MOST_NODES, Part, fold
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
    """Puts the diagrams of one page together; in words alone where there are no pictures."""

    def __init__(self, docname: str, output: Output, pictures: Pictures | None) -> None:
        self.docname = docname
        self.output = output
        self.pictures = pictures

    def show(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A diagram; a large one as its groups, and each group below them."""
        words = edge_list(diagram, self.output)
        if len(diagram.nodes) <= MOST_NODES or self.pictures is None:
            return self._one(diagram, words, label, caption, name)
        folded = fold(diagram, self.docname, name)
        if not 1 < len(folded.parts) <= MOST_NODES:
            return [*self._listed(words, caption or label), _note(diagram, "they are listed.")]
        return [
            *self._one(folded.overview, words, label, caption, name),
            _note(diagram, "they are folded into groups. Each group leads to its own."),
            *(node for part in folded.parts for node in self._part(part)),
        ]

    def _part(self, part: Part) -> Iterator[nodes.Node]:
        """The diagram of a group, under its name."""
        heading = nodes.strong(part.title, part.title)
        target = nodes.target("", "", ids=[part.anchor])
        yield nodes.paragraph("", "", target, heading, classes=["archdoc-part"])
        words = edge_list(part.diagram, self.output)
        if part.diagram.edges:
            yield from self._one(part.diagram, words, part.title, "", f"{part.anchor}-picture")
        else:
            yield words  # boxes without lines say no more, and take more room

    def _one(
        self, diagram: Diagram, words: nodes.bullet_list, label: str, caption: str, name: str
    ) -> list[nodes.Node]:
        """A picture with the words that say the same; the words alone, if there is none."""
        if self.pictures is None:
            return self._listed(words, caption or label)
        if len(diagram.nodes) > MOST_NODES:
            return [words, _note(diagram, "they are listed.")]
        try:
            drawn = self.pictures.draw(diagram, label, caption, name)
        except CannotDraw as reason:
            note = nodes.paragraph("", f"There is no picture of this: {reason}.", classes=["archdoc-note"])
            return [*self._listed(words, caption or label), note]
        if self.pictures.with_words:
            drawn += self.output.folded(f"{label}, as a list", [words])
        return drawn

    @staticmethod
    def _listed(words: nodes.bullet_list, title: str) -> list[nodes.Node]:
        """The words under a title: lists that follow each other would look like one."""
        return [nodes.paragraph("", "", nodes.strong(title, title)), words]


def _note(diagram: Diagram, so: str) -> nodes.paragraph:
    """What is said of a diagram that is too large."""
    note = f"{len(diagram.nodes):,} are more than fit in one picture, so {so}"
    return nodes.paragraph("", note, classes=["archdoc-note"])
