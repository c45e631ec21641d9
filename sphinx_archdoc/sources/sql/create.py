"""Read ``CREATE`` and ``DROP`` statements."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.sources.sql.changes import (
    Rank,
    SchemaChange,
    SchemaDropped,
    TableColumn,
    TableCreated,
    TableDropped,
    TableKey,
    TypeCreated,
    ViewCreated,
)
from sphinx_archdoc.sources.sql.cursor import Cursor, NotUnderstood, split_at_commas
from sphinx_archdoc.sources.sql.definitions import (
    is_constraint,
    read_column,
    read_constraint,
    read_type,
    until_clause,
)
from sphinx_archdoc.sources.sql.query import selected_names

_BEFORE_TABLE = (
    "OR",
    "REPLACE",
    "GLOBAL",
    "LOCAL",
    "UNLOGGED",
    "FOREIGN",
    "EXTERNAL",
    "VIRTUAL",
    "ROW",
    "COLUMN",
)
_TEMPORARY = ("TEMP", "TEMPORARY")
_BEFORE_VIEW = ("OR", "REPLACE", "MATERIALIZED", "RECURSIVE", "LIVE", "TEMP", "TEMPORARY")
_ALIKE = ("LIKE", "CLONE")


_QUERIES = ("SELECT", "WITH", "VALUES", "EXECUTE", "TABLE")


class Context:
    """Where a statement is, and what it leaves unread."""

    def __init__(self, line: int, rank: Rank) -> None:
        self.line = line
        self.rank = rank
        self.unread: list[str] = []
        """What is not understood of a statement that is understood otherwise."""


def read_create(cursor: Cursor, context: Context) -> Iterator[SchemaChange]:
    """Yield the change of a statement whose first word, ``CREATE``, has been read.

    :raises NotUnderstood: if it is about a table, and not understood.
    """
    start = cursor.at
    is_temporary = False
    is_virtual = False
    while word := cursor.take_any(*_BEFORE_TABLE, *_TEMPORARY):
        is_temporary |= word in _TEMPORARY
        is_virtual |= word == "VIRTUAL"
    if cursor.take("TABLE"):
        yield _table(cursor, context, is_temporary=is_temporary, is_virtual=is_virtual)
        return
    cursor.at = start
    while cursor.take_any(*_BEFORE_VIEW):
        pass
    if cursor.take("TYPE"):
        yield TypeCreated(line=context.line, rank=context.rank, type=cursor.table())
    elif cursor.take("DOMAIN"):
        name = cursor.table()
        cursor.take("AS")
        base = read_type(list(until_clause(cursor.rest())), cursor.dialect.name)
        yield TypeCreated(line=context.line, rank=context.rank, type=name, base=base)
    elif _skip_to_view(cursor):
        cursor.take("IF", "NOT", "EXISTS")
        yield ViewCreated(line=context.line, rank=context.rank, view=cursor.table())


def _skip_to_view(cursor: Cursor) -> bool:
    """Read up to the word that says that a view is created; return whether there is one.

    MySQL has ``ALGORITHM = MERGE DEFINER = x@y SQL SECURITY INVOKER`` before it.
    """
    for ahead in range(20):
        word = cursor.peek(ahead)
        if word in ("VIEW", "DICTIONARY"):
            cursor.at += ahead + 1
            return True
        if word in ("", "(", "AS", "ON", "INDEX", "FUNCTION", "PROCEDURE", "TRIGGER", "RULE", "POLICY"):
            return False
    return False


def read_drop(cursor: Cursor, context: Context) -> Iterator[SchemaChange]:
    """Yield the changes of a statement whose first word, ``DROP``, has been read.

    :raises NotUnderstood: if it is about a table, and not understood.
    """
    cursor.take_any("TEMPORARY", "FOREIGN", "MATERIALIZED")
    word = cursor.take_any("TABLE", "VIEW", "SCHEMA", "DICTIONARY")
    if not word:
        return
    cursor.take("IF", "EXISTS")
    while not cursor.is_done:
        if word == "SCHEMA":
            name = cursor.name()
            yield SchemaDropped(
                line=context.line, rank=context.rank, schema="" if name in cursor.dialect.schemas else name
            )
        else:
            yield TableDropped(line=context.line, rank=context.rank, table=cursor.table())
        if not cursor.take(","):
            return


def _table(cursor: Cursor, context: Context, *, is_temporary: bool, is_virtual: bool) -> TableCreated:
    if_absent = cursor.take("IF", "NOT", "EXISTS")
    name = cursor.table()
    columns: list[TableColumn] = []
    keys: list[TableKey] = []
    like: list[str] = []
    has_more, is_partition, had_group = is_virtual, False, False
    while not cursor.is_done:
        if cursor.peek() == "(" and not had_group:
            had_group = True
            if cursor.peek(1) in ("SELECT", "WITH"):
                has_more = True
                cursor.skip()
            elif is_virtual:
                cursor.skip()
            else:
                _elements(cursor, context, columns, keys, like)
        elif cursor.take("PARTITION", "OF"):
            like.append(cursor.table())
            is_partition = True
        elif cursor.take("PRIMARY", "KEY"):
            keys.append(TableKey(cursor.names() or _one_name(cursor), is_primary=True))
        elif cursor.take_any(*_ALIKE):
            like.append(cursor.table())
        elif cursor.take("INHERITS"):
            like += _tables(cursor)
        elif cursor.peek() in ("SELECT", "WITH") or cursor.take("AS"):
            has_more |= _source(cursor, columns, like)
        else:
            cursor.skip()
    return TableCreated(
        line=context.line,
        rank=context.rank,
        table=name,
        columns=tuple(columns),
        keys=tuple(keys),
        like=tuple(like),
        if_absent=if_absent,
        is_counted=not (is_temporary or is_partition),
        has_more_columns=has_more or not (columns or like),
    )


def _one_name(cursor: Cursor) -> tuple[str, ...]:
    """Read a name without brackets: ``PRIMARY KEY id``, in ClickHouse."""
    return () if cursor.is_done or cursor.peek() == "(" or cursor.is_call else (cursor.name(),)


def _source(cursor: Cursor, columns: list[TableColumn], like: list[str]) -> bool:
    """Read a query or the name of a table, and add what columns it gives; return whether there may be more.

    The columns of a query have no default and no known type, and allow NULL.
    """
    query = Cursor(cursor.brackets(), cursor.dialect) if cursor.peek() == "(" else cursor
    if query is cursor and cursor.peek() not in _QUERIES and not cursor.is_call:
        like.append(cursor.table())
        return False
    names = selected_names(query)
    cursor.rest()
    known = {column.name for column in columns}
    columns += (TableColumn(name) for name in names or () if name not in known)
    return names is None


def _tables(cursor: Cursor) -> list[str]:
    parts = split_at_commas(cursor.brackets())
    return [Cursor(part, cursor.dialect, cursor.schema).table() for part in parts]


def _elements(
    cursor: Cursor,
    context: Context,
    columns: list[TableColumn],
    keys: list[TableKey],
    like: list[str],
) -> None:
    """Read the columns and constraints in brackets. What is not understood costs only itself."""
    for part in split_at_commas(cursor.brackets()):
        inner = Cursor(part, cursor.dialect, cursor.schema)
        try:
            if inner.take("LIKE"):
                like.append(inner.table())
            elif is_constraint(inner):
                if key := read_constraint(inner):
                    keys.append(key)
            else:
                column, own, reason = read_column(inner)
                columns.append(column)
                keys += own
                if reason:
                    context.unread.append(reason)
        except NotUnderstood as error:
            context.unread.append(str(error))
