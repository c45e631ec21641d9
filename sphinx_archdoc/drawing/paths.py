"""Write lines as SVG path data, with rounded corners and a bow over each line that they cross."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sphinx_archdoc.drawing.geometry import Point

_CORNER, _BOW = 7.0, 4.0
"""Radius in pixels of corners and of bows."""


def path_of(points: Sequence[Point], bows: Sequence[Point]) -> str:
    """Return the ``d`` attribute of a path through *points*.

    :param bows: points on horizontal segments where the line crosses over another.
    """
    parts = [f"M{_at(points[0])}"]
    for number in range(1, len(points)):
        start, end = points[number - 1], points[number]
        radius = _radius(points, number)
        parts += _bows(start, end, bows, (_radius(points, number - 1), radius))
        if radius:
            beyond = points[number + 1]
            parts.append(
                f"L{_at(_towards(end, start, radius))}Q{_at(end)} {_at(_towards(end, beyond, radius))}"
            )
        else:
            parts.append(f"L{_at(end)}")
    return "".join(parts)


def _radius(points: Sequence[Point], number: int) -> float:
    """Return the radius in pixels of the corner at a point; 0 at both ends of the line."""
    if not 0 < number < len(points) - 1:
        return 0.0
    before, here, after = points[number - 1 : number + 2]
    return min(_CORNER, math.dist(before, here) / 2, math.dist(here, after) / 2)


def _towards(here: Point, there: Point, distance: float) -> Point:
    share = distance / (math.dist(here, there) or 1)
    return here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share


def _bows(start: Point, end: Point, bows: Sequence[Point], taken: tuple[float, float]) -> list[str]:
    """Return the bows of a segment, in order, without those that would touch another bow or a corner.

    :param taken: radius of the corner at each end.
    """
    way = 1 if end[0] > start[0] else -1
    own = sorted((x - start[0]) * way for x, y in bows if abs(y - start[1]) < 0.5 and abs(y - end[1]) < 0.5)
    last, found = taken[0], []
    for distance in own:
        if last + _BOW <= distance <= abs(end[0] - start[0]) - taken[1] - _BOW:
            x, last = start[0] + way * distance, distance + _BOW
            found.append(
                f"L{_at((x - way * _BOW, start[1]))}"
                f"A{_BOW:g},{_BOW:g} 0 0 {int(way > 0)} {_at((x + way * _BOW, start[1]))}"
            )
    return found


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
