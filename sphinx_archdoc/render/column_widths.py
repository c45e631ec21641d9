"""What fits on paper: how wide the columns of a table are there, and whether it can be one at all."""

from __future__ import annotations

import math

import msgspec

from sphinx_archdoc.content.table import Row, TableContent, TrailContent
from sphinx_archdoc.render.spans import Links, length_of

BETWEEN = 3
"""Characters that the space between two columns takes."""

_MARKS = 4
"""Characters that writers put around words in a style, such as two asterisks before and behind them."""


class Paper(msgspec.Struct, frozen=True):
    """What a table has to fit on: characters in a line, and lines in a row."""

    width: float = math.inf
    height: float = math.inf
    paragraphs: bool = True
    """Whether a cell may hold several paragraphs."""


def widths_on(paper: Paper, table: TableContent, links: Links) -> list[int]:
    """The widths of a table's columns in characters; none if it should be a list.

    A column gets what it needs, at most what the kinds table gives it. What then is left of the line goes
    to those that need more.
    """
    lengths = [_lengths(row, table.main, links) for row in table.rows]
    columns = list(zip(*lengths, strict=True)) if lengths else [()] * len(table.columns)
    wanted, widths = [], []
    for column, needs in zip(table.columns, columns, strict=True):
        need = max(len(column.title) + _MARKS, *needs)
        wanted.append(min(need, 2 * column.width))
        widths.append(min(need, column.width))
    room = paper.width - sum(widths) - BETWEEN * len(widths)
    if room < 0:
        return []
    missing = sum(wanted) - sum(widths)
    share = min(1, room / missing) if missing else 0
    widths = [width + int(share * (want - width)) for width, want in zip(widths, wanted, strict=True)]
    heights = (
        max(math.ceil(need / width) for need, width in zip(needs, widths, strict=True))
        + sum(math.ceil(_length_of_line(line, links) / widths[table.main or 0]) for line in row.trail)
        for row, needs in zip(table.rows, lengths, strict=True)
    )
    return widths if max(heights, default=1) <= paper.height else []


def _lengths(row: Row, main: int | None, links: Links) -> list[int]:
    """The length of each cell; that of the prose, or of the longest line below it."""
    lengths = [sum(length_of(span, links) for span in spans) + _MARKS for spans in row.cells]
    if main is not None:
        lengths[main] = max(lengths[main], *(_length_of_line(line, links) for line in row.trail), 0)
    return lengths


def _length_of_line(line: TrailContent, links: Links) -> int:
    return len(line.label) + _MARKS + sum(length_of(span, links) for span in line.spans)
