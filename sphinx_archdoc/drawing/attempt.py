"""Lay out a diagram in one direction, with one maximum length of the rows of names.

The layout library sees the label of a line as a node between two halves of the line. So labels never overlap
nodes, other labels or foreign lines, and lines from the same node can share their first stretch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import combinations

import msgspec

from sphinx_archdoc.content.diagram import Cluster, Diagram
from sphinx_archdoc.drawing.bands import Band, bands_of, layers_of, split
from sphinx_archdoc.drawing.geometry import Box, Point, around, crossings, junctions, misleads
from sphinx_archdoc.drawing.labels import FONT_SIZE, label_rows, label_size, node_size, title_width
from sphinx_archdoc.drawing.layered import Places, Size, arrange

COMFORTABLE = 736
"""Width in pixels of the text of a page in most themes."""
SMALLEST_FONT = 11
"""Font size in pixels of the smallest readable text."""
WIDEST = COMFORTABLE * FONT_SIZE / SMALLEST_FONT
"""Width in pixels of the widest picture that stays readable when scaled down to the width of the page."""

FEW_EDGES = 60
"""With more edges, only the most compact variants are tried, with less effort: layouts take longer."""
MARGIN = 6
"""Space around the picture in pixels."""
_HEADER, _PADDING = 28, 8
"""Space in pixels above the nodes of a cluster, for its title, and at the other sides."""
_LONGEST_TITLE = 200
"""Width in pixels of the longest title for which a cluster is widened; a longer one is shortened."""
_BETWEEN = 16
"""Space in pixels between two nodes of a layer."""


class Line(msgspec.Struct, frozen=True):
    """The route of an edge, the box of its label, and the points where it crosses over other lines."""

    points: tuple[Point, ...]
    label: Box | None = None
    bows: tuple[Point, ...] = ()


class DiagramLayout(msgspec.Struct, frozen=True):
    """The size of a picture, and the position of each part, in pixels."""

    width: float
    height: float
    nodes: dict[str, Box]
    clusters: dict[int, Box]
    """Box of each cluster with a title, by its 1-based number."""
    lines: tuple[Line, ...]
    """The lines of the edges, in the same order."""
    dots: tuple[Point, ...]
    """Points where lines branch or merge."""
    letters: int
    """Maximum characters per row of a name."""
    clear: bool
    """True if only lines that share a source or a target overlap."""


class Attempt:
    """Lays out a diagram.

    :param direction: direction of the edges, as in Mermaid: ``LR``, ``RL``, ``TB`` or ``BT``.
    :param letters: maximum characters per row of a name.
    """

    def __init__(self, diagram: Diagram, direction: str, letters: int) -> None:
        self.diagram = diagram
        self.letters = letters
        self.upright = direction not in ("LR", "RL")
        self.mirrored = direction in ("RL", "BT")
        self.sizes = [size for cluster in diagram.clusters for size in _sizes(cluster, letters)]
        numbers = {node.id: number for number, node in enumerate(diagram.nodes)}
        self.edges = [(numbers[edge.source], numbers[edge.target]) for edge in diagram.edges]
        self.alone = set(range(len(self.sizes)))
        """Indices of the nodes without a line to another."""
        self.lines: list[tuple[int, int]] = []
        """Source and target of each line to lay out: an edge, or one half of an edge with a label."""
        self.labels: dict[int, int] = {}
        """Index of the box of each label, by the index of its edge."""
        for number, (source, target) in enumerate(self.edges):
            if source != target:
                self.alone -= {source, target}
            rows = label_rows(diagram.edges[number], letters)
            if rows and source != target:
                self.labels[number] = self._box(Size(*label_size(rows)))
                self.lines += [(source, self.labels[number]), (self.labels[number], target)]
            else:
                self.lines.append((source, target))
        self.signed = any(edge.sign for edge in diagram.edges)
        self.few = len(self.edges) <= FEW_EDGES
        self.anchors = self._anchors()

    def _anchors(self) -> dict[int, int]:
        """Connect each isolated node of a cluster to an invisible box; return the boxes by node.

        Otherwise the library would place all isolated nodes together, whatever their layers.
        """
        clusters = [cluster.title for cluster in self.diagram.clusters for _ in cluster.nodes]
        anchors = {node: self._box(Size(1, 1)) for node in sorted(self.alone) if clusters[node]}
        self.lines += anchors.items()
        return anchors

    def _box(self, size: Size) -> int:
        self.sizes.append(size)
        return len(self.sizes) - 1

    def layout(self, *, most: float = 0, beside: bool = False) -> DiagramLayout | None:
        """Return a layout, or None if clusters would overlap each other or foreign nodes.

        :param most: maximum length of a layer in pixels; 0 for any length.
        :param beside: allow clusters without a line between them to share layers.
        :raises CannotDraw: if the library fails.
        """
        titled = any(cluster.title for cluster in self.diagram.clusters)
        bands = bands_of(self.diagram, self.edges, self._free) if titled else []
        if titled:
            rows = layers_of(bands, self.edges, self._free, beside=beside)
        else:
            rows = [[] for _ in range(max(self._free, default=0) + 1)]
            for node in sorted(set(range(len(self.diagram.nodes))) - self.alone):
                rows[self._free[node]].append(node)
        if most:
            lengths = [(size.width if self.upright else size.height) + _BETWEEN for size in self.sizes]
            rows = split(rows, lengths, most)
        places = self._merged(self._fixed(rows) if bands or most else None)
        return self._finished(places, bands)

    @cached_property
    def _free(self) -> list[int]:
        """The layer of each node in a layout without clusters or limits."""
        places = self._arranged(None, "none")
        return [places.layers[node] or 0 for node in range(len(self.diagram.nodes))]

    def _fixed(self, rows: Sequence[Sequence[int]]) -> dict[int, int]:
        """Return the layer of each box. A label gets the layer next to that of its target."""
        layers = {node: 2 * number for number, row in enumerate(rows) for node in row}
        layers |= {anchor: layers[node] + 1 for node, anchor in self.anchors.items()}
        for number, label in self.labels.items():
            source, target = self.edges[number]
            layers[label] = layers[target] + (-1 if layers[source] < layers[target] else 1)
        dense = {layer: number for number, layer in enumerate(sorted(set(layers.values())))}
        return {node: dense[layer] for node, layer in layers.items()}

    def _merged(self, layers: Mapping[int, int] | None) -> Places:
        """Return the layout that merges the most lines without suggesting an edge that does not exist."""
        merges = (
            ("none",) if self.signed else ("both", "joins", "forks", "none") if self.few else ("both", "none")
        )
        for merge in merges:
            places = self._arranged(layers, merge)
            if not misleads(self.edges, self._lines(places)):
                break
        return places

    def _arranged(self, layers: Mapping[int, int] | None, merge: str) -> Places:
        return arrange(
            self.sizes,
            self.lines,
            upright=self.upright,
            layers=layers,
            merge=merge,
            gap=28 if self.signed else 20,
            most=WIDEST,
            fast=not self.few,
        )

    def _lines(self, places: Places) -> list[tuple[Point, ...]]:
        """Return the points of each edge, joined at its label."""
        routes = iter(places.routes)
        lines = []
        for number in range(len(self.edges)):
            line = next(routes)
            if number in self.labels:
                line = self._through(places.boxes[self.labels[number]], line, next(routes))
            lines.append(line)
        return lines

    def _through(self, label: Box, line: tuple[Point, ...], rest: tuple[Point, ...]) -> tuple[Point, ...]:
        """Join the two halves of a line; if they are not aligned, with a step that the label covers."""
        (x, y), (next_x, next_y) = line[-1], rest[0]
        step = ((x, label.y), (next_x, label.y)) if self.upright else ((label.x, y), (label.x, next_y))
        return (*line, *(step if step[0] != step[1] else ()), *rest)

    def _finished(self, places: Places, bands: Sequence[Band]) -> DiagramLayout | None:
        if self.mirrored:
            places = places.mirrored(upright=self.upright)
        if self.upright:
            for top in self._tops(places, bands):
                places = places.stretched(top, _HEADER)
        boxes = places.boxes
        clusters = {
            band.cluster: around([boxes[node] for node in band.nodes], _PADDING, above=_HEADER)
            for band in bands
            if band.cluster
        }
        if self._is_wrong(clusters, boxes[: len(self.diagram.nodes)], bands):
            return None
        lines = self._lines(places)
        bows = crossings(lines)
        labels = [boxes[label] for label in self.labels.values()]
        whole = around(
            [
                *boxes[: len(self.diagram.nodes)],
                *labels,
                *clusters.values(),
                *(Box(*point, 0, 0) for line in lines for point in line),
            ],
            MARGIN,
        )
        x, y = -whole.left, -whole.top
        return DiagramLayout(
            whole.width,
            whole.height,
            {node.id: box.moved(x, y) for node, box in zip(self.diagram.nodes, boxes, strict=False)},
            {number: box.moved(x, y) for number, box in clusters.items()},
            tuple(
                Line(
                    _moved(line, x, y),
                    boxes[self.labels[number]].moved(x, y) if number in self.labels else None,
                    _moved(bows.get(number, ()), x, y),
                )
                for number, line in enumerate(lines)
            ),
            _moved(junctions(lines), x, y),
            self.letters,
            not misleads(self.edges, lines),
        )

    @staticmethod
    def _tops(places: Places, bands: Sequence[Band]) -> list[float]:
        """Return the upper end of the first layer of each cluster (y in pixels), from bottom to top."""
        layers = list(zip(places.layers, places.boxes, strict=True))
        first = [min(band.nodes, key=lambda node: places.boxes[node].top) for band in bands if band.cluster]
        tops = {min(box.top for layer, box in layers if layer == places.layers[node]) for node in first}
        return sorted(tops, reverse=True)

    @staticmethod
    def _is_wrong(clusters: Mapping[int, Box], boxes: Sequence[Box], bands: Sequence[Band]) -> bool:
        """Return whether a cluster overlaps another, or a node that is not in it."""
        own = {band.cluster: set(band.nodes) for band in bands}
        return any(one.overlaps(other) for one, other in combinations(clusters.values(), 2)) or any(
            cluster.overlaps(box)
            for number, cluster in clusters.items()
            for node, box in enumerate(boxes)
            if node not in own[number]
        )


def _moved(points: Sequence[Point], x: float, y: float) -> tuple[Point, ...]:
    return tuple((one + x, other + y) for one, other in points)


def _sizes(cluster: Cluster, letters: int) -> list[Size]:
    """Return the sizes of the nodes of a cluster; the widest is widened to the title if necessary."""
    sizes = [Size(*node_size(node, letters)) for node in cluster.nodes]
    widest = max(sizes, key=lambda size: size.width)
    least = min(title_width(cluster.title), _LONGEST_TITLE) - 2 * _PADDING
    if cluster.title and widest.width < least:
        sizes[sizes.index(widest)] = Size(least, widest.height)
    return sizes
