"""The columns of a table of entries: the template's own, those that are filled, and the backlinks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph, backlink_key
from sphinx_archdoc.catalogue.model import Entry, View
from sphinx_archdoc.problems import Code, Problem, did_you_mean
from sphinx_archdoc.schema.model import FieldType, Kind

BACKLINK_WIDTH = 18
PAGE_WIDTH = 15


class Column(msgspec.Struct, frozen=True):
    """One column: of a field, of a backlink, or both where they are two sides of the same."""

    key: str
    title: str
    width: int


class Table(msgspec.Struct, frozen=True):
    """Which entries a table shows, and in which columns."""

    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    caption: str = ""


def table_of(entries: Sequence[Entry], graph: Graph) -> Table:
    """The table of adjacent entries of one kind, where they are written."""
    kind = graph.catalogue.kind_of(entries[0])
    hidden = {kind.group_by, *filter(None, [kind.shown_name])}
    columns = [_name_column(kind)]
    for field in kind.fields.values():
        shown = field.column or any(
            field.name in entry.values and not (field.implied and entry.parent) for entry in entries
        )
        if field.name not in hidden and shown and field.type not in (FieldType.SQL, FieldType.JSON):
            columns.append(Column(field.name, field.title, field.width))
    present = {column.key for column in columns}
    linked = {heading: backlink_key(heading) for entry in entries for heading in graph.backlinks_of(entry)}
    columns += [
        Column(linked[heading], heading, BACKLINK_WIDTH)
        for heading in graph.headings([kind.name])
        if heading in linked and linked[heading] not in present
    ]
    return Table(tuple(columns), tuple(entries))


def select(view: View, page: str, graph: Graph) -> tuple[Table, list[Problem]]:
    """The table that a view on *page* shows, and what is wrong with the view."""
    catalogue = graph.catalogue
    kinds = [catalogue.kinds[name] for name in view.kinds]
    entries = [
        entry
        for kind in view.kinds
        for entry in catalogue.of_kind(kind)
        if _in_scope(entry, view.scope, page)
    ]
    entries.sort(key=lambda entry: (entry.title.casefold(), entry.name, entry.page))
    if not view.columns:
        return Table(tuple(_default_columns(kinds)), tuple(entries), view.caption), []
    known = {column.key: column for column in _all_columns(kinds, graph)}
    problems = [
        Problem(
            view.where,
            Code.UNKNOWN_COLUMN,
            f"{' and '.join(view.kinds)} {'has' if len(kinds) == 1 else 'have'} no column '{key}'",
            did_you_mean(key, known),
        )
        for key in view.columns
        if key not in known
    ]
    columns = tuple(known[key] for key in view.columns if key in known)
    return Table(columns or tuple(_default_columns(kinds)), tuple(entries), view.caption), problems


def _in_scope(entry: Entry, scope: str, page: str) -> bool:
    if scope == "page":
        return entry.page == page
    folder = page.rpartition("/")[0] if page.rpartition("/")[2] == "index" else page
    return scope != "tree" or entry.page == page or not folder or entry.page.startswith(f"{folder}/")


def _name_column(kind: Kind) -> Column:
    return Column("name", kind.heading, kind.name_width)


def _default_columns(kinds: Sequence[Kind]) -> Iterator[Column]:
    yield _name_column(kinds[0]) if len(kinds) == 1 else Column("name", "Name", 20)
    yield Column("page", "Page", PAGE_WIDTH)
    fields = {field.name: field for kind in kinds for field in kind.fields.values() if field.column}
    for field in fields.values():
        yield Column(field.name, field.title, field.width)


def _all_columns(kinds: Sequence[Kind], graph: Graph) -> Iterator[Column]:
    for heading in graph.headings(kind.name for kind in kinds):
        yield Column(backlink_key(heading), heading, BACKLINK_WIDTH)
    yield from (
        Column(field.name, field.title, field.width) for kind in kinds for field in kind.fields.values()
    )
    yield from _default_columns(kinds)


def grouped(table: Table, catalogue: Catalogue) -> Iterator[tuple[str, list[Entry]]]:
    """The entries of *table* under the headings that their kind groups them by."""
    groups: dict[str, list[Entry]] = {}
    for entry in table.entries:
        field = catalogue.kind_of(entry).group_by
        groups.setdefault(str(entry.values.get(field, "")) if field else "", []).append(entry)
    yield from groups.items()
