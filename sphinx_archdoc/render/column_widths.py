"""Compute the column widths of tables in formats with lines of limited length, such as text and LaTeX."""

from __future__ import annotations

import math

import msgspec

from sphinx_archdoc.content.table import Row, TableContent, TrailContent
from sphinx_archdoc.render.spans import PageResolver, length_of

BETWEEN = 3
"""Characters between two columns."""

_MARKS = 4
"""Characters that writers put around styled text, such as two asterisks on each side in plain text."""


class TableLimits(msgspec.Struct, frozen=True):
    """The largest table that a format can show; by default, any table."""

    width: float = math.inf
    """Characters per line."""
    height: float = math.inf
    """Lines per row."""
    paragraphs: bool = True
    """True if a cell may hold several paragraphs."""


def column_widths(table: TableContent, limits: TableLimits, resolver: PageResolver) -> list[int]:
    """Return the width of each column in characters; an empty list if the table exceeds *limits*.

    A column first gets the width that its content needs, up to the width that the kinds table declares.
    Columns that need more then share the remaining space, up to twice their declared width.
    """
    lengths = [_lengths(row, table.main, resolver) for row in table.rows]
    columns = list(zip(*lengths, strict=True)) if lengths else [()] * len(table.columns)
    wanted, widths = [], []
    for column, needs in zip(table.columns, columns, strict=True):
        need = max(len(column.title) + _MARKS, *needs)
        wanted.append(min(need, 2 * column.width))
        widths.append(min(need, column.width))
    room = limits.width - sum(widths) - BETWEEN * len(widths)
    if room < 0:
        return []
    missing = sum(wanted) - sum(widths)
    share = min(1, room / missing) if missing else 0
    widths = [width + int(share * (want - width)) for width, want in zip(widths, wanted, strict=True)]
    heights = (
        max(math.ceil(need / width) for need, width in zip(needs, widths, strict=True))
        + sum(math.ceil(_length_of_line(line, resolver) / widths[table.main or 0]) for line in row.trail)
        for row, needs in zip(table.rows, lengths, strict=True)
    )
    return widths if max(heights, default=1) <= limits.height else []


def _lengths(row: Row, main: int | None, resolver: PageResolver) -> list[int]:
    """Return the length of each cell in characters; in the main column, at least that of each trail line."""
    lengths = [sum(length_of(span, resolver) for span in spans) + _MARKS for spans in row.cells]
    if main is not None:
        lengths[main] = max(lengths[main], *(_length_of_line(line, resolver) for line in row.trail), 0)
    return lengths


def _length_of_line(line: TrailContent, resolver: PageResolver) -> int:
    return len(line.label) + _MARKS + sum(length_of(span, resolver) for span in line.spans)
