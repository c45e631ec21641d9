"""Tables as values: columns, rows of spans, and the trails below the prose of the rows."""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec

from sphinx_archdoc.content.columns import Column
from sphinx_archdoc.content.spans import LeftToRight, LineBreak, More, Span, Text
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Direction

MOST_ROWS = 10
"""Rows of a table that readers look through without a filter."""


class TrailContent(msgspec.Struct, frozen=True):
    """A line of a trail: a value of an entry, references that it makes, or entries that refer to it."""

    label: str
    direction: Direction | None
    """Which way its links point; None for a value."""
    spans: list[Span]


class Row(msgspec.Struct, frozen=True):
    """The row of one entry."""

    cells: list[list[Span]]
    anchor: str = ""
    """The id of the entry; empty where the entry is shown, but not written."""
    trail: list[TrailContent] = []
    """What stands below the prose of the row."""


class RowGroup(msgspec.Struct, frozen=True):
    """Rows under a heading, or under none."""

    title: str
    rows: list[Row]
    anchor: str = ""


class TableContent(msgspec.Struct, frozen=True, tag=True):
    """A table: its columns, and its cells as spans."""

    columns: tuple[Column, ...]
    groups: list[RowGroup]
    label: str
    """What the table holds, for readers who do not see it."""
    caption: str = ""
    classes: tuple[str, ...] = ()
    main: int | None = None
    """Number of the column with the prose and the trails; None if no column is wider than the others."""
    has_filter: bool = False
    """Whether readers can filter and sort it."""

    @property
    def rows(self) -> list[Row]:
        """The rows of all groups."""
        return [row for group in self.groups for row in group.rows]


def main_column(columns: Sequence[Column], prose: Container[str]) -> int:
    """Return the number of the column with the prose, or of the widest of all."""
    numbers = range(len(columns))
    return max(numbers, key=lambda number: (columns[number].key in prose, columns[number].width))


def without_empty(table: TableContent, kept: Container[str] = ()) -> TableContent:
    """Return the table without the columns in which no row says anything, except those that are *kept*."""
    rows = table.rows
    numbers = [
        number
        for number, column in enumerate(table.columns)
        if column.key in kept or any(says_something(span) for row in rows for span in row.cells[number])
    ]
    if len(numbers) == len(table.columns):
        return table
    groups = [
        msgspec.structs.replace(
            group,
            rows=[
                msgspec.structs.replace(row, cells=[row.cells[number] for number in numbers])
                for row in group.rows
            ],
        )
        for group in table.groups
    ]
    return msgspec.structs.replace(
        table,
        columns=tuple(table.columns[number] for number in numbers),
        groups=groups,
        main=numbers.index(table.main) if table.main in numbers else None,
    )


def says_something(span: Span) -> bool:
    """Return whether readers see anything of *span*."""
    match span:
        case Text():
            return bool(span.text)
        case LeftToRight() | More():
            return any(map(says_something, span.spans))
        case LineBreak():
            return False
    return True


def label_of(kinds: KindsTable, names: tuple[str, ...], words: Translator) -> str:
    """Return what a table of these kinds holds, in words."""
    return ", ".join(words(kinds[name].plural) for name in names)
