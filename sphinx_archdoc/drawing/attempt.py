"""One way to lay out a diagram: in one direction, with names of one width.

The label of a line is a box of its own, between two halves of the line. So no label lies on a node, on
another label or beside a line of others, and all lines that part at a node may be one until there.
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
"""Pixels that the text of a page is wide in most themes."""
SMALLEST_FONT = 11
WIDEST = COMFORTABLE * FONT_SIZE / SMALLEST_FONT
"""Pixels of a picture whose words can still be read when it is shrunk to the width of the text."""

FEW_EDGES = 60
"""With more, only what takes the least room and time is tried."""
MARGIN = 6
_HEADER, _PADDING = 28, 8
"""Room above the nodes of a cluster, for its title, and beside them."""
_LONGEST_TITLE = 200
"""Pixels of a title for which its cluster is made wider; more of it is cut off."""
_BETWEEN = 16
"""Room between two nodes of a layer."""


class Line(msgspec.Struct, frozen=True):
    """The way of an edge, its label, and where it steps over other lines."""

    points: tuple[Point, ...]
    label: Box | None = None
    bows: tuple[Point, ...] = ()


class DiagramLayout(msgspec.Struct, frozen=True):
    """The size of a picture in pixels, and where everything goes in it."""

    width: float
    height: float
    nodes: dict[str, Box]
    clusters: dict[int, Box]
    """By the number of the cluster, from 1."""
    lines: tuple[Line, ...]
    """One for each edge, in their order."""
    dots: tuple[Point, ...]
    """Where lines part or come together."""
    letters: int
    """Letters in a row of words."""
    clear: bool
    """Whether no two lines run together that have nothing to do with each other."""


class Attempt:
    """Lays out a diagram.

    :param direction: Mermaid's word for it.
    :param letters: how many letters there are in a row of a name.
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
        """Nodes without a line to another."""
        self.lines: list[tuple[int, int]] = []
        """What is laid out as a line: edges, or the two halves of an edge with a label."""
        self.labels: dict[int, int] = {}
        """The box of the label of an edge, by the number of the edge."""
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
        """A box that nobody sees for each node of a cluster that has no line.

        The library puts all nodes without a line at one place, even if they are told their layers.
        """
        clusters = [cluster.title for cluster in self.diagram.clusters for _ in cluster.nodes]
        anchors = {node: self._box(Size(1, 1)) for node in sorted(self.alone) if clusters[node]}
        self.lines += anchors.items()
        return anchors

    def _box(self, size: Size) -> int:
        self.sizes.append(size)
        return len(self.sizes) - 1

    def layout(self, *, most: float = 0, beside: bool = False) -> DiagramLayout | None:
        """A layout; none, if it would show a node in a cluster that it is not in.

        :param most: how long a layer may be; 0 for any length.
        :param beside: whether clusters without a line between them may stand beside each other.
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
        """The layers if there were no clusters, and any room."""
        places = self._arranged(None, "none")
        return [places.layers[node] or 0 for node in range(len(self.diagram.nodes))]

    def _fixed(self, rows: Sequence[Sequence[int]]) -> dict[int, int]:
        """The layer of each box; those of labels are just before that of the node that the line goes to."""
        layers = {node: 2 * number for number, row in enumerate(rows) for node in row}
        layers |= {anchor: layers[node] + 1 for node, anchor in self.anchors.items()}
        for number, label in self.labels.items():
            source, target = self.edges[number]
            layers[label] = layers[target] + (-1 if layers[source] < layers[target] else 1)
        dense = {layer: number for number, layer in enumerate(sorted(set(layers.values())))}
        return {node: dense[layer] for node, layer in layers.items()}

    def _merged(self, layers: Mapping[int, int] | None) -> Places:
        """The layout in which as many lines as possible are one for a while, and none of them misleads."""
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
        """The points of each edge, through its label."""
        routes = iter(places.routes)
        lines = []
        for number in range(len(self.edges)):
            line = next(routes)
            if number in self.labels:
                line = self._through(places.boxes[self.labels[number]], line, next(routes))
            lines.append(line)
        return lines

    def _through(self, label: Box, line: tuple[Point, ...], rest: tuple[Point, ...]) -> tuple[Point, ...]:
        """The two halves of a line; where they are not level with each other, the label hides the step."""
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
        """Where the first layers of clusters begin, from the lowest one up."""
        layers = list(zip(places.layers, places.boxes, strict=True))
        first = [min(band.nodes, key=lambda node: places.boxes[node].top) for band in bands if band.cluster]
        tops = {min(box.top for layer, box in layers if layer == places.layers[node]) for node in first}
        return sorted(tops, reverse=True)

    @staticmethod
    def _is_wrong(clusters: Mapping[int, Box], boxes: Sequence[Box], bands: Sequence[Band]) -> bool:
        """Whether a cluster lies on another, or on a node that is not in it."""
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
    """The sizes of the nodes of a cluster, one of them at least as wide as its title."""
    sizes = [Size(*node_size(node, letters)) for node in cluster.nodes]
    widest = max(sizes, key=lambda size: size.width)
    least = min(title_width(cluster.title), _LONGEST_TITLE) - 2 * _PADDING
    if cluster.title and widest.width < least:
        sizes[sizes.index(widest)] = Size(least, widest.height)
    return sizes
