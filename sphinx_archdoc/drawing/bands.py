"""Which layer a node stands in: groups one after the other, and no layer wider than a page.

The library puts nodes into layers so that lines are short, and knows nothing of groups. Here every
group has layers of its own, a band across the picture, and a layer of many nodes becomes several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.content.diagram import Diagram

Edges = Sequence[tuple[int, int]]
"""Where lines come from and go to, by the numbers of the nodes."""


class Band(msgspec.Struct, frozen=True):
    """Nodes that stand together, by their numbers."""

    cluster: int
    """The number of their cluster, from 1; 0 if they are in none with a title."""
    nodes: tuple[int, ...]


def bands_of(diagram: Diagram, edges: Edges, layers: Sequence[int]) -> list[Band]:
    """The bands of a diagram, in the order in which lines lead from one to the next.

    Of nodes in no cluster, there is a band of those that lines only come from, and one of the others;
    those without a line are in none.

    :param layers: where the nodes would stand if there were no groups.
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
    """The same in an order in which fewer lines lead back: neighbours change places as long as that helps."""
    band_of = {node: number for number, band in enumerate(bands) for node in band.nodes}
    forth: dict[tuple[int, int], int] = defaultdict(int)
    for source, target in edges:
        if source == target:
            continue
        forth[band_of[source], band_of[target]] += 1
    order = list(range(len(bands)))
    for _ in bands:
        for place in range(len(order) - 1):
            one, other = order[place : place + 2]
            if forth[other, one] > forth[one, other]:
                order[place : place + 2] = [other, one]
    return [bands[number] for number in order]


def layers_of(bands: Sequence[Band], edges: Edges, free: Sequence[int], *, beside: bool) -> list[list[int]]:
    """The layers of all bands: within each, as many as the longest way through it takes.

    :param free: where the nodes would stand if there were no groups.
    :param beside: whether bands without a line between them may stand beside each other.
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
    """The layer of each node within its band, from 0."""
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
    """The same layers, those that are longer than *most* in several."""
    found: list[list[int]] = []
    for row in rows:
        parts = min(len(row), max(1, -int(-sum(lengths[node] for node in row) // most)))
        found += [list(row[part::parts]) for part in range(parts)]
    return found
