"""The trail of an entry: values, references and backlinks that no column of its table shows."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

import msgspec

from sphinx_archdoc.catalogue.graph import Graph, is_enclosed
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.schema.model import SOURCES, Direction, Field, FieldType, Kind, heading_key


class TrailColumn(msgspec.Struct, frozen=True):
    """A column that the trail shows as a line: a value, references or backlinks."""

    key: str
    """The column key of a field, of a heading of backlinks, or of both if they have the same name."""
    title: str
    direction: Direction | None = None
    """The direction of its references; None for a value."""


def trail_of(entry: Entry, columns: Collection[str], graph: Graph, *, home: bool) -> list[TrailColumn]:
    """Return the columns of the trail of *entry*: values, then references, then backlinks.

    :param columns: the keys of the columns that the table shows.
    :param home: whether the table is where the entry is written. There the field that groups the rows is a
        heading already, and the parent needs no link.
    """
    kind = graph.catalogue.kind_of(entry)
    values, references = [], []
    if not entry.values.keys() <= set(columns):
        for field in _given(entry, kind, columns, graph, home=home):
            if field.type in (FieldType.REFS, FieldType.LINK):
                references.append(TrailColumn(field.name, field.title, field.direction))
            else:
                values.append(TrailColumn(field.name, field.title))
    lines = [*values, *references]
    shown = {line.key for line in lines}
    for heading in graph.backlinks_of(entry):
        key = heading_key(heading)
        if key not in shown and key not in columns:
            lines.append(TrailColumn(key, heading, Direction.IN))
    return lines


def _given(entry: Entry, kind: Kind, columns: Container[str], graph: Graph, *, home: bool) -> Iterator[Field]:
    """Yield the fields that the trail of *entry* shows."""
    hidden = {kind.shown_name, kind.group_by if home else "", kind.summary if "summary" in columns else ""}
    for field in kind.fields.values():
        if field.name not in entry.values or field.name in columns or field.name in hidden:
            continue
        if field.type in SOURCES:
            continue
        if home and field.implied and _only_encloses(entry, field, graph):
            continue
        yield field


def _only_encloses(entry: Entry, field: Field, graph: Graph) -> bool:
    """Return whether *field* refers to nothing but the parent."""
    targets = [reference.resolution.entry for reference in graph.references_of(entry, field.name)]
    return all(target is not None and is_enclosed(entry, field, target) for target in targets)
