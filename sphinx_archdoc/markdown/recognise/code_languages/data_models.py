"""Declarations of database tables in code that is not SQL: Prisma, DBML, and the models of programs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.code_languages.sql import ColumnLine, create_table
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.schema.model import Field, Kind

_OPENING = re.compile(
    r"(?P<prisma>model)\s+(?P<model>\w+)\s*\{\s*"
    r"|Table\s+(?P<table>\"?[\w.]+\"?(?:\.\"?\w+\"?)?)(?:\s+as\s+\w+)?(?:\s*\[[^\]]*\])?\s*\{\s*",
    re.I,
)
"""The first line of a model of Prisma, or of a table of DBML."""

_COLUMN = re.compile(
    r"\s*(?:\"(?P<quoted>[^\"]+)\"|(?P<name>[A-Za-z_]\w*))"
    r"\s+(?P<type>[\w.]+(?:\([\d, ]*\))?(?:\[\])?\??)(?P<rest>.*)"
)
_MAPPED = re.compile(r"@map\(\s*(?:name:\s*)?\"(?P<name>[^\"]+)\"")
_TABLE = re.compile(r"\s*@@map\(\s*(?:name:\s*)?\"(?P<name>[^\"]+)\"")
"""The names that Prisma gives to a column and a table of the database."""

_NO_COLUMN = re.compile(r"\s*(?:@@|//|Note\s*[:{]|indexes\s*\{)")
_QUIET = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|//.*")
"""Strings and comments, in which braces do not count."""

_KEY = re.compile(r"@id\b|\bpk\b|\bprimary key\b", re.I)
_NOT_NULL = re.compile(r"\bnot null\b", re.I)
_UNIQUE = re.compile(r"@unique\b|\bunique\b", re.I)

_DECLARED = re.compile(
    r"^[ \t]*(?:@Entity\b|@Table\b|__tablename__\s*=|@Document\b)"
    r"|\b(?:pg|mysql|sqlite)Table\(|\bnew (?:mongoose\.)?Schema(?:<[^<>\n]*>)?\(|\bmongoose\.model\("
    r"|\bclass \w+\((?:[\w.]*\.)?(?:Base|Model|SQLModel|Document|DeclarativeBase)\b|\bgorm:\"",
    re.M,
)
"""What only the code of a stored record has: of TypeORM, JPA, SQLAlchemy, Django, Drizzle, Mongoose, GORM."""

_NAMED = re.compile(
    r"\b(?:pg|mysql|sqlite)Table\(\s*[\"'](?P<drizzle>\w+)[\"']"
    r"|^[ \t]*__tablename__\s*=\s*[\"'](?P<sqlalchemy>\w+)[\"']"
    r"|^[ \t]*@Table\(\s*(?:name\s*=\s*)?[\"'](?P<jpa>\w+)[\"']"
    r"|^[ \t]*@Entity\(\s*(?:\{\s*name:\s*)?[\"'](?P<typeorm>\w+)[\"']"
    r"|\bmongoose\.model(?:<[^<>\n]*>)?\(\s*[\"'](?P<mongoose>\w+)[\"']\s*,"
    r"|^class\s+(?P<django>\w+)\(models\.Model\)",
    re.M,
)
"""The name that a program gives a table: Drizzle, SQLAlchemy, JPA, TypeORM, Mongoose, Django."""

_ABSTRACT = re.compile(r"^\s+abstract\s*=\s*True\b", re.M)
"""What an abstract model of Django has: there is no table for it."""

_SEVERAL = 2
"""Names in one piece of code, from which they are tables; one name belongs to the heading above."""

_DOCUMENT = re.compile(r"\s*(?://[^\n]*\n\s*)*\{.*\}[;,]?\s*", re.S)
_DOCUMENT_KEY = re.compile(r"[\"']?_id[\"']?\s*:|\bObjectId\b")
"""An object with the key that MongoDB gives to each document."""


class _Model(msgspec.Struct):
    """A model with its columns, and its first and last line in the code, from 0."""

    name: str
    start: int
    is_prisma: bool
    end: int = 0
    table: str = ""
    """The name of its table in the database; that of the model by default."""
    columns: list[ColumnLine] = []


def has_models(code: CodeBlock) -> bool:
    """Return whether code has models of Prisma, tables of DBML, or several tables of a program."""
    return any(_models(code.text)) or len(_named(code.text)) >= _SEVERAL


def model_names(code: CodeBlock) -> list[str]:
    """Return the names of the models of Prisma, or of the tables of DBML, in code."""
    return [model.name for model in _models(code.text)]


def shows_record(code: CodeBlock) -> bool:
    """Return whether code shows a stored record: a declaration of one, or a document of MongoDB."""
    is_document = _DOCUMENT.fullmatch(code.text) and _DOCUMENT_KEY.search(code.text)
    return bool(is_document) or any(_models(code.text)) or _DECLARED.search(code.text) is not None


def read_models(code: CodeBlock, kind: Kind, field: Field) -> list[RecognisedEntry]:
    """Return an entry for each model, with the statement that creates such a table.

    :param field: the field of *kind* that holds the SQL.
    """
    models = list(_models(code.text))
    if not models:
        return [
            _entry(_Model(name, at, is_prisma=False, end=at), set(), code, kind, field)
            for name, at in _named(code.text).items()
        ]
    names = {model.name for model in models}
    return [_entry(model, names, code, kind, field) for model in models]


def _named(text: str) -> dict[str, int]:
    """Return the names that a program gives its tables, with the first line of each, from 0."""
    found: dict[str, int] = {}
    matches = list(_NAMED.finditer(text))
    line = end = 0
    for match, following in itertools.zip_longest(matches, matches[1:]):
        line, end = line + text.count("\n", end, match.end()), match.end()
        body = text[end : following.start()] if following else text[end:]
        if not (match["django"] and _ABSTRACT.search(body)):
            found.setdefault(match[match.lastgroup or 0], line)
    return found


def _entry(model: _Model, names: set[str], code: CodeBlock, kind: Kind, field: Field) -> RecognisedEntry:
    """Return a model as an entry; a field whose type is another model is not a column."""
    line, name = code.first + model.start, model.table or model.name
    own = [column for column in model.columns if column.definition.split()[0].rstrip("[]") not in names]
    return RecognisedEntry(
        kind=kind.name,
        name=name,
        line=line,
        place=EntrySource.BLOCK,
        fields={field.name: SourceText(create_table(name, own), line)} if own else {},
        lines=[(line, code.first + model.end)],
    )


def _models(text: str) -> Iterator[_Model]:
    """Yield the models that a text declares, each on lines of its own."""
    model: _Model | None = None
    depth = 0
    for number, line in enumerate(text.split("\n")):
        if model is None:
            if opening := _OPENING.fullmatch(line.strip()):
                name = opening["model"] or opening["table"].replace('"', "")
                model, depth = _Model(name, number, opening["prisma"] is not None, columns=[]), 1
            continue
        code = _QUIET.sub("", line)
        depth += code.count("{") - code.count("}")
        if depth <= 0:
            model.end = number
            yield model
            model = None
        elif mapped := _TABLE.match(line):
            model.table = mapped["name"]
        elif depth == 1 and (column := _column(line, is_prisma=model.is_prisma)):
            model.columns.append(column)


def _column(line: str, *, is_prisma: bool) -> ColumnLine | None:
    found = _COLUMN.match(line)
    if found is None or _NO_COLUMN.match(line):
        return None
    rest, _, remark = found["rest"].partition("//")
    definition = found["type"].rstrip("?")
    is_optional = found["type"].endswith("?")
    if _KEY.search(rest):
        definition += " PRIMARY KEY"
    elif _UNIQUE.search(rest):
        definition += " UNIQUE"
    is_required = not is_optional if is_prisma else _NOT_NULL.search(rest)
    if is_required and not _KEY.search(rest):
        definition += " NOT NULL"
    mapped = _MAPPED.search(rest) if is_prisma else None
    name = mapped["name"] if mapped else found["quoted"] or found["name"]
    return ColumnLine(name, definition, " ".join(remark.split()))
