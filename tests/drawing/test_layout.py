"""Layouts: each node and each line has a place, and it fits on a page, or there is no picture at all."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations

import graphlay
import msgspec
import pytest
from hypothesis import given

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode
from sphinx_archdoc.drawing import layered
from sphinx_archdoc.drawing.attempt import COMFORTABLE, SMALLEST_FONT, DiagramLayout
from sphinx_archdoc.drawing.geometry import Box, misleads
from sphinx_archdoc.drawing.labels import FONT_SIZE
from sphinx_archdoc.drawing.layered import CannotDraw, can_lay_out
from sphinx_archdoc.drawing.layout import MOST_EDGES, fits, lay_out
from tests.drawing.diagrams import DIRECTIONS, diagram, diagrams
from tests.schema.hostile import QUICK


def random_diagram(seed: int, nodes: int, edges: int, clusters: int = 1) -> Diagram:
    chosen = random.Random(seed).sample(list(permutations(range(1, nodes + 1), 2)), edges)
    return diagram(nodes, sorted(chosen), clusters=clusters)


def queues() -> Diagram:
    """Producers, queues and stores, with long names: as in Langfuse, most lines lead to one of two stores."""
    producers = [f"some-event-processor-{n}" for n in range(9)]
    queues = [f"event-propagation-queue-{n}" for n in range(12)]
    names = [*producers, *queues, "redis", "blob-store"]
    nodes = [DiagramNode(id=f"n{number}", name=name) for number, name in enumerate(names)]
    pairs = [(n, 9 + n) for n in range(9)] + [(n, 9 + (n * 5) % 12) for n in range(9)]
    pairs += [(n, 21) for n in range(9, 21)] + [(n, 22) for n in range(8)] + [(0, 1)]
    return Diagram(
        (
            Cluster("Application", tuple(nodes[:9])),
            Cluster("Queues", tuple(nodes[9:21])),
            Cluster("Storage", tuple(nodes[21:])),
        ),
        tuple(DiagramEdge(f"n{source}", f"n{target}") for source, target in sorted(set(pairs))),
    )


def check(found: DiagramLayout, shown: Diagram) -> None:
    """No box lies on another, all is within the picture, and each line leads from box to box."""
    assert list(found.nodes) == [node.id for node in shown.nodes]
    labels = [line.label for line in found.lines if line.label]
    boxes = [*found.nodes.values(), *labels]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(one.overlaps(other) for one, other in combinations(found.clusters.values(), 2))
    for box in [*boxes, *found.clusters.values()]:
        assert -0.1 <= box.left <= box.right <= found.width + 0.1
        assert -0.1 <= box.top <= box.bottom <= found.height + 0.1
    for number, cluster in enumerate(shown.clusters, 1):
        if number in found.clusters:
            held = {id_ for id_, box in found.nodes.items() if box.overlaps(found.clusters[number])}
            assert held == {node.id for node in cluster.nodes}
    for edge, line in zip(shown.edges, found.lines, strict=True):
        assert on_border(line.points[0], found.nodes[edge.source])
        assert on_border(line.points[-1], found.nodes[edge.target])
        for start, end in pairwise(line.points):
            assert abs(start[0] - end[0]) < 0.1 or abs(start[1] - end[1]) < 0.1, "all angles are right"


def on_border(point: tuple[float, float], box: Box) -> bool:
    across, down = abs(point[0] - box.x) - box.width / 2, abs(point[1] - box.y) - box.height / 2
    return max(across, down) == pytest.approx(0, abs=1)


@pytest.mark.parametrize(
    ("nodes", "edges", "clusters"),
    [(12, 12, 3), (20, 30, 1), pytest.param(40, 60, 5, marks=pytest.mark.slow), (9, 0, 3)],
)
def test_boxes_stand_beside_each_other_and_within_the_picture(nodes: int, edges: int, clusters: int) -> None:
    for seed in range(8):
        shown = random_diagram(seed, nodes, edges, clusters)
        check(lay_out(shown), shown)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lines_go_the_way_that_is_asked_for(direction: str) -> None:
    nodes = tuple(DiagramNode(id=f"n{n}", name="x") for n in (1, 2))
    found = lay_out(Diagram((Cluster("", nodes),), (DiagramEdge("n1", "n2"),), direction))
    one, other = found.nodes["n1"], found.nodes["n2"]
    way = {"LR": other.x - one.x, "RL": one.x - other.x, "BT": one.y - other.y}
    assert way.get(direction, other.y - one.y) > 0


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_direction_has_the_same_parts(direction: str) -> None:
    shown = msgspec.structs.replace(random_diagram(1, 12, 14, 3), direction=direction)
    check(lay_out(shown), shown)


def test_several_lines_between_two_nodes_each_have_a_way_and_a_label() -> None:
    edges = (
        DiagramEdge("n1", "n2", "a", "}o--||"),
        DiagramEdge("n1", "n2", "b", "}o--o|"),
        DiagramEdge("n2", "n1"),
        DiagramEdge("n1", "n1", "self"),
        DiagramEdge("n1", "n2", "c"),
    )
    nodes = tuple(DiagramNode(id=f"n{n}", name="x") for n in (1, 2))
    found = lay_out(Diagram((Cluster("", nodes),), edges))
    one, two, back, itself, three = found.lines
    assert len({line.points for line in found.lines}) == 5
    assert back.label is None
    assert itself.label is None
    assert one.label and two.label and three.label
    check(found, Diagram((Cluster("", nodes),), edges))


@QUICK
@given(diagrams())
def test_any_diagram_has_a_layout(shown: Diagram) -> None:
    found = lay_out(shown)
    assert len(found.lines) == len(shown.edges)
    check(found, shown)


def test_the_same_diagram_has_the_same_layout() -> None:
    some = diagram(20, [(n, n * 7 % 20 + 1) for n in range(1, 21)], "why", clusters=4)
    first = lay_out(some)
    lay_out.cache_clear()
    assert lay_out(some) == first


def test_a_diagram_with_too_many_lines_is_not_drawn() -> None:
    pairs = list(permutations(range(1, 61), 2))
    with pytest.raises(CannotDraw, match=f"it has 600 lines, and at most {MOST_EDGES} can be drawn"):
        lay_out(diagram(60, pairs[:600]))


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [(60, 120), *(pytest.param(nodes, MOST_EDGES, marks=pytest.mark.slow) for nodes in (40, 60))],
)
def test_a_layout_takes_bearable_time(nodes: int, edges: int) -> None:
    start = time.process_time()
    try:
        lay_out(random_diagram(1, nodes, edges))
    except CannotDraw as error:
        assert "too many" in error.values["reason"]  # type: ignore[operator]
    assert time.process_time() - start < 20


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(layered, "find_spec", lambda name: None)
    can_lay_out.cache_clear()
    lay_out.cache_clear()
    yield
    can_lay_out.cache_clear()


@pytest.mark.usefixtures("nothing_installed")
def test_nothing_is_drawn_without_what_computes_layouts() -> None:
    with pytest.raises(CannotDraw, match="graphlay is not installed"):
        lay_out(diagram(1, []))


class Panic(BaseException):
    """As a mistake in compiled code arrives."""


@pytest.mark.parametrize(
    "answer", [{}, {"nodes": [{}], "edges": []}, graphlay.GraphlayError("no"), Panic("index")]
)
def test_whatever_goes_wrong_in_the_library_is_no_picture(
    answer: dict[str, object] | BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lay(*_: object, **__: object) -> graphlay.Layout:
        if isinstance(answer, BaseException):
            raise answer
        return graphlay.Layout(answer, "", [])

    monkeypatch.setattr(graphlay, "layout", lay)
    lay_out.cache_clear()
    with pytest.raises(CannotDraw):
        lay_out(diagram(2, [(1, 2)]))


def test_an_interrupted_build_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def lay(*_: object, **__: object) -> graphlay.Layout:
        raise KeyboardInterrupt

    monkeypatch.setattr(graphlay, "layout", lay)
    lay_out.cache_clear()
    with pytest.raises(KeyboardInterrupt):
        lay_out(diagram(2, [(1, 2)]))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_label_stands_on_its_line(direction: str) -> None:
    bent = Diagram(
        (Cluster("", tuple(DiagramNode(id=f"n{n}", name="x") for n in range(1, 6))),),
        (*(DiagramEdge("n1", f"n{n}", "why") for n in range(2, 6)), DiagramEdge("n2", "n5", "why")),
        direction,
    )
    for line in lay_out(bent).lines:
        assert line.label
        assert any(between(line.label, *stretch) for stretch in pairwise(line.points))


def between(box: Box, one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the middle of *box* is on the way from the one point to the other."""
    return all(
        min(first, second) - 1 <= middle <= max(first, second) + 1
        for middle, first, second in zip((box.x, box.y), one, other, strict=True)
    )


def test_a_wide_diagram_goes_down_where_nobody_says_which_way() -> None:
    chain = diagram(12, [(n, n + 1) for n in range(1, 12)])
    free = lay_out(chain)
    assert free.height > free.width
    assert fits(free)
    assert not fits(lay_out(msgspec.structs.replace(chain, direction="LR")))
    assert lay_out(diagram(2, [(1, 2)])).width > lay_out(diagram(2, [(1, 2)])).height


@pytest.mark.parametrize(
    "shown",
    [
        queues(),
        diagram(30, [(1, n) for n in range(2, 31)]),  # one node that all others hang on
        diagram(30, [(n, 1) for n in range(2, 31)]),
        diagram(30, [(1, n) for n in range(2, 31)], "because it needs this one most of all"),
        diagram(30, [], clusters=6),
        diagram(60, []),
        diagram(60, [(n, n + 1) for n in range(1, 60)]),
        diagram(40, [(n, n % 40 + 1) for n in range(1, 41)], clusters=5),
    ],
)
def test_a_diagram_fits_on_a_page_with_words_that_can_be_read(shown: Diagram) -> None:
    found = lay_out(shown)
    check(found, shown)
    assert min(1, COMFORTABLE / found.width) * FONT_SIZE >= SMALLEST_FONT
    assert found.clear


def test_lines_to_one_node_are_one_in_the_end() -> None:
    found = lay_out(diagram(9, [(n, 9) for n in range(1, 9)]))
    assert len({line.points[-1] for line in found.lines}) == 1
    assert len(found.dots) >= 3
    apart = lay_out(diagram(4, [(1, 3), (2, 4)]))
    assert apart.dots == ()


def test_lines_that_have_nothing_to_do_with_each_other_never_run_together() -> None:
    for seed in range(20):
        shown = random_diagram(seed, 15, 25)
        numbers = {node.id: number for number, node in enumerate(shown.nodes)}
        edges = [(numbers[edge.source], numbers[edge.target]) for edge in shown.edges]
        found = lay_out(shown)
        assert not misleads(edges, [line.points for line in found.lines])


def test_tables_are_told_apart_line_by_line() -> None:
    nodes = tuple(DiagramNode(id=f"n{n}", name=f"t{n}") for n in range(6))
    keys = tuple(DiagramEdge(f"n{n}", "n5", sign="}o--||") for n in range(5))
    found = lay_out(Diagram((Cluster("", nodes),), keys))
    assert len({line.points[-1] for line in found.lines}) == 5, "each has a crow's foot of its own"
    assert found.dots == ()


def test_numbers_alone_go_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def lay(graph: object, **options: object) -> graphlay.Layout:
        asked.append(repr((graph, options)))
        return lay_as_ever(graph, **options)  # type: ignore[arg-type]

    lay_as_ever = graphlay.layout
    monkeypatch.setattr(graphlay, "layout", lay)
    lay_out.cache_clear()
    lay_out(diagram(3, [(1, 2), (2, 3)], "a secret", clusters=2))
    assert asked
    assert not any(re.search("secret|node 1|Group", one) for one in asked)
