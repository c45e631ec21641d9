"""Tables as the documents describe them: the SQL of an entry, replayed like a migration."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.facts.outlines import Outline
from sphinx_archdoc.checks.tables.column_names import named_as_in_database
from sphinx_archdoc.checks.tables.column_notes import ColumnNote, notes_of
from sphinx_archdoc.checks.tables.empty_cells import columns_with_empty_cells
from sphinx_archdoc.checks.tables.odd_columns import without_odd_types
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.own_forms import sql_field
from sphinx_archdoc.sources.sql.changes import MigrationFacts
from sphinx_archdoc.sources.sql.database import DatabaseColumn, DatabaseTable
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.migration import read_migration
from sphinx_archdoc.sources.sql.replay import Migration, replay

_MOST_CHARACTERS = 100_000
"""Most characters of the SQL of an entry that are read."""
_MOST_LINES = 500
"""Most lines of a page in which the row of a column is looked for."""
_ROW = re.compile(r"\s*(?:[|]|[-*+]\s)|[^|#]{1,200}[|]")
"""A row of a table, with or without a sign at its start, or an item of a list."""
_SOME_COLUMNS = re.compile(
    r"\b(?:omitted|abridged|not shown|among others|"
    r"(?:other|more|further|remaining|selected|main|important|relevant|key|core) (?:columns|fields))\b",
    re.I,
)
"""What says that not all columns are listed, wherever it stands."""
_SHORTENED = re.compile(
    rf"{_SOME_COLUMNS.pattern}|\.\.\.|…|\b(?:excerpt|simplified|shortened|truncated)\b", re.I
)
"""What says so of a table. In the comment of a column, it is about its values."""
_MORE = re.compile(r"\b(?:and (?:more|others|so on)|etc)\b", re.I)
"""What says so on a line of its own."""
_BEGINS_WITH_MORE = re.compile(r"--[ \t]*(?:\.\.\.|…|etc\b|and (?:more|others|so on)\b)", re.I)
"""What says so behind a column."""
_COMMENTS = re.compile(r"--[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*\*/|^\s*(?:\.\.\.|…).*$", re.M)


_SEVERAL = re.compile(
    r"(?m)^(?P<indent>[ \t]*)\"(?P<names>\w{1,60}(?:(?:,| /| and) \w{1,60}){1,20})\""
    r"(?P<rest>(?:\([^()\n]*\)|[^\n,(])*)"
)
"""A row of a document about several columns: ``"first_name, last_name" VARCHAR``."""
_LISTED = re.compile(
    r"(?P<kept>'[^'\n]*'|\"[^\"\n]*\"|--[^\n]*)|,(?=[ \t]*(?:(?:NOT[ \t]+NULL|NULL|DEFAULT)\b|"
    r"(?:UNIQUE|PRIMARY[ \t]+KEY|PK|FK|UK)(?:[ \t]+(?:UNIQUE|PRIMARY[ \t]+KEY|PK|FK|UK)){0,3}"
    r"[ \t]*(?:,|\)|--|$|\b(?:NOT|NULL|DEFAULT|REFERENCES)\b)))",
    re.I | re.M,
)
"""A comma between the constraints of a column: ``VARCHAR(255) UNIQUE, NOT NULL``.

Strings, quoted names and comments are kept as they are. Columns may be called ``fk``, and ``PRIMARY KEY`` may
begin a constraint of the table: if another word follows, the comma separates columns.
"""


_WORDS = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|--[^\n]*|\bnullable\b(?![ \t]*\()|(?<=[ \t])(?-i:Json)\b", re.I)
"""The word ``nullable`` behind a type, and a type of Prisma; strings, quoted names and comments are kept."""
_MEANT = {"nullable": "NULL", "json": "OBJECT"}


class DocumentedKey(msgspec.Struct, frozen=True):
    """What an entry says about a foreign key."""

    columns: tuple[str, ...]
    target: str
    """The table, or ``users.id``; empty if it is not told."""
    is_noted: bool = False
    """True if a comment tells it."""


class DocumentedTable(msgspec.Struct, frozen=True):
    """What an entry says about a table."""

    entry: Entry
    sql: str
    field: str
    """The field that holds the SQL."""
    table: DatabaseTable
    is_excerpt: bool
    """True if it says that it does not list all columns."""
    has_nullability: bool
    """True if it says of any column, beside the key, that it must not be NULL."""
    notes: Mapping[str, ColumnNote]
    """What comments and words say about columns, by their names in lower case."""
    below: Sequence[str] = ()
    """The lines of the page from the one of the SQL on; empty if they are not known."""
    is_named_only: bool = False
    """True if the text names some columns, and says nothing of keys."""
    is_drawn: bool = False
    """True if the columns are those of an entity of a diagram."""
    with_empty_cells: frozenset[str] = frozenset()
    """The columns whose rows are empty where others say NOT NULL, without underscores."""

    def note(self, column: str) -> ColumnNote:
        """Return what comments and words say about a column."""
        name = column.casefold()
        return self.notes.get(name) or self.notes.get(name.replace("_", ""), ColumnNote())

    def named_as_in(self, table: DatabaseTable) -> DocumentedTable:
        """Return this with the names that the columns have in the database."""
        return msgspec.structs.replace(self, table=named_as_in_database(self.table, self.sql, table))

    def within(self, outline: Outline) -> DocumentedTable:
        """Return this with the lines of the page."""
        line = self.entry.line_of(self.field).line or 1
        below = outline.lines[line - 1 : line + _MOST_LINES]
        return msgspec.structs.replace(
            self,
            below=below,
            is_drawn=outline.is_in_diagram(line),
            with_empty_cells=columns_with_empty_cells(below),
        )

    def is_nullable(self, column: DatabaseColumn) -> bool | None:
        """Return whether a column may be NULL; None if that is left open.

        If any column must not be NULL, those of which nothing is said may be. What a comment calls a foreign
        key is left open, because ``fk`` is written in the place of ``not null``.
        """
        if not column.definition.is_nullable:
            return False
        note = self.note(column.name)
        is_empty = column.name.casefold().replace("_", "") in self.with_empty_cells
        is_open = note.has_key or note.is_answer
        is_stated = (self.has_nullability or is_empty) and column.definition.type and not is_open
        return True if note.is_nullable is None and is_stated else note.is_nullable

    def default(self, column: DatabaseColumn) -> str:
        """Return the default of a column; empty if none is told."""
        return column.definition.default or self.note(column.name).default

    def where(self, column: str) -> Location:
        """Return the line that defines a column; that of the SQL if it is not found.

        Where the page has a table or a list of columns in place of SQL, this is the row or the item that
        begins with the name, else the first one that has the name in any cell. In a diagram, it is the line
        of the entity in which the name follows a type.
        """
        place = self.entry.line_of(self.field)
        name = re.escape(column).replace("_", "_?")  # it may be in camel case
        pattern = re.compile(rf"^[\s(,]*[\"`\[]?{name}[\"`\]]?(?=[\s,]|\Z)", re.I)
        sql = self.sql.split("\n")
        first = next((number for number, line in enumerate(sql) if pattern.match(line)), None)
        if first is None or not place.line:
            return place
        is_sql = [line.strip() for line in self.below[first : first + 1]] == [sql[first].strip()]
        row = None if is_sql else self._row_of(name)
        return place.at(place.line + (first if row is None else row))

    def _row_of(self, name: str) -> int | None:
        """Return the row of a column, counted from the line of the SQL.

        :param name: the name as a regular expression.
        """
        if self.is_drawn:
            drawn = re.compile(rf"\s*\S{{1,100}}\s{{1,20}}[\"`]?{name}(?![\w-])", re.I)
            entity = itertools.takewhile(lambda line: not line.strip().startswith("}"), self.below)
            return next((at for at, line in enumerate(entity) if drawn.match(line)), None)
        begins = re.compile(rf"\s*(?:[|]|[-*+]\s)?[\s*_`]*{name}(?![\w-])", re.I)
        holds = re.compile(rf"(?<![\w.-]){name}(?![\w-])", re.I)
        rows = [at for at, line in enumerate(self.below) if _ROW.match(line)]
        found = (at for tells in (begins.match, holds.search) for at in rows if tells(self.below[at]))
        return next(found, None)

    @property
    def foreign_keys(self) -> tuple[DocumentedKey, ...]:
        """The foreign keys that the SQL declares, and those that comments tell of other columns."""
        declared = [DocumentedKey(key.key.columns, key.key.target) for key in self.table.foreign_keys]
        known = {key.columns for key in declared}
        noted = (
            DocumentedKey((column.name,), note.target, is_noted=True)
            for column in self.table.columns
            if (note := self.note(column.name)).has_key and (column.name,) not in known
        )
        return (*declared, *noted)


def sql_of(entry: Entry, kind: Kind) -> str:
    """Return the SQL of an entry; empty if it has none."""
    field = sql_field(kind)
    return str(entry.values.get(field.name, "")) if field else ""


def documented_table(entry: Entry, kind: Kind, dialect: str, *, named: str = "") -> DocumentedTable | None:
    """Return what an entry says about its table; None if it has no SQL with columns.

    :param dialect: the name of the dialect of the migrations, which the SQL is read in.
    :param named: SQL with the columns that the text names, if the entry has none itself.
    """
    field, sql = sql_field(kind), named or sql_of(entry, kind)
    if field is None or not sql or len(sql) > _MOST_CHARACTERS or sql.count("(") != sql.count(")"):
        return None
    table = _created(sql, entry.name, dialect)
    if table is None or not table.columns or table.has_more_columns:
        return None
    names = {name for key in table.keys if key.key.is_primary for name in key.key.columns}
    purpose = kind.field_meaning(Meaning.PURPOSE)
    said = str(entry.values.get(purpose.name, "")) if purpose else ""
    return DocumentedTable(
        entry,
        sql,
        field.name,
        table,
        is_named_only=bool(named),
        is_excerpt=bool(named) or _is_excerpt(sql, said) or _has_range(table),
        has_nullability=any(
            not column.definition.is_nullable
            and column.name not in names
            and not column.definition.has_generated_value  # a serial is never NULL, told or not
            for column in table.columns
        ),
        notes=notes_of(sql),
    )


_RANGE = re.compile(r"\w+ ?(?:[~〜～–—…]|\.{2,3}| to | through ) ?\w+")


def _has_range(table: DatabaseTable) -> bool:
    """Return whether a row is about a range of columns, most of which it does not name: ``day_1 – day_7``."""
    return any(_RANGE.fullmatch(column.name) for column in table.columns)


def _is_excerpt(sql: str, purpose: str) -> bool:
    """Return whether an entry says that it does not list all columns."""
    if _SHORTENED.search(purpose):
        return True
    for comment in _COMMENTS.finditer(sql):
        text, start = comment[0], comment.start()
        if not sql[sql.rfind("\n", 0, start) + 1 : start].strip():
            if _SHORTENED.search(text) or _MORE.search(text):
                return True
        elif _SOME_COLUMNS.search(text) or _BEGINS_WITH_MORE.match(text):
            return True
    return False


@functools.lru_cache(maxsize=4096)
def _created(sql: str, name: str, dialect: str) -> DatabaseTable | None:
    """Return the table that some SQL creates: the one of this name, or else the first."""
    sql = _SEVERAL.sub(_one_by_one, _LISTED.sub(r"\g<kept>", _WORDS.sub(_as_sql, sql)))
    facts = read_migration(sql, DIALECTS[dialect])
    if _has_odd_columns(facts):
        sql = without_odd_types(sql, lambda one: not read_migration(one, DIALECTS[dialect]).unread)
        facts = read_migration(sql, DIALECTS[dialect])
    if _has_odd_columns(facts):
        return None
    tables = [table for table in replay([Migration("", facts)], dialect).tables.values() if not table.is_view]
    bare = name.rpartition(".")[2].casefold()
    named = (table for table in tables if table.name.rpartition(".")[2].casefold() == bare)
    return next(named, tables[0] if tables else None)


def _has_odd_columns(facts: MigrationFacts) -> bool:
    return any("column" in unread.reason for unread in facts.unread)


def _as_sql(found: re.Match[str]) -> str:
    return _MEANT.get(found[0].casefold(), found[0])


def _one_by_one(found: re.Match[str]) -> str:
    names = re.split(r"(?:,| /| and) ", found["names"])
    return ",\n".join(f"{found['indent']}{name}{found['rest']}" for name in names)
