"""The edges between entries: dependencies, and the relations between database tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import msgspec

from sphinx_archdoc.catalogue.graph import Backlink, Graph, Reference
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.parsing.sql import SqlColumn, TableShape
from sphinx_archdoc.schema.model import Direction, Subject

_SIGN = re.compile(r"(\|o|\|\||\}o|\}\|)(--|\.\.)(o\||\|\||o\{|\|\{)")
"""Mermaid's cardinality signs. An author may write any text in the field, so others are ignored."""

Key = EntryKey | str
"""The identity of an end: the key of an entry or page, or a name that is not in the catalogue."""


class End(msgspec.Struct, frozen=True):
    """One end of an edge."""

    name: str
    link: Backlink | None = None
    """The entry or page; None if the catalogue does not hold it."""

    @property
    def key(self) -> Key:
        """The identity of this end."""
        return self.link.key if self.link else self.name


class Edge(msgspec.Struct, frozen=True):
    """A directed edge that is written on *page*."""

    source: End
    target: End
    page: str
    label: str = ""
    """The reason for the dependency, or the name of the relation."""
    sign: str = ""
    """Mermaid's cardinality sign, such as ``||--o{``; empty if it is not known."""


class EdgeIndex:
    """Edges, indexed by their ends and by the pages that they are written on.

    Queries return edges in the order in which the index received them.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.edges = tuple(edges)
        self._ends = [(edge.source.key, edge.target.key) for edge in self.edges]
        self._at: dict[Key, list[int]] = defaultdict(list)
        self._on: dict[str, list[int]] = defaultdict(list)
        for number, (edge, (source, target)) in enumerate(zip(self.edges, self._ends, strict=True)):
            self._on[edge.page].append(number)
            self._at[source].append(number)
            self._at[target].append(number)

    def on_or_at(self, pages: Iterable[str], keys: Iterable[Key]) -> list[Edge]:
        """Return the edges that are written on one of *pages* or have an end in *keys*."""
        numbers = {number for page in pages for number in self._on.get(page, ())}
        return self._pick(numbers | self._touching(keys))

    def at(self, key: Key) -> list[Edge]:
        """Return the edges that have an end with this key."""
        return self._pick(self._touching([key]))

    def within(self, keys: Collection[Key]) -> list[Edge]:
        """Return the edges that have both ends in *keys*."""
        found = self._touching(keys)
        return self._pick({number for number in found if all(end in keys for end in self._ends[number])})

    def neighbourhood(self, start: Iterable[Key], depth: int) -> set[Key]:
        """Return *start* and the keys that are at most *depth* edges away, in either direction."""
        found = border = set(start)
        for _ in range(depth):
            border = {end for number in self._touching(border) for end in self._ends[number]} - found
            if not border:
                break
            found = found | border
        return found

    def _touching(self, keys: Iterable[Key]) -> set[int]:
        return {number for key in keys for number in self._at.get(key, ())}

    def _pick(self, numbers: Iterable[int]) -> list[Edge]:
        return [self.edges[number] for number in sorted(numbers)]


def edge_index(graph: Graph, *, of_tables: bool, of_others: bool) -> EdgeIndex:
    """Return the index of the edges of a graph, which caches it for all views.

    :param of_tables: include the relations between database tables.
    :param of_others: include the dependencies.
    """
    return graph.derived(
        (EdgeIndex, of_tables, of_others),
        lambda graph: EdgeIndex(
            [*(relations(graph) if of_tables else ()), *(dependencies(graph) if of_others else ())]
        ),
    )


def dependencies(graph: Graph) -> Iterator[Edge]:
    """Yield an edge from each dependent to its dependency, labelled with the reason if one is given."""
    for reference in graph.references:
        if reference.field.dependency:
            yield dependency(reference, graph)


def dependency(reference: Reference, graph: Graph) -> Edge:
    """Return the edge that a reference of a field with ``dependency`` declares."""
    subject = graph.subject_of(reference)
    near, far = End(graph.title_of(subject), subject), _target(reference)
    source, target = (far, near) if reference.field.direction is Direction.IN else (near, far)
    return Edge(source, target, reference.source.page, _reason(reference, graph))


def relations(graph: Graph) -> Iterator[Edge]:
    """Yield the relations between tables.

    Relationships that the author wrote come first; a foreign key counts only between two tables without one.
    """
    written = list(_relationships(graph))
    related = {frozenset((edge.source.key, edge.target.key)) for edge in written}
    yield from written
    for edge in _foreign_keys(graph):
        if frozenset((edge.source.key, edge.target.key)) not in related:
            yield edge


def _target(reference: Reference) -> End:
    entry = reference.resolution.entry
    return end_of(entry) if entry else End(reference.text)


def end_of(entry: Entry) -> End:
    """Return *entry* as the end of an edge."""
    return End(entry.title, Backlink(entry.page, entry))


def _reason(reference: Reference, graph: Graph) -> str:
    """Return the summary of an entry that describes nothing but this dependency, else an empty string."""
    if reference.field.subject is not Subject.PAGE:
        return ""
    entry = reference.source
    return _words(entry, graph.catalogue.kind_of(entry).summary, graph)


def _words(entry: Entry, field: str, graph: Graph) -> str:
    """Return the text of a field on one line, without markup."""
    return " ".join(graph.catalogue.text_of(entry, field).split())


def _relationships(graph: Graph) -> Iterator[Edge]:
    for entry in graph.catalogue.entries:
        if edge := graph.catalogue.kind_of(entry).edge:
            sources, targets = (graph.references_of(entry, field) for field in (edge.source, edge.target))
            sign, label = (_words(entry, field, graph) for field in (edge.sign, edge.label))
            sign = sign if _SIGN.fullmatch(sign) else ""
            for source in sources:
                for target in targets:
                    if source.resolution.entry and target.resolution.entry:
                        yield Edge(_target(source), _target(target), entry.page, label, sign)


def _foreign_keys(graph: Graph) -> Iterator[Edge]:
    for entry in graph.catalogue.entries:
        for field, shape in entry.shapes.items():
            found = {reference.text: reference for reference in graph.references_of(entry, field)}
            for column in shape.columns:
                if column.references and (reference := found.get(column.references[0])):
                    sign = _sign(column, shape)
                    yield Edge(end_of(entry), _target(reference), entry.page, column.name, sign)


def _sign(column: SqlColumn, shape: TableShape) -> str:
    """Return the cardinality of a foreign key: at most one row refers to another if the column is unique."""
    primary = [other.name for other in shape.columns if "primary" in other.keys]
    is_unique = primary == [column.name] or "unique" in column.keys
    return f"{'|o' if is_unique else '}o'}--{'o|' if column.nullable else '||'}"
