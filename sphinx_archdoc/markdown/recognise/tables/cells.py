"""Entries that are several in one cell of a table: all methods of a resource, in backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import TableBlock, TableRow
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.shape import has_shape
from sphinx_archdoc.markdown.recognise.values.field_values import labelled
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import Kind

_CODE = re.compile(r"`([^`]+)`")
_METHODS = re.compile(r"([A-Z]+(?:\s*[/,|]\s*[A-Z]+)*)\s+(\S.*)")


def names_in_code(text: str, kind: Kind) -> list[str]:
    """Return the names in the code of a text: two for ``GET/POST /orders``. Other code is left out.

    A path alone has the methods of the one before it: `` `GET /orders`, `/carts` ``.
    """
    found: list[str] = []
    firsts: list[str] = []
    for code in _CODE.findall(text):
        name = " ".join(code.split())
        several = _METHODS.fullmatch(name)
        if several:
            firsts = re.split(r"\s*[/,|]\s*", several[1])
        elif not (firsts and name.startswith("/") and " " not in name):
            firsts = []
        wholes = [f"{first} {several[2] if several else name}" for first in firsts] or [name]
        spaces = 1 if kind.pattern else 0
        if all(has_shape(whole, kind) and whole.count(" ") == spaces for whole in wholes):
            found += wholes
    return list(dict.fromkeys(found))


def column_of_names(table: TableBlock, kind: Kind) -> int | None:
    """Return the index of a column, not the first, that has names in at least four fifths of its cells.

    Some cell must have several, or else the table is an ordinary one.
    """
    for at in range(1, len(table.header.cells)):
        found = [names_in_code(row.cells[at], kind) for row in table.rows]
        if _are_in_most(found) and any(len(names) > 1 for names in found):
            return at
    return None


def column_called_as_names(table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> int | None:
    """Return the index of a column that is called as the names are, "Env vars", and has some in its cells."""
    for at in range(1, len(table.header.cells)):
        found = [names_in_code(row.cells[at], kind) for row in table.rows]
        is_called = vocabulary.is_own_name(
            kind, heading := table.header.cells[at]
        ) or vocabulary.ends_with_names(kind, heading)
        if _are_in_most(found) and is_called:
            return at
    return None


def _are_in_most(found: Sequence[Sequence[str]]) -> bool:
    return sum(1 for names in found if names) * 5 >= max(len(found), 1) * 4


def read_cells(table: TableBlock, kind: Kind, at: int) -> Iterator[RecognisedEntry]:
    """Yield the entries in a column; the first cell of a row says what each of them is about."""
    for row in table.rows:
        for number, name in enumerate(names_in_code(row.cells[at], kind)):
            entry = RecognisedEntry(kind=kind.name, name=name, line=row.line, place=EntrySource.ROW)
            entry.lines.append((row.line, row.line))
            about = SourceText(row.cells[0].strip(), row.line, (LineSpan(row.line, row.line, 0),))
            if about.text and kind.summary:
                entry.fields[kind.summary] = about
            entry.notes += _notes(table, row, at) if number == 0 else []
            yield entry


def _notes(table: TableBlock, row: TableRow, at: int) -> list[SourceText]:
    """Return the cells of a row that hold more than names."""
    found = []
    for number, cell in enumerate(row.cells[1:], 1):
        words = _CODE.sub("", cell) if number == at else cell
        if not is_none(cell) and re.search(r"\w", plain_text(words)):
            span = LineSpan(row.line, row.line, number)
            found.append(labelled(table.header.cells[number], SourceText(cell.strip(), row.line, (span,))))
    return found
