"""Keys of tables, while migrations are applied."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sphinx_archdoc.sources.sql.changes import TableKey
from sphinx_archdoc.sources.sql.database import DatabaseKey
from sphinx_archdoc.sources.sql.state import DatabaseState, TableState


def retarget(to: DatabaseState, name: str, new: str) -> None:
    """Let the foreign keys to *name* refer to *new*, or remove them if there is none."""
    for table in to.referring(name):
        if any(to.fold(key.key.target) == to.fold(name) for key in table.keys):
            to.refer(table, new)
            table.keys = [
                with_key(key, target=new) if to.fold(key.key.target) == to.fold(name) else key
                for key in table.keys
                if new or to.fold(key.key.target) != to.fold(name)
            ]


def with_key(key: DatabaseKey, **changes: object) -> DatabaseKey:
    """Return a key with some properties changed."""
    return DatabaseKey(msgspec.structs.replace(key.key, **changes), key.added)


def add_keys(table: TableState, keys: Iterable[TableKey], to: DatabaseState) -> None:
    """Add keys to a table, under the names that they get if they have none."""
    for key in keys:
        named = key if key.name else msgspec.structs.replace(key, name=_default_name(table.name, key))
        if any(other.key.name == named.name and other.key.columns == key.columns for other in table.keys):
            continue
        table.keys.append(DatabaseKey(named, to.origin))
        to.refer(table, key.target)
        if key.is_primary and to.dialect.keys_are_not_null:
            _set_not_null(table, key.columns, to)


def _set_not_null(table: TableState, names: Iterable[str], to: DatabaseState) -> None:
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
