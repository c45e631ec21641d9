"""The content of a table, before it is HTML or nodes."""

from __future__ import annotations

import msgspec

from sphinx_archdoc.catalogue.table import Column, Table
from sphinx_archdoc.render.cells import Cells
from sphinx_archdoc.render.spans import Span
from sphinx_archdoc.schema.loader import KindsTable


class Row(msgspec.Struct, frozen=True):
    """The row of one entry. ``anchor`` is empty where the entry is only shown, not written."""

    cells: list[list[Span]]
    anchor: str = ""


class RowGroup(msgspec.Struct, frozen=True):
    """Rows under a heading, or under none."""

    title: str
    rows: list[Row]


class TableContent(msgspec.Struct, frozen=True):
    """A table: its columns, and its cells as spans."""

    columns: tuple[Column, ...]
    groups: list[RowGroup]
    label: str
    """What the table holds, for readers who do not see it."""
    caption: str = ""
    classes: tuple[str, ...] = ()


def table_content(table: Table, cells: Cells, label: str, *, home: bool) -> TableContent:
    """Fill the cells of a table.

    :param home: whether its entries are written there, so that the rows carry their anchors.
    """
    groups = [
        RowGroup(
            group.title,
            [
                Row(
                    [cells.cell(entry, column.key, home=home) for column in table.columns],
                    entry.anchor if home else "",
                )
                for entry in group.entries
            ],
        )
        for group in table.groups
    ]
    kinds = tuple(dict.fromkeys(f"archdoc-{entry.kind}" for entry in table.entries))
    return TableContent(table.columns, groups, label, table.caption, kinds)


def label_of(kinds: KindsTable, names: tuple[str, ...]) -> str:
    """What a table of these kinds holds, in words."""
    return ", ".join(kinds[name].plural for name in names)
