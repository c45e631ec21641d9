"""Diagrams to draw: small ones, hostile ones, and any at all."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.parsing.sql import SqlColumn
from tests.schema.hostile import texts

DIRECTIONS = ["LR", "TB", "RL", "BT", "TD"]
SIGNS = [f"{left}{middle}{right}" for left in ("|o", "||", "}o", "}|") for middle in ("--", "..")
         for right in ("o|", "||", "o{", "|{")]  # fmt: skip


def diagram(nodes: int, edges: Iterable[tuple[int, int]], label: str = "", clusters: int = 1) -> Diagram:
    """Numbered nodes, dealt out to clusters, and edges by number."""
    named = [DiagramNode(id=f"n{n}", name=f"node {n}", page="p", anchor=f"a{n}") for n in range(1, nodes + 1)]
    return Diagram(
        tuple(
            Cluster("" if clusters == 1 else f"Group {n}", tuple(named[n::clusters])) for n in range(clusters)
        ),
        tuple(DiagramEdge(f"n{source}", f"n{target}", label) for source, target in edges),
    )


def address(node: DiagramNode) -> str:
    """Where a node leads to."""
    return f"{node.page}.html?a=1&b=2#{node.anchor}" if node.page else ""


words = texts | st.text(st.characters(categories=["Cc", "Cs", "Cn", "Co", "Lo", "Zl"]), max_size=5)
"""Any text, with control characters and halves of surrogate pairs as well."""

of_columns = words | st.sampled_from(["pk", "FK", "uk-1", "Pk(1)", "pkey", "fk_a"])
"""Any text, and what Mermaid takes for a key, or nearly."""

columns = st.builds(
    SqlColumn, of_columns, of_columns, keys=st.sampled_from([(), ("primary",), ("unique",)]), references=st.sampled_from([None, ("t", "c")])
)  # fmt: skip


@st.composite
def diagrams(draw: st.DrawFn, *, of_tables: bool = False) -> Diagram:
    """Any diagram of a few nodes; or one of tables and their keys alone."""
    shapes, signs = ([Shape.TABLE, Shape.OUTSIDE], SIGNS) if of_tables else ([*Shape], ["", *SIGNS])
    count = draw(st.integers(1, 5))
    nodes = [
        DiagramNode(
            id=f"n{number}",
            name=draw(words),
            shape=draw(st.sampled_from(shapes)),
            note=draw(words),
            page=draw(st.sampled_from(["", "p"])),
            anchor=draw(words),
            columns=tuple(draw(st.lists(columns, max_size=3))),
            marked=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    ]
    cut = draw(st.integers(0, count))
    parts = [("" if of_tables else draw(words), nodes[:cut]), ("", nodes[cut:])]
    ends = st.integers(1, count)
    edges = st.tuples(ends, ends, st.sampled_from(signs))
    return Diagram(
        tuple(Cluster(title, tuple(part)) for title, part in parts if part),
        tuple(
            DiagramEdge(f"n{source}", f"n{target}", draw(words), sign)
            for source, target, sign in draw(st.lists(edges, max_size=5, unique=True))
        ),
        draw(st.sampled_from(DIRECTIONS)),
    )
