"""SQLite: a database with all entries, their values and references, for queries in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    import sqlite3

    from sphinx_archdoc.export.architecture import Architecture
    from sphinx_archdoc.export.tables import DataTable

_INDEXES = (
    ("entry", "key"),
    ("entry", "kind"),
    ("value", "entry_number"),
    ("reference", "entry_number"),
    ("reference", "to_number"),
)


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one database. The same version of SQLite writes the same bytes."""
    import sqlite3
    from contextlib import closing

    from sphinx_archdoc.export.tables import VERSION, tables_of

    with closing(sqlite3.connect(":memory:")) as database:
        for table in tables_of(architecture):
            _add(table, database)
        for indexed, column in _INDEXES:
            database.execute(f"CREATE INDEX {indexed}_{column} ON {indexed} ({column})")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.commit()
        yield ExportedFile("archdoc.sqlite", database.serialize())


def _add(table: DataTable, database: sqlite3.Connection) -> None:
    """Create a table with its rows. Names of tables and columns are ours; values are parameters."""
    columns = [
        f"{column} {'INTEGER' if is_integer else 'TEXT'}{' PRIMARY KEY' if column == 'number' else ''}"
        for column, is_integer in zip(table.columns, table.integers, strict=True)
    ]
    database.execute(f"CREATE TABLE {table.name} ({', '.join(columns)})")
    marks = ", ".join("?" * len(columns))
    database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", table.rows)


FORMAT = ExportFormat(
    title="SQLite",
    help="A database with tables of entries, values, references and problems.",
    places=dict.fromkeys(Nature, "table `entry`"),
    meanings=dict.fromkeys(Meaning, "table `value`"),
    dependency="table `reference`",
    others="table `value`",
    is_binary=True,
    write=write,
)
