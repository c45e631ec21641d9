"""The trail of an entry: all that is known of it beside the columns of its table, line by line."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator

import msgspec

from sphinx_archdoc.catalogue.graph import Graph, is_enclosed
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.schema.model import SOURCES, Direction, Field, FieldType, Kind, heading_key


class TrailLine(msgspec.Struct, frozen=True):
    """One line of a trail: a value of the entry, references that it makes, or entries that refer to it."""

    key: str
    """Column key: of a field, of a heading of backlinks, or of both where they are two sides of the same."""
    title: str
    direction: Direction | None = None
    """Which way its references point; None for a value."""


def trail_of(entry: Entry, columns: Collection[str], graph: Graph, *, home: bool) -> list[TrailLine]:
    """Return the lines below the prose of *entry*: values, then references, then backlinks.

    :param columns: keys of the columns that are shown already.
    :param home: whether the table stands where the entry is written. There its area is a heading, and the
        entry around it needs no link.
    """
    kind = graph.catalogue.kind_of(entry)
    values, references = [], []
    if not entry.values.keys() <= set(columns):
        for field in _given(entry, kind, columns, graph, home=home):
            if field.type in (FieldType.REFS, FieldType.LINK):
                references.append(TrailLine(field.name, field.title, field.direction))
            else:
                values.append(TrailLine(field.name, field.title))
    lines = [*values, *references]
    shown = {line.key for line in lines}
    for heading in graph.backlinks_of(entry):
        key = heading_key(heading)
        if key not in shown and key not in columns:
            lines.append(TrailLine(key, heading, Direction.IN))
    return lines


def _given(entry: Entry, kind: Kind, columns: Container[str], graph: Graph, *, home: bool) -> Iterator[Field]:
    """The fields of *entry* that its trail shows."""
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
    """Whether all that *field* names is the entry around this one."""
    targets = [reference.resolution.entry for reference in graph.references_of(entry, field.name)]
    return all(target is not None and is_enclosed(entry, field, target) for target in targets)
