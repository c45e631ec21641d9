"""The rows of a table as entries."""

from __future__ import annotations

import itertools
import re

from sphinx_archdoc.markdown.document.blocks import MarkdownTable, TableRow
from sphinx_archdoc.markdown.document.inline import links_of, plain_text, unlinked
from sphinx_archdoc.markdown.document.source_text import LineSpan, Separator, SourceText
from sphinx_archdoc.markdown.recognise.columns import ColumnMeanings
from sphinx_archdoc.markdown.recognise.model import (
    EntrySource,
    RecognisedEntry,
    RecognitionResult,
    SkippedLines,
)
from sphinx_archdoc.markdown.recognise.vocabulary import NAME, Vocabulary, key_of
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Field, FieldType, Kind, NameStyle
from sphinx_archdoc.schema.values import WrongValue, is_none, parse_value

_LISTS = (FieldType.LIST, FieldType.REFS)

_NOTES = {"note", "notes", "comment", "comments", "remark", "remarks"}
"""Headings of columns that are meant to become notes."""

_CODES = re.compile(r"`[^`]+`(?:\s*(?:,|/|\+|&|\band\b|\bor\b|<br\s*/?>)\s*`[^`]+`)+")
_SEVERAL = re.compile(r"\s*[,/|]\s*|\s+(?:and|or)\s+")
_CODE = re.compile(r"`([^`]+)`")


class TableReader:
    """Reads tables of one document.

    :param recognition: where to note what was found.
    """

    def __init__(self, vocabulary: Vocabulary, recognition: RecognitionResult) -> None:
        self.vocabulary = vocabulary
        self.recognition = recognition
        self.leftover: list[TableRow] = []
        """Rows of the last table that are no entries."""

    def read(
        self,
        table: MarkdownTable,
        kind: Kind,
        columns: ColumnMeanings,
        heading: str = "",
        *,
        is_group: bool = False,
    ) -> list[RecognisedEntry]:
        """The entries of *table*.

        :param heading: the heading above it, which may say something of all rows.
        :param is_group: whether it stands below that of the kind, and so groups the rows.
        """
        self.leftover = []
        self._unknown_columns(table, kind, columns)
        entries: list[RecognisedEntry] = []
        above: list[RecognisedEntry] = []
        last = table.header
        for row in table.rows:
            if row.surplus:
                self._surplus(row, len(columns.meanings))
            elif not any(cell.strip() for cell in row.cells):
                self.recognition.unread.append(SkippedLines(row.line, row.line, "an empty row"))
            elif found := _entries(row, kind, columns, table.header.cells):
                entries += found
                above, last = found, row
            elif above:
                if other := _other_part(row, last, kind, columns):
                    above = _entries(other, kind, columns, table.header.cells)
                    entries += above
                    continue
                for entry in above:
                    _add_row(entry, row, kind, columns, table.header.cells)
            else:
                self._nameless(row, kind)
        if heading:
            said = _said_by(heading, kind, columns, is_group=is_group)
            for entry in entries:
                entry.fields = {
                    name: SourceText(text, entry.line) for name, text in said.items()
                } | entry.fields
        return entries

    def _unknown_columns(self, table: MarkdownTable, kind: Kind, columns: ColumnMeanings) -> None:
        for heading, meaning in zip(table.header.cells, columns.meanings, strict=True):
            words = plain_text(heading)
            if not meaning and words and key_of(words) not in _NOTES:
                message = f"no field of {kind.name} is known as '{shorten(words)}'"
                hint = "its cells become notes on the entries"
                self.recognition.report(table.header.line, ProblemCode.UNMAPPED_COLUMN, message, hint)

    def _surplus(self, row: TableRow, columns: int) -> None:
        """A row whose cells are not where they belong: nobody can say what they are."""
        message = f"this row has more than the {columns} cells of its table, and is not read"
        hint = "write \\| for a line within a cell, also in code"
        self._leave(row, "the row has more cells than its table", ProblemCode.UNREADABLE_TABLE, message, hint)

    def _nameless(self, row: TableRow, kind: Kind) -> None:
        message = f"this row of a table of {kind.plural.lower()} has no name"
        self._leave(
            row, "the row has no name", ProblemCode.MISSING_NAME, message, "write one into its first cell"
        )

    def _leave(self, row: TableRow, reason: str, code: ProblemCode, message: str, hint: str) -> None:
        """Leave a row as it is."""
        self.leftover.append(row)
        self.recognition.unread.append(SkippedLines(row.line, row.line, reason))
        self.recognition.report(row.line, code, message, hint)


def _entries(
    row: TableRow, kind: Kind, columns: ColumnMeanings, headings: tuple[str, ...]
) -> list[RecognisedEntry]:
    """The entries of a row; none if it has no name."""
    names = _names(row, kind, columns)
    entries = [
        RecognisedEntry(kind=kind.name, name=name, line=row.line, place=EntrySource.ROW) for name in names
    ]
    for number, entry in enumerate(entries):
        _add_row(entry, _nth(row, number, len(names)), kind, columns, headings)
        entry.notes += [SourceText(link, row.line) for link in links_of(row.cells[columns.name])]
    return entries


def _other_part(row: TableRow, last: TableRow, kind: Kind, columns: ColumnMeanings) -> TableRow | None:
    """A row that goes on with another part of the name, such as another method, as that of an entry."""
    parts = [i for i, meaning in enumerate(columns.meanings) if meaning in kind.name_fields]
    if not any(not is_none(row.cells[part]) for part in parts):
        return None
    cells = list(row.cells)
    for part in (columns.name, *parts):
        cells[part] = last.cells[part] if is_none(cells[part]) else cells[part]
    return TableRow(row.line, tuple(cells))


def _names(row: TableRow, kind: Kind, columns: ColumnMeanings) -> list[str]:
    """The names of the entries in a row: several where the cell has several in code."""
    cell = row.cells[columns.name].strip()
    if kind.name_style is NameStyle.CODE and _CODES.fullmatch(cell):
        names = [" ".join(name.split()) for name in _CODE.findall(cell)]
    else:
        names = [plain_text(cell) or cell]
    wholes = [whole for name in names if not is_none(name) for whole in _wholes(name, row, kind, columns)]
    return list(dict.fromkeys(wholes))


def _wholes(name: str, row: TableRow, kind: Kind, columns: ColumnMeanings) -> list[str]:
    """A name with its parts that stand in columns of their own: ``GET, PUT`` in one of them makes two."""
    if kind.pattern is None or re.fullmatch(kind.wording.shape or kind.pattern, name):
        return [name]
    cells = dict(zip(columns.meanings, map(plain_text, row.cells), strict=True))
    parts = [
        [name] if part == kind.shown_name else _SEVERAL.split(cells[part])
        for part in kind.name_fields
        if part == kind.shown_name or not is_none(cells.get(part, ""))
    ] or [[name]]
    wholes = [" ".join(whole) for whole in itertools.product(*parts)]
    return wholes if all(map(kind.pattern.fullmatch, wholes)) else [" ".join(map(", ".join, parts))]


def _nth(row: TableRow, number: int, names: int) -> TableRow:
    """The row of one of several names; a cell with as many values in code has one for each."""
    if names == 1:
        return row
    cells = tuple(
        f"`{_CODE.findall(cell)[number]}`"
        if _CODES.fullmatch(cell.strip()) and len(_CODE.findall(cell)) == names
        else cell
        for cell in row.cells
    )
    return TableRow(row.line, cells, row.surplus)


def _add_row(
    entry: RecognisedEntry, row: TableRow, kind: Kind, columns: ColumnMeanings, headings: tuple[str, ...]
) -> None:
    """Add the cells of a row to an entry, and what stands behind them."""
    entry.lines.append((row.line, row.line))
    for number, (cell, meaning) in enumerate(zip(row.cells, columns.meanings, strict=True)):
        text = SourceText(cell.strip(), row.line, (LineSpan(row.line, row.line, number),))
        name = columns.name_field if meaning == NAME else meaning
        field = kind.fields.get(name)
        if field and text.text and name not in kind.name_fields:
            add_value(entry, field, headings[number], text)
        elif not meaning and not is_none(cell):
            entry.notes.append(labelled(headings[number], text))


def add_value(entry: RecognisedEntry, field: Field, label: str, text: SourceText) -> None:
    """Give a field the value of a cell, or more of it; of a flag, what is said besides becomes a note.

    :param label: what the field is called there.
    """
    if field.type is FieldType.FLAG:
        flag = _flag(field, text.text)
        entry.fields.setdefault(field.name, SourceText(flag, text.line, text.spans))
        if flag != text.text and _spelled(field, text.text.removeprefix(flag)) != _spelled(field, flag):
            whole = tuple(
                span if span.column >= 0 else LineSpan(span.start, span.end, after=Separator.NOTHING)
                for span in text.spans
            )
            entry.notes.append(labelled(label, SourceText(text.text, text.line, whole)))
    elif field.type in _LISTS:
        entry.add(field.name, names_alone(entry, field, text), ", ")
    elif field.name not in entry.fields or entry.fields[field.name].text != text.text:
        entry.add(field.name, text, "; ")


def names_alone(entry: RecognisedEntry, field: Field, text: SourceText) -> SourceText:
    """The text of a field; names of other entries without the links that somebody made of them.

    Addresses among these links become notes on *entry*.
    """
    if field.type is not FieldType.REFS:
        return text
    entry.notes += [SourceText(link, text.line) for link in links_of(text.text, only_addresses=True)]
    return SourceText(unlinked(text.text), text.line, text.spans)


def _flag(field: Field, text: str) -> str:
    """The value of a flag, without what follows it: ``No (but in production)``."""
    word = text.partition(" ")[0]
    if _spelled(field, text) is not None or _spelled(field, word) is None:
        return text
    return word


def _spelled(field: Field, text: str) -> object:
    try:
        return parse_value(field, text)
    except WrongValue:
        return None


def _said_by(heading: str, kind: Kind, columns: ColumnMeanings, *, is_group: bool) -> dict[str, str]:
    """What a heading above a table says of all of its rows: their group, or that they are required."""
    found = {kind.group_by: heading} if is_group and kind.group_by else {}
    for field in kind.fields.values():
        if field.type is FieldType.FLAG and field.name not in columns.meanings:
            words = [word for word in re.findall(r"\w{5,}", heading) if _spelled(field, word) is not None]
            if words:
                found[field.name] = words[0].casefold()
    return found


def labelled(label: str, text: SourceText) -> SourceText:
    """A text behind a label, as a note."""
    return SourceText(f"**{plain_text(label)}:** {text.text}", text.line, text.spans)
