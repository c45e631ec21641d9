"""The base class of views."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Self, cast

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Page, View
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.model import Kind

if TYPE_CHECKING:  # the commands select entries, and do not wait for what only pages need
    from sphinx_archdoc.content.blocks import ContentBlock
    from sphinx_archdoc.content.cells import Cells
    from sphinx_archdoc.content.view_options import ViewOptions


class ComputedView(View, frozen=True, kw_only=True):
    """The base class of views: a parsed directive that computes its problems and its content."""

    options: ClassVar[Kind]
    """The options of the directive, see :func:`~sphinx_archdoc.content.view_options.declare`."""

    @classmethod
    @abstractmethod
    def read(cls, options: ViewOptions) -> Self | None:
        """Create the view from the options of its directive, or return None if they do not suffice.

        Add problems to ``options.problems``.
        """

    @abstractmethod
    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return the content of the view on the page of *cells*."""

    def problems(self, page: str, graph: Graph) -> Sequence[Problem]:
        """Return the problems of the view on *page* that only the whole catalogue reveals."""
        return ()

    @property
    def is_drawn(self) -> bool:
        """True if the view is a picture."""
        return False


def views_of(page: Page) -> Sequence[ComputedView]:
    """Return the views of a page, in order.

    The catalogue stores them by their base class, as it is below this package and knows no content.
    """
    return cast("Sequence[ComputedView]", page.views)


def nothing(text: str) -> list[ContentBlock]:
    """Return the content of a view that has nothing to show.

    :param text: the translated text to show instead.
    """
    from sphinx_archdoc.content.blocks import Note

    return [Note(text)]
