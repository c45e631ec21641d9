"""The lines of the system's picture: who cannot do without whom, and which table belongs to which."""

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
"""Mermaid's signs; a user's kind may give any text for one."""


Key = EntryKey | str
"""What tells an end from every other: the place of an entry, or a name outside the catalogue."""


class End(msgspec.Struct, frozen=True):
    """One end of an edge; ``link`` is None for somebody outside the catalogue."""

    name: str
    link: Backlink | None = None

    @property
    def key(self) -> Key:
        """What tells it from every other end."""
        return self.link.key if self.link else self.name


class Edge(msgspec.Struct, frozen=True):
    """A line from one end to another, as it is written on *page*."""

    source: End
    target: End
    page: str
    label: str = ""
    """Why it is there, or what the one is to the other."""
    sign: str = ""
    """Mermaid's sign for how many belong to how many, between tables; empty where it is not known."""


class Net:
    """Edges, found by their ends and by the pages that they are written on."""

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
        """The edges that are written on some pages, and those that have an end among some keys."""
        numbers = {number for page in pages for number in self._on.get(page, ())}
        return self._pick(numbers | self._touching(keys))

    def within(self, keys: Collection[Key]) -> list[Edge]:
        """The edges that have both of their ends among some keys."""
        found = self._touching(keys)
        return self._pick({number for number in found if all(end in keys for end in self._ends[number])})

    def near(self, middle: Iterable[Key], depth: int) -> set[Key]:
        """The keys of everything that is at most *depth* edges away from those in the *middle*."""
        found = border = set(middle)
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


def net_of(graph: Graph, *, of_tables: bool, of_others: bool) -> Net:
    """Return the relations between tables, the dependencies of all others, or both.

    Views of one graph share it.
    """
    return graph.derived(
        (Net, of_tables, of_others),
        lambda graph: Net(
            [*(relations(graph) if of_tables else ()), *(dependencies(graph) if of_others else ())]
        ),
    )


def dependencies(graph: Graph) -> Iterator[Edge]:
    """From everybody to what they cannot do without, with the reasons that are given."""
    for reference in graph.references:
        if not reference.field.dependency:
            continue
        subject = graph.subject_of(reference)
        near, far = End(graph.title_of(subject), subject), _target(reference)
        source, target = (far, near) if reference.field.direction is Direction.IN else (near, far)
        yield Edge(source, target, reference.source.page, _reason(reference, graph))


def relations(graph: Graph) -> Iterator[Edge]:
    """Between tables: the relationships that are written, and the foreign keys of all other pairs."""
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
    """An entry as the end of an edge."""
    return End(entry.title, Backlink(entry.page, entry))


def _reason(reference: Reference, graph: Graph) -> str:
    """What is said of a dependency, where the entry is nothing but that."""
    if reference.field.subject is not Subject.PAGE:
        return ""
    entry = reference.source
    return _words(entry, graph.catalogue.kind_of(entry).summary, graph)


def _words(entry: Entry, field: str, graph: Graph) -> str:
    """What a field says, on one line and without markup."""
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
    """How many rows belong to how many, as far as a foreign key tells."""
    primary = [other.name for other in shape.columns if "primary" in other.keys]
    alone = primary == [column.name] or "unique" in column.keys
    return f"{'|o' if alone else '}o'}--{'o|' if column.nullable else '||'}"
