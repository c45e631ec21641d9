"""Histories of statements, replayed and run by SQLite: both must end with the same tables."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.sources.sql.database import Database
from sphinx_archdoc.sources.sql.replay import replay
from tests.sources.sql.databases import database, migrations

TABLES = st.sampled_from(["a", "b", "Orders", '"c d"', "[e]", "`f`"])
COLUMNS = st.sampled_from(["id", "x", "Y", '"z z"', "[order]", "key"])
TYPES = st.sampled_from(["INTEGER", "TEXT", "VARCHAR(20)", "NUMERIC(3, 1)", "BLOB", "", "unsigned big int"])
EXTRAS = st.sampled_from(
    ["", " NOT NULL DEFAULT 1", " DEFAULT ';'", " CHECK (1 > 0)", " COLLATE NOCASE", " -- ,\n"]
)


COLUMN = st.tuples(COLUMNS, TYPES, EXTRAS)
DEFINITIONS = st.builds(
    lambda columns, key, target: ", ".join(
        [
            *(f"{name} {type_}{extra}" for name, type_, extra in columns),
            *([f"PRIMARY KEY ({columns[0][0]})"] if key else []),
            *([f"FOREIGN KEY ({columns[-1][0]}) REFERENCES {target} (id)"] if target else []),
        ]
    ),
    st.lists(COLUMN, min_size=1, max_size=3, unique_by=lambda column: column[0].casefold()),
    st.booleans(),
    st.none() | TABLES,
)
FORMS = [
    "CREATE TABLE {0} ({1})",
    "CREATE TABLE {0} ({1})",
    "CREATE TABLE {0} ({1})",
    "CREATE TABLE IF NOT EXISTS {0} ({1})",
    "CREATE TABLE {0} AS SELECT 1 AS {2}, 2 AS more",
    "DROP TABLE {0}",
    "DROP TABLE IF EXISTS main.{0}",
    "ALTER TABLE {0} RENAME TO {5}",
    "ALTER TABLE {0} RENAME COLUMN {2} TO {6}",
    "ALTER TABLE {0} ADD COLUMN {2} {3}{4}",
    "ALTER TABLE {0} DROP COLUMN {2}",
    "CREATE VIEW v AS SELECT 1 AS {2}",
    "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON {0} BEGIN SELECT 1; SELECT 2; END",
    "INSERT INTO {0} VALUES (';', 1)",
    "DROP VIEW IF EXISTS v",
]
STATEMENTS = st.builds(
    str.format, st.sampled_from(FORMS), TABLES, DEFINITIONS, COLUMNS, TYPES, EXTRAS, TABLES, COLUMNS
)
HISTORIES = st.lists(STATEMENTS, max_size=15)


def run(history: list[str]) -> tuple[list[str], dict[str, dict[str, tuple[str, bool]]]]:
    """Return the statements that SQLite takes, and the tables that they leave."""
    connection = sqlite3.connect(":memory:")
    taken = []
    for statement in history:
        try:
            connection.execute(statement)
        except sqlite3.Error:
            continue
        taken.append(statement)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    quoted = {name: name.replace('"', '""') for (name,) in names}
    tables = {
        name: {row[1]: row[3] != 0 for row in connection.execute(f'PRAGMA table_xinfo("{sql}")')}
        for name, sql in quoted.items()
    }
    connection.close()
    return taken, tables


def shown(found: Database) -> dict[str, dict[str, bool]]:
    return {
        name: {column.name: not column.definition.is_nullable for column in table.columns}
        for name, table in found.tables.items()
        if not table.is_view and (table.is_created or table.is_counted)  # not only named by a foreign key
    }


@given(HISTORIES)
def test_the_same_tables_and_columns_as_sqlite(history: list[str]) -> None:
    taken, expected = run(history)
    found = database(";\n".join(taken), dialect="sqlite")
    assert shown(found) == expected


@given(HISTORIES, st.integers(0, 15))
def test_a_continued_replay_is_a_whole_one(history: list[str], at: int) -> None:
    taken, _ = run(history)
    whole = migrations(*taken, dialect="sqlite")
    start = replay(whole[:at], "sqlite")
    assert replay(whole, "sqlite", start) == replay(whole, "sqlite")
