"""What statements change about tables, as facts: the facts of one migration.

They depend on the text and the dialect of the migration alone, so that they can be cached by its hash.
:mod:`sphinx_archdoc.sources.sql.replay` applies them in order.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sphinx_archdoc.sources.facts import Unread


class Rank(StrEnum):
    """How certain it is that a statement runs."""

    CERTAIN = "certain"
    GUARDED = "guarded"
    """In a ``DO`` block, if the catalogue of the database says that it is still to be done."""
    CONDITIONAL = "conditional"
    """In a ``DO`` block, under another condition."""


class TableKey(msgspec.Struct, frozen=True, array_like=True):
    """A primary, unique or foreign key of a table."""

    columns: tuple[str, ...]
    """Empty if it refers to an index instead."""
    name: str = ""
    """Empty if the statement gives none."""
    is_primary: bool = False
    target: str = ""
    """The table that a foreign key refers to; empty for other keys."""
    target_columns: tuple[str, ...] = ()
    """Empty for the primary key of the target."""


class TableColumn(msgspec.Struct, frozen=True, array_like=True):
    """A column, as it is defined."""

    name: str
    type: str = ""
    """In the dialect, as sqlglot writes it; empty if it is not understood, or if there is none."""
    is_nullable: bool = True
    default: str = ""
    """In the dialect; empty if there is none."""
    has_generated_value: bool = False
    """Whether the database computes the value: a serial, an identity, or an expression over other columns."""


class _Change(
    msgspec.Struct,
    frozen=True,
    array_like=True,
    tag=True,
    tag_field="change",
    kw_only=True,
):
    """Base class. The order of attributes is that of the cache."""

    line: int
    """1-based line of the statement."""
    rank: Rank = Rank.CERTAIN


class _TableChange(_Change, frozen=True, kw_only=True):
    """Base class of changes to a table that should be there."""

    table: str
    if_table: bool = False
    """Whether nothing happens without the table: ``ALTER TABLE IF EXISTS``."""


class TableCreated(_Change, frozen=True):
    """``CREATE TABLE``."""

    table: str
    columns: tuple[TableColumn, ...] = ()
    keys: tuple[TableKey, ...] = ()
    like: tuple[str, ...] = ()
    """Tables whose columns it takes over."""
    if_absent: bool = False
    is_counted: bool = True
    """False for temporary tables and partitions, which are nothing to document."""
    has_more_columns: bool = False
    """True if it has columns that the statement does not list: those of a query, or of a virtual table."""


class TableDropped(_Change, frozen=True):
    """``DROP TABLE`` or ``DROP VIEW``."""

    table: str


class TableRenamed(_Change, frozen=True):
    """A table or a view gets another name, or another schema."""

    table: str
    to: str
    is_exchange: bool = False
    """True if the two exchange their names."""


class SchemaDropped(_Change, frozen=True):
    """``DROP SCHEMA``, with all that is in it."""

    schema: str
    """Empty for the default schema."""


class ViewCreated(_Change, frozen=True):
    """``CREATE VIEW``, materialized or not."""

    view: str


class ColumnAdded(_TableChange, frozen=True):
    """``ADD COLUMN``."""

    column: TableColumn
    keys: tuple[TableKey, ...] = ()
    if_absent: bool = False


class ColumnDropped(_TableChange, frozen=True):
    """``DROP COLUMN``."""

    column: str


class ColumnRenamed(_TableChange, frozen=True):
    """``RENAME COLUMN``."""

    column: str
    to: str


class ColumnReplaced(_TableChange, frozen=True):
    """``MODIFY`` or ``CHANGE``: a column is defined anew, and may get another name."""

    column: str
    definition: TableColumn
    keys: tuple[TableKey, ...] = ()


class ColumnAltered(_TableChange, frozen=True):
    """``ALTER COLUMN``: one property changes. Those that are None stay."""

    column: str
    type: str | None = None
    is_nullable: bool | None = None
    default: str | None = None
    """Empty if the default is dropped."""
    has_generated_value: bool | None = None


class TableUsed(_TableChange, frozen=True):
    """Something needs the table and changes no column of it: ``GRANT``, a policy, an index, a trigger."""


class ColumnsUnknown(_TableChange, frozen=True):
    """Something changes the table that is not understood: its columns are not compared."""


class KeyAdded(_TableChange, frozen=True):
    """``ADD CONSTRAINT``, or ``ADD PRIMARY KEY``."""

    key: TableKey


class KeyDropped(_TableChange, frozen=True):
    """``DROP CONSTRAINT``, or ``DROP PRIMARY KEY``."""

    key: str
    """The name; empty for the primary key."""


class KeyRenamed(_TableChange, frozen=True):
    """``RENAME CONSTRAINT``."""

    key: str
    to: str


class TypeCreated(_Change, frozen=True):
    """``CREATE TYPE`` or ``CREATE DOMAIN``."""

    type: str
    base: str = ""
    """The type that a domain is based on; empty for others."""


class TypeRenamed(_Change, frozen=True):
    """``ALTER TYPE … RENAME TO``: columns of this type have another one."""

    type: str
    to: str


SchemaChange = (
    TableCreated
    | TableDropped
    | TableRenamed
    | SchemaDropped
    | ViewCreated
    | ColumnAdded
    | ColumnDropped
    | ColumnRenamed
    | ColumnReplaced
    | ColumnAltered
    | TableUsed
    | ColumnsUnknown
    | KeyAdded
    | KeyDropped
    | KeyRenamed
    | TypeCreated
    | TypeRenamed
)


class MigrationFacts(msgspec.Struct, frozen=True, array_like=True):
    """What one migration changes, and what of it is not understood."""

    changes: tuple[SchemaChange, ...] = ()
    unread: tuple[Unread, ...] = ()
