"""What is wrong with the references of a catalogue."""

from __future__ import annotations

import pytest

from sphinx_archdoc.catalogue.consistency import check_consistency
from sphinx_archdoc.catalogue.model import Entry
from tests.catalogue.pages import entry, graph_of, page


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (entry("component", "web", depends_on=["web"]), "depends-on: component 'web' depends on itself"),
        (entry("upstream", "own", target=["services"]), "target: document 'services' depends on itself"),
        (entry("downstream", "own", target=["services"]), "target: document 'services' depends on itself"),
    ],
)
def test_a_dependency_on_itself_is_a_problem(source: Entry, expected: str) -> None:
    graph = graph_of([page("services", [entry("document", ""), source])])
    found = [str(one) for one in check_consistency(graph, lambda *_: False)]
    assert found == [f"{expected}; name another, or remove it"]


@pytest.mark.parametrize(
    "source",
    [
        entry("component", "web", depends_on=["db"]),
        entry("upstream", "db", target=["db"]),
        entry("dbtable", "tree", sql="CREATE TABLE tree (parent INT REFERENCES tree (id));"),
        entry("gotcha", "web", affects=["gotcha:web"]),
    ],
)
def test_other_references_are_none(source: Entry) -> None:
    graph = graph_of([page("services", [entry("document", ""), entry("component", "db"), source])])
    assert list(check_consistency(graph, lambda *_: False)) == []
