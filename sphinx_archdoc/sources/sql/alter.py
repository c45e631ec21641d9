"""Read ``ALTER`` and ``RENAME`` statements, one action after the other.

sqlglot gives up on a whole statement if it does not know one of its actions, so the verbs are read here, and
only the definitions of columns are left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sphinx_archdoc.sources.sql.changes import (
    ColumnAdded,
    ColumnAltered,
    ColumnDropped,
    ColumnRenamed,
    ColumnReplaced,
    ColumnsUnknown,
    KeyAdded,
    KeyDropped,
    KeyRenamed,
    SchemaChange,
    TableRenamed,
    TableUsed,
    TypeRenamed,
)
from sphinx_archdoc.sources.sql.create import Context
from sphinx_archdoc.sources.sql.cursor import Cursor, NotUnderstood, split_at_commas
from sphinx_archdoc.sources.sql.definitions import (
    is_constraint,
    read_column,
    read_constraint,
    read_default,
    read_type,
    until_clause,
)
from sphinx_archdoc.sources.sql.split import SqlToken, TokenKind
from sphinx_archdoc.sources.sql.words import keywords

_NO_EFFECT = keywords("actions-without-effect")
"""First words of actions that change neither columns nor keys."""
_NO_COLUMN = frozenset(
    {"INDEX", "KEY", "PROJECTION", "PARTITION", "STATISTICS", "FULLTEXT", "SPATIAL", "CHECK"}
)
_NO_MODIFICATION = frozenset(
    {"TTL", "SETTING", "ORDER", "QUERY", "SAMPLE", "COMMENT", "STATISTICS", "REFRESH"}
)
_LISTS = frozenset({"UPDATE", "ORDER", "DELETE"})
"""Actions that may have commas of their own, as those of :data:`_NO_MODIFICATION` have."""
_PLACES = ("FIRST", "AFTER")
_PLACEHOLDER = SqlToken(TokenKind.WORD, "c", "C", 0, 0)


def read_alter(cursor: Cursor, context: Context) -> Iterator[SchemaChange]:
    """Yield the changes of a statement whose first word, ``ALTER``, has been read.

    :raises NotUnderstood: if it is about a table, and not understood.
    """
    cursor.take_any("FOREIGN", "MATERIALIZED", "IGNORE", "ONLINE")
    word = cursor.take_any("TABLE", "VIEW", "TYPE")
    if not word:
        return
    if_table = cursor.take("IF", "EXISTS")
    cursor.take("ONLY")
    name = cursor.table()
    cursor.take("*")
    if cursor.take("ON", "CLUSTER"):
        cursor.skip()
    if word != "TABLE":
        yield from _other(word, name, cursor, context)
        return
    is_list = False
    for part in split_at_commas(cursor.rest()):
        if is_list and part[0].word not in _VERBS:
            continue
        is_list = part[0].word in _LISTS or (len(part) > 1 and part[1].word in _NO_MODIFICATION)
        action = _Action(Cursor(part, cursor.dialect, cursor.schema), context, name, if_table=if_table)
        try:
            yield from action.changes()
        except NotUnderstood as error:
            context.unread.append(str(error))
            yield ColumnsUnknown(line=context.line, rank=context.rank, table=name, if_table=if_table)


def _other(word: str, name: str, cursor: Cursor, context: Context) -> Iterator[SchemaChange]:
    """Yield the changes of views and types: new names."""
    if cursor.take("RENAME", "TO"):
        to = _beside(name, cursor)
        if word == "TYPE":
            yield TypeRenamed(line=context.line, rank=context.rank, type=name, to=to)
        else:
            yield TableRenamed(line=context.line, rank=context.rank, table=name, to=to)


def _beside(name: str, cursor: Cursor) -> str:
    """Read a new name: it is in the schema of the old one unless it says something else."""
    is_qualified = cursor.peek(1) == "."
    to = cursor.table()
    schema, dot, _ = name.rpartition(".")
    return to if is_qualified else f"{schema}{dot}{to.rpartition('.')[2]}"


class _Action:
    """One action of an ``ALTER TABLE``."""

    def __init__(self, cursor: Cursor, context: Context, table: str, *, if_table: bool) -> None:
        self.cursor = cursor
        self.context = context
        self.dialect = cursor.dialect.name
        self.common: dict[str, Any] = {
            "line": context.line,
            "rank": context.rank,
            "table": table,
            "if_table": if_table,
        }
        self.table = table

    def changes(self) -> Iterator[SchemaChange]:
        """Yield what the action changes.

        :raises NotUnderstood: if the action is not known, or not complete.
        """
        verb = self.cursor.peek()
        if reader := _VERBS.get(verb):
            self.cursor.at += 1
            yield from reader(self)
        elif verb in _NO_EFFECT:
            yield TableUsed(**self.common)
        else:
            raise NotUnderstood("an action of ALTER TABLE that is not understood")

    def add(self) -> Iterator[SchemaChange]:
        cursor = self.cursor
        is_column = cursor.take("COLUMN")
        if_absent = cursor.take("IF", "NOT", "EXISTS")
        if not is_column and cursor.take("CONSTRAINT", "IF", "NOT", "EXISTS"):
            cursor.at -= 3
        if not is_column and is_constraint(cursor):
            if key := read_constraint(cursor):
                yield KeyAdded(**self.common, key=key)
            return
        if not is_column and cursor.peek() in _NO_COLUMN and cursor.peek(1):
            return
        if cursor.peek() == "(":
            for part in split_at_commas(cursor.brackets()):
                inner = _Action(
                    Cursor(part, cursor.dialect, cursor.schema),
                    self.context,
                    self.table,
                    if_table=self.common["if_table"],
                )
                yield from inner.add()
            return
        column, keys, reason = read_column(_without_place(cursor))
        if reason:
            self.context.unread.append(reason)
        yield ColumnAdded(**self.common, column=column, keys=keys, if_absent=if_absent)

    def drop(self) -> Iterator[SchemaChange]:
        cursor = self.cursor
        word = cursor.take_any("COLUMN", "CONSTRAINT", "PRIMARY", "FOREIGN", "CHECK")
        if not word and cursor.peek() in _NO_COLUMN | {"DETACHED", "DETACH"} and cursor.peek(1):
            if cursor.take_any("KEY", "INDEX"):  # MySQL drops unique keys so
                yield KeyDropped(**self.common, key=cursor.name())
            return
        if word in ("PRIMARY", "FOREIGN"):
            cursor.take("KEY")
        cursor.take("IF", "EXISTS")
        if word == "PRIMARY":
            yield KeyDropped(**self.common, key="")
        elif word in ("CONSTRAINT", "FOREIGN", "CHECK"):
            yield KeyDropped(**self.common, key=cursor.name())
        elif cursor.peek() == "(":
            for column in cursor.names():
                yield ColumnDropped(**self.common, column=column)
        else:
            yield ColumnDropped(**self.common, column=cursor.name())

    def rename(self) -> Iterator[SchemaChange]:
        cursor = self.cursor
        if cursor.take_any("TO", "AS"):
            yield TableRenamed(
                line=self.context.line,
                rank=self.context.rank,
                table=self.table,
                to=_beside(self.table, cursor),
            )
            return
        word = cursor.take_any("COLUMN", "CONSTRAINT", "INDEX", "KEY")
        cursor.take("IF", "EXISTS")
        old = cursor.name()
        if not word and cursor.is_done:  # RENAME new_name, in MySQL
            yield TableRenamed(line=self.context.line, rank=self.context.rank, table=self.table, to=old)
            return
        if not cursor.take("TO"):
            raise NotUnderstood("a new name without TO")
        new = cursor.name()
        if word in ("", "COLUMN"):
            yield ColumnRenamed(**self.common, column=old, to=new)
        else:
            yield KeyRenamed(**self.common, key=old, to=new)

    def alter(self) -> Iterator[SchemaChange]:
        cursor = self.cursor
        if cursor.peek() in ("CONSTRAINT", "INDEX", "CHECK") and cursor.peek(1) not in (
            "TYPE",
            "SET",
            "DROP",
        ):
            return
        cursor.take("COLUMN")
        cursor.take("IF", "EXISTS")
        column = cursor.name()
        for change in self._alterations():
            yield ColumnAltered(**self.common, column=column, **change)

    def _alterations(self) -> Iterator[dict[str, Any]]:
        cursor = self.cursor
        if cursor.take("SET", "NOT", "NULL"):
            yield {"is_nullable": False}
        elif cursor.take("DROP", "NOT", "NULL"):
            yield {"is_nullable": True}
        elif cursor.take("SET", "DEFAULT"):
            yield {"default": read_default(cursor.rest(), self.dialect)}
        elif cursor.take("DROP", "DEFAULT"):
            yield {"default": ""}
        elif cursor.take("SET", "DATA", "TYPE") or cursor.take("TYPE"):
            yield self._new_type()
        elif cursor.take("ADD", "GENERATED"):
            yield {"has_generated_value": True}
        elif cursor.take("DROP", "IDENTITY") or cursor.take("DROP", "EXPRESSION"):
            yield {"has_generated_value": False}
        elif not cursor.take_any("SET", "RESET", "RESTART", "DROP", "ADD"):
            raise NotUnderstood("a change of a column that is not understood")

    def _new_type(self) -> dict[str, Any]:
        tokens = self.cursor.rest()
        end = next((at for at, token in enumerate(tokens) if token.word in ("USING", "COLLATE")), len(tokens))
        if self.cursor.dialect.is_null_by_type:
            column, _, _ = read_column(Cursor([_PLACEHOLDER, *tokens[:end]], self.cursor.dialect))
            return {"type": column.type, "is_nullable": column.is_nullable}
        return {"type": read_type(tuple(until_clause(tokens[:end])), self.dialect)}

    def modify(self) -> Iterator[SchemaChange]:
        cursor = self.cursor
        is_column = cursor.take("COLUMN")
        cursor.take("IF", "EXISTS")
        if not is_column and cursor.peek() in _NO_MODIFICATION and cursor.peek(1):
            return
        if cursor.peek(1) in ("COMMENT", "REMOVE", "SETTING", "TTL", "CODEC", "MODIFY", "RESET"):
            return
        if cursor.peek(1) in ("DEFAULT", "MATERIALIZED", "ALIAS", "EPHEMERAL"):
            column = cursor.name()
            word = cursor.take_any("DEFAULT", "MATERIALIZED", "ALIAS", "EPHEMERAL")
            default = read_default(cursor.rest(), self.dialect) if word == "DEFAULT" else None
            yield ColumnAltered(
                **self.common, column=column, default=default, has_generated_value=word != "DEFAULT"
            )
            return
        yield from self._replace("")

    def change(self) -> Iterator[SchemaChange]:
        self.cursor.take("COLUMN")
        self.cursor.take("IF", "EXISTS")
        yield from self._replace(self.cursor.name())

    def _replace(self, old: str) -> Iterator[SchemaChange]:
        definition, keys, reason = read_column(_without_place(self.cursor))
        if reason:
            self.context.unread.append(reason)
        yield ColumnReplaced(**self.common, column=old or definition.name, definition=definition, keys=keys)

    def set(self) -> Iterator[SchemaChange]:
        if self.cursor.take("SCHEMA"):
            schema = self.cursor.name()
            bare = self.table.rpartition(".")[2]
            to = bare if schema in self.cursor.dialect.schemas else f"{schema}.{bare}"
            yield TableRenamed(line=self.context.line, rank=self.context.rank, table=self.table, to=to)


_VERBS = {
    "ADD": _Action.add,
    "DROP": _Action.drop,
    "RENAME": _Action.rename,
    "ALTER": _Action.alter,
    "MODIFY": _Action.modify,
    "CHANGE": _Action.change,
    "SET": _Action.set,
}


def _without_place(cursor: Cursor) -> Cursor:
    """Return a cursor for the rest without ``FIRST``, ``AFTER column`` or ``SETTINGS …`` at its end."""
    tokens: Sequence[SqlToken] = cursor.rest()
    tokens = tokens[: next((at for at, token in enumerate(tokens) if token.word == "SETTINGS"), len(tokens))]
    for back in (1, 2):
        if len(tokens) > back + 1 and tokens[-back].word == _PLACES[back - 1]:
            tokens = tokens[:-back]
            break
    return Cursor(tokens, cursor.dialect, cursor.schema)
