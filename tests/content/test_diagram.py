"""What a diagram shows: which nodes, in which clusters, and the edges between them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.expression import parse_expression
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Page
from sphinx_archdoc.content.diagram import Diagram, Shape
from sphinx_archdoc.content.impact import impact_of
from sphinx_archdoc.content.views.diagram import DiagramView, diagram_of
from sphinx_archdoc.content.views.impact import impact_diagram
from sphinx_archdoc.problems import Location
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue.test_graph import sites
from tests.schema.hostile import QUICK


def view(**options: Any) -> DiagramView:
    return DiagramView(where=Location("x.md", 1), **({"kinds": ("component",)} | options))


def drawn(graph: Graph, page: str = "a", **options: Any) -> Diagram:
    return diagram_of(view(**options), page, graph)


def clusters(diagram: Diagram) -> dict[str, list[str]]:
    return {cluster.title: [node.name for node in cluster.nodes] for cluster in diagram.clusters}


def edges(diagram: Diagram) -> list[str]:
    names = {node.id: node.name for node in diagram.nodes}
    return [
        f"{names[edge.source]} -> {names[edge.target]}{edge.label and ': ' + edge.label}"
        for edge in diagram.edges
    ]


SYSTEM = graph_of(
    [
        page("a", [
            entry("component", "web", layer="Front", depends_on=["api", "mail"]),
            entry("component", "api", layer="Back", depends_on=["db"], owner="core"),
            entry("component", "db", layer="Back", depends_on=["db"]),
            entry("component", "cron", depends_on=["api"]),
        ]),
        page("b", [
            entry("document", ""),
            entry("integration", "mail"),
            entry("upstream", "Stripe", target=["Stripe"], reason="Pays."),
            entry("upstream", "api", target=["api"], reason="Asks."),
        ]),
    ]
)  # fmt: skip


def test_components_stand_in_their_layers_and_the_rest_in_none() -> None:
    assert clusters(drawn(SYSTEM)) == {"Back": ["api", "db"], "Front": ["web"], "": ["b", "cron", "mail"]}


def test_what_is_no_component_is_in_it_where_it_is_beside_one() -> None:
    assert edges(drawn(SYSTEM)) == [
        "api -> db",
        "db -> db",
        "web -> api",
        "web -> mail",
        "b -> api: Asks.",
        "cron -> api",
    ]


def test_everything_that_depends_on_something_is_in_it_where_no_kind_is_named() -> None:
    whole = drawn(SYSTEM, whole=True)
    assert "b -> Stripe: Pays." in edges(whole)
    assert {node.name: (node.shape, node.note) for node in whole.nodes} == {
        "api": (Shape.BOX, ""),
        "db": (Shape.BOX, ""),
        "web": (Shape.BOX, ""),
        "cron": (Shape.BOX, ""),
        "b": (Shape.ROUND, "Document"),
        "mail": (Shape.ROUND, "Integration"),
        "Stripe": (Shape.OUTSIDE, "outside"),
    }


def test_every_node_leads_to_its_place_but_for_those_outside() -> None:
    places = {node.name: (node.page, node.anchor) for node in drawn(SYSTEM, whole=True).nodes}
    assert places["api"] == ("a", "component-2")
    assert places["b"] == ("b", "document-1")
    assert places["Stripe"] == ("", "")


def test_a_page_without_a_document_is_a_node_that_leads_to_it() -> None:
    graph = graph_of([page("a", [entry("upstream", "db", target=["db"])])])
    node = drawn(graph, whole=True).nodes[1]
    assert (node.name, node.note, node.page, node.anchor) == ("Title of a", "Page", "a", "")


@pytest.mark.parametrize(
    ("group_by", "titles"),
    [("owner", ["core", ""]), ("page", ["Title of a", "Title of b"]), ("kind", ["Components", "Documents", "Integrations"]),
     ("nope", ["Back", "Front", ""])],
)  # fmt: skip
def test_it_is_grouped_as_the_author_wants(group_by: str, titles: list[str]) -> None:
    assert list(clusters(drawn(SYSTEM, group_by=group_by))) == titles


def test_a_filter_and_a_scope_say_what_is_chosen() -> None:
    assert edges(drawn(SYSTEM, filter=parse_expression("layer = Front"))) == ["web -> api", "web -> mail"]
    assert clusters(drawn(SYSTEM, "b", scope="page")) == {}
    assert edges(drawn(SYSTEM, "b", scope="page", whole=True)) == ["b -> api: Asks.", "b -> Stripe: Pays."]


@pytest.mark.parametrize(
    ("depth", "names"),
    [
        (0, ["db"]),
        (1, ["api", "db"]),
        (2, ["api", "db", "web", "b", "cron"]),
        (10**15, ["api", "db", "web", "b", "cron", "mail", "Stripe"]),
    ],
)
def test_a_root_has_what_is_near_it_in_both_directions(depth: int, names: list[str]) -> None:
    near = drawn(SYSTEM, root="db", depth=depth)
    assert [node.name for node in near.nodes] == names
    assert [node.name for node in near.nodes if node.marked] == ["db"]


def test_what_is_selected_has_as_much_around_it_as_the_author_wants() -> None:
    front = parse_expression("name in (web, api)")
    assert edges(drawn(SYSTEM, filter=front, depth=0)) == ["web -> api"]
    assert [node.name for node in drawn(SYSTEM, filter=front).nodes] == [
        "api",
        "db",
        "web",
        "b",
        "cron",
        "mail",
    ]


def test_a_root_that_is_not_there_draws_nothing() -> None:
    assert drawn(SYSTEM, root="gone") == Diagram()


def test_the_edges_of_two_nodes_are_one_with_all_that_is_said() -> None:
    graph = graph_of(
        [
            page("a", [entry("document", ""), entry("upstream", "b", target=["b"], reason="Asks.")]),
            page("b", [entry("document", ""), entry("downstream", "a", target=["a"], uses="Answers.")]),
        ]
    )
    assert edges(drawn(graph, whole=True)) == ["a -> b: Asks.; Answers."]


TABLES = graph_of(
    [
        page("a", [
            entry("dbtable", "orders", sql="CREATE TABLE orders (id INT PRIMARY KEY, buyer INT NOT NULL REFERENCES "
                  "users, gift INT REFERENCES users, shop INT REFERENCES shops)"),
            entry("dbtable", "users", sql="CREATE TABLE users (id INT PRIMARY KEY)"),
            entry("dbtable", "unread"),
        ])
    ]
)  # fmt: skip


def test_tables_have_their_columns_and_a_line_for_each_sort_of_key() -> None:
    diagram = drawn(TABLES, kinds=("dbtable",))
    shapes = {node.name: (node.shape, len(node.columns)) for node in diagram.nodes}
    assert shapes == {"orders": ("table", 4), "users": ("table", 1), "unread": ("box", 0), "shops": ("outside", 0)}  # fmt: skip
    assert [(edge.label, edge.sign) for edge in diagram.edges] == [
        ("shop", "}o--o|"),
        ("gift", "}o--o|"),
        ("buyer", "}o--||"),
    ]


def test_whoever_is_affected_is_drawn_with_the_lines_between_them() -> None:
    diagram = impact_diagram(impact_of("db", "a", SYSTEM), SYSTEM)
    assert clusters(diagram) == {"Back": ["api", "db"], "Front": ["web"], "": ["b", "cron"]}
    assert edges(diagram) == ["api -> db", "db -> db", "web -> api", "b -> api: Asks.", "cron -> api"]
    assert impact_diagram(impact_of("web", "a", SYSTEM), SYSTEM) == Diagram()
    assert impact_diagram(impact_of("gone", "a", SYSTEM), SYSTEM) == Diagram()


@QUICK
@given(sites, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_pages_does_not_matter(site: list[Page], random: Random, whole: bool) -> None:
    one, other = graph_of(site), graph_of(random.sample(site, len(site)))
    diagram = drawn(one, whole=whole)
    assert diagram == drawn(other, whole=whole)
    ids = [node.id for node in diagram.nodes]
    assert ids == [f"n{number}" for number in range(1, len(ids) + 1)]
    assert {end for edge in diagram.edges for end in (edge.source, edge.target)} <= set(ids)
