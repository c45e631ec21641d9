"""Draw diagrams as SVG, for pages and for separate files.

Colours are presentation attributes, which any CSS rule overrides: they apply in files and in print, and the
stylesheet replaces them by the theme's on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape as escape_html

import msgspec

from sphinx_archdoc.content.diagram import Diagram, DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.drawing.attempt import DiagramLayout, Line
from sphinx_archdoc.drawing.geometry import Box
from sphinx_archdoc.drawing.labels import (
    FONT_SIZE,
    KEY_WIDTH,
    ROW,
    column_rows,
    label_rows,
    name_rows,
    title_width,
)
from sphinx_archdoc.drawing.paths import path_of
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.xml_text import without_forbidden

NodeAddress = Callable[[DiagramNode], str]
"""Returns the URI that a node links to; empty for no link."""

_FONT = f'font-family="system-ui, DejaVu Sans, Liberation Sans, sans-serif" font-size="{FONT_SIZE}"'
_INK, _DIM, _PAPER, _SHADE = "#1f2328", "#57606a", "#ffffff", "#f3f4f6"
_ARROW = '<path d="M0,0 L8,4 L0,8 z"/>'
_CROWFOOT = {
    "||": '<path d="M10,1 V13 M15,1 V13"/>',
    "|o": '<path d="M15,1 V13"/><circle cx="7" cy="7" r="4"/>',
    "}o": '<path d="M20,1 L10,7 L20,13" fill="none"/><circle cx="6" cy="7" r="4"/>',
    "}|": '<path d="M20,1 L10,7 L20,13 M7,1 V13" fill="none"/>',
}
"""Shapes of Mermaid's cardinality markers, as written at the left end of a line."""
_LETTER = 8
"""Width of a character of a title in pixels, rounded up."""
_MIRRORED = str.maketrans("{}", "}{")


class Picture(msgspec.Struct, frozen=True):
    """An SVG element and its size in pixels."""

    svg: str
    width: float
    height: float


def picture(diagram: Diagram, layout: DiagramLayout, address: NodeAddress, prefix: str) -> Picture:
    """Draw a diagram.

    :param address: returns the URI that a node links to.
    :param prefix: prefix of the ids in the picture; must be unique on the page.
    """
    width, height = f"{layout.width:.0f}", f"{layout.height:.0f}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="archdoc-picture" width="{width}" height="{height}"'
        f' style="--archdoc-ratio:{layout.width / layout.height:.3f}" viewBox="0 0 {width} {height}" {_FONT}>'
    )
    parts = _parts(diagram, layout, address, prefix)
    return Picture("\n".join([opening, *parts, "</svg>"]), layout.width, layout.height)


def escape(text: str) -> str:
    """Escape text for XML, and replace the characters that it does not allow."""
    return escape_html(without_forbidden(text))


def _parts(diagram: Diagram, layout: DiagramLayout, address: NodeAddress, prefix: str) -> Iterator[str]:
    yield from _markers(diagram, prefix)
    for number, box in layout.clusters.items():
        yield f'<g class="archdoc-cluster"><title>{escape(diagram.clusters[number - 1].title)}</title>'
        yield f"{_rectangle(box, 4, _SHADE)}</g>"
    for edge, line in zip(diagram.edges, layout.lines, strict=True):
        yield from _edge(edge, line, prefix)
    for x, y in layout.dots:
        yield f'<circle class="archdoc-dot" cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{_DIM}"/>'
    for edge, line in zip(diagram.edges, layout.lines, strict=True):
        if line.label:
            yield from _label(edge, line.label, layout.letters)
    for number, box in layout.clusters.items():
        yield _title(diagram.clusters[number - 1].title, box)
    for node in diagram.nodes:
        yield from _node(node, layout.nodes[node.id], layout.letters, address(node))


def _markers(diagram: Diagram, prefix: str) -> Iterator[str]:
    """Yield definitions of the line ends that the diagram uses."""
    signs = {end for edge in diagram.edges if edge.sign for end in _ends(edge.sign)}
    yield "<defs>"
    if any(not edge.sign for edge in diagram.edges):
        yield _marker(f"{prefix}-arrow", _ARROW, f'fill="{_DIM}"', 8, 8)
    for number, (sign, shape) in enumerate(_CROWFOOT.items()):
        if sign in signs:
            yield _marker(f"{prefix}-many{number}", shape, f'fill="{_PAPER}" stroke="{_DIM}"', 20, 14)
    yield "</defs>"


def _marker(id_: str, shape: str, colours: str, width: int, height: int) -> str:
    return (
        f'<marker id="{escape(id_)}" class="archdoc-end" viewBox="0 0 {width} {height}" refX="{width}"'
        f' refY="{height / 2:.0f}" markerWidth="{width}" markerHeight="{height}" markerUnits="userSpaceOnUse"'
        f' orient="auto-start-reverse" {colours}>{shape}</marker>'
    )


def _ends(sign: str) -> tuple[str, str]:
    """Split a sign such as ``}o--||`` into its two ends, both written as at the left end."""
    return sign[:2], sign[-2:][::-1].translate(_MIRRORED)


def _edge(edge: DiagramEdge, line: Line, prefix: str) -> Iterator[str]:
    if edge.sign:
        numbers = [list(_CROWFOOT).index(end) for end in _ends(edge.sign)]
        start, end = (f"url(#{prefix}-many{number})" for number in numbers)
        markers = f'marker-start="{escape(start)}" marker-end="{escape(end)}"'
    else:
        markers = f'marker-end="url(#{escape(prefix)}-arrow)"'
    dashes = ' stroke-dasharray="4 3"' if ".." in edge.sign else ""
    title = f"<title>{escape(edge.label)}</title>" if edge.label else ""
    path = f'<path d="{path_of(line.points, line.bows)}" fill="none" stroke="{_DIM}"{dashes} {markers}/>'
    yield f'<g class="archdoc-edge">{title}{path}</g>'


def _label(edge: DiagramEdge, box: Box, letters: int) -> Iterator[str]:
    rows = label_rows(edge, letters)
    yield f'<g class="archdoc-label"><title>{escape(edge.label)}</title>'
    yield _rectangle(box, 2, _PAPER, stroke="none")
    yield f"{_text(rows, box.x, _first_row(box, len(rows)))}</g>"


def _title(title: str, box: Box) -> str:
    """Return the title of a cluster, on a ground that covers lines."""
    shown = shorten(title, round(box.width / _LETTER))
    width = min(title_width(shown) - 8, box.width - 16)
    ground = Box(box.left + 8 + width / 2, box.top + 10, width, 16)
    return (
        f'<g class="archdoc-title">{_rectangle(ground, 2, _SHADE, stroke="none")}'
        f"{_text([shown], box.left + 8, box.top + 14, anchor='start', role='dim')}</g>"
    )


def _node(node: DiagramNode, box: Box, letters: int, uri: str) -> Iterator[str]:
    marked = " archdoc-marked" if node.marked else ""
    yield f'<a href="{escape(uri)}">' if uri else "<g>"
    yield f'<g class="archdoc-node archdoc-{node.shape}{marked}"><title>{escape(node.name)}</title>'
    weight = ' stroke-width="2.5"' if node.marked else ""
    dots = ' stroke-dasharray="1.5 3"' if node.is_deprecated else ""
    match node.shape:
        case Shape.ROUND | Shape.OUTSIDE:
            dashes = ' stroke-dasharray="5 3"' if node.shape is Shape.OUTSIDE else dots
            yield _rectangle(box, box.height / 2, _PAPER, more=dashes + weight)
        case Shape.GROUP:
            yield _rectangle(Box(box.x + 4, box.y + 4, box.width, box.height), 4, _SHADE)
            yield _rectangle(box, 4, _PAPER, more=weight)
        case Shape.BOX | Shape.TABLE:
            yield _rectangle(box, 4, _PAPER, more=dots + weight)
    names, columns = name_rows(node, letters), column_rows(node)
    first = _first_row(box, len(names) + len(columns) + bool(node.note))
    yield _text(names, box.x, first, role="name", bold=bool(columns))
    if node.note:
        yield _text([node.note], box.x, first + len(names) * ROW, role="dim")
    if columns:
        yield from _columns(columns, box, first + len(names) * ROW)
    yield "</g></a>" if uri else "</g></g>"


def _columns(columns: Sequence[tuple[str, str, str]], box: Box, first: float) -> Iterator[str]:
    left, right = box.left, box.right
    rule = first - ROW + 5
    yield f'<path d="M{left:.1f},{rule:.1f} H{right:.1f}" stroke="{_DIM}"/>'
    for number, (key, name, type_) in enumerate(columns):
        y = first + 4 + number * ROW
        yield _text([key], left + 6, y, anchor="start", role="dim") if key else ""
        yield _text([name], left + 6 + KEY_WIDTH, y, anchor="start")
        yield _text([type_], right - 6, y, anchor="end", role="dim") if type_ else ""


def _first_row(box: Box, rows: int) -> float:
    """Return the y of the first baseline of *rows* rows that are centred in a box."""
    return box.y - rows * ROW / 2 + 11.5


def _rectangle(box: Box, radius: float, fill: str, *, stroke: str = _DIM, more: str = "") -> str:
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}"'
        f' width="{box.width:.1f}" height="{box.height:.1f}" rx="{radius:.1f}"'
        f' fill="{fill}" stroke="{stroke}"{more}/>'
    )


def _text(
    rows: Sequence[str], x: float, y: float, *, anchor: str = "middle", role: str = "", bold: bool = False
) -> str:
    """Return rows of text.

    :param x: position of the *anchor* (``text-anchor`` of SVG: ``start``, ``middle`` or ``end``).
    :param y: baseline of the first row.
    :param role: ``name`` for names of nodes, ``dim`` for secondary text.
    """
    style = ' font-weight="600"' if bold else ""
    kind = f' class="archdoc-{role}"' if role else ""
    colour = _DIM if role == "dim" else _INK
    return (
        "\n".join(  # Sphinx removes tags to index the text for its search: white space keeps the words apart
            f'<text x="{x:.1f}" y="{y + number * ROW:.1f}" text-anchor="{anchor}" fill="{colour}"'
            f"{style}{kind}>{escape(row)}</text>"
            for number, row in enumerate(rows)
        )
    )
