"""Where the parts of a diagram go: in the way that fits on a page, if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sphinx_archdoc.content.diagram import Diagram
from sphinx_archdoc.drawing.attempt import FEW_EDGES, WIDEST, Attempt, DiagramLayout
from sphinx_archdoc.drawing.labels import NARROW, WIDE
from sphinx_archdoc.drawing.layered import CannotDraw, can_lay_out
from sphinx_archdoc.i18n import english

MOST_EDGES = 150
"""Edges that can be told from each other, more or less; with many more, a layout takes seconds."""


_LAYERS = [WIDEST * share for share in (0.8, 0.5, 0.3)]
"""How long the layers may be that are tried where nothing else fits: lines take the rest of the width."""


@lru_cache(maxsize=8)
def lay_out(diagram: Diagram) -> DiagramLayout:
    """Compute the layout of a diagram, in its direction or else in that which fits on a page.

    :raises CannotDraw: if nothing that computes layouts is installed, or if the diagram is too much for it.
    """
    if not can_lay_out():
        raise CannotDraw(english("{library} is not installed"), library="graphlay")
    if len(diagram.edges) > MOST_EDGES:
        words = english("it has {number} edges, and no more than {most} are drawn")
        raise CannotDraw(words, number=len(diagram.edges), most=MOST_EDGES)
    tried: list[DiagramLayout] = []
    reason: CannotDraw | None = None
    try:
        for layout in _ways(diagram):
            if layout.clear and fits(layout):
                return layout
            tried.append(layout)
    except CannotDraw as error:  # too much for the library: then what there is has to do
        reason = error
    if not tried:
        raise reason or CannotDraw(english("the layout failed ({reason})"), reason="")
    return min(tried, key=lambda layout: (not layout.clear, layout.width))


def fits(layout: DiagramLayout) -> bool:
    """Whether its words can be read on a page."""
    return layout.width <= WIDEST


def _ways(diagram: Diagram) -> Iterator[DiagramLayout]:
    """All ways to lay out a diagram, the best first: with short rows of words only if it takes that."""
    directions = [diagram.direction] if diagram.direction else ["LR", "TB"]
    clustered = any(cluster.title for cluster in diagram.clusters)
    for letters in (WIDE, NARROW) if len(diagram.edges) <= FEW_EDGES else (NARROW,):
        for direction in directions:
            attempt = Attempt(diagram, direction, letters)
            for beside in (True, False) if clustered else (False,):
                yield from _made(attempt, beside=beside)
    if attempt.upright:
        for most in _LAYERS:
            yield from _made(attempt, most=most)


def _made(attempt: Attempt, *, beside: bool = False, most: float = 0) -> Iterator[DiagramLayout]:
    """The layout of an attempt, if there is one."""
    if layout := attempt.layout(beside=beside, most=most):
        yield layout
