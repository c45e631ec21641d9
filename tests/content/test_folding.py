"""A diagram that is too large is folded by its clusters; every node and every edge is somewhere in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.content.folding import fold
from tests.duration import at_most
from tests.schema.hostile import QUICK


def nodes(first: int, last: int, group: str = "Components") -> tuple[DiagramNode, ...]:
    return tuple(DiagramNode(id=f"n{n}", name=f"c{n}", sort=group) for n in range(first, last + 1))


DIAGRAM = Diagram(
    (
        Cluster("Access", nodes(1, 2)),
        Cluster("Back", nodes(3, 5)),
        Cluster("", nodes(6, 6) + nodes(7, 8, "Outside")),
    ),
    (
        DiagramEdge("n1", "n2", "inside"),
        DiagramEdge("n1", "n3"),
        DiagramEdge("n2", "n3"),
        DiagramEdge("n3", "n1"),
        DiagramEdge("n3", "n3"),
        DiagramEdge("n6", "n7"),
    ),
    "TB",
)
FOLDED = fold(DIAGRAM, "page", "archdoc-1")


def test_each_cluster_is_a_node_that_leads_to_its_own_diagram() -> None:
    overview = [(node.name, node.page, node.anchor, node.shape) for node in FOLDED.overview.nodes]
    assert overview == [
        ("Access (2)", "page", "archdoc-1-1", Shape.GROUP),
        ("Back (3)", "page", "archdoc-1-2", Shape.GROUP),
        ("Components (1)", "page", "archdoc-1-3", Shape.GROUP),
        ("Outside (2)", "page", "archdoc-1-4", Shape.GROUP),
    ]
    assert [(part.title, part.anchor) for part in FOLDED.parts] == [
        (name, anchor) for name, _, anchor, _ in overview
    ]


def test_lines_between_groups_are_counted() -> None:
    assert FOLDED.overview.edges == (
        DiagramEdge("g1", "g2", "2", count=2),
        DiagramEdge("g2", "g1", "1"),
        DiagramEdge("g3", "g4", "1"),
    )


def test_a_group_keeps_its_nodes_and_the_lines_between_them() -> None:
    front, back, *_ = (part.diagram for part in FOLDED.parts)
    assert front == Diagram((Cluster("", nodes(1, 2)),), (DiagramEdge("n1", "n2", "inside"),), "TB")
    assert back.edges == (DiagramEdge("n3", "n3"),)


def test_a_group_that_is_called_like_those_without_one_is_another() -> None:
    folded = fold(Diagram((Cluster("Outside", nodes(1, 1)), Cluster("", nodes(2, 2, "Outside")))), "p", "x")
    assert [part.title for part in folded.parts] == ["Outside (1)", "Outside (1)"]


def test_many_groups_stay_in_the_order_of_the_clusters() -> None:
    diagram = Diagram(
        tuple(Cluster(f"{n:02}", nodes(n, n)) for n in range(1, 13)),
        tuple(DiagramEdge(f"n{n}", f"n{n % 12 + 1}") for n in range(1, 13)),
    )
    overview = fold(diagram, "p", "x").overview
    assert [node.id for node in overview.nodes] == [f"g{n}" for n in range(1, 13)]
    assert [edge.source for edge in overview.edges] == [f"g{n}" for n in range(1, 13)]


pairs = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=20, unique=True)


@QUICK
@given(st.lists(st.sampled_from(["A", "B", ""]), min_size=9, max_size=9), pairs)
def test_nothing_is_lost(clusters: list[str], edges: list[tuple[int, int]]) -> None:
    diagram = Diagram(
        tuple(
            Cluster(
                title, tuple(node for node, own in zip(nodes(1, 9), clusters, strict=True) if own == title)
            )
            for title in sorted(set(clusters), key=lambda title: (not title, title))
        ),
        tuple(DiagramEdge(f"n{source}", f"n{target}") for source, target in edges),
    )
    folded = fold(diagram, "p", "x")
    assert sorted(n.id for part in folded.parts for n in part.diagram.nodes) == [
        f"n{n}" for n in range(1, 10)
    ]
    inside = sum(len(part.diagram.edges) for part in folded.parts)
    assert inside + sum(int(edge.label) for edge in folded.overview.edges) == len(edges)


def node(number: int, *groups: str) -> DiagramNode:
    return DiagramNode(id=f"n{number}", name=f"c{number}", sort="Components", groups=groups)


LEVELS = Diagram(
    (Cluster("", (node(1, "pay", "api"), node(2, "pay", "db"), node(3, "shop", "web"), node(4, "", "x"))),),
    (DiagramEdge("n3", "n1"), DiagramEdge("n3", "n2"), DiagramEdge("n1", "n2"), DiagramEdge("n4", "n3")),
    is_folded=True,
)


def names(diagram: Diagram) -> dict[str, str]:
    return {node.id: node.name for node in diagram.nodes}


def lines(diagram: Diagram) -> list[str]:
    called = names(diagram)
    return [f"{called[edge.source]} > {called[edge.target]} {edge.label}".strip() for edge in diagram.edges]


def test_a_diagram_folds_by_the_groups_of_its_nodes_and_those_without_one_come_last() -> None:
    folded = fold(LEVELS, "page", "d")
    assert [part.title for part in folded.parts] == ["pay (2)", "shop (1)", "Components (1)"]
    assert lines(folded.overview) == ["shop (1) > pay (2) 2", "Components (1) > shop (1) 1"]


def test_a_part_shows_the_groups_around_it_and_folds_by_the_next_level() -> None:
    pay = fold(LEVELS, "page", "d").parts[0]
    assert lines(pay.diagram) == ["c1 > c2"]
    assert lines(pay.surroundings) == ["c1 > c2", "shop (1) > c1", "shop (1) > c2"]
    inner = fold(pay.surroundings, "page", pay.anchor)
    assert [(part.title, part.anchor) for part in inner.parts] == [("api (1)", "d-1-1"), ("db (1)", "d-1-2")]
    assert lines(inner.overview) == ["api (1) > db (1) 1", "shop (1) > api (1) 1", "shop (1) > db (1) 1"]
    assert lines(inner.parts[0].surroundings) == ["c1 > db (1)", "shop (1) > c1"]
    assert len(names(inner.parts[0].surroundings)) == 3


def test_a_level_that_all_nodes_share_is_passed_over() -> None:
    diagram = Diagram((Cluster("", (node(1, "all", "a"), node(2, "all", "b"))),), is_folded=True)
    assert [part.title for part in fold(diagram, "page", "d").parts] == ["a (1)", "b (1)"]


def test_lines_to_one_group_around_a_part_are_counted() -> None:
    edges = tuple(DiagramEdge(f"n{n}", "n9") for n in (1, 2))
    diagram = Diagram((Cluster("", (node(1, "a"), node(2, "a"), node(9, "b"))),), edges)
    last = fold(diagram, "page", "d").parts[1]
    assert lines(last.surroundings) == ["a (2) > c9 2"]


def test_many_groups_cost_little() -> None:
    """Neither each edge nor each part goes through all groups."""
    number = 3_000
    inner = tuple(node(n, "a" if n % 2 else "b") for n in range(20_000))
    around = tuple(DiagramNode(id=f"og{n}", name=f"g{n}", shape=Shape.GROUP) for n in range(number))
    edges = tuple(DiagramEdge(f"n{n}", f"og{n % number}", count=1_234) for n in range(20_000))
    with at_most(2):
        folded = fold(Diagram((Cluster("", inner), Cluster("", around)), edges), "page", "d")
    assert sum(edge.count for edge in folded.overview.edges) == 20_000 * 1_234
    many = tuple(node(n, f"group {n % number}") for n in range(20_000))
    with at_most(2):
        assert len(fold(Diagram((Cluster("", many),)), "page", "d").parts) == number
