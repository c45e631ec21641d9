"""A diagram on a page: its picture, what is said below it, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.content.diagram import Diagram
from sphinx_archdoc.content.folding import MOST_NODES, Subdiagram, fold
from sphinx_archdoc.drawing.layered import CannotDraw
from sphinx_archdoc.i18n import english
from sphinx_archdoc.render.edge_list import edge_list
from sphinx_archdoc.render.output import Output


class Pictures(Protocol):
    """Whoever draws for a format."""

    with_words: bool
    """Whether a reader can unfold the same in words."""

    def fits(self, diagram: Diagram) -> bool:
        """Whether the words of its picture can be read on a page."""

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A picture.

        :param name: tells it from the others of the page.
        :raises CannotDraw: if there is none; the text says why.
        """


_LISTED = english("{number} are more than fit in one picture, so they are listed.")
_FOLDED = english(
    "{number} are more than fit in one picture, so they are folded into groups. Each group leads to its own."
)


class DiagramWriter:
    """Puts the diagrams of one page together; in words alone where there are no pictures."""

    def __init__(self, docname: str, output: Output, pictures: Pictures | None) -> None:
        self.docname = docname
        self.output = output
        self.words = output.words
        self.pictures = pictures

    def show(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """A diagram; a large one as its groups, and each group below them."""
        listed = edge_list(diagram, self.output)
        few = len(diagram.nodes) <= MOST_NODES
        if self.pictures is None or (few and self.pictures.fits(diagram)):
            return self._one(diagram, listed, label, caption, name)
        folded = fold(diagram, self.docname, name)
        if not 1 < len(folded.parts) <= MOST_NODES:
            if few:  # it is shrunk to the width of the page, and can be enlarged
                return self._one(diagram, listed, label, caption, name)
            return [*self._listed(listed, caption or label), self._too_large(diagram, _LISTED)]
        return [
            *self._one(folded.overview, listed, label, caption, name),
            self._too_large(diagram, _FOLDED),
            *(node for part in folded.parts for node in self._part(part)),
        ]

    def _part(self, part: Subdiagram) -> Iterator[nodes.Node]:
        """The diagram of a group, under its name."""
        heading = nodes.strong(part.title, part.title)
        target = nodes.target("", "", ids=[part.anchor])
        yield nodes.paragraph("", "", target, heading, classes=["archdoc-part"])
        listed = edge_list(part.diagram, self.output)
        if part.diagram.edges:
            yield from self._one(part.diagram, listed, part.title, "", f"{part.anchor}-picture")
        else:
            yield listed  # boxes without lines say no more, and take more room

    def _one(
        self, diagram: Diagram, listed: nodes.bullet_list, label: str, caption: str, name: str
    ) -> list[nodes.Node]:
        """A picture with the list that says the same; the list alone, if there is none."""
        if self.pictures is None:
            return self._listed(listed, caption or label)
        if len(diagram.nodes) > MOST_NODES:
            return [listed, self._too_large(diagram, _LISTED)]
        try:
            drawn = self.pictures.draw(diagram, label, caption, name)
        except CannotDraw as error:
            reason = self.words(error.message, **error.values)
            note = _note(self.words("There is no picture of this: {reason}.", reason=reason))
            return [*self._listed(listed, caption or label), note]
        if self.pictures.with_words:
            drawn += self.output.folded(self.words("{diagram}, as a list", diagram=label), [listed])
        return drawn

    @staticmethod
    def _listed(listed: nodes.bullet_list, title: str) -> list[nodes.Node]:
        """A list under a title: lists that follow each other would look like one."""
        return [nodes.paragraph("", "", nodes.strong(title, title)), listed]

    def _too_large(self, diagram: Diagram, so: str) -> nodes.paragraph:
        return _note(self.words(so, number=self.words.number(len(diagram.nodes))))


def _note(text: str) -> nodes.paragraph:
    """What is said of a diagram that readers might expect to look different."""
    return nodes.paragraph("", text, classes=["archdoc-note"])
