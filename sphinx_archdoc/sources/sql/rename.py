"""Read ``RENAME`` and ``EXCHANGE`` statements, of MySQL and ClickHouse."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.sources.sql.changes import SchemaChange, TableRenamed
from sphinx_archdoc.sources.sql.create import Context
from sphinx_archdoc.sources.sql.cursor import Cursor, NotUnderstood


def read_rename(cursor: Cursor, context: Context) -> Iterator[SchemaChange]:
    """Yield the changes of ``RENAME TABLE a TO b, …`` and ``EXCHANGE TABLES a AND b``, after the first word.

    :raises NotUnderstood: if it is about a table, and not understood.
    """
    if not cursor.take_any("TABLE", "TABLES"):
        return
    cursor.take("IF", "EXISTS")
    while not cursor.is_done:
        name = cursor.table()
        word = cursor.take_any("TO", "AND")
        if not word:
            raise NotUnderstood("a new name without TO")
        yield TableRenamed(
            line=context.line, rank=context.rank, table=name, to=cursor.table(), is_exchange=word == "AND"
        )
        if not cursor.take(","):
            return
