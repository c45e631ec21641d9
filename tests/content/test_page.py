"""Whether a page is stale after a change is asked of its content, without a build."""

from __future__ import annotations

import msgspec
import pytest

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Page, ParsedText, ProseLink, View
from sphinx_archdoc.content.link_resolver import Destination
from sphinx_archdoc.content.page import page_content
from sphinx_archdoc.content.views.diagram import DiagramView
from sphinx_archdoc.content.views.impact import ImpactView
from sphinx_archdoc.content.views.score import ScoreView
from sphinx_archdoc.content.views.summary import SummaryView
from sphinx_archdoc.content.views.table import TableView
from sphinx_archdoc.problems import Location
from tests.catalogue.pages import entry, graph_of, mention, page
from tests.links import NullLinkResolver

HERE = Location("a.md", 1)
VIEWS: dict[str, View] = {
    "table": TableView(where=HERE, kinds=("component",)),
    "columns": TableView(where=HERE, kinds=("component",), columns=("name", "type")),
    "diagram": DiagramView(where=HERE, kinds=("component",)),
    "impact": ImpactView(where=HERE, name="db"),
    "score": ScoreView(where=HERE, kinds=("component",)),
    "summary": SummaryView(where=HERE, kinds=("component",)),
}


def site(
    *, view: str = "", purpose: str = "Stores orders.", name: str = "db", line: int = 1, **fields: str
) -> Graph:
    """Page a with an entry, or with a view; page b with another entry that the first refers to."""
    own = page("a", [] if view else [entry("component", "web", depends_on=["db"])])
    own.views = [VIEWS[view]] if view else []
    own.runs = [(found.anchor,) for found in own.entries]
    other = page(
        "b",
        [entry("component", name, purpose=purpose, **fields), entry("component", "job", depends_on=["db"])],
    )
    other.entries = [
        msgspec.structs.replace(found, where=Location("b.md", line + number))
        for number, found in enumerate(other.entries)
    ]
    return graph_of([own, other])


def is_stale(before: Graph, after: Graph, docname: str = "a") -> bool:
    """Return whether a page must be written again when one catalogue has become the other."""
    digests = {
        page_content(graph.catalogue.pages[docname], graph, NullLinkResolver()).digest
        for graph in (before, after)
    }
    return len(digests) == 2


@pytest.mark.parametrize(
    ("view", "change", "stale"),
    [
        ("", {"purpose": "Stores users."}, False),
        ("", {"name": "queue"}, True),
        ("table", {"purpose": "Stores users."}, True),
        ("table", {"name": "queue"}, True),
        ("columns", {"purpose": "Stores users."}, False),
        ("columns", {"type": "Service"}, True),
        ("diagram", {"purpose": "Stores users."}, False),
        ("diagram", {"name": "queue"}, True),
        ("impact", {"purpose": "Stores users."}, False),
        ("impact", {"name": "queue"}, True),
        ("summary", {"purpose": "Stores users."}, False),
        ("summary", {"name": "queue"}, True),
    ],
)
def test_a_page_is_stale_when_it_shows_a_change(view: str, change: dict[str, str], stale: bool) -> None:
    assert is_stale(site(view=view), site(view=view, **change)) is stale


@pytest.mark.parametrize("view", ["", *VIEWS])
def test_a_page_is_not_stale_when_entries_move_to_other_lines(view: str) -> None:
    assert not is_stale(site(view=view), site(view=view, line=20))


def test_a_page_is_stale_when_an_entry_begins_to_refer_to_its_own() -> None:
    def graph(*others: str) -> Graph:
        own = page("a", [entry("component", "db")])
        own.runs = [(found.anchor,) for found in own.entries]
        return graph_of([own, page("b", [entry("component", name, depends_on=["db"]) for name in others])])

    assert is_stale(graph(), graph("web"))


def test_a_page_is_stale_when_the_text_of_an_entry_that_it_shows_has_other_markup() -> None:
    def graph(digest: str) -> Graph:
        found = site(view="table")
        shown = found.catalogue.pages["b"]
        shown.texts = {(shown.entries[0].anchor, "purpose"): ParsedText("Stores orders.", digest)}
        return found

    assert is_stale(graph(""), graph("1"))
    assert is_stale(graph("1"), graph("2"))


def test_a_page_is_stale_when_a_link_in_its_prose_leads_elsewhere() -> None:
    def graph(name: str) -> Graph:
        return graph_of([page("a", [], mention("db")), page("b", [entry("component", name)])])

    assert is_stale(graph("db"), graph("queue"))


class Pages(NullLinkResolver):
    """Pages with titles."""

    def __init__(self, title: str) -> None:
        self.found = title

    def destination(self, target: str, page: str) -> Destination | None:
        return Destination(target, self.found)


@pytest.mark.parametrize("is_titled", [True, False])
def test_a_page_is_stale_when_it_shows_the_title_of_a_page_that_has_another(is_titled: bool) -> None:
    own = Page(docname="a", links=[ProseLink(target="/b", is_titled=is_titled)])
    graph = graph_of([own])
    digests = {page_content(own, graph, Pages(title)).digest for title in ("Old", "New")}
    assert (len(digests) == 2) is is_titled


def test_names_of_files_that_are_not_unicode_have_a_digest() -> None:
    own = page("\udce9", [entry("component", "db")])
    own.runs = [(found.anchor,) for found in own.entries]

    assert (
        page_content(own, graph_of([own]), NullLinkResolver()).digest
        == page_content(own, graph_of([own]), NullLinkResolver()).digest
    )
