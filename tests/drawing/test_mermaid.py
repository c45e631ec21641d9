"""Mermaid's source: whatever authors write, its lines have the form that they were given."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.drawing.mermaid import mermaid_source
from sphinx_archdoc.parsing.sql import SqlColumn
from tests.drawing.diagrams import SIGNS, address, diagrams
from tests.schema.hostile import QUICK

TEXT = r'"(?:[^\W_]|[ ,/()]|#\d+;|<br/>)*"'
DIRECTION = "(LR|TB|RL|BT|TD)"
SIGN = f"({'|'.join(map(re.escape, SIGNS))})"
FLOWCHART = [
    f"flowchart {DIRECTION}",
    rf"  subgraph c\d+\[{TEXT}\]",
    "  end",
    rf"    n\d+(\[{TEXT}\]|\(\[{TEXT}\]\)|\[/{TEXT}/\]|\[\({TEXT}\)\]|\[\[{TEXT}\]\])",
    rf"  n\d+ -->(\|{TEXT}\|)? n\d+",
    r'  click n\d+ href "[^"\s]*"',
]
TABLES = [
    "erDiagram",
    f"  direction {DIRECTION}",
    rf"  n\d+\[{TEXT}\]",
    r"  n\d+ \{",
    r"    [A-Za-z_][A-Za-z0-9_()[\]-]* [A-Za-z_][A-Za-z0-9_()[\]-]*( PK| FK| UK)?",
    r"  \}",
    rf"  n\d+ {SIGN} n\d+ : {TEXT}",
]

SYSTEM = Diagram(
    (
        Cluster('A "layer"', (DiagramNode(id="n1", name="web", page="p", anchor="web"),)),
        Cluster("", (
            DiagramNode(id="n2", name="1. [x](y)", shape=Shape.ROUND, note="Integration"),
            DiagramNode(id="n3", name="__b__; `c`", shape=Shape.OUTSIDE),
        )),
    ),
    (DiagramEdge("n1", "n2", 'says "x"'), DiagramEdge("n2", "n2")),
)  # fmt: skip


def test_a_flowchart_has_nodes_edges_and_links() -> None:
    assert mermaid_source(SYSTEM, address).splitlines() == [
        "flowchart LR",
        '  subgraph c1["A #34;layer#34;"]',
        '    n1["web"]',
        "  end",
        '    n2(["#49;#46; #91;x#93;(y)<br/>(Integration)"])',
        '    n3[/"#95;#95;b#95;#95;#59; #96;c#96;"/]',
        '  n1 -->|"says #34;x#34;"| n2',
        "  n2 --> n2",
        '  click n1 href "p.html?a=1&b=2#web"',
    ]


def test_tables_are_a_diagram_of_entities() -> None:
    table = DiagramNode(id="n1", name="orders", shape=Shape.TABLE, columns=(
        SqlColumn("id", "INT", keys=("primary",)), SqlColumn("buyer's", "VARCHAR(10, 2)", references=("users", "id")),
        SqlColumn("1", ""), SqlColumn("pk", "FK"),
    ))  # fmt: skip
    outside = DiagramNode(id="n2", name="users", shape=Shape.OUTSIDE)
    edges = (DiagramEdge("n1", "n2", "buyer", "}o--||"),)
    assert mermaid_source(Diagram((Cluster("", (table, outside)),), edges), address).splitlines() == [
        "erDiagram",
        "  direction LR",
        '  n1["orders"]',
        "  n1 {",
        "    INT id PK",
        "    VARCHAR(10_2) buyer_s FK",
        "    _ _1",
        "    _FK _pk",
        "  }",
        '  n2["users"]',
        '  n1 }o--|| n2 : "buyer"',
    ]


ORDERS = DiagramNode(id="n1", name="orders", shape=Shape.TABLE, columns=(SqlColumn("id", "INT"),))


@pytest.mark.parametrize(
    ("title", "shape", "sign", "first"),
    [
        ("", Shape.TABLE, "}o--||", "erDiagram"),
        ("", Shape.OUTSIDE, "}o--||", "erDiagram"),
        ("", Shape.TABLE, "", "flowchart LR"),  # "exactly one" would be said of it
        ("", Shape.BOX, "}o--||", "flowchart LR"),
        ("Sales", Shape.TABLE, "}o--||", "flowchart LR"),
    ],
)
def test_only_tables_and_their_keys_are_a_diagram_of_entities(
    title: str, shape: Shape, sign: str, first: str
) -> None:
    other = DiagramNode(id="n2", name="users", shape=shape)
    diagram = Diagram((Cluster(title, (ORDERS, other)),), (DiagramEdge("n1", "n2", "buyer", sign),))
    assert mermaid_source(diagram, address).splitlines()[0] == first


def test_a_quote_in_an_address_does_not_end_it() -> None:
    assert 'href "a%2525%22"' in mermaid_source(SYSTEM, lambda node: 'a%25"')


@QUICK
@given(diagrams() | diagrams(of_tables=True))
def test_no_text_breaks_out_of_its_quotes(diagram: Diagram) -> None:
    first, *lines = mermaid_source(diagram, lambda node: "p.html#a" if node.page else "").splitlines()
    forms = TABLES if first == "erDiagram" else FLOWCHART
    assert [line for line in (first, *lines) if not any(re.fullmatch(form, line) for form in forms)] == []
