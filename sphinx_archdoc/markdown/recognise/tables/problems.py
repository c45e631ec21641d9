"""What an author is told about the columns and the rows of tables."""

from __future__ import annotations

from sphinx_archdoc.markdown.document.blocks import TableBlock, TableRow
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.model import RecognitionResult, SkippedLines
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of, keys_of_tables
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.spelling import did_you_mean

_NOTES = keys_of_tables("notes", "Notes")
"""Keys of column headings whose cells are meant to become notes, so that they need no warning."""


class TableProblems:
    """Reports the columns that no field is known for, and the rows that are not read, of one document.

    :param result: where they are noted.
    """

    def __init__(self, result: RecognitionResult) -> None:
        self.result = result
        self._noted: set[tuple[str, str]] = set()
        """Kinds and keys of the column headings that are reported already: once a page is enough."""

    def report_columns(self, table: TableBlock, kind: Kind, columns: ColumnMeanings) -> None:
        """Report the columns whose cells become notes, each heading once."""
        free = [field.title for field in kind.fields.values() if field.name not in columns.meanings]
        for heading, meaning in zip(table.header.cells, columns.meanings, strict=True):
            words = plain_text(heading)
            key = key_of(words)
            if meaning or not words or key in _NOTES | columns.noted or (kind.name, key) in self._noted:
                continue
            self._noted.add((kind.name, key))
            message = f"the column '{shorten(words)}' matches no field of {kind.name}"
            hint = "its cells become notes on the entries"
            if near := did_you_mean(words, [title for title in free if key_of(title) != key]):
                hint = f"{near} Otherwise {hint}"
            self.result.report(table.header.line, ProblemCode.UNMAPPED_COLUMN, message, hint)

    def is_empty(self, row: TableRow) -> bool:
        """Return whether a row has no words at all; it is skipped then."""
        if row.surplus or any(cell.strip() for cell in row.cells):
            return False
        self.result.unread.append(SkippedLines(row.line, row.line, "an empty row", is_empty=True))
        return True

    def skip(self, row: TableRow, kind: Kind, wrong: str, columns: int) -> None:
        """Skip a row that cannot be read.

        :param wrong: a name that lacks the form which the kind requires: its own, or that of the row that it
            continues. Such rows are reported with all that is not read in their section.
        :param columns: the number of columns of the table.
        """
        if row.surplus:  # there is no telling which cell is which field
            self.result.skip(row.line, row.line, "the row has more cells than its table")
            message = f"this row has more cells than the {columns} columns of its table, and is not read"
            hint = "write \\| for a vertical bar within a cell, even in code"
            self.result.report(row.line, ProblemCode.UNREADABLE_TABLE, message, hint)
        elif wrong:
            reason = f"'{shorten(wrong)}' is not a valid {kind.name} name"
            self.result.skip(row.line, row.line, reason, hint=f"{reason}; write {kind.form or 'a valid one'}")
        else:
            self.result.skip(row.line, row.line, "the row has no name")
            message = f"this row of a table of {kind.plural.lower()} has no name"
            hint = "write one into its first cell"
            self.result.report(row.line, ProblemCode.MISSING_NAME, message, hint)
