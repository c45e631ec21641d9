"""A database as a set of migrations leaves it: plain, frozen records that can be stored and continued."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sphinx_archdoc.sources.sql.changes import Rank, TableColumn, TableKey


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """The statement that a fact rests on."""

    file: str
    line: int
    rank: Rank = Rank.CERTAIN


class Former(msgspec.Struct, frozen=True, array_like=True):
    """What became of a table or a column that is not there any more."""

    by: Origin
    to: str = ""
    """The new name if it was renamed; empty if it was dropped."""


class DatabaseColumn(msgspec.Struct, frozen=True, array_like=True):
    """A column of a table, after all migrations."""

    definition: TableColumn
    added: Origin
    type_since: Origin
    nullability_since: Origin
    default_since: Origin

    @property
    def name(self) -> str:
        """The name."""
        return self.definition.name


class DatabaseKey(msgspec.Struct, frozen=True, array_like=True):
    """A key of a table, after all migrations."""

    key: TableKey
    added: Origin


class DatabaseTable(msgspec.Struct, frozen=True, array_like=True):
    """A table or a view, after all migrations."""

    name: str
    """``schema.name``, without the default schema."""
    created: Origin
    columns: tuple[DatabaseColumn, ...] = ()
    keys: tuple[DatabaseKey, ...] = ()
    former: Mapping[str, Former] = {}
    """What became of columns that are not there any more, by name."""
    is_view: bool = False
    is_counted: bool = True
    """False for partitions, which are nothing to document."""
    has_more_columns: bool = False
    """True if it has, or may have, columns that are not known."""
    is_created: bool = True
    """False if no migration certainly creates it: others change or use it before, or none does."""

    def column(self, name: str) -> DatabaseColumn | None:
        """Return the column of a name, in any case; None if there is none."""
        exact = next((column for column in self.columns if column.name == name), None)
        folded = name.casefold()
        return exact or next((c for c in self.columns if c.name.casefold() == folded), None)

    def is_in_primary_key(self, name: str) -> bool:
        """Return whether a column of this very name is part of the primary key."""
        return any(key.key.is_primary and name in key.key.columns for key in self.keys)

    @property
    def foreign_keys(self) -> tuple[DatabaseKey, ...]:
        """The keys that refer to other tables."""
        return tuple(key for key in self.keys if key.key.target)


class Database(msgspec.Struct, frozen=True):
    """All tables and views, after all migrations. It can be stored, and more migrations be applied to it."""

    dialect: str
    tables: Mapping[str, DatabaseTable] = {}
    """By name, in the order in which they were created. Temporary tables are in it only while migrations may
    still refer to them: they have ``is_counted`` false."""
    former: Mapping[str, Former] = {}
    """What became of tables that are not there any more, by name."""
    types: Mapping[str, str] = {}
    """Types that the migrations create: the type that each is based on, or an empty string."""
    digest: str = ""
    """A digest of the migrations that were applied, in order."""
    migrations: int = 0
    """How many were applied."""
