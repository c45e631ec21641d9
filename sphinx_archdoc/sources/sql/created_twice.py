"""A table that migrations create twice.

One of the two statements fails, or does not run: a project that started over keeps its old migrations
beside the new ones. Which of them counts is not known. What both say is certain; all else is conditional.
"""

from __future__ import annotations

import msgspec

from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import DatabaseColumn, DatabaseKey, Origin
from sphinx_archdoc.sources.sql.state import DatabaseState, TableState


def keep_both(before: TableState, table: TableState, to: DatabaseState) -> None:
    """Add what the table had before to a table that is created again."""
    columns = {**before.columns, **table.columns}
    for name in columns:
        first, second = before.columns.get(name), table.columns.get(name)
        if first is None or second is None:
            to.put(table, name, _doubtful(columns[name]))
        else:
            to.put(table, name, _of_both(first, second))
    first_keys = {one.key for one in before.keys}
    second_keys = {one.key for one in table.keys}
    certain = first_keys & second_keys
    table.keys = [
        one if one.key in certain else DatabaseKey(one.key, _conditional(one.added))
        for one in (*table.keys, *(one for one in before.keys if one.key not in second_keys))
    ]
    for one in before.keys:
        to.refer(table, one.key.target)
    table.former = {**before.former, **table.former}


def keep_changes(before: TableState, table: TableState, to: DatabaseState, *, is_certain: bool) -> None:
    """Add what became of a table, before a statement creates it, to the table that the statement creates.

    Files whose names do not tell their order may be read in the wrong one. Or a project started over, and
    what became of the table before is nothing to the new one: so it is conditional.

    :param is_certain: False for ``IF NOT EXISTS``, which may not be what created the table.
    """
    for name, column in list(table.columns.items()):
        if is_certain and name not in before.former:
            continue
        to.put(table, name, _doubtful(column))
    for name, column in before.columns.items():
        to.put(table, name, _doubtful(column) if is_certain else column)
    if not is_certain:
        for name in before.former:
            table.columns.pop(name, None)
        table.keys = [DatabaseKey(one.key, _conditional(one.added)) for one in table.keys]
        table.has_more_columns, table.is_created = True, False
    table.keys += before.keys
    for one in table.keys:
        to.refer(table, one.key.target)
    table.former = {**before.former, **table.former}


def _of_both(first: DatabaseColumn, second: DatabaseColumn) -> DatabaseColumn:
    """Return a column that two statements define; in what they differ, the second one is conditional."""
    old, new = first.definition, second.definition
    return DatabaseColumn(
        new,
        first.added,
        first.type_since if old.type == new.type else _conditional(second.type_since),
        first.nullability_since
        if old.is_nullable == new.is_nullable
        else _conditional(second.nullability_since),
        first.default_since if old.default == new.default else _conditional(second.default_since),
    )


def _doubtful(column: DatabaseColumn) -> DatabaseColumn:
    return DatabaseColumn(
        column.definition,
        _conditional(column.added),
        _conditional(column.type_since),
        _conditional(column.nullability_since),
        _conditional(column.default_since),
    )


def _conditional(origin: Origin) -> Origin:
    return msgspec.structs.replace(origin, rank=Rank.CONDITIONAL)
