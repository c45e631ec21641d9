"""Entries in SQL: one for each table that it creates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.schema.model import Field, Kind

_NAME = r"(?P<name>(?:[\w$]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\])(?:\.(?:[\w$]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\]))*)"
_CREATES = re.compile(
    rf"CREATE\s+(?!(?:LOCAL\s+|GLOBAL\s+)?TEMP)(?:[A-Z]+\s+)*?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"
    rf"{_NAME}(?![\w$.\"`\[])(?!\s+PARTITION\s+OF\b)",
    re.I,
)
"""The beginning of a statement that creates a table; a partition belongs to the table that it is one of."""
_CONCERNS = re.compile(
    rf"(?:CREATE\s[^;]*?\sON|ALTER\s+TABLE(?:\s+IF\s+EXISTS)?(?:\s+ONLY)?|COMMENT\s+ON\s+TABLE)\s+(?:ONLY\s+)?{_NAME}",
    re.I,
)
_TOKENS = re.compile(r"--[^\n]*+|(?P<opens>/\*|\$\w*+\$)|'[^']*+'|\"[^\"]*+\"|;")
_REMARK = re.compile(r"[ \t]*--[^\n]*")
_COMMENTS = re.compile(r"(?:\s*+(?:--[^\n]*+\n?|/\*.*?\*/))*\s*+", re.S)


class SqlStatement(msgspec.Struct, frozen=True):
    """One statement of SQL, with the comments before it."""

    text: str
    line: int
    """First line, from 0."""


_LANGUAGES = ("sql", "postgres", "mysql", "pgsql", "plpgsql", "plsql", "tsql")
"""How info strings of SQL begin: ``postgresql``, ``sqlite``."""


def names_sql(info: str) -> bool:
    """Return whether the info string of a code block names SQL or one of its dialects."""
    return info.casefold().startswith(_LANGUAGES)


def is_sql(code: CodeBlock) -> bool:
    """Return whether a code block is SQL, or creates a table in a language that is not named."""
    return names_sql(code.info) or (not code.info and any(created_tables(code.text)))


_VALUE = re.compile(
    r"-?\d+(?:\.\d+)?|TRUE|FALSE|CURRENT_(?:TIMESTAMP|DATE|TIME)"
    r"|(?:'[^']*+(?:''[^']*+)*'|\w+\((?:'[^']*'|[\w.:, ]++)*\))(?:::[\w .\[\]]+)?",
    re.I,
)
"""A literal, or the call of a function, with its type."""


class ColumnLine(msgspec.Struct, frozen=True):
    """A column in a statement that creates a table."""

    name: str
    definition: str
    """Its type and what follows it."""
    comment: str = ""


def is_value(words: str) -> bool:
    """Return whether words are a value of SQL: ``0``, ``'open'``, ``now()``, ``'open'::text``."""
    return _VALUE.fullmatch(words) is not None


def create_table(name: str, columns: Sequence[ColumnLine], keys: Sequence[str] = ()) -> str:
    """Return the statement that creates a table.

    :param keys: the columns of its primary key, if they are several.
    """
    lines = [(f"{quoted(one.name)} {one.definition}".strip(), one.comment) for one in columns]
    if keys:
        lines.append((f"PRIMARY KEY ({', '.join(map(quoted, keys))})", ""))
    written = [
        f"    {words}{',' if number < len(lines) else ''}{f' -- {comment}' if comment else ''}"
        for number, (words, comment) in enumerate(lines, 1)
    ]
    return "\n".join([f"CREATE TABLE {quoted(name)} (", *written, ");"])


def quoted(name: str) -> str:
    """Return the name of a table or a column, in quotes unless it is an identifier."""
    is_identifier = re.fullmatch(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", name, re.A)
    return name if is_identifier else '"{}"'.format(name.replace('"', '""'))


def created_tables(sql: str) -> Iterator[str]:
    """Yield the names of the tables that statements create."""
    for statement in _statements(sql):
        if created := _CREATES.match(_bare(statement.text)):
            yield _table(created["name"])


def read_sql(code: CodeBlock, kind: Kind, field: Field) -> list[RecognisedEntry]:
    """Return an entry for each table that the SQL creates.

    Statements about a table, such as ``CREATE INDEX``, belong to it; others belong to the table before them.

    :param field: the field of *kind* that holds the SQL.
    """
    entries: dict[str, RecognisedEntry] = {}
    early: list[SqlStatement] = []
    last: RecognisedEntry | None = None
    for statement in _statements(code.text):
        bare = _bare(statement.text)
        text = SourceText(statement.text, code.first + statement.line)
        if created := _CREATES.match(bare):
            name = _table(created["name"])
            last = entries.setdefault(
                name, RecognisedEntry(kind=kind.name, name=name, line=text.line, place=EntrySource.BLOCK)
            )
            for before in early:
                last.add(field.name, SourceText(before.text, code.first + before.line), "\n")
            early.clear()
        elif concerned := _CONCERNS.match(bare):
            last = entries.get(_table(concerned["name"]), last)
        if last is None:
            early.append(statement)
        else:
            last.add(field.name, text, "\n")
    for entry in entries.values():
        entry.lines.append((code.start, code.end))
    return list(entries.values())


def _statements(sql: str) -> Iterator[SqlStatement]:
    start = line = 0
    for end in (*_ends(sql), len(sql)):
        text = sql[start:end]
        if text.strip():
            blank = len(text) - len(text.lstrip("\n"))
            yield SqlStatement(text.strip("\n").rstrip(), line + blank)
        line += text.count("\n")
        start = end


def _ends(sql: str) -> Iterator[int]:
    """Yield the positions where statements end, after a comment on the same line."""
    position = 0
    never: set[str] = set()
    """Closing marks that do not occur any more; searching for them again each time would be quadratic."""
    while token := _TOKENS.search(sql, position):
        position = token.end()
        if token[0] == ";":
            rest = _REMARK.match(sql, position)
            yield rest.end() if rest else position
        elif token["opens"]:
            closing = "*/" if token[0] == "/*" else token[0]
            end = -1 if closing in never else sql.find(closing, position)
            if end < 0:
                never.add(closing)
            else:
                position = end + len(closing)


def _bare(statement: str) -> str:
    comments = _COMMENTS.match(statement)
    return statement[comments.end() :] if comments else statement


def _table(name: str) -> str:
    """Return the name of a table without quotes and without the default schema ``public``."""
    return re.sub(r"[\"`\[\]]", "", name).removeprefix("public.")
