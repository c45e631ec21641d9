"""The rows of a table as entries."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.importer.blocks import Row, Table
from sphinx_archdoc.importer.found import Found, Place, Recognition, Span, Text, Unread
from sphinx_archdoc.importer.markdown import plain_text, unlinked
from sphinx_archdoc.importer.vocabulary import NAME, Vocabulary
from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.schema.model import FieldType, Kind
from sphinx_archdoc.schema.values import is_none

_LISTS = (FieldType.LIST, FieldType.REFS)


def columns_of(table: Table, kind: Kind, vocabulary: Vocabulary, *, named: bool) -> list[str]:
    """What the columns of *table* are if its rows are entries of *kind*; empty if they are not.

    :param named: whether the heading above the table names the kind, so that the first column may
        be called anything.
    """
    columns = vocabulary.columns(kind, table.header.cells)
    known = sum(1 for column in columns if column and column != NAME)
    if NAME not in columns:
        if not named or columns[0] or known < max(1, (len(columns) - 1) / 2):
            return []
        columns[0] = NAME
    return columns if known or (named and len(columns) == 1) else []


def kind_by_columns(table: Table, vocabulary: Vocabulary) -> Kind | None:
    """The kind whose own column headings a table has, wherever it stands: that of the name, and two more."""
    scores: list[tuple[int, Kind]] = []
    for kind in vocabulary.kinds.values():
        if not kind.takes_name or not vocabulary.is_own_name(kind, table.header.cells):
            continue
        columns = vocabulary.columns(kind, table.header.cells)
        known = sum(1 for column in columns if column and column != NAME)
        missing = {f.name for f in kind.fields.values() if f.required and f.column} - set(columns)
        if known >= 2 and known >= columns.count("") and not missing:
            scores.append((known, kind))
    best = [kind for known, kind in scores if known == max(scores, key=lambda score: score[0])[0]]
    return best[0] if len(best) == 1 else None


class TableReader:
    """Reads tables of one document.

    :param recognition: where to note what was found.
    """

    def __init__(self, vocabulary: Vocabulary, source: str, recognition: Recognition) -> None:
        self.vocabulary = vocabulary
        self.source = source
        self.recognition = recognition
        self.leftover: list[Row] = []
        """Rows of the last table that are no entries."""

    def read(self, table: Table, kind: Kind, columns: Sequence[str], group: str = "") -> list[Found]:
        """The entries of *table*.

        :param columns: what its columns are.
        :param group: the heading that groups the rows, for kinds that have such a field.
        """
        self._unknown_columns(table, kind, columns)
        self.leftover = []
        entries: list[Found] = []
        for row in table.rows:
            name = self._name(row, kind, columns)
            if row.surplus:
                self._surplus(row, len(columns))
            if not any(cell.strip() for cell in row.cells):
                self.recognition.unread.append(Unread(row.line, row.line, "an empty row"))
            elif name:
                entries.append(self._entry(row, kind, name, columns, table.header.cells))
            elif entries:
                self._continue(entries[-1], row, kind, columns, table.header.cells)
            else:
                self.leftover.append(row)
                self.recognition.unread.append(Unread(row.line, row.line, "the row has no name"))
                message = f"this row of a table of {kind.plural.lower()} has no name"
                hint = "write one into its first cell"
                self._report(row.line, Code.MISSING_NAME, message, hint)
        if group and kind.group_by and not any(kind.group_by in entry.fields for entry in entries):
            for entry in entries:
                entry.fields[kind.group_by] = Text(group, entry.line)
        return entries

    def _unknown_columns(self, table: Table, kind: Kind, columns: Sequence[str]) -> None:
        for heading, column in zip(table.header.cells, columns, strict=True):
            words = plain_text(heading)
            if not column and words:
                self._report(
                    table.header.line,
                    Code.UNMAPPED_COLUMN,
                    f"no field of {kind.name} is known as '{shorten(words)}'",
                    "its cells become notes on the entries",
                )

    def _surplus(self, row: Row, columns: int) -> None:
        message = f"this row has more than the {columns} cells of its table"
        hint = "write \\| for a line within a cell, also in code"
        self._report(row.line, Code.UNREADABLE_TABLE, message, hint)

    def _name(self, row: Row, kind: Kind, columns: Sequence[str]) -> str:
        cell = row.cells[columns.index(NAME)]
        name = plain_text(cell)
        if is_none(name):
            return ""
        if kind.pattern and not kind.pattern.fullmatch(name):
            parts = [
                name if part == kind.shown_name else plain_text(row.cells[columns.index(part)])
                for part in kind.name_fields
                if part == kind.shown_name or part in columns
            ]
            joined = " ".join(parts)
            return joined if kind.pattern.fullmatch(joined) else name
        return name

    def _entry(
        self, row: Row, kind: Kind, name: str, columns: Sequence[str], headings: Sequence[str]
    ) -> Found:
        entry = Found(kind=kind.name, name=name, line=row.line, place=Place.ROW)
        self._continue(entry, row, kind, columns, headings)
        return entry

    def _continue(
        self, entry: Found, row: Row, kind: Kind, columns: Sequence[str], headings: Sequence[str]
    ) -> None:
        """Add the cells of a row to an entry, and what stands behind them."""
        entry.lines.append((row.line, row.line))
        for number, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            field = kind.fields.get(column)
            if column == NAME or column in kind.name_fields or not cell.strip():
                continue
            text = Text(cell.strip(), row.line, (Span(row.line, row.line, number),))
            if field is None:
                if not is_none(cell):
                    entry.notes.append(labelled(headings[number], text))
            elif field.type in _LISTS:
                links = unlinked(text.text) if field.type is FieldType.REFS else text.text
                entry.add(field.name, Text(links, text.line, text.spans), ", ")
            else:
                entry.add(field.name, text, "; ")
        if row.surplus:
            entry.notes.append(Text(row.surplus, row.line))

    def _report(self, line: int, code: Code, message: str, hint: str) -> None:
        self.recognition.problems.append(Problem(Location(self.source, line), code, message, hint))


def labelled(label: str, text: Text) -> Text:
    """A text behind a label, as a note."""
    return Text(f"**{plain_text(label)}:** {text.text}", text.line, text.spans)
