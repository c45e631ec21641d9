"""Choose the width below which the rows of a table are stacked: each becomes a block of labelled values.

A container query of CSS can test the width of a box, but not the width that a table needs. So that width is
estimated from the text of the table, and rounded up to one of a few for which the stylesheet has rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_archdoc.content.spans import Text
from sphinx_archdoc.content.table import TableContent
from sphinx_archdoc.render.line_breaks import longest_run
from sphinx_archdoc.render.spans import LETTER, PageResolver, breadth_of
from sphinx_archdoc.schema.model import NameStyle

WIDTHS = (30, 38, 45, 52, 60, 80)
"""Container widths in em for which the stylesheet has rules."""

STACKED_LABELS = 40
"""Columns for which the stylesheet has rules in stacked rows; values of later columns get no label."""

FEW_LABELS = 10
"""Columns up to which a table does without the class ``archdoc-wide``.

Browsers try the rule of each further column only where the class is, which halves the time for long tables.
"""

BETWEEN = 1.3
"""Space between two columns in em."""

PROSE = 13.5
"""Minimum width of prose in em; the stylesheet sets the same."""

_ARROW = 1.0
"""Width in em of the sort arrow after a heading."""


def stacks_below(table: TableContent, resolver: PageResolver) -> int:
    """Return the width in em below which a table is stacked: one of :data:`WIDTHS`."""
    return next_width(least_widths(table, resolver), table.main)


def least_widths(table: TableContent, resolver: PageResolver) -> list[float]:
    """Return the minimum width of each column in em: that of its longest part without a line break."""
    widths, rows = [], table.rows
    for number, column in enumerate(table.columns):
        widest = heading_width(column.title) + (_ARROW if table.has_filter else 0)
        if number != table.main:  # the stylesheet breaks words there
            for row in rows:
                for span in row.cells[number]:
                    if not (isinstance(span, Text) and len(span.text) * LETTER[span.style] <= widest):
                        widest = max(widest, breadth_of(span, resolver))
        widths.append(widest)
    return widths


def heading_width(title: str) -> float:
    """Return the minimum width of a heading in em."""
    return longest_run(title, is_name=False) * LETTER[NameStyle.STRONG]


def next_width(columns: Iterable[float], main: int | None) -> int:
    """Return the smallest of :data:`WIDTHS` that has room for the columns; the largest if none has.

    :param columns: minimum width of each column in em.
    :param main: index of the column with the prose; None without one.
    """
    widths = (max(width, PROSE) if number == main else width for number, width in enumerate(columns))
    need = sum(width + BETWEEN for width in widths)
    return next((width for width in WIDTHS if width >= need), WIDTHS[-1])
