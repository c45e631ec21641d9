"""Databases from SQL, for the tests."""

from __future__ import annotations

from sphinx_archdoc.sources.sql.database import Database, DatabaseTable
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.migration import read_migration
from sphinx_archdoc.sources.sql.replay import Migration, replay


def migrations(*texts: str, dialect: str = "postgres", schema: str = "") -> list[Migration]:
    return [
        Migration(f"{number}.sql", read_migration(text, DIALECTS[dialect], schema), f"{number} {text}")
        for number, text in enumerate(texts, 1)
    ]


def database(*texts: str, dialect: str = "postgres", schema: str = "") -> Database:
    return replay(migrations(*texts, dialect=dialect, schema=schema), dialect)


def shown(table: DatabaseTable) -> list[str]:
    """Return the columns of a table as lines: ``name type NOT NULL DEFAULT x``."""
    lines = []
    for column in table.columns:
        definition = column.definition
        null = "" if definition.is_nullable else " NOT NULL"
        default = f" DEFAULT {definition.default}" if definition.default else ""
        lines.append(f"{definition.name} {definition.type}{null}{default}")
    return lines


def columns(*texts: str, table: str = "t", dialect: str = "postgres") -> list[str]:
    return shown(database(*texts, dialect=dialect).tables[table])


def unread(text: str, dialect: str = "postgres") -> list[str]:
    facts = read_migration(text, DIALECTS[dialect])
    return [f"{one.line}: {one.reason}" for one in facts.unread]
