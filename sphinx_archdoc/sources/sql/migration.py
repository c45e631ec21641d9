"""Read one migration: the text of a file in, what it changes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from sphinx_archdoc.sources.facts import Unread
from sphinx_archdoc.sources.sql.alter import read_alter
from sphinx_archdoc.sources.sql.blocks import read_block, read_string
from sphinx_archdoc.sources.sql.changes import MigrationFacts, Rank, SchemaChange
from sphinx_archdoc.sources.sql.create import Context, read_create, read_drop
from sphinx_archdoc.sources.sql.cursor import Cursor, NotUnderstood
from sphinx_archdoc.sources.sql.dialects import SqlDialect
from sphinx_archdoc.sources.sql.halves import up_half
from sphinx_archdoc.sources.sql.rename import read_rename
from sphinx_archdoc.sources.sql.split import Statement, TokenKind, split_statements
from sphinx_archdoc.sources.sql.templates import MASK
from sphinx_archdoc.sources.sql.used import read_created_on, read_use
from sphinx_archdoc.sources.sql.words import keywords

VERSION = "4"
"""Changes whenever the same text may give other facts; a part of the key of the cache."""
MOST_CHANGES = 100_000
"""Most changes of one migration that are kept. The rest is counted as not understood."""

_READERS: dict[str, Callable[[Cursor, Context], Iterator[SchemaChange]]] = {
    "CREATE": read_create,
    "ALTER": read_alter,
    "DROP": read_drop,
    "RENAME": read_rename,
    "EXCHANGE": read_rename,
}
_USES = frozenset({"GRANT", "REVOKE", "COMMENT"})
_NO_EFFECT = keywords("statements-without-effect")
"""First words of statements that change no table, though they may mention one."""


def read_migration(sql: str, dialect: SqlDialect, schema: str = "") -> MigrationFacts:
    """Return what a migration changes. Only its half for the way up counts, if it has two.

    :param schema: the schema that names without one belong to, if it is not the default of the dialect.
    """
    if schema:
        dialect = msgspec.structs.replace(dialect, schemas=(schema,))
    return _Migration(dialect).read(up_half(sql))


class _Migration:
    def __init__(self, dialect: SqlDialect) -> None:
        self.dialect = dialect
        self.path = ""
        """The first schema of ``search_path``, if that is set to another one than the default."""
        self.changes: list[SchemaChange] = []
        self.unread: list[Unread] = []

    def read(self, sql: str) -> MigrationFacts:
        for statement in split_statements(sql, self.dialect):
            if len(self.changes) > MOST_CHANGES:
                self.unread.append(Unread(statement.line, f"more than {MOST_CHANGES:,} changes"))
                break
            self._statement(statement, Rank.CERTAIN)
        return MigrationFacts(tuple(self.changes), tuple(self.unread))

    def _statement(self, statement: Statement, rank: Rank) -> None:
        first = statement.tokens[0].word
        if first == "DO":
            self._block(statement)
        elif first in ("SET", "PREPARE"):
            self._setting(statement)
        elif first in _READERS:
            self._change(statement, rank)
        elif first in _USES:
            self.changes += read_use(self._cursor(statement), Context(statement.line, rank))
        elif first not in _NO_EFFECT and any(token.word == "TABLE" for token in statement.tokens):
            self.unread.append(Unread(statement.line, "a statement that is not understood"))

    def _change(self, statement: Statement, rank: Rank) -> None:
        first, context = statement.tokens[0].word, Context(statement.line, rank)
        try:
            number = len(self.changes)
            self.changes += _READERS[first](self._cursor(statement), context)
            if first == "CREATE" and len(self.changes) == number:
                self.changes += read_created_on(self._cursor(statement), context)
        except NotUnderstood as error:
            if _is_about_tables(statement):
                context.unread.append(str(error))
        if statement.is_cut:
            context.unread.append("a statement that is too long")
        self.unread += (Unread(statement.line, reason) for reason in context.unread)

    def _cursor(self, statement: Statement) -> Cursor:
        """Return a cursor after the first word of a statement."""
        cursor = Cursor(statement.tokens, self.dialect, self.path)
        cursor.at = 1
        return cursor

    def _block(self, statement: Statement) -> None:
        for inner in read_block(statement, self.dialect):
            if inner.is_dynamic:
                self.unread.append(Unread(inner.statement.line, "SQL that is built at run time"))
            elif inner.statement.tokens[0].word in _READERS:
                self._change(inner.statement, inner.rank)

    def _setting(self, statement: Statement) -> None:
        """Follow ``SET search_path``, and read the SQL that is put into a variable to be executed."""
        cursor = Cursor(statement.tokens, self.dialect)
        cursor.at = 1
        cursor.take_any("SESSION", "LOCAL")
        if cursor.take("SEARCH_PATH"):
            cursor.take_any("TO", "=")
            self.path = self._schema(cursor)
            return
        for token in statement.tokens:
            if token.kind in (TokenKind.STRING, TokenKind.QUOTED) and "TABLE" in token.text.upper():
                for inner in read_string(token, self.dialect, statement.line):
                    if inner.statement.tokens[0].word in _READERS:
                        self._change(inner.statement, inner.rank)

    def _schema(self, cursor: Cursor) -> str:
        if cursor.is_done:
            return ""
        token = cursor.tokens[cursor.at]
        name = token.text.strip("'\"").strip()
        is_default = name in ("", "DEFAULT", "$user", MASK) or name in self.dialect.schemas
        return "" if is_default else name


def _is_about_tables(statement: Statement) -> bool:
    return any(token.word in ("TABLE", "TABLES", "VIEW") for token in statement.tokens[:8])
