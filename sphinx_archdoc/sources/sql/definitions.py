"""Read the definitions of columns and constraints, in ``CREATE TABLE`` and ``ALTER TABLE`` alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from sphinx_archdoc.sources.sql.bounded import UnreadableSQL, read_definition
from sphinx_archdoc.sources.sql.changes import TableColumn, TableKey
from sphinx_archdoc.sources.sql.cursor import Cursor, NotUnderstood
from sphinx_archdoc.sources.sql.split import SqlToken, source_of
from sphinx_archdoc.sources.sql.words import keywords

_CLAUSES = keywords("clauses-of-columns") | {"PK", "FK", "UK"}
"""Words that end the type of a column, with the short ones of documents."""
_GENERATED = frozenset(
    {"GENERATED", "IDENTITY", "AUTO_INCREMENT", "AUTOINCREMENT", "MATERIALIZED", "ALIAS", "AS"}
)
_SERIALS = frozenset({"SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL2", "SERIAL4", "SERIAL8"})
_AFTER_CONSTRAINT = {
    "CHECK": ("(",),
    "FULLTEXT": ("KEY", "INDEX"),
    "SPATIAL": ("KEY", "INDEX"),
    "EXCLUDE": ("USING", "("),
    "PERIOD": ("FOR",),
}


def is_constraint(cursor: Cursor) -> bool:
    """Return whether a constraint or an index comes next, and no column.

    A column may have the name of such a word, and is followed by its type then.
    """
    first, second = cursor.peek(), cursor.peek(1)
    if first == "CONSTRAINT":
        return True
    if first in ("PRIMARY", "FOREIGN"):
        return second == "KEY"
    if first == "UNIQUE":
        return True
    if first in ("INDEX", "KEY", "PROJECTION") and cursor.dialect.has_inline_indexes:
        return second == "(" or cursor.peek(2) in ("(", "USING", "TYPE") or _has_two_groups(cursor)
    return second in _AFTER_CONSTRAINT.get(first, ())


def _has_two_groups(cursor: Cursor) -> bool:
    """Return whether an index of ClickHouse comes next: ``INDEX name expression TYPE minmax``."""
    return any(token.word == "TYPE" for token in cursor.tokens[cursor.at + 2 : cursor.at + 40])


def read_constraint(cursor: Cursor) -> TableKey | None:
    """Read a constraint of a table: return the key, or None if it is something else.

    :raises NotUnderstood: if it is incomplete.
    """
    name = ""
    if cursor.take("CONSTRAINT"):
        name = "" if cursor.peek() in ("PRIMARY", "UNIQUE", "FOREIGN", "CHECK") else cursor.name()
    word = cursor.take_any("PRIMARY", "UNIQUE", "FOREIGN")
    if not word:
        return None
    cursor.take_any("KEY", "INDEX")
    if word == "UNIQUE" and cursor.take("NULLS"):
        cursor.take_any("NOT")
        cursor.take_any("DISTINCT")
    if word != "PRIMARY" and cursor.peek() != "(" and cursor.peek() != "USING":
        named = cursor.name()
        name = name or named
    while not cursor.is_done and cursor.peek() != "(":
        if word == "FOREIGN":
            raise NotUnderstood("a foreign key without columns")
        cursor.at += 1  # USING INDEX name, USING btree, CLUSTERED
    key = TableKey(cursor.names(), name=name, is_primary=word == "PRIMARY")
    if word != "FOREIGN":
        return key
    if not cursor.take("REFERENCES"):
        raise NotUnderstood("a foreign key without REFERENCES")
    return TableKey(key.columns, name=name, target=cursor.table(), target_columns=cursor.names())


def read_column(cursor: Cursor) -> tuple[TableColumn, tuple[TableKey, ...], str]:
    """Read the definition of a column to the end: return it, its keys, and what is not understood.

    :raises NotUnderstood: if there is no name.
    """
    name = cursor.name()
    if not name:
        raise NotUnderstood("the name of a column is a template")
    tokens = cursor.rest()
    type_tokens = tuple(until_clause(tokens))
    type_, default, reason = _read(tokens, type_tokens, cursor.dialect.name)
    words = [token.word for token in _outside_brackets(tokens)]
    keys = tuple(_keys(name, tokens, cursor))
    is_serial = bool(type_tokens) and type_tokens[0].word in _SERIALS
    word = type_tokens[0].word if len(type_tokens) == 1 else ""
    column = TableColumn(
        name,
        word if word in cursor.dialect.informal_types else type_ if type_tokens else "",
        is_nullable=_is_nullable(type_, words, cursor, is_serial=is_serial),
        default=default,
        has_generated_value=is_serial or any(word in _GENERATED for word in words),
    )
    return column, keys, reason


def read_type(tokens: Sequence[SqlToken], dialect: str) -> str:
    """Return a type as sqlglot writes it in the dialect; empty if it is not understood."""
    try:
        return read_definition(source_of(tokens), dialect)[0]
    except UnreadableSQL:
        return ""


def read_default(tokens: Sequence[SqlToken], dialect: str) -> str:
    """Return a default as sqlglot writes it in the dialect, or as it is written if it is not understood."""
    text = source_of(tokens)
    try:
        return read_definition(f"int DEFAULT {text}", dialect)[1] or text
    except UnreadableSQL:
        return text


def _read(tokens: Sequence[SqlToken], type_tokens: Sequence[SqlToken], dialect: str) -> tuple[str, str, str]:
    """Return the type and the default of a column without its name, and what is not understood.

    A name alone is a column of any type in SQLite, and one whose type a document does not tell.
    """
    if not tokens:
        return "", "", ""
    for part in (tokens, type_tokens):
        try:
            return (*read_definition(source_of(part), dialect), "")
        except UnreadableSQL:
            continue
    return "", "", "a definition of a column that is not understood"


def _is_nullable(type_: str, words: Sequence[str], cursor: Cursor, *, is_serial: bool) -> bool:
    if cursor.dialect.is_null_by_type:
        return "nullable(" in type_.lower() or ("NULL" in words and "NOT" not in words)
    if is_serial or any(pair == ("NOT", "NULL") for pair in itertools.pairwise(words)):
        return False
    return not ("PRIMARY" in words and cursor.dialect.keys_are_not_null)


def _outside_brackets(tokens: Sequence[SqlToken]) -> Iterator[SqlToken]:
    depth = 0
    for token in tokens:
        depth += token.text == "("
        if not depth:
            yield token
        depth -= token.text == ")"


def until_clause(tokens: Sequence[SqlToken]) -> Iterator[SqlToken]:
    """Yield the tokens of the type that a definition begins with."""
    depth = 0
    for token in tokens:
        if not depth and token.word in _CLAUSES:
            return
        depth += (token.text == "(") - (token.text == ")")
        yield token


def _keys(column: str, tokens: Sequence[SqlToken], cursor: Cursor) -> Iterator[TableKey]:
    """Yield the keys that the definition of a column declares."""
    inner = Cursor(tokens, cursor.dialect, cursor.schema)
    name = ""
    while not inner.is_done:
        if inner.take("CONSTRAINT"):
            name = inner.name()
            continue
        if inner.take("PRIMARY", "KEY"):
            yield TableKey((column,), name=name, is_primary=True)
        elif inner.take("UNIQUE"):
            inner.take("KEY")
            yield TableKey((column,), name=name)
        elif inner.take("REFERENCES"):
            yield TableKey((column,), name=name, target=inner.table(), target_columns=inner.names())
        else:
            inner.skip()
        name = ""
