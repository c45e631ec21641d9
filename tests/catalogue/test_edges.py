"""The lines of a diagram: who depends on whom and why, and which table belongs to which."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from sphinx_archdoc.catalogue.edges import Edge, dependencies, relations
from sphinx_archdoc.catalogue.model import Entry, ParsedText
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from tests.catalogue.pages import entry, graph_of, page


def said(edges: Iterable[Edge]) -> list[str]:
    """Edges as ``source -> target: label sign``, with what is no entry in brackets."""

    def name(end: object) -> str:
        link = end.link
        return end.name if link and link.entry else f"({link.page} {end.name})" if link else f"({end.name})"

    return [
        " ".join(f"{name(edge.source)} -> {name(edge.target)}: {edge.label} {edge.sign}".split())
        for edge in edges
    ]


def test_an_edge_goes_from_who_depends_to_what_it_needs() -> None:
    graph = graph_of([page("a", [entry("component", "web", depends_on=["api", "Stripe"])]),
                      page("b", [entry("component", "api")])])  # fmt: skip
    assert said(dependencies(graph)) == ["web -> api:", "web -> (Stripe):"]
    assert [edge.page for edge in dependencies(graph)] == ["a", "a"]


def test_what_a_page_needs_has_its_reason_and_who_uses_it_comes_from_the_other_side() -> None:
    up = entry("upstream", "Postgres", target=["Postgres"], reason="Keeps\n the rows.")
    down = entry("downstream", "Shop", target=["Shop"], uses="Signs in.")
    edges = ["{} -> (Postgres): Keeps the rows.", "(Shop) -> {}: Signs in."]
    with_document = graph_of([page("a", [entry("document", ""), up, down])])
    assert said(dependencies(with_document)) == [edge.format("a") for edge in edges]
    without = graph_of([page("a", [up, down])])
    assert said(dependencies(without)) == [edge.format("(a Title of a)") for edge in edges]


def test_a_reason_is_said_without_its_markup() -> None:
    where = page("a", [entry("upstream", "db", target=["db"], reason="*Keeps* it.")])
    where.texts["upstream-1", "reason"] = ParsedText("Keeps it.", "")
    assert said(dependencies(graph_of([where]))) == ["(a Title of a) -> (db): Keeps it."]


def test_fields_that_are_no_dependencies_are_no_edges() -> None:
    graph = graph_of([page("a", [entry("component", "api"), entry("envvar", "X", used_by=["api"])])])
    assert said(dependencies(graph)) == []


USERS = entry("dbtable", "users", sql="CREATE TABLE users (id INT PRIMARY KEY)")


@pytest.mark.parametrize(
    ("column", "sign"),
    [
        ("owner INT NOT NULL REFERENCES users (id)", "}o--||"),
        ("owner INT REFERENCES users", "}o--o|"),
        ("owner INT UNIQUE NOT NULL REFERENCES users", "|o--||"),
        ("owner INT PRIMARY KEY REFERENCES users", "|o--||"),
        ("owner INT REFERENCES users, role INT, PRIMARY KEY (owner, role)", "}o--||"),
    ],
)
def test_a_foreign_key_says_how_many_belong_to_how_many(column: str, sign: str) -> None:
    table = entry("dbtable", "orders", sql=f"CREATE TABLE orders ({column})")
    assert said(relations(graph_of([page("a", [table, USERS])]))) == [f"orders -> users: owner {sign}"]


def test_a_foreign_key_to_a_table_that_nobody_described_leads_outside() -> None:
    table = entry("dbtable", "orders", sql="CREATE TABLE orders (id INT REFERENCES gone (id))")
    assert said(relations(graph_of([page("a", [table])]))) == ["orders -> (gone): id }o--o|"]


def relationship(source: str, sign: str, target: str, **fields: str) -> Entry:
    name = f"{source} {sign} {target}"
    return entry("relationship", name, from_=[source], cardinality=sign, to=[target], **fields)


def test_a_relationship_that_is_written_stands_for_the_keys_of_both_tables() -> None:
    orders = entry(
        "dbtable", "orders", sql="CREATE TABLE orders (a INT REFERENCES users, b INT REFERENCES orders)"
    )
    graph = graph_of([page("a", [orders, USERS, relationship("users", "||--o{", "orders", label="buys")])])
    assert said(relations(graph)) == ["users -> orders: buys ||--o{", "orders -> orders: b }o--o|"]


def test_a_relationship_of_tables_that_are_not_there_is_no_edge() -> None:
    assert said(relations(graph_of([page("a", [USERS, relationship("users", "||--o{", "gone")])]))) == []


@pytest.mark.parametrize("sign", ["many", "||--o{ x", '"]', "||", "||~~||"])
def test_a_sign_that_is_none_is_not_drawn(sign: str) -> None:
    link = {"edge": {"source": "from", "target": "to", "sign": "sign", "label": "label"}, "fields": {
        "from": {"type": "refs"}, "to": {"type": "refs"}, "sign": {}, "label": {}}}  # fmt: skip
    kinds, problems = merge_kinds(builtin_kinds(), {"link": link}, "conf.py")
    assert problems == []
    found = entry("link", "l", from_=["users"], to=["users"], sign=sign, label="same")
    assert said(relations(graph_of([page("a", [USERS, found])], kinds))) == ["users -> users: same"]
