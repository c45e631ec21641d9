"""The columns of a table of entries: the template's own, those that are filled, and the backlinks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import msgspec

from sphinx_archdoc.catalogue.cell import title_of_cell
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.schema.model import FieldType, Kind, heading_key

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
    hidden = {kind.group_by, kind.shown_name}
    columns = [name_column(kind)]
    for field in kind.fields.values():
        shown = field.column or any(
            field.name in entry.values and not (field.implied and entry.parent) for entry in entries
        )
        if field.name not in hidden and shown and field.type not in (FieldType.SQL, FieldType.JSON):
            columns.append(Column(field.name, field.title, field.width))
    present = {column.key for column in columns}
    linked = {heading: heading_key(heading) for entry in entries for heading in graph.backlinks_of(entry)}
    columns += [
        Column(linked[heading], heading, BACKLINK_WIDTH)
        for heading in graph.headings([kind.name])
        if heading in linked and linked[heading] not in present
    ]
    return Table(tuple(columns), _by_group(entries, kind.group_by, graph))


def name_column(kind: Kind) -> Column:
    """The column of the names of a kind."""
    return Column("name", kind.heading, kind.name_width)


def _by_group(entries: Sequence[Entry], field: str, graph: Graph) -> tuple[Group, ...]:
    """The entries under the values of a field, in the order in which they come."""
    groups = grouped(entries, partial(title_of_cell, column=field, graph=graph))
    return tuple(Group(title, tuple(group)) for title, group in groups.items())
