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


@st.composite
def definitions(draw: st.DrawFn) -> str:
    names = draw(st.lists(COLUMNS, min_size=1, max_size=4, unique_by=str.casefold))
    parts = [f"{name} {draw(TYPES)}{draw(EXTRAS)}" for name in names]
    if draw(st.booleans()):
        parts.append(f"PRIMARY KEY ({draw(st.sampled_from(names))})")
    if draw(st.booleans()):
        parts.append(f"FOREIGN KEY ({names[0]}) REFERENCES {draw(TABLES)} (id)")
    return ", ".join(parts)


@st.composite
def statements(draw: st.DrawFn) -> str:
    table, column = draw(TABLES), draw(COLUMNS)
    forms = [
        f"CREATE TABLE {table} ({draw(definitions())})",
        f"CREATE TABLE IF NOT EXISTS {table} ({draw(definitions())})",
        f"CREATE TABLE {table} AS SELECT 1 AS {column}, 2 AS more",
        f"DROP TABLE {table}",
        f"DROP TABLE IF EXISTS main.{table}",
        f"ALTER TABLE {table} RENAME TO {draw(TABLES)}",
        f"ALTER TABLE {table} RENAME COLUMN {column} TO {draw(COLUMNS)}",
        f"ALTER TABLE {table} ADD COLUMN {column} {draw(TYPES)}{draw(EXTRAS)}",
        f"ALTER TABLE {table} DROP COLUMN {column}",
        f"CREATE VIEW v AS SELECT 1 AS {column}",
        f"CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON {table} BEGIN SELECT 1; SELECT 2; END",
        f"INSERT INTO {table} VALUES (';', 1)",
        "DROP VIEW IF EXISTS v",
    ]
    return draw(st.sampled_from(forms))


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
        if not table.is_view
    }


@given(st.lists(statements(), max_size=25))
def test_the_same_tables_and_columns_as_sqlite(history: list[str]) -> None:
    taken, expected = run(history)
    found = database(";\n".join(taken), dialect="sqlite")
    assert shown(found) == expected
    assert list(found.tables["a"].columns if "a" in found.tables else []) is not None


@given(st.lists(statements(), max_size=15), st.integers(0, 15))
def test_a_continued_replay_is_a_whole_one(history: list[str], at: int) -> None:
    taken, _ = run(history)
    whole = migrations(*taken, dialect="sqlite")
    start = replay(whole[:at], "sqlite")
    assert replay(whole, "sqlite", start) == replay(whole, "sqlite")
