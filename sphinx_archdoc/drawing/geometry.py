"""Points, rectangles and lines of right angles, in pixels."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import msgspec

Point = tuple[float, float]


class Box(msgspec.Struct, frozen=True):
    """A rectangle, by its centre."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """Where it begins, from the left."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Where it begins, from above."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Where it ends, below."""
        return self.y + self.height / 2

    def overlaps(self, other: Box) -> bool:
        """Whether the two have more than a border in common."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2
            and abs(self.y - other.y) < (self.height + other.height) / 2
        )

    def moved(self, x: float, y: float) -> Box:
        """The same elsewhere."""
        return Box(self.x + x, self.y + y, self.width, self.height)


def around(boxes: Sequence[Box], room: float, *, above: float | None = None) -> Box:
    """The rectangle around others, with some room at each side, and maybe more above."""
    x1, x2 = min(box.left for box in boxes) - room, max(box.right for box in boxes) + room
    y1 = min(box.top for box in boxes) - (room if above is None else above)
    y2 = max(box.bottom for box in boxes) + room
    return Box((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1)


def crossings(lines: Sequence[Sequence[Point]]) -> dict[int, list[Point]]:
    """Where the level stretches of a line cross upright ones of other lines, by the number of the line.

    Lines that meet, or that run together for a while, do not cross there.
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


_SAME = 0.5
"""Less than this is no distance."""
_CLEAR = 4.0
"""A line that comes closer than this to the end of another meets it."""


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
    """Whether two lines run together that neither come from one node nor lead to one.

    :param edges: the nodes that each line leads from and to.
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
    """Two rows for each place, so that places that are nearly the same have one in common."""
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
    """Where lines that are one at first part, and where lines that are one at last have come together."""
    found = set()
    for ways in (lines, [line[::-1] for line in lines]):
        same: dict[Point, list[Sequence[Point]]] = defaultdict(list)
        for way in ways:
            same[way[0]].append(way)
        for trunk in same.values():
            found |= {_parting(one, other) for one, other in combinations(trunk, 2)}
    return sorted(found - {end for line in lines for end in (line[0], line[-1])})


def _parting(one: Sequence[Point], other: Sequence[Point]) -> Point:
    """The last point that two lines have in common, which begin at the same one."""
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
