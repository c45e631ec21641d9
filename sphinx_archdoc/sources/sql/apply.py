"""Apply one change to a database."""

from __future__ import annotations

import functools

import msgspec

from sphinx_archdoc.sources.sql.changes import (
    ColumnAdded,
    ColumnAltered,
    ColumnDropped,
    ColumnRenamed,
    ColumnReplaced,
    ColumnsUnknown,
    KeyAdded,
    KeyDropped,
    KeyRenamed,
    Rank,
    SchemaChange,
    SchemaDropped,
    TableColumn,
    TableCreated,
    TableDropped,
    TableRenamed,
    TableUsed,
    TypeCreated,
    TypeRenamed,
    ViewCreated,
)
from sphinx_archdoc.sources.sql.created_twice import keep_both, keep_changes
from sphinx_archdoc.sources.sql.database import DatabaseColumn, Former, Origin
from sphinx_archdoc.sources.sql.keys import add_keys, retarget, with_key
from sphinx_archdoc.sources.sql.state import DatabaseState, TableState, type_name

MOST_WORK = 10_000_000
"""Most columns that are moved to rename others; beyond, tables have unknown columns."""
MOST_COLUMNS = 50_000
"""Most columns that ``LIKE`` and ``CREATE TABLE`` may make together; beyond, tables have unknown columns."""


@functools.singledispatch
def apply(change: SchemaChange, to: DatabaseState) -> None:
    """Apply a change, at the origin that the state has."""
    raise NotImplementedError(type(change).__name__)


@apply.register
def _(change: TableCreated, to: DatabaseState) -> None:
    key = to.fold(change.table)
    before = to.known(key)
    if before and (change.rank is not Rank.CERTAIN or (change.if_absent and before.is_created)):
        return
    table = TableState(change.table, to.origin)
    table.is_counted = change.is_counted
    table.has_more_columns = change.has_more_columns
    sources = [to.tables.get(to.fold(name)) for name in change.like]
    to.made += len(change.columns) + sum(len(source.columns) for source in sources if source)
    if to.made > MOST_COLUMNS or None in sources:
        table.has_more_columns = True
    if to.made <= MOST_COLUMNS:
        for source in filter(None, sources):
            for name, column in source.columns.items():
                to.put(table, name, _new_column(column.definition, to.origin))
            table.has_more_columns |= source.has_more_columns
        for definition in change.columns:
            to.put(table, to.fold(definition.name), _new_column(definition, to.origin))
    add_keys(table, change.keys, to)
    to.tables.pop(key, None)
    if before and table.is_counted:
        _keep(before, table, to, is_certain=not change.if_absent)
    to.tables[key] = table
    to.former.pop(key, None)


def _keep(before: TableState, table: TableState, to: DatabaseState, *, is_certain: bool) -> None:
    """Add what is known of a table to the table that a statement creates in its place."""
    if before.is_created and (before.has_more_columns or not before.is_counted):
        return
    to.made += len(before.columns) + len(before.keys)
    if to.made > MOST_COLUMNS:
        table.has_more_columns = True
    elif before.is_created:
        keep_both(before, table, to)
    else:
        keep_changes(before, table, to, is_certain=is_certain)


@apply.register
def _(change: ViewCreated, to: DatabaseState) -> None:
    key = to.fold(change.view)
    if key not in to.tables:
        to.tables[key] = view = TableState(change.view, to.origin)
        view.is_view = view.has_more_columns = True
        to.former.pop(key, None)


@apply.register
def _(change: TableDropped, to: DatabaseState) -> None:
    if table := to.tables.pop(to.fold(change.table), None):
        _forget(table, to)


@apply.register
def _(change: SchemaDropped, to: DatabaseState) -> None:
    for key, table in list(to.tables.items()):
        if table.name.rpartition(".")[0] == change.schema:
            del to.tables[key]
            _forget(table, to)


def _forget(table: TableState, to: DatabaseState) -> None:
    to.former[to.fold(table.name)] = Former(to.origin)
    if not to.dialect.keeps_broken_keys:
        retarget(to, table.name, "")


@apply.register
def _(change: TableRenamed, to: DatabaseState) -> None:
    old, new = to.fold(change.table), to.fold(change.to)
    table, other = to.tables.get(old), to.tables.get(new)
    if table is None or (other is not None and other is not table and change.rank is not Rank.CERTAIN):
        return
    del to.tables[old]
    if change.is_exchange and other is not None:
        other.name = change.table
        to.tables[old] = other
    else:
        to.former[old] = Former(to.origin, change.to)
    table.name = change.to
    to.tables[new] = table
    to.former.pop(new, None)
    retarget(to, change.table, change.to)


@apply.register
def _(change: ColumnAdded, to: DatabaseState) -> None:
    table = to.table(change.table, if_table=change.if_table, rank=change.rank)
    if table is None:
        return
    key = to.fold(change.column.name)
    before = table.columns.get(key)
    if before and (change.if_absent or change.rank is not Rank.CERTAIN):
        if before.added.rank is Rank.CONDITIONAL and change.rank is not Rank.CONDITIONAL:
            to.put(table, key, msgspec.structs.replace(before, added=to.origin))  # at the latest now
        return
    to.put(table, key, _new_column(change.column, to.origin))
    table.former.pop(key, None)
    add_keys(table, change.keys, to)


@apply.register
def _(change: ColumnDropped, to: DatabaseState) -> None:
    table = to.table(change.table, if_table=change.if_table, rank=change.rank)
    if table is None:
        return
    key = to.fold(change.column)
    if table.columns.pop(key, None) or table.has_more_columns:
        table.former[key] = Former(to.origin)
    else:  # IF EXISTS: it says since when the column is certainly gone
        table.former.setdefault(key, Former(to.origin))
    table.keys = [k for k in table.keys if all(to.fold(name) != key for name in k.key.columns)]


@apply.register
def _(change: ColumnRenamed, to: DatabaseState) -> None:
    table = to.table(change.table, if_table=change.if_table, rank=change.rank)
    if table is None:
        return
    old, new = to.fold(change.column), to.fold(change.to)
    is_doubtful = old not in table.columns or (new != old and new in table.columns)
    if is_doubtful and (change.rank is not Rank.CERTAIN or not table.has_more_columns):
        return
    _rename_column(table, old, change.to, to)
    if new != old:
        table.former[old] = Former(to.origin, change.to)
    table.former.pop(new, None)


def _rename_column(table: TableState, old: str, name: str, to: DatabaseState) -> None:
    """Give a column another name, in its place, and in all keys."""
    new = to.fold(name)
    to.work += len(table.columns)
    if to.work > MOST_WORK:
        table.has_more_columns = True
        return
    unknown = _new_column(TableColumn(name), to.origin)
    column = table.columns.get(old, unknown)
    renamed = msgspec.structs.replace(
        column, definition=msgspec.structs.replace(column.definition, name=name), added=to.origin
    )
    table.columns = {
        **{new if key == old else key: renamed if key == old else c for key, c in table.columns.items()},
        new: renamed,
    }
    to.put(table, new, renamed)
    table.keys = [with_key(k, columns=_exchanged(k.key.columns, old, name, to)) for k in table.keys]
    for other in to.referring(table.name):
        if any(k.key.target and to.fold(k.key.target) == to.fold(table.name) for k in other.keys):
            other.keys = [
                with_key(k, target_columns=_exchanged(k.key.target_columns, old, name, to))
                if to.fold(k.key.target) == to.fold(table.name)
                else k
                for k in other.keys
            ]


def _exchanged(names: tuple[str, ...], old: str, new: str, to: DatabaseState) -> tuple[str, ...]:
    return tuple(new if to.fold(name) == old else name for name in names)


@apply.register
def _(change: ColumnReplaced, to: DatabaseState) -> None:
    table = to.table(change.table, if_table=change.if_table, rank=change.rank)
    if table is None:
        return
    old, new = to.fold(change.column), to.fold(change.definition.name)
    before = table.columns.get(old)
    if old != new:
        _rename_column(table, old, change.definition.name, to)
        table.former[old] = Former(to.origin, change.definition.name)
        table.former.pop(new, None)
    if before is None and old == new and not table.has_more_columns:
        return
    added = before.added if before and old == new else to.origin
    to.put(table, new, DatabaseColumn(change.definition, added, to.origin, to.origin, to.origin))
    add_keys(table, change.keys, to)


@apply.register
def _(change: ColumnAltered, to: DatabaseState) -> None:
    table = to.table(change.table, if_table=change.if_table, rank=change.rank)
    column = table.columns.get(to.fold(change.column)) if table else None
    if table is None or column is None:
        return
    changes = {
        name: value
        for name in ("type", "is_nullable", "default", "has_generated_value")
        if (value := getattr(change, name)) is not None
    }
    since = {
        f"{field}_since": to.origin
        for name, field in (("type", "type"), ("is_nullable", "nullability"), ("default", "default"))
        if name in changes
    }
    definition = msgspec.structs.replace(column.definition, **changes)
    to.put(table, to.fold(change.column), msgspec.structs.replace(column, definition=definition, **since))


@apply.register
def _(change: TableUsed, to: DatabaseState) -> None:
    if change.rank is Rank.CERTAIN and not change.if_table:
        to.use(change.table)


@apply.register
def _(change: ColumnsUnknown, to: DatabaseState) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        table.has_more_columns = True


@apply.register
def _(change: KeyAdded, to: DatabaseState) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        add_keys(table, (change.key,), to)


@apply.register
def _(change: KeyDropped, to: DatabaseState) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        table.keys = [
            k for k in table.keys if not (k.key.name == change.key if change.key else k.key.is_primary)
        ]


@apply.register
def _(change: KeyRenamed, to: DatabaseState) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        table.keys = [with_key(k, name=change.to) if k.key.name == change.key else k for k in table.keys]


@apply.register
def _(change: TypeCreated, to: DatabaseState) -> None:
    to.types[change.type] = change.base


@apply.register
def _(change: TypeRenamed, to: DatabaseState) -> None:
    to.types[change.to] = to.types.pop(change.type, "")
    for table, key in to.of_type(change.type):
        column = table.columns.get(key)
        if column and type_name(column.definition.type) == change.type:
            suffix = "[]" if column.definition.type.endswith("[]") else ""
            definition = msgspec.structs.replace(column.definition, type=f'"{change.to}"{suffix}')
            to.put(table, key, msgspec.structs.replace(column, definition=definition))


def _new_column(definition: TableColumn, origin: Origin) -> DatabaseColumn:
    return DatabaseColumn(definition, origin, origin, origin, origin)
