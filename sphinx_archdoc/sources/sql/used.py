"""Read the tables that statements use without changing a column: those of grants, policies and indexes."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.sources.sql.changes import SchemaChange, TableUsed
from sphinx_archdoc.sources.sql.create import Context
from sphinx_archdoc.sources.sql.cursor import Cursor, NotUnderstood

_OF_TABLES = frozenset({"INDEX", "POLICY", "TRIGGER"})
"""What is created on a table."""
_NOT_ON_TABLES = frozenset({"EVENT", "FUNCTION", "PROCEDURE", "VIEW", "(", "AS", "ON"})
_OTHER_OBJECTS = frozenset(
    {
        *("ALL", "COLUMN", "CONSTRAINT", "DATABASE", "DOMAIN", "EVENT", "EXTENSION", "FOREIGN", "FUNCTION"),
        *(
            "INDEX",
            "LANGUAGE",
            "LARGE",
            "MATERIALIZED",
            "PARAMETER",
            "POLICY",
            "PROCEDURE",
            "ROLE",
            "ROUTINE",
        ),
        *("SCHEMA", "SEQUENCE", "TABLESPACE", "TRIGGER", "TYPE", "VIEW"),
    }
)
"""What rights may be on, or comments, if not on a table."""


def read_created_on(cursor: Cursor, context: Context) -> Iterator[SchemaChange]:
    """Yield the table of a statement whose first word, ``CREATE``, has been read, and that creates no table.

    Indexes, policies and triggers are created on one.
    """
    while not cursor.is_done and cursor.peek() not in _NOT_ON_TABLES:
        if cursor.take_any(*_OF_TABLES):
            yield from read_use(cursor, context)
            return
        cursor.skip()


def read_use(cursor: Cursor, context: Context) -> Iterator[SchemaChange]:
    """Yield the tables after the first ``ON`` of a statement that is not in brackets."""
    while not cursor.is_done and not cursor.take("ON"):
        cursor.skip()
    if cursor.peek() in _OTHER_OBJECTS:
        return
    cursor.take_any("TABLE", "ONLY")
    while not cursor.is_done:
        try:
            name = cursor.table()
        except NotUnderstood:
            return  # ``GRANT ALL ON shop.* TO …``
        yield TableUsed(line=context.line, rank=context.rank, table=name)
        if not cursor.take(","):
            return
