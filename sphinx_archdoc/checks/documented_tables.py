"""Tables as the documents describe them: the SQL of an entry, replayed like a migration."""

from __future__ import annotations

import functools
import re

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from sphinx_archdoc.sources.sql.database import DatabaseKey, DatabaseTable
from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.migration import read_migration
from sphinx_archdoc.sources.sql.replay import Migration, replay

_MOST_CHARACTERS = 100_000
"""Most characters of the SQL of an entry that are read."""
_EXCERPT = re.compile(
    r"\.\.\.|…|\b(?:omitted|abridged|excerpt|simplified|shortened|truncated|not shown|among others|"
    r"(?:other|more|further|remaining|selected|main|important|relevant|key|core) (?:columns|fields)|"
    r"and (?:more|others|so on)|etc)\b",
    re.I,
)
"""What says that not all columns are listed."""
_COMMENTS = re.compile(r"--[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|^\s*(?:\.\.\.|…).*$", re.M)


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

    def where(self, column: str) -> Location:
        """Return the line that defines a column; that of the SQL if it is not found."""
        place = self.entry.line_of(self.field)
        pattern = re.compile(rf"^[\s(,]*[\"`\[]?{re.escape(column)}[\"`\]]?(?=[\s,]|\Z)", re.I)
        for number, line in enumerate(self.sql.split("\n")):
            if pattern.match(line):
                return Location(place.source, place.line + number)
        return place

    @property
    def foreign_keys(self) -> tuple[DatabaseKey, ...]:
        """The foreign keys that the SQL declares."""
        return self.table.foreign_keys


def sql_of(entry: Entry, kind: Kind) -> str:
    """Return the SQL of an entry; empty if it has none."""
    field = _sql_field(kind)
    return str(entry.values.get(field.name, "")) if field else ""


def _sql_field(kind: Kind) -> Field | None:
    return next((field for field in kind.fields.values() if field.type is FieldType.SQL), None)


def documented_table(entry: Entry, kind: Kind, dialect: str) -> DocumentedTable | None:
    """Return what an entry says about its table; None if it has no SQL with columns.

    :param dialect: the name of the dialect of the migrations, which the SQL is read in.
    """
    field, sql = _sql_field(kind), sql_of(entry, kind)
    if field is None or not sql or len(sql) > _MOST_CHARACTERS or sql.count("(") != sql.count(")"):
        return None
    table = _created(sql, entry.name, dialect)
    if table is None or not table.columns or table.has_more_columns:
        return None
    comments = " ".join(comment[0] for comment in _COMMENTS.finditer(sql))
    prose = str(entry.values.get("purpose", ""))
    names = {name for key in table.keys if key.key.is_primary for name in key.key.columns}
    return DocumentedTable(
        entry,
        sql,
        field.name,
        table,
        is_excerpt=bool(_EXCERPT.search(comments) or _EXCERPT.search(prose)),
        has_nullability=any(
            not column.definition.is_nullable
            and column.name not in names
            and not column.definition.has_generated_value  # a serial is never NULL, told or not
            for column in table.columns
        ),
    )


@functools.lru_cache(maxsize=4096)
def _created(sql: str, name: str, dialect: str) -> DatabaseTable | None:
    """Return the table that some SQL creates: the one of this name, or else the first."""
    sql = _SEVERAL.sub(_one_by_one, _LISTED.sub(r"\g<kept>", sql))
    facts = read_migration(sql, DIALECTS[dialect])
    if any("column" in unread.reason for unread in facts.unread):
        return None
    tables = [table for table in replay([Migration("", facts)], dialect).tables.values() if not table.is_view]
    bare = name.rpartition(".")[2].casefold()
    named = (table for table in tables if table.name.rpartition(".")[2].casefold() == bare)
    return next(named, tables[0] if tables else None)


def _one_by_one(found: re.Match[str]) -> str:
    names = re.split(r"(?:,| /| and) ", found["names"])
    return ",\n".join(f"{found['indent']}{name}{found['rest']}" for name in names)
