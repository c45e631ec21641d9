"""What is deprecated, and the marks of state of an entry; no code knows which kinds have such fields."""

from __future__ import annotations

import pytest

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.inputs import input_digests
from sphinx_archdoc.content.marks import deprecation_of, marks_by_meaning, marks_of
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from tests.catalogue.pages import entry, graph_of, mention, page
from tests.links import NullLinkResolver

STAGES = {
    "service": {
        "fields": {
            "stage": {"type": "choice", "choices": ["new", "gone"], "meaning": "lifecycle"},
            "needs": {"type": "refs", "inverse": "Needed by"},
        }
    }
}


def site(status: str = "deprecated") -> Graph:
    old = page(
        "old",
        [entry("document", "", status=status), entry("component", "ledger"), entry("component", "books")],
    )
    new = page("new", [entry("component", "web", depends_on=["ledger"])], mention("ledger"))
    return graph_of([old, new])


def test_the_owner_of_a_page_is_that_of_its_entries_unless_they_have_their_own() -> None:
    own = {
        "asset": {
            "fields": {
                "team": {"type": "text", "meaning": "owner"},
                "lost": {"type": "flag", "meaning": "lifecycle"},
            }
        }
    }
    kinds, problems = merge_kinds(builtin_kinds(), own, "conf.py")
    assert problems == []
    owned = page(
        "a", [entry("document", "", owner="@a"), entry("asset", "x"), entry("asset", "y", team="@y")]
    )
    graph = graph_of([owned, page("b", [entry("asset", "z")])], kinds)
    _, x, y, z = graph.catalogue.entries
    assert [mark.value for mark in marks_of(x, graph)] == ["@a"]  # a flag that is not set says nothing
    assert [mark.value for mark in marks_of(y, graph)] == ["@y"]
    assert marks_of(z, graph) == ()
    assert [mark.value for mark in marks_by_meaning(None, "a", graph).values()] == ["@a"]
    assert marks_by_meaning(None, "nowhere", graph) == {}


def warning(graph: Graph, name: str, shown_on: str) -> str:
    found = next(one for one in graph.catalogue.entries if one.name == name)
    return Cells(graph, shown_on, NullLinkResolver()).entry_link(found).warning


def test_an_entry_on_a_deprecated_page_is_marked_wherever_it_is_linked() -> None:
    assert warning(site(), "ledger", "new") == "deprecated"
    assert warning(site(), "ledger", "old") == ""
    assert warning(site("active"), "ledger", "new") == ""
    assert warning(site("draft"), "ledger", "new") == ""


def test_a_link_to_the_page_is_marked_too() -> None:
    cells = Cells(site(), "new", NullLinkResolver())
    assert cells.page_link("old").warning == "deprecated"
    assert cells.page_link("new").warning == ""


def test_a_kind_of_the_project_can_say_it_in_its_own_words() -> None:
    kinds, problems = merge_kinds(builtin_kinds(), STAGES, "conf.py")
    assert problems == []
    graph = graph_of(
        [page("a", [entry("service", "x", stage="gone"), entry("service", "y", stage="new")])], kinds
    )
    assert warning(graph, "x", "a") == "deprecated"
    assert warning(graph, "y", "a") == ""
    assert [
        (m.title, m.value, m.is_warning) for m in marks_of(next(graph.catalogue.of_kind("service")), graph)
    ] == [("Stage", "gone", True)]


def test_a_meaning_that_there_is_not_is_a_problem() -> None:
    wrong = {"service": {"fields": {"stage": {"meaning": "age"}}}}
    _, (problem,) = merge_kinds(builtin_kinds(), wrong, "conf.py")
    assert "service.fields.stage.meaning" in str(problem)


@pytest.mark.parametrize("name", ["new", "old"])
def test_the_pages_with_links_are_written_again_when_a_page_becomes_deprecated(name: str) -> None:
    before, after = (
        input_digests(site(status), NullLinkResolver())[name] for status in ("active", "deprecated")
    )
    assert before != after


def test_only_what_is_deprecated_is() -> None:
    deprecation = deprecation_of(site())
    assert deprecation.pages == {"old"}
    assert {key.page for key in deprecation.entries} == {"old"}
