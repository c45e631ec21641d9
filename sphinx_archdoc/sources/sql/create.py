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
    definition = _Definition(cursor, context, is_virtual=is_virtual)
    while not cursor.is_done:
        definition.read_clause()
    return TableCreated(
        line=context.line,
        rank=context.rank,
        table=name,
        columns=tuple(definition.columns),
        keys=tuple(definition.keys),
        like=tuple(definition.like),
        if_absent=if_absent,
        is_counted=not (is_temporary or definition.is_partition),
        has_more_columns=definition.has_more or not (definition.columns or definition.like),
    )


class _Definition:
    """What follows the name of a table that is created."""

    def __init__(self, cursor: Cursor, context: Context, *, is_virtual: bool) -> None:
        self.cursor = cursor
        self.context = context
        self.columns: list[TableColumn] = []
        self.keys: list[TableKey] = []
        self.like: list[str] = []
        self.has_more = is_virtual
        self.is_partition = False
        self.has_list = is_virtual
        """Whether the columns in brackets have been read; those of a virtual table are arguments."""

    def read_clause(self) -> None:
        """Read the columns, or one of the clauses that say where others come from; or skip a token."""
        cursor = self.cursor
        if cursor.peek() == "(" and not self.has_list and cursor.peek(1) not in _QUERIES:
            self.has_list = True
            self._read_elements()
        elif cursor.take("PARTITION", "OF"):
            self.is_partition = True
            self.like.append(cursor.table())
        elif cursor.take("FOR", "VALUES"):
            cursor.rest()
        elif cursor.take("PRIMARY", "KEY"):
            self.keys.append(TableKey(cursor.names() or _one_name(cursor), is_primary=True))
        elif cursor.take_any(*_ALIKE):
            self.like.append(cursor.table())
        elif cursor.take("INHERITS"):
            self.like += _tables(cursor)
        elif cursor.peek() in ("SELECT", "WITH", "(") or cursor.take("AS"):
            self._read_source()
        else:
            cursor.skip()

    def _read_source(self) -> None:
        """Read a query or the name of a table. The columns of a query have no known type, and allow NULL."""
        cursor = self.cursor
        if cursor.peek() == "(" and cursor.peek(1) not in _QUERIES:
            cursor.skip()  # options of the table
            return
        query = Cursor(cursor.brackets(), cursor.dialect) if cursor.peek() == "(" else cursor
        if query is cursor and cursor.peek() not in _QUERIES and not cursor.is_call:
            self.like.append(cursor.table())
            return
        names = selected_names(query)
        cursor.rest()
        known = {column.name for column in self.columns}
        self.columns += (TableColumn(name) for name in names or () if name not in known)
        self.has_more |= names is None

    def _read_elements(self) -> None:
        """Read the columns and constraints in brackets. What is not understood costs only itself."""
        for part in split_at_commas(self.cursor.brackets()):
            inner = Cursor(part, self.cursor.dialect, self.cursor.schema)
            try:
                self._read_element(inner)
            except NotUnderstood as error:
                self.context.unread.append(str(error))

    def _read_element(self, inner: Cursor) -> None:
        if inner.take("LIKE"):
            self.like.append(inner.table())
        elif is_constraint(inner):
            if key := read_constraint(inner):
                self.keys.append(key)
        else:
            column, keys, reason = read_column(inner)
            self.columns.append(column)
            self.keys += keys
            if reason:
                self.context.unread.append(reason)


def _one_name(cursor: Cursor) -> tuple[str, ...]:
    """Read a name without brackets: ``PRIMARY KEY id``, in ClickHouse."""
    return () if cursor.is_done or cursor.peek() == "(" or cursor.is_call else (cursor.name(),)


def _tables(cursor: Cursor) -> list[str]:
    parts = split_at_commas(cursor.brackets())
    return [Cursor(part, cursor.dialect, cursor.schema).table() for part in parts]
