"""Fill the cells of a table of entries."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.columns import TableSpec
from sphinx_archdoc.content.marks import marks_of
from sphinx_archdoc.content.spans import Link, Marks, Span
from sphinx_archdoc.content.table import Row, RowGroup, TableContent, TrailContent, main_column
from sphinx_archdoc.content.trail import trail_of


def table_content(
    table: TableSpec, cells: Cells, label: str, *, home: bool, has_marks: bool = False
) -> TableContent:
    """Fill the cells of a table.

    :param label: the accessible name.
    :param home: whether the table is where its entries are written, so that its rows carry their anchors.
    :param has_marks: whether names are followed by the status, the focus and the owner.
    """
    keys = [column.key for column in table.columns]

    def row_of(entry: Entry) -> Row:
        shown = cells.row(entry, keys, home=home)
        if has_marks:
            shown = _marked(shown, keys, entry, cells)
        return Row(shown, entry.anchor if home else "", _trail(entry) if table.trail else [])

    def _trail(entry: Entry) -> list[TrailContent]:
        return cells.trail_lines(entry, trail_of(entry, keys, cells.graph, home=home))

    groups = [RowGroup(group.title, list(map(row_of, group.entries))) for group in table.groups]
    kinds = dict.fromkeys(entry.kind for entry in table.entries)
    prose = {"summary", *(cells.graph.catalogue.kinds[kind].summary for kind in kinds)}
    return TableContent(
        table.columns,
        groups,
        label,
        table.caption,
        tuple(f"archdoc-{kind}" for kind in kinds),
        main=main_column(table.columns, prose),
    )


def _marked(shown: list[list[Span]], keys: Sequence[str], entry: Entry, cells: Cells) -> list[list[Span]]:
    """Return the cells of an entry with its marks of state after its name, and no warning before these."""
    marks = Marks(marks_of(entry, cells.graph))
    return [
        [*map(_without_warning, cell), marks] if key == "name" else cell
        for key, cell in zip(keys, shown, strict=True)
    ]


def _without_warning(span: Span) -> Span:
    return msgspec.structs.replace(span, warning="") if isinstance(span, Link) else span
