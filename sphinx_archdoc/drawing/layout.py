"""Where the parts of a diagram go: Mermaid's layout, as Merman computes it.

Merman draws Mermaid without a browser and without Node.js. It is asked for the places only: it is
given letters in place of the words, which it measures, and the picture is made from what it answers.
So nothing that an author writes is ever Mermaid, and the picture is one of this project, in the
theme's colours, with links in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from xml.etree import ElementTree

import msgspec

from sphinx_archdoc.catalogue.diagram import Diagram, DiagramNode
from sphinx_archdoc.drawing.ends import Box, straightened
from sphinx_archdoc.drawing.words import column_rows, is_wide, label_rows, name_rows
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.words import Words, english

_CONFIG = """---
config:
  look: classic
  theme: neutral
  layout: %s
  htmlLabels: false
  themeVariables: {fontSize: 14px}
  flowchart:
    {htmlLabels: false, wrappingWidth: 4000, padding: 8, nodeSpacing: 30, rankSpacing: 50, curve: rounded}
---
"""
"""With lines that go through the places that the layout has found for them and for their labels."""

_ENGINES = ("elk", "dagre")
"""ELK leads no line behind a box that has nothing to do with it, and shows where two lines cross. Where
many lines are too much for it, dagre may still find places."""

COMFORTABLE = 740
"""Pixels that the text of a page is wide in most themes; a wider picture has to be scrolled."""

MOST_EDGES = 300
"""Edges that can be told from each other, more or less; with many more, a layout takes seconds."""

_SVG = "{http://www.w3.org/2000/svg}"


class CannotDraw(Exception):
    """There is no picture of a diagram.

    :param message: says why, with places for *values*: readers are told, in their language.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(Words()(message, **values))
        self.message = message
        self.values = values


class Line(msgspec.Struct, frozen=True):
    """The path of an edge, as SVG has it, and the centre of its label."""

    path: str
    label: Box | None = None


class Layout(msgspec.Struct, frozen=True):
    """The size of a picture in pixels, and where everything goes in it."""

    width: float
    height: float
    nodes: dict[str, Box]
    clusters: dict[int, Box]
    """By the number of the cluster, from 1."""
    lines: tuple[Line | None, ...]
    """One for each edge, in their order; None for that from a node to itself."""


@cache
def can_lay_out() -> bool:
    """Whether what computes layouts is installed."""
    return find_spec("mmdr") is not None


def lay_out(diagram: Diagram) -> Layout:
    """Compute the layout of a diagram, in its direction or else in that which makes it less wide.

    :raises CannotDraw: if nothing that computes layouts is installed, or if the diagram is too much for it.
    """
    if not can_lay_out():
        raise CannotDraw(english("mmdr is not installed"))
    if len(diagram.edges) > MOST_EDGES:
        words = english("it has {number} edges, and no more than {most} are drawn")
        raise CannotDraw(words, number=len(diagram.edges), most=MOST_EDGES)
    if diagram.direction:
        return _in_direction(diagram, diagram.direction)
    across = _in_direction(diagram, "LR")
    if across.width <= COMFORTABLE:
        return across
    return min(across, _in_direction(diagram, "TB"), key=lambda layout: layout.width)


def _in_direction(diagram: Diagram, direction: str) -> Layout:
    """The layout of the first engine that manages it."""
    reason = ""
    for engine in _ENGINES:
        try:
            import mmdr

            request = "\n".join(_request(diagram, direction, engine))
            return _Reading(ElementTree.fromstring(mmdr.render(request, "merman").svg())).layout(diagram)
        except (ImportError, LookupError, ValueError, RuntimeError, ElementTree.ParseError) as error:
            reason = reason or shorten(str(error), 120)
    raise CannotDraw(english("the layout failed ({reason})"), reason=reason)


def _request(diagram: Diagram, direction: str, engine: str) -> Iterator[str]:
    """A flowchart of nothing but ids and letters."""
    yield _CONFIG % engine
    yield f"flowchart {direction}"
    for number, cluster in enumerate(diagram.clusters, 1):
        if cluster.title:
            yield f'subgraph c{number}["x"]'  # a title that is wider than its nodes would reach too far
            yield f"direction {direction}"
        for node in cluster.nodes:
            yield f'{node.id}["{"<br/>".join(map(_letters, rows_of(node)))}"]'
        if cluster.title:
            yield "end"
    for edge in diagram.edges:
        label = "<br/>".join(map(_letters, label_rows(edge)))
        if edge.source != edge.target:
            line = "---" if edge.sign else "-->"  # for the head of an arrow, a line ends a little earlier
            words = f'|"{label}"|' if label else ""
            yield f"{edge.source} {line}{words} {edge.target}"


def rows_of(node: DiagramNode) -> list[str]:
    """All that stands in a node, row by row, for its size."""
    columns = [f"xxx {name} xx {type_}" for _, name, type_ in column_rows(node)]
    return [*name_rows(node), *([node.note] if node.note else []), *columns]


def _letters(text: str) -> str:
    """A word that is a little wider than *text*: what is no letter and no digit becomes one."""
    letters = re.sub(r"[^0-9A-Za-z]", lambda found: _letter(found[0]), text)
    return f"xx{letters}{letters[::5]}"


def _letter(sign: str) -> str:
    return "WW" if is_wide(sign) else "W" if sign in "@%&—…" else "x"


class _Reading:
    """Reads places out of a picture; those of its inner pictures are relative to these."""

    def __init__(self, picture: ElementTree.Element) -> None:
        self.picture = picture
        self.nodes: dict[str, Box] = {}
        self.clusters: dict[int, Box] = {}
        self.paths: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        """By the ids of the nodes, and by a number that tells lines between the same two from each other."""
        self.labels: dict[tuple[str, str, int], Box] = {}
        left, top, self.width, self.height = map(float, picture.get("viewBox", "0 0 0 0").split())
        self._read(picture, -left, -top)

    def layout(self, diagram: Diagram) -> Layout:
        """The places of all that is in *diagram*.

        :raises LookupError: if the picture lacks some of it.
        """
        nodes = {node.id: self.nodes[node.id] for node in diagram.nodes}
        numbers = {pair: sorted(paths, reverse=True) for pair, paths in self.paths.items()}
        lines: list[Line | None] = []
        for edge in diagram.edges:
            pair = edge.source, edge.target
            if edge.source == edge.target:
                lines.append(None)
            else:
                number = numbers[pair].pop()
                boxes = nodes[edge.source], nodes[edge.target]
                path = straightened(self.paths[pair][number], *boxes, arrow=not edge.sign)
                lines.append(Line(path, self.labels.get((*pair, number))))
        return Layout(self.width, self.height, nodes, self.clusters, tuple(lines))

    def _read(self, element: ElementTree.Element, x: float, y: float) -> None:
        if moved := re.match(r"translate\(([-\d.e]+)[, ]+([-\d.e]+)\)", element.get("transform", "")):
            x, y = x + float(moved[1]), y + float(moved[2])
        id_, classes = element.get("id", ""), element.get("class", "").split()
        if "node" in classes and (found := re.search(r"-(n\d+|g\d+)-\d+$", id_)):
            self.nodes[found[1]] = self._box(element, x, y)
        elif "cluster" in classes and (found := re.search(r"-c(\d+)$", id_)):
            self.clusters[int(found[1])] = self._box(element, x, y)
        elif line := re.fullmatch(r"L_([ng]\d+)_([ng]\d+)_(\d+)", element.get("data-id", "")):
            if element.tag == f"{_SVG}path":
                self.paths[line[1], line[2]][int(line[3])] = _moved(element.get("d", ""), x, y)
            elif element.find(f".//{_SVG}rect") is not None:
                self.labels[line[1], line[2], int(line[3])] = self._box(element, x, y)
        for child in element:
            self._read(child, x, y)

    @staticmethod
    def _box(element: ElementTree.Element, x: float, y: float) -> Box:
        """The rectangle in an element that was moved to (x, y)."""
        rectangle = element.find(f".//{_SVG}rect")
        if rectangle is None:
            raise CannotDraw(english("the layout has a node without a rectangle"))
        left, top, width, height = (float(rectangle.get(key, 0)) for key in ("x", "y", "width", "height"))
        return Box(x + left + width / 2, y + top + height / 2, width, height)


def _moved(path: str, x: float, y: float) -> str:
    """A path of absolute points, moved; the radii of arcs, which look like points, stay as they are."""

    def point(found: re.Match[str]) -> str:
        return f"{found[1]}{float(found[2]) + x:.1f},{float(found[3]) + y:.1f}"

    return re.sub(r"(A\S+ \S+ \S+ \S+ |)(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)", point, path)
