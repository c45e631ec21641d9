"""Render a diagram: its picture, a note below it, and the same content as a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from docutils import nodes

from sphinx_archdoc.content.diagram import Diagram
from sphinx_archdoc.content.folding import MOST_NODES, Subdiagram, fold
from sphinx_archdoc.drawing.layered import CannotDraw
from sphinx_archdoc.i18n import english
from sphinx_archdoc.render.edge_list import edge_list
from sphinx_archdoc.render.format_renderer import FormatRenderer


class Pictures(Protocol):
    """Draws diagrams in one output format."""

    with_words: bool
    """True if the format can fold a list of the same content below the picture."""

    def fits(self, diagram: Diagram) -> bool:
        """Return whether the picture is readable at the width of a page."""

    def draw(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """Return the nodes of a picture.

        :param label: alternative text.
        :param name: id of the picture, unique on the page.
        :raises CannotDraw: if the diagram cannot be drawn; the message says why.
        """


_LISTED = english("{number} are more than fit in one picture, so they are listed.")
_FOLDED = english(
    "{number} are more than fit in one picture, so they are folded into groups. Each group leads to its own."
)


class DiagramWriter:
    """Renders the diagrams of one page.

    :param pictures: draws for the output format; None renders lists only.
    """

    def __init__(self, docname: str, output: FormatRenderer, pictures: Pictures | None) -> None:
        self.docname = docname
        self.output = output
        self.words = output.words
        self.pictures = pictures

    def show(self, diagram: Diagram, label: str, caption: str, name: str) -> list[nodes.Node]:
        """Return the nodes of a diagram; of a large one, an overview of its groups and a diagram of each.

        :param label: alternative text.
        :param name: id of the diagram, unique on the page.
        """
        listed = edge_list(diagram, self.output)
        few = len(diagram.nodes) <= MOST_NODES
        if self.pictures is None or (few and self.pictures.fits(diagram)):
            return self._one(diagram, listed, label, caption, name)
        folded = fold(diagram, self.docname, name)
        if not 1 < len(folded.parts) <= MOST_NODES:
            if few:  # drawn smaller; readers can enlarge it
                return self._one(diagram, listed, label, caption, name)
            return [*self._listed(listed, caption or label), self._too_large(diagram, _LISTED)]
        return [
            *self._one(folded.overview, listed, label, caption, name),
            self._too_large(diagram, _FOLDED),
            *(node for part in folded.parts for node in self._part(part)),
        ]

    def _part(self, part: Subdiagram) -> Iterator[nodes.Node]:
        """Yield the heading and the diagram of one group."""
        heading = nodes.strong(part.title, part.title)
        target = nodes.target("", "", ids=[part.anchor])
        yield nodes.paragraph("", "", target, heading, classes=["archdoc-part"])
        listed = edge_list(part.diagram, self.output)
        if part.diagram.edges:
            yield from self._one(part.diagram, listed, part.title, "", f"{part.anchor}-picture")
        else:
            yield listed  # without edges, a picture would show no more than the list

    def _one(
        self, diagram: Diagram, listed: nodes.bullet_list, label: str, caption: str, name: str
    ) -> list[nodes.Node]:
        """Return the nodes of a picture and, folded, its list; the list alone if there is no picture."""
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
        """Return a list with a title, which keeps adjacent lists apart."""
        return [nodes.paragraph("", "", nodes.strong(title, title)), listed]

    def _too_large(self, diagram: Diagram, message: str) -> nodes.paragraph:
        return _note(self.words(message, number=self.words.number(len(diagram.nodes))))


def _note(text: str) -> nodes.paragraph:
    """Return a note that explains why a diagram looks other than expected."""
    return nodes.paragraph("", text, classes=["archdoc-note"])
