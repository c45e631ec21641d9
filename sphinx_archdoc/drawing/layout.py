"""Lay out a diagram: try several layouts, and take the first that fits on a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sphinx_archdoc.content.diagram import Diagram
from sphinx_archdoc.drawing.attempt import FEW_EDGES, WIDEST, Attempt, DiagramLayout
from sphinx_archdoc.drawing.labels import NARROW, WIDE
from sphinx_archdoc.drawing.layered import CannotDraw, can_lay_out
from sphinx_archdoc.i18n import english

MOST_EDGES = 150
"""Maximum edges of a picture. With more, readers lose track of the lines, and a layout takes seconds."""

_LAYERS = [WIDEST * share for share in (0.8, 0.5, 0.3)]
"""Maximum lengths of layers in pixels, tried when nothing else fits; lines need the rest of the width."""


@lru_cache(maxsize=8)
def lay_out(diagram: Diagram) -> DiagramLayout:
    """Return a layout of a diagram, in its own direction or, if it has none, in the first that fits.

    If none fits on a page, return the narrowest, with unambiguous lines if possible. The last results are
    cached, because a picture is measured before it is drawn.

    :raises CannotDraw: if graphlay is not installed or fails, or if the diagram has too many edges.
    """
    if not can_lay_out():
        raise CannotDraw(english("{library} is not installed"), library="graphlay")
    if len(diagram.edges) > MOST_EDGES:
        words = english("it has {number} lines, and at most {most} can be drawn")
        raise CannotDraw(words, number=len(diagram.edges), most=MOST_EDGES)
    tried: list[DiagramLayout] = []
    reason: CannotDraw | None = None
    try:
        for layout in _candidates(diagram):
            if layout.clear and fits(layout):
                return layout
            tried.append(layout)
    except CannotDraw as error:  # a limit of the library: use what was found so far
        reason = error
    if not tried:
        raise reason or CannotDraw(english("the layout failed ({reason})"), reason="")
    return min(tried, key=lambda layout: (not layout.clear, layout.width))


def fits(layout: DiagramLayout) -> bool:
    """Return whether the texts of a picture are readable when it is scaled down to the width of a page."""
    return layout.width <= WIDEST


def _candidates(diagram: Diagram) -> Iterator[DiagramLayout]:
    """Yield possible layouts of a diagram, the most readable first: names in short rows come late."""
    directions = [diagram.direction] if diagram.direction else ["LR", "TB"]
    clustered = any(cluster.title for cluster in diagram.clusters)
    for letters in (WIDE, NARROW) if len(diagram.edges) <= FEW_EDGES else (NARROW,):
        for direction in directions:
            attempt = Attempt(diagram, direction, letters)
            for beside in (True, False) if clustered else (False,):
                yield from _layout_of(attempt, beside=beside)
    if attempt.upright:
        for most in _LAYERS:
            yield from _layout_of(attempt, most=most)


def _layout_of(attempt: Attempt, *, beside: bool = False, most: float = 0) -> Iterator[DiagramLayout]:
    """Yield the layout of an attempt if it has one."""
    if layout := attempt.layout(beside=beside, most=most):
        yield layout
