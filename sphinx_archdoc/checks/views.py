"""What is wrong with the views: columns that nothing has."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import DiagramView, ImpactView, SummaryView, TableView, View
from sphinx_archdoc.catalogue.selection import select
from sphinx_archdoc.catalogue.summary import summary_of
from sphinx_archdoc.problems import Problem


def problems_of(view: View, page: str, graph: Graph) -> Sequence[Problem]:
    """The problems of a view on *page*."""
    match view:
        case TableView():
            return select(view, page, graph).problems
        case DiagramView():
            return select(view.selection, page, graph).problems
        case SummaryView():
            return summary_of(view, page, graph).problems
        case ImpactView():
            return ()
