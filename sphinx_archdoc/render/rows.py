"""The content of a table, before it is HTML or nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.catalogue.table import Column, Table
from sphinx_archdoc.render.cells import Cells
from sphinx_archdoc.render.spans import Span
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.words import Words

_UNSAFE = re.compile(r"[^\w.-]+")
"""What stands in no anchor."""


class Row(msgspec.Struct, frozen=True):
    """The row of one entry. ``anchor`` is empty where the entry is only shown, not written."""

    cells: list[list[Span]]
    anchor: str = ""
    subject: str = ""
    """Page and anchor of what it shows: in a view on the web, its anchor is made from this."""


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
    view: str = ""
    """What the address of the page calls it; empty for a table that is no view."""


def table_content(table: Table, cells: Cells, label: str, *, home: bool) -> TableContent:
    """Fill the cells of a table.

    :param home: whether its entries are written there, so that the rows carry their anchors.
    """
    keys = [column.key for column in table.columns]
    groups = [
        RowGroup(
            group.title,
            [
                Row(
                    cells.row(entry, keys, home=home),
                    entry.anchor if home else "",
                    subject_of(entry.page, entry.anchor),
                )
                for entry in group.entries
            ],
        )
        for group in table.groups
    ]
    kinds = tuple(dict.fromkeys(f"archdoc-{entry.kind}" for entry in table.entries))
    return TableContent(table.columns, groups, label, table.caption, kinds)


def subject_of(page: str, anchor: str) -> str:
    """What a row shows, as a part of its anchor."""
    return f"{page}-{anchor.removeprefix('archdoc-')}" if anchor else page


def as_view(table: TableContent, name: str) -> TableContent:
    """The table as a view of this name: with an anchor on each row, the same in every build."""
    anchors = _anchors(table, name)
    groups = [
        msgspec.structs.replace(
            group, rows=[msgspec.structs.replace(row, anchor=next(anchors)) for row in group.rows]
        )
        for group in table.groups
    ]
    return msgspec.structs.replace(table, groups=groups, view=name)


def _anchors(table: TableContent, name: str) -> Iterator[str]:
    """An anchor for each row; where two would have the same, the later one is numbered."""
    taken: set[str] = set()
    for group in table.groups:
        for row in group.rows:
            anchor = wanted = _UNSAFE.sub("-", f"{name}-{row.subject}")
            number = 1
            while anchor in taken:
                number += 1
                anchor = f"{wanted}-{number}"
            taken.add(anchor)
            yield anchor


def label_of(kinds: KindsTable, names: tuple[str, ...], words: Words) -> str:
    """What a table of these kinds holds, in words."""
    return ", ".join(words(kinds[name].plural) for name in names)
