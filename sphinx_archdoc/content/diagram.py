"""Diagrams as values: nodes in clusters, and the edges between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from operator import attrgetter

import msgspec

from sphinx_archdoc.catalogue.edges import Edge, End, Key
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.content.column_values import OwnOrOfPage, title_of_cell
from sphinx_archdoc.content.marks import DEPRECATED, deprecation_of
from sphinx_archdoc.parsing.sql import SqlColumn


class Shape(StrEnum):
    """The shape of a node."""

    BOX = "box"
    """An entry of a kind that the diagram is about."""
    ROUND = "round"
    """An entry of another kind, with the kind as a note; or a page."""
    OUTSIDE = "outside"
    """A name that is not in the catalogue."""
    TABLE = "table"
    """A database table, with its columns."""
    GROUP = "group"
    """A group of nodes that was folded into one."""


FEW_NODES = 12
"""The number of nodes up to which a diagram is folded only where the author asks for it."""


class DiagramNode(msgspec.Struct, frozen=True, kw_only=True):
    """A node: an entry, a page, a name outside of the catalogue, or a group."""

    id: str
    name: str
    shape: Shape = Shape.BOX
    note: str = ""
    """A short explanation below the name, such as the kind; empty for none."""
    sort: str = ""
    """The plural title of its kind, by which nodes without a group are folded."""
    groups: tuple[str, ...] = ()
    """The titles of the groups that it is folded into, the outermost first; an empty one means no group.

    In a diagram that is never folded, nodes have none: it must not depend on titles that it does not show.
    """
    page: str = ""
    """The docname of the page that it links to; empty for no link."""
    anchor: str = ""
    columns: tuple[SqlColumn, ...] = ()
    marked: bool = False
    """True for the entry that the diagram starts from."""
    is_deprecated: bool = False


class DiagramEdge(msgspec.Struct, frozen=True):
    """An edge between two nodes."""

    source: str
    """The id of a node."""
    target: str
    """The id of a node."""
    label: str = ""
    sign: str = ""
    """Mermaid's cardinality sign; empty for an arrow."""
    count: int = 1
    """How many edges it stands for; more than one only if it leads to a group."""


class Cluster(msgspec.Struct, frozen=True):
    """Nodes in a box with a title; an empty title means no box."""

    title: str
    nodes: tuple[DiagramNode, ...]


class Diagram(msgspec.Struct, frozen=True):
    """A diagram. The order of its parts depends on names alone, so that equal input gives equal output."""

    clusters: tuple[Cluster, ...] = ()
    edges: tuple[DiagramEdge, ...] = ()
    direction: str = ""
    """The direction of the edges in Mermaid's words, such as ``LR``; empty to choose by size."""
    is_folded: bool = False
    """True if it starts with its groups, however small it is."""

    @property
    def nodes(self) -> list[DiagramNode]:
        """The nodes of all clusters."""
        return [node for cluster in self.clusters for node in cluster.nodes]


class DiagramBuilder:
    """Makes a diagram from edges and their ends.

    :param marked: the keys of the entries that the diagram starts from.
    :param kinds: the kinds that the diagram is about. Entries of other kinds get a note with their kind,
        unless their kind declares a cluster.
    :param group_by: a column to cluster by; by default the column that each kind declares.
    :param fold_by: the columns to fold by, the outermost first; by default the clusters, and then the pages.
    :param direction: the direction of the edges in Mermaid's words.
    :param place_of: returns the page and the anchor that the node of an entry links to.
    """

    def __init__(
        self,
        graph: Graph,
        marked: Collection[Key],
        kinds: Collection[str] = (),
        group_by: str = "",
        direction: str = "",
        fold_by: Sequence[str] = (),
        place_of: Callable[[Entry], EntryKey] = attrgetter("key"),
    ) -> None:
        self.graph = graph
        self.words = graph.words
        self.marked = marked
        self.kinds = kinds
        self.group_by = group_by
        self.direction = direction
        self.fold_by = fold_by
        self.place_of = place_of
        self._fold_values = [
            OwnOrOfPage(graph.catalogue, partial(title_of_cell, column=column, graph=graph))
            for column in fold_by
        ]

    def build(self, chosen: Iterable[End], edges: Iterable[Edge]) -> Diagram:
        """Return the diagram of *edges* and their ends, and of *chosen* ends even if they have no edge."""
        edges = list(edges)
        ends = {end.key: end for edge in edges for end in (edge.source, edge.target)}
        ends |= {end.key: end for end in chosen}
        clusters: dict[str, list[End]] = defaultdict(list)
        for end in sorted(ends.values(), key=_order):
            clusters[self._cluster(end)].append(end)
        titles = sorted(clusters, key=lambda title: (not title, title.casefold(), title))
        can_fold = bool(self.fold_by) or len(ends) > FEW_NODES
        ids = {
            key: f"n{number}"
            for number, key in enumerate((end.key for title in titles for end in clusters[title]), 1)
        }
        return Diagram(
            tuple(
                Cluster(
                    title, tuple(self._node(ids[end.key], end, can_fold=can_fold) for end in clusters[title])
                )
                for title in titles
            ),
            tuple(_merged(edges, ids)),
            self.direction,
            is_folded=bool(self.fold_by),
        )

    def _cluster(self, end: End) -> str:
        entry = end.link.entry if end.link else None
        if entry is None:
            return ""
        column = self.group_by or self.graph.catalogue.kind_of(entry).cluster
        return title_of_cell(entry, column, self.graph) if column else ""

    def _groups(self, end: End, page: str) -> tuple[str, ...]:
        """Return the titles of the groups that a node is folded into."""
        title = self.graph.catalogue.title_of(page)
        if not self.fold_by:
            return self._cluster(end), title
        own = end.link.entry if end.link else None
        return tuple(
            title if column == "page" else values.of(own, page) or ""
            for column, values in zip(self.fold_by, self._fold_values, strict=True)
        )

    def _node(self, id_: str, end: End, *, can_fold: bool) -> DiagramNode:
        if end.link is None:
            return DiagramNode(
                id=id_,
                name=end.name,
                shape=Shape.OUTSIDE,
                note=self.words("outside"),
                sort=self.words("Outside"),
            )
        entry = end.link.entry
        kind = self.graph.catalogue.kind_of(entry) if entry else None
        shapes = entry.shapes.values() if entry else ()
        columns = tuple(column for shape in shapes for column in shape.columns)
        page, anchor = self.place_of(entry) if entry else (end.link.page, "")
        shape, note = Shape.ROUND, self.words(kind.title if kind else "Page")
        if kind and (kind.name in self.kinds or kind.cluster):
            shape, note = (Shape.TABLE if columns else Shape.BOX), ""
        is_deprecated = self._is_deprecated(end.link)
        note = ", ".join(filter(None, (note, self.words(DEPRECATED) if is_deprecated else "")))
        return DiagramNode(
            id=id_,
            name=end.name,
            shape=shape,
            note=note,
            sort=self.words(kind.plural if kind else "Pages"),
            groups=self._groups(end, end.link.page) if can_fold else (),
            page=page,
            anchor=anchor,
            columns=columns if shape is Shape.TABLE else (),
            marked=end.key in self.marked,
            is_deprecated=is_deprecated,
        )

    def _is_deprecated(self, link: Backlink) -> bool:
        deprecation = deprecation_of(self.graph)
        return deprecation.of_entry(link.entry, "") if link.entry else deprecation.of_page(link.page, "")


def _order(end: End) -> tuple[str, str, tuple[str, ...]]:
    return end.name.casefold(), end.name, tuple(end.link.key) if end.link else ()


def _merged(edges: Iterable[Edge], ids: dict[Key, str]) -> Iterator[DiagramEdge]:
    """Merge parallel edges and their labels; yield them in the order of the nodes."""
    labels: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for edge in edges:
        merged = labels[ids[edge.source.key], ids[edge.target.key], edge.sign]
        if edge.label:
            merged[edge.label] = None
    order = {id_: number for number, id_ in enumerate(ids.values())}
    for source, target, sign in sorted(labels, key=lambda key: (order[key[0]], order[key[1]], key[2])):
        yield DiagramEdge(source, target, "; ".join(labels[source, target, sign]), sign)
