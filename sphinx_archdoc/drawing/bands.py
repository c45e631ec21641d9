"""Assign nodes to layers, so that clusters do not overlap and no layer is longer than a page is wide.

The layout library assigns layers for short lines, and has no concept of clusters. Here each cluster is a band
across the picture with layers of its own, and a layer of many nodes is split into several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.content.diagram import Diagram

Edges = Sequence[tuple[int, int]]
"""The source and the target of each line, as indices of nodes."""


class Band(msgspec.Struct, frozen=True):
    """A group of nodes, given as indices, in consecutive layers of its own."""

    cluster: int
    """1-based number of their cluster; 0 if they are in no cluster with a title."""
    nodes: tuple[int, ...]


def bands_of(diagram: Diagram, edges: Edges, layers: Sequence[int]) -> list[Band]:
    """Return the bands of a diagram, ordered so that most lines lead forward.

    Nodes outside of clusters form two bands: those with outgoing lines only, and all others. Nodes without
    lines are in no band.

    :param layers: layer of each node in a layout without clusters.
    """
    sources = {source for source, target in edges if source != target}
    targets = {target for source, target in edges if source != target}
    members: dict[tuple[int, bool], list[int]] = defaultdict(list)
    node = 0
    for number, cluster in enumerate(diagram.clusters, 1):
        for _ in cluster.nodes:
            if cluster.title:
                members[number, False].append(node)
            elif node in sources or node in targets:
                members[0, node not in targets].append(node)
            node += 1
    bands = [Band(cluster, tuple(nodes)) for (cluster, _), nodes in members.items()]
    bands.sort(key=lambda band: sum(layers[node] for node in band.nodes) / len(band.nodes))
    return _improved(bands, edges)


def _improved(bands: list[Band], edges: Edges) -> list[Band]:
    """Return the bands in an order with fewer backward lines: swap adjacent bands where that helps."""
    band_of = {node: number for number, band in enumerate(bands) for node in band.nodes}
    count: dict[tuple[int, int], int] = defaultdict(int)
    for source, target in edges:
        if source == target:
            continue
        count[band_of[source], band_of[target]] += 1
    order = list(range(len(bands)))
    for _ in bands:
        for place in range(len(order) - 1):
            one, other = order[place : place + 2]
            if count[other, one] > count[one, other]:
                order[place : place + 2] = [other, one]
    return [bands[number] for number in order]


def layers_of(bands: Sequence[Band], edges: Edges, free: Sequence[int], *, beside: bool) -> list[list[int]]:
    """Return the nodes of each layer; a band has as many layers as its longest path has nodes.

    :param free: layer of each node in a layout without clusters.
    :param beside: allow bands without a line between them to share layers.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    last: dict[int, int] = {}
    for band in bands:
        own = set(band.nodes)
        before = [last[end] for ends in edges for end in ends if end in last and own.intersection(ends)]
        start = 1 + max(before if beside else last.values(), default=-1)
        depths = _depths(band, edges, free)
        for node, depth in depths.items():
            last[node] = start + max(depths.values())
            rows[start + depth].append(node)
    return [sorted(row) for _, row in sorted(rows.items())]


def _depths(band: Band, edges: Edges, free: Sequence[int]) -> dict[int, int]:
    """Return the layer of each node within its band, from 0: the length of the longest path to it."""
    before: dict[int, list[int]] = {node: [] for node in band.nodes}
    for source, target in edges:
        if source != target and source in before and target in before:
            first, second = sorted((source, target), key=lambda node: (free[node], node))
            before[second].append(first)
    depths: dict[int, int] = {}
    for node in sorted(band.nodes, key=lambda node: (free[node], node)):
        depths[node] = 1 + max((depths[one] for one in before[node]), default=-1)
    return depths


def split(rows: Sequence[Sequence[int]], lengths: Sequence[float], most: float) -> list[list[int]]:
    """Split the layers that are longer than *most*.

    :param lengths: length of each node along its layer, in pixels.
    :param most: length of a layer in pixels.
    """
    found: list[list[int]] = []
    for row in rows:
        parts = min(len(row), max(1, -int(-sum(lengths[node] for node in row) // most)))
        found += [list(row[part::parts]) for part in range(parts)]
    return found
