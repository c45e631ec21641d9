"""The library that computes layouts, graphlay: what it is asked, and what it answers.

Nothing but numbers goes in and comes out. It knows two directions, so the others are mirrored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import msgspec

from sphinx_archdoc.drawing.geometry import Box, Point
from sphinx_archdoc.i18n import Translator, english
from sphinx_archdoc.problems import shorten

MOST_DUMMIES = 1500
"""Places where long lines pass by the boxes between their ends; with many more, a layout takes seconds."""

_SPACING = {"node_gap": 16, "dummy_gap": 6, "port_gap": 10, "isolated_gap": 16, "self_loop_gap": 12}


class CannotDraw(Exception):
    """There is no picture of a diagram.

    :param message: says why, with places for *values*: readers are told, in their language.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(Translator()(message, **values))
        self.message = message
        self.values = values


class Size(msgspec.Struct, frozen=True):
    """Width and height."""

    width: float
    height: float


class Places(msgspec.Struct, frozen=True):
    """Where everything goes."""

    boxes: tuple[Box, ...]
    layers: tuple[int | None, ...]
    """The layer of each box, from 0; None if no line leads to another."""
    routes: tuple[tuple[Point, ...], ...]
    """The points of each line, from border to border."""

    def mirrored(self, *, upright: bool) -> Places:
        """The same the other way round: from bottom to top, if it is *upright*, else from right to left."""
        return self._changed(lambda x, y: (x, -y) if upright else (-x, y))

    def stretched(self, top: float, room: float) -> Places:
        """The same with more room above *top*: what is there, or lower, is moved down."""
        return self._changed(lambda x, y: (x, y if y < top - 0.5 else y + room))

    def _changed(self, change: Callable[[float, float], Point]) -> Places:
        return Places(
            tuple(Box(*change(box.x, box.y), box.width, box.height) for box in self.boxes),
            self.layers,
            tuple(tuple(change(*point) for point in route) for route in self.routes),
        )


@cache
def can_lay_out() -> bool:
    """Whether what computes layouts is installed."""
    return find_spec("graphlay") is not None


def arrange(
    sizes: Sequence[Size],
    lines: Sequence[tuple[int, int]],
    *,
    upright: bool,
    gap: float,
    layers: Mapping[int, int] | None = None,
    merge: str = "none",
    most: float,
    fast: bool = False,
) -> Places:
    """Compute a layout, from left to right, or *upright*, from top to bottom.

    :param lines: the nodes that each line leads from and to, by number.
    :param gap: room between two layers, which becomes more where lines need it.
    :param layers: the layer of each node; the library chooses, if there are none.
    :param merge: which lines may become one for a while: ``none``, ``forks``, ``joins`` or ``both``.
    :param most: how wide a row of nodes without lines may be.
    :param fast: whether to look less long for few crossings.
    :raises CannotDraw: if there is none, whatever the reason.
    """
    columns = most // (max(size.width for size in sizes) + _SPACING["isolated_gap"])
    nodes: list[dict[str, Any]] = [{"size": msgspec.to_builtins(size)} for size in sizes]
    for number, layer in (layers or {}).items():
        nodes[number]["rank"] = {"fixed": layer}
    edges = [{"source": source, "target": target} for source, target in lines]
    options = {
        "direction": "topbottom" if upright else "leftright",
        "spacing": {
            **_SPACING,
            "layer_gap": gap,
            "stub": min(14, gap),
            "isolated_max_columns": max(1, int(columns)),
        },
        "routing": {"merge_edges": merge, "lane_gap": 6, "port_sides": "facing_only"},
        "effort": "fast" if fast else "balanced",
        "limits": {"max_dummies": MOST_DUMMIES},
    }
    return _read(_answer({"nodes": nodes, "edges": edges}, options))


def _answer(graph: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """What the library says; it is compiled, and a mistake in it is no ``Exception`` but a panic."""
    try:
        import graphlay

        return graphlay.layout(graph, options=options).to_dict()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        reason = shorten(str(error), 120)
        raise CannotDraw(english("the layout failed ({reason})"), reason=reason) from None


def _read(answer: dict[str, Any]) -> Places:
    try:
        return Places(
            tuple(Box(*_point(node["center"]), *_size(node["size"])) for node in answer["nodes"]),
            tuple(node["rank"] for node in answer["nodes"]),
            tuple(_straightened([_point(point) for point in edge["points"]]) for edge in answer["edges"]),
        )
    except (LookupError, TypeError) as error:
        reason = shorten(repr(error), 120)
        raise CannotDraw(english("the layout failed ({reason})"), reason=reason) from None


def _point(found: dict[str, float]) -> Point:
    return found["x"], found["y"]


def _size(found: dict[str, float]) -> tuple[float, float]:
    return found["width"], found["height"]


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """A line of right angles alone: the library leaves steps of a few pixels as stretches that are askew."""
    end = points[-1]
    levels = [abs(x - other_x) > abs(y - other_y) for (x, y), (other_x, other_y) in pairwise(points)]
    for number, level in enumerate(levels, 1):
        points[number] = _beside(points[number - 1], points[number], level=level)
    points[-1] = end  # on the border of a box
    for number in reversed(range(len(levels))):
        if levels[number] != levels[-1]:
            break
        points[number] = _beside(end, points[number], level=levels[-1])
    return tuple(points)


def _beside(one: Point, other: Point, *, level: bool) -> Point:
    """The *other* point, moved until both are level, or one above the other."""
    return (other[0], one[1]) if level else (one[0], other[1])
