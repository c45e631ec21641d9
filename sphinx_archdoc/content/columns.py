"""Tables before their cells are filled: the columns and the groups of entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.schema.model import SOURCES, FieldType, Kind, Layout

_Item = TypeVar("_Item")

BACKLINK_WIDTH = 18
"""The width of a column of backlinks."""


class Column(msgspec.Struct, frozen=True):
    """A column of a field, of a heading of backlinks, or of both if they have the same name."""

    key: str
    title: str
    """The heading in English."""
    width: int
    """The weight of the column, relative to the others."""


NAME = Column("name", "Name", 20)
PAGE = Column("page", "Page", 15)
KIND = Column("kind", "Kind", 15)
SUMMARY = Column("summary", "Summary", 40)


class EntryGroup(msgspec.Struct, frozen=True):
    """Entries under a heading; an empty title means no heading."""

    title: str
    entries: tuple[Entry, ...]


class TableSpec(msgspec.Struct, frozen=True):
    """The columns and entries of a table, before its cells are filled."""

    columns: tuple[Column, ...]
    groups: tuple[EntryGroup, ...]
    caption: str = ""
    trail: bool = False
    """True if the row of an entry shows its remaining values and backlinks below the prose."""

    @property
    def entries(self) -> list[Entry]:
        """All entries, in the order of the rows."""
        return [entry for group in self.groups for entry in group.entries]


def grouped(items: Iterable[_Item], key: Callable[[_Item], str]) -> Mapping[str, Sequence[_Item]]:
    """Group entries, or what is made of them, by *key*; groups and items keep the order of the input."""
    groups: dict[str, list[_Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def table_of(entries: Sequence[Entry], graph: Graph) -> TableSpec:
    """Return the table that shows adjacent entries of one kind where they are written."""
    kind = graph.catalogue.kind_of(entries[0])
    columns = (name_column(kind), *own_columns(kind, entries))
    return TableSpec(columns, _by_group(entries, kind.group_by, graph), trail=True)


def own_columns(kind: Kind, entries: Iterable[Entry]) -> list[Column]:
    """Return the columns that a kind declares, in the order of the kinds table, and that of its prose.

    If a kind with the layout ``row`` declares no column, each field that one of *entries* sets gets one.
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
    """Return the column of the names of a kind."""
    return Column("name", kind.heading, kind.name_width)


def naming_columns(kinds: Sequence[Kind]) -> Iterator[Column]:
    """Yield the columns that identify entries: the name, the page, and the kind if there are several."""
    if len(kinds) > 1:
        yield from (NAME, KIND, PAGE)
    else:
        yield from (name_column(kinds[0]), PAGE)


def default_columns(kinds: Sequence[Kind], entries: Iterable[Entry] = ()) -> Iterator[Column]:
    """Yield the columns of a view without the option ``:columns:``.

    These are the columns of the kind, or the name and summary if there are several kinds.
    """
    yield from naming_columns(kinds)
    if len(kinds) > 1:
        yield SUMMARY
    else:
        yield from own_columns(kinds[0], entries)


def _by_group(entries: Sequence[Entry], field: str, graph: Graph) -> tuple[EntryGroup, ...]:
    """Group entries by the value of a field; without a field, return one group without a title."""
    groups = grouped(entries, partial(title_of_cell, column=field, graph=graph))
    return tuple(EntryGroup(title, tuple(group)) for title, group in groups.items())
