"""The ends of lines, straight: where several meet at one side of a box, Merman leads each on to its middle.

That last stretch lies on the border of the box, and the head of the arrow beside it. It is left out, and
so is a step of less than a pixel, which may go any way.
"""

from __future__ import annotations

import math
import re

import msgspec

GAP = 4
"""Pixels between the head of an arrow and its box."""

_POINT = r"(-?[\d.]+),(-?[\d.]+)"
_ANY = r"-?[\d.]+,-?[\d.]+"
_LAST = re.compile(rf"(?: ?L{_ANY})? ?Q{_POINT} {_ANY} ?L{_POINT}$")
_FIRST_STEP = re.compile(rf"^M{_POINT} ?L{_POINT}(?= ?[LQ])")
_FIRST = re.compile(rf"^M{_POINT}(?: ?L{_ANY})* ?Q{_POINT} ({_ANY})")


class Box(msgspec.Struct, frozen=True):
    """A rectangle, in pixels, by its centre."""

    x: float
    y: float
    width: float
    height: float

    def side(self, one: tuple[float, float], other: tuple[float, float]) -> tuple[int, int] | None:
        """The direction of the side that two points are both on, as (±1, 0) or (0, ±1)."""
        for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            border = self.x * abs(x) + self.y * abs(y) + (x * self.width + y * self.height) / 2
            if all(abs(point[abs(y)] - border) < 1 for point in (one, other)):
                return x, y
        return None


def straightened(path: str, source: Box, target: Box, *, arrow: bool) -> str:
    """A path of right angles without a first or a last stretch along the border of a box."""
    if last := _LAST.search(path):
        corner, end = _points(last)
        if side := target.side(corner, end):
            x, y = (place + GAP * arrow * way for place, way in zip(corner, side, strict=True))
            path = f"{path[: last.start()]}L{x:.1f},{y:.1f}"
    while (step := _FIRST_STEP.search(path)) and math.dist(*_points(step)) < 1:
        path = f"M{step[3]},{step[4]}{path[step.end() :]}"
    if first := _FIRST.search(path):
        start, corner = _points(first)
        if source.side(start, corner):
            path = f"M{corner[0]:.1f},{corner[1]:.1f}L{first[5]}{path[first.end() :]}"
    return path


def _points(found: re.Match[str]) -> tuple[tuple[float, float], tuple[float, float]]:
    return (float(found[1]), float(found[2])), (float(found[3]), float(found[4]))
