"""Every view of our documentation has the same rows when it is computed from ``archdoc.json``."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue_file.encoding import decode
from sphinx_archdoc.catalogue_file.reading import graph_of
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.content.impact import impact_of
from sphinx_archdoc.content.selection import EntriesView, select
from sphinx_archdoc.content.view import ComputedView, views_of
from sphinx_archdoc.content.views.diagram import DiagramView, diagram_of
from sphinx_archdoc.content.views.impact import ImpactView
from sphinx_archdoc.content.views.summary import SummaryView, summary_of
from sphinx_archdoc.ext.environment.store import store_of
from tests.links import NullLinkResolver

ROOT = Path(__file__).parent.parent.parent


def shown(view: ComputedView, page: str, graph: Graph) -> object:
    """What a view shows, without the objects of the graph."""
    if isinstance(view, DiagramView):
        return diagram_of(view, page, graph)
    if isinstance(view, SummaryView):
        tallies = summary_of(view, page, graph).tallies
        return [(one.key, count.title, len(count.entries)) for one in tallies for count in one.counts]
    if isinstance(view, EntriesView):
        table = select(view, page, graph).table
        return [
            (group.title, entry.key, [title_of_cell(entry, column.key, graph) for column in table.columns])
            for group in table.groups
            for entry in group.entries
        ]
    if isinstance(view, ImpactView):
        affected = impact_of(view.name, page, graph).affected
        return [
            (one.name, one.owner, one.focus, [entry.key for entry in one.degradation]) for one in affected
        ]
    return len(view.content(Cells(graph, page, NullLinkResolver())))


@pytest.mark.slow
def test_the_views_of_our_documentation(tmp_path: Path) -> None:
    pytest.importorskip("furo", reason="our documentation uses the theme furo")
    said = io.StringIO()
    folders = (ROOT / "docs", ROOT, tmp_path / "out", tmp_path / "doctrees")
    with docutils_namespace():
        app = Sphinx(*map(str, folders), "archdoc", status=None, warning=said)
        app.build()
    assert not said.getvalue()
    built = store_of(app.env).graph
    again = graph_of(decode((tmp_path / "out/archdoc.json").read_bytes()))
    compared = 0
    for page in built.catalogue.pages.values():
        for view in views_of(page):
            assert shown(view, page.docname, again) == shown(view, page.docname, built), view.where
            compared += 1
    assert compared > 30
