"""Points, rectangles and orthogonal lines, in pixels; y grows downwards, as in SVG."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import msgspec

Point = tuple[float, float]
"""Its x and y."""
_SAME = 0.5
"""Distances below this are rounding errors."""


class Box(msgspec.Struct, frozen=True):
    """A rectangle, given by its centre and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The x of the left side."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """The y of the upper side."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """Return whether the two share more than a border."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2
            and abs(self.y - other.y) < (self.height + other.height) / 2
        )

    def moved(self, x: float, y: float) -> Box:
        """Return a copy, moved by these distances."""
        return Box(self.x + x, self.y + y, self.width, self.height)


def around(boxes: Sequence[Box], room: float, *, above: float | None = None) -> Box:
    """Return the smallest rectangle that contains all *boxes* and a margin.

    :param room: margin at each side.
    :param above: margin at the upper side, if it differs.
    """
    x1, x2 = min(box.left for box in boxes) - room, max(box.right for box in boxes) + room
    y1 = min(box.top for box in boxes) - (room if above is None else above)
    y2 = max(box.bottom for box in boxes) + room
    return Box((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1)


def crossings(lines: Sequence[Sequence[Point]]) -> dict[int, list[Point]]:
    """Return the points where horizontal segments cross vertical ones, by the index of the horizontal line.

    Lines that meet or overlap do not cross there.
    """
    upright: list[tuple[float, float, float]] = []
    for line in lines:
        upright += [
            (one[0], min(one[1], other[1]), max(one[1], other[1]))
            for one, other in pairwise(line)
            if abs(one[0] - other[0]) < _SAME and abs(one[1] - other[1]) >= _SAME
        ]
    upright.sort()
    found: dict[int, list[Point]] = defaultdict(list)
    for number, line in enumerate(lines):
        for one, other in pairwise(line):
            if abs(one[1] - other[1]) < _SAME:
                found[number] += _hits(sorted((one[0], other[0])), one[1], upright)
    return {number: points for number, points in found.items() if points}


_CLEAR = 4.0
"""A line that passes the end of another closer than this meets it and does not cross it."""


def _hits(across: list[float], y: float, upright: list[tuple[float, float, float]]) -> Iterator[Point]:
    left, right = across
    seen = -1e9
    for x, top, bottom in upright:
        if x > right - _CLEAR:
            break
        if x >= left + _CLEAR and top + _CLEAR <= y <= bottom - _CLEAR and x - seen >= _SAME:
            seen = x
            yield x, y


def misleads(edges: Sequence[tuple[int, int]], lines: Sequence[Sequence[Point]]) -> bool:
    """Return whether two lines overlap that share neither source nor target.

    Readers could not tell such lines apart.

    :param edges: source and target of each line, as indices of nodes.
    :param lines: points of each line.
    """
    rows: dict[tuple[bool, float], list[tuple[float, float, int, int]]] = defaultdict(list)
    for (source, target), points in zip(edges, lines, strict=True):
        for (x1, y1), (x2, y2) in pairwise(points):
            level = abs(y1 - y2) < _SAME
            if level != (abs(x1 - x2) < _SAME):
                one, other = (x1, x2) if level else (y1, y2)
                for row in _rows(y1 if level else x1):
                    rows[level, row].append((min(one, other), max(one, other), source, target))
    return any(_overlap_of_strangers(sorted(row, key=lambda one: one[:2])) for row in rows.values())


def _rows(place: float) -> tuple[float, float]:
    """Return two buckets for a coordinate, so that nearly equal coordinates share at least one."""
    return math.floor(place / 2), math.floor(place / 2 + 0.5) + 0.5


def _overlap_of_strangers(row: list[tuple[float, float, int, int]]) -> bool:
    for number, (_, end, source, target) in enumerate(row):
        for start, _, other_source, other_target in row[number + 1 :]:
            if start >= end - _SAME:
                break
            if source != other_source and target != other_target:
                return True
    return False


def junctions(lines: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the points where lines from the same start branch, or lines to the same end merge."""
    found = set()
    for ways in (lines, [line[::-1] for line in lines]):
        same: dict[Point, list[Sequence[Point]]] = defaultdict(list)
        for way in ways:
            same[way[0]].append(way)
        for trunk in same.values():
            found |= {_parting(one, other) for one, other in combinations(trunk, 2)}
    return sorted(found - {end for line in lines for end in (line[0], line[-1])})


def _parting(one: Sequence[Point], other: Sequence[Point]) -> Point:
    """Return the last common point of two lines with the same start."""
    for number in range(1, min(len(one), len(other))):
        if math.dist(one[number], other[number]) < _SAME:
            continue
        here = one[number - 1]
        ways = [_direction(here, line[number]) for line in (one, other)]
        if ways[0] != ways[1]:
            return here
        ends = sorted((one[number], other[number]), key=lambda end: math.dist(here, end))
        return ends[0]
    return one[min(len(one), len(other)) - 1]


def _direction(here: Point, there: Point) -> tuple[int, int]:
    across, down = there[0] - here[0], there[1] - here[1]
    return (across > _SAME) - (across < -_SAME), (down > _SAME) - (down < -_SAME)
