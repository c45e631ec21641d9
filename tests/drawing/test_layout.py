"""Layouts: each node and each line has a place, or there is no picture at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations

import mmdr
import msgspec
import pytest
from hypothesis import given

from sphinx_archdoc.catalogue.diagram import Cluster, Diagram, DiagramEdge, DiagramNode
from sphinx_archdoc.drawing import layout
from sphinx_archdoc.drawing.ends import Box
from sphinx_archdoc.drawing.layout import CannotDraw, can_lay_out, lay_out
from tests.drawing.diagrams import DIRECTIONS, diagram, diagrams
from tests.schema.hostile import QUICK


def overlap(one: Box, other: Box) -> bool:
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    )


def test_boxes_stand_beside_each_other_and_within_the_picture() -> None:
    found = lay_out(diagram(12, [(n, n % 12 + 1) for n in range(1, 13)], "why", clusters=3))
    assert len(found.nodes) == 12
    assert len(found.clusters) == 3
    for box in found.nodes.values():
        assert 0 <= box.x - box.width / 2 <= box.x + box.width / 2 <= found.width
        assert 0 <= box.y - box.height / 2 <= box.y + box.height / 2 <= found.height
    assert not any(overlap(*pair) for pair in combinations(found.nodes.values(), 2))
    assert not any(overlap(*pair) for pair in combinations(found.clusters.values(), 2))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lines_go_the_way_that_is_asked_for(direction: str) -> None:
    nodes = tuple(DiagramNode(id=f"n{n}", name="x") for n in (1, 2))
    found = lay_out(Diagram((Cluster("", nodes),), (DiagramEdge("n1", "n2"),), direction))
    one, other = found.nodes["n1"], found.nodes["n2"]
    way = {"LR": other.x - one.x, "RL": one.x - other.x, "BT": one.y - other.y}
    assert way.get(direction, other.y - one.y) > 0


def test_several_lines_between_two_nodes_each_have_a_path_and_a_label() -> None:
    edges = (
        DiagramEdge("n1", "n2", "a", "}o--||"),
        DiagramEdge("n1", "n2", "b", "}o--o|"),
        DiagramEdge("n2", "n1"),
        DiagramEdge("n1", "n1", "self"),
        DiagramEdge("n1", "n2", "c"),
    )
    nodes = tuple(DiagramNode(id=f"n{n}", name="x") for n in (1, 2))
    one, two, back, itself, three = lay_out(Diagram((Cluster("", nodes),), edges)).lines
    assert one and two and back and three
    assert itself is None
    assert len({line.path for line in (one, two, back, three)}) == 4
    assert back.label is None
    assert one.label and two.label and three.label
    assert not any(overlap(*pair) for pair in combinations((one.label, two.label, three.label), 2))


@QUICK
@given(diagrams())
def test_any_diagram_has_a_layout(diagram: Diagram) -> None:
    found = lay_out(diagram)
    assert found.nodes.keys() == {node.id for node in diagram.nodes}
    assert [line is None for line in found.lines] == [edge.source == edge.target for edge in diagram.edges]
    for line in filter(None, found.lines):
        assert re.fullmatch(r"M(-?\d+\.\d,-?\d+\.\d ?([LQ]|A\S+ 0 0 [01] )?)+", line.path)


def test_the_same_diagram_has_the_same_layout() -> None:
    some = diagram(20, [(n, n * 7 % 20 + 1) for n in range(1, 21)], "why", clusters=4)
    assert lay_out(some) == lay_out(some)


def test_small_numbers_are_moved_as_well() -> None:
    assert layout._moved("M1e-7,2L-3.5,4e-05", 1, 1) == "M1.0,3.0L-2.5,1.0"


def test_a_diagram_with_too_many_lines_is_not_drawn() -> None:
    pairs = list(permutations(range(1, 61), 2))
    with pytest.raises(CannotDraw, match="it has 600 edges, and no more than 300 are drawn"):
        lay_out(diagram(60, pairs[:600]))
    assert len(lay_out(diagram(60, pairs[:300])).lines) == 300


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(layout, "find_spec", lambda name: None)
    can_lay_out.cache_clear()
    yield
    can_lay_out.cache_clear()


@pytest.mark.usefixtures("nothing_installed")
def test_nothing_is_drawn_without_what_computes_layouts() -> None:
    with pytest.raises(CannotDraw, match="mmdr is not installed"):
        lay_out(diagram(1, []))


@pytest.mark.parametrize("answer", ["", "<svg>", '<svg viewBox="0 0 x x"/>', '<svg viewBox="0 0 9 9"/>'])
def test_an_answer_without_the_places_is_no_picture(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Answer:
        def svg(self) -> str:
            return answer

    monkeypatch.setattr(mmdr, "render", lambda *_: Answer())
    with pytest.raises(CannotDraw):
        lay_out(diagram(2, [(1, 2)]))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_label_stands_on_its_line(direction: str) -> None:
    bent = Diagram(
        (Cluster("", tuple(DiagramNode(id=f"n{n}", name="x") for n in range(1, 6))),),
        (*(DiagramEdge("n1", f"n{n}", "why") for n in range(2, 6)), DiagramEdge("n2", "n5", "why")),
        direction,
    )
    for line in filter(None, lay_out(bent).lines):
        points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", line.path)]
        assert line.label
        assert any(between(line.label, *stretch) for stretch in pairwise(points))


def between(box: Box, one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the middle of *box* is on the way from the one point to the other."""
    return all(
        min(first, second) - 1 <= middle <= max(first, second) + 1
        for middle, first, second in zip((box.x, box.y), one, other, strict=True)
    )


def test_the_radii_of_an_arc_are_not_moved() -> None:
    assert layout._moved("M1,2 A6,6 0 0 1 10,20", 1, 1) == "M2.0,3.0 A6,6 0 0 1 11.0,21.0"


def test_a_wide_diagram_goes_down_where_nobody_says_which_way() -> None:
    chain = diagram(12, [(n, n + 1) for n in range(1, 12)])
    free = lay_out(msgspec.structs.replace(chain, direction=""))
    assert free.height > free.width
    assert lay_out(msgspec.structs.replace(chain, direction="LR")).width > layout.COMFORTABLE
    assert lay_out(msgspec.structs.replace(diagram(2, [(1, 2)]), direction="")).width > free.width
