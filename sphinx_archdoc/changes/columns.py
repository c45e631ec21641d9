"""The changes of a database table, read from its SQL."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.changes.classes import ChangeId, Risk
from sphinx_archdoc.parsing.sql import SqlColumn, TableShape

ColumnChange = tuple[ChangeId, Risk, str, str, str]
"""The change with its class, the column, and the old and the new value."""


def column_changes(
    old: TableShape | None, new: TableShape | None, *, has_readers: bool
) -> Iterator[ColumnChange]:
    """Yield the changes between two shapes of a table.

    :param has_readers: whether another entry uses the table.
    """
    if old is None or new is None:
        return
    risk = Risk.BREAKING if has_readers else Risk.RISKY
    before = {column.name: column for column in old.columns}
    after = {column.name: column for column in new.columns}
    for name, column in before.items():
        if name not in after:
            yield ChangeId.COLUMN_REMOVED, risk, name, column.type, ""
        else:
            yield from _changed(column, after[name], risk)
    for name, column in after.items():
        if name not in before:
            must_be_given = not column.nullable and not column.default
            added = Risk.RISKY if must_be_given else Risk.HARMLESS
            yield ChangeId.COLUMN_ADDED, added, name, "", column.type
    if sorted(old.indexes) != sorted(new.indexes):
        was, is_ = (", ".join(sorted(shape.indexes)) for shape in (old, new))
        yield ChangeId.INDEX_CHANGED, Risk.HARMLESS, "", was, is_


def _changed(old: SqlColumn, new: SqlColumn, risk: Risk) -> Iterator[ColumnChange]:
    if old.type.casefold() != new.type.casefold():
        yield ChangeId.COLUMN_TYPE_CHANGED, risk, old.name, old.type, new.type
    if old.nullable and not new.nullable:
        yield ChangeId.COLUMN_MADE_REQUIRED, risk, old.name, "null", "not null"
    elif new.nullable and not old.nullable:
        yield ChangeId.COLUMN_MADE_OPTIONAL, Risk.HARMLESS, old.name, "not null", "null"
