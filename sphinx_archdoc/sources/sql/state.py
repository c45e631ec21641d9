"""A database while migrations are applied to it."""

from __future__ import annotations

from collections import defaultdict

from sphinx_archdoc.sources.sql.changes import Rank
from sphinx_archdoc.sources.sql.database import (
    Database,
    DatabaseColumn,
    DatabaseKey,
    DatabaseTable,
    Former,
    Origin,
)
from sphinx_archdoc.sources.sql.dialects import SqlDialect


class TableState:
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
        self.is_created = True

    @classmethod
    def of(cls, table: DatabaseTable, fold: SqlDialect) -> TableState:
        """Continue with a table of an earlier run."""
        found = cls(table.name, table.created)
        found.columns = {fold_name(column.name, fold): column for column in table.columns}
        found.keys = list(table.keys)
        found.former = dict(table.former)
        found.is_view, found.is_counted = table.is_view, table.is_counted
        found.has_more_columns, found.is_created = table.has_more_columns, table.is_created
        return found

    @property
    def is_only_used(self) -> bool:
        """Whether nothing is known of the table but that statements use it."""
        return not (self.is_created or self.is_counted)

    def frozen(self) -> DatabaseTable:
        """Return the table as it is now."""
        return DatabaseTable(
            self.name,
            self.created,
            tuple(self.columns.values()),
            tuple(self.keys),
            self.former,
            is_view=self.is_view,
            is_counted=self.is_counted,
            has_more_columns=self.has_more_columns,
            is_created=self.is_created,
        )


def fold_name(name: str, dialect: SqlDialect) -> str:
    """Return what names that mean the same have in common."""
    return name.casefold() if dialect.ignores_case else name


def type_name(type_: str) -> str:
    """Return the name of a type that the migrations created, without quotes and the default schema."""
    return type_.replace('"', "").removesuffix("[]").removeprefix("public.")


class DatabaseState:
    """All tables while migrations are applied."""

    def __init__(self, dialect: SqlDialect, start: Database | None) -> None:
        self.dialect = dialect
        self.tables: dict[str, TableState] = {}
        self.former: dict[str, Former] = dict(start.former) if start else {}
        self.types: dict[str, str] = dict(start.types) if start else {}
        self.made = 0
        """Number of columns that were made, for :data:`~sphinx_archdoc.sources.sql.apply.MOST_COLUMNS`."""
        self.work = 0
        """Number of columns that were moved, for :data:`~sphinx_archdoc.sources.sql.apply.MOST_WORK`."""
        self._referring: dict[str, dict[int, TableState]] = defaultdict(dict)
        self._typed: dict[str, dict[tuple[int, str], TableState]] = defaultdict(dict)
        if start:
            self.tables = {
                self.fold(name): TableState.of(table, dialect) for name, table in start.tables.items()
            }
            for table in self.tables.values():
                for key, column in table.columns.items():
                    self.put(table, key, column)
                for one in table.keys:
                    self.refer(table, one.key.target)
        self.origin = Origin("", 0)

    def fold(self, name: str) -> str:
        """Return what names that mean the same have in common."""
        return fold_name(name, self.dialect)

    def put(self, table: TableState, key: str, column: DatabaseColumn) -> None:
        """Add a column to a table, or replace it."""
        table.columns[key] = column
        self._typed[type_name(column.definition.type)][id(table), key] = table

    def of_type(self, name: str) -> list[tuple[TableState, str]]:
        """Return the tables and the keys of columns that have, or had, a type."""
        return [(table, key) for (_, key), table in self._typed.pop(name, {}).items()]

    def refer(self, table: TableState, target: str) -> None:
        """Note that a foreign key of a table refers to another one, which it uses."""
        if target:
            self.use(target)
            self._referring[self.fold(target)][id(table)] = table

    def referring(self, target: str) -> list[TableState]:
        """Return the tables whose foreign keys refer, or have referred, to a table."""
        return list(self._referring.get(self.fold(target), {}).values())

    def database(self, digest: str, count: int) -> Database:
        """Return all tables as they are now."""
        tables = {table.name: table.frozen() for table in self.tables.values()}
        return Database(self.dialect.name, tables, self.former, self.types, digest, count)

    def table(self, name: str, *, if_table: bool = False, rank: Rank = Rank.CERTAIN) -> TableState | None:
        """Return the table of a name.

        If nothing has created it, it is made, with columns that are not known; unless the statement has an
        effect only if there is one.
        """
        found = self.tables.get(self.fold(name))
        if found is None and not if_table and rank is Rank.CERTAIN:
            found = self.tables[self.fold(name)] = TableState(name, self.origin)
            found.has_more_columns, found.is_created = True, False
            self.former.pop(self.fold(name), None)
        elif found is not None and found.is_only_used:
            found.is_counted = True
        return found

    def known(self, key: str) -> TableState | None:
        """Return the table of a folded name, if more is known of it than that statements use it."""
        found = self.tables.get(key)
        return None if found is None or found.is_only_used else found

    def use(self, name: str) -> None:
        """Add a table that a statement uses, if nothing has created or dropped it.

        In a schema of its own, it may be one that a platform creates: ``auth.users``.
        """
        key = self.fold(name)
        if key not in self.tables and key not in self.former and "." not in name:
            found = self.tables[key] = TableState(name, self.origin)
            found.has_more_columns, found.is_created, found.is_counted = True, False, False
