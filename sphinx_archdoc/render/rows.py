"""The content of a table, before it is HTML or nodes."""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue.table import Column, Table
from sphinx_archdoc.catalogue.trail import trail_of
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.cells import Cells, TrailContent
from sphinx_archdoc.render.spans import Span, length_of
from sphinx_archdoc.schema.loader import KindsTable


class Row(msgspec.Struct, frozen=True):
    """The row of one entry."""

    cells: list[list[Span]]
    anchor: str = ""
    """Empty where the entry is only shown, not written."""
    trail: list[TrailContent] = []
    """What stands below the prose of the row."""


class RowGroup(msgspec.Struct, frozen=True):
    """Rows under a heading, or under none."""

    title: str
    rows: list[Row]
    anchor: str = ""


class TableContent(msgspec.Struct, frozen=True):
    """A table: its columns, and its cells as spans."""

    columns: tuple[Column, ...]
    groups: list[RowGroup]
    label: str
    """What the table holds, for readers who do not see it."""
    caption: str = ""
    classes: tuple[str, ...] = ()
    view: str = ""
    """What the address of the page calls it, if readers can filter and sort it."""
    main: int | None = None
    """Number of the column with the prose and the trails; None if no column is wider than the others."""

    @property
    def rows(self) -> list[Row]:
        """The rows of all groups."""
        return [row for group in self.groups for row in group.rows]


def table_content(table: Table, cells: Cells, label: str, *, home: bool) -> TableContent:
    """Fill the cells of a table.

    :param home: whether its entries are written there, so that the rows carry their anchors.
    """
    keys = [column.key for column in table.columns]

    def row_of(entry: Entry) -> Row:
        lines = trail_of(entry, keys, cells.graph, home=home) if table.trail else ()
        return Row(cells.row(entry, keys, home=home), entry.anchor if home else "", cells.trail(entry, lines))

    groups = [RowGroup(group.title, list(map(row_of, group.entries))) for group in table.groups]
    kinds = dict.fromkeys(entry.kind for entry in table.entries)
    prose = {"summary", *(cells.graph.catalogue.kinds[kind].summary for kind in kinds)}
    return TableContent(
        table.columns,
        groups,
        label,
        table.caption,
        tuple(f"archdoc-{kind}" for kind in kinds),
        main=_main_column(table.columns, prose),
    )


def _main_column(columns: Sequence[Column], prose: Container[str]) -> int:
    """The column of the prose, or the widest of all."""
    numbers = range(len(columns))
    return max(numbers, key=lambda number: (columns[number].key in prose, columns[number].width))


def without_empty(table: TableContent, kept: Container[str] = ()) -> TableContent:
    """The table without the columns in which no row says anything, but for those that are *kept*."""
    rows = table.rows
    numbers = [
        number
        for number, column in enumerate(table.columns)
        if column.key in kept or any(length_of(span) for row in rows for span in row.cells[number])
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


def label_of(kinds: KindsTable, names: tuple[str, ...], words: Translator) -> str:
    """What a table of these kinds holds, in words."""
    return ", ".join(words(kinds[name].plural) for name in names)
