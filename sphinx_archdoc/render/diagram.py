"""Render a diagram: its picture, a note below it, and the same content as a list."""

from __future__ import annotations

from typing import Protocol

from docutils import nodes

from sphinx_archdoc.content.diagram import FEW_NODES, Diagram
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


_LISTED = english("{number} nodes do not fit in one picture, so they are listed.")
_FOLDED = english(
    "{number} nodes do not fit in one picture, so they are folded into groups. Each group opens its own "
    "picture."
)
_OPENS = english("Each group opens its own picture.")


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
        if self.pictures is None or not (diagram.is_folded or self._is_large(diagram)):
            return self._one(diagram, listed, label, caption, name)
        folded = fold(diagram, self.docname, name)
        if not 1 < len(folded.parts) <= MOST_NODES:
            if len(diagram.nodes) <= MOST_NODES:  # drawn smaller; readers can enlarge it
                return self._one(diagram, listed, label, caption, name)
            return [*self._listed(listed, caption or label), self._too_large(diagram, _LISTED)]
        by_request = diagram.is_folded and len(diagram.nodes) <= MOST_NODES
        return [
            *self._one(folded.overview, listed, label, caption, name),
            _note(self.words(_OPENS)) if by_request else self._too_large(diagram, _FOLDED),
            *(node for part in folded.parts for node in self._part(part)),
        ]

    def _is_large(self, diagram: Diagram) -> bool:
        return len(diagram.nodes) > FEW_NODES and not self._is_readable(diagram)

    def _is_readable(self, diagram: Diagram) -> bool:
        assert self.pictures is not None
        return len(diagram.nodes) <= MOST_NODES and self.pictures.fits(diagram)

    def _part(self, part: Subdiagram) -> list[nodes.Node]:
        """Return the diagram of one group, closed until a reader opens it or follows a link to it.

        The target is within what is closed: browsers open what a link leads into (HTML standard, "ancestor
        details revealing algorithm"), and not what it leads to.
        """
        target = nodes.target("", "", ids=[part.anchor])
        if self.output.can_fold:
            inner = [nodes.paragraph("", "", target), *self._content_of(part)]
            return self.output.folded(part.title, inner)
        heading = nodes.strong(part.title, part.title)
        return [nodes.paragraph("", "", target, heading), *self._content_of(part)]

    def _content_of(self, part: Subdiagram) -> list[nodes.Node]:
        """Return the diagram of a group: with the groups around it if that is readable, or folded again."""
        name = f"{part.anchor}-picture"
        if not part.surroundings.edges:  # a picture would show no more than the list
            return [edge_list(part.diagram, self.output)]
        if part.diagram.is_folded and any(node.groups for node in part.diagram.nodes):
            return self.show(part.surroundings, part.title, "", part.anchor)
        if self._is_readable(part.surroundings):
            listed = edge_list(part.surroundings, self.output)
            return self._one(part.surroundings, listed, part.title, "", name)
        if len(part.diagram.nodes) > MOST_NODES:
            return self.show(part.surroundings, part.title, "", part.anchor)
        return self._one(part.diagram, edge_list(part.diagram, self.output), part.title, "", name)

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
            note = _note(self.words("There is no picture of this diagram: {reason}.", reason=reason))
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
    return nodes.paragraph("", text)
