"""Entries in Mermaid: the relationships of an entity-relationship diagram, and its entities as tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.code_languages.sql import ColumnLine, create_table
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.schema.model import Field, Kind

_EMPTY = {"erDiagram", "direction LR", "direction TB", "direction RL", "direction BT"}
"""Lines of a diagram that mean nothing once its relationships are taken out."""

_OPENING = re.compile(r"\s*\"?(?P<name>[\w.$-]+)\"?\s*\{\s*")
_ATTRIBUTE = re.compile(
    r"\s*(?P<type>[\w()\[\],.-]+)\s+\*?(?P<name>[\w-]+)"
    r"(?:\s+(?P<keys>(?:PK|FK|UK)(?:\s*,\s*(?:PK|FK|UK))*))?(?:\s+\"(?P<comment>[^\"]*)\")?\s*"
)
"""An attribute of an entity: its type, its name, keys, and a comment."""


class _Entity(msgspec.Struct, frozen=True):
    """An entity with its attributes, and its first and last line in the code, from 0."""

    name: str
    attributes: Sequence[re.Match[str]]
    start: int
    end: int


def is_entity_diagram(code: CodeBlock) -> bool:
    """Return whether a code block is an entity-relationship diagram of Mermaid."""
    return re.sub(r"[{}]", "", code.info) == "mermaid" and bool(
        re.match(r"(?:\s|%%[^\n]*\n)*erDiagram\b", code.text)
    )


def read_diagram(
    code: CodeBlock, kind: Kind, table: tuple[Kind, Field] | None, told: Collection[str] = ()
) -> tuple[list[RecognisedEntry], str]:
    """Return an entry for each relationship and each entity of a diagram, and the rest, if it shows anything.

    :param kind: the kind of the relationships.
    :param table: the kind of the entities, and its field for SQL; None to leave them in the diagram.
    :param told: names of entities that are described elsewhere on the page, in lower case.
    """
    lines = code.text.split("\n")
    entities = [one for one in _entities(lines) if one.name.casefold() not in told] if table else []
    within = {number for one in entities for number in range(one.start, one.end + 1)}
    found: list[RecognisedEntry] = []
    rest: list[str] = []
    for number, written in enumerate(lines):
        entry = _relationship(written, code.first + number, kind) if number not in within else None
        if entry:
            found.append(entry)
        elif number not in within:
            rest.append(written)
    if table:
        found += [_table(one, code.first, *table) for one in entities]
    blank = all(not line.strip() or line.strip() in _EMPTY or line.strip().startswith("%%") for line in rest)
    return found, "" if blank else "\n".join(rest).rstrip()


def _relationship(written: str, line: int, kind: Kind) -> RecognisedEntry | None:
    ends, colon, label = written.partition(" : ")
    name = " ".join(ends.replace('"', "").split())
    if kind.edge is None or kind.pattern is None or not kind.pattern.fullmatch(name):
        return None
    found = RecognisedEntry(
        kind=kind.name, name=name, line=line, place=EntrySource.BLOCK, lines=[(line, line)]
    )
    words = label.strip().strip('"')
    if colon and words and kind.edge.label:
        found.fields[kind.edge.label] = SourceText(words, line)
    return found


def _entities(lines: Sequence[str]) -> Iterator[_Entity]:
    """Yield the entities of which every attribute is understood."""
    start, name, attributes = 0, "", list[re.Match[str]]()
    for number, line in enumerate(lines):
        if opening := _OPENING.fullmatch(line):
            start, name, attributes = number, opening["name"], []
        elif name and line.strip() == "}":
            if attributes:
                yield _Entity(name, attributes, start, number)
            name = ""
        elif name and (attribute := _ATTRIBUTE.fullmatch(line)):
            attributes.append(attribute)
        elif line.strip() and not line.strip().startswith("%%"):
            name = ""


def _table(entity: _Entity, first: int, kind: Kind, field: Field) -> RecognisedEntry:
    """Return an entity as an entry, with its attributes as the statement that creates such a table."""
    keys = [one["name"] for one in entity.attributes if "PK" in (one["keys"] or "")]
    columns = [_column(one, is_key=[one["name"]] == keys) for one in entity.attributes]
    line = first + entity.start
    sql = create_table(entity.name, columns, keys if len(keys) > 1 else ())
    return RecognisedEntry(
        kind=kind.name,
        name=entity.name,
        line=line,
        place=EntrySource.BLOCK,
        fields={field.name: SourceText(sql, line)},
        lines=[(line, first + entity.end)],
    )


def _column(attribute: re.Match[str], *, is_key: bool) -> ColumnLine:
    """Return an attribute as a column, with its comment."""
    keys = attribute["keys"] or ""
    definition = attribute["type"] + (" PRIMARY KEY" if is_key else " UNIQUE" if "UK" in keys else "")
    comments = ["foreign key"] if "FK" in keys else []
    comments += [attribute["comment"]] if attribute["comment"] else []
    return ColumnLine(attribute["name"], definition, ", ".join(comments))
