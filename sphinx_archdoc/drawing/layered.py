"""Compute layered layouts with the library graphlay.

Only numbers are passed in either direction, never texts of authors. The library supports two directions; the
opposite ones are mirrored.
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
"""Maximum dummy nodes, one per layer that a line passes; with many more, a layout takes seconds."""

_SPACING = {"node_gap": 16, "dummy_gap": 6, "port_gap": 10, "isolated_gap": 16, "self_loop_gap": 12}
"""Options of graphlay, in pixels."""


class CannotDraw(Exception):
    """A diagram cannot be drawn; readers see the reason, in their language.

    :param message: the reason in English, with placeholders for *values* (``str.format``).
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(Translator()(message, **values))
        self.message = message
        self.values = values


class Size(msgspec.Struct, frozen=True):
    """Width and height in pixels."""

    width: float
    height: float


class Places(msgspec.Struct, frozen=True):
    """A computed layout, in pixels."""

    boxes: tuple[Box, ...]
    layers: tuple[int | None, ...]
    """Layer of each box, from 0; None for a box without a line to another."""
    routes: tuple[tuple[Point, ...], ...]
    """Points of each line, from the border of its source to that of its target."""

    def mirrored(self, *, upright: bool) -> Places:
        """Return the layout mirrored: from bottom to top if it is *upright*, else from right to left."""
        return self._changed(lambda x, y: (x, -y) if upright else (-x, y))

    def stretched(self, top: float, room: float) -> Places:
        """Return the layout with everything at or below *top* (a y) moved down by *room*."""
        return self._changed(lambda x, y: (x, y if y < top - 0.5 else y + room))

    def _changed(self, change: Callable[[float, float], Point]) -> Places:
        return Places(
            tuple(Box(*change(box.x, box.y), box.width, box.height) for box in self.boxes),
            self.layers,
            tuple(tuple(change(*point) for point in route) for route in self.routes),
        )


@cache
def can_lay_out() -> bool:
    """Return whether graphlay is installed."""
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
    """Compute a layout, from left to right or, if *upright*, from top to bottom.

    :param sizes: size of each node; must not be empty.
    :param lines: source and target of each line, as indices of nodes.
    :param gap: minimum space between two layers in pixels; the library adds more for lines.
    :param layers: layer of each node, by index; None lets the library choose.
    :param merge: lines that may share a stretch: ``none``, ``forks``, ``joins`` or ``both``.
    :param most: maximum width in pixels of a row of nodes without lines.
    :param fast: spend less time on avoiding crossings.
    :raises CannotDraw: if the library fails or is not installed, or if the graph exceeds its limits.
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
    """Call graphlay. A panic of its Rust code arrives as a ``BaseException``, not as an ``Exception``."""
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
    """Return the points of a line with right angles only: the library leaves small steps slanted."""
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
    """Return *other*, moved to the same y as *one* if *level*, else to the same x."""
    return (other[0], one[1]) if level else (one[0], other[1])
