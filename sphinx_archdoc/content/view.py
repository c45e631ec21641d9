"""What a view has to say of itself."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Self

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import View
from sphinx_archdoc.content.blocks import Block, Note
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.view_options import ViewOptions
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.model import Kind


class ComputedView(View, frozen=True, kw_only=True):
    """A view: its options, what is wrong with it, and what it shows."""

    options: ClassVar[Kind]
    """The options of its directive."""

    @classmethod
    @abstractmethod
    def read(cls, options: ViewOptions) -> Self | None:
        """Return the view that a directive asks for; None if there is nothing to show.

        What is wrong with the options is noted in *options*.
        """

    @abstractmethod
    def content(self, cells: Cells) -> Sequence[Block]:
        """Return what the view shows on the page of *cells*."""

    def problems(self, page: str, graph: Graph) -> Sequence[Problem]:
        """Return what is wrong with the view on *page*, now that all entries are known."""
        return ()

    @property
    def is_drawn(self) -> bool:
        """Whether the view is a picture."""
        return False


def nothing(text: str) -> list[Block]:
    """Return what a view says that has nothing to show."""
    return [Note(text)]
