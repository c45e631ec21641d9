"""Apply migrations in order, and return the database that they leave."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Sequence

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
    MigrationFacts,
    Rank,
    SchemaChange,
    SchemaDropped,
    TableColumn,
    TableCreated,
    TableDropped,
    TableKey,
    TableRenamed,
    TypeCreated,
    TypeRenamed,
    ViewCreated,
)
from sphinx_archdoc.sources.sql.database import (
    Database,
    DatabaseColumn,
    DatabaseKey,
    DatabaseTable,
    Former,
    Origin,
)
from sphinx_archdoc.sources.sql.dialects import DIALECTS, SqlDialect

MOST_COLUMNS = 500_000
"""Most columns that ``LIKE`` and ``CREATE TABLE`` may make together; beyond, tables have unknown columns."""


class Migration(msgspec.Struct, frozen=True):
    """One migration, as it is replayed."""

    file: str
    facts: MigrationFacts
    digest: str = ""
    """A digest of the file's name and content; empty if the database that results is not to be continued."""


def replay(migrations: Sequence[Migration], dialect: str, start: Database | None = None) -> Database:
    """Return the database that the migrations leave.

    :param start: an earlier result. If it is that of the first migrations, only the others are applied.
    """
    begin = 0
    if start and start.dialect == dialect and 0 < start.migrations <= len(migrations):
        known = migrations[: start.migrations]
        begin = start.migrations if start.digest == _digest("", known) else 0
    replaying = _Replay(DIALECTS[dialect], start if begin else None)
    for migration in migrations[begin:]:
        for change in migration.facts.changes:
            replaying.apply(change, migration.file)
    digest = _digest(start.digest if start and begin else "", migrations[begin:])
    return replaying.database(digest, len(migrations))


def _digest(before: str, migrations: Iterable[Migration]) -> str:
    """Return the digest of a sequence of migrations, which follows from that of any beginning of it."""
    for migration in migrations:
        before = hashlib.sha256(f"{before}\0{migration.digest}".encode()).hexdigest()
    return before


class _Table:
    """A table while migrations are applied."""

    def __init__(self, name: str, created: Origin) -> None:
        self.name = name
        self.created = created
        self.columns: dict[str, DatabaseColumn] = {}
        self.keys: list[DatabaseKey] = []
        self.former: dict[str, Former] = {}
        self.is_view = False
        self.is_counted = True
        self.has_more_columns = False

    @classmethod
    def of(cls, table: DatabaseTable, fold: SqlDialect) -> _Table:
        found = cls(table.name, table.created)
        found.columns = {_folded(column.name, fold): column for column in table.columns}
        found.keys = list(table.keys)
        found.former = dict(table.former)
        found.is_view, found.is_counted = table.is_view, table.is_counted
        found.has_more_columns = table.has_more_columns
        return found

    def frozen(self) -> DatabaseTable:
        return DatabaseTable(
            self.name,
            self.created,
            tuple(self.columns.values()),
            tuple(self.keys),
            self.former,
            is_view=self.is_view,
            is_counted=self.is_counted,
            has_more_columns=self.has_more_columns,
        )


def _folded(name: str, dialect: SqlDialect) -> str:
    return name.casefold() if dialect.ignores_case else name


class _Replay:
    def __init__(self, dialect: SqlDialect, start: Database | None) -> None:
        self.dialect = dialect
        self.tables: dict[str, _Table] = {}
        self.former: dict[str, Former] = dict(start.former) if start else {}
        self.types: dict[str, str] = dict(start.types) if start else {}
        self.made = 0
        if start:
            self.tables = {self.fold(name): _Table.of(table, dialect) for name, table in start.tables.items()}
        self.origin = Origin("", 0)

    def fold(self, name: str) -> str:
        return _folded(name, self.dialect)

    def database(self, digest: str, count: int) -> Database:
        tables = {table.name: table.frozen() for table in self.tables.values()}
        return Database(self.dialect.name, tables, self.former, self.types, digest, count)

    def apply(self, change: SchemaChange, file: str) -> None:
        """Apply one change."""
        self.origin = Origin(file, change.line, change.rank)
        _apply(change, self)

    def table(self, name: str, *, if_table: bool = False, rank: Rank = Rank.CERTAIN) -> _Table | None:
        """Return the table of a name. If nothing has created it, it is made, with columns that are not known."""
        found = self.tables.get(self.fold(name))
        if found is None and not if_table and rank is Rank.CERTAIN:
            found = self.tables[self.fold(name)] = _Table(name, self.origin)
            found.has_more_columns = True
            self.former.pop(self.fold(name), None)
        return found


@functools.singledispatch
def _apply(change: SchemaChange, to: _Replay) -> None:
    raise NotImplementedError(type(change).__name__)


@_apply.register
def _(change: TableCreated, to: _Replay) -> None:
    key = to.fold(change.table)
    if key in to.tables and (change.if_absent or change.rank is not Rank.CERTAIN):
        return
    table = _Table(change.table, to.origin)
    table.is_counted = change.is_counted
    table.has_more_columns = change.has_more_columns
    sources = [to.tables.get(to.fold(name)) for name in change.like]
    to.made += len(change.columns) + sum(len(source.columns) for source in sources if source)
    if to.made > MOST_COLUMNS or None in sources:
        table.has_more_columns = True
    if to.made <= MOST_COLUMNS:
        for source in filter(None, sources):
            table.columns.update({name: _copied(column, to.origin) for name, column in source.columns.items()})
            table.has_more_columns |= source.has_more_columns
        for column in change.columns:
            table.columns[to.fold(column.name)] = _new_column(column, to.origin)
    _add_keys(table, change.keys, to)
    to.tables.pop(key, None)
    to.tables[key] = table
    to.former.pop(key, None)


@_apply.register
def _(change: ViewCreated, to: _Replay) -> None:
    key = to.fold(change.view)
    if key not in to.tables:
        to.tables[key] = view = _Table(change.view, to.origin)
        view.is_view = view.has_more_columns = True
        to.former.pop(key, None)


@_apply.register
def _(change: TableDropped, to: _Replay) -> None:
    if table := to.tables.pop(to.fold(change.table), None):
        _forget(table, to)


@_apply.register
def _(change: SchemaDropped, to: _Replay) -> None:
    for key, table in list(to.tables.items()):
        if table.name.rpartition(".")[0] == change.schema:
            del to.tables[key]
            _forget(table, to)


def _forget(table: _Table, to: _Replay) -> None:
    to.former[to.fold(table.name)] = Former(to.origin)
    if not to.dialect.keeps_broken_keys:
        _retarget(to, table.name, "")


def _retarget(to: _Replay, name: str, new: str) -> None:
    """Let the foreign keys to *name* refer to *new*, or remove them if there is none."""
    for table in to.tables.values():
        if any(to.fold(key.key.target) == to.fold(name) for key in table.keys):
            table.keys = [
                _replaced(key, target=new) if to.fold(key.key.target) == to.fold(name) else key
                for key in table.keys
                if new or to.fold(key.key.target) != to.fold(name)
            ]


def _replaced(key: DatabaseKey, **changes: object) -> DatabaseKey:
    return DatabaseKey(msgspec.structs.replace(key.key, **changes), key.added)


@_apply.register
def _(change: TableRenamed, to: _Replay) -> None:
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
    _retarget(to, change.table, change.to)


@_apply.register
def _(change: ColumnAdded, to: _Replay) -> None:
    table = to.table(change.table, if_table=change.if_table, rank=change.rank)
    if table is None:
        return
    key = to.fold(change.column.name)
    if key in table.columns and (change.if_absent or change.rank is not Rank.CERTAIN):
        return
    table.columns[key] = _new_column(change.column, to.origin)
    table.former.pop(key, None)
    _add_keys(table, change.keys, to)


@_apply.register
def _(change: ColumnDropped, to: _Replay) -> None:
    table = to.table(change.table, if_table=change.if_table, rank=change.rank)
    key = to.fold(change.column)
    if table is None or (key not in table.columns and not table.has_more_columns):
        return
    table.columns.pop(key, None)
    table.former[key] = Former(to.origin)
    table.keys = [k for k in table.keys if all(to.fold(name) != key for name in k.key.columns)]


@_apply.register
def _(change: ColumnRenamed, to: _Replay) -> None:
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


def _rename_column(table: _Table, old: str, name: str, to: _Replay) -> None:
    """Give a column another name, in its place, and in all keys."""
    new = to.fold(name)
    unknown = _new_column(TableColumn(name), to.origin)
    column = table.columns.get(old, unknown)
    renamed = msgspec.structs.replace(
        column, definition=msgspec.structs.replace(column.definition, name=name), added=to.origin
    )
    table.columns = {
        **{new if key == old else key: renamed if key == old else c for key, c in table.columns.items()},
        new: renamed,
    }
    table.keys = [_replaced(k, columns=_exchanged(k.key.columns, old, name, to)) for k in table.keys]
    for other in to.tables.values():
        if any(k.key.target and to.fold(k.key.target) == to.fold(table.name) for k in other.keys):
            other.keys = [
                _replaced(k, target_columns=_exchanged(k.key.target_columns, old, name, to))
                if to.fold(k.key.target) == to.fold(table.name)
                else k
                for k in other.keys
            ]


def _exchanged(names: tuple[str, ...], old: str, new: str, to: _Replay) -> tuple[str, ...]:
    return tuple(new if to.fold(name) == old else name for name in names)


@_apply.register
def _(change: ColumnReplaced, to: _Replay) -> None:
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
    table.columns[new] = DatabaseColumn(change.definition, added, to.origin, to.origin, to.origin)
    _add_keys(table, change.keys, to)


@_apply.register
def _(change: ColumnAltered, to: _Replay) -> None:
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
    table.columns[to.fold(change.column)] = msgspec.structs.replace(column, definition=definition, **since)


@_apply.register
def _(change: ColumnsUnknown, to: _Replay) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        table.has_more_columns = True


@_apply.register
def _(change: KeyAdded, to: _Replay) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        _add_keys(table, (change.key,), to)


def _add_keys(table: _Table, keys: Iterable[TableKey], to: _Replay) -> None:
    for key in keys:
        named = key if key.name else msgspec.structs.replace(key, name=_default_name(table.name, key))
        if any(other.key.name == named.name and other.key.columns == key.columns for other in table.keys):
            continue
        table.keys.append(DatabaseKey(named, to.origin))
        if key.is_primary and to.dialect.keys_are_not_null:
            _set_not_null(table, key.columns, to)


def _set_not_null(table: _Table, names: Iterable[str], to: _Replay) -> None:
    for name in names:
        column = table.columns.get(to.fold(name))
        if column and column.definition.is_nullable:
            definition = msgspec.structs.replace(column.definition, is_nullable=False)
            table.columns[to.fold(name)] = msgspec.structs.replace(
                column, definition=definition, nullability_since=to.origin
            )


def _default_name(table: str, key: TableKey) -> str:
    """Return the name that Postgres gives to a key without one."""
    bare = table.rpartition(".")[2]
    if key.is_primary:
        return f"{bare}_pkey"
    return f"{bare}_{'_'.join(key.columns)}_{'fkey' if key.target else 'key'}"


@_apply.register
def _(change: KeyDropped, to: _Replay) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        table.keys = [
            k for k in table.keys if not (k.key.name == change.key if change.key else k.key.is_primary)
        ]


@_apply.register
def _(change: KeyRenamed, to: _Replay) -> None:
    if table := to.table(change.table, if_table=change.if_table, rank=change.rank):
        table.keys = [_replaced(k, name=change.to) if k.key.name == change.key else k for k in table.keys]


@_apply.register
def _(change: TypeCreated, to: _Replay) -> None:
    to.types[change.type] = change.base


@_apply.register
def _(change: TypeRenamed, to: _Replay) -> None:
    to.types[change.to] = to.types.pop(change.type, "")
    for table in to.tables.values():
        for key, column in table.columns.items():
            if _type_name(column.definition.type) == change.type:
                suffix = "[]" if column.definition.type.endswith("[]") else ""
                definition = msgspec.structs.replace(column.definition, type=f'"{change.to}"{suffix}')
                table.columns[key] = msgspec.structs.replace(column, definition=definition)


def _type_name(type_: str) -> str:
    return type_.replace('"', "").removesuffix("[]").removeprefix("public.")


def _new_column(definition: TableColumn, origin: Origin) -> DatabaseColumn:
    return DatabaseColumn(definition, origin, origin, origin, origin)


def _copied(column: DatabaseColumn, origin: Origin) -> DatabaseColumn:
    return DatabaseColumn(column.definition, origin, origin, origin, origin)
