"""Tables with their cells filled: rows of spans, and the trails below the prose."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import chain
from operator import itemgetter

import msgspec

from sphinx_archdoc.content.columns import Column
from sphinx_archdoc.content.spans import LeftToRight, LineBreak, More, Span, Text
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Direction

MOST_ROWS = 10
"""The number of rows up to which a table needs no filter."""


class TrailContent(msgspec.Struct, frozen=True):
    """A line of a trail: a label, and a value, references or backlinks of the entry."""

    label: str
    direction: Direction | None
    """The direction of its links; None for a value."""
    spans: list[Span]


class Row(msgspec.Struct, frozen=True):
    """The row of one entry."""

    cells: list[list[Span]]
    anchor: str = ""
    """The id of the entry; empty if the entry is written elsewhere."""
    trail: list[TrailContent] = []
    """The lines below the prose of the row."""


class RowGroup(msgspec.Struct, frozen=True):
    """Rows under a heading; an empty title means no heading."""

    title: str
    rows: list[Row]
    anchor: str = ""


class TableContent(msgspec.Struct, frozen=True, tag=True):
    """A table with its cells as spans."""

    columns: tuple[Column, ...]
    groups: list[RowGroup]
    label: str
    """The accessible name."""
    caption: str = ""
    classes: tuple[str, ...] = ()
    main: int | None = None
    """The 0-based number of the column with the prose and the trails, if there is one."""
    has_filter: bool = False
    """True if readers can filter and sort it."""

    @property
    def rows(self) -> list[Row]:
        """All rows, in their order."""
        return [row for group in self.groups for row in group.rows]


def main_column(columns: Sequence[Column], prose: Container[str]) -> int:
    """Return the 0-based number of the column with the prose, or of the widest column.

    :param prose: the keys of columns with prose.
    """
    numbers = range(len(columns))
    return max(numbers, key=lambda number: (columns[number].key in prose, columns[number].width))


def without_empty(table: TableContent, kept: Container[str] = ()) -> TableContent:
    """Return the table without its empty columns.

    :param kept: the keys of columns to keep even if they are empty.
    """
    cells = [row.cells for row in table.rows]
    numbers = [
        number
        for number, column in enumerate(table.columns)
        if column.key in kept or any(map(_is_visible, chain.from_iterable(map(itemgetter(number), cells))))
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


def _is_visible(span: Span) -> bool:
    match span:
        case Text():
            return bool(span.text)
        case LeftToRight() | More():
            return any(map(_is_visible, span.spans))
        case LineBreak():
            return False
    return True


def label_of(kinds: KindsTable, names: tuple[str, ...], words: Translator) -> str:
    """Return the translated plural titles of some kinds, separated by commas."""
    return ", ".join(words(kinds[name].plural) for name in names)
