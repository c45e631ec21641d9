"""The rows of a table as entries."""

from __future__ import annotations

import itertools
import re

from sphinx_archdoc.markdown.document.blocks import Row, Table
from sphinx_archdoc.markdown.document.parser import links_of, plain_text, unlinked
from sphinx_archdoc.markdown.document.source_text import Behind, Span, Text
from sphinx_archdoc.markdown.recognise.columns import Columns
from sphinx_archdoc.markdown.recognise.model import Found, Place, Recognition, Unread
from sphinx_archdoc.markdown.recognise.vocabulary import NAME, Vocabulary, key_of
from sphinx_archdoc.problems import Code, shorten
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

    def __init__(self, vocabulary: Vocabulary, recognition: Recognition) -> None:
        self.vocabulary = vocabulary
        self.recognition = recognition
        self.leftover: list[Row] = []
        """Rows of the last table that are no entries."""

    def read(
        self, table: Table, kind: Kind, columns: Columns, heading: str = "", *, is_group: bool = False
    ) -> list[Found]:
        """The entries of *table*.

        :param heading: the heading above it, which may say something of all rows.
        :param is_group: whether it stands below that of the kind, and so groups the rows.
        """
        self.leftover = []
        self._unknown_columns(table, kind, columns)
        entries: list[Found] = []
        above: list[Found] = []
        last = table.header
        for row in table.rows:
            if row.surplus:
                self._surplus(row, len(columns.meanings))
            elif not any(cell.strip() for cell in row.cells):
                self.recognition.unread.append(Unread(row.line, row.line, "an empty row"))
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
                entry.fields = {name: Text(text, entry.line) for name, text in said.items()} | entry.fields
        return entries

    def _unknown_columns(self, table: Table, kind: Kind, columns: Columns) -> None:
        for heading, meaning in zip(table.header.cells, columns.meanings, strict=True):
            words = plain_text(heading)
            if not meaning and words and key_of(words) not in _NOTES:
                message = f"no field of {kind.name} is known as '{shorten(words)}'"
                hint = "its cells become notes on the entries"
                self.recognition.report(table.header.line, Code.UNMAPPED_COLUMN, message, hint)

    def _surplus(self, row: Row, columns: int) -> None:
        """A row whose cells are not where they belong: nobody can say what they are."""
        message = f"this row has more than the {columns} cells of its table, and is not read"
        hint = "write \\| for a line within a cell, also in code"
        self._leave(row, "the row has more cells than its table", Code.UNREADABLE_TABLE, message, hint)

    def _nameless(self, row: Row, kind: Kind) -> None:
        message = f"this row of a table of {kind.plural.lower()} has no name"
        self._leave(row, "the row has no name", Code.MISSING_NAME, message, "write one into its first cell")

    def _leave(self, row: Row, reason: str, code: Code, message: str, hint: str) -> None:
        """Leave a row as it is."""
        self.leftover.append(row)
        self.recognition.unread.append(Unread(row.line, row.line, reason))
        self.recognition.report(row.line, code, message, hint)


def _entries(row: Row, kind: Kind, columns: Columns, headings: tuple[str, ...]) -> list[Found]:
    """The entries of a row; none if it has no name."""
    names = _names(row, kind, columns)
    entries = [Found(kind=kind.name, name=name, line=row.line, place=Place.ROW) for name in names]
    for number, entry in enumerate(entries):
        _add_row(entry, _nth(row, number, len(names)), kind, columns, headings)
        entry.notes += [Text(link, row.line) for link in links_of(row.cells[columns.name])]
    return entries


def _other_part(row: Row, last: Row, kind: Kind, columns: Columns) -> Row | None:
    """A row that goes on with another part of the name, such as another method, as that of an entry."""
    parts = [i for i, meaning in enumerate(columns.meanings) if meaning in kind.name_fields]
    if not any(not is_none(row.cells[part]) for part in parts):
        return None
    cells = list(row.cells)
    for part in (columns.name, *parts):
        cells[part] = last.cells[part] if is_none(cells[part]) else cells[part]
    return Row(row.line, tuple(cells))


def _names(row: Row, kind: Kind, columns: Columns) -> list[str]:
    """The names of the entries in a row: several where the cell has several in code."""
    cell = row.cells[columns.name].strip()
    if kind.name_style is NameStyle.CODE and _CODES.fullmatch(cell):
        names = [" ".join(name.split()) for name in _CODE.findall(cell)]
    else:
        names = [plain_text(cell) or cell]
    wholes = [whole for name in names if not is_none(name) for whole in _wholes(name, row, kind, columns)]
    return list(dict.fromkeys(wholes))


def _wholes(name: str, row: Row, kind: Kind, columns: Columns) -> list[str]:
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


def _nth(row: Row, number: int, names: int) -> Row:
    """The row of one of several names; a cell with as many values in code has one for each."""
    if names == 1:
        return row
    cells = tuple(
        f"`{_CODE.findall(cell)[number]}`"
        if _CODES.fullmatch(cell.strip()) and len(_CODE.findall(cell)) == names
        else cell
        for cell in row.cells
    )
    return Row(row.line, cells, row.surplus)


def _add_row(entry: Found, row: Row, kind: Kind, columns: Columns, headings: tuple[str, ...]) -> None:
    """Add the cells of a row to an entry, and what stands behind them."""
    entry.lines.append((row.line, row.line))
    for number, (cell, meaning) in enumerate(zip(row.cells, columns.meanings, strict=True)):
        text = Text(cell.strip(), row.line, (Span(row.line, row.line, number),))
        name = columns.name_field if meaning == NAME else meaning
        field = kind.fields.get(name)
        if field and text.text and name not in kind.name_fields:
            add_value(entry, field, headings[number], text)
        elif not meaning and not is_none(cell):
            entry.notes.append(labelled(headings[number], text))


def add_value(entry: Found, field: Field, label: str, text: Text) -> None:
    """Give a field the value of a cell, or more of it; of a flag, what is said besides becomes a note.

    :param label: what the field is called there.
    """
    if field.type is FieldType.FLAG:
        flag = _flag(field, text.text)
        entry.fields.setdefault(field.name, Text(flag, text.line, text.spans))
        if flag != text.text and _spelled(field, text.text.removeprefix(flag)) != _spelled(field, flag):
            whole = tuple(
                span if span.column >= 0 else Span(span.start, span.end, behind=Behind.NOTHING)
                for span in text.spans
            )
            entry.notes.append(labelled(label, Text(text.text, text.line, whole)))
    elif field.type in _LISTS:
        entry.add(field.name, names_alone(entry, field, text), ", ")
    elif field.name not in entry.fields or entry.fields[field.name].text != text.text:
        entry.add(field.name, text, "; ")


def names_alone(entry: Found, field: Field, text: Text) -> Text:
    """The text of a field; names of other entries without the links that somebody made of them.

    Addresses among these links become notes on *entry*.
    """
    if field.type is not FieldType.REFS:
        return text
    entry.notes += [Text(link, text.line) for link in links_of(text.text, only_addresses=True)]
    return Text(unlinked(text.text), text.line, text.spans)


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


def _said_by(heading: str, kind: Kind, columns: Columns, *, is_group: bool) -> dict[str, str]:
    """What a heading above a table says of all of its rows: their group, or that they are required."""
    found = {kind.group_by: heading} if is_group and kind.group_by else {}
    for field in kind.fields.values():
        if field.type is FieldType.FLAG and field.name not in columns.meanings:
            words = [word for word in re.findall(r"\w{5,}", heading) if _spelled(field, word) is not None]
            if words:
                found[field.name] = words[0].casefold()
    return found


def labelled(label: str, text: Text) -> Text:
    """A text behind a label, as a note."""
    return Text(f"**{plain_text(label)}:** {text.text}", text.line, text.spans)
