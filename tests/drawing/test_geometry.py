"""Lines: where they cross, part and meet, and when they would say something that nobody wrote."""

from __future__ import annotations

import pytest

from sphinx_archdoc.drawing.geometry import Box, Point, around, crossings, junctions, misleads
from sphinx_archdoc.drawing.paths import path_of

LEVEL: list[Point] = [(0, 50), (100, 50)]
UPRIGHT: list[Point] = [(40, 0), (40, 100)]


def test_a_level_line_steps_over_an_upright_one() -> None:
    assert dict(crossings([LEVEL, UPRIGHT])) == {0: [(40, 50)]}
    assert dict(crossings([LEVEL, UPRIGHT, UPRIGHT])) == {0: [(40, 50)]}, "once, where several are one"


@pytest.mark.parametrize("other", [[(40, 50), (40, 100)], [(40, 0), (40, 50)], [(0, 0), (0, 100)], LEVEL])
def test_lines_that_meet_do_not_cross(other: list[Point]) -> None:
    assert dict(crossings([LEVEL, other])) == {}


def test_lines_part_where_they_turn_or_go_on() -> None:
    up, down, on = ([(0, 0), (50, 0), (50, y), (90, y)] for y in (-40, 40, 80))
    assert junctions([up, down]) == [(50, 0)]
    assert junctions([down, on]) == [(50, 40)]
    assert junctions([[(0, 0), (90, 0)], up]) == [(50, 0)]
    assert junctions([up[::-1], down[::-1]]) == [(50, 0)]
    assert junctions([up, up]) == []
    assert junctions([up, [(0, 9), (9, 9)]]) == []


@pytest.mark.parametrize(
    ("edges", "wrong"), [([(0, 1), (2, 3)], True), ([(0, 1), (0, 3)], False), ([(0, 1), (2, 1)], False)]
)
def test_lines_of_strangers_may_not_run_together(edges: list[tuple[int, int]], wrong: bool) -> None:
    assert misleads(edges, [LEVEL, [(90, 50), (200, 50)]]) == wrong
    assert misleads(edges, [UPRIGHT, [(40, 90), (40, 200)]]) == wrong
    assert not misleads(edges, [LEVEL, UPRIGHT])
    assert not misleads(edges, [LEVEL, [(100, 50), (200, 50)]])


def test_a_path_has_round_corners_and_bows() -> None:
    assert path_of([(0, 0), (20, 0), (20, 20)], []) == "M0.0,0.0L13.0,0.0Q20.0,0.0 20.0,7.0L20.0,20.0"
    assert path_of([(0, 0), (40, 0)], [(20, 0)]) == "M0.0,0.0L16.0,0.0A4,4 0 0 1 24.0,0.0L40.0,0.0"
    assert path_of([(40, 0), (0, 0)], [(20, 0)]) == "M40.0,0.0L24.0,0.0A4,4 0 0 0 16.0,0.0L0.0,0.0"
    assert path_of([(0, 0), (40, 0)], [(2, 0), (20, 0), (22, 0), (20, 9)]).count("A") == 1


def test_a_corner_is_no_rounder_than_there_is_room() -> None:
    assert path_of([(0, 0), (4, 0), (4, 40)], []) == "M0.0,0.0L2.0,0.0Q4.0,0.0 4.0,2.0L4.0,40.0"


def test_a_box_has_sides_and_room_around_it() -> None:
    box = Box(10, 20, 4, 6)
    assert (box.left, box.top, box.right, box.bottom) == (8, 17, 12, 23)
    assert around([box, box.moved(10, 0)], 1, above=5) == Box(15, 18, 16, 12)
    assert box.overlaps(box.moved(3, 0))
    assert not box.overlaps(box.moved(4, 0))
