"""Content is computed only for pages whose inputs have changed: these must cover all that it depends on."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Page, View
from sphinx_archdoc.content.inputs import input_digests
from sphinx_archdoc.content.page import page_content
from tests.catalogue.pages import graph_of
from tests.catalogue.test_graph import DOCNAMES, sites
from tests.content.test_page import VIEWS, site
from tests.links import NullLinkResolver
from tests.schema.hostile import QUICK

RESOLVER = NullLinkResolver()


def laid_out(pages: list[Page], views: list[View]) -> Graph:
    return graph_of(
        msgspec.structs.replace(page, runs=[(entry.anchor,) for entry in page.entries], views=views)
        for page in pages
    )


@pytest.mark.parametrize("views", [[], list(VIEWS.values())], ids=["without views", "with views"])
@QUICK
@given(sites, sites, st.sampled_from(DOCNAMES))
def test_pages_with_the_same_inputs_show_the_same(
    views: list[View], one: list[Page], edited: list[Page], docname: str
) -> None:
    """The sites differ in one page, so that most inputs of the others are the same."""
    other = [page for page in one if page.docname != docname]
    other += [page for page in edited if page.docname == docname]
    before, after = laid_out(one, views), laid_out(other, views)
    inputs, now = input_digests(before, RESOLVER), input_digests(after, RESOLVER)
    for docname in inputs.keys() & now.keys():
        if inputs[docname] == now[docname]:
            pages = [(graph.catalogue.pages[docname], graph) for graph in (before, after)]
            first, second = (page_content(page, graph, RESOLVER).digest for page, graph in pages)
            assert first == second


@pytest.mark.parametrize("view", ["", *VIEWS])
def test_lines_are_not_among_the_inputs(view: str) -> None:
    assert input_digests(site(view=view), RESOLVER) == input_digests(site(view=view, line=20), RESOLVER)


def test_a_page_without_views_does_not_depend_on_what_it_does_not_refer_to() -> None:
    before, after = (input_digests(site(purpose=text), RESOLVER) for text in ("One.", "Another."))
    assert before["a"] == after["a"]
    assert before["b"] != after["b"]
