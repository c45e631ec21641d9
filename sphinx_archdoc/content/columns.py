"""The columns of a table of entries: the kind's own, in the order of the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import msgspec

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.schema.model import SOURCES, FieldType, Kind, Layout

BACKLINK_WIDTH = 18


class Column(msgspec.Struct, frozen=True):
    """One column: of a field, of a backlink, or both where they are two sides of the same."""

    key: str
    title: str
    width: int


class Group(msgspec.Struct, frozen=True):
    """Entries under a heading, or under none."""

    title: str
    entries: tuple[Entry, ...]


class Table(msgspec.Struct, frozen=True):
    """Which entries a table shows, and in which columns."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    caption: str = ""
    trail: bool = False
    """Whether all else that is known of an entry stands below its prose."""

    @property
    def entries(self) -> list[Entry]:
        """All entries, in the order in which they are shown."""
        return [entry for group in self.groups for entry in group.entries]


def grouped(entries: Iterable[Entry], key: Callable[[Entry], str]) -> Mapping[str, Sequence[Entry]]:
    """Entries by what they have in common, in their order."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return dict(groups)


def table_of(entries: Sequence[Entry], graph: Graph) -> Table:
    """The table of adjacent entries of one kind, where they are written."""
    kind = graph.catalogue.kind_of(entries[0])
    columns = (name_column(kind), *own_columns(kind, entries))
    return Table(columns, _by_group(entries, kind.group_by, graph), trail=True)


def own_columns(kind: Kind, entries: Iterable[Entry]) -> list[Column]:
    """The columns of a kind: those that it declares, and its prose.

    A kind of rows that declares none has a column for each value that one of the *entries* gives.
    """
    hidden, prose = {kind.group_by, kind.shown_name}, kind.summary
    fields = [f for f in kind.fields.values() if f.name not in hidden and f.type not in SOURCES]
    given: set[str] = set()
    if kind.layout is Layout.ROW and not any(field.column for field in fields):
        given.update(*(entry.values for entry in entries))
    return [
        Column(field.name, field.title, field.width)
        for field in fields
        if field.column or field.name == prose or (field.name in given and field.type is not FieldType.REFS)
    ]


def name_column(kind: Kind) -> Column:
    """The column of the names of a kind."""
    return Column("name", kind.heading, kind.name_width)


def _by_group(entries: Sequence[Entry], field: str, graph: Graph) -> tuple[Group, ...]:
    """The entries under the values of a field, in the order in which they come."""
    groups = grouped(entries, partial(title_of_cell, column=field, graph=graph))
    return tuple(Group(title, tuple(group)) for title, group in groups.items())
