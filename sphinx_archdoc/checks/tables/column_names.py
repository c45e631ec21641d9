"""Columns that documents name as the code does: ``createdAt`` for ``created_at``."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from sphinx_archdoc.sources.sql.database import DatabaseTable

_CAMEL_CASE = re.compile(r"\b[a-z]+[0-9]*(?:[A-Z][a-z0-9]*)+\b")


def named_as_in_database(written: DatabaseTable, sql: str, read: DatabaseTable) -> DatabaseTable:
    """Return a documented table whose columns have the names that they have in the database.

    A name in camel case means the column that is the same in words with underscores, if there is one.

    :param sql: the SQL of the entry, which has the names as they are written.
    """
    spelled = {name.casefold(): name for name in _CAMEL_CASE.findall(sql)}
    renamed: dict[str, str] = {}
    for column in written.columns:
        name = spelled.get(column.name.casefold())
        meant = read.column(split_words(name).lower()) if name and not read.column(name) else None
        if meant and not written.column(meant.name):
            renamed[column.name] = meant.name
    return _renamed(written, renamed) if renamed else written


def split_words(name: str) -> str:
    """Return a name with underscores before its inner capitals: ``created_At`` for ``createdAt``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)


def _renamed(table: DatabaseTable, names: Mapping[str, str]) -> DatabaseTable:
    replace = msgspec.structs.replace
    columns = tuple(
        replace(column, definition=replace(column.definition, name=names.get(column.name, column.name)))
        for column in table.columns
    )
    keys = tuple(
        replace(key, key=replace(key.key, columns=tuple(names.get(name, name) for name in key.key.columns)))
        for key in table.keys
    )
    return replace(table, columns=columns, keys=keys)
