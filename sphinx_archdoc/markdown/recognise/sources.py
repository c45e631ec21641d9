"""Entries in code blocks: tables in SQL, relationships in Mermaid, servers in JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from sphinx_archdoc.markdown.document.blocks import Code
from sphinx_archdoc.markdown.document.source_text import Text
from sphinx_archdoc.markdown.recognise.model import Found, Place
from sphinx_archdoc.schema.model import Field, Kind

_NAME = r"(?P<name>(?:[\w$]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\])(?:\.(?:[\w$]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\]))*)"
_CREATES = re.compile(rf"CREATE\s+(?:[A-Z]+\s+)*?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?{_NAME}", re.I)
_CONCERNS = re.compile(
    rf"(?:CREATE\s[^;]*?\sON|ALTER\s+TABLE(?:\s+IF\s+EXISTS)?(?:\s+ONLY)?|COMMENT\s+ON\s+TABLE)\s+(?:ONLY\s+)?{_NAME}",
    re.I,
)
_TOKENS = re.compile(r"--[^\n]*+|(?P<opens>/\*|\$\w*+\$)|'[^']*+'|\"[^\"]*+\"|;")
_REMARK = re.compile(r"[ \t]*--[^\n]*")
_COMMENTS = re.compile(r"(?:\s*+(?:--[^\n]*+\n?|/\*.*?\*/))*\s*+", re.S)


_JSON_STRING = re.compile(r'(?P<string>"(?:[^"\\]++|\\.)*")(?P<colon>\s*+:)?')


class Statement(msgspec.Struct, frozen=True):
    """One statement of SQL, with the comments before it."""

    text: str
    line: int
    """Its first line, from 0."""


def read_sql(code: Code, kind: Kind, field: Field) -> list[Found]:
    """An entry for each table that the SQL creates; indexes and the like go with their table."""
    entries: dict[str, Found] = {}
    early: list[Statement] = []
    last: Found | None = None
    for statement in _statements(code.text):
        bare = _bare(statement.text)
        text = Text(statement.text, code.first + statement.line)
        if created := _CREATES.match(bare):
            name = _table(created["name"])
            last = entries.setdefault(
                name, Found(kind=kind.name, name=name, line=text.line, place=Place.BLOCK)
            )
            for before in early:
                last.add(field.name, Text(before.text, code.first + before.line), "\n")
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


def _statements(sql: str) -> Iterator[Statement]:
    start = line = 0
    for end in (*_ends(sql), len(sql)):
        text = sql[start:end]
        if text.strip():
            blank = len(text) - len(text.lstrip("\n"))
            yield Statement(text.strip("\n").rstrip(), line + blank)
        line += text.count("\n")
        start = end


def _ends(sql: str) -> Iterator[int]:
    """Where statements end, with a remark on the same line."""
    position = 0
    never: set[str] = set()
    """What is looked for in vain from here on; to look again each time would be quadratic."""
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
    """The name of a table, without quotes and without the schema that is there by default."""
    return re.sub(r"[\"`\[\]]", "", name).removeprefix("public.")


def read_relationships(code: Code, kind: Kind) -> tuple[list[Found], str]:
    """An entry for each line of an entity-relationship diagram, and what of the diagram is something else."""
    assert kind.edge
    entries: list[Found] = []
    rest: list[str] = []
    for line, written in enumerate(code.text.split("\n"), code.first):
        ends, colon, label = written.partition(" : ")
        name = " ".join(ends.replace('"', "").split())
        if kind.pattern and kind.pattern.fullmatch(name):
            found = Found(kind=kind.name, name=name, line=line, place=Place.BLOCK, lines=[(line, line)])
            words = label.strip().strip('"')
            if colon and words and kind.edge.label:
                found.fields[kind.edge.label] = Text(words, line)
            entries.append(found)
        else:
            rest.append(written)
    blank = all(not line.strip() or line.strip() in _EMPTY or line.strip().startswith("%%") for line in rest)
    return entries, "" if blank else "\n".join(rest).rstrip()


_EMPTY = {"erDiagram", "direction LR", "direction TB", "direction RL", "direction BT"}


def is_entity_diagram(code: Code) -> bool:
    """Whether a code block is an entity-relationship diagram of Mermaid."""
    return re.sub(r"[{}]", "", code.info) == "mermaid" and bool(
        re.match(r"(?:\s|%%[^\n]*\n)*erDiagram\b", code.text)
    )


def read_json(code: Code, kind: Kind, field: Field) -> tuple[list[Found], str]:
    """An entry for each value below the key of *field*, and what else the document holds.

    :raises ValueError: if it is no JSON.
    """
    document = json.loads(code.text, object_pairs_hook=_unique)
    values = document.get(field.root) if isinstance(document, dict) else None
    if not isinstance(values, Mapping):
        return [], ""
    entries = []
    keys = _KeyLines(code.text)
    for name, value in values.items():
        line = code.first + keys.line_of(name)
        text = Text(_json({field.root: {name: value}}), line)
        entries.append(
            Found(
                kind=kind.name,
                name=" ".join(name.split()),
                line=line,
                place=Place.BLOCK,
                fields={field.name: text},
                lines=[(code.start, code.end)],
            )
        )
    rest = {key: value for key, value in document.items() if key != field.root}
    return entries, _json(rest) if rest else ""


class _KeyLines:
    """Finds the lines of keys, in the order of the document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.strings = _JSON_STRING.finditer(text)
        self.line = self.end = 0

    def line_of(self, key: str) -> int:
        """The line of the next key of this name, from 0; that of the one before if there is none."""
        for found in self.strings:
            if found["colon"] and json.loads(found["string"]) == key:
                self.line += self.text.count("\n", self.end, found.start())
                self.end = found.start()
                break
        return self.line


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are all different: of two, JSON would forget the first.

    :raises ValueError: if two are the same.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise ValueError(f"the key '{next(key for key in counts if counts[key] > 1)}' stands twice")
    return found


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
